"""The numbers of cases: a series for each process and day, without a gap."""

from __future__ import annotations

from datetime import datetime

from xunzheng.site.cases import store
from xunzheng.site.cases.library import Law

_LONGEST_CODE = 40


def next_number(law: Law, now: datetime) -> str:
    """The next number of the process on the day of its place; given back if the transaction fails."""
    series = _series(law, now)
    return _number(series, store.take_numbers(series))


def next_numbers(law: Law, now: datetime, count: int) -> list[str]:
    """The next so many numbers of the process on the day."""
    series = _series(law, now)
    last = store.take_numbers(series, count)
    return [_number(series, number) for number in range(last - count + 1, last + 1)]


def _series(law: Law, now: datetime) -> str:
    code = law.definition.code.upper()[:_LONGEST_CODE]
    return f"{code}-{law.calendar.day_of(now):%Y%m%d}"


def _number(series: str, number: int) -> str:
    """The number: four digits at least, as in the serial of a case number, more on a day that needs them."""
    return f"{series}-{number:04d}"
