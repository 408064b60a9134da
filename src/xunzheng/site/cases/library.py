"""The processes, calendars and rules of clocks that the cases run by, out of the rule packs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Final

from django.conf import settings

from xunzheng import __version__
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.rules import ClockRule
from xunzheng.processes.definition import Definition
from xunzheng.refusal import Refusal
from xunzheng.rulebook.header import NATION, PackForm
from xunzheng.rulebook.shelf import Shelf, shelf_from

_NO_REGION: Final = ("", "000000")
_TIMING: Final = (PackForm.CALENDAR, PackForm.STATUTORY_HOLIDAYS, PackForm.HOURS, PackForm.CLOCKS)


class UnknownProcess(Refusal):
    """没有这个流程，或者没有它的这一版。"""


@dataclass(frozen=True, slots=True)
class Law:
    """What a case runs by: its process, the calendar of its place, the rules in force on its first day."""

    definition: Definition
    calendar: Calendar
    rules: Mapping[str, ClockRule]


class Library:
    """The processes by code and version, with the calendars and rules of their places.

    `provisional` are the years that are counted although no notice is out; all else past the notices is
    refused (`NoNotice`).
    """

    def __init__(
        self, shelf: Shelf, extra: Iterable[Definition] = (), provisional: Iterable[int] = ()
    ) -> None:
        self._shelf, self._provisional = shelf, frozenset(provisional)
        self._places: dict[str, Calendar] = {}
        self._rules: dict[tuple[str, date], Mapping[str, ClockRule]] = {}
        found = [pack.content for pack in shelf.packs if isinstance(pack.content, Definition)]
        self._definitions = {(each.code, each.version): each for each in (*found, *extra)}

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Every version of every process, by code and version."""
        return tuple(self._definitions[key] for key in sorted(self._definitions))

    def add(self, definition: Definition) -> None:
        """Put a process beside the others; one of the same code and version gives way."""
        self._definitions[definition.code, definition.version] = definition
        self.__dict__.pop("definitions", None)

    def definition(self, code: str, version: str) -> Definition:
        """That version of the process. Raises UnknownProcess."""
        found = self._definitions.get((code, version))
        if found is None:
            raise self._unknown(code, f"{code} 第 {version} 版")
        return found

    def in_force(self, code: str, on: date) -> Definition:
        """The version in which a case is opened on the day: the last that had come into force.

        Raises UnknownProcess.
        """
        holding = [
            each for each in self._definitions.values() if each.code == code and each.basis.holds_on(on)
        ]
        if not holding:
            raise self._unknown(code, f"{code}，{on.isoformat()}")
        return max(holding, key=lambda each: (each.basis.valid_from or date.min, each.version))

    def calendar(self, region: str) -> Calendar:
        """The working days and office hours of the region, of the nation where it is empty."""
        if region not in self._places:
            self._places[region] = self._shelf.calendar(_place(region), self._provisional)
        return self._places[region]

    def rules(self, region: str, on: date) -> Mapping[str, ClockRule]:
        """The rules of clocks in force in the region on the day."""
        if (region, on) not in self._rules:
            self._rules[region, on] = self._shelf.clock_rules(on, _place(region))
        return self._rules[region, on]

    def law(self, code: str, version: str, region: str, opened_at: datetime) -> Law:
        """What the case of that process, version, place and opening runs by. Raises UnknownProcess."""
        calendar = self.calendar(region)
        on = calendar.day_of(opened_at)
        return Law(self.definition(code, version), calendar, self.rules(region, on))

    def law_on(self, code: str, region: str, now: datetime) -> Law:
        """What a case that is opened now runs by. Raises UnknownProcess."""
        calendar = self.calendar(region)
        on = calendar.day_of(now)
        return Law(self.in_force(code, on), calendar, self.rules(region, on))

    @cached_property
    def digest(self) -> str:
        """Of all by which moments are reckoned: packs of calendars, hours and clocks, provisional years, and
        the version of the program, which a mended reckoning raises.
        """
        packs = [pack for pack in self._shelf.packs if pack.header.form in _TIMING]
        contents = [_told([pack.header, pack.content]) for pack in packs]
        told = [__version__, sorted(self._provisional), contents]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def _unknown(self, code: str, found: str) -> UnknownProcess:
        known = sorted({f"{each.code} 第 {each.version} 版" for each in self.definitions})
        return UnknownProcess(
            "没有这个流程",
            where=f"流程“{code[:40]}”",
            expected="、".join(known) or "至少一个流程规则包",
            found=found,
            advice="请核对流程的编码和日期，或另加一个规则包。",
        )


@cache
def library() -> Library:
    """The library of the packs that come with the program, and of the site's own beside them.

    Raises RulePackError, AmbiguousPack where the site's own cannot be used.
    """
    return Library(shelf_from(settings.PACKS_DIR), provisional=settings.PROVISIONAL_YEARS)


def _told(value: object) -> object:
    """What a record of a pack says, the same in every process."""
    if is_dataclass(value):
        return [type(value).__name__, *(_told(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, Mapping):
        return sorted(([str(key), _told(each)] for key, each in value.items()), key=str)
    if isinstance(value, Set):
        return sorted(map(_told, value), key=str)
    return [_told(each) for each in value] if isinstance(value, (tuple, list)) else str(value)


def _place(region: str) -> str:
    """The jurisdiction of a region: townships and villages belong to their county."""
    return NATION if region in _NO_REGION else region[:6]
