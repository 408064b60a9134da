"""The year and the region by which the rules of a report are chosen."""

from __future__ import annotations

from datetime import date

import pytest

from tests.audit.sheets import RULES, document
from xunzheng.audit.rules import rules_in_force
from xunzheng.audit.setting import Region, Setting, find_region, lies_in, read_setting
from xunzheng.audit.statements.period import read_period

SHANGHAI = Region("310000", "上海市", ("上海",))
REGIONS = (Region("430000", "湖南省", ("湖南",)), Region("430600", "岳阳市", ("岳阳",)), SHANGHAI)

REPORTS = {
    "title and year": ("湖南省2022年度项目支出绩效自评报告", date(2022, 12, 31), "湖南省", True),
    "the city before the province": ("湖南省岳阳市2021年度绩效自评报告", date(2021, 12, 31), "岳阳市", True),
    "the unit's line": ("2020年度绩效自评报告\n填报单位：上海市某局", date(2020, 12, 31), "上海市", True),
    "the unit's cell": (
        "2020年度绩效自评报告\n| 项目名称 | 甲 | 主管部门 | 上海市某局 |\n| 数 | 1 | 2 | 3 |",
        date(2020, 12, 31),
        "上海市",
        True,
    ),
    "a cell that is a title": (
        "附表\n| 上海市2020年度绩效自评表 | 甲 |\n| 数 | 1 |",
        None,
        "上海市",
        True,
    ),
    "only mentioned": (
        "2020年度绩效自评报告\n按上海市规定执行。上海市财政下达资金。",
        date(2020, 12, 31),
        "上海市",
        False,
    ),
    "mentioned once": ("2020年度绩效自评报告\n按上海市规定执行。", date(2020, 12, 31), None, False),
    "two provinces": (
        "2020年度绩效自评报告\n上海市和湖南省支援，上海市牵头。",
        date(2020, 12, 31),
        None,
        False,
    ),
    "a road is no city": ("2020年度上海路小学绩效自评报告", date(2020, 12, 31), None, False),
    "two years": ("2020年度和2021年度绩效自评报告", None, None, False),
    "nothing": ("报告\n项目完成。", None, None, False),
}


@pytest.mark.parametrize(("text", "on", "region", "certain"), REPORTS.values(), ids=REPORTS)
def test_setting(text: str, on: date | None, region: str | None, certain: bool) -> None:
    report = document(text)
    setting = read_setting(report, read_period(report), REGIONS)
    assert (setting.on, setting.region and setting.region.name, setting.certain) == (on, region, certain)
    assert setting.why_on
    assert setting.why_region


def test_what_the_user_says_is_taken() -> None:
    report = document("湖南省2022年度项目支出绩效自评报告")
    setting = read_setting(report, read_period(report), REGIONS, date(2019, 5, 1), SHANGHAI)
    assert (setting.on, setting.region, setting.certain) == (date(2019, 5, 1), SHANGHAI, True)
    assert "使用者" in setting.why_on
    assert "使用者" in setting.why_region


@pytest.mark.parametrize(
    ("name", "code"), [("上海", "310000"), ("岳阳市", "430600"), (" 430000 ", "430000"), ("乌有", None)]
)
def test_find_region(name: str, code: str | None) -> None:
    found = find_region(name, REGIONS)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("region", "jurisdiction", "lies"),
    [
        ("431121", "430000", True),
        ("431121", "431100", True),
        ("431121", "431121", True),
        ("431121", "430600", False),
        ("431121", "CN", False),
        (None, "430000", False),
    ],
)
def test_lies_in(region: str | None, jurisdiction: str, lies: bool) -> None:
    assert lies_in(Region(region, "某地") if region else None, jurisdiction) is lies


@pytest.mark.parametrize(
    ("region", "on", "scale", "national"),
    [
        (None, None, "cn-2020-10-scale", True),
        ("310000", date(2022, 12, 31), "sh-scale", False),
        ("310115", date(2022, 12, 31), "sh-scale", False),
        ("310000", date(2010, 12, 31), "cn-2020-10-scale", True),
        ("450400", date(2024, 12, 31), "gx-wuzhou-2024-scale", False),
        ("450400", date(2023, 12, 31), "cn-2020-10-scale", True),
        ("430000", date(2022, 12, 31), "cn-2020-10-scale", True),
    ],
)
def test_the_scale_in_force(region: str | None, on: date | None, scale: str, national: bool) -> None:
    place = Region(region, "某地") if region else None
    rules = rules_in_force(RULES, Setting(on, place, True, "", ""))
    assert rules.scale.code == scale
    assert (rules.local_scale is None) is national
    assert rules.national_scale.code == "cn-2020-10-scale"
    assert {framework.code for framework in rules.frameworks} == {f.code for f in RULES.frameworks}


def test_frameworks_in_force_come_first() -> None:
    rules = rules_in_force(RULES, Setting(date(2015, 12, 31), None, False, "", ""))
    old = [framework.basis.holds_on(date(2015, 12, 31)) for framework in rules.frameworks]
    assert old == sorted(old, reverse=True)


@pytest.mark.parametrize(("year", "told"), [(2015, True), (2022, False)])
def test_a_scale_of_today_is_called_so(year: int, told: bool) -> None:
    """No national scale held in 2015; the result says that today's is used."""
    setting = Setting(date(year, 12, 31), None, False, "", "")
    rules = rules_in_force(RULES, setting)
    assert ("按现行的参照" in rules.scale_told) == told
    assert rules.scale_told.startswith(rules.scale.title)
