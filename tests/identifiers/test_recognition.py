"""What a text is taken for: the readings, the most certain first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.identifiers.made import FORMS, REGIONS, TABLES, TODAY, personal_numbers
from xunzheng.identifiers.characters import fold
from xunzheng.identifiers.code_forms import CodeForm, CodeForms, FormPart, PartKind
from xunzheng.identifiers.credit_code import credit_code_flaws, make_credit_code
from xunzheng.identifiers.personal_number import PersonalNumber, make_personal_number
from xunzheng.identifiers.recognition import recognise
from xunzheng.identifiers.tables import Tables

CREDIT = "12441500196720244T"
ITEM = CREDIT + "3442199806003"
LICENCE = "1.2.156.3005.2.114315000063850000001.114315000063850000.20240001.001.F"
PERSON = str(make_personal_number("431122", date(2001, 2, 3), "018"))
RECOGNISED = [
    # written, the kinds of its readings that hold
    (CREDIT, ["credit-code", "weak"]),
    (ITEM, ["item-code"]),
    (ITEM + "01", ["handling-code"]),
    (ITEM + "202409300001", ["case-number"]),
    ("370117002000", ["basic-code"]),
    ("000117002011", ["basic-code"]),
    ("19672024-4", ["organisation-code"]),
    ("196720244", ["organisation-code"]),
    ("4311020101000001", ["component"]),
    ("431102013001001", ["grid"]),
    ("431122900203018", ["personal-number", "grid"]),
    (PERSON, ["personal-number", "weak"]),
    ("A" * 24, ["old-item"]),
    (f"20240930-{CREDIT}-3", ["dashed"]),
    (LICENCE, ["licence-id"]),
    ("431102", ["region-code"]),
    ("４３１１０２", ["region-code"]),
    ("991102", []),
    ("43110A", []),
    ("", []),
    ("  ", []),
    ("hello", []),
    ("你" * 18, []),
    ("1" * 500, []),
]


@pytest.mark.parametrize(("written", "kinds"), RECOGNISED, ids=lambda value: str(value)[:24])
def test_a_text_is_recognised(written: str, kinds: list[str]) -> None:
    assert [reading.kind for reading in recognise(written, TABLES, TODAY)] == kinds


FLAWED = [
    # written, kind of the first reading, what it says
    ("124415001967202440", "credit-code", "第 18 位：校验码不符，应为“T”，实为“0”"),
    (CREDIT[:17] + "0" + ITEM[18:], "item-code", "第 18 位：校验码不符"),
    ("196720245", "organisation-code", "第 9 位"),
    ("431121", "region-code", "整体：这一天不在用，应为2026-01-01 在用的代码，实为“431121”"),
    ("439999", "region-code", "整体：代码表内没有这个代码"),
    (PERSON[:17] + ("1" if PERSON[17] != "1" else "2"), "personal-number", "第 18 位：校验码不符"),
    (str(make_personal_number("431122", date(2026, 2, 3), "018")), "personal-number", "还没有到"),
    (str(make_personal_number("991122", date(2001, 2, 3), "018")), "personal-number", "没有这个省级代码"),
    (LICENCE[:-1] + "0", "licence-id", "校验位不符"),
    ("1.2.156.3005.2.1", "licence-id", "段数不对"),
    (f"20240230-{CREDIT}-3", "dashed", "第 1 位：日期不存在"),
    (f"20240930-{CREDIT}x3", "dashed", "第 28 位：缺少分隔符"),
    (f"20240930-{CREDIT[:-1]}0-3", "dashed", "第 27 位：校验码不符"),
    ("431102010100000X", "component", "第 16 位"),
]


@pytest.mark.parametrize(("written", "kind", "told"), FLAWED, ids=lambda value: str(value)[:24])
def test_what_is_wrong_is_said(written: str, kind: str, told: str) -> None:
    readings = recognise(written, TABLES, TODAY)
    flawed = [reading for reading in readings if not reading.holds]
    assert flawed[0].kind == kind
    assert told in " ".join(map(str, flawed[0].flaws))


REMARKED = [
    ("12441500196720244t", "第 18 位是小写字母"),
    ("１２441500196720244T", "第 1、2 位是全角字符"),
    ("124415 00196720244T", "空格"),
    (str(make_credit_code("12", "999999", "19672024")), "999999 不在代码表内"),
    ("431122900203018", "15 位旧号码"),
    ("431122900203018", "431122 不在代码表内"),
    (str(make_personal_number("432999", date(2001, 2, 3), "018")), "出生时已停用"),
    ("442199806003", "地方扩展"),
    (LICENCE, "颁发机构代码不是成立的统一社会信用代码"),
]


@pytest.mark.parametrize(("written", "remark"), REMARKED)
def test_what_is_odd_is_remarked(written: str, remark: str) -> None:
    assert remark in " ".join(recognise(written, TABLES, TODAY)[0].remarks)


def test_an_issuer_that_is_a_credit_code_needs_no_remark() -> None:
    from xunzheng.identifiers.licence_id import make_licence_id

    text = str(make_licence_id(CREDIT + "001", CREDIT, "1", "001"))
    assert recognise(text, TABLES, TODAY)[0].remarks == ()


def test_the_parts_have_their_meanings() -> None:
    parts = recognise(ITEM + "202409300001", TABLES, TODAY)[0].parts
    told = {part.name: (part.text, part.meaning) for part in parts}
    assert told["行使层级"] == ("3", "市级")
    assert told["机构类别"] == ("2", "事业单位")
    assert told["流水号"] == ("0001", "")


def test_who_is_born_today_is_born() -> None:
    assert recognise(str(make_personal_number("431102", TODAY, "018")), TABLES, TODAY)[0].holds


def test_a_flaw_of_another_reading_does_not_quote_a_person() -> None:
    """Read as a credit code it would say which digit stands seventeenth."""
    mistyped = PERSON[:17] + ("1" if PERSON[17] != "1" else "2")
    assert "credit-code" in [
        one.kind for one in recognise(mistyped, Tables(REGIONS, CodeForms()), TODAY, in_full=True)
    ]
    kinds = [one.kind for one in recognise(mistyped, Tables(REGIONS, CodeForms()), TODAY)]
    assert kinds == ["personal-number"]


def test_a_person_is_shown_in_full_only_when_asked() -> None:
    hidden = recognise(PERSON, TABLES, TODAY)
    shown = recognise(PERSON, TABLES, TODAY, in_full=True)[0]
    assert all(reading.is_masked for reading in hidden)
    assert [part.meaning for part in shown.parts[1:3]] == ["2001 年 2 月 3 日", "女"]
    assert shown.text == PERSON


@given(personal_numbers, st.integers(0, 17), st.sampled_from("0123456789XLO"))
def test_a_persons_digits_are_never_shown_even_when_mistyped(
    number: PersonalNumber, place: int, typed: str
) -> None:
    text = number.text[:place] + typed + number.text[place + 1 :]
    readings = recognise(text, TABLES, date(2100, 1, 1))
    for reading in readings:
        if reading.kind == "personal-number" or reading.is_masked:
            assert text[6:17] not in str(reading)
            assert text[8:14] not in str(reading)


@given(personal_numbers)
def test_a_made_number_is_recognised_as_a_persons(number: PersonalNumber) -> None:
    readings = recognise(str(number), TABLES, date(2100, 1, 1))
    assert readings[0].kind == "personal-number"
    assert readings[0].holds


def test_a_persons_number_goes_before_a_credit_code_that_holds_by_chance() -> None:
    chance = _both_hold()
    assert [reading.kind for reading in recognise(chance, TABLES, TODAY)][:2] == [
        "personal-number",
        "credit-code",
    ]


def _both_hold() -> str:
    """The first made number of the region and day whose digits are a credit code too."""
    days = (date(2001, 1, 1) + timedelta(days=day) for day in range(360))
    made = (str(make_personal_number("431102", day, f"{order:03}")) for day in days for order in range(1000))
    return next(number for number in made if not credit_code_flaws(number))


@given(st.text(max_size=200))
def test_any_text_is_read_or_not_without_failing(text: str) -> None:
    recognise(text, TABLES, TODAY)


@given(st.text(st.sampled_from("0123456789ABCXZ.-"), min_size=9, max_size=43))
def test_likely_texts_are_read_or_not_without_failing(text: str) -> None:
    for reading in recognise(text, TABLES, TODAY):
        assert reading.holds is (not reading.flaws)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(
    st.lists(st.text(st.sampled_from("0123456789ABC"), min_size=1, max_size=9), min_size=1, max_size=5),
    st.sampled_from(["", "-", "."]),
)
def test_a_form_splits_what_it_joined(texts: list[str], separator: str) -> None:
    parts = tuple(FormPart(f"第{n}段", len(text), PartKind.CHARACTERS) for n, text in enumerate(texts))
    form = CodeForm("any", "任意", parts, separator)
    joined = form.join(tuple(texts))
    assert len(joined) == form.length
    assert [own for _, _, own in form.split(joined)] == texts
    assert form.flaws(joined) == ()


def test_a_list_that_is_not_there_has_no_meanings() -> None:
    assert FORMS.meaning(None, "3") == FORMS.meaning("none", "3") == ""
