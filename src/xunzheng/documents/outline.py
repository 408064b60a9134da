"""The outline: from the lines and tables of a file to a document with sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xunzheng.documents.headings import Heading, SourceLine, read_headings
from xunzheng.documents.model import Block, Cell, Document, Doubt, Paragraph, Section, Table
from xunzheng.documents.nesting import read_levels

_CAPTION_LINES = 3
_LONGEST_CAPTION = 60


__all__ = ["Source", "SourceLine", "SourceTable", "document_from_blocks"]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of the file, its cells on the grid with offsets into the text, as in `Table`.

    `title` may be left None: the line before it that reads like a caption is then taken.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    title: str | None = None
    doubt: str | None = None


Source = SourceLine | SourceTable


def document_from_blocks(
    name: str,
    text: str,
    sources: Sequence[Source],
    *,
    doubts: Sequence[Doubt] = (),
    file_format: str = "txt",
    encoding: str = "utf-8",
) -> Document:
    """Build the document: every reader hands in its lines and tables, in reading order, and shares this.

    Each source becomes exactly one block. Lines that open a section get their level, title and the path
    of titles above them; titles of the report before the first numbered heading stay body text of level
    0. Lines must not be empty, and `text[start:end]` is the text of the block.

    Example: ``document_from_blocks("a.txt", "一、概况", [SourceLine(0, 4)]).sections[0].title == "概况"``.
    """
    lines = [source for source in sources if isinstance(source, SourceLine)]
    headings = _without_title_page(read_headings(text, lines))
    opened = [heading for heading in headings if heading.opens]
    levels = iter(read_levels(opened))
    blocks, sections = _build(text, sources, iter(headings), levels)
    return Document(name, text, tuple(blocks), tuple(sections), tuple(doubts), file_format, encoding)


def _without_title_page(headings: Sequence[Heading]) -> list[Heading]:
    """Unnumbered headings before the first numbered one are the title of the report, not a section."""
    first = next((index for index, h in enumerate(headings) if h.opens and h.label is not None), None)
    if first is None:
        return list(headings)
    return [_as_body(heading) if index < first else heading for index, heading in enumerate(headings)]


def _as_body(heading: Heading) -> Heading:
    start = heading.start
    return replace(heading, opens=False, title_start=start, title_end=start, body_start=start)


def _build(
    text: str, sources: Sequence[Source], headings: Iterator[Heading], levels: Iterator[int]
) -> tuple[list[Block], list[Section]]:
    blocks: list[Block] = []
    sections: list[Section] = []
    open_sections: list[int] = []
    path: tuple[str, ...] = ()
    for index, source in enumerate(sources):
        if isinstance(source, SourceTable):
            blocks.append(_table(text, source, index, path, blocks))
            continue
        heading = next(headings)
        level = next(levels) if heading.opens else 0
        if level:
            _close(sections, open_sections, level, index)
            path = (*path[: level - 1], text[heading.title_start : heading.title_end])
            open_sections.append(len(sections))
            sections.append(Section(path, path[-1], level, heading.label, index, index))
        blocks.append(_paragraph(text, heading, index, path, level))
    _close(sections, open_sections, 1, len(sources))
    return blocks, sections


def _close(sections: list[Section], open_sections: list[int], level: int, end: int) -> None:
    while open_sections and sections[open_sections[-1]].level >= level:
        at = open_sections.pop()
        sections[at] = replace(sections[at], end_block=end)


def _paragraph(text: str, heading: Heading, index: int, path: tuple[str, ...], level: int) -> Paragraph:
    return Paragraph(
        index=index,
        text=text[heading.start : heading.end],
        start=heading.start,
        end=heading.end,
        section=path,
        level=level,
        label=heading.label,
        title=path[-1] if level else None,
        body_start=heading.body_start,
    )


def _table(
    text: str, source: SourceTable, index: int, path: tuple[str, ...], before: Sequence[Block]
) -> Table:
    return Table(
        index=index,
        rows=source.rows,
        columns=source.columns,
        cells=source.cells,
        start=source.start,
        end=source.end,
        section=path,
        title=source.title if source.title is not None else _caption(text, before),
        doubt=source.doubt,
    )


def _caption(text: str, before: Sequence[Block]) -> str | None:
    """The nearest of the lines directly before that is short, no sentence, and names a 表."""
    for block in reversed(before[-_CAPTION_LINES:]):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_CAPTION:
            return None
        if block.text[-1] in "。；;！？!?，,":
            return None
        if "表" in block.text:
            return block.text
    return None
