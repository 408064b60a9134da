"""Office hours out of their TOML tables."""

from __future__ import annotations

import re
from datetime import time, timedelta, timezone

from xunzheng.calendars.hours import HoursRule, Interval, Season
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.month_days import read_month_day

_WEEKDAYS = {f"周{sign}": number for number, sign in enumerate("一二三四五", start=1)}
_INTERVAL = re.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")
_ZONE = re.compile("([-+])([01][0-9]):([0-5][0-9])")


def read_hours(top: Fields, header: Header) -> HoursRule:
    """The `[hours]` with the zone, and the `[[seasons]]`. Raises RulePackError, HoursRefused."""
    table = top.table("hours")
    zone = _read_zone(table)
    table.close()
    return HoursRule(header.basis, tuple(_read_season(item) for item in top.tables("seasons")), zone)


def _read_zone(table: Fields) -> timezone:
    written = table.text("zone")
    found = _ZONE.fullmatch(written)
    if found is None:
        raise table.refusal("zone", "看不懂的时区", "形如 +08:00 的时差", written, "北京时间写 +08:00。")
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)


def _read_season(table: Fields) -> Season:
    season = Season(
        tuple(_read_interval(table, text) for text in table.texts("intervals")),
        read_month_day(table, "first", table.optional_text("first") or "01-01"),
        read_month_day(table, "last", table.optional_text("last") or "12-31"),
        frozenset(_read_weekday(table, text) for text in table.texts("weekdays")),
    )
    table.close()
    return season


def _read_interval(table: Fields, written: str) -> Interval:
    found = _INTERVAL.fullmatch(written)
    if found is not None:
        try:
            return Interval(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
        except ValueError:
            pass
    raise table.refusal(
        "intervals", "看不懂的办公时段", "形如 08:30-12:00 的起止时刻", written, "请写两位时、两位分。"
    )


def _read_weekday(table: Fields, written: str) -> int:
    if written not in _WEEKDAYS:
        advice = "周末上班的日子由放假通知定，照不分星期的时段。"
        raise table.refusal("weekdays", "不认识的星期", "、".join(_WEEKDAYS), written, advice)
    return _WEEKDAYS[written]
