"""A day of every year, written `05-01`."""

from __future__ import annotations

import re
from datetime import date

from xunzheng.rulebook.fields import Fields

_LEAP_YEAR = 2000


def read_month_day(table: Fields, key: str, written: str) -> tuple[int, int]:
    """The month and the day. Raises RulePackError at the key where there is no such day.

    >>> read_month_day(Fields({}, "某包.toml"), "first", "05-01")
    (5, 1)
    """
    if re.fullmatch("[0-9]{2}-[0-9]{2}", written):
        try:
            day = date.fromisoformat(f"{_LEAP_YEAR}-{written}")
        except ValueError:
            pass
        else:
            return day.month, day.day
    raise table.refusal(key, "看不懂的月日", "形如 05-01 的月日", written, "请写两位月、短横线、两位日。")
