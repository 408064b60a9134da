"""The list of findings as a workbook: a row for each finding, and a sheet that counts them."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter has no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from xunzheng.audit.catalogue import CATALOGUE, SECTIONS
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_counts import CodeCount, codes_counted
from xunzheng.authoring.findings_list_wording import (
    LEVELS,
    fit,
    name_of,
    place_parts,
    rule_words,
    shortened,
    verdict_words,
)
from xunzheng.documents.manuscript import RESULT_MARK
from xunzheng.formats.annotated_notes import COLOURS
from xunzheng.formats.chart_text import measure

# (heading, width in characters)
COLUMNS = (
    ("文件", 22), ("序号", 6), ("级别", 7), ("类别", 10), ("代码", 17), ("问题", 18), ("部分", 24),
    ("行", 6), ("单元格", 12), ("原文", 26), ("报告所写", 28), ("应当是", 28), ("算式", 34), ("差异", 12),
    ("单位", 7), ("四舍五入", 20), ("依据", 26), ("条款", 14), ("建议", 34),
)  # fmt: skip
ROWS_OF_A_SHEET = 1_000_000
_TINTS = {Severity.ERROR: "#FBE6E3", Severity.SUSPICION: "#FBF0D9", Severity.ADVICE: "#E4EDF5"}
_BARS = {Severity.ERROR: "#B3261E", Severity.SUSPICION: "#D9941F", Severity.ADVICE: "#5A86B0"}
_LEVEL = 2
_LONGEST_QUOTE = 200
_LONGEST_TEXT = 32_000
_MOST_DIGITS = 15
_NEUTRAL = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CHARTED = 20

Value = str | int | Decimal | None


def findings_xlsx(audits: Iterable[tuple[str, Audit]]) -> bytes:
    """The list of the findings of these reports, each with the name that it is listed under.

    Example: ``findings_xlsx([("a.docx", outcome)])[:2] == b"PK"``.
    """
    target = io.BytesIO()
    _write(audits, target, {"in_memory": True})
    return target.getvalue()


def write_findings_xlsx(audits: Iterable[tuple[str, Audit]], target: str) -> int:
    """Write the same into a file row by row, memory staying flat; how many findings there are.

    `audits` is asked for one audit after the other and none is kept.
    """
    return _write(audits, target, {"constant_memory": True})


def _write(audits: Iterable[tuple[str, Audit]], target: str | io.BytesIO, options: dict[str, bool]) -> int:
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    counts: Counter[tuple[str, Severity]] = Counter()
    with xlsxwriter.Workbook(target, {**options, **plain}) as book:
        book.set_properties({"title": "绩效自评报告问题清单", "keywords": RESULT_MARK, "created": _NEUTRAL})
        listed = _List(book)
        reports = 0
        for name, audit in audits:
            reports += 1
            for number, finding in enumerate(audit.findings, 1):
                counts[finding.code, finding.severity] += 1
                listed.add(_values(name, number, audit, finding), finding.severity)
        listed.finish()
        _Summary(book, codes_counted(counts)).write(reports)
    return counts.total()


def _values(name: str, number: int, audit: Audit, finding: Finding) -> Iterator[Value]:
    first = finding.where[0] if finding.where else None
    entry = CATALOGUE.get(finding.code)
    where, cell = place_parts(audit.document, first) if first else ("全文", "")
    verdict, rule = finding.verdict, finding.rule
    yield from (name, number, LEVELS[finding.severity])
    yield from (SECTIONS[entry.section][0] if entry else "", finding.code, name_of(finding.code))
    yield where.rpartition(f" · 第{first.line}行")[0] or where if first and not cell else where
    yield first.line if first else None
    yield cell
    yield shortened(first.quote, _LONGEST_QUOTE) if first else ""
    yield from (finding.claim, finding.expected, finding.arithmetic)
    yield from (verdict.difference, verdict.unit) if verdict else (None, None)
    yield verdict_words(verdict).partition("，")[2] if verdict else None
    yield from (rule_words(rule).removesuffix(rule.article or ""), rule.article) if rule else (None, None)
    yield finding.advice


class _List:
    """The sheet of findings; a full one is followed by another."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        basis = {"font_name": "微软雅黑", "font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
        basis |= {"border_color": "#C9D1DA"}
        self._plain = book.add_format(basis)
        self._heading = book.add_format(
            {**basis, "bold": True, "align": "center", "valign": "vcenter", "font_color": "#FFFFFF"}
            | {"bg_color": "#31475E"}
        )
        self._levels = {
            level: book.add_format(
                {**basis, "bold": True, "align": "center", "font_color": f"#{COLOURS[level]}"}
                | {"bg_color": _TINTS[level]}
            )
            for level in Severity
        }
        self._sheets = 0
        self._sheet: Worksheet | None = None
        self._row = 0

    def _begin(self) -> Worksheet:
        self._sheets += 1
        sheet = self._book.add_worksheet("问题清单" if self._sheets == 1 else f"问题清单{self._sheets}")
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 24)
        for column, (heading, _) in enumerate(COLUMNS):
            sheet.write_string(0, column, heading, self._heading)
        sheet.freeze_panes(1, 3)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C— &P —")
        self._row = 1
        return sheet

    def add(self, values: Iterable[Value], level: Severity) -> None:
        """One finding."""
        if self._sheet is not None and self._row > ROWS_OF_A_SHEET:
            self.finish()
        sheet = self._sheet = self._sheet or self._begin()
        row = list(values)
        sheet.set_row(self._row, _height(row))
        for column, value in enumerate(row):
            look = self._levels[level] if column == _LEVEL else self._plain
            _put(sheet, self._row, column, value, look)
        self._row += 1

    def finish(self) -> None:
        """Set the filter of the sheet; a list without findings has its headings."""
        sheet = self._begin() if self._sheets == 0 else self._sheet
        if sheet is not None:
            sheet.autofilter(0, 0, max(self._row - 1, 0), len(COLUMNS) - 1)
        self._sheet = None


def _put(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, Decimal):
        if value.is_finite() and len(value.as_tuple().digits) <= _MOST_DIGITS and abs(value.adjusted()) < 15:
            sheet.write_number(row, column, float(value), look)
        else:
            sheet.write_string(row, column, str(value), look)
    else:
        sheet.write_string(row, column, fit(value[:_LONGEST_TEXT]), look)


def _height(values: Sequence[Value]) -> float:
    """How high a row must be for its wrapped texts, in points."""
    lines = 1
    for value, (_, width) in zip(values, COLUMNS, strict=True):
        if isinstance(value, str):
            parts = value[:2_000].split("\n")
            lines = max(lines, sum(math.ceil(measure(part, 2) / (width - 1)) or 1 for part in parts))
    return float(min(6 + 14.5 * lines, 400))


class _Summary:
    """The sheet that counts the findings by kind and level, with a chart."""

    def __init__(self, book: xlsxwriter.Workbook, rows: Sequence[CodeCount]) -> None:
        self._book, self._rows = book, rows
        self._sheet = book.add_worksheet("汇总")
        basis = {"font_name": "微软雅黑", "font_size": 10, "border": 1, "border_color": "#C9D1DA"}
        self._plain = book.add_format(basis)
        self._heading = book.add_format(
            {**basis, "bold": True, "align": "center", "font_color": "#FFFFFF", "bg_color": "#31475E"}
        )
        self._total = book.add_format({**basis, "bold": True, "bg_color": "#EEF1F4"})
        self._line = book.add_format({"font_name": "微软雅黑", "font_size": 11, "bold": True})

    def write(self, reports: int) -> None:
        """Write it all."""
        sheet = self._sheet
        total = sum(row.total for row in self._rows)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 5, 9)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{reports} 份报告，{total} 处发现", self._line)
        headings = ("问题", "代码", *LEVELS.values(), "合计")
        for column, heading in enumerate(headings):
            sheet.write_string(2, column, heading, self._heading)
        for number, row in enumerate(self._rows, 3):
            sheet.write_string(number, 0, name_of(row.code), self._plain)
            sheet.write_string(number, 1, row.code, self._plain)
            for column, count in enumerate((*row.by_level, row.total), 2):
                _put(sheet, number, column, count or None, self._plain)
        last = 3 + len(self._rows)
        sheet.write_string(last, 0, "合计", self._total)
        sheet.write_blank(last, 1, None, self._total)
        for column in range(2, 6):
            counts = ((*row.by_level, row.total)[column - 2] for row in self._rows)
            sheet.write_number(last, column, sum(counts), self._total)
        if self._rows:
            self._plot(min(len(self._rows), _CHARTED))

    def _plot(self, shown: int) -> None:
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for number, level in enumerate(Severity):
            chart.add_series(
                {
                    "name": LEVELS[level],
                    "categories": ["汇总", 3, 0, 2 + shown, 0],
                    "values": ["汇总", 3, 2 + number, 2 + shown, 2 + number],
                    "fill": {"color": _BARS[level]},
                    "gap": 45,
                }
            )
        chart.set_title({"name": "各类问题的处数", "name_font": {"size": 12}, "overlay": False})
        chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
        chart.set_x_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 620, "height": 150 + 26 * shown})
        self._sheet.insert_chart(2, 7, chart, {"description": "按种类和级别列出处数，数字与左表相同。"})
