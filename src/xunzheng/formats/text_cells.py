"""Tables flattened to one cell per line without any mark, rebuilt from their header where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, repeat

from xunzheng.documents.outline import SourceTable
from xunzheng.formats.text_grid import Grids, Row, Span
from xunzheng.formats.text_lines import LineKind, TextLine, trim

_LEAST_HEADER = 3
_MOST_HEADER = 20
_LONGEST_WORD = 20
_WORD = re.compile(
    r"(?:[一二三四]级)?指标(?:名称|内容|解释|说明|性质|权重|得分|分值|值|类型)?|[一二三四]级|序号|"
    r"(?:标准|指标|权重|评价|自评|考核|实际|综合|最终|基准)?(?:分值|得分|评分|分数)|权重|满分|标准分|"
    r"(?:年度|年初|预期|目标|计划|实际|全年|本年|绩效)*(?:指标|目标|计划|完成|实际)(?:实际)?(?:值|情况|数)|"
    r"(?:偏差|未完成|扣分|失分|偏离)原因.{0,12}|备注|说明|评分标准|评价标准|评分细则|评价要点|计算公式|"
    r"(?:计量|度量)?单位|数据来源|完成率|执行率|(?:年初|全年)(?:预算数|执行数)"
)
_NUMERIC_WORD = re.compile(r"分值|权重|得分|满分|标准分|评分$|分数")
_NUMERIC = re.compile(r"[-－]?[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,4})?[分%％]?|[-—–/／\\无]{1,2}")


def is_header_word(raw: str) -> bool:
    """Whether a line is a column heading of an indicator table (`三级指标`, `分值（10）`)."""
    stripped = re.sub(r"[ \u00a0\u3000*]", "", raw)
    bare = re.sub(r"[（(][^）)]{0,10}[）)]$", "", stripped)
    return 0 < len(bare) <= _LONGEST_WORD and _WORD.fullmatch(bare) is not None


def header_end(text: str, lines: Sequence[TextLine], first: int) -> int:
    """The index after the column headings that stand on one line each, evenly spaced; `first` if none do.

    The line at `first` is a heading. It takes three or more, one of them a level or an indicator. Where a
    blank line closes them off, a minority of other short lines (`评价要点或公式`) are headings too.
    """
    at, strict, known = first + 1, first + 1, 1
    while at < len(lines) and at - first <= _MOST_HEADER and lines[at].kind is LineKind.PLAIN:
        line = lines[at]
        if line.blanks != lines[first + 1].blanks or line.blanks > 1 or line.end - line.start > _LONGEST_WORD:
            break
        is_known = is_header_word(text[line.start : line.end])
        if not is_known and line.blanks:
            break
        at += 1
        known += is_known
        strict = at if known == at - first else strict
    is_closed = at < len(lines) and lines[at].blanks > 0 == lines[at - 1].blanks
    if is_closed and known * 3 >= 2 * (at - first) and _is_header(text, lines[first:at]):
        return at
    return strict if _is_header(text, lines[first:strict]) else first


def _is_header(text: str, lines: Sequence[TextLine]) -> bool:
    words = [re.sub(r"\s", "", text[line.start : line.end]) for line in lines]
    levels = [word for word in words if "级" in word or "指标" in word]
    return len(lines) >= _LEAST_HEADER and bool(levels) and len(set(levels)) == len(levels)


def _slots(text: str, lines: Sequence[TextLine], first: int, is_dense: bool) -> Iterator[Span]:
    """The cells in order; where cells follow without blank lines, each blank line is an empty cell."""
    for line in islice(lines, first, None):
        if is_dense:
            yield from repeat((line.start, line.start), line.blanks)
        yield trim(text, line.start, line.end)


def _fits(text: str, row: Row, numeric: Sequence[int]) -> bool:
    return all(
        row[at][0] == row[at][1] or _NUMERIC.fullmatch(text[row[at][0] : row[at][1]]) for at in numeric
    )


def _has_number(text: str, row: Row, numeric: Sequence[int]) -> bool:
    return any(row[at][1] > row[at][0] for at in numeric)


def _fixed_rows(text: str, slots: Iterator[Span], columns: int, numeric: Sequence[int]) -> list[Row]:
    """Rows of exactly `columns` cells, as long as the number columns hold numbers."""
    rows: list[Row] = []
    while len(row := list(islice(slots, columns))) == columns:
        if not _fits(text, row, numeric) or not _has_number(text, row, numeric):
            break
        rows.append(row)
    return rows


def _parted_rows(
    text: str, lines: Sequence[TextLine], first: int, columns: int, numeric: Sequence[int]
) -> list[Row]:
    """Rows of exactly `columns` cells, each after one blank line, further blank lines being empty cells."""
    slots = _slots(text, lines, first, is_dense=True)
    rows: list[Row] = []
    while True:
        row = list(islice(slots, columns + 1))
        if len(row) <= columns or row[0][0] != row[0][1] or not _fits(text, row[1:], numeric):
            break
        rows.append(row[1:])
    while rows and not _has_number(text, rows[-1], numeric):
        rows.pop()
    return rows


def _ended_rows(text: str, slots: Iterator[Span], columns: int, tail: int) -> list[Row]:
    """Rows that end in `tail` numbers and may lack merged cells at their beginning."""
    rows: list[Row] = []
    row: Row = []
    numbers = 0
    for slot in slots:
        row.append(slot)
        is_number = _NUMERIC.fullmatch(text[slot[0] : slot[1]]) is not None
        numbers = numbers + 1 if is_number else 0
        if numbers == tail and len(row) > tail:
            rows.append(row)
            row, numbers = [], 0
        elif len(row) >= columns:
            break
    return rows


def _filled(rows: Sequence[Row]) -> int:
    """How many cells with text the rows take in."""
    return sum(end > start for row in rows for start, end in row)


def _tail(numeric: Sequence[int], columns: int) -> int:
    """How many of the last columns hold numbers."""
    count = 0
    while count < len(numeric) and columns - 1 - count in numeric:
        count += 1
    return count


def read_cells(
    text: str, lines: Sequence[TextLine], header: int, grids: Grids
) -> tuple[SourceTable | None, int]:
    """The table below the first `header` lines, its column headings, and how many of `lines` it takes.

    The headings give the number of columns. Rows are cut off in that number as long as the columns of
    weights and scores hold numbers; where that fails, a row ends with its numbers and may lack merged
    cells at its beginning. Where neither gives two rows, nothing is made and the place is named.
    """
    words = [trim(text, line.start, line.end) for line in lines[:header]]
    numeric = [at for at, (s, e) in enumerate(words) if _NUMERIC_WORD.search(text[s:e])]
    is_dense = lines[1].blanks == 0
    rows = _fixed_rows(text, _slots(text, lines, header, is_dense), header, numeric) if numeric else []
    if is_dense and header < len(lines) and lines[header].blanks:
        parted = _parted_rows(text, lines, header, header, numeric)
        rows = parted if _filled(parted) > _filled(rows) else rows
    tail = _tail(numeric, header)
    if tail:
        ended = _ended_rows(text, _slots(text, lines, header, is_dense), header, tail)
        rows = ended if _filled(ended) > _filled(rows) else rows
    start = lines[0].start
    if len(rows) < 2:
        message = (
            f"这里像一张 {header} 列的表格（每行一个单元格），但各行从哪里起止定不下来，按普通段落处理。"
        )
        grids.give_up(message, start, lines[header - 1].end)
        return None, header
    end = rows[-1][-1][1]
    doubt = f"表格每行一个单元格，已按表头的 {header} 列拼回 {len(rows)} 行；合并单元格的位置原文没有给出。"
    grids.doubt(doubt, start, end)
    taken = next((at for at, line in enumerate(lines) if line.start >= end), len(lines))
    return grids.table(text, [words, *rows], start, end, doubt), taken
