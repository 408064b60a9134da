"""Documents out of plain lines, and the statements read out of them written as short lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pytest
from _pytest.mark import ParameterSet

from xunzheng.audit.statements.counts import read_counts
from xunzheng.audit.statements.flows import Flow, Flows, read_flows
from xunzheng.audit.statements.judging import Judgement, judge
from xunzheng.audit.statements.parts import SumClaim
from xunzheng.audit.statements.sentences import Figure, Sentence, read_sentences
from xunzheng.audit.statements.sums import read_sums
from xunzheng.documents.model import Cell, Document
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks
from xunzheng.rulebook import standard_rules

TOLERANCES = standard_rules().parameters.tolerances


def document(text: str, *cells: str) -> Document:
    """A document of the lines of a text, and behind them a table with one column of cells."""
    lines = text.split("\n") if text else []
    sources: list[Source] = []
    position = 0
    for line in lines:
        if line.strip():
            sources.append(SourceLine(position, position + len(line), follows_blank=False))
        position += len(line) + 1
    if cells:
        begin, made = position, []
        for row, cell in enumerate(cells):
            made.append(Cell(row, 0, cell, position, position + len(cell)))
            position += len(cell) + 1
        sources.append(SourceTable(len(cells), 1, tuple(made), begin, position - 1))
    return document_from_blocks("测试", "\n".join([*lines, *cells]), sources)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, one paragraph a line."""
    return read_sentences(document(text))


def figures(text: str) -> list[Figure]:
    """The figures of a text in order."""
    return [figure for sentence in sentences(text) for figure in sentence.figures]


def flows(text: str) -> tuple[Flows, ...]:
    """The flows of a text."""
    return read_flows(sentences(text))


def sums(text: str) -> tuple[SumClaim, ...]:
    """The sums stated in a text."""
    return read_sums(sentences(text))


def judgements(text: str) -> list[Judgement]:
    """The sums stated in a text, judged, each pair of total and parts once."""
    found: dict[tuple[int, ...], Judgement] = {}
    for judgement in (judge(claim, TOLERANCES) for claim in sums(text)):
        starts = (judgement.total.start, *(part.start for _, part in judgement.parts))
        found.setdefault(starts, judgement)
    return list(found.values())


def quoted(of: Iterable[Figure | Flow | None]) -> list[str]:
    """The figures as they stand in the text; `-` for none."""
    plain = [each.figure if isinstance(each, Flow) else each for each in of]
    return ["-" if figure is None else figure.text for figure in plain]


def signed(parts: Sequence[tuple[int, Figure]]) -> str:
    """Parts with their signs: `449万元+43万元−2万元`."""
    return "".join(("+" if sign > 0 else "−") + part.text for sign, part in parts).removeprefix("+")


def claim_line(claim: SumClaim) -> str:
    """A stated sum as a line: `of-which 491万元 = 449万元+43万元 (open)`."""
    parts = "+".join(quoted(claim.parts))
    return f"{claim.link.value} {claim.totals[0].text} = {parts}" + (" (open)" if claim.open else "")


def judgement_line(judgement: Judgement) -> str:
    """A judged sum as a line: `broken 491万元 = 449万元+43万元 by -1万元` where they differ."""
    line = f"{judgement.ruling.value} {judgement.total.text} = {signed(judgement.parts)}"
    if judgement.slipped:
        figure, right = judgement.slipped
        return f"{line}, {figure.text} is {right.value.normalize():f}{right.unit.symbol}"
    difference = judgement.comparison.difference if judgement.comparison else Decimal(0)
    if not difference:
        return line
    unit = judgement.total.quantity.unit
    return f"{line} by {(difference / unit.factor).normalize():f}{unit.symbol}"


def count_lines(text: str) -> list[str]:
    """The counts of a text as lines: `3 = 甲|乙|丙`; `≠` where they differ, `?` for loose, `…` for open."""
    made = document(text)
    lines: list[str] = []
    for claim in read_counts(made, read_sentences(made)):
        items = "|".join(made.text[start:end].strip() for start, end in claim.listed)
        sign = "=" if claim.holds else "≠"
        lines.append(f"{claim.count} {sign} {items}{'…' * claim.open}{'?' * claim.loose}")
    return lines


def rows(table: str) -> list[ParameterSet]:
    """Cases out of lines `text -> outcome ; outcome`; nothing behind the arrow: silent."""
    cases: list[ParameterSet] = []
    for line in table.strip().splitlines():
        text, arrow, due = line.partition("->")
        assert arrow, f"no arrow in {line!r}"
        expected = [each.strip() for each in due.split(" ; ") if each.strip()]
        cases.append(pytest.param(text.strip().replace("\\n", "\n"), expected, id=text.strip()[:40]))
    return cases
