"""Findings in words and in numbers: what comments, lists and papers say of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.formats.commented_files import at, audit_of, audited, place_of
from xunzheng.audit.finding import Citation, Finding, Place, Severity, Verdict
from xunzheng.authoring.findings_list_counts import codes_chart, count_codes, level_counts
from xunzheng.authoring.findings_list_report import annotated_report
from xunzheng.authoring.findings_list_wording import (
    fit,
    name_of,
    place_parts,
    place_words,
    rule_words,
    shortened,
    told,
    verdict_words,
)
from xunzheng.documents.manuscript import Grid, Heading, Passage, Role
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.formats import read

TEXT = """某局2023年绩效自评报告

一、资金情况
（一）支出。全年支出合计500万元，分别为工资300万元、设备190万元。

表1 支出明细
项目 | 金额
工资 | 300
合计 | 500
"""


def document() -> Document:
    return read(TEXT.encode(), "报告.txt")


def finding(code: str = "rate", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    fields: dict[str, object] = {"where": (), "claim": "甲", "expected": "乙", "advice": "请改正。"}
    return Finding(code, severity, check="rate/1", **(fields | more))  # type: ignore[arg-type]  # as the table says


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(Decimal("-1.5"), "万元", False), "-1.5 万元，四舍五入不能解释"),
        (Verdict(Decimal(1), "分", True, Decimal(2), Decimal(2)), "+1 分，四舍五入可以解释"),
        (
            Verdict(Decimal(1), "分", True, Decimal("0.5"), Decimal(2)),
            "+1 分，四舍五入可以解释（按所列位数应在 0.5 至 2 分之间）",
        ),
    ],
)
def test_a_difference_in_words(verdict: Verdict, words: str) -> None:
    assert verdict_words(verdict) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Citation("办法", "财预〔2020〕10号", "第五条"), "《办法》（财预〔2020〕10号）第五条"),
        (Citation("《办法》"), "《办法》"),
        (Citation("办法", verified=False), "《办法》（条文待核对）"),
    ],
)
def test_a_rule_in_words(rule: Citation, words: str) -> None:
    assert rule_words(rule) == words


def test_names_and_texts() -> None:
    assert (name_of("rate"), name_of("unknown-code")) == ("比率与分子分母不符", "unknown-code")
    assert fit("甲\x00乙\u202e丙\n丁") == "甲乙丙\n丁"
    assert (shortened("一二三四五", 5), shortened("一二三四五六", 5)) == ("一二三四五", "一二三四…")


def test_what_is_told_of_a_finding() -> None:
    full = finding(arithmetic="1 + 1 = 2", verdict=Verdict(Decimal(1), "分", False), rule=Citation("办法"))
    assert [label for label, _ in told(full)] == ["报告所写", "应当是", "算式", "差异", "依据", "建议"]
    assert [label for label, _ in told(finding())] == ["报告所写", "应当是", "建议"]


def test_places_in_words() -> None:
    read_document = document()
    table = next(read_document.tables())
    prose, cell = (
        place_of(read_document, *at(read_document, "300万元")),
        place_of(read_document, *at(read_document, "300", 1)),
    )
    assert place_words(read_document, prose) == "资金情况 › 支出 · 第4行"
    assert place_parts(read_document, cell)[1] == "第2行第2列"
    assert place_parts(read_document, cell)[0].endswith("表1 支出明细")
    whole_row = Place(("节",), table.index, cell.start, cell.end, 1, "x", row=1)
    assert place_parts(read_document, whole_row) == ("节 · 表1 支出明细", "第2行")
    outside = Place((), 99, 0, 0, 7, "")
    assert place_words(read_document, outside) == "第7行"
    assert place_words(replace(read_document, format="docx"), outside) == "正文"
    assert place_words(replace(read_document, format="docx"), prose) == "资金情况 › 支出"


def test_a_table_that_is_named_like_its_section_is_named_once() -> None:
    cells = (Cell(0, 0, "甲", 0, 1), Cell(0, 1, "乙", 2, 3))
    named = Document("a", "甲\t乙", (Table(0, 1, 2, cells, 0, 3, ("绩效表",), "绩效表"),))
    bare = Document("a", "甲\t乙", (Table(0, 1, 2, cells, 0, 3),))
    assert place_words(named, Place(("绩效表",), 0, 0, 1, 1, "甲", 0, 0)) == "绩效表第1行第1列"
    assert place_words(bare, Place((), 0, 0, 1, 1, "甲", 0, 0)) == "表格第1行第1列"


def test_codes_are_counted_the_gravest_first() -> None:
    findings = [
        finding("repeat", Severity.SUSPICION),
        finding("rate"),
        finding("rate", Severity.SUSPICION),
        finding("balance"),
        finding("balance"),
    ]
    rows = count_codes(findings)
    assert [(row.code, row.by_level, row.total) for row in rows] == [
        ("balance", (2, 0, 0), 2),
        ("rate", (1, 1, 0), 2),
        ("repeat", (0, 1, 0), 1),
    ]
    assert level_counts(findings) == {Severity.ERROR: 3, Severity.SUSPICION: 2, Severity.ADVICE: 0}
    chart = codes_chart(rows)
    assert chart is not None
    assert chart.labels == ("收支余不平", "比率与分子分母不符", "前后数字不一致")
    assert [(each.name, each.values) for each in chart.series] == [("错误", (2, 1, 0)), ("疑点", (0, 1, 1))]
    assert chart.tones == ("error", "suspicion")


def test_a_chart_has_at_most_fifteen_kinds_and_none_without_findings() -> None:
    chart = codes_chart(count_codes([finding(f"code-{number:02d}") for number in range(16)]))
    assert chart is not None
    assert (len(chart.labels), chart.title) == (15, "各类发现的处数，列出前 15 种")
    assert codes_chart(()) is None


def test_the_annotated_report_keeps_the_text_and_puts_notes_below() -> None:
    read_document = document()
    spans = [at(read_document, "500万元"), at(read_document, "300", 1), None, at(read_document, "500万元")]
    manuscript = annotated_report(audited(read_document, *spans))
    assert manuscript.title == "报告.txt（批注）"
    first, whole, *rest = manuscript.pieces
    assert isinstance(first, Passage)
    assert "发现 4 处（错误 2、疑点 1、建议 1）" in first.text
    assert isinstance(whole, Passage)
    assert whole.text.startswith("〔3〕【建议】分项与合计不符。报告所写：合计500万元；")
    texts = [piece.text for piece in rest if not isinstance(piece, Grid)]  # type: ignore[union-attr]  # no others here
    assert "（一）支出。全年支出合计500万元〔1〕〔4〕，分别为工资300万元、设备190万元。" in texts
    assert Heading(1, "一、资金情况") in rest
    grid = next(piece for piece in rest if isinstance(piece, Grid))
    assert [[slot.text for slot in row] for row in grid.rows] == [
        ["项目", "金额"],
        ["工资", "300〔2〕"],
        ["合计", "500"],
    ]
    assert isinstance(rest[-1], Passage)
    assert (rest[-1].role, rest[-1].text[:8]) == (Role.QUOTE, "〔2〕【疑点】分")


def test_marks_in_empty_cells_and_gaps_of_the_grid() -> None:
    cells = (Cell(0, 0, "得分", 0, 2, 1, 2), Cell(1, 0, "", 3, 3), Cell(1, 2, "甲\n乙乙", 4, 8))
    text = "得分\n\t甲\n乙乙"
    made = Document("a", text, (Table(0, 2, 3, cells, 0, len(text)), Paragraph(1, "末", 9, 10)))
    manuscript = annotated_report(audit_of(made, [finding(where=(Place((), 0, 3, 3, 1, "", 1, 0),))]))
    grid = next(piece for piece in manuscript.pieces if isinstance(piece, Grid))
    assert [[(slot.text, slot.column_span) for slot in row] for row in grid.rows] == [
        [("得分", 2), ("", 1)],
        [("〔1〕", 1), ("", 1), ("甲\n乙乙", 1)],
    ]
    assert grid.widths == (4, 4, 4)
