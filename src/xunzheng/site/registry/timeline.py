"""The history of a code laid out along the years: a bar for each row, with its place and width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xunzheng.site.registry.models import Dated

WIDTH = 960
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: from `x`, `width` long, in user units of a drawing `WIDTH` wide."""

    x: int
    width: int
    name: str
    period: str


@dataclass(frozen=True, slots=True)
class Line:
    """The bars, and the years with where they begin."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, int], ...]


def lay_out(rows: Sequence[Dated], today: date) -> Line:
    """The rows that count, from the first day to a year after today or the last known end."""
    counted = [row for row in rows if row.withdrawn_at is None]
    if not counted:
        return Line((), ())
    first = min(row.valid_from for row in counted)
    known = [day for row in counted for day in (row.valid_from, row.valid_to) if day]
    last = max(*known, today) + timedelta(days=365 if max(known).year < date.max.year else 0)
    days = max((last - first).days, 1)

    def place(day: date) -> int:
        return round((day - first).days * WIDTH / days)

    bars = tuple(
        Bar(
            place(row.valid_from),
            max(place(row.valid_to or last) - place(row.valid_from), _LEAST),
            row.name,
            f"{row.valid_from} – {row.valid_to or ''}",
        )
        for row in counted
    )
    step = max(1, (last.year - first.year) // 12)
    years = range(first.year + 1, last.year + 1, step)
    return Line(bars, tuple((year, place(date(year, 1, 1))) for year in years))
