"""The text of an audit: what a person must be able to read off it."""

from __future__ import annotations

import pytest

from tests.cli.example import CELL, DOCUMENT, HELD, LIMIT, SUM, WHOLE, make_audit
from xunzheng.audit.finding import Finding, Severity
from xunzheng.cli.audit_text import audit_lines, finding_lines
from xunzheng.cli.summary import summary_lines


def text_of(finding: Finding) -> str:
    return "\n".join(line.plain for line in finding_lines(finding, DOCUMENT, 100))


@pytest.mark.parametrize(
    ("finding", "phrases"),
    [
        (
            SUM,
            [
                "sum-of-parts 分项与合计不符",
                "第2行 · 一、项目概况",
                "合计 491 万元",
                "449 + 43 = 492 ≠ 491（万元）",
            ],
        ),
        (SUM, ["-1 万元，四舍五入可以解释（按所列位数，应在 491 到 493 万元之间）", "请核对合计与分项。"]),
        (LIMIT, ["over-limit 超过限额", "+3 人，四舍五入不能解释"]),
        (LIMIT, ["《某办法》（财预〔2020〕10号）第二十条，规则包 cn-2020-10/1（未核对原文）"]),
        (CELL, ["表内第1行第2列", "投入（20分） │ 4", "请补充目标值。"]),
    ],
)
def test_finding_says(finding: Finding, phrases: list[str]) -> None:
    assert all(phrase in text_of(finding) for phrase in phrases)


@pytest.mark.parametrize(("finding", "absent"), [(CELL, ["算式", "差异", "依据"]), (SUM, ["依据", "\x1b"])])
def test_finding_keeps_silent_on_what_it_has_not(finding: Finding, absent: list[str]) -> None:
    assert not any(phrase in text_of(finding) for phrase in absent)


def test_mark_stands_under_the_place() -> None:
    lines = text_of(LIMIT).splitlines()
    assert lines[1] == "    核定编制20名，在职23人。"
    assert lines[2] == "            ^^^^      ^^^^"


def test_many_places_are_counted_not_listed() -> None:
    many = Finding("repeat", Severity.ERROR, CELL.where * 9, "甲", "乙", "改。", "repeat/1")
    assert "另有 3 处" in text_of(many)
    assert text_of(many).count("另见") == 5


def test_places_in_different_lines_are_shown_apart() -> None:
    apart = Finding("repeat", Severity.ERROR, (SUM.where[0], LIMIT.where[0]), "甲", "乙", "改。", "repeat/1")
    assert "另见 第3行" in text_of(apart)


def test_gravest_findings_come_first() -> None:
    lines = [line.plain for line in audit_lines(WHOLE, Severity.ADVICE, 100)]
    heads = [line for line in lines if line.startswith(("错误", "疑点", "建议"))]
    assert heads == ["错误（1）", "疑点（1）", "建议（1）"]
    assert lines[-1] == "发现 3 处：错误 1、疑点 1、建议 1。共核对 4 处，其中 1 处成立。"


@pytest.mark.parametrize(
    ("least", "codes", "end"),
    [
        (Severity.ERROR, ["over-limit"], "未显示较轻的发现 2 处。"),
        (Severity.SUSPICION, ["over-limit", "sum-of-parts"], "未显示较轻的发现 1 处。"),
        (Severity.ADVICE, ["over-limit", "sum-of-parts", "indicator-unquantified"], "1 处成立。"),
    ],
)
def test_lesser_findings_are_left_out_and_counted(least: Severity, codes: list[str], end: str) -> None:
    lines = [line.plain for line in audit_lines(WHOLE, least, 100)]
    assert [line.split()[1] for line in lines if line.startswith("●")] == codes
    assert lines[-1].endswith(end)


def test_summary_has_ten_lines_and_names_the_gravest() -> None:
    lines = [line.plain for line in summary_lines(WHOLE)]
    assert len(lines) == 10
    assert lines[1].startswith("报告  报告.txt（txt，utf-8，6 行，")
    assert lines[3] == "错误  1：超过限额"
    assert lines[6] == "成立  核对 4 处，1 处成立"
    assert lines[9] == "首要  第3行 · 一、项目概况：超过限额，23 − 20 = 3"


def test_summary_of_a_clean_report_says_what_was_examined() -> None:
    lines = [line.plain for line in summary_lines(make_audit(held=(HELD, HELD)))]
    assert len(lines) == 10
    assert lines[6:8] == ["成立  核对 2 处，2 处成立", "评分  报告里没有找到有得分的评分表"]
    assert lines[9] == "首要  没有发现"
