"""Rules, due moments, working days and identifiers for programs: the same answers as the command line's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Body, Path, Query, Router, Schema
from ninja.params.functions import Query as Param
from pydantic import Field

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Extension, Pause
from xunzheng.calendars.days import Day as CalendarDay
from xunzheng.calendars.days import DayKind
from xunzheng.calendars.explanation import explain
from xunzheng.calendars.explanation_json import rule_to_json
from xunzheng.calendars.rules import ClockRule, Length, Unit
from xunzheng.identifiers.reading import Reading
from xunzheng.identifiers.recognition import recognise
from xunzheng.identifiers.tables import Tables
from xunzheng.rulebook import Shelf, standard_shelf
from xunzheng.rulebook.clock_catalogue import every_rule
from xunzheng.rulebook.header import NATION, jurisdictions_above
from xunzheng.rulebook.identifier_tables import tables_from
from xunzheng.rulebook.refusal import UnknownCode
from xunzheng.site.api.asking import asking
from xunzheng.site.api.kinds_of_text import Day, Line, Moment, Sent
from xunzheng.site.api.law_shown import Explained, RuleShown, explained
from xunzheng.site.api.problems import Fault, Problem
from xunzheng.site.cases.reach import day_of

ROUTER: Final = Router(tags=["时限与编码 Law"])
FURTHEST: Final = 10
_FROM: Final = Param(..., alias="from", description="不计入 not counted")
_TO: Final = Param(..., alias="to", description="计入 counted")
RuleCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$")]
Region = Annotated[Line, Field(min_length=1, description="区划代码或名称 a region by code or name")]


class RuleQuery(Schema):
    """Which rules: with all the words, in force on a day, at a place."""

    q: Line = ""
    on: Day | None = None
    region: Region | None = None


class PauseAsked(Sent):
    """A time that does not count; without `end` it has not ended yet."""

    start: Moment
    end: Moment | None = None
    ground: Annotated[Line, Field(min_length=1)]
    approver: Line = ""


class LengthAsked(Sent):
    """A length of time: so many of a unit."""

    amount: Annotated[int, Field(ge=1, le=10_000)]
    unit: Annotated[Unit, Field(strict=False)]


class DueAsked(Sent):
    """Until when something must be done: the rule, since when, and what happened meanwhile.

    `on` chooses the rule, the start day if there is none. `ends` is the event ahead of which it must be done.
    With `provisional`, years without a notice are counted by weekends and fixed holidays.
    """

    rule: RuleCode
    start: Moment
    now: Moment | None = None
    pauses: Annotated[list[PauseAsked], Field(max_length=100)] = Field(default_factory=list)
    extend: Annotated[int, Field(ge=1, le=10_000)] | None = None
    promised: LengthAsked | None = None
    ends: Moment | None = None
    stopped: Moment | None = None
    on: Day | None = None
    region: Region | None = None
    explain: bool = False
    provisional: bool = False


class NoticeShown(Schema):
    """The notice by which days are free or worked."""

    title: str
    number: str | None
    verified: bool


class StretchShown(Schema):
    """Consecutive days of one kind."""

    first: date
    last: date
    name: str
    provisional: bool
    notice: NoticeShown


class Workdays(Schema):
    """The working days d with from < d <= to, and which days were free or made up."""

    after: date
    until: date
    jurisdiction: str
    working_days: int
    calendar_days: int
    provisional: bool
    holidays: list[StretchShown]
    make_up_days: list[StretchShown]


class IdentifierAsked(Sent):
    """A code; it stands in the body, since it may be a person's number."""

    code: Annotated[str, Field(min_length=1, max_length=480)]
    on: Day | None = None


class PartShown(Schema):
    """A part of an identifier and what it means."""

    name: str
    text: str
    meaning: str


class CheckShown(Schema):
    """A check character."""

    name: str
    position: int
    found: str
    expected: str
    holds: bool


class FlawShown(Schema):
    """What is wrong with an identifier, by position."""

    position: int | None
    what: str
    expected: str
    found: str


class ReadingShown(Schema):
    """What an identifier is taken for; what could be a person's number is masked."""

    kind: str
    title: str
    text: str
    holds: bool
    masked: bool
    parts: list[PartShown]
    checks: list[CheckShown]
    flaws: list[FlawShown]
    remarks: list[str]


class Readings(Schema):
    """Every reading, the most certain first; none where nothing recognises it."""

    on: date
    readings: list[ReadingShown]


@ROUTER.get(
    "/rules",
    response=list[RuleShown],
    url_name="rules",
    operation_id="listRules",
    summary="时限规则 The rules",
)
def rules(request: HttpRequest, query: Query[RuleQuery]) -> list[dict[str, Any]]:
    """The catalogue of clocks: all, or those with all the words in code, title, law, number or article."""
    shelf = standard_shelf()
    places = jurisdictions_above(_region(shelf, query.region)) if query.region else None
    found = [rule for rule in every_rule(shelf.packs) if _holds(rule, query.on, places)]
    words = query.q.upper().split()
    return [dict(rule_to_json(rule)) for rule in found if all(word in _searched(rule) for word in words)]


@ROUTER.get(
    "/rules/{code}",
    response=RuleShown,
    url_name="rule",
    operation_id="showRule",
    summary="一条时限规则 One rule",
)
def rule(
    request: HttpRequest,
    code: Path[RuleCode],
    on: Query[Day | None] = None,
    region: Query[Region | None] = None,
) -> dict[str, Any]:
    """The rule of that code in force on the day (today if none is given) at the place."""
    shelf, day = standard_shelf(), on or day_of(asking(request).now)
    place = _region(shelf, region)
    try:
        return dict(rule_to_json(shelf.clock_rule(code.upper(), day, place)))
    except UnknownCode as unknown:
        raise Problem("missing", str(unknown)) from None


@ROUTER.post(
    "/due", response=Explained, url_name="due", operation_id="computeDue", summary="计算截止时间 Until when"
)
def due(request: HttpRequest, asked_for: Body[DueAsked]) -> dict[str, Any]:
    """Until when it must be done, where the clock stands, and with `explain` each day with its reason."""
    shelf = standard_shelf()
    place = _region(shelf, asked_for.region)
    zone = shelf.calendar(place).zone
    start = _local(asked_for.start, zone)
    found = shelf.clock_rule(asked_for.rule.upper(), asked_for.on or start.astimezone(zone).date(), place)
    now = asking(request).now.astimezone(zone) if asked_for.now is None else _local(asked_for.now, zone)
    calendar = _calendar(shelf, place, start.year, asked_for.provisional)
    return explained(explain(_clock(asked_for, found, zone), calendar, now), has_lines=asked_for.explain)


@ROUTER.get(
    "/workdays",
    response=Workdays,
    url_name="workdays",
    operation_id="countWorkdays",
    summary="工作日 Working days",
)
def workdays(
    request: HttpRequest,
    after: Day = _FROM,
    until: Day = _TO,
    region: Query[Region | None] = None,
    provisional: Query[bool] = False,
) -> Workdays:
    """The working days after `from` until `to`, and the days that were free or made up, with notices."""
    if until < after:
        raise Problem("invalid", errors=[Fault("query.to", "order", "末日早于起算日。")])
    shelf = standard_shelf()
    place = _region(shelf, region)
    working = _calendar(shelf, place, until.year, provisional).days
    days = tuple(working.between(after, until))
    return Workdays(
        after=after, until=until, jurisdiction=place, working_days=working.count(after, until),
        calendar_days=len(days), provisional=any(day.provisional for day in days),
        holidays=_stretches(days, DayKind.HOLIDAY), make_up_days=_stretches(days, DayKind.MAKE_UP),
    )  # fmt: skip


@ROUTER.post(
    "/identifiers",
    response=Readings,
    url_name="identifiers",
    operation_id="readIdentifier",
    summary="这是什么编码 What a code is",
)
def identifiers(request: HttpRequest, asked_for: Body[IdentifierAsked]) -> Readings:
    """What kind of identifier it is, its parts, whether its check characters hold, what is wrong where."""
    on = asked_for.on or day_of(asking(request).now)
    return Readings(on=on, readings=[_reading(each) for each in recognise(asked_for.code, _tables(), on)])


@cache
def _tables() -> Tables:
    return tables_from(standard_shelf())


def _region(shelf: Shelf, name: str | None) -> str:
    return shelf.region(name).code if name else NATION


def _local(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _calendar(shelf: Shelf, place: str, year: int, is_provisional: bool) -> Calendar:
    """With the years after the last notice, where they are wanted. Problem `invalid` for one too far off."""
    known = shelf.calendar(place)
    if not is_provisional:
        return known
    last = known.days.years[-1]
    if year > last + FURTHEST:
        detail = f"太远：最近的放假通知是 {last} 年的，暂定的年份至多到 {last + FURTHEST} 年。"
        raise Problem("invalid", errors=[Fault("provisional", "far", detail)])
    return shelf.calendar(place, range(last + 1, last + FURTHEST + 30))


def _clock(asked: DueAsked, rule: ClockRule, zone: tzinfo) -> Clock:
    start = _local(asked.start, zone)
    approver = (rule.extension.approver if rule.extension else "") or "批准人未写明"
    promised = asked.promised
    return Clock(
        rule=rule,
        started_at=start,
        pauses=tuple(_pause(pause, zone) for pause in asked.pauses),
        extensions=() if asked.extend is None else (Extension(asked.extend, approver, start),),
        stopped_at=None if asked.stopped is None else _local(asked.stopped, zone),
        promised=None if promised is None else Length(promised.amount, promised.unit),
        ends_at=None if asked.ends is None else _local(asked.ends, zone),
    )


def _pause(asked: PauseAsked, zone: tzinfo) -> Pause:
    end = None if asked.end is None else _local(asked.end, zone)
    return Pause(_local(asked.start, zone), end, asked.ground, asked.approver)


def _holds(rule: ClockRule, on: date | None, places: Sequence[str] | None) -> bool:
    is_in_force = on is None or rule.basis.holds_on(on)
    return is_in_force and (places is None or rule.basis.jurisdiction in places)


def _searched(rule: ClockRule) -> str:
    basis = rule.basis
    parts = (rule.code, rule.title, basis.title, basis.number, basis.article, rule.starts_at_title)
    return " ".join(filter(None, parts)).upper()


def _stretches(days: Sequence[CalendarDay], kind: DayKind) -> list[StretchShown]:
    """The days of the kind in runs without a gap, each under one name and notice."""
    found = [day for day in days if day.kind is kind]
    runs: list[list[CalendarDay]] = []
    for before, day in itertools.pairwise((None, *found)):
        assert day is not None
        follows = (
            before is not None
            and day.on - before.on == timedelta(days=1)
            and (before.name, before.basis) == (day.name, day.basis)
        )
        if follows:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_stretch(run) for run in runs]


def _stretch(run: Sequence[CalendarDay]) -> StretchShown:
    first, basis = run[0], run[0].basis
    notice = NoticeShown(title=basis.title, number=basis.number, verified=basis.verified)
    return StretchShown(
        first=first.on, last=run[-1].on, name=first.name, provisional=first.provisional, notice=notice
    )


def _reading(reading: Reading) -> ReadingShown:
    return ReadingShown(
        kind=reading.kind, title=reading.title, text=reading.text, holds=reading.holds,
        masked=reading.is_masked, remarks=list(reading.remarks),
        parts=[PartShown(name=p.name, text=p.text, meaning=p.meaning) for p in reading.parts],
        checks=[
            CheckShown(name=c.name, position=c.position, found=c.found, expected=c.expected, holds=c.holds)
            for c in reading.checks
        ],
        flaws=[
            FlawShown(position=f.position, what=f.what, expected=f.expected, found=f.found)
            for f in reading.flaws
        ],
    )  # fmt: skip
