"""Whole columns of dates: every entry is what the scalar functions say, refusals among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.written_notices import NOTICE_2024, NOTICE_2025, standard_days
from xunzheng.basis import Basis
from xunzheng.calendars.days import NoNotice, WorkingDays
from xunzheng.calendars.notices import YearNotice
from xunzheng.calendars.vectorised import Days, count_days, due_days

ALL = standard_days()
GAPPED = WorkingDays([NOTICE_2024, NOTICE_2025, YearNotice(2027, Basis("2027 年通知"), ())])
DATES = st.dates(date(2005, 1, 1), date(2025, 12, 31))


def column(*dates: date | str) -> Days:
    """The dates as a column."""
    return np.array(dates, dtype="datetime64[D]")


@given(st.lists(st.tuples(DATES, st.integers(-150, 150)), max_size=30))
def test_due_days_are_those_of_add(pairs: list[tuple[date, int]]) -> None:
    starts, numbers = column(*(start for start, _ in pairs)), np.array([n for _, n in pairs], dtype=np.int64)
    assert due_days(ALL, starts, numbers).tolist() == [ALL.add(start, n) for start, n in pairs]


@given(st.lists(DATES, min_size=1, max_size=30), st.integers(-150, 150))
def test_one_number_for_all_starts(starts: list[date], n: int) -> None:
    assert due_days(ALL, column(*starts), n).tolist() == [ALL.add(start, n) for start in starts]


@given(st.lists(st.tuples(DATES, DATES), max_size=30))
def test_counts_are_those_of_count(pairs: list[tuple[date, date]]) -> None:
    after, until = column(*(one for one, _ in pairs)), column(*(other for _, other in pairs))
    assert count_days(ALL, after, until).tolist() == [ALL.count(one, other) for one, other in pairs]


def test_starts_in_years_apart() -> None:
    starts = column("2024-09-27", "2027-01-01", "2025-06-02")
    expected = [GAPPED.add(start, 3) for start in starts.tolist()]
    assert due_days(GAPPED, starts, 3).tolist() == expected
    counted = count_days(GAPPED, starts, starts + 10)
    assert counted.tolist() == [
        GAPPED.count(start, end) for start, end in zip(starts.tolist(), (starts + 10).tolist(), strict=True)
    ]
    assert count_days(GAPPED, column("2023-12-31"), column("2024-01-02")).tolist() == [1]


def test_one_start_and_many_numbers() -> None:
    due = due_days(ALL, column("2024-09-27"), np.arange(4))
    assert due.tolist() == [ALL.add(date(2024, 9, 27), n) for n in range(4)]


UNKNOWN = [
    (lambda: due_days(GAPPED, column("2024-05-06", "2026-03-01"), 5), 2026),
    (lambda: due_days(GAPPED, column("2024-05-06", "2025-12-31"), 5), 2026),
    (lambda: due_days(GAPPED, column("2024-05-06", "2024-01-02"), -5), 2023),
    (lambda: due_days(GAPPED, column("2024-01-02"), -1), 2023),
    (lambda: due_days(GAPPED, column("1066-10-14"), 1), 1066),
    (lambda: count_days(GAPPED, column("2025-12-01"), column("2027-01-05")), 2026),
    (lambda: count_days(GAPPED, column("2028-12-01"), column("2027-01-05")), 2028),
]


@pytest.mark.parametrize(("ask", "year"), UNKNOWN)
def test_a_year_without_notice_is_refused(ask: Callable[[], object], year: int) -> None:
    with pytest.raises(NoNotice) as refused:
        ask()
    assert refused.value.year == year


def test_a_missing_date_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="NaT"):
        due_days(ALL, column("2024-05-06", "NaT"), 5)
    with pytest.raises(ValueError, match="NaT"):
        count_days(ALL, column("2024-05-06"), column("NaT"))
