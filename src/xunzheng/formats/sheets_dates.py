"""Dates and times of spreadsheets: day numbers written out by a format code."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_BARE = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]', re.DOTALL)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<part>e+|y+|m+|d+|h+|s+|a{3,4}|b+|g+)(?P<fine>\.0+)?|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_LAST_DAY = 2_958_465
_FALSE_LEAP_DAY = 60
_SECONDS = 86_400
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_date_section(part: str) -> bool:
    """Whether a part of a format code writes dates or times: day, month, hour signs and no digit signs."""
    bare = _BARE.sub("", part).lower().replace("general", "").replace("am/pm", "")
    if _ELAPSED.search(part):
        return True
    has_time = any(sign in bare for sign in "ymdhs") or "aaa" in bare
    return has_time and not any(sign in re.sub(r"s\.0+", "", bare) for sign in "0#?")


def show_date(value: Decimal, code: str, since_1904: bool = False) -> str | None:
    """The day number written out; None for a number that is no day.

    Example: ``show_date(Decimal(44927), 'yyyy"年"m"月"d"日"') == "2023年1月1日"``.
    """
    if not 0 <= value <= _LAST_DAY or (int(value) == _FALSE_LEAP_DAY and not since_1904):
        return None
    seconds = int((value * _SECONDS).to_integral_value(ROUND_HALF_UP))
    days = seconds // _SECONDS
    # The programs count a 29 February 1900 that never was. A day on paper has no time zone.
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < _FALSE_LEAP_DAY else 30)
    start = datetime.combine(first, time())
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return _write(moment, seconds, list(_TOKEN.finditer(code)))


def _write(moment: datetime, seconds: int, tokens: list[re.Match[str]]) -> str:
    twelve = any(token["half"] for token in tokens)
    parts = [(token["part"] or token["elapsed"] or "").lower() for token in tokens]
    written: list[str] = []
    for at, token in enumerate(tokens):
        if token["elapsed"]:
            written.append(_elapsed(seconds, token["elapsed"].lower()))
        elif token["half"]:
            written.append(_half(moment, token["half"]))
        elif token["part"]:
            written.append(_part(moment, parts, at, twelve))
        else:
            written.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return "".join(written).strip()


def _elapsed(seconds: int, sign: str) -> str:
    count = seconds // {"h": 3600, "m": 60, "s": 1}[sign[0]]
    return str(count).rjust(len(sign), "0")


def _half(moment: datetime, sign: str) -> str:
    early = moment.hour < 12
    if sign == "上午/下午":
        return "上午" if early else "下午"
    first, _, second = sign.partition("/")
    return first if early else second


def _part(moment: datetime, parts: list[str], at: int, twelve: bool) -> str:
    sign = parts[at]
    kind, width = sign[0], len(sign)
    if kind == "m" and width <= 2 and _is_minute(parts, at):
        return str(moment.minute).rjust(width, "0")
    if kind in "ye":
        return f"{moment.year % 100:02}" if kind == "y" and width <= 2 else str(moment.year)
    if kind == "m":
        return _MONTHS[moment.month - 1] if width >= 3 else str(moment.month).rjust(width, "0")
    if kind in "da" and width >= 3:
        day = _WEEKDAYS[moment.weekday()]
        return day if sign == "aaa" else f"星期{day}"
    if kind == "h":
        hour = (moment.hour + 11) % 12 + 1 if twelve else moment.hour
        return str(hour).rjust(min(width, 2), "0")
    number = {"d": moment.day, "s": moment.second}.get(kind)
    return "" if number is None else str(number).rjust(min(width, 2), "0")


def _is_minute(parts: list[str], at: int) -> bool:
    """Whether `m` means minutes: behind hours or before seconds."""
    behind = next((part for part in reversed(parts[:at]) if part), "")
    before = next((part for part in parts[at + 1 :] if part), "")
    return behind[:1] == "h" or before[:1] == "s"
