"""Rendering: a told report as a file, and where its marks stand in the document that is read from it."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterator

from bench.planted.telling import Piece, Report, plain, spans

from tests.formats.corpus_files import as_html, as_xlsx
from tests.formats.docx_files import report_as_word
from xunzheng.documents.model import Document
from xunzheng.formats.composing import Composer, Placed

Span = tuple[int, int]
_LEFT_OUT = re.compile(r"[\s|]+|-{3,}")


def composed(report: Report) -> Document:
    """The report as a document, its tables on their grids."""
    composer = Composer()
    for piece in report.pieces:
        if not piece.slots:
            composer.line(plain(piece.text))
            continue
        cells = [Placed(s.row, s.column, plain(s.text), s.row_span, s.column_span) for s in piece.slots]
        rows = max(slot.row + slot.row_span for slot in piece.slots)
        columns = max(slot.column + slot.column_span for slot in piece.slots)
        composer.table(rows, columns, sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return composer.document("planted", "txt")


def rendered(report: Report, form: str, chance: random.Random) -> tuple[bytes, str]:
    """The report as a file of a form, and its name."""
    if form == "txt":
        tree = report.context["layout"] in ("hunan", "process", "department")
        ways = ("pipes", "tabs", "lines") if tree else ("pipes", "pipes", "tabs")
        return as_text(report, chance.choice(ways)).encode(), "report.txt"
    document = composed(report)
    if form == "docx":
        return report_as_word(document), "report.docx"
    if form == "html":
        return as_html(document, site=chance.random() < 0.5), "report.html"
    if form == "xlsx":
        return as_xlsx(document), "report.xlsx"
    from tests.formats.pdf_typeset import source_of, typeset

    return typeset(source_of(document)), "report.pdf"


def as_text(report: Report, tables: str = "pipes") -> str:
    """The report as plain text: tables with pipes, with tabs, or with each cell on its own line."""
    lines: list[str] = []
    for piece in report.pieces:
        if not piece.slots:
            lines += [plain(piece.text), ""]
            continue
        if tables == "lines" and piece.tag == "indicators":
            lines += _cell_lines(piece)
            continue
        rows = list(_rows(piece))
        if tables != "pipes":
            lines += ["\t".join(row) for row in rows]
        else:
            lines += ["| " + " | ".join(row) + " |" for row in rows]
            lines.insert(len(lines) - len(rows) + 1, "| " + " | ".join(["---"] * len(rows[0])) + " |")
        lines.append("")
    return "\n".join(lines)


def _cell_lines(piece: Piece) -> Iterator[str]:
    """One cell a line behind a tab, an empty line after each row; what a span covers is empty."""
    columns = max(slot.column + slot.column_span for slot in piece.slots)
    rows = max(slot.row + slot.row_span for slot in piece.slots)
    texts = {(slot.row, slot.column): plain(slot.text) for slot in piece.slots}
    for row in range(rows):
        for column in range(columns):
            yield "\t" + texts.get((row, column), "")
        yield ""


def _rows(piece: Piece) -> Iterator[list[str]]:
    """The rows of a grid; what a row span covers is repeated, as people do where cells cannot be merged."""
    columns = max(slot.column + slot.column_span for slot in piece.slots)
    rows = max(slot.row + slot.row_span for slot in piece.slots)
    grid = [[""] * columns for _ in range(rows)]
    for slot in piece.slots:
        for row in range(slot.row, slot.row + slot.row_span):
            grid[row][slot.column] = plain(slot.text).replace("\n", "")
    yield from grid


def located(report: Report, text: str) -> dict[int, Span]:
    """Where each mark stands in a text that holds the whole report; what cannot be found is left out."""
    squeezed, origin = _squeeze(text)
    found: dict[int, Span] = {}
    position = 0
    for told in report.texts():
        words, marks = spans(told)
        short, inner = _squeeze(words)
        at = squeezed.find(short, position) if short else position
        if at < 0:
            continue
        position = at + len(short)
        for mark, start, end in marks:
            first = at + bisect_left(inner, start)
            last = at + bisect_left(inner, end)
            found[mark] = _origin(origin, first, last, len(text))
    return found


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without blanks and table rules, and where each of its characters stood."""
    kept: list[int] = []
    at = 0
    for match in _LEFT_OUT.finditer(text):
        kept += range(at, match.start())
        at = match.end()
    kept += range(at, len(text))
    return "".join(text[i] for i in kept), kept


def _origin(origin: list[int], first: int, last: int, length: int) -> Span:
    if first == last:
        at = origin[first] if first < len(origin) else length
        before = origin[first - 1] + 1 if first else 0
        return before, at
    return origin[first], origin[last - 1] + 1
