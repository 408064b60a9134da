"""Score sheets, tables and readings written as small texts, and the outcomes of a check as lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from _pytest.mark import ParameterSet

from xunzheng.audit.check import Check
from xunzheng.audit.finding import Finding, Place
from xunzheng.audit.reading import Reading, read
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.audit.statements.score_table_cells import read_points
from xunzheng.documents.model import Cell, Document
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks
from xunzheng.rulebook import standard_rules

RULES: Rules = standard_rules()
_MARKS = ["weight", "score", "target", "actual", "reason", "formula"]
_SHEET_AT = 1_000_000  # places of hand-made sheets lie behind every text


_Rows = dict[tuple[str, ...], list[str]]


class _Places:
    """Hands out a place of its own to every cell of a hand-made sheet."""

    def __init__(self) -> None:
        self.next = _SHEET_AT

    def at(self, text: str) -> Place:
        start = self.next
        self.next += len(text) + 1
        return Place((), 0, start, start + len(text), start, text)

    def stated(self, text: str, *, number: bool = True) -> Stated | None:
        """`~` is no cell at all, `.` an empty one; a number is read as the reader of sheets reads it."""
        if text == "~":
            return None
        text = "" if text == "." else text
        return Stated(text, self.at(text), read_points(text) if number else None)


def sheet(text: str, total: str = "~|~", funds: str = "", **fields: object) -> Sheet:
    """A sheet of lines `产出/数量/植树 | 10 | 9 | ≥5棵 | 4棵 | 原因 | 公式`: weight, score, target, actual …

    Cells left out are `~`, absent; `.` is an empty cell. A path that is the beginning of later ones is
    a parent. `total` is `weight|score`; a line of `funds` is `name | initial | budget | executed |
    weight | rate | score`.
    """
    places = _Places()
    rows = [[part.strip() for part in line.split("|")] for line in text.splitlines() if line.strip()]
    cells = {tuple(row[0].split("/")): row[1:] for row in rows}
    paths: _Rows = {}
    for path, values in cells.items():
        for length in range(1, len(path)):
            paths.setdefault(path[:length], cells.get(path[:length], []))
        paths[path] = values
    weight, score = (places.stated(part.strip()) for part in total.split("|"))
    known: dict[str, object] = {
        "table": 0,
        "nodes": _nodes(paths, (), places),
        "total_weight": weight,
        "total_score": score,
        "funds": tuple(_funds(line, places) for line in funds.strip().splitlines()),
    }
    return Sheet(**(known | fields))  # type: ignore[arg-type]  # the fields come by name


def _nodes(paths: _Rows, above: tuple[str, ...], places: _Places) -> tuple[SheetNode, ...]:
    own = [path for path in paths if path[:-1] == above]
    return tuple(_node(path, paths, places) for path in own)


def _node(path: tuple[str, ...], paths: _Rows, places: _Places) -> SheetNode:
    padded = [*paths[path], *["~"] * (len(_MARKS) - len(paths[path]))]
    stated = {
        mark: places.stated(text, number=mark in ("weight", "score"))
        for mark, text in zip(_MARKS, padded, strict=True)
    }
    place = places.at(path[-1])
    return SheetNode(path[-1], path, place, children=_nodes(paths, path, places), **stated)  # type: ignore[arg-type]


def _funds(line: str, places: _Places) -> FundsRow:
    name, *texts = (part.strip() for part in line.split("|"))
    texts += ["~"] * (6 - len(texts))
    cells = [_amount(text, places) for text in texts]
    return FundsRow(name, places.at(name), *cells)


def _amount(text: str, places: _Places) -> Stated | None:
    stated = places.stated(text)
    bare = text.rstrip("%").replace(".", "", 1).lstrip("-")
    return stated and replace(stated, value=Decimal(text.rstrip("%")) if bare.isdigit() else None)


_FIELDS: dict[str, dict[str, object]] = {
    "has-reasons": {"has_reasons": True},
    "no-scores": {"has_scores": False},
    "in-yuan": {"money_unit": "元"},
}


@dataclass
class _Draft:
    """A case while its lines are read."""

    sheets: list[Sheet] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    funds: list[str] = field(default_factory=list)
    total: str = "~|~"
    fields: dict[str, object] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def close_sheet(self) -> None:
        if self.rows or self.funds:
            made = sheet("\n".join(self.rows), self.total, "\n".join(self.funds), **self.fields)
            self.sheets.append(made)
        self.rows, self.funds, self.total, self.fields = [], [], "~|~", {}

    def take(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "->":
            self.expected.append(rest)
        elif word == "text":
            self.text.append(rest)
        elif line.startswith("|"):
            self.text.append(line)
        elif word == "funds":
            self.funds.append(rest)
        elif word == "total":
            self.total = rest
        elif word in _FIELDS:
            self.fields |= _FIELDS[word]
        elif word == "sheet":
            self.close_sheet()
        else:
            self.rows.append(line)


def cases(text: str) -> list[ParameterSet]:
    """The cases of a table of examples, as parameters (sheets, text, expected outcomes).

    A line at the margin names a case; under it, indented: the rows of a sheet as `sheet` reads them,
    `total 100|92`, `funds …`, `text …` for a line of prose, lines of `|` for a table in the document,
    `sheet` before a further one, and `-> …` for each outcome that is due, none where silence is.
    """
    found: dict[str, _Draft] = {}
    current = _Draft()
    for line in text.splitlines():
        if line.startswith(" "):
            current.take(line.strip())
        elif line.strip():
            assert line not in found, f"two cases named {line}"
            current = found.setdefault(line, _Draft())
    for draft in found.values():
        draft.close_sheet()
    return [
        pytest.param(draft.sheets, "\n".join(draft.text), draft.expected, id=name)
        for name, draft in found.items()
    ]


def document(text: str) -> Document:
    """A document of lines; consecutive lines that begin with | are a table, its first row the header."""
    sources: list[Source] = []
    rows: list[tuple[int, str]] = []
    offset = 0
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append((offset, line))
        else:
            if rows:
                sources.append(_table(rows))
                rows = []
            if line.strip():
                sources.append(SourceLine(offset, offset + len(line)))
        offset += len(line) + 1
    return document_from_blocks("测试.txt", text, sources)


def _table(rows: list[tuple[int, str]]) -> SourceTable:
    cells: list[Cell] = []
    for number, (offset, line) in enumerate(rows):
        start = offset + 1
        for column, part in enumerate(line[1:].rstrip("|").split("|")):
            lead = len(part) - len(part.lstrip())
            begin = start + (lead if part.strip() else 0)
            cells.append(Cell(number, column, part.strip(), begin, begin + len(part.strip())))
            start += len(part) + 1
    columns = max(cell.column for cell in cells) + 1
    return SourceTable(len(rows), columns, tuple(cells), rows[0][0], rows[-1][0] + len(rows[-1][1]))


def reading(text: str = "", *sheets: Sheet) -> Reading:
    """The reading of a text, with the given sheets in place of those that stand in it."""
    return replace(read(document(text)), sheets=sheets)


def outcomes(check: Check, read_out: Reading, rules: Rules = RULES) -> list[str]:
    """What a check yields: `error: claim | arithmetic` for a finding, `held: arithmetic` otherwise.

    Every place is held against the rules that places obey, and every finding carries its check.
    """
    lines: list[str] = []
    for outcome in check.find(read_out, rules):
        assert outcome.code in check.codes
        assert outcome.check == check.id
        assert outcome.where
        assert len(set(outcome.where)) == len(outcome.where)
        for place in outcome.where:
            if place.start < _SHEET_AT:
                assert read_out.document.text[place.start : place.end] == place.quote
        if isinstance(outcome, Finding):
            assert outcome.advice.endswith("。")
            line = f"{outcome.severity}: {outcome.claim} | {outcome.arithmetic or outcome.expected}"
            lines.append(line.replace("\n", "⏎"))
        else:
            lines.append(f"held: {outcome.arithmetic}")
    return lines
