"""Appointments: who appoints whom, duties kept apart by service and database, nothing overwritten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.site.accounts.people import make
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account, Appointment
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE, Role, is_conflict
from xunzheng.site.accounts.services.appointing import appoint, end_appointment
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def admin() -> Actor:
    return Actor(str(make("security", "security-admin").pk), "安全管理员")


def key_of(call) -> str:
    try:
        call()
    except AccountRefused as refused:
        return refused.key
    return "done"


CASES = [
    # held before, wanted, organisation, kind, answer
    ((), "handler", "A", "staff", "done"),
    (("handler",), "approver", "A", "staff", "done"),
    (("handler",), "handler", "B", "staff", "done"),
    (("handler",), "handler", "A", "staff", "appointed-already"),
    (("system-admin",), "security-admin", "", "staff", "duties-apart"),
    (("system-admin",), "audit-admin", "", "staff", "duties-apart"),
    (("audit-admin",), "auditor", "A", "staff", "duties-apart"),
    (("handler",), "system-admin", "", "staff", "duties-apart"),
    ((), "audit-admin", "", "staff", "done"),
    ((), "audit-admin", "A", "staff", "organisation-needless"),
    ((), "handler", "", "staff", "organisation-form"),
    ((), "handler", "A/B", "staff", "organisation-form"),
    ((), "handler", "<script>", "staff", "organisation-form"),
    ((), "applicant", "A", "staff", "role-unknown"),
    ((), "emperor", "A", "staff", "role-unknown"),
    ((), "handler", "A", "citizen", "citizen-no-role"),
]


@pytest.mark.parametrize(("held", "wanted", "organisation", "kind", "answer"), CASES)
def test_what_may_be_held(admin, held, wanted, organisation, kind, answer):
    account = make("zhang.san", *held, kind=kind)
    assert key_of(lambda: appoint(account, wanted, organisation, admin, NOW)) == answer
    assert Entry.objects.filter(kind="appointment.made").count() == (answer == "done")


def test_nobody_appoints_himself_nor_ends_his_own(admin):
    own = Account.objects.get(pk=int(admin.id))
    assert key_of(lambda: appoint(own, "audit-admin", "", admin, NOW)) == "not-oneself"
    assert key_of(lambda: end_appointment(own.appointments.get(), admin, NOW)) == "not-oneself"


def test_the_refusal_names_both_roles(admin):
    account = make("zhang.san", "system-admin")
    with pytest.raises(AccountRefused, match="已任系统管理员，不得同时任审计管理员"):
        appoint(account, "audit-admin", "", admin, NOW)


@pytest.mark.parametrize(
    ("begins", "ends", "answer"),
    [
        (TODAY, None, "done"), (TODAY, TODAY + timedelta(days=1), "done"), (TODAY, TODAY, "period-wrong"),
        (TODAY - timedelta(days=1), None, "period-wrong"), (TODAY + timedelta(days=9), TODAY, "period-wrong"),
    ],
)  # fmt: skip
def test_periods(admin, begins, ends, answer):
    assert key_of(lambda: appoint(make(), "handler", "A", admin, NOW, begins, ends)) == answer


def test_a_role_begins_and_ends_on_its_days(admin):
    account = make()
    appoint(account, "handler", "A", admin, NOW, TODAY + timedelta(days=1), TODAY + timedelta(days=3))
    days = [sorted(actor_for(account, NOW + timedelta(days=day)).roles) for day in range(4)]
    assert days == [[], ["handler"], ["handler"], []]


def test_the_day_is_that_of_the_site(admin):
    account = make()
    appoint(account, "handler", "A", admin, NOW, TODAY + timedelta(days=1))
    assert not actor_for(account, datetime(2026, 3, 2, 15, 59, tzinfo=UTC)).roles
    assert actor_for(account, datetime(2026, 3, 2, 16, 0, tzinfo=UTC)).roles


def test_ending_keeps_the_row_and_takes_effect_today(admin):
    account = make("zhang.san", "handler")
    appointment = account.appointments.get()
    Appointment.objects.update(valid_from=TODAY - timedelta(days=10))
    appointment.refresh_from_db()
    end_appointment(appointment, admin, NOW)
    assert account.appointments.get().valid_to == TODAY
    assert not actor_for(account, NOW).roles
    assert key_of(lambda: end_appointment(appointment, admin, NOW)) == "appointment-over"
    assert Entry.objects.filter(kind="appointment.ended").count() == 1
    appoint(account, "system-admin", "", admin, NOW)


def test_an_end_is_not_put_off(admin):
    account = make()
    made = appoint(account, "handler", "A", admin, NOW, None, TODAY + timedelta(days=10))
    later, earlier = TODAY + timedelta(days=11), TODAY + timedelta(days=9)
    assert key_of(lambda: end_appointment(made, admin, NOW, later)) == "period-wrong"
    assert key_of(lambda: end_appointment(made, admin, NOW, earlier)) == "done"
    assert account.appointments.get().valid_to == earlier


def test_one_that_has_not_begun_becomes_empty(admin):
    account = make()
    made = appoint(account, "system-admin", "", admin, NOW, TODAY + timedelta(days=30))
    end_appointment(made, admin, NOW)
    assert made.valid_to == made.valid_from
    appoint(account, "handler", "A", admin, NOW)


PERIODS = st.tuples(st.integers(0, 6), st.none() | st.integers(0, 6)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)
HOLDINGS = st.lists(st.tuples(st.sampled_from(APPOINTABLE), PERIODS), min_size=2, max_size=3)


def days_of(period: tuple[int, int | None]) -> set[int]:
    return set(range(period[0], 20 if period[1] is None else period[1]))


def is_apart(holdings) -> bool:
    """The rule itself, day by day: no day on which two roles in conflict are held."""
    return not any(
        is_conflict(one, other) and days_of(first) & days_of(second)
        for one, first in holdings
        for other, second in holdings
    )


@settings(max_examples=60)
@given(HOLDINGS)
def test_the_database_refuses_exactly_the_days_on_which_duties_meet(holdings):
    with transaction.atomic():
        refusal = refusal_of(make(f"p{Account.objects.count()}"), holdings)
        transaction.set_rollback(True)
    assert ("separation of duties" in refusal) is not is_apart(holdings)


def refusal_of(account: Account, holdings) -> str:
    """What the database says against these appointments together, empty where it takes them."""
    try:
        with transaction.atomic():
            for role, (begins, ends) in holdings:
                insert(account, role, begins, ends)
    except DatabaseError as refused:
        return str(refused)
    return ""


def insert(account: Account, role: str, begins: int = 0, ends: int | None = None, **fields) -> Appointment:
    until = None if ends is None else TODAY + timedelta(days=ends)
    return Appointment.objects.create(
        account=account, role=role, organisation="" if role in ADMINISTRATORS else "A",
        valid_from=TODAY + timedelta(days=begins), valid_to=until, appointed_at=NOW, **fields,
    )  # fmt: skip


def test_the_database_refuses_a_change_that_brings_duties_together():
    account = make("zhang.san")
    insert(account, "handler", 0, 5)
    insert(account, "system-admin", 5)
    with pytest.raises(DatabaseError, match="separation of duties"), transaction.atomic():
        Appointment.objects.filter(role="handler").update(valid_to=None)


@pytest.mark.parametrize("what", ["own", "citizen", "role", "period"])
def test_what_else_the_database_refuses(what):
    account = make("zhang.san", kind="citizen" if what == "citizen" else "staff")
    arguments = {
        "own": {"role": Role.HANDLER, "appointed_by": account},
        "citizen": {"role": Role.HANDLER},
        "role": {"role": "emperor"},
        "period": {"role": Role.HANDLER, "begins": 2, "ends": 1},
    }[what]
    with pytest.raises(DatabaseError), transaction.atomic():
        insert(account, **arguments)


def test_what_the_database_refuses_is_said_like_what_the_service_refuses(admin, monkeypatch):
    account = make("zhang.san", "handler")
    monkeypatch.setattr("xunzheng.site.accounts.services.appointing._refuse_overlaps", lambda *_: None)
    assert key_of(lambda: appoint(account, "audit-admin", "", admin, NOW)) == "duties-database"
    assert account.appointments.count() == 1
