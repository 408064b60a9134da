"""Reads the journal for auditors: pages by the place of the last row, never by counting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from django.db.models import Q

from xunzheng.site.journal.models import Entry

ROWS_OF_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are wanted: of a kind, by whom, about what, on a day; empty means any."""

    kind: str = ""
    who: str = ""
    about: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an entry in the order of the pages: the newest first, then by lane and number."""

    at: datetime
    lane: int
    number: int


def page(wanted: Wanted, zone: tzinfo, before: Place | None = None) -> tuple[Sequence[Entry], bool]:
    """The entries behind `before`, the newest first, and whether there are more."""
    rows = Entry.objects.filter(
        **{name: value for name in ("kind", "who", "about") if (value := getattr(wanted, name))}
    )
    if wanted.day is not None:
        start = datetime.combine(wanted.day, time.min, zone)
        rows = rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if before is not None:
        same = Q(at=before.at) & (Q(lane__lt=before.lane) | Q(lane=before.lane, number__lt=before.number))
        rows = rows.filter(Q(at__lt=before.at) | same, at__lte=before.at)
    found = list(rows.order_by("-at", "-lane", "-number")[: ROWS_OF_A_PAGE + 1])
    return found[:ROWS_OF_A_PAGE], len(found) > ROWS_OF_A_PAGE


def find_entry(lane: int, number: int) -> Entry | None:
    """The entry under its lane and number; None where there is none."""
    return Entry.objects.filter(lane=lane, number=number).first()


def last_verdict() -> tuple[Entry, dict[str, object]] | None:
    """The last time that a verification was recorded, and what it found; None where there is none."""
    entry = Entry.objects.filter(kind="journal.verified").order_by("-at", "-lane", "-number").first()
    return (entry, json.loads(entry.content)) if entry else None
