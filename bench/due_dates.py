"""Due dates per second: whole columns and one at a time, beside chinese_calendar and numpy's business days.

    bin/bench due_dates [ROUNDS]

All get the same starts (working days of 2006–2024) and limits of 1 to 60 working days, and must agree. The
column is measured whole; what takes one date at a time, on a sample of it, and is compared by the date.
numpy's is given every free day as a holiday: its calendar knows no make-up days otherwise. Last, the
explanation, day by day, of one clock: an information request with two pauses and an extension.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter

import chinese_calendar
import numpy as np

from _measure import Cost, measure, steps, versions
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Extension, Pause
from xunzheng.calendars.explanation import explain
from xunzheng.calendars.vectorised import due_days
from xunzheng.rulebook import standard_shelf
from xunzheng.rulebook.calendars import calendar_of
from xunzheng.rulebook.header import NATION

SIZES = (10_000, 100_000, 1_000_000)
SAMPLE = 200
ROUNDS = 7
GOAL_SECONDS = 0.2
GOAL_RATIO = 1_000
GOAL_MILLISECONDS = 1.0
CALLS = 50
LONGEST = 60
FIRST, LAST = date(2006, 1, 1), date(2024, 12, 31)


def starts_and_limits(calendar: Calendar, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Random working days and limits; the same for one size in every run."""
    chance = np.random.default_rng(size)
    working = [day.on for day in calendar.days.between(FIRST, LAST) if day.is_workday]
    starts = chance.choice(np.array(working, dtype="datetime64[D]"), size)
    return starts, chance.integers(1, LONGEST + 1, size)


def business_days(calendar: Calendar) -> np.busdaycalendar:
    """numpy's calendar with every day that is free."""
    free = [day.on for day in calendar.days.between(FIRST, date(2025, 12, 31)) if not day.is_workday]
    return np.busdaycalendar(weekmask="1111111", holidays=free)


def compare(size: int, calendar: Calendar, rounds: int) -> float:
    """Print the table of one size; gives the seconds of the whole column."""
    starts, limits = starts_and_limits(calendar, size)
    sample = list(zip(starts[:SAMPLE].tolist(), limits[:SAMPLE].tolist(), strict=True))
    theirs = business_days(calendar)
    due = due_days(calendar.days, starts, limits)
    assert (due == np.busday_offset(starts, limits, busdaycal=theirs)).all(), "numpy differs"
    assert due[:SAMPLE].tolist() == [calendar.days.add(*pair) for pair in sample], "add differs"
    found = [chinese_calendar.find_workday(n, start) for start, n in sample]
    assert due[:SAMPLE].tolist() == found, "chinese_calendar differs"
    each = {
        "due_days": (lambda: due_days(calendar.days, starts, limits), size),
        "numpy.busday_offset": (lambda: np.busday_offset(starts, limits, busdaycal=theirs), size),
        "WorkingDays.add": (lambda: [calendar.days.add(*pair) for pair in sample], SAMPLE),
        "chinese_calendar.find_workday": (
            lambda: [chinese_calendar.find_workday(n, start) for start, n in sample],
            SAMPLE,
        ),
    }
    costs = measure({name: call for name, (call, _) in each.items()}, rounds)
    show(size, {name: (costs[name], number) for name, (_, number) in each.items()})
    return costs["due_days"].wall


def show(size: int, costs: dict[str, tuple[Cost, int]]) -> None:
    """One line for each: the time of a date, of the whole column if it were all, and how many times ours."""
    base = costs["due_days"][0].wall / costs["due_days"][1]
    print(f"\n{size:,} due dates{'':19}µs a date   ms for all    × due_days")
    for name, (cost, number) in costs.items():
        one = cost.wall / number
        print(f"  {name:32}{one * 1e6:10.3f}{one * size * 1e3:13,.1f}{one / base:14,.1f}")
    ratio = costs["chinese_calendar.find_workday"][0].wall / SAMPLE / base
    print(
        f"  chinese_calendar / due_days = {ratio:,.0f} (goal {GOAL_RATIO:,}): {verdict(ratio >= GOAL_RATIO)}"
    )


def verdict(is_reached: bool) -> str:
    """In a word."""
    return "reached" if is_reached else "NOT reached"


def building(rounds: int) -> float:
    """Median milliseconds of building the calendar of 23 years out of the packs as read."""
    packs, taken = standard_shelf().packs, []
    for _ in range(rounds):
        started = perf_counter()
        calendar_of(packs, (NATION,), ())
        taken.append((perf_counter() - started) * 1e3)
    return median(taken)


def explaining(calendar: Calendar, rounds: int) -> tuple[float, int]:
    """Median milliseconds of one explanation, and of how many lines it is."""
    started = datetime(2024, 9, 27, 15, 0, tzinfo=calendar.zone)
    day = timedelta(days=1)
    clock = Clock(
        standard_shelf().clock_rules(started.date())["FOI.REPLY"],
        started,
        (
            Pause(started + 4 * day, started + 20 * day, "third-party", "某某"),
            Pause(started + 30 * day, started + 40 * day, "co-producer", "某某"),
        ),
        (Extension(20, "某某", started + 41 * day, "需要延长"),),
    )
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        for _ in range(CALLS):
            told = explain(clock, calendar, started + 60 * day)
        taken.append((perf_counter() - begun) / CALLS * 1e3)
    return median(taken), len(told.lines)


def main() -> None:
    """Measure every size; about half a minute with the usual rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    calendar = standard_shelf().calendar()
    print(versions("chinesecalendar", "numpy"), f"· {rounds} rounds, medians")
    seconds = [compare(size, calendar, rounds) for size in SIZES]
    print(f"\ngrowth of due_days over {SIZES}: {steps(SIZES, seconds)}")
    print(
        f"{SIZES[-1]:,} in {seconds[-1]:.3f} s (goal {GOAL_SECONDS}): {verdict(seconds[-1] < GOAL_SECONDS)}"
    )
    print(f"building the calendar: {building(rounds):.1f} ms")
    each, lines = explaining(calendar, rounds)
    print(
        f"one explanation of {lines} lines: {each:.3f} ms (goal {GOAL_MILLISECONDS}): "
        f"{verdict(each < GOAL_MILLISECONDS)}"
    )


if __name__ == "__main__":
    main()
