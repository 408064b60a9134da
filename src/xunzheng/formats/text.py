"""The reader for text files: encodings, headings, and tables in the forms in which text keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Document
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks
from xunzheng.formats.encoding import LIMIT, decode
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.text_cells import flattened_runs, header_end, is_header_word, read_cells
from xunzheng.formats.text_columns import gap_run_end, read_columns
from xunzheng.formats.text_grid import Grids
from xunzheng.formats.text_lines import MOST_LINES, LineKind, TextLine, split_lines, trim
from xunzheng.formats.text_pipes import is_rule, pipe_run_end, read_pipes
from xunzheng.formats.text_regular import RegularTable, find_regular, regular_table, short_run_end
from xunzheng.formats.text_tabs import (
    is_cell_per_line,
    read_cell_lines,
    read_tab_rows,
    read_wrapped_rows,
    row_run_end,
    tab_run_end,
)

_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_MOST_HEADERS_TRIED = 40


def read_text(content: bytes, name: str, limit: int = LIMIT) -> Document:
    """Read a report from a text file.

    The document's text is the decoded text with its byte order mark dropped and all line ends as `\\n`.
    Each line that is not blank is a paragraph; headings get their level. Tables are read from bars and
    Markdown, from rows of tab-separated cells, from one cell per line with or without a leading tab,
    and from columns aligned with blanks; cells are placed as the file states them, without row or
    column spans (empty cells stay empty: what they continue is for the reader of the sheet to say).
    Page numbers are no paragraphs. What is uncertain or could not be rebuilt is in `document.doubts`.

    Raises `Unreadable` for what is empty, larger than `limit` bytes, not text, or in an unknown encoding.

    Example: ``read_text("一、概况\\n本单位…".encode(), "a.txt").sections[0].title == "概况"``.
    """
    decoded = decode(content, name, limit)
    lines = split_lines(decoded.text)
    if len(lines) > MOST_LINES:
        raise Unreadable(name, f"文件超过 {MOST_LINES} 行", "一份报告的文字", "拆分后分别核对")
    scan = _Scan(decoded.text, lines)
    scan.run()
    doubts = sorted((*decoded.doubts, *scan.grids.doubts), key=lambda doubt: (doubt.start, doubt.end))
    return document_from_blocks(name, decoded.text, scan.sources, doubts=doubts, encoding=decoded.encoding)


class _Scan:
    """One pass over the lines; each run of lines becomes a table or paragraphs, never looked at again."""

    def __init__(self, text: str, lines: Sequence[TextLine]) -> None:
        self.text = text
        self.lines = lines
        self.grids = Grids()
        self.sources: list[Source] = []
        self._wrapped_tried = 0
        self._headers_tried = 0
        self._regular: RegularTable | None = None
        self._regular_tried = 0

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        for start, end in flattened_runs(self.text, self.sources):
            message = "这里一行一个短词或数字，像被打散的表格，各行的起止定不下来，按段落处理。"
            self.grids.give_up(message, start, end)

    def _step(self, at: int) -> int:
        kind = self.lines[at].kind
        if kind is LineKind.PIPE:
            end = pipe_run_end(self.text, self.lines, at)
            return self._take(read_pipes(self.text, self.lines[at:end], self.grids), at, end)
        if kind in (LineKind.TAB_CELL, LineKind.TAB_ROW):
            return self._tabs(at)
        if kind is LineKind.GAPPED:
            end = gap_run_end(self.text, self.lines, at)
            return self._take(read_columns(self.text, self.lines[at:end], self.grids), at, end)
        regular = self._regular_at(at)
        if regular is not None:
            return self._take(regular_table(self.text, regular, self.grids), at, regular.end)
        header = self._header(at)
        if header:
            table, end = read_cells(self.text, self.lines, at, at + header, self.grids)
            return self._take(table, at, end)
        return self._take(None, at, at + 1)

    def _regular_at(self, at: int) -> RegularTable | None:
        """The table that begins at `at` by its own regularity; each run of short lines is looked at once."""
        if at >= self._regular_tried:
            self._regular_tried = short_run_end(self.lines, at)
            self._regular = find_regular(self.text, self.lines, at, self._regular_tried)
        return self._regular if self._regular is not None and self._regular.first == at else None

    def _header(self, at: int) -> int:
        """How many column headings stand on lines of their own from `at` on; few are tried in one run."""
        self._headers_tried = 0 if self.lines[at].blanks else self._headers_tried
        if self._headers_tried >= _MOST_HEADERS_TRIED:
            return 0
        if not is_header_word(self.text[self.lines[at].start : self.lines[at].end]):
            return 0
        self._headers_tried += 1
        return header_end(self.text, self.lines, at) - at

    def _tabs(self, at: int) -> int:
        if is_cell_per_line(self.lines, at):
            end = tab_run_end(self.lines, at)
            return self._take(read_cell_lines(self.text, self.lines[at:end], self.grids), at, end)
        end = row_run_end(self.lines, at)
        is_wrapped = end < len(self.lines) and self.lines[end].blanks == 0
        if is_wrapped and at >= self._wrapped_tried:
            self._wrapped_tried = tab_run_end(self.lines, at)
            run = self.lines[at : self._wrapped_tried]
            table = read_wrapped_rows(self.text, run, self.grids)
            if table is not None:
                return self._take(table, at, self._wrapped_tried)
        return self._take(read_tab_rows(self.text, self.lines[at:end], self.grids), at, end)

    def _take(self, table: SourceTable | None, at: int, end: int) -> int:
        if table is not None:
            self.sources.append(table)
        else:
            self.sources.extend(filter(None, map(self._paragraph, self.lines[at:end])))
        return end

    def _paragraph(self, line: TextLine) -> SourceLine | None:
        """The line as a paragraph, Markdown's marks left out; None for blanks and rules."""
        start, end = trim(self.text, line.start, line.end)
        if start == end or is_rule(self.text[start:end]):
            return None
        declared = None
        match = _MARKDOWN_HEADING.match(self.text, start, end)
        if match:
            declared, start = len(match[1]), match.end()
        if end - start > 4 and self.text.startswith("**", start) and self.text.endswith("**", start, end):
            start, end = trim(self.text, start + 2, end - 2)
        if not self.text[start:end].strip(BLANKS + "*#"):
            return None
        return SourceLine(start, end, declared, line.blanks > 0)
