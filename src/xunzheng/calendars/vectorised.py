"""Working days for whole columns of dates at once."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import numpy.typing as npt

from xunzheng.calendars.days import Span, WorkingDays

Days = npt.NDArray[np.datetime64]
Counts = npt.NDArray[np.int64]
_EPOCH = np.datetime64("1970-01-01", "D").astype(object).toordinal()


def due_days(days: WorkingDays, starts: Days, n: int | npt.NDArray[np.integer[Any]]) -> Days:
    """For each start its n-th working day, as `WorkingDays.add`; `n` is one number or one for each start.

    Raises NoNotice for the first start whose day lies in a year that is not known, ValueError for a missing
    date (NaT).
    """
    wanted = np.asarray(n, dtype=np.int64)
    shape = np.broadcast_shapes(np.shape(starts), wanted.shape)
    ordinals, wanted = np.broadcast_to(_ordinals(starts), shape), np.broadcast_to(wanted, shape)
    due = np.empty(shape, dtype=np.int64)
    for span, chosen in _by_span(days, ordinals):
        due[chosen] = _add(days, span, ordinals[chosen], wanted[chosen])
    return _dates(due)


def count_days(days: WorkingDays, after: Days, until: Days) -> Counts:
    """For each pair the working days d with after < d <= until, as `WorkingDays.count`.

    Raises NoNotice for the first pair between which a year is not known, ValueError for a missing date.
    """
    first, last = np.broadcast_arrays(_ordinals(after), _ordinals(until))
    # The day after the earlier one is the first that counts; both ends must lie in one span.
    start, end = np.minimum(first, last) + 1, np.maximum(first, last)
    start = np.minimum(start, end)
    counts = np.empty(first.shape, dtype=np.int64)
    for span, chosen in _by_span(days, start):
        beyond = end[chosen] - span.first >= span.length
        if beyond.any():
            raise days.unknown(days.beyond(span, forwards=True))
        before = _numbers(span.before)
        counts[chosen] = before[last[chosen] + 1 - span.first] - before[first[chosen] + 1 - span.first]
    return counts


def _add(days: WorkingDays, span: Span, ordinals: Counts, wanted: Counts) -> Counts:
    before, worked = _numbers(span.before), _numbers(span.worked)
    numbers = ordinals - span.first
    # Forwards the start is passed over, backwards it is not yet reached: it is never counted itself.
    place = np.where(wanted > 0, before[numbers + 1] - 1, before[numbers]) + wanted
    lost = (wanted != 0) & ((place < 0) | (place >= len(worked)))
    if lost.any():
        raise days.unknown(days.beyond(span, forwards=bool(wanted[lost][0] > 0)))
    found: Counts = worked[np.where(wanted == 0, 0, place)]
    return np.where(wanted == 0, numbers, found) + span.first


def _by_span(days: WorkingDays, ordinals: Counts) -> list[tuple[Span, Any]]:
    """Each span with the dates that lie in it. Raises NoNotice for the first date that lies in none."""
    inside = [(span, (span.first <= ordinals) & (ordinals < span.first + span.length)) for span in days.spans]
    known = np.zeros(ordinals.shape, dtype=np.bool_)
    for _, chosen in inside:
        known |= chosen
    if not known.all():
        raise days.unknown(_year(ordinals[~known][0]))
    # A column of one span is taken whole: no copy by the mask.
    return [(span, ... if chosen.all() else chosen) for span, chosen in inside if chosen.any()]


def _numbers(values: array[int]) -> Counts:
    return np.frombuffer(values, dtype=np.int64)


def _ordinals(dates: Days) -> Counts:
    given = np.asarray(dates, dtype="datetime64[D]")
    if np.isnat(given).any():
        raise ValueError("a column with a missing date (NaT)")
    ordinals: Counts = given.astype(np.int64) + _EPOCH
    return ordinals


def _dates(ordinals: Counts) -> Days:
    dates: Days = (ordinals - _EPOCH).astype("datetime64[D]")
    return dates


def _year(ordinal: np.int64) -> int:
    return int(_dates(np.asarray(ordinal)).astype("datetime64[Y]").astype(np.int64)) + 1970
