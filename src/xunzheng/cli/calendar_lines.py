"""What a pack of holidays or office hours holds, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from xunzheng.calendars.hours import HoursRule, Season
from xunzheng.calendars.notices import StatutoryHolidays, YearNotice
from xunzheng.cli.terminal import field

_WEEKDAYS = "一二三四五六日"


def notice_lines(notice: YearNotice, width: int) -> Iterator[Text]:
    """Each item of the notice: its free days, and the days worked for them."""
    for item in notice.holidays:
        free = (
            _dated(item.first) if item.first == item.last else f"{_dated(item.first)} 至 {_dated(item.last)}"
        )
        worked = "、".join(map(_dated, item.make_ups))
        yield Text.assemble("  ", (item.name, "bold"))
        yield from field("放假", free, width)
        if worked:
            yield from field("调休上班", worked, width)


def statutory_lines(law: StatutoryHolidays) -> Iterator[Text]:
    """The holidays of fixed date."""
    for item in law.holidays:
        yield Text(f"  {item.month}月{item.day}日  {item.name}")


def hours_lines(rule: HoursRule, width: int) -> Iterator[Text]:
    """The intervals of each season."""
    for season in rule.seasons:
        yield from field(_season(season), "、".join(map(str, season.intervals)), width)
    yield from field("时区", str(rule.zone), width)


def _dated(day: date) -> str:
    return f"{day}（周{_WEEKDAYS[day.weekday()]}）"


def _season(season: Season) -> str:
    if season.is_general:
        return "全年"
    (month, day), (last_month, last_day) = season.first, season.last
    weekdays = "".join(f"周{_WEEKDAYS[number - 1]}" for number in sorted(season.weekdays))
    return f"{month}.{day}–{last_month}.{last_day}{weekdays}"
