"""What antiword writes of an old Word file (DocBook), read as a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Cell, Document, Doubt
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks

_MOST_CELLS = 200_000
_SAME_EDGE = 3.0
_WIDTH = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?)pt")
_LEVELS = {"chapter": 1, "sect1": 2, "sect2": 3, "sect3": 4, "sect4": 5, "sect5": 6}
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOST_MERGES = "单元格的纵向合并读不出，合并处下方的单元格读作空白；请另存为 docx 后核对。"
_LOST_NUMBERS = "这里的条目有自动编号，没有读入；请另存为 docx 后核对。"


class NotDocBook(ValueError):
    """The output is not what antiword writes."""


@dataclass(slots=True)
class _Writing:
    """The text as it grows, with what stands where."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    sources: list[Source] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    cells: int = 0

    def write(self, text: str) -> int:
        self.parts.append(text)
        self.length += len(text)
        return self.length - len(text)

    def line(self, text: str, declared: int | None = None) -> None:
        for part in text.split("\n"):
            clean = part.strip(BLANKS)
            if clean:
                start = self.write(clean)
                self.sources.append(SourceLine(start, self.length, declared))
                self.write("\n")

    def doubt(self, message: str, start: int, end: int) -> None:
        self.doubts.append(Doubt("reading-doubt", message, start, end))


def read_docbook(output: bytes, name: str) -> Document:
    """The document in antiword's DocBook: paragraphs, headings with the level of their style, tables.

    Rows of one table with cells of different widths are put on one grid, so cells merged across columns
    keep their span. Vertical merges and automatic numbers are lost in it, which the doubts say. Raises
    `NotDocBook` for what is no such output.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root: etree._Element | None = etree.fromstring(_NOT_XML.sub(b"", output), parser)
    except etree.XMLSyntaxError as fault:
        raise NotDocBook(name) from fault
    if root is None or root.tag != "book":
        raise NotDocBook(name)
    writing = _Writing()
    for element in root:
        if element.tag != "bookinfo":
            _read(element, writing)
    text = "".join(writing.parts)
    return document_from_blocks(
        name, text, writing.sources, doubts=writing.doubts, file_format="doc", encoding=""
    )


def _read(root: etree._Element, writing: _Writing) -> None:
    """Everything under an element, in order; a stack instead of recursion, for nesting may be hostile."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag == "title":
            parent = element.getparent()
            writing.line(_text(element), _LEVELS.get(str(parent.tag)) if parent is not None else None)
        elif element.tag == "para" and element.find("informaltable") is None:
            writing.line(_text(element))
        elif element.tag in ("informaltable", "table"):
            _read_table(element, writing)
        else:
            if element.tag == "orderedlist":
                writing.doubt(_LOST_NUMBERS, writing.length, writing.length)
            stack += reversed(element)


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _rows(table: etree._Element) -> Iterator[tuple[list[float], list[str]]]:
    """Each row: the right edges of its cells, in points, and their texts."""
    for group in table.iter("tgroup"):
        edges: list[float] = []
        for column in group.iter("colspec"):
            match = _WIDTH.fullmatch(column.get("colwidth", ""))
            width = max(float(match[1]) if match else 0.0, 2 * _SAME_EDGE)
            edges.append((edges[-1] if edges else 0.0) + width)
        for row in group.iter("row"):
            texts = [_text(entry) for entry in row.iter("entry")]
            missing = len(texts) - len(edges)
            outermost = edges[-1] if edges else 0.0
            further = [outermost + 2 * _SAME_EDGE * (number + 1) for number in range(missing)]
            yield [*edges[: len(texts)], *further], texts


def _grid_edges(rows: Sequence[tuple[list[float], list[str]]]) -> list[float]:
    """The right edges of the columns of the whole table, edges close together taken as one."""
    merged: list[float] = []
    for edge in sorted({edge for edges, _ in rows for edge in edges}):
        if not merged or edge - merged[-1] > _SAME_EDGE:
            merged.append(edge)
    return merged


def _read_table(table: etree._Element, writing: _Writing) -> None:
    rows = [(edges, texts) for edges, texts in _rows(table) if texts]
    columns = _grid_edges(rows)
    if sum(len(texts) for _, texts in rows) + writing.cells > _MOST_CELLS or not rows:
        writing.doubts.append(
            Doubt("unreadable", "全文表格过大，这张表没有读入；请拆分文件。", writing.length, writing.length)
        )
        return
    begin = writing.length
    cells: list[Cell] = []
    for number, (edges, texts) in enumerate(rows):
        column = 0
        for edge, text in zip(edges, texts, strict=True):
            end = max(min(bisect_left(columns, edge - _SAME_EDGE) + 1, len(columns)), column + 1)
            if end > len(columns):
                break
            if cells:
                writing.write("\n" if cells[-1].row < number else "\t")
            start = writing.write(text)
            cells.append(Cell(number, column, text, start, writing.length, 1, end - column))
            column = end
    writing.cells += len(cells)
    doubt = _LOST_MERGES if _has_empty_below(cells) else None
    writing.sources.append(
        SourceTable(len(rows), len(columns), tuple(cells), begin, writing.length, doubt=doubt)
    )
    if doubt:
        writing.doubt(doubt, begin, writing.length)
    writing.write("\n")


def _has_empty_below(cells: Sequence[Cell]) -> bool:
    """Whether a blank cell stands under one with text, which a vertical merge may have left there."""
    filled: set[int] = set()
    for cell in cells:
        if not cell.text and cell.column in filled:
            return True
        if cell.text:
            filled.add(cell.column)
    return False
