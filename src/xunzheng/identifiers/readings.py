"""Readings of the codes of organisations, persons and licences."""

from __future__ import annotations

from datetime import date

from xunzheng.identifiers.characters import CREDIT, DIGITS, LETTERS_AND_DIGITS
from xunzheng.identifiers.check_characters import (
    credit_check,
    licence_check,
    organisation_check,
    personal_check,
)
from xunzheng.identifiers.code_forms import CREDIT_AUTHORITY, CREDIT_CATEGORY
from xunzheng.identifiers.credit_code import (
    CREDIT_CODE,
    ORGANISATION_CODE,
    credit_code_flaws,
    organisation_code_flaws,
)
from xunzheng.identifiers.flaw import Flaw
from xunzheng.identifiers.licence_id import LICENCE_ID, ROOT, licence_id_flaws, licence_parts
from xunzheng.identifiers.personal_number import (
    CENTURIES,
    PERSONAL_NUMBER,
    birth_of,
    order_of,
    personal_number_flaws,
)
from xunzheng.identifiers.reading import CheckCharacter, Part, Reading
from xunzheng.identifiers.tables import Tables

PERSONAL_KIND = "personal-number"
# Few random digits have a birth date there: it tells more than both checks of a credit code.
_BIRTH_SUPPORT = 4


def credit_reading(text: str, tables: Tables, on: date) -> Reading | None:
    """As a unified social credit code; None where it does not have eighteen characters."""
    if len(text) != 18:
        return None
    parts = credit_parts(text, tables, on)
    checks = credit_checks(text)
    remarks = () if parts[2].meaning else (f"行政区划代码 {text[2:8]} 不在代码表内，请核对。",)
    return Reading(
        "credit-code",
        CREDIT_CODE,
        text,
        parts,
        checks,
        credit_code_flaws(text),
        remarks,
        support_of(parts, checks),
    )


def credit_parts(text: str, tables: Tables, on: date) -> tuple[Part, ...]:
    """The five parts of a credit code."""
    return (
        Part("登记管理部门", text[0], tables.forms.meaning(CREDIT_AUTHORITY, text[0])),
        Part("机构类别", text[1], tables.forms.meaning(CREDIT_CATEGORY, text[:2])),
        Part("登记管理机关行政区划", text[2:8], tables.region(text[2:8], on)),
        Part("主体标识码（组织机构代码）", text[8:17]),
        Part("校验码", text[17]),
    )


def credit_checks(text: str) -> tuple[CheckCharacter, ...]:
    """Both check characters of a credit code; none where it has characters that cannot be counted."""
    if any(letter not in CREDIT for letter in text[:17]):
        return ()
    return (
        CheckCharacter("组织机构代码校验码", 17, text[16], organisation_check(text[8:16])),
        CheckCharacter("校验码", 18, text[17], credit_check(text[:17])),
    )


def organisation_reading(text: str, _tables: Tables, _on: date) -> Reading | None:
    """As an organisation code of nine characters, a hyphen before the last or none."""
    code = text[:8] + text[9:] if len(text) == 10 and text[8] == "-" else text
    if len(code) != 9:
        return None
    flaws = organisation_code_flaws(code)
    countable = all(letter in LETTERS_AND_DIGITS for letter in code)
    checks = (CheckCharacter("校验码", 9, code[8], organisation_check(code[:8])),) if countable else ()
    parts = (Part("本体代码", code[:8]), Part("校验码", code[8]))
    return Reading(
        "organisation-code", ORGANISATION_CODE, code, parts, checks, flaws, (), support_of(parts, checks)
    )


def personal_reading(text: str, tables: Tables, on: date) -> Reading | None:
    """As an identity number of eighteen or fifteen characters."""
    if len(text) not in (18, 15) or _is_of_no_century(text):
        return None
    flaws = (*personal_number_flaws(text), *_beyond_the_number(text, tables, on))
    countable = len(text) == 18 and all(digit in DIGITS for digit in text[:17])
    checks = (CheckCharacter("校验码", 18, text[17], personal_check(text[:17])),) if countable else ()
    parts = _personal_parts(text, tables, on)
    return Reading(
        PERSONAL_KIND,
        PERSONAL_NUMBER,
        text,
        parts,
        checks,
        flaws,
        _personal_remarks(text, tables),
        support_of(parts, checks) + _BIRTH_SUPPORT * (birth_of(text) is not None),
    )


def licence_reading(text: str, tables: Tables, on: date) -> Reading | None:
    """As the identifier of an electronic licence; None where it does not begin as one."""
    if not text.startswith(ROOT + "."):
        return None
    flaws = licence_id_flaws(text)
    named = licence_parts(text)
    parts = (Part("根节点", ROOT), *(Part(name, own) for name, own in named))
    body = "".join(own for _, own in named[:4])
    countable = len(named) == 5 and body and all(letter in LETTERS_AND_DIGITS for letter in body)
    checks = (CheckCharacter("校验位", len(text), named[4][1], licence_check(body)),) if countable else ()
    remarks = _issuer_remarks(named[1][1]) if len(named) > 1 else ()
    return Reading(
        "licence-id", LICENCE_ID, text, parts, checks, flaws, remarks, 1 + support_of(parts, checks)
    )


def support_of(parts: tuple[Part, ...], checks: tuple[CheckCharacter, ...]) -> int:
    """Two for each check that holds, one for each part that means something."""
    return 2 * sum(check.holds for check in checks) + sum(bool(part.meaning) for part in parts)


def _beyond_the_number(text: str, tables: Tables, on: date) -> tuple[Flaw, ...]:
    """What the number alone does not tell: a province that there never was, a birth that is still to come."""
    found: list[Flaw] = []
    if not tables.regions.names(text[:2] + "0000"):
        found.append(Flaw(1, "没有这个省级代码", "GB/T 2260 的省级代码", f"“{text[:2]}”"))
    born_on = birth_of(text)
    if born_on is not None and born_on > on:
        found.append(Flaw(7, "出生日期还没有到", f"不晚于 {on.isoformat()}", "更晚的日期"))
    return tuple(found)


def _is_of_no_century(text: str) -> bool:
    """Whether eighteen characters have the digits of a year in which nobody was born who has a number."""
    century = text[6:8]
    return len(text) == 18 and century.isdigit() and century not in CENTURIES


def _personal_parts(text: str, tables: Tables, on: date) -> tuple[Part, ...]:
    born_on, order = birth_of(text), order_of(text)
    sex = ("女", "男")[DIGITS.index(order[-1]) % 2] if order[-1] in DIGITS else ""
    named_on = max(tables.first_day(text[:6]), born_on or on)
    parts = (
        Part("行政区划", text[:6], tables.region(text[:6], named_on)),
        Part("出生日期", text[6:-3] if len(text) == 15 else text[6:14], _day(born_on), True),
        Part("顺序码", order, sex, True),
    )
    return parts if len(text) == 15 else (*parts, Part("校验码", text[17]))


def _personal_remarks(text: str, tables: Tables) -> tuple[str, ...]:
    remarks = []
    if len(text) == 15:
        remarks.append("这是 15 位旧号码，已停用；现行号码为 18 位。")
    names = tables.regions.names(text[:6])
    born_on = birth_of(text)
    if not names:
        remarks.append(f"行政区划代码 {text[:6]} 不在代码表内，请核对。")
    elif born_on is not None and names[-1].valid_to is not None and names[-1].valid_to <= born_on:
        remarks.append(f"行政区划代码 {text[:6]} 在出生时已停用，请核对。")
    return tuple(remarks)


def _issuer_remarks(issuer: str) -> tuple[str, ...]:
    """An issuer of eighteen characters is meant for a credit code; other bodies have codes of their own."""
    wrong = credit_code_flaws(issuer) if len(issuer) == 18 else ()
    return tuple(f"颁发机构代码不是成立的统一社会信用代码（{flaw}）。" for flaw in wrong[:1])


def _day(day: date | None) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else ""
