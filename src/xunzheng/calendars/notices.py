"""What the yearly notices say: which days are free, which weekend days are worked, and by which paper."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from xunzheng.basis import Basis
from xunzheng.refusal import Refusal

SATURDAY = 6
_LONGEST = 31
_DAY = timedelta(days=1)


class NoticeRefused(Refusal):
    """放假安排自相矛盾，不能据以计算工作日。"""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One item of a notice: the free days from `first` to `last`, both free, and the weekend days worked
    for them.

    >>> Holiday("春节", date(2024, 2, 10), date(2024, 2, 17), (date(2024, 2, 4), date(2024, 2, 18))).name
    '春节'

    Raises NoticeRefused where it is longer than a month, ends before it begins, or a day worked for it is
    no Saturday or Sunday.
    """

    name: str
    first: date
    last: date
    make_ups: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not self.first <= self.last < self.first + _LONGEST * _DAY:
            found = f"{self.first} 至 {self.last}"
            raise self._refusal("放假的起止日期不对", f"不晚于末日，且不超过 {_LONGEST} 天", found)
        for worked in self.make_ups:
            if worked.isoweekday() < SATURDAY:
                raise self._refusal("调休上班的日子不是周末", "周六或周日", worked.isoformat())

    def free_days(self) -> tuple[date, ...]:
        """The free days, weekend days within the holiday among them."""
        return tuple(self.first + number * _DAY for number in range((self.last - self.first).days + 1))

    def _refusal(self, what: str, expected: str, found: str) -> NoticeRefused:
        return NoticeRefused(what, where=self.name, expected=expected, found=found, advice="请对照通知原文。")


@dataclass(frozen=True, slots=True)
class YearNotice:
    """A notice of holidays for a year: its items and the paper that it is.

    A notice for a year may move days of the December before it and of the January after it. One that
    `is_supplement` (a holiday made longer afterwards, a region's own festival) changes days of a year whose
    own notice is another one: it does not make the year known. Raises NoticeRefused where a day is further
    away, or is both free and worked.
    """

    year: int
    basis: Basis
    holidays: tuple[Holiday, ...]
    is_supplement: bool = False

    def __post_init__(self) -> None:
        free = [day for item in self.holidays for day in item.free_days()]
        worked = [day for item in self.holidays for day in item.make_ups]
        earliest, latest = date(self.year - 1, 12, 1), date(self.year + 1, 1, 31)
        for one in free + worked:
            if not earliest <= one <= latest:
                raise self._refusal("日期不在这一年", f"{earliest} 至 {latest}", one)
        for one, other in itertools.pairwise(sorted(free + worked)):
            if one == other:
                raise self._refusal("同一天写了两次", "每天只属于一个节日，或放假或上班", one)

    def _refusal(self, what: str, expected: str, found: date) -> NoticeRefused:
        where, advice = f"{self.year} 年放假安排", "请对照通知原文。"
        return NoticeRefused(what, where=where, expected=expected, found=found.isoformat(), advice=advice)


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A statutory holiday whose date is the same every year, as far as the law itself states it."""

    name: str
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class StatutoryHolidays:
    """The law's holidays of fixed date; `basis` says while which version of the law is in force.

    Those by the moon (春节, 清明, 端午, 中秋) cannot be known without a table and are not here.
    """

    basis: Basis
    holidays: tuple[FixedHoliday, ...]

    def named(self, on: date) -> str | None:
        """The name of the holiday on that day, None where there is none or the law is not in force."""
        if not self.basis.holds_on(on):
            return None
        return next(
            (item.name for item in self.holidays if (item.month, item.day) == (on.month, on.day)), None
        )
