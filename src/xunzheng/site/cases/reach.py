"""How much of a case somebody sees, and as whom he acts on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from xunzheng.processes.case import Case, Token
from xunzheng.processes.command import Actor as ProcessActor
from xunzheng.processes.definition import Definition
from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.accounts.permissions import PERMISSIONS, Reach, may
from xunzheng.site.accounts.roles import CITIZEN_ROLES, Role
from xunzheng.site.cases import models
from xunzheng.site.cases.states import View
from xunzheng.site.registry.queries import below, path_on

READ, ACT, OPEN = "cases.read", "cases.act", "cases.open"


@dataclass(frozen=True, slots=True)
class Involved:
    """Whom a case concerns: who asked, the organisations that have it, its place, who is asked."""

    applicant: str
    organisations: tuple[str, ...]
    region: str
    branches: tuple[str, ...] = ()


def involved(case: Case) -> Involved:
    """Whom the case concerns."""
    asked = (
        side for token in case.tokens.values() if token.branch for side in (token.party, token.organisation)
    )
    main = (case.main.organisation, case.organisation)
    return Involved(
        case.applicant,
        tuple(dict.fromkeys(main)),
        case.region,
        tuple({side for side in asked if side} - {*main}),
    )


def view_of(actor: Actor, case: Involved, on: date) -> View:
    """How much of the case the actor sees on the day.

    Applicants see their own whole, staff what their roles reach; who is only asked in a branch sees that
    branch; auditors see all of their reach but personal values.
    """
    if may(actor, READ, owner=case.applicant):
        return View.WHOLE
    business = _without(actor, Role.AUDITOR)
    if any(reaches(business, READ, code, case.region, on) for code in case.organisations):
        return View.WHOLE
    if any(_is_asked(actor, side, on) for side in case.branches):
        return View.BRANCH
    if any(reaches(actor, READ, code, case.region, on) for code in case.organisations):
        return View.MASKED
    return View.NOTHING


def own_branches(actor: Actor, case: Case, on: date) -> tuple[Token, ...]:
    """The branches in which the actor, or his organisation, is asked."""
    return tuple(
        token
        for token in case.tokens.values()
        if token.branch
        and any(_is_asked(actor, side, on) for side in (token.party, token.organisation) if side)
    )


def reaches(actor: Actor, permission: str, organisation: str, region: str, on: date) -> bool:
    """`permissions.may` for an organisation by its code; where it lies is looked up only if that matters."""
    if may(actor, permission, organisation=organisation, region=region):
        return True
    if not any(_reach(permission, held) is Reach.BELOW for held in actor.appointments):
        return False
    path = "/".join(each.code for each in path_on(organisation, on))
    return path != "" and may(actor, permission, organisation=path, region=region)


def visible(actor: Actor, on: date) -> Q:
    """The cases of which the actor sees anything: those where `view_of` is not NOTHING."""
    if not may(actor, READ):
        return Q(pk__in=())
    asking = places(_without(actor, Role.AUDITOR), READ, on)[0]
    sides = (*asking, actor.id) if actor.is_citizen else asking
    branches = models.Token.objects.filter(case=OuterRef("pk"), branch__isnull=False)
    asked = Exists(branches.filter(Q(party__in=sides) | Q(organisation__in=asking)))
    return _within(actor, on) | Q(asked)


def visible_whole(actor: Actor, on: date) -> Q:
    """The cases of which the actor sees everything: those where `view_of` is WHOLE."""
    business = _without(actor, Role.AUDITOR)
    return _within(business, on) if may(business, READ) else Q(pk__in=())


def _within(actor: Actor, on: date) -> Q:
    """The cases in the places that the actor's roles reach, and his own."""
    codes, regions, is_everywhere = places(actor, READ, on)
    if is_everywhere:
        return Q()
    found = Q(held_by__in=codes) | Q(organisation__in=codes)
    for stem in regions:
        found |= Q(region__startswith=stem)
    return found | Q(applicant=actor.id) if actor.is_citizen else found


def places(actor: Actor, permission: str, on: date) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What a permission reaches: the codes of organisations, the stems of regions, and whether everything."""
    codes: list[str] = []
    regions: list[str] = []
    is_everywhere = False
    for held in actor.appointments if may(actor, permission) else ():
        reach = _reach(permission, held)
        if reach in (Reach.ORGANISATION, Reach.BELOW):
            codes.append(held.organisation)
        if reach is Reach.BELOW:
            codes += (each.code for each in below(held.organisation, on))
        if reach is Reach.REGION and held.region:
            regions.append(_stem(held.region))
        is_everywhere |= reach is Reach.ALL
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(regions)), is_everywhere


def acting(
    actor: Actor, case: Case, definition: Definition, action: str, token: str | None, on: date
) -> ProcessActor:
    """As whom the actor acts: for the organisation of the lane that he reaches, in the roles that reach it.

    A supervisor whose role reaches an organisation acts in it as its own staff do.
    """
    wanted = definition.action.get(action)
    lanes = case.tokens.values() if token is None or token not in case.tokens else (case.tokens[token],)
    starting = [lane for lane in lanes if wanted in definition.actions_from[lane.state]]
    for lane in starting or [case.main]:
        found = acting_on(actor, case, lane, on)
        if found.organisation:
            return found
    return acting_on(actor, case, case.main, on)


def acting_on(actor: Actor, case: Case, lane: Token, on: date) -> ProcessActor:
    """As whom the actor acts in a lane: for its party or organisation, where one of his roles reaches it."""
    for side in (lane.party, lane.organisation):
        if side and (roles := _roles_in(actor, ACT, side, case.region, on)):
            return ProcessActor(actor.id, roles | _as_citizen(actor, ACT), side, case.region)
    return ProcessActor(actor.id, _as_citizen(actor, ACT), "", case.region)


def opening(actor: Actor, organisation: str, region: str, on: date) -> ProcessActor:
    """As whom the actor opens a case at the organisation: a citizen anywhere, staff where they reach."""
    roles = _roles_in(actor, OPEN, organisation, region, on)
    return ProcessActor(actor.id, roles | _as_citizen(actor, OPEN), organisation if roles else "", region)


def _roles_in(actor: Actor, permission: str, side: str, region: str, on: date) -> frozenset[str]:
    return frozenset(
        held.role
        for held in actor.appointments
        if reaches(replace(actor, appointments=(held,), is_citizen=False), permission, side, region, on)
    )


def _as_citizen(actor: Actor, permission: str) -> frozenset[str]:
    """The roles of every citizen, where he has the permission at all: a token may lack its scope."""
    return CITIZEN_ROLES if actor.is_citizen and may(actor, permission) else frozenset()


def _is_asked(actor: Actor, side: str, on: date) -> bool:
    if may(actor, READ, owner=side):
        return True
    return reaches(_without(actor, Role.AUDITOR), READ, side, "", on)


def _without(actor: Actor, role: str) -> Actor:
    if all(held.role != role for held in actor.appointments):
        return actor
    return replace(actor, appointments=tuple(held for held in actor.appointments if held.role != role))


def _reach(permission: str, held: Held) -> Reach | None:
    return {str(role): reach for role, reach in PERMISSIONS[permission].reaches.items()}.get(held.role)


def _stem(region: str) -> str:
    while region.endswith("00"):
        region = region[:-2]
    return region


def day_of(now: datetime) -> date:
    """The day on which appointments and organisations are looked at: that of the site's zone."""
    return localdate(now)
