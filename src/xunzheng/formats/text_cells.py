"""Tables flattened to one cell per line without any mark, rebuilt from their header where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from xunzheng.documents.outline import Source, SourceLine, SourceTable
from xunzheng.formats.text_grid import Grids, Row, Span
from xunzheng.formats.text_lines import LineKind, TextLine, trim

_LEAST_HEADER = 3
_MOST_HEADER = 20
_LONGEST_WORD = 20
_MOST_TRAILING = 2
_LEAST_FLATTENED = 8
_AMOUNT = re.compile(r"[-－]?[0-9０-９][0-9０-９,，]{0,15}(?:[.．][0-9０-９]{1,8})?[%％分]?")
_LEVEL_NAME = re.compile("指标$|效益$|满意度$|^(?:投入|过程|产出|效果|效益|决策)$|分[）)]$")
_WORD = re.compile(
    r"(?:[一二三四]级)?指标(?:名称|内容|解释|说明|性质|权重|得分|分值|值|类型)?|[一二三四]级|序号|"
    r"(?:标准|指标|权重|评价|自评|考核|实际|综合|最终|基准)?(?:分值|得分|评分|分数)|权重|满分|标准分|"
    r"(?:年度|年初|预期|目标|计划|实际|全年|本年|绩效)*(?:指标|目标|计划|完成|实际)(?:实际)?(?:值|情况|数)|"
    r"(?:偏差|未完成|扣分|失分|偏离)原因.{0,12}|备注|说明|(?:评分|评价|考核|计分)(?:标准|细则|要点|依据|办法).{0,6}|计算公式.{0,4}|"
    r"(?:计量|度量)?单位|数据来源|完成率|执行率|(?:年初|全年)(?:预算数|执行数)"
)
_NUMERIC_WORD = re.compile(r"分值|权重|得分|满分|标准分|评分$|分数")
_TOTAL = re.compile("合 *计|总 *[分计]")
_NOTE = re.compile("[（(][^（()）\\n]{4,60}[）)]")
_POINTS = re.compile(r"[-－]?[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,4})?分?|[-—–/／\\]{1,2}")
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
    for at in range(first, len(lines)):
        line = lines[at]
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


@dataclass(frozen=True, slots=True)
class _Ending:
    """How rows end that may lack merged cells at first: so many numbers, then so many further cells.

    `least` is the fewest cells of a row: one name is always there, the outer ones may be merged away.
    """

    columns: int
    least: int
    numbers: int
    trailing: int
    number: re.Pattern[str]

    def rows(self, text: str, slots: Iterator[Span]) -> list[Row]:
        """The rows that end so; an empty cell counts as a number, and a remark in brackets goes with its row.

        None where a further cell reads like a level's name: those columns then have lost cells too.
        """
        rows: list[Row] = []
        row: Row = []
        run = 0
        for start, end in slots:
            if not row and rows and _NOTE.fullmatch(text, start, end):
                rows[-1].append((start, end))
                continue
            row.append((start, end))
            run = run + 1 if start == end or self.number.fullmatch(text[start:end]) else 0
            if run == self.numbers and len(row) > self.numbers:
                row += islice(slots, self.trailing)
                if any(_LEVEL_NAME.search(text[s:e]) for s, e in row[len(row) - self.trailing :]):
                    return []
                if len(row) < self.least and not _TOTAL.match(text[row[0][0] : row[0][1]]):
                    break
                rows.append(row)
                row, run = [], 0
            elif len(row) >= self.columns:
                break
        return self._without_blank_end(rows)

    def _without_blank_end(self, rows: list[Row]) -> list[Row]:
        behind = self.numbers + self.trailing
        while rows and all(start == end for start, end in rows[-1][-behind:][: self.numbers]):
            rows.pop()
        return rows


def _filled(rows: Sequence[Row]) -> int:
    """How many cells with text the rows take in."""
    return sum(end > start for row in rows for start, end in row)


def _tail(numeric: Sequence[int], columns: int) -> tuple[int, int]:
    """How many of the last columns in a row hold numbers, and how many columns stand behind them."""
    if not numeric:
        return 0, 0
    count = 1
    while numeric[-1] - count in numeric:
        count += 1
    return count, columns - 1 - numeric[-1]


def read_cells(
    text: str, lines: Sequence[TextLine], first: int, body: int, grids: Grids
) -> tuple[SourceTable | None, int]:
    """The table whose column headings are `lines[first:body]`, and the index after its last line.

    The headings give the number of columns. Rows are cut off in that number as long as the columns of
    weights and scores hold numbers; where that fails, a row ends with its numbers and may lack merged
    cells at its beginning. Where neither gives two rows, nothing is made and the place is named.
    """
    words = [trim(text, line.start, line.end) for line in lines[first:body]]
    rows = _best_rows(text, lines, first, body, words)
    start, columns = lines[first].start, len(words)
    if len(rows) < 2:
        message = f"这里像一张 {columns} 列的表格（每行一个单元格），但各行的起止定不下来，按段落处理。"
        grids.give_up(message, start, lines[body - 1].end)
        return None, body
    end = rows[-1][-1][1]
    doubt = f"表格每行一个单元格，已按表头的 {columns} 列拼回 {len(rows)} 行；合并单元格的位置原文没有给出。"
    grids.doubt(doubt, start, end)
    after = body
    while after < len(lines) and lines[after].start < end:
        after += 1
    return grids.table(text, [words, *rows], start, end, doubt), after


def _best_rows(
    text: str, lines: Sequence[TextLine], first: int, body: int, words: Sequence[Span]
) -> list[Row]:
    """The rows in the reading that takes in the most cells, of equals the first."""
    columns = len(words)
    numeric = [at for at, (start, end) in enumerate(words) if _NUMERIC_WORD.search(text[start:end])]
    is_dense = lines[first + 1].blanks == 0
    readings: list[list[Row]] = [[]]
    if numeric:
        readings.append(_fixed_rows(text, _slots(text, lines, body, is_dense), columns, numeric))
    if is_dense and body < len(lines) and lines[body].blanks:
        readings.append(_parted_rows(text, lines, body, columns, numeric))
    numbers, trailing = _tail(numeric, columns)
    if numbers and trailing <= _MOST_TRAILING:
        levels = sum("级" in text[start:end] for start, end in words)
        for number in (_POINTS, _NUMERIC):
            ending = _Ending(columns, columns - max(levels - 1, 0), numbers, trailing, number)
            readings.append(ending.rows(text, _slots(text, lines, body, is_dense)))
    return max(readings, key=_filled)


def flattened_runs(text: str, sources: Sequence[Source]) -> Iterator[Span]:
    """The spans of adjacent lines that look like cells of a table: short, a quarter of them numbers."""
    run: list[SourceLine] = []
    for source in sources:
        short = (
            source if isinstance(source, SourceLine) and source.end - source.start <= _LONGEST_WORD else None
        )
        if run and (short is None or short.follows_blank):
            yield from _flattened(text, run)
            run = []
        run += [short] if short is not None else []
    yield from _flattened(text, run)


def _flattened(text: str, run: Sequence[SourceLine]) -> Iterator[Span]:
    numbers = sum(_AMOUNT.fullmatch(text[line.start : line.end]) is not None for line in run)
    if len(run) >= _LEAST_FLATTENED and numbers * 4 >= len(run):
        yield run[0].start, run[-1].end
