"""What the layout of a report says: its period, and the body of each section."""

from __future__ import annotations

from datetime import date

import pytest

from tests.audit.statements.written import document
from xunzheng.audit.statements.bodies import read_bodies
from xunzheng.audit.statements.period import read_period
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE, name_of, stage_of
from xunzheng.documents.outline import SourceLine, document_from_blocks


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2022年度供水专项资金绩效自评报告\n2023年3月15日\n一、概况", 2022, date(2023, 3, 1)),
        ("供水局\n2022年度绩效评价报告\n一、概况\n正文。\n2023年5月", 2022, date(2023, 5, 1)),
        ("2022年度绩效自评报告\n2021年度绩效评价情况\n一、概况", None, None),
        ("2021-2022年度绩效自评报告\n一、概况", None, None),
        ("供水专项资金绩效自评报告\n一、概况\n2022年度开展绩效评价。", None, None),
        ("2022年工作总结\n一、概况", None, None),
        ("2022年度" + "供水" * 30 + "绩效自评报告\n一、概况", None, None),
        ("2022年度绩效自评报告\n截至2023年3月15日\n一、概况", 2022, None),
        ("2022年度绩效自评报告\n3月15日\n一、概况", 2022, None),
        ("2022年度绩效自评报告\n2022年\n一、概况", 2022, None),
        ("", None, None),
    ],
)
def test_period(text: str, year: int | None, month: date | None) -> None:
    period = read_period(document(text))
    assert (period.year, period.report_month) == (year, month)


def test_titles_and_date_have_their_places() -> None:
    text = "2022年度绩效自评报告\n2023年3月15日\n一、概况"
    period = read_period(document(text))
    assert [text[title.start : title.end] for title in period.titles] == ["2022年度"]
    assert period.dated is not None
    assert text[period.dated.start : period.dated.end] == "2023年3月15日"


def test_bodies_end_at_the_next_heading() -> None:
    made = document("报告\n一、概况\n（一）背景\n供水不足。\n水质较差。\n（二）目标\n二、问题", "表格")
    found = list(read_bodies(made))
    assert [(body.title, body.text, body.parent, body.tables) for body in found] == [
        ("概况", "", True, False),
        ("背景", "供水不足。\n水质较差。", False, False),
        ("目标", "", False, False),
        ("问题", "", False, True),
    ]
    for body in found:
        assert made.text[body.start : body.start + len(body.text)] == body.text
        assert made.blocks[body.block].start == body.heading_start < body.heading_end <= body.start


def test_a_heading_that_runs_on_opens_its_own_body() -> None:
    text = "一、概况\n（一）背景。供水不足。\n水质较差。"
    (_, body) = read_bodies(document(text))
    assert (body.title, body.text) == ("背景", "供水不足。\n水质较差。")


def test_text_without_headings_has_no_bodies() -> None:
    assert list(read_bodies(document("供水不足。"))) == []
    assert list(read_bodies(document_from_blocks("空", "", []))) == []


def test_a_declared_heading_has_a_body_like_a_numbered_one() -> None:
    made = document_from_blocks("标", "概况\n供水不足。", [SourceLine(0, 2, declared=1), SourceLine(3, 8)])
    assert [body.text for body in read_bodies(made)] == ["供水不足。"]


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("上级下拨", "planned"),
        ("预算执行", "spent"),
        ("拨付到位", "arrived"),
        ("上年度结转资金", "carried"),
        ("未支付", "left"),
        ("接到来电", "accepted"),
        ("整改完毕", "closed"),
        ("未审结", "open"),
        ("核定编制", "established"),
        ("现有在编在岗", "in_post"),
        ("植树", None),
        ("", None),
    ],
)
def test_stage_of(words: str, stage: str | None) -> None:
    assert stage_of(words) == stage


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("合计", True),
        ("全年共", True),
        ("其中共", True),
        ("共投入", True),
        ("公共", False),
        ("中共党员", False),
        ("共同承担", False),
        ("共建单位", False),
        ("一共", False),
        ("甲镇", False),
    ],
)
def test_words_of_totalling(words: str, found: bool) -> None:
    assert bool(TOTAL_CUE.search(words)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("每户", True),
        ("甲、乙各", True),
        ("各补助", True),
        ("日均", True),
        ("各类资金", False),
        ("平整", False),
    ],
)
def test_amounts_for_one(words: str, found: bool) -> None:
    assert bool(PER_UNIT.search(words)) == found


@pytest.mark.parametrize(
    ("label", "name"),
    [("其中：省级", "省级"), ("资金，其中省级", "省级"), ("省级：", "省级"), ("其中", ""), ("", "")],
)
def test_the_name_of_a_part(label: str, name: str) -> None:
    assert name_of(label) == name
