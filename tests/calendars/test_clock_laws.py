"""What holds of every clock: pauses and extensions only move the end away, however they are cut."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.written_clocks import BEIJING, CALENDAR, at, days, rule
from xunzheng.calendars.clock import Clock, Extension, Pause, due_at, stand
from xunzheng.calendars.explanation import explain
from xunzheng.calendars.rules import ClockRule, Closing, HolidayEnd, LateStart, Length, Unit
from xunzheng.calendars.vectorised import due_days

FIRST = at("2024-01-02")
minutes = st.integers(0, 450 * 24 * 60)
moments = minutes.map(lambda number: FIRST + timedelta(minutes=number))
lengths = st.builds(
    Length,
    st.integers(1, 30),
    st.sampled_from([unit for unit in Unit if unit is not Unit.MONTH]),
) | st.builds(Length, st.integers(1, 3), st.just(Unit.MONTH))
rules: st.SearchStrategy[ClockRule] = st.builds(
    lambda limit, closing, end, start: rule(limit, closing=closing, holiday_end=end, late_start=start),
    lengths | st.none(),
    st.sampled_from(Closing),
    st.sampled_from(HolidayEnd),
    st.sampled_from(LateStart),
)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    """A pause of up to thirty days, for one ground or the other."""
    start = draw(moments)
    length = draw(st.integers(0, 30 * 24 * 60))
    ground = draw(st.sampled_from(["hearing", "testing"]))
    return Pause(start, start + timedelta(minutes=length), ground, "张三")


several = st.lists(pauses(), max_size=4).map(tuple)
clocks = st.builds(lambda one, start, stops: Clock(one, start, stops), rules, moments, several)


def end(one: Clock) -> datetime:
    """The due moment; an end that never comes is after all others."""
    return due_at(one, CALENDAR) or datetime.max.replace(tzinfo=BEIJING)


@given(clocks, pauses())
def test_one_more_pause_never_makes_it_due_sooner(one: Clock, more: Pause) -> None:
    assert end(replace(one, pauses=(*one.pauses, more))) >= end(one)


@given(clocks, pauses(), st.integers(0, 10_000) | st.none())
def test_a_longer_pause_never_makes_it_due_sooner(one: Clock, pause: Pause, longer: int | None) -> None:
    assert pause.end is not None
    until = None if longer is None else pause.end + timedelta(minutes=longer)
    short, long = replace(one, pauses=(pause,)), replace(one, pauses=(replace(pause, end=until),))
    assert end(long) >= end(short)


@given(clocks, pauses(), st.fractions(0, 1))
def test_a_pause_cut_in_two_is_the_same_pause(one: Clock, pause: Pause, share: float) -> None:
    assert pause.end is not None
    middle = pause.start + timedelta(seconds=int((pause.end - pause.start).total_seconds() * share))
    whole = (*one.pauses, pause)
    halves = (replace(pause, start=middle), *one.pauses, replace(pause, end=middle))
    assert end(replace(one, pauses=whole)) == end(replace(one, pauses=halves))


@given(clocks)
def test_the_order_of_pauses_is_nothing(one: Clock) -> None:
    assert end(one) == end(replace(one, pauses=one.pauses[::-1]))
    assert end(one) == end(replace(one, pauses=one.pauses * 2))


@given(clocks)
def test_the_due_moment_is_after_the_start_and_in_no_pause(one: Clock) -> None:
    due = end(one)
    assert due > one.started_at
    assert not any(pause.start < due <= (pause.end or due) for pause in one.pauses)


@given(clocks, st.integers(1, 5), st.integers(1, 5))
def test_a_longer_extension_never_makes_it_due_sooner(one: Clock, short: int, more: int) -> None:
    if one.rule.limit is None:
        return
    extensions = [(Extension(amount, "负责人", one.started_at),) for amount in (short, short + more)]
    ends = [end(replace(one, extensions=each)) for each in ((), *extensions)]
    assert ends == sorted(ends)


@given(clocks)
def test_a_later_start_is_never_due_sooner(one: Clock) -> None:
    later = replace(one, started_at=one.started_at + timedelta(hours=7))
    assert end(later) >= end(one)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), max_size=4), moments, st.integers(1, 30))
def test_counting_back_from_the_end_finds_the_same_days(
    stretches: list[tuple[int, int]], start: datetime, amount: int
) -> None:
    midnight = FIRST.replace(hour=0)
    stops = [
        Pause(midnight + timedelta(days=a), midnight + timedelta(days=a + n), "hearing") for a, n in stretches
    ]
    due_on = end(Clock(days(amount), start, tuple(stops))).date()
    found, on = 0, due_on
    while on > start.date():
        noon = datetime(on.year, on.month, on.day, 12, tzinfo=BEIJING)
        found += CALENDAR.days.is_workday(on) and not any(pause.covers(noon) for pause in stops)
        on -= timedelta(days=1)
    assert found == amount


@given(st.lists(moments, min_size=1, max_size=20), st.integers(1, 60))
def test_the_vector_equals_the_clock(starts: list[datetime], amount: int) -> None:
    given_days = np.array([start.date() for start in starts], dtype="datetime64[D]")
    together = due_days(CALENDAR.days, given_days, amount)
    apart = [end(Clock(days(amount), start)).date() for start in starts]
    assert together.tolist() == apart


@given(clocks, st.integers(1, 5), minutes)
def test_the_explanation_counts_up_to_the_due_moment(one: Clock, more: int, later: int) -> None:
    now = one.started_at + timedelta(minutes=later)
    limit = one.rule.limit
    extensions = (Extension(more, "负责人", one.started_at),) if limit else ()
    explained = explain(replace(one, extensions=extensions), CALENDAR, now)
    lines, standing = explained.lines, explained.standing
    assert standing.due_at is not None
    assert all(before.end == after.start for before, after in itertools.pairwise(lines))
    assert all(after.running >= before.running for before, after in itertools.pairwise(lines))
    assert lines[-1].start < standing.due_at <= lines[-1].end
    if limit is not None and limit.unit is not Unit.MONTH:
        assert explained.counted == limit.amount + more


@given(clocks, minutes)
def test_what_is_used_is_what_the_lines_counted_by_then(one: Clock, later: int) -> None:
    now = one.started_at + timedelta(minutes=later)
    explained = explain(one, CALENDAR, now)
    if one.rule.limit is None:
        return
    by_now = [line for line in explained.lines if line.start <= now]
    whole = [line.running for line in by_now if one.rule.limit.unit.is_of_days or line.end <= now]
    used = explained.standing.used
    assert used >= max(whole, default=0)
    assert used + explained.standing.remaining == explained.counted
    if one.rule.limit.unit.is_of_days:
        assert used == max(whole, default=0)


@given(clocks, moments, moments)
def test_it_stands_overdue_just_where_now_is_past_the_due_moment(
    one: Clock, now: datetime, stop: datetime
) -> None:
    due = end(one)
    assert stand(one, CALENDAR, now).is_overdue is (now > due)
    stopped = stand(replace(one, stopped_at=stop), CALENDAR, max(now, stop))
    assert stopped.is_late_stopped is (stop > due)
    assert not stopped.is_overdue
