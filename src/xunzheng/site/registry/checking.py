"""Whether a row can stand in the registry: what must be filled, how long, and to what it refers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xunzheng.identifiers.credit_code import credit_code_flaws
from xunzheng.site.registry.kinds import CODE, KINDS, Column, Kind

_CODE_FORM = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
MOST_LEVELS: Final = 32

Lookup = Callable[[str, str, date], Mapping[str, str] | None]
"""The fields of a kind's code on a day; None where it is not valid."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken: the column, what was expected and found, and what to do."""

    column: str
    expected: str
    found: str
    advice: str

    def __str__(self) -> str:
        return f"{self.column}：应为{self.expected}；实为“{self.found}”。{self.advice}"


def faults_of(kind: Kind, code: str, fields: Mapping[str, str], on: date, lookup: Lookup) -> list[Fault]:
    """All that is wrong with the row of the code that is to hold from the day; empty where nothing is."""
    found = list(_code_faults(code))
    for column in kind.columns:
        found += _column_faults(column, fields.get(column.field, ""), on, lookup)
    if not found and fields.get("parent") and _goes_round(kind, code, fields["parent"], on, lookup):
        advice = "上级不能是自己，也不能是自己的下级。"
        found.append(Fault("上级编码", "不成圈的上级", fields["parent"], advice))
    return found


def _code_faults(code: str) -> Iterator[Fault]:
    if not code:
        yield Fault(CODE.heading, "必填", "空", "请填写编码。")
    elif not _CODE_FORM.fullmatch(code) or len(code) > CODE.most:
        expected = f"字母、数字、点、连字符，不超过 {CODE.most} 个字符"
        yield Fault(CODE.heading, expected, code[: CODE.most], "请改正编码。")


def _column_faults(column: Column, text: str, on: date, lookup: Lookup) -> Iterator[Fault]:
    if not text:
        if column.is_required:
            yield Fault(column.heading, "必填", "空", "请补上。")
    elif len(text) > column.most:
        yield Fault(column.heading, f"不超过 {column.most} 个字符", f"{len(text)} 个字符", "请缩短。")
    elif column.choices and text not in column.choices:
        yield Fault(column.heading, "、".join(column.choices) + "之一", text, "请改为其中之一。")
    elif column.field == "uscc":
        for flaw in credit_code_flaws(text)[:1]:
            yield Fault(column.heading, flaw.expected, f"{text}（{flaw.what}）", "请对照登记证书核对。")
    elif column.refers and lookup(column.refers, text, on) is None:
        title = KINDS[column.refers].title
        yield Fault(column.heading, f"{on} 有效的{title}编码", text, f"请先登记这个{title}，或改正编码。")


def _goes_round(kind: Kind, code: str, parent: str, on: date, lookup: Lookup) -> bool:
    for _ in range(MOST_LEVELS):
        if parent == code:
            return True
        above = lookup(kind.code, parent, on)
        if above is None or not above.get("parent"):
            return False
        parent = above["parent"]
    return True
