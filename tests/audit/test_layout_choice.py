"""Layouts told by their headings, the region and the year, or chosen by the user."""

from __future__ import annotations

from datetime import date

import pytest

from tests.audit.sheets import RULES, document
from xunzheng.audit.layout import Layout, LayoutColumn, Recognition, Role, fits
from xunzheng.audit.layout_choice import layout_of_report, layouts_of_tables
from xunzheng.audit.reading import read
from xunzheng.audit.setting import Region, Setting
from xunzheng.basis import Basis

FITS = [
    ("预算数", "预算数", True),
    ("预算数", "全年预算数", False),
    ("*预算数", "调整后预算数", True),
    ("*预算数", "预算数", True),
    ("*预算数", "一二三四五六七八九十一二三预算数", False),
    ("计划*金额", "计划安排金额", True),
    ("计划*金额", "计划安排金额（元）", False),
    ("计划*金额", "安排金额", False),
    ("结余*", "结余资金", True),
    ("*三公经费*率", "三公经费变动率", True),
    ("*三公经费*率", "三公经费", False),
]


@pytest.mark.parametrize(("pattern", "text", "due"), FITS)
def test_fits(pattern: str, text: str, due: bool) -> None:
    assert fits(pattern, text) is due


def layout(code: str, *groups: tuple[str, ...], of_report: bool = False, **more: object) -> Layout:
    recognition = {key: more.pop(key) for key in ("typical", "absent", "words") if key in more}
    basis = {key: more.pop(key) for key in ("jurisdiction", "valid_from", "valid_to") if key in more}
    return Layout(
        code,
        f"版式{code}",
        Basis("某办法", version="1", **basis),  # type: ignore[arg-type]  # the fields come by name
        Recognition(groups, **recognition),  # type: ignore[arg-type]  # the fields come by name
        of_report=of_report,
        **more,  # type: ignore[arg-type]  # the fields come by name
    )


ANYWHERE = Setting(None, None, False, "", "")
HERE = Setting(date(2022, 12, 31), Region("510100", "某市"), True, "", "")
GUESSED = Setting(date(2022, 12, 31), Region("510100", "某市"), False, "", "")
WIDE = layout("wide", ("指标",), ("分值", "权重"))
RICH = layout("rich", ("指标",), ("权重",), ("完成值",))
LOCAL = layout("local", ("指标",), ("权重",), jurisdiction="510000")
FAR = layout("far", ("指标",), ("权重",), ("完成值",), jurisdiction="430000")
OLD = layout("old", ("指标",), ("权重",), ("得分",), valid_to=date(2020, 1, 1))
NOT = layout("not", ("指标",), ("权重",), ("完成值",), ("得分",), absent=("得分",))
WORDS = layout("words", ("指标",), ("权重",), words=("转移支付",))
TYPICAL = layout("typical", ("指标",), ("权重",), typical=("完成值", "得分"))
TABLE = "| 指标 | 权 重（分） | 完成值 | 得分 |\n| 甲 | 10 | 8 | 8 |"

CHOICES = {
    "the one with the most headings": ((WIDE, RICH), ANYWHERE, "rich", ["wide"]),
    "the region's before the nation's": ((WIDE, RICH, LOCAL), HERE, "local", ["rich", "wide"]),
    "a guessed region too": ((RICH, LOCAL), GUESSED, "local", ["rich"]),
    "not that of another region": ((WIDE, FAR), HERE, "wide", []),
    "that of another region where the region is a guess, behind": ((WIDE, FAR), GUESSED, "wide", ["far"]),
    "any where no region is known": ((WIDE, FAR), ANYWHERE, "far", ["wide"]),
    "not one that is over": ((WIDE, OLD), ANYWHERE, "wide", []),
    "not one that was over then": ((WIDE, OLD), HERE, "wide", []),
    "not one with what must not be there": ((WIDE, NOT), ANYWHERE, "wide", ["not"]),
    "typical headings count": ((WIDE, TYPICAL), ANYWHERE, "typical", ["wide"]),
    "none": ((layout("no", ("别的",)),), ANYWHERE, None, []),
    "no layouts at all": ((), ANYWHERE, None, []),
}


@pytest.mark.parametrize(("layouts", "setting", "code", "near"), CHOICES.values(), ids=CHOICES)
def test_choice(layouts: tuple[Layout, ...], setting: Setting, code: str | None, near: list[str]) -> None:
    report = document(TABLE)
    found = layouts_of_tables(report, tuple(report.tables()), layouts, setting)
    applied = found.get(0)
    assert (applied.layout.code if applied else None) == code
    if applied is not None:
        assert [each.code for each in applied.near] == near
        assert applied.place.quote == "指标"
        assert (applied.place.row, applied.place.column) == (0, 0)
        assert not applied.asked


def test_the_words_of_the_title_count() -> None:
    report = document("某县转移支付自评表\n" + TABLE)
    found = layouts_of_tables(report, tuple(report.tables()), (RICH, WORDS), ANYWHERE)
    assert next(iter(found.values())).layout is WORDS


def test_what_the_user_asks_for_is_applied_where_any_heading_stands() -> None:
    report = document(TABLE + "\n文\n| 甲 | 乙 |\n| 1 | 2 |")
    tables = tuple(report.tables())
    found = layouts_of_tables(report, tables, (RICH, OLD, FAR), HERE, "old")
    assert [(table, applied.layout.code, applied.asked) for table, applied in found.items()] == [
        (0, "old", True)
    ]
    assert layouts_of_tables(report, tables, (RICH,), HERE, "no") == {}


def test_wildcards_in_headings() -> None:
    wild = layout("wild", ("*成值",), ("权*",))
    report = document(TABLE)
    (applied,) = layouts_of_tables(report, tuple(report.tables()), (wild,), ANYWHERE).values()
    assert applied.matched == ("完成值", "权重")


REPORT = "一、部门概况\n文。\n二、整体支出情况\n文。\n三、其他\n文。"
TITLED = layout("titled", ("部门概况", "单位概况"), ("整体支出",), of_report=True)


@pytest.mark.parametrize(
    ("layouts", "code", "near"),
    [
        ((TITLED,), "titled", []),
        ((TITLED, layout("one", ("部门概况",), of_report=True)), "titled", ["one"]),
        ((layout("absent", ("部门概况",), of_report=True, absent=("其他",)),), None, []),
        ((layout("more", ("部门概况",), ("评价结论",), of_report=True),), None, []),
        ((WIDE,), None, []),
        ((layout("word", ("部门概况",), of_report=True, words=("整体支出",)), TITLED), "word", ["titled"]),
    ],
)
def test_layout_of_a_report(layouts: tuple[Layout, ...], code: str | None, near: list[str]) -> None:
    applied = layout_of_report(document(REPORT), layouts, ANYWHERE)
    assert (applied.layout.code if applied else None) == code
    if applied is not None:
        assert [each.code for each in applied.near] == near
        assert applied.place.quote == "一、部门概况"
        assert applied.table is None


def test_a_report_without_sections_has_no_layout() -> None:
    assert layout_of_report(document("文。"), (TITLED,), ANYWHERE) is None


def test_the_layout_says_what_its_columns_mean() -> None:
    own = layout(
        "own",
        ("考核事项",),
        columns=(
            LayoutColumn(Role.LEVEL, ("考核事项",), 1),
            LayoutColumn(Role.WEIGHT, ("定额",)),
            LayoutColumn(Role.SCORE, ("核得",)),
        ),
        money_unit="元",
    )
    text = "| 考核事项 | 定额 | 核得 |\n| 甲 | 60 | 58 |\n| 乙 | 40 | 40 |\n| 合计 | 100 | 98 |"
    assert read(document(text)).sheets == ()
    reading = read(document(text), (own,))
    (sheet,) = reading.sheets
    assert sheet.layout is own
    assert sheet.money_unit == "元"
    assert [(leaf.name, leaf.weight and leaf.weight.text) for leaf in sheet.leaves()] == [
        ("甲", "60"),
        ("乙", "40"),
    ]
    assert reading.report_layout is None
    assert [applied.layout.pack for applied in reading.layouts] == ["own/1"]


def test_a_layout_without_scores() -> None:
    own = layout("own", ("指标",), ("得分",), has_scores=False)
    (sheet,) = read(document(TABLE.replace("指标", "指标名称") + "\n| 合计 | 10 |  | 8 |"), (own,)).sheets
    assert sheet.has_scores
    (sheet,) = read(document(TABLE), (own,)).sheets
    assert not sheet.has_scores


def test_standard_layouts_are_in_force_today() -> None:
    assert {each.of_report for each in RULES.layouts} == {True, False}
    assert all(each.pack.endswith("/1") for each in RULES.layouts)
