"""The list of findings as a workbook: a row for each finding, filterable, counted on a second sheet."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.commented_files import at, audit_of, audited, place_of
from xunzheng.audit.finding import Finding, Severity, Verdict
from xunzheng.audit.run import Audit
from xunzheng.formats import annotated_list, read
from xunzheng.formats.annotated_list import COLUMNS, findings_xlsx, write_findings_xlsx

TEXT = "一、资金情况\n全年支出合计500万元。\n\n项目 | 金额\n工资 | 300\n合计 | 500\n"


def outcome() -> Audit:
    document = read(TEXT.encode(), "a.txt")
    made = audited(document, at(document, "500万元"), at(document, "300"), None)
    first, second, third = made.findings
    verdict = Verdict(Decimal("-10.50"), "万元", False, Decimal(489), Decimal(491))
    return replace(made, findings=(replace(first, verdict=verdict), second, replace(third, code="own-code")))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_each_finding_has_a_row() -> None:
    book = opened(findings_xlsx([("甲.docx", outcome()), ("乙.docx", outcome())]))
    sheet = book["问题清单"]
    heading, first, second, third, *others = rows_of(sheet)
    assert heading == [name for name, _ in COLUMNS]
    assert first == [
        "甲.docx", 1, "错误", "算术", "sum-of-parts", "分项与合计不符", "资金情况", 2, None, "500万元",
        "合计500万元", "合计490万元", "300 + 190 = 490 ≠ 500（万元）", -10.5, "万元",
        "四舍五入不能解释（按所列位数应在 489 至 491 万元之间）", "《某办法》（财预〔2020〕10号）",
        "第十五条", "核对总数与各分项。",
    ]  # fmt: skip
    assert second[6:10] == ["资金情况 · 表格", 5, "第2行第2列", "300"]
    assert third[3:10] == [None, "own-code", "own-code", "全文", None, None, None]
    assert [row[0] for row in others] == ["乙.docx"] * 3
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:S7")
    assert sheet["C2"].font.color.rgb == "FFB3261E"
    assert sheet["C2"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet.column_dimensions["M"].width > sheet.column_dimensions["B"].width


def test_the_second_sheet_counts_and_plots() -> None:
    sheet = opened(findings_xlsx([("甲.docx", outcome()), ("乙.docx", outcome())]))["汇总"]
    rows = rows_of(sheet)
    assert rows[0][0] == "2 份报告，6 处发现"
    assert [row[:6] for row in rows[2:]] == [
        ["问题", "代码", "错误", "疑点", "建议", "合计"],
        ["分项与合计不符", "sum-of-parts", 2, 2, None, 4],
        ["own-code", "own-code", None, None, 2, 2],
        ["合计", None, 2, 2, 2, 6],
    ]
    assert len(sheet._charts) == 1


def test_without_findings_there_are_headings_and_zeros() -> None:
    document = read(TEXT.encode(), "a.txt")
    book = opened(findings_xlsx([("甲.docx", audit_of(document, []))]))
    assert rows_of(book["问题清单"]) == [[name for name, _ in COLUMNS]]
    assert rows_of(book["汇总"])[3][2:6] == [0, 0, 0, 0]


def test_texts_are_never_formulas_and_odd_numbers_stay_texts() -> None:
    document = read(TEXT.encode(), "a.txt")
    place = place_of(document, *at(document, "500万元"))
    fields = ("=1+1", "http://a.b", "甲\x00乙", "rate/1")
    long = Verdict(Decimal("1234567890.1234567"), "元", False)
    finding = Finding("rate", Severity.ERROR, (place,), *fields, verdict=long)
    sheet = opened(findings_xlsx([("=甲.docx", audit_of(document, [finding]))]))["问题清单"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=甲.docx", "s")
    assert [sheet[f"{letter}2"].value for letter in "KLNS"] == [
        "=1+1",
        "http://a.b",
        "1234567890.1234567",
        "甲乙",
    ]
    assert sheet["L2"].hyperlink is None


def test_a_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated_list, "ROWS_OF_A_SHEET", 2)
    target = tmp_path / "list.xlsx"
    count = write_findings_xlsx(((f"{number}.docx", outcome()) for number in range(2)), str(target))
    book = openpyxl.load_workbook(target)
    assert (count, book.sheetnames) == (6, ["问题清单", "问题清单2", "问题清单3", "汇总"])
    assert [book[name].max_row for name in book.sheetnames[:3]] == [3, 3, 3]
    assert book["问题清单2"].auto_filter.ref == "A1:S3"
