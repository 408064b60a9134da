"""Readings of the national codes of items, of the ways they are handled, and of cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xunzheng.identifiers.code_forms import ITEM_KIND, ITEM_LEVEL
from xunzheng.identifiers.flaw import Flaw
from xunzheng.identifiers.item_code import (
    BASIC_CODE,
    CASE_NUMBER,
    HANDLING_CODE,
    ITEM_CODE,
    basic_code_flaws,
    case_number_flaws,
    handling_code_flaws,
    item_code_flaws,
)
from xunzheng.identifiers.reading import Part, Reading
from xunzheng.identifiers.readings import credit_checks, credit_parts, support_of
from xunzheng.identifiers.tables import Tables

_NATIONAL_LIST = "00"
_KINDS: dict[int, tuple[str, str, Callable[[str], tuple[Flaw, ...]]]] = {
    12: ("basic-code", BASIC_CODE, basic_code_flaws),
    31: ("item-code", ITEM_CODE, item_code_flaws),
    33: ("handling-code", HANDLING_CODE, handling_code_flaws),
    43: ("case-number", CASE_NUMBER, case_number_flaws),
}


def item_reading(text: str, tables: Tables, on: date) -> Reading | None:
    """As the code that has as many characters: 12, 31, 33 or 43; None where there is none."""
    if len(text) not in _KINDS:
        return None
    kind, title, find_flaws = _KINDS[len(text)]
    has_body = len(text) > 12
    basic = text[19:31] if has_body else text
    body = _body_parts(text, tables, on) if has_body else ()
    parts = (*body, *_basic_parts(basic, tables, on), *_tail_parts(text))
    checks = credit_checks(text[:18]) if has_body else ()
    flaws = find_flaws(text)
    return Reading(
        kind, title, text, parts, checks, flaws, _remarks(basic, tables), support_of(parts, checks)
    )


def _body_parts(text: str, tables: Tables, on: date) -> tuple[Part, ...]:
    level = Part("行使层级", text[18], tables.forms.meaning(ITEM_LEVEL, text[18]))
    return (*credit_parts(text[:18], tables, on), level)


def _basic_parts(basic: str, tables: Tables, on: date) -> tuple[Part, ...]:
    province, kind = basic[:2], basic[2:4]
    of = "国家目录" if province == _NATIONAL_LIST else tables.region(province + "0000", on)
    return (
        Part("省级代码", province, of),
        Part("事项类型", kind, tables.forms.meaning(ITEM_KIND, kind)),
        Part("主项编码", basic[4:9]),
        Part("子项编码", basic[9:], "没有子项" if basic[9:] == "000" else ""),
    )


def _tail_parts(text: str) -> tuple[Part, ...]:
    if len(text) == 33:
        return (Part("办理项序号", text[31:]),)
    if len(text) == 43:
        return (Part("编号日期", text[31:39]), Part("流水号", text[39:]))
    return ()


def _remarks(basic: str, tables: Tables) -> tuple[str, ...]:
    if tables.forms.meaning(ITEM_KIND, basic[2:4]):
        return ()
    return (f"事项类型 {basic[2:4]} 不在国家代码表内，可能是地方扩展。",)
