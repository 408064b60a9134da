"""Codes: their parts, what is wrong with them and where, and that what is made holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.identifiers.made import credit_codes, item_codes, licence_ids, personal_numbers
from xunzheng.identifiers.credit_code import (
    CreditCode,
    credit_code_flaws,
    make_credit_code,
    make_organisation_code,
    organisation_code_flaws,
)
from xunzheng.identifiers.flaw import BadIdentifier
from xunzheng.identifiers.item_code import (
    BasicCode,
    CaseNumber,
    HandlingCode,
    ItemCode,
    case_number_flaws,
    handling_code_flaws,
    make_case_number,
    make_item_code,
    next_case_number,
)
from xunzheng.identifiers.licence_id import LicenceId, licence_id_flaws, licence_parts
from xunzheng.identifiers.personal_number import (
    PersonalNumber,
    Sex,
    make_personal_number,
    mask,
    personal_number_flaws,
)

CREDIT = "12441500196720244T"
ITEM = CREDIT + "3442199806003"
SHANDONG = "11370800MB285591843370117002011"
LICENCE = "1.2.156.3005.2.114315000063850000001.114315000063850000.20240001.001.F"

CREDIT_FLAWS = [
    # code, places, phrases
    (CREDIT, [], []),
    (CREDIT[:-1], [None], ["长度不对", "17 位"]),
    ("1244150019672O244T", [14], ["不使用的字母", "“O”"]),
    ("1Z4415001967202S4T", [2, 16], ["不使用的字母"]),
    ("12B41500196720244T", [3], ["数字（行政区划码）"]),
    ("12441500196720244t", [18], ["不允许的字符"]),
    ("124415001967202440", [18], ["校验码不符", "“T”", "“0”"]),
    ("12441500196720254T", [17, 18], ["组织机构代码的校验码不符"]),
]


@pytest.mark.parametrize(("code", "places", "phrases"), CREDIT_FLAWS)
def test_credit_code_flaws_say_where(code: str, places: list[int | None], phrases: list[str]) -> None:
    flaws = credit_code_flaws(code)
    assert [flaw.position for flaw in flaws] == places
    told = " ".join(map(str, flaws))
    assert all(phrase in told for phrase in phrases)


def test_the_parts_of_a_credit_code() -> None:
    code = CreditCode("11370800MB28559184")
    parts = (code.authority, code.category, code.region, code.organisation)
    assert parts == ("1", "11", "370800", "MB2855918")


@pytest.mark.parametrize("category", ["N2", "A1", "Y1"])
def test_letters_in_front_are_lawful(category: str) -> None:
    code = make_credit_code(category, "431121", "MF000001")
    assert credit_code_flaws(str(code)) == ()


@given(credit_codes)
def test_credit_codes_round_trip(code: CreditCode) -> None:
    assert CreditCode(str(code)) == code
    assert make_credit_code(code.category, code.region, code.organisation[:8]) == code


@pytest.mark.parametrize(
    ("category", "region", "organisation"),
    [("1", "441500", "19672024"), ("12", "44150X", "19672024"), ("12", "441500", "1967202I"), ("", "", "")],
)
def test_a_credit_code_is_not_made_of_wrong_parts(category: str, region: str, organisation: str) -> None:
    with pytest.raises(BadIdentifier, match=r"统一社会信用代码|组织机构代码"):
        make_credit_code(category, region, organisation)


def test_an_organisation_code_by_itself() -> None:
    assert make_organisation_code("19672024") == "196720244"
    assert [str(flaw) for flaw in organisation_code_flaws("196720245")] == [
        "第 9 位：组织机构代码的校验码不符，应为“4”，实为“5”"
    ]
    assert str(organisation_code_flaws("19")[0]) == "整体：长度不对，应为9 位，实为2 位"


def test_the_parts_of_an_identity_number() -> None:
    number = make_personal_number("431122", date(2001, 2, 3), "018")
    assert (number.region, number.born_on, number.order) == ("431122", date(2001, 2, 3), "018")
    assert number.sex is Sex.FEMALE
    assert make_personal_number("431122", date(2001, 2, 3), "017").sex is Sex.MALE
    assert not number.is_old_form
    assert number.current is number
    assert repr(number) == f"PersonalNumber('431122***********{number.text[-1]}')"


@pytest.mark.parametrize(
    ("old", "born_on"), [("431122900203018", date(1990, 2, 3)), ("431122900203998", date(1890, 2, 3))]
)
def test_fifteen_digits_are_the_old_form(old: str, born_on: date) -> None:
    number = PersonalNumber(old)
    assert number.is_old_form
    assert number.born_on == born_on
    assert len(str(number.current)) == 18
    assert (number.current.born_on, number.current.order) == (born_on, number.order)


PERSONAL_FLAWS = [
    ("4311229002030", [None], "15 位"),
    ("43112290020301X", [15], "“X”"),
    ("431122900230018", [7], "不存在的日期"),
    ("43112220010229001A", [7, 18], "数字或 X"),
    ("43112220010228001A", [18], "数字或 X"),
]


@pytest.mark.parametrize(("number", "places", "phrase"), PERSONAL_FLAWS)
def test_identity_number_flaws_say_where(number: str, places: list[int | None], phrase: str) -> None:
    flaws = personal_number_flaws(number)
    assert [flaw.position for flaw in flaws] == places
    assert phrase in " ".join(map(str, flaws))


def test_a_refused_identity_number_is_not_repeated() -> None:
    with pytest.raises(BadIdentifier) as refused:
        PersonalNumber("431122200102290010")
    assert "20010229" not in str(refused.value)


@given(personal_numbers)
def test_identity_numbers_round_trip(number: PersonalNumber) -> None:
    assert PersonalNumber(str(number)) == number
    assert make_personal_number(number.region, number.born_on, number.order) == number


@given(personal_numbers)
def test_masking_hides_birth_and_order(number: PersonalNumber) -> None:
    hidden = mask(number.text)
    assert len(hidden) == 18
    assert hidden[6:17] == "*" * 11


def test_what_is_too_short_to_hide_stays() -> None:
    assert mask("431122") == "431122"


LICENCE_FLAWS = [
    (LICENCE, None, ""),
    ("1.2.156.3006." + LICENCE[13:], 1, "根节点"),
    (LICENCE + ".1", None, "段数不对"),
    (LICENCE.replace(".001.", ".01."), 66, "版本号的长度不对"),
    (LICENCE.replace(".20240001.", ".."), 57, "流水号为空"),
    (LICENCE.replace(".20240001.", ".2024_001."), 61, "“_”"),
    (LICENCE[:-1] + "0", 70, "校验位不符"),
]


@pytest.mark.parametrize(("text", "place", "phrase"), LICENCE_FLAWS)
def test_licence_flaws_say_where(text: str, place: int | None, phrase: str) -> None:
    flaws = licence_id_flaws(text)
    assert [flaw.position for flaw in flaws] == ([place] if phrase else [])
    assert phrase in "".join(map(str, flaws))


@given(licence_ids)
def test_licences_round_trip(licence: LicenceId) -> None:
    assert LicenceId(str(licence)) == licence
    parts = (licence.type_code, licence.issuer, licence.serial, licence.version)
    assert parts == tuple(own for _, own in licence_parts(licence.text)[:4])


def test_the_parts_of_two_published_item_codes() -> None:
    item, other = ItemCode(ITEM), ItemCode(SHANDONG)
    basic = item.basic
    assert (basic.province, basic.kind, basic.main_item, basic.sub_item) == ("44", "21", "99806", "003")
    assert (str(item.body), item.level) == (CREDIT, "3")
    assert (other.basic.province, other.basic.kind) == ("37", "01")
    assert make_item_code(item.body, item.level, BasicCode("442199806003")) == item


def test_a_way_of_handling() -> None:
    code = HandlingCode(ITEM + "02")
    assert (code.item, code.number, str(code)) == (ItemCode(ITEM), "02", ITEM + "02")
    assert [flaw.position for flaw in handling_code_flaws(ITEM + "0X")] == [33]


CASE_FLAWS = [
    (ITEM + "202409300001", []),
    (ITEM + "202402300001", [32]),
    (ITEM + "2024023O0001", [39]),
    (ITEM + "202409300000", [40]),
    (ITEM + "20240930000X", [43]),
    (ITEM[:17] + "0" + ITEM[18:] + "202409300001", [18]),
    (ITEM, [None]),
]


@pytest.mark.parametrize(("text", "places"), CASE_FLAWS)
def test_case_number_flaws_say_where(text: str, places: list[int | None]) -> None:
    assert [flaw.position for flaw in case_number_flaws(text)] == places


@given(item_codes, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 9999))
def test_case_numbers_round_trip(item: ItemCode, on: date, serial: int) -> None:
    number = make_case_number(item, on, serial)
    assert CaseNumber(str(number)) == number
    assert (number.item, number.on, number.serial) == (item, on, serial)


def test_the_next_case_number() -> None:
    item, other, day = ItemCode(ITEM), ItemCode(SHANDONG), date(2024, 9, 30)
    first = next_case_number(item, day)
    assert str(first) == ITEM + "202409300001"
    assert next_case_number(item, day, first).serial == 2
    assert next_case_number(other, day, first).serial == 1
    assert next_case_number(item, date(2024, 10, 8), first).serial == 1


def test_serials_that_are_used_up_are_refused_and_not_begun_anew() -> None:
    last = make_case_number(ItemCode(ITEM), date(2024, 9, 30), 9999)
    with pytest.raises(BadIdentifier, match="流水号用尽"):
        next_case_number(last.item, last.on, last)
    with pytest.raises(BadIdentifier, match="流水号不对"):
        make_case_number(last.item, last.on, 0)
    with pytest.raises(BadIdentifier, match="早于已编的号"):
        next_case_number(last.item, date(2024, 9, 29), last)
