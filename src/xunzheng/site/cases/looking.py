"""One case as somebody sees it: what his view withholds is not in it, so that no page can let it slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from xunzheng.calendars.clock import Standing, stand
from xunzheng.calendars.explanation import Explanation, explain
from xunzheng.processes import events as e
from xunzheng.processes.case import Case, RunningClock, Value
from xunzheng.processes.definition import MAIN, Definition, State
from xunzheng.processes.possible import Possible, possible
from xunzheng.processes.situation import clock_of
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases import own_view, reach, store
from xunzheng.site.cases.library import Law
from xunzheng.site.cases.masking import is_personal, masked_values, without_personal
from xunzheng.site.cases.models import Link, Message, Paper
from xunzheng.site.cases.queries import events_between
from xunzheng.site.cases.recording import law_of, state_of
from xunzheng.site.cases.states import View
from xunzheng.site.cases.store import Loaded
from xunzheng.site.journal.services import Note, append, append_apart
from xunzheng.site.project.plain_sql import rows_where, select

_HIDDEN = "＊"


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as the actor sees it.

    `case` is its state with personal values masked (`View.WHOLE` for staff) or left out; in a branch's view
    only the actor's own branches are in it, and in the applicant's (`is_own`) only what `own_view` tells him.
    `actual` is the state as it is: for decisions, never for the screen.
    """

    case_id: int
    case: Case
    actual: Case
    title: str
    view: View
    is_own: bool
    law: Law
    parent: str

    @property
    def definition(self) -> Definition:
        """The process in the version that the case runs by."""
        return self.law.definition

    @property
    def state(self) -> State:
        """The state of the main lane as the actor is told it; to the applicant in public words."""
        if self.is_own:
            return own_view.public_state(self.case.main.state, self.definition)
        return self.definition.state[self.case.main.state]


def look(number: str, actor: Actor, now: datetime) -> Seen | None:
    """The case as the actor sees it; None where he sees none, which is journalled if there is one.

    He is not told which of the two it is. Not to be called within a transaction.
    """
    case_id = store.find_id(number)
    loaded = None if case_id is None else store.read(case_id)
    if loaded is None:
        return None
    seen = seen_in(loaded, actor, now)
    if seen.view is View.NOTHING:
        content = {"reasons": ["unknown"]}
        append_apart([Note("access.refused", actor.id or "anonymous", f"case:{number}", now, content)])
        return None
    return seen


def seen_in(loaded: Loaded, actor: Actor, now: datetime) -> Seen:
    """What was loaded of a case as the actor sees it; of `View.NOTHING` nothing is to be shown."""
    law, case = law_of(loaded), state_of(loaded)
    view = reach.view_of(actor, reach.involved(case), reach.day_of(now))
    is_own = actor.is_citizen and actor.id == case.applicant
    shown = _shown(loaded.case_id, case, view, is_own, law.definition, actor, now)
    return Seen(
        loaded.case_id, shown, case, str(loaded.row["title"]), view, is_own, law, str(loaded.row["parent"])
    )


def actions_of(seen: Seen, actor: Actor, now: datetime) -> tuple[Possible, ...]:
    """What may be done in the case, lane by lane; for its staff with the reasons against the rest."""
    if seen.view is View.MASKED:
        return ()
    law, found = seen.law, []
    for lane in seen.case.tokens.values():
        acting = reach.acting_on(actor, seen.actual, lane, reach.day_of(now))
        every = possible(law.definition, seen.actual, acting, now, law.calendar, law.rules)
        found += [each for each in every if each.token == lane.id and each not in found]
    is_staff = seen.view is View.WHOLE and not seen.is_own
    return tuple(found) if is_staff else tuple(each for each in found if each.is_allowed)


def events_of(seen: Seen) -> tuple[e.Event, ...]:
    """The case's events as the actor sees them: without what his view withholds."""
    return tuple(event for _, event in numbered_events_of(seen))


def numbered_events_of(seen: Seen, after: int = 0) -> tuple[tuple[int, e.Event], ...]:
    """The events that the actor sees, each with its number in the case, where that is greater than `after`.

    Personal values are masked or left out, other branches too; the applicant sees what `own_view` tells him.
    """
    _, events = events_between(seen.case_id, after, seen.actual.version)
    own = {token for token in seen.case.tokens if token != MAIN}
    found = []
    for number, event in enumerate(events, after + 1):
        if seen.view is View.BRANCH and getattr(event, "token", None) not in own:
            continue
        shown = own_view.own_event(event, seen.actual) if seen.is_own else _event_shown(event, seen)
        if shown is not None:
            found.append((number, shown))
    return tuple(found)


def messages_of(seen: Seen, actor: Actor) -> Sequence[Message]:
    """The messages of the case, the latest last: all of them for staff, otherwise those to the actor."""
    if seen.view is View.MASKED:
        return []
    if seen.view is View.WHOLE and not seen.is_own:
        return rows_where(Message, "WHERE m.case_id = %s ORDER BY m.number", [seen.case_id])
    found = Message.objects.filter(case=seen.case_id).order_by("number")
    if seen.is_own:
        return list(found.filter(recipient=actor.id))
    sides = {actor.id, *(held.organisation for held in actor.appointments)}
    return list(found.filter(recipient__in=sides))


def papers_of(seen: Seen) -> Sequence[Paper]:
    """The papers of the case that the actor may open: in a branch's view only those given in it, in the
    applicant's those that he gave or was given.
    """
    if seen.view is View.WHOLE and not seen.is_own:
        return rows_where(Paper, "WHERE m.case_id = %s ORDER BY m.given_at, m.reference", [seen.case_id])
    found = Paper.objects.filter(case=seen.case_id).order_by("given_at", "reference")
    if seen.view is View.BRANCH:
        return list(found.filter(reference__in=_papers_of_branches(seen)))
    if seen.is_own:
        given = {reference for references in seen.case.materials.values() for reference in references}
        return list(found.filter(Q(reference__in=given) | Q(given_by=seen.case.applicant)))
    return [] if seen.view is View.MASKED else list(found)


def links_of(seen: Seen) -> Sequence[Link]:
    """The links of the case from both sides, for the staff who see all of it."""
    if seen.view is not View.WHOLE or seen.is_own:
        return []
    if not select("SELECT 1 FROM cases_link WHERE case_id = %s OR other_id = %s LIMIT 1", [seen.case_id] * 2):
        return []
    both = Link.objects.filter(case=seen.case_id) | Link.objects.filter(other=seen.case_id)
    return list(both.select_related("case", "other").order_by("at", "id")[:200])


def standing_of(seen: Seen, clock: RunningClock, now: datetime) -> Standing:
    """How a clock of the case stands now."""
    return stand(clock_of(clock, seen.law.rules), seen.law.calendar, now)


def explanation_of(seen: Seen, clock: RunningClock, now: datetime) -> Explanation:
    """Why the clock stands where it stands, day by day."""
    return explain(clock_of(clock, seen.law.rules), seen.law.calendar, now)


def read_personal(seen: Seen, actor: Actor, purpose: str, now: datetime) -> dict[str, Value] | None:
    """The personal values of the case as they are; who read them and for what purpose is journalled.

    None where the actor's view has none, or the purpose is empty. The applicant reads no more than he sees:
    personal values of others are in his case too.
    """
    if seen.view is not View.WHOLE or seen.is_own or not purpose.strip():
        return None
    found = {code: value for code, value in seen.actual.values.items() if is_personal(code, seen.definition)}
    note = {"purpose": purpose.strip()[:200], "fields": sorted(found)}
    with transaction.atomic():
        append([Note("read.personal", actor.id, seen.actual.id, now, note)])
    return found


def _shown(
    case_id: int, case: Case, view: View, is_own: bool, definition: Definition, actor: Actor, now: datetime
) -> Case:
    if is_own:
        sent = Message.objects.filter(case=case_id, recipient=case.applicant)
        told = frozenset(sent.values_list("code", flat=True))
        asked = {token.id: token for token in reach.own_branches(actor, case, reach.day_of(now))}
        return own_view.own_case(case, definition, told, asked)
    if view is View.WHOLE:
        return replace(case, values=masked_values(case.values, definition))
    hidden = replace(case, applicant=_HIDDEN, values=without_personal(case.values, definition), parties={})
    if view is View.MASKED:
        return replace(
            hidden, materials={}, tokens={k: replace(t, party=None) for k, t in case.tokens.items()}
        )
    return _branch_shown(hidden, case, definition, actor, now)


def _branch_shown(hidden: Case, case: Case, definition: Definition, actor: Actor, now: datetime) -> Case:
    """What somebody sees who is asked in a branch: what the case was opened about, and his own branch."""
    own = {token.id: token for token in reach.own_branches(actor, case, reach.day_of(now))}
    asked = {ask.field for ask in definition.opening.fields}
    main = replace(case.main, holder=None, answerable=None)
    return replace(
        hidden,
        tokens={"main": main, **own},
        clocks={key: clock for key, clock in case.clocks.items() if clock.token in own},
        values={code: value for code, value in hidden.values.items() if code in asked},
        materials={},
        children={},
    )


def _event_shown(event: e.Event, seen: Seen) -> e.Event:
    """The event without what the view withholds: personal values, outside `WHOLE` who the applicant is."""
    if seen.view is View.WHOLE:
        if isinstance(event, e.Opened | e.Acted):
            return replace(event, values=masked_values(event.values, seen.definition))
        return event
    event = replace(event, by=_by(event.by, seen))
    if isinstance(event, e.Opened | e.Acted):
        event = replace(event, values=without_personal(event.values, seen.definition), materials={})
    if isinstance(event, e.Opened):
        return replace(event, applicant=_HIDDEN, note="")
    if isinstance(event, e.BranchOpened | e.MessageSent) and seen.view is View.MASKED:
        return replace(event, party=_HIDDEN if event.party else "")
    return event


def _by(by: str, seen: Seen) -> str:
    return _HIDDEN if by == seen.actual.applicant else by


def _papers_of_branches(seen: Seen) -> Iterable[str]:
    for event in events_of_branches(seen):
        for references in event.materials.values():
            yield from references


def events_of_branches(seen: Seen) -> list[e.Acted]:
    """The actions that were taken in the branches that the actor sees, with their papers."""
    own = {token for token in seen.case.tokens if token != "main"}
    _, events = events_between(seen.case_id, 0, seen.actual.version)
    return [event for event in events if isinstance(event, e.Acted) and event.token in own]
