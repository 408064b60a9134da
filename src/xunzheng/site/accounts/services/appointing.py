"""Appoints people to roles and ends appointments; keeps the administrators' duties apart."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import CITIZEN, Account, Appointment
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE, is_conflict
from xunzheng.site.accounts.services.journalling import note

_ORGANISATION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


def appoint(
    account: Account,
    role: str,
    organisation: str,
    actor: Actor,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Appointment:
    """Appoint the account to the role in the organisation from a day on (today if none is given).

    Raises `AccountRefused`: nobody appoints himself; citizens hold no role; a business role needs an
    organisation; the period does not begin in the past; and nobody holds two administrators' roles, or one
    of them beside a business role, on any day (三员分立).
    """
    today = timezone.localdate(now)
    begins = valid_from or today
    _check(account, role, organisation, actor)
    if begins < today or (valid_to is not None and valid_to <= begins):
        raise AccountRefused("period-wrong")
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        _refuse_overlaps(account, role, organisation, begins, valid_to)
        made = _insert(account, role, organisation, begins, valid_to, actor, now)
        until = valid_to.isoformat() if valid_to else None
        note(
            "appointment.made", actor, account, now,
            appointment=made.pk, role=role, organisation=organisation,
            valid_from=begins.isoformat(), valid_to=until,
        )  # fmt: skip
    return made


def _check(account: Account, role: str, organisation: str, actor: Actor) -> None:
    if actor.id == str(account.pk):
        raise AccountRefused("not-oneself")
    if role not in APPOINTABLE:
        raise AccountRefused("role-unknown")
    if account.kind == CITIZEN:
        raise AccountRefused("citizen-no-role")
    if role in ADMINISTRATORS and organisation:
        raise AccountRefused("organisation-needless")
    if role not in ADMINISTRATORS and not _ORGANISATION.fullmatch(organisation):
        raise AccountRefused("organisation-form")


def _refuse_overlaps(account: Account, role: str, organisation: str, begins: date, ends: date | None) -> None:
    for other in Appointment.objects.filter(account=account).order_by("id"):
        if not _overlap(other, begins, ends):
            continue
        if is_conflict(role, other.role):
            raise AccountRefused("duties-apart", held=other.role, wanted=role)
        if (other.role, other.organisation) == (role, organisation):
            raise AccountRefused("appointed-already")


def _overlap(other: Appointment, begins: date, ends: date | None) -> bool:
    """Whether the other, which may be empty, has a day in common with the period."""
    is_empty = other.valid_to == other.valid_from
    starts_before = ends is None or other.valid_from < ends
    return not is_empty and starts_before and (other.valid_to is None or begins < other.valid_to)


def _insert(
    account: Account,
    role: str,
    organisation: str,
    begins: date,
    ends: date | None,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """Write the row; what the database itself refuses is said like what was refused before."""
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                account=account, role=role, organisation=organisation, valid_from=begins, valid_to=ends,
                appointed_by_id=int(actor.id) if actor.id.isdigit() else None, appointed_at=now,
            )  # fmt: skip
    except DatabaseError as refused:
        if "separation of duties" not in str(refused):
            raise
        raise AccountRefused("duties-database") from None


def end_appointment(
    appointment: Appointment, actor: Actor, now: datetime, valid_to: date | None = None
) -> None:
    """End the appointment on a day, which is no longer in it (today if none is given); nobody ends his own.

    An appointment that has not begun becomes empty. One that has ended is refused, since the past stays, and
    so is a day after the one on which it ends already.
    """
    today = timezone.localdate(now)
    ends = max(valid_to or today, appointment.valid_from)
    if actor.id == str(appointment.account_id):
        raise AccountRefused("not-oneself")
    if appointment.valid_to is not None and appointment.valid_to <= today:
        raise AccountRefused("appointment-over")
    is_later = (
        appointment.valid_to is not None and ends > appointment.valid_to
    )  # that would be an appointment
    if ends < today or is_later or ends - today > timedelta(days=3650):
        raise AccountRefused("period-wrong")
    with transaction.atomic():
        appointment.valid_to = ends
        appointment.save(update_fields=["valid_to"])
        note(
            "appointment.ended", actor, appointment.account, now,
            appointment=appointment.pk, role=appointment.role, valid_to=ends.isoformat(),
        )  # fmt: skip
