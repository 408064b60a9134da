"""Finds cases, tasks and what belongs to them, each at a cost that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from xunzheng.processes import events as e
from xunzheng.processes.event_text import from_text
from xunzheng.site.accounts.models import Appointment
from xunzheng.site.accounts.permissions import PERMISSIONS
from xunzheng.site.cases.models import Paper
from xunzheng.site.journal.models import Entry
from xunzheng.site.project.plain_sql import select
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.queries import on_day

_MOST_OFFERED: Final = 300
_EVENTS: Final = (
    "SELECT c.number, e.text FROM cases_case c LEFT JOIN cases_event e "
    "ON e.case_id = c.id AND e.number > %s AND e.number <= %s WHERE c.id = %s ORDER BY e.number"
)


def events_between(case_id: int, after: int, until: int) -> tuple[str, tuple[e.Event, ...]]:
    """The case's number, and its events numbered from `after` (excluded) to `until`."""
    rows = select(_EVENTS, [after, until, case_id])
    return rows[0][0], tuple(from_text(text) for _, text in rows if text is not None)


def journal_of(number: str, limit: int = 200) -> Sequence[Entry]:
    """The journal's latest entries about the case, newest first: events, readings, refusals."""
    found = Entry.objects.filter(about__in=(number, f"case:{number}"))
    return list(found.order_by("-at", "-lane", "-number")[:limit])


def uploaded(references: Iterable[str], who: str) -> Mapping[str, Paper]:
    """The papers of these references that the person has uploaded and no command has given yet."""
    found = Paper.objects.filter(reference__in=set(references), given_by=who, case=None)
    return {paper.reference: paper for paper in found}


def staff_of(organisation: str, on: date) -> tuple[tuple[str, str], ...]:
    """The accounts, by id and name, that hold a role which works on cases in the organisation on the day."""
    held = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), organisation=organisation, valid_from__lte=on,
        role__in=[str(role) for role in PERMISSIONS["cases.act"].reaches], account__locked_at=None,
    )  # fmt: skip
    found = held.order_by("account__name", "account_id").values_list("account_id", "account__name").distinct()
    return tuple((str(pk), name) for pk, name in found[:_MOST_OFFERED])


def offices_of(region: str, on: date) -> tuple[tuple[str, str], ...]:
    """The organisations of the region, by code and name, on the day."""
    found = on_day(Organisation, on).filter(region=region).order_by("name", "code")
    return tuple(found.values_list("code", "name")[:_MOST_OFFERED])
