"""Check characters: published examples, and what each algorithm promises to catch."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_37_36

from tests.identifiers.made import credit_codes, licence_ids, personal_numbers
from xunzheng.identifiers.characters import CREDIT, DIGITS, LETTERS_AND_DIGITS
from xunzheng.identifiers.check_characters import (
    credit_check,
    licence_check,
    organisation_check,
    personal_check,
)
from xunzheng.identifiers.credit_code import CreditCode, make_credit_code
from xunzheng.identifiers.personal_number import PersonalNumber, make_personal_number

PUBLISHED = [
    # credit codes of public bodies
    "12441500196720244T",
    "11370800MB28559184",
    "91110000600037341L",
]


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_credit_codes_hold(code: str) -> None:
    assert credit_check(code[:17]) == code[17]
    assert organisation_check(code[8:16]) == code[16]


def test_the_example_of_the_identity_number_standard() -> None:
    """GB 11643 prints 11010519491231002X."""
    assert personal_check("11010519491231002") == "X"


@given(st.text(DIGITS, min_size=8, max_size=8), st.text(CREDIT, min_size=8, max_size=8))
def test_credit_codes_agree_with_stdnum_where_it_knows_them(head: str, organisation: str) -> None:
    code = str(make_credit_code(head[:2], head[2:], organisation))
    assert uscc.is_valid(code)


@given(st.dates(date(1996, 1, 1), date(2025, 12, 31)), st.integers(0, 999))
def test_identity_numbers_agree_with_stdnum(born_on: date, order: int) -> None:
    number = make_personal_number("431122", born_on, f"{order:03}")
    assert ric.is_valid(str(number))
    assert ric.get_birth_date(str(number)) == number.born_on == born_on


@given(st.text(LETTERS_AND_DIGITS, min_size=1, max_size=60))
def test_licence_check_agrees_with_stdnum(body: str) -> None:
    assert mod_37_36.calc_check_digit(body) == licence_check(body)


def _holds_credit(text: str) -> bool:
    return credit_check(text[:17]) == text[17]


def _holds_personal(text: str) -> bool:
    return personal_check(text[:17]) == text[17]


def _substituted(data: st.DataObject, text: str, alphabet: str, places: int) -> str:
    place = data.draw(st.integers(0, places - 1))
    other = data.draw(st.sampled_from([letter for letter in alphabet if letter != text[place]]))
    return text[:place] + other + text[place + 1 :]


def _transposed(data: st.DataObject, text: str, places: int) -> str:
    place = data.draw(st.integers(0, places - 2))
    assume(text[place] != text[place + 1])
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@given(st.data(), credit_codes)
def test_a_credit_code_with_one_wrong_character_or_two_exchanged_does_not_hold(
    data: st.DataObject, code: CreditCode
) -> None:
    assert not _holds_credit(_substituted(data, code.text, CREDIT, 18))
    assert not _holds_credit(_transposed(data, code.text, 18))


@given(st.data(), personal_numbers)
def test_an_identity_number_with_one_wrong_digit_or_two_exchanged_does_not_hold(
    data: st.DataObject, number: PersonalNumber
) -> None:
    assert not _holds_personal(_substituted(data, number.text, DIGITS, 17))
    assert not _holds_personal(_transposed(data, number.text, 17))


@given(st.data(), st.text(DIGITS, min_size=8, max_size=8))
def test_an_organisation_code_of_digits_catches_both_too(data: st.DataObject, body: str) -> None:
    check = organisation_check(body)
    assert organisation_check(_substituted(data, body, DIGITS, 8)) != check
    assert organisation_check(_transposed(data, body, 8)) != check


def test_an_organisation_code_does_not_tell_0_from_b() -> None:
    """As its docstring says: they differ by the modulus."""
    assert organisation_check("00000000") == organisation_check("B0000000")


@given(st.data(), licence_ids.map(str))
def test_a_licence_with_one_wrong_character_does_not_hold(data: st.DataObject, text: str) -> None:
    *_, types, issuer, serial, version, check = text.split(".")
    body = types + issuer + serial + version
    assert licence_check(_substituted(data, body, LETTERS_AND_DIGITS, len(body))) != check
