"""What the query finds is what the permission allows; a branch sees no personal data of the applicant."""

from __future__ import annotations

import pytest

from tests.site.cases.offices import (
    APPLICANT,
    HANDLER,
    NOW,
    OFFICE,
    OTHER,
    RECEIVER,
    REGION,
    VALUES,
    brought_to,
    citizen,
    opened,
    staff,
    take,
)
from xunzheng.site.accounts.actor import ANONYMOUS, Actor, Held
from xunzheng.site.accounts.permissions import PERMISSIONS
from xunzheng.site.cases import looking, reach, store
from xunzheng.site.cases.looking import look
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.recording import state_of
from xunzheng.site.cases.states import View
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
ON = reach.day_of(NOW)
ACTORS = [
    ANONYMOUS, APPLICANT, citizen("third"), citizen("nosy"),
    *(staff(f"{role}@{place}", role, organisation=place) for role in PERMISSIONS["cases.read"].reaches
      for place in (OFFICE, OTHER, "co-agency")),
    staff("both", "auditor", "handler"),
    Actor("far-leader", "", (Held("leader", "x", "x", "430100"),)),
    Actor("token", "", (Held("handler", OFFICE, OFFICE, REGION),), scopes=frozenset({"registry:read"})),
    staff("admin", "system-admin"),
]  # fmt: skip


@pytest.fixture
def cases() -> list[int]:
    """Three cases: one just opened, one with a third party, one with a co-producing agency."""
    ids = [opened("plain").case_id]
    for key, values in (("third", {"third_parties": ("third",)}), ("coop", {"agencies": ("co-agency",)})):
        done = brought_to(2, key)
        ids.append(take(done, HANDLER, "consult", values=values).case_id)
    return ids


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.id or "anonymous")
def test_the_query_finds_what_is_allowed(actor: Actor, cases: list[int]) -> None:
    views = {}
    for case_id in cases:
        loaded = store.read(case_id)
        assert loaded is not None
        views[case_id] = reach.view_of(actor, reach.involved(state_of(loaded)), ON)
    found = set(Case.objects.filter(reach.visible(actor, ON)).values_list("pk", flat=True))
    whole = set(Case.objects.filter(reach.visible_whole(actor, ON)).values_list("pk", flat=True))
    assert found == {case_id for case_id, view in views.items() if view is not View.NOTHING}
    assert whole == {case_id for case_id, view in views.items() if view is View.WHOLE}


@pytest.mark.parametrize(
    ("actor", "view"),
    [
        (APPLICANT, View.WHOLE), (HANDLER, View.WHOLE), (RECEIVER, View.WHOLE),
        (citizen("third"), View.BRANCH),
        (staff("a", "auditor"), View.MASKED), (citizen("nosy"), View.NOTHING), (ANONYMOUS, View.NOTHING),
    ],
    ids=lambda each: getattr(each, "id", each),
)  # fmt: skip
def test_each_sees_as_much_as_is_his(actor: Actor, view: View, cases: list[int]) -> None:
    seen = look(Case.objects.get(pk=cases[1]).number, actor, NOW)
    assert (View.NOTHING if seen is None else seen.view) is view
    told = repr(
        (seen and seen.case, seen and looking.events_of(seen), seen and looking.messages_of(seen, actor))
    )
    personal = [str(VALUES[code]) for code in ("applicant_name", "identity", "contact")]
    assert all(text in told for text in personal) is (actor is APPLICANT)
    assert any(text in told for text in personal) is (actor is APPLICANT)
    if view in (View.BRANCH, View.MASKED):
        assert APPLICANT.id not in told


def test_a_refused_look_is_journalled_and_tells_nothing(cases: list[int]) -> None:
    number = Case.objects.get(pk=cases[0]).number
    assert look(number, citizen("nosy"), NOW) is None
    assert look("FOI-REQUEST-20990101-0001", citizen("nosy"), NOW) is None
    assert Entry.objects.filter(kind="access.refused", who="nosy").count() == 1


def test_reading_personal_values_needs_a_purpose_and_is_journalled(cases: list[int]) -> None:
    seen = look(Case.objects.get(pk=cases[0]).number, HANDLER, NOW)
    assert seen is not None
    assert looking.read_personal(seen, HANDLER, "  ", NOW) is None
    values = looking.read_personal(seen, HANDLER, "核对身份", NOW)
    assert values is not None
    assert values["identity"] == VALUES["identity"]
    assert Entry.objects.get(kind="read.personal").who == HANDLER.id
