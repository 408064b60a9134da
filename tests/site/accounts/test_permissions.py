"""Who may do what on which object: examples as a table, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.site.accounts.actor import ANONYMOUS, Actor, Held
from xunzheng.site.accounts.permissions import PERMISSIONS, SCOPES, Reach, is_within, may
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE, CITIZEN_ROLES, Role, is_conflict


def staff(role: str, organisation: str = "B", region: str = "431100") -> Actor:
    return Actor("7", "甲", (Held(role, organisation, f"A/{organisation}", region),))


CITIZEN = Actor("9", "乙", (), is_citizen=True)

EXAMPLES = [
    # who, permission, organisation, region, owner, may
    (CITIZEN, "cases.read", None, None, "9", True),
    (CITIZEN, "cases.read", None, None, "8", False),
    (CITIZEN, "cases.read", "A/B", "431100", None, False),
    (CITIZEN, "cases.read", None, None, None, True),
    (CITIZEN, "cases.work", None, None, None, False),
    (staff("handler"), "cases.act", "A/B", None, None, True),
    (staff("handler"), "cases.act", "B", None, None, True),
    (staff("handler"), "cases.act", "A/B/C", None, None, False),
    (staff("handler"), "cases.act", "A", None, None, False),
    (staff("handler"), "cases.act", "", None, None, False),
    (staff("handler"), "cases.act", None, None, "7", False),
    (staff("supervisor"), "cases.supervise", "A/B/C", None, None, True),
    (staff("supervisor"), "cases.supervise", "A/B", None, None, True),
    (staff("supervisor"), "cases.supervise", "A/BB", None, None, False),
    (staff("leader"), "cases.read", "X/Y", "431181", None, True),
    (staff("leader"), "cases.read", "X/Y", "430100", None, False),
    (staff("leader", region=""), "cases.read", "X/Y", "430100", None, False),
    (staff("registrar"), "registry.manage", "A/B/C", None, None, True),
    (staff("registrar"), "registry.manage", "A/D", None, None, True),
    (staff("audit-admin", ""), "journal.read", None, None, None, True),
    (staff("audit-admin", ""), "journal.read", "A/B", "431100", "1", True),
    (staff("audit-admin", ""), "cases.read", "A/B", "431100", "1", False),
    (staff("system-admin", ""), "appointments.manage", None, None, None, False),
    (staff("security-admin", ""), "accounts.manage", None, None, None, False),
    (ANONYMOUS, "cases.read", None, None, "", False),
]  # fmt: skip


@pytest.mark.parametrize(("actor", "permission", "organisation", "region", "owner", "expected"), EXAMPLES)
def test_on_which_objects(actor, permission, organisation, region, owner, expected):
    assert may(actor, permission, organisation, region, owner) is expected


@pytest.mark.parametrize(
    ("scopes", "permission", "expected"),
    [
        (None, "cases.read", True),
        ({"cases:read"}, "cases.read", True),
        ({"cases:read"}, "cases.act", False),
        (set(), "cases.read", False),
    ],
)
def test_a_token_is_allowed_no_more_than_its_scopes(scopes, permission, expected):
    actor = Actor("7", "甲", (Held("handler", "B"),), scopes=None if scopes is None else frozenset(scopes))
    assert may(actor, permission, "B") is expected


def test_no_token_does_what_has_no_scope():
    admin = Actor("7", "甲", (Held("system-admin", ""),), scopes=frozenset(SCOPES))
    assert not may(admin, "accounts.manage")


def test_an_unknown_permission_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        may(CITIZEN, "cases.raed")


def test_no_administrator_takes_part_in_the_business():
    for code, permission in PERMISSIONS.items():
        if code.startswith("cases.") and code != "cases.tend":  # that is about the worker, not the matter
            assert not permission.reaches.keys() & ADMINISTRATORS, code


def test_each_administrators_act_is_another_ones():
    acts = ("accounts.manage", "appointments.manage", "journal.read")
    holders = [frozenset(PERMISSIONS[act].reaches) for act in acts]
    assert holders == [{Role.SYSTEM_ADMIN}, {Role.SECURITY_ADMIN}, {Role.AUDIT_ADMIN}]


CODES = st.sampled_from(["A", "B", "C", "AB", "D"])
PATHS = st.lists(CODES, min_size=1, max_size=4, unique=True).map("/".join)
PLACES = st.tuples(PATHS, st.sampled_from(["431100", "431181", "430000", "110101"]), st.sampled_from("789"))


@given(st.sampled_from(sorted(PERMISSIONS)), st.sampled_from(APPOINTABLE), CODES, PLACES)
def test_what_is_allowed_on_an_object_is_allowed_at_all(permission, role, organisation, place):
    actor = staff(role, organisation)
    if may(actor, permission, *place):
        assert may(actor, permission)


@given(
    st.sampled_from(sorted(PERMISSIONS)), st.sampled_from(APPOINTABLE), st.sampled_from(APPOINTABLE), PLACES
)
def test_a_further_appointment_takes_nothing_away(permission, one, other, place):
    alone = staff(one)
    both = Actor("7", "甲", (*alone.appointments, Held(other, "C")))
    assert may(both, permission, *place) or not may(alone, permission, *place)


@given(st.sampled_from(Role), st.sampled_from(Role))
def test_conflicts_are_mutual_and_concern_administrators(one, other):
    assert is_conflict(one, other) is is_conflict(other, one)
    assert not is_conflict(one, one)
    assert is_conflict(one, other) is (one != other and bool({one, other} & ADMINISTRATORS))


@pytest.mark.parametrize(
    ("region", "upper", "expected"),
    [
        ("431181", "431181", True),
        ("431181", "430000", True),
        ("431181102", "431181", True),
        ("441181", "431100", False),
        ("431100", "431181", False),
        ("", "431100", False),
        ("431100", "000000", False),
    ],
)
def test_regions_lie_in_regions(region, upper, expected):
    assert is_within(region, upper) is expected


def test_the_table_is_whole():
    for code, permission in PERMISSIONS.items():
        assert permission.title_zh, code
        assert permission.title_en, code
        assert permission.reaches, code
        own = {role for role, reach in permission.reaches.items() if reach is Reach.OWN}
        assert own <= CITIZEN_ROLES, code
