"""Regions out of their pack: a line for each code and name, read only when somebody asks for a region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from xunzheng.identifiers.regions import NamedRegion, RegionChange, Regions
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.refusal import RulePackError

_CODE = re.compile(r"[1-9][0-9]{5}")
_YEAR = re.compile(r"[12][0-9]{3}")
_OPEN = "-"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RegionTable:
    """The text of a pack's regions; thousands of lines that most commands never need."""

    codes: str
    changes: str
    where: str

    def regions(self) -> Regions:
        """The record of regions, read once. Raises RulePackError with the line that is wrong."""
        return _regions(self)


def read_region_table(top: Fields, _header: Header) -> RegionTable:
    """The `[regions]` table: two texts, their lines still unread. Raises RulePackError."""
    table = top.table("regions")
    read = RegionTable(table.text("codes"), table.optional_text("changes") or "", table.where)
    table.close()
    return read


@lru_cache(maxsize=4)
def _regions(table: RegionTable) -> Regions:
    named = tuple(_lines(table.codes, f"{table.where} › codes", _named, "代码 起 止 名称"))
    changes = tuple(_lines(table.changes, f"{table.where} › changes", _change, "旧代码 新代码 年份"))
    _refuse_two_names(named, f"{table.where} › codes")
    return Regions(named, changes)


def _lines(text: str, where: str, read: Callable[[list[str]], T], form: str) -> Iterator[T]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield read(line.split())
        except ValueError as error:
            raise RulePackError(
                "写法不对",
                where=f"{where} 第 {number} 行",
                expected=form,
                found=line,
                advice="请照其他各行改正。",
            ) from error


def _named(fields: list[str]) -> NamedRegion:
    code, start, end, name = fields
    region = NamedRegion(_code(code), name, _start(start), _end(end))
    if region.valid_from and region.valid_to and region.valid_to <= region.valid_from:
        raise ValueError(fields)
    return region


def _change(fields: list[str]) -> RegionChange:
    old, new, year = fields
    if old == new or not _YEAR.fullmatch(year):
        raise ValueError(fields)
    return RegionChange(_code(old), _code(new), int(year))


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text


@lru_cache(maxsize=256)
def _start(text: str) -> date | None:
    if text == _OPEN:
        return None
    return date(int(text), 1, 1) if _YEAR.fullmatch(text) else date.fromisoformat(text)


@lru_cache(maxsize=256)
def _end(text: str) -> date | None:
    if text == _OPEN:
        return None
    return date(int(text) + 1, 1, 1) if _YEAR.fullmatch(text) else date.fromisoformat(text)


def _refuse_two_names(named: tuple[NamedRegion, ...], where: str) -> None:
    """One code bears one name on a day: the lines of a code stand in order and do not overlap."""
    last: dict[str, NamedRegion] = {}
    for region in named:
        before = last.get(region.code)
        if before is not None and (before.valid_to or date.max) > (region.valid_from or date.min):
            raise RulePackError(
                "同一代码同一天有两个名称",
                where=f"{where} › {region.code}",
                expected="前一行的止早于后一行的起，按先后排列",
                found=f"{before.name}、{region.name}",
                advice="请核对起止年份和次序。",
            )
        last[region.code] = region
