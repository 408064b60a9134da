"""The clock: a limit running in one case, with its pauses and extensions, and where it stands."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.day_course import (
    DayCourse,
    at_once_course,
    day_count,
    day_course,
    expires_at,
)
from xunzheng.calendars.hour_course import hours_due_at, hours_used
from xunzheng.calendars.lawful import (
    check_end,
    check_extensions,
    check_granted,
    check_pauses,
    check_promise,
    check_promised_end,
)
from xunzheng.calendars.pauses import Pause, check_moment, merge
from xunzheng.calendars.rules import (
    ClockRefused,
    ClockRule,
    Effect,
    EffectMoment,
    Length,
    Lights,
)

__all__ = [
    "Clock",
    "Consequence",
    "Extension",
    "Light",
    "Pause",
    "Standing",
    "due_at",
    "promised_due_at",
    "restart",
    "stand",
    "statutory_limit",
]

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Extension:
    """So many more of the limit's unit, granted by `approver` at a moment on a ground told in words."""

    amount: int
    approver: str
    granted_at: datetime
    ground: str = ""

    def __post_init__(self) -> None:
        check_moment(self.granted_at, "延长的批准")


@dataclass(frozen=True, slots=True)
class Clock:
    """A rule running in a case since `started_at`.

    `promised` is the limit that the office promised, or the one set for this case where the rule leaves it to
    the case. `stopped_at` is when what had to be done was done. `restarted_from` is the start of the clock
    that this one replaced. `ends_at` is the event ahead of which the rule wants it done (the end of a
    licence), for rules that have `ends_before`. Raises ClockRefused where a moment has no zone.
    """

    rule: ClockRule
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_at: datetime | None = None
    promised: Length | None = None
    restarted_from: datetime | None = None
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        moments = {
            "起算": self.started_at,
            "办结": self.stopped_at,
            "原起算": self.restarted_from,
            "届满": self.ends_at,
        }
        for where, moment in moments.items():
            if moment is not None:
                check_moment(moment, where)


class Light(enum.StrEnum):
    """The traffic light of a clock; one that was stopped tells whether it was stopped in time."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"
    PAUSED = "paused"
    IN_TIME = "in-time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a breach has brought: the effect of the rule and the moment since when it counts."""

    effect: Effect
    takes_effect_at: datetime
    citation: str

    @property
    def words(self) -> str:
        """One sentence: what counts since when, by what law."""
        said = self.effect.sentence or self.effect.kind.words
        # Where the law sets the limit and is silent on its breach, it is not cited for more than the limit.
        citation = self.citation if self.effect.sentence else f"期限见{self.citation}"
        since = f"{self.takes_effect_at:%Y-%m-%d %H:%M}"
        back = "，追溯至起算之时" if self.effect.moment is EffectMoment.START else ""
        return f"{said}（自 {since} 起{back}；{citation}）"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clock stands at a moment.

    `due_at` is None while a pause without an end stands before it; `why_no_due` then says so. `used` and
    `remaining` are in the rule's unit (days for months), `used` with the day that is running; `overrun` is
    plain time since the limit passed. `promised_*` are None where nothing was promised.
    """

    due_at: datetime | None
    promised_due_at: datetime | None
    is_paused: bool
    is_overdue: bool
    is_late_stopped: bool
    light: Light
    remaining: Fraction
    used: Fraction
    consequence: Consequence | None
    promised_light: Light | None = None
    is_past_promise: bool = False
    overrun: timedelta = timedelta()
    why_no_due: str = ""


def stand(clock: Clock, calendar: Calendar, now: datetime) -> Standing:
    """Where the clock stands at `now`; all moments in the calendar's zone.

    Raises ClockRefused where a pause, an extension or the promise is not one that the rule allows, and
    NoNotice where the limit reaches past the years that are known.
    """
    check_moment(now, "现在")
    due, promised = due_at(clock, calendar), promised_due_at(clock, calendar)
    is_stopped = clock.stopped_at is not None and clock.stopped_at <= now
    moment = clock.stopped_at if clock.stopped_at is not None and is_stopped else now
    is_paused = not is_stopped and any(pause.covers(moment) for pause in clock.pauses)
    total, used = _measure(clock, calendar, statutory_limit(clock), _extended(clock), moment)
    share = used / total if total else Fraction(1)
    is_past = due is not None and moment > due
    return Standing(
        due_at=due,
        promised_due_at=promised,
        is_paused=is_paused,
        is_overdue=is_past and not is_stopped,
        is_late_stopped=is_past and is_stopped,
        light=_light(clock.rule.lights, share, is_stopped, is_past, is_paused),
        remaining=max(total - used, Fraction(0)),
        used=used,
        consequence=_consequence(clock, due) if due is not None and is_past else None,
        promised_light=_promised_light(clock, calendar, promised, moment, is_stopped, is_paused),
        is_past_promise=promised is not None and moment > promised,
        overrun=moment - due if due is not None and is_past else timedelta(),
        why_no_due="" if due is not None else _why_no_due(clock, calendar),
    )


def due_at(clock: Clock, calendar: Calendar) -> datetime | None:
    """The moment until which it must be done; None while a pause without an end stands before it.

    Raises as `stand`.
    """
    check_pauses(clock.rule, clock.pauses)
    check_extensions(clock.rule, clock.extensions)
    check_promise(clock.rule, clock.promised)
    check_end(clock.rule, clock.ends_at)
    limit, extended = statutory_limit(clock), 0
    for extension in sorted(clock.extensions, key=lambda extension: extension.granted_at):
        check_granted(clock.rule, extension, _due_at(clock, calendar, limit, extended))
        extended += extension.amount
    return _due_at(clock, calendar, limit, extended)


def promised_due_at(clock: Clock, calendar: Calendar) -> datetime | None:
    """The moment that was promised: pauses count, extensions do not; None where none was promised, and while
    a pause without an end stands before it.

    Raises as `stand`; ClockRefused also where a promise in another unit than the limit's ends after it.
    """
    rule = clock.rule
    if clock.promised is None or rule.is_given or rule.ends_before is not None:
        return None
    promised = _due_at(clock, calendar, clock.promised, 0)
    if rule.limit is not None and rule.limit.unit is not clock.promised.unit:
        check_promised_end(rule, promised, _due_at(clock, calendar, rule.limit, 0))
    return promised


def statutory_limit(clock: Clock) -> Length | None:
    """The limit of the rule, or the one of the case where the rule leaves it to the case."""
    return clock.promised if clock.rule.is_given else clock.rule.limit


def restart(clock: Clock, at: datetime) -> Clock:
    """The clock started anew, without the pauses and extensions of before, naming the start that it replaces.

    Raises ClockRefused where the rule knows no restart, or the new start is before the old.
    """
    if clock.rule.restarts_on is None or at < clock.started_at:
        raise ClockRefused(
            "规则没有规定重新起算" if clock.rule.restarts_on is None else "重新起算早于原起算",
            where=f"时限规则 {clock.rule.code}（{clock.rule.title}）",
            expected=clock.rule.restarts_on or "不重新起算",
            found=at.isoformat(" ", "minutes"),
            advice="请核对规则和时刻。",
        )
    return replace(
        clock, started_at=at, pauses=(), extensions=(), stopped_at=None, restarted_from=clock.started_at
    )


def _extended(clock: Clock) -> int:
    return sum(extension.amount for extension in clock.extensions)


def _due_at(clock: Clock, calendar: Calendar, limit: Length | None, extended: int) -> datetime | None:
    if clock.ends_at is not None:
        return _backwards(clock.rule, clock.ends_at, calendar)
    if limit is not None and not limit.unit.is_of_days:
        longer = Length(limit.amount + extended, limit.unit)
        return hours_due_at(clock.started_at, longer, merge(clock.pauses), calendar)
    on = course_of(clock, calendar, limit, extended).due_on
    return None if on is None else expires_at(clock.rule, on, calendar)


def course_of(clock: Clock, calendar: Calendar, limit: Length | None, extended: int) -> DayCourse:
    """The course of a limit of days, or of what must be done at once."""
    paused = merge(clock.pauses)
    if limit is None:
        return at_once_course(clock.rule, clock.started_at, paused, calendar)
    longer = Length(limit.amount + extended, limit.unit)
    return day_course(clock.rule, clock.started_at, longer, paused, calendar)


def _backwards(rule: ClockRule, ends_at: datetime, calendar: Calendar) -> datetime:
    """The last moment that is a limit ahead of `ends_at`, of whose day the count starts."""
    if rule.limit is None:
        return ends_at.astimezone(calendar.zone)
    if not rule.limit.unit.is_of_days:
        before = ends_at - timedelta(seconds=rule.limit.amount * rule.limit.unit.seconds)
        return before.astimezone(calendar.zone)
    # The last moment of a day ends at midnight, and so does a licence that is valid until that day.
    on = (ends_at.astimezone(calendar.zone) - _TICK).date()
    last = day_count(rule.limit.unit, calendar).add(on, -rule.limit.amount)
    return expires_at(rule, last, calendar)


def _measure(
    clock: Clock, calendar: Calendar, limit: Length | None, extended: int, moment: datetime
) -> tuple[Fraction, Fraction]:
    """The whole limit and what is used of it, in its unit; of what must be done at once there is nothing to
    be used, and what counts back from an event has the calendar days until its last one.
    """
    if clock.ends_at is not None:
        return _days_passed(clock, _backwards(clock.rule, clock.ends_at, calendar), moment)
    if limit is None:
        return Fraction(0), Fraction(0)
    if limit.unit.is_of_days:
        course = course_of(clock, calendar, limit, extended)
        on = moment.astimezone(calendar.zone).date()
        return Fraction(course.total), Fraction(course.used(day_count(limit.unit, calendar), on))
    longer = Length(limit.amount + extended, limit.unit)
    used = hours_used(clock.started_at, longer, merge(clock.pauses), calendar, moment)
    return Fraction(longer.amount), Fraction(used // _TICK, limit.unit.seconds * 1_000_000)


def _days_passed(clock: Clock, due: datetime, moment: datetime) -> tuple[Fraction, Fraction]:
    started_on, on = (each.astimezone(due.tzinfo).date() for each in (clock.started_at, moment))
    total = max((due.date() - started_on).days, 0)
    return Fraction(total), Fraction(min(max((on - started_on).days, 0), total))


def _light(lights: Lights, share: Fraction, is_stopped: bool, is_past: bool, is_paused: bool) -> Light:
    if is_stopped:
        return Light.LATE if is_past else Light.IN_TIME
    if is_past:
        return Light.OVERDUE
    if is_paused:
        return Light.PAUSED
    if share >= lights.red:
        return Light.RED
    return Light.YELLOW if share >= lights.yellow else Light.GREEN


def _promised_light(
    clock: Clock,
    calendar: Calendar,
    promised_due: datetime | None,
    moment: datetime,
    is_stopped: bool,
    is_paused: bool,
) -> Light | None:
    if clock.promised is None or clock.rule.is_given:
        return None
    total, used = _measure(clock, calendar, clock.promised, 0, moment)
    is_past = promised_due is not None and moment > promised_due
    share = used / total if total else Fraction(1)
    return _light(clock.rule.lights, share, is_stopped, is_past, is_paused)


def _consequence(clock: Clock, due: datetime) -> Consequence:
    effect = clock.rule.breach
    since = clock.started_at.astimezone(due.tzinfo) if effect.moment is EffectMoment.START else due
    return Consequence(effect, since, cited(clock.rule, effect.article))


def cited(rule: ClockRule, article: str = "") -> str:
    """The regulation, its document number and the article of the rule, or the one named."""
    number = f"（{rule.basis.number}）" if rule.basis.number else ""
    title = rule.basis.title if rule.basis.title.startswith("《") else f"《{rule.basis.title}》"
    return f"{title}{number}{article or rule.basis.article or ''}"


def _why_no_due(clock: Clock, calendar: Calendar) -> str:
    """Which pauses without an end keep the limit from having an end."""
    reasons = []
    for pause in clock.pauses:
        if pause.end is None:
            ground = clock.rule.grounds_by_code[pause.ground]
            since = pause.start.astimezone(calendar.zone)
            reasons.append(f"自 {since:%Y-%m-%d %H:%M} 因{ground.title}暂停，尚未恢复")
    return "；".join(reasons) + "，所以没有截止时刻"
