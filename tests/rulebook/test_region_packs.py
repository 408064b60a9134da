"""The packs of regions and codes: what they say, whom they agree with, and what is refused."""

from __future__ import annotations

import re
from datetime import date

import pytest
from stdnum import numdb

from xunzheng.identifiers.recognition import recognise
from xunzheng.identifiers.regions import Regions
from xunzheng.identifiers.tables import Tables
from xunzheng.rulebook import RulePackError, load_pack, standard_shelf
from xunzheng.rulebook.identifier_tables import tables_from
from xunzheng.rulebook.region_table import RegionTable
from xunzheng.rulebook.regions import provinces

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return tables_from(standard_shelf())


@pytest.fixture(scope="module")
def regions(tables: Tables) -> Regions:
    return tables.regions


YONGZHOU = [
    # code, day, name on it
    ("431100", date(2020, 1, 1), "永州市"),
    ("431102", date(2000, 1, 1), "芝山区"),
    ("431102", date(2010, 1, 1), "零陵区"),
    ("431103", date(2020, 1, 1), "冷水滩区"),
    ("431121", date(2019, 1, 1), "祁阳县"),
    ("431121", date(2022, 1, 1), None),
    ("431181", date(2020, 1, 1), None),
    ("431181", date(2022, 1, 1), "祁阳市"),
    ("431129", date(2020, 1, 1), "江华瑶族自治县"),
    ("432900", date(1990, 1, 1), "零陵地区"),
]


@pytest.mark.parametrize(("code", "day", "name"), YONGZHOU)
def test_the_regions_of_yongzhou(regions: Regions, code: str, day: date, name: str | None) -> None:
    found = regions.on(code, day)
    assert (found and found.name) == name


def test_what_yongzhou_was_and_has_become(regions: Regions) -> None:
    heir = regions.heir("432930", TODAY)
    assert heir is not None
    assert (heir.code, heir.name) == ("431181", "祁阳市")
    assert [change.old for change in regions.predecessors("431181")] == ["431121"]
    parents = [above.name for above in regions.parents("431181", TODAY)]
    assert parents == ["湖南省", "永州市"]


def test_the_counties_of_yongzhou_today(regions: Regions) -> None:
    """2 districts, 1 city and 8 counties (and the group heading 市辖区)."""
    counties = [one for one in regions.all_on(TODAY) if re.fullmatch("4311(?!00).*", one.code)]
    assert len([one for one in counties if one.name != "市辖区"]) == 11


def test_the_provinces_that_audits_know_are_these(regions: Regions) -> None:
    """The names by which reports are told are not a second truth."""
    here = {one.code: one.name for one in regions.all_on(TODAY) if one.code.endswith("0000")}
    for province in provinces():
        assert here[province.code] == province.name
    assert set(here) - {province.code for province in provinces()} == {"710000", "810000", "820000"}


def test_every_code_lies_in_a_province(regions: Regions) -> None:
    for one in regions.all_on(TODAY):
        assert regions.names(one.code[:2] + "0000"), one


def test_every_change_leads_from_a_code_to_one_that_begins_then(regions: Regions) -> None:
    seen = 0
    codes = {one.code for year in range(1980, 2026) for one in regions.all_on(date(year, 6, 1))}
    for code in codes:
        for change in regions.successors(code):
            begun = [one.valid_from.year for one in regions.names(change.new) if one.valid_from]
            assert change.year in begun, change
            seen += 1
    assert seen > 2000


@pytest.mark.parametrize("province", ["11", "31", "42", "43", "44", "50", "65"])
def test_names_and_years_agree_with_stdnum(regions: Regions, province: str) -> None:
    """Within one code stdnum lets periods meet in a year; here the earlier name ends the year before."""
    table = numdb.get("cn/loc")
    codes = sorted(one.code for one in regions.all_on(TODAY) if one.code[:2] == province)
    assert codes
    for code in codes:
        told = [props.get("county", "") for _, props in table.info(code)][-1]
        here = regions.on(code, TODAY)
        assert here is not None
        last = told.split(",")[-1]
        name = last.rpartition("]")[2]
        since = re.match(r"\[(\d+)-", last)
        assert here.name == name.replace("特別行政區", "特别行政区")
        assert (here.valid_from.year if here.valid_from else None) == (int(since[1]) if since else None)


def test_a_start_does_not_read_the_lines() -> None:
    """Thousands of lines wait until somebody asks for a region; a check of the packs reads them all."""
    text = HEAD.format(form="regions") + "[regions]\ncodes = '一行坏的'\n"
    content = load_pack(text, "坏.toml", check_formulas=False).content
    assert isinstance(content, RegionTable)
    with pytest.raises(RulePackError, match="第 1 行"):
        content.regions()


HEAD = """
[pack]
form = "{form}"
kind = "of-a-test"
code = "of-a-test"
title = "试"
version = "1"
jurisdiction = "431100"
valid_from = 2020-01-01
verified = true

[citation]
title = "某标准"
"""
FAULTY_REGIONS = [
    # codes, changes, phrases
    ("431121 1995", "", ["codes 第 1 行", "代码 起 止 名称", "431121 1995"]),
    ("431100 - - 永州市\n031121 1995 - 祁阳县", "", ["codes 第 2 行"]),
    ("431121 1995 1990 祁阳县", "", ["写法不对"]),
    ("431121 19x5 - 祁阳县", "", ["写法不对"]),
    ("431121 1995-13-01 - 祁阳县", "", ["写法不对"]),
    ("431121 1995 2021 祁阳县\n431121 2021 - 祁阳市", "", ["两个名称", "祁阳县、祁阳市"]),
    ("431121 1995 - 祁阳县", "431121 431121 2021", ["changes 第 1 行"]),
    ("431121 1995 - 祁阳县", "431121 431181 去年", ["changes 第 1 行", "年份"]),
]


@pytest.mark.parametrize(("codes", "changes", "phrases"), FAULTY_REGIONS)
def test_a_faulty_line_is_refused_with_its_place(codes: str, changes: str, phrases: list[str]) -> None:
    more = f"changes = '''\n{changes}'''" if changes else ""
    text = HEAD.format(form="regions") + f"[regions]\ncodes = '''\n{codes}'''\n{more}"
    with pytest.raises(RulePackError) as refused:
        load_pack(text, "坏.toml")
    assert all(phrase in str(refused.value) for phrase in ["坏.toml", *phrases])


def test_a_day_ends_a_name_exactly() -> None:
    text = HEAD.format(form="regions") + "[regions]\ncodes = '''\n431121 1995 2021-01-20 祁阳县'''\n"
    content = load_pack(text, "好.toml").content
    assert isinstance(content, RegionTable)
    assert content.regions().on("431121", date(2021, 1, 19)) is not None
    assert content.regions().on("431121", date(2021, 1, 20)) is None


FAULTY_CODES = [
    ("", ["forms", "规则包是空的"]),
    ('[[forms]]\ncode = "a"\ntitle = "甲"', ["forms[0] › parts", "没有组成部分"]),
    (
        '[[forms]]\ncode = "a"\ntitle = "甲"\nparts = [{ name = "区划", length = 5, kind = "region" }]',
        ["parts[0] › length", "应为：6", "实为：5"],
    ),
    (
        '[[forms]]\ncode = "a"\ntitle = "甲"\nparts = [{ name = "段", length = 0 }]',
        ["应为：1 到 64"],
    ),
    (
        '[[forms]]\ncode = "a"\ntitle = "甲"\nparts = [{ name = "段", length = 1, kind = "word" }]',
        ["kind", "digits"],
    ),
    ('[[lists]]\ncode = "a"\ntitle = "甲"', ["meanings", "缺少这个键"]),
]


@pytest.mark.parametrize(("body", "phrases"), FAULTY_CODES)
def test_faulty_forms_of_codes_are_refused_with_their_place(body: str, phrases: list[str]) -> None:
    with pytest.raises(RulePackError) as refused:
        load_pack(HEAD.format(form="codes") + body, "坏.toml")
    assert all(phrase in str(refused.value) for phrase in ["坏.toml", *phrases])


RECOGNISED = [
    # written, kind, phrases among the meanings of its parts
    ("12441500196720244T3442199806003", "item-code", ["机构编制", "事业单位", "市级", "广东省汕尾市"]),
    ("11370800MB285591843370117002011", "item-code", ["机关", "行政许可", "山东省"]),
    ("3205080101000001", "city-component", ["江苏省苏州市姑苏区"]),
    ("43110300100101", "grid-14", ["湖南省永州市冷水滩区"]),
    ("1122000001", "basic-code-10", []),
    ("A" * 24, "item-code-24", []),
    ("00000000000000-511234567890-001-12441500196720244T-3-01", "item-code-sichuan", ["市级"]),
]


@pytest.mark.parametrize(("written", "kind", "phrases"), RECOGNISED)
def test_the_standard_packs_give_codes_their_meaning(
    tables: Tables, written: str, kind: str, phrases: list[str]
) -> None:
    first = recognise(written, tables, TODAY)[0]
    assert first.kind == kind
    assert first.holds
    told = " ".join(part.meaning for part in first.parts)
    assert all(phrase in told for phrase in phrases)
