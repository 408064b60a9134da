"""Moments, what remains of a limit, and lights, in the words of an office, in Chinese and in English."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Final, Protocol

from django.utils.timezone import get_default_timezone

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Light as ClockLight
from xunzheng.calendars.clock import Standing
from xunzheng.calendars.days import NoNotice
from xunzheng.calendars.rules import Length, Unit
from xunzheng.formats.html.words import Speaker
from xunzheng.site.cases.states import Light

_DAY: Final = timedelta(days=1)
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS: Final = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


class Titled(Protocol):
    """What has a title in both languages: a state, an action, a field, a process."""

    @property
    def title(self) -> str: ...
    @property
    def title_en(self) -> str: ...


def titled(item: Titled, t: Speaker) -> str:
    """The title in the language of the page."""
    return item.title_en if t.language == "en" else item.title


def day_words(on: date, t: Speaker, this_year: int | None = None) -> str:
    """A day: `10月23日`, with its year where that is not `this_year`; in English `23 Oct`.

    >>> from xunzheng.site.cases.words import CASE_WORDS
    >>> day_words(date(2024, 10, 23), Speaker("zh", CASE_WORDS), 2024)
    '10月23日'
    """
    if t.language == "en":
        return f"{on.day} {_MONTHS[on.month - 1]}{'' if on.year == this_year else f' {on.year}'}"
    return f"{'' if on.year == this_year else f'{on.year}年'}{on.month}月{on.day}日"


def weekday_words(on: date, t: Speaker) -> str:
    """The weekday: `周三`, in English `Wed`."""
    return _WEEKDAYS[on.weekday()] if t.language == "en" else f"周{'一二三四五六日'[on.weekday()]}"


def moment_words(at: datetime, now: datetime, t: Speaker) -> str:
    """A moment as an office writes it: `10月23日（周五）17:30`; midnight is 24:00 of the day before."""
    local = _local(at)
    on, clock = local.date(), f"{local:%H:%M}"
    if local.time() == time():
        on, clock = on - _DAY, "24:00"
    day, weekday = day_words(on, t, _local(now).year), weekday_words(on, t)
    return f"{weekday} {day}, {clock}" if t.language == "en" else f"{day}（{weekday}）{clock}"


def short_moment(at: datetime, now: datetime, t: Speaker) -> str:
    """A moment in a timeline: `10月23日 17:30`."""
    local = _local(at)
    return f"{day_words(local.date(), t, _local(now).year)} {local:%H:%M}"


def length_words(amount: Fraction | int, unit: Unit, t: Speaker) -> str:
    """So many of a unit: `3个工作日`, in English `3 working days`; parts of hours to one digit."""
    number = str(int(amount)) if Fraction(amount).denominator == 1 else f"{float(amount):.1f}"
    if t.language == "en":
        return f"{number} {t(f'unit-{unit.value}')}"
    return f"{number} {unit.words}"


def promised_words(length: Length, t: Speaker) -> str:
    """A limit as a length."""
    return length_words(length.amount, length.unit, t)


def due_words(due_at: datetime | None, light: Light, now: datetime, calendar: Calendar, t: Speaker) -> str:
    """What remains until the moment, in working days: `还剩 3 个工作日`, `今天到期`, `已超期 1 个工作日`."""
    if due_at is None:
        return t("case-no-clock")
    if light is Light.OVERDUE:
        return _over(due_at, now, calendar, t)
    left = _working_days(now, due_at, calendar)
    if _last_day(due_at) == _local(now).date():
        return t("case-today")
    if left is None:
        return t(
            "case-left",
            length=length_words((_last_day(due_at) - _local(now).date()).days, Unit.CALENDAR_DAY, t),
        )
    return t("case-left", length=length_words(left, Unit.WORKING_DAY, t))


def standing_words(
    standing: Standing, unit: Unit | None, now: datetime, calendar: Calendar, t: Speaker
) -> str:
    """What remains of a clock, in its own unit, or by how much it is over."""
    if standing.light in (ClockLight.IN_TIME, ClockLight.LATE):
        return t(f"light-{standing.light.value}")
    if standing.due_at is None and not standing.is_paused:
        return t("light-paused")
    if standing.is_overdue and standing.due_at is not None:
        return _over(standing.due_at, now, calendar, t)
    if unit is None or standing.remaining == 0:
        return t("case-today")
    left = t("case-left", length=length_words(standing.remaining, unit, t))
    return f"{t('light-paused')}{t('case-comma')}{left}" if standing.is_paused else left


def _over(due_at: datetime, now: datetime, calendar: Calendar, t: Speaker) -> str:
    days = _working_days(due_at, now, calendar)
    if days is None:
        days = (_local(now).date() - _last_day(due_at)).days
        return t("case-over", length=length_words(days, Unit.CALENDAR_DAY, t))
    return t("case-over", length=length_words(days, Unit.WORKING_DAY, t)) if days else t("case-over-little")


def _working_days(after: datetime, until: datetime, calendar: Calendar) -> int | None:
    """The working days after the one day until the other; None in years that are not known."""
    try:
        return calendar.days.count(_last_day(after), _last_day(until))
    except NoNotice:
        return None


def _last_day(at: datetime) -> date:
    """The day of the moment; midnight belongs to the day that ends with it."""
    local = _local(at)
    return local.date() - _DAY if local.time() == time() else local.date()


def _local(at: datetime) -> datetime:
    """The moment by the site's clocks. The site has one zone: none is chosen for a request."""
    return at.astimezone(get_default_timezone())
