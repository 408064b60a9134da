"""From the lines and tables of all pages to one document, each place with its doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Cell, Document, Doubt
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks
from xunzheng.formats.pdf_paragraphs import Key, Margins, Placed, joined, margins_of
from xunzheng.formats.pdf_plain import UNPARTED
from xunzheng.formats.pdf_tables import PageTable, continues, is_continued_mark, put_together
from xunzheng.formats.pdf_text import JUNK, repair
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.text_grid import MOST_CELLS

_MOST_PLACES = 50
_TEXT_ENDS = 0.84

Item = Placed | PageTable


class Assembly:
    """The text as it grows; what is noted about a page is placed where that page begins."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[str] = []
        self.length = self.cells = 0
        self.sources: list[Source] = []
        self.doubts: list[Doubt] = []
        self.notes: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
        self.starts: dict[int, int] = {}

    def note(self, page: int, code: str, message: str, *, recognised: bool = False) -> None:
        """A doubt about a page, counted from 0; `recognised` where its text was recognised from an image."""
        self.notes[page].append((code, f"第 {page + 1} 页：{message}", recognised))

    def add(self, items: Iterable[Item]) -> None:
        """Take all lines and tables, in reading order."""
        found = _tables_joined(list(items))
        margins = margins_of(item for item in found if isinstance(item, Placed))
        for is_table, group in groupby(found, key=lambda item: isinstance(item, PageTable)):
            if is_table:
                for item in group:
                    if isinstance(item, PageTable):
                        self._table(item)
            else:
                self._lines([item for item in group if isinstance(item, Placed)], margins)

    def _lines(self, placed: Sequence[Placed], margins: dict[Key, Margins]) -> None:
        for first, text in joined(placed, margins):
            clean = repair(text).strip(BLANKS)
            if not clean:
                continue
            self._mark(first.line.page)
            start = self._write(clean)
            self.sources.append(SourceLine(start, self.length))
            if first.line.is_row:
                self._doubt_row(start)
            self._write("\n")

    def _doubt_row(self, start: int) -> None:
        """Say that the text from `start` on is a row that could not be parted, once for rows that follow."""
        last = self.doubts[-1] if self.doubts else None
        if last is not None and (last.message, last.end + 1) == (UNPARTED, start):
            self.doubts[-1] = replace(last, end=self.length)
        else:
            self.doubts.append(Doubt("reading-doubt", UNPARTED, start, self.length))

    def _table(self, table: PageTable) -> None:
        self._mark(table.page)
        self.cells += len(table.cells)
        if self.cells > MOST_CELLS:
            self.note(table.page, "unreadable", f"全文表格超过 {MOST_CELLS} 个单元格，这张表没有读入。")
            return
        begin = self.length
        cells: list[Cell] = []
        row = 0
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if cells:
                self._write("\n" if cell.row > row else "\t")
            row = cell.row
            start = self._write(cell.text)
            spans = (cell.row_span, cell.column_span)
            cells.append(Cell(cell.row, cell.column, cell.text, start, self.length, *spans))
        end = self.length
        self.sources.append(
            SourceTable(table.rows, table.columns, tuple(cells), begin, end, doubt=table.doubt)
        )
        if table.doubt is not None:
            self.doubts.append(Doubt("reading-doubt", table.doubt, begin, end))
        self._write("\n")

    def _mark(self, page: int) -> None:
        self.starts.setdefault(page, self.length)

    def _write(self, text: str) -> int:
        """Put text at the end; where it begins."""
        self.parts.append(text)
        self.length += len(text)
        return self.length - len(text)

    def document(self) -> Document:
        """The document; `Unreadable` where no page has any text."""
        text = "".join(self.parts)
        if not text.strip():
            raise self._without_text()
        doubts = [*self.doubts, *self._page_doubts(len(text)), *_junk_doubts(text)]
        doubts.sort(key=lambda doubt: (doubt.start, doubt.end))
        return document_from_blocks(
            self.name, text, self.sources, doubts=doubts, file_format="pdf", encoding=""
        )

    def _without_text(self) -> Unreadable:
        messages = [message for page in sorted(self.notes) for _, message, _ in self.notes[page]]
        found = messages[0].rstrip("。") if messages else "页面是空白的"
        return Unreadable(
            self.name,
            f"没有读到文字（{found}）",
            "有文字的 PDF",
            "先做文字识别（OCR），或给出 docx、doc、xlsx 等原文件",
        )

    def _page_doubts(self, length: int) -> list[Doubt]:
        doubts: list[Doubt] = []
        known = sorted(self.starts.items())
        for page in sorted(self.notes):
            at = next((start for number, start in known if number >= page), length)
            end = next((start for number, start in known if number > page), length)
            end = end if page in self.starts else at
            doubts += [Doubt(code, text, at, end, seen) for code, text, seen in self.notes[page]]
        return doubts


def _tables_joined(items: Sequence[Item]) -> list[Item]:
    """The items, tables that go on over page ends put together, a mark `续表` between them left out."""
    bodies: dict[int, tuple[int, int]] = {}
    for height in {item.page_height for item in items if isinstance(item, PageTable)}:
        bodies[height] = _body(items, height)
    result: list[Item] = []
    chain: list[PageTable] = []
    marks: list[Item] = []
    for item in items:
        if chain and isinstance(item, PageTable) and _continues(chain[-1], item, bodies):
            chain.append(item)
            marks = []
        elif chain and not marks and _is_mark(item):
            marks.append(item)
        else:
            result += [*_whole(chain), *marks]
            chain, marks = ([item], []) if isinstance(item, PageTable) else ([], [])
            result += [] if chain else [item]
    return [*result, *_whole(chain), *marks]


def _continues(table: PageTable, following: PageTable, bodies: Mapping[int, tuple[int, int]]) -> bool:
    """Whether it goes on: on pages of one height, for upright and lying ones have their own margins."""
    return table.page_height == following.page_height and continues(
        table, following, bodies[table.page_height]
    )


def _body(items: Sequence[Item], height: int) -> tuple[int, int]:
    """Where the text of pages of that height begins and ends, at the outermost; on short pages where it
    usually ends.
    """
    pages = {item.page for item in items if isinstance(item, PageTable) and item.page_height == height}
    tables = {item.page for item in items if isinstance(item, PageTable)}
    blocks = [item if isinstance(item, PageTable) else item.line for item in items]
    own = [block for block in blocks if block.page in pages or block.page not in tables]
    inside = [block for block in own if block.bottom <= height]
    return min((b.top for b in inside), default=0), max(
        [int(_TEXT_ENDS * height), *(b.bottom for b in inside)]
    )


def _whole(chain: Sequence[PageTable]) -> list[PageTable]:
    return [put_together(chain)] if len(chain) > 1 else list(chain)


def _is_mark(item: Item) -> bool:
    return isinstance(item, Placed) and is_continued_mark(item.line.text)


def _junk_doubts(text: str) -> list[Doubt]:
    doubts: list[Doubt] = []
    for match in JUNK.finditer(text):
        if len(doubts) == _MOST_PLACES:
            message = f"这里之后还有读不出的字符，只列出前 {_MOST_PLACES} 处；请用原文件核对。"
            doubts.append(Doubt("unreadable", message, match.start(), len(text)))
            break
        message = f"这里有 {match.end() - match.start()} 个字符在 PDF 里没有对应的文字；请对照原文件。"
        doubts.append(Doubt("unreadable", message, match.start(), match.end()))
    return doubts
