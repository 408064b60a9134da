"""The calendar of a place, out of the packs that hold there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.days import WorkingDays
from xunzheng.calendars.hours import HoursRule, OfficeHours
from xunzheng.calendars.notices import StatutoryHolidays, YearNotice
from xunzheng.rulebook.pack import RulePack
from xunzheng.rulebook.refusal import RulePackError

T = TypeVar("T", YearNotice, StatutoryHolidays, HoursRule)


def places_with_own(packs: Iterable[RulePack], places: Iterable[str]) -> tuple[str, ...]:
    """Those of the places that have holidays or office hours of their own, in the same order."""
    kinds = (YearNotice, StatutoryHolidays, HoursRule)
    own = {pack.header.basis.jurisdiction for pack in packs if isinstance(pack.content, kinds)}
    return tuple(place for place in places if place in own)


def calendar_of(packs: Sequence[RulePack], places: Sequence[str], provisional: Iterable[int]) -> Calendar:
    """The calendar of the first of the places; the others are those that it lies in, the narrowest first.

    The days of a narrower place are laid over those of a wider one, and its office hours go before them.
    Raises RulePackError where there are no office hours, or their zones differ.
    """
    notices = [content for place in reversed(places) for content in _of(packs, place, YearNotice)]
    statutory = [content for place in places for content in _of(packs, place, StatutoryHolidays)]
    rules = [content for place in places for content in _of(packs, place, HoursRule)]
    zones = {rule.zone for rule in rules}
    if len(zones) != 1:
        raise RulePackError(
            "办公时间的时区不是一个",
            where=f"办公时间，适用范围 {'、'.join(places) or '无'}",
            expected="至少一个办公时间规则包，时区相同",
            found="、".join(sorted(map(str, zones))) or "没有办公时间规则包",
            advice="请核对各包的 zone。",
        )
    days = WorkingDays(sorted(notices, key=lambda notice: notice.is_supplement), provisional, statutory)
    return Calendar(days, OfficeHours(rules), zones.pop())


def _of(packs: Sequence[RulePack], place: str, kind: type[T]) -> list[T]:
    """What the selectable packs of the place hold of that kind, the earliest first."""
    return [
        pack.content
        for pack in sorted(packs, key=lambda pack: pack.header.basis.valid_from or date.min)
        if pack.header.basis.jurisdiction == place and not pack.header.by_code_only
        if isinstance(pack.content, kind)
    ]
