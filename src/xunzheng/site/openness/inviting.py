"""Asks third parties and co-producing agencies by a link that is good for one answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from xunzheng.processes.case import Token
from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.accounts.queries import place_of
from xunzheng.site.accounts.roles import Role
from xunzheng.site.accounts.sealing import digest_of, random_text
from xunzheng.site.cases.looking import Seen, look
from xunzheng.site.cases.services import Command, Done, Refused, perform
from xunzheng.site.journal.services import Note, append
from xunzheng.site.openness.models import Invitation
from xunzheng.site.openness.visitors import command_key

ROLES: Final = {"third": "third-party", "coop": "co-producer"}
"""The branches in which somebody is asked, and as whom."""
ACTIONS: Final = {
    "third-party": {"agree": "third-agree", "object": "third-object"},
    "co-producer": {"agree": "coop-agree", "object": "coop-object"},
}
_PURPOSE: Final = "openness invitation"


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that is still good, and the branch that it is about; of the case nothing more is needed."""

    invitation: Invitation
    seen: Seen
    actor: Actor

    @property
    def token(self) -> Token:
        """The branch."""
        return self.seen.actual.tokens[self.invitation.token]


def askable(seen: Seen) -> tuple[Token, ...]:
    """The branches of the case in which somebody may still be asked."""
    return tuple(token for token in seen.actual.tokens.values() if token.is_open and token.branch in ROLES)


def invite(seen: Seen, token: Token, about: str, actor: Actor, now: datetime) -> str:
    """Make a link for the branch, in place of any before; the secret part of its address, told once."""
    secret, number = random_text(), seen.actual.id
    with transaction.atomic():
        Invitation.objects.filter(number=number, token=token.id, revoked_at=None).update(revoked_at=now)
        Invitation.objects.create(
            number=number,
            token=token.id,
            party=token.party or "",
            role=ROLES[token.branch or ""],
            about=about,
            digest=digest_of(secret, _PURPOSE),
            made_by=actor.id,
            made_at=now,
        )
        append([Note("openness.invited", actor.id, number, now, {"branch": token.id})])
    return secret


def find(secret: str, now: datetime) -> Opened | Invitation | None:
    """The link with its case; the invitation alone where it is no longer good, None where there was never
    one.
    """
    invitation = Invitation.objects.filter(digest=digest_of(secret[:200], _PURPOSE)).first()
    if invitation is None:
        return None
    actor = _asked(invitation, now)
    seen = look(invitation.number, actor, now)
    token = seen.actual.tokens.get(invitation.token) if seen is not None else None
    is_good = (
        seen is not None
        and token is not None
        and token.is_open
        and token.party == invitation.party
        and seen.actual.applicant != actor.id
        and invitation.revoked_at is None
        and invitation.used_at is None
    )
    return Opened(invitation, seen, actor) if is_good and seen is not None else invitation


def answer(opened: Opened, choice: str, opinion: str, now: datetime) -> Done | Refused:
    """Give the opinion. The link is used up with it, in the same moment for whoever else has it."""
    invitation = opened.invitation
    actions = ACTIONS[invitation.role]
    values = {"opinion": opinion} if opinion.strip() else {}
    command = Command(actions.get(choice, actions["object"]), invitation.token, values=values)
    key = command_key(f"invitation-{invitation.pk}")
    done = perform(opened.seen.case_id, command, opened.actor, key, opened.seen.actual.version, now)
    if isinstance(done, Done):
        Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
    return done


def _asked(invitation: Invitation, now: datetime) -> Actor:
    """Who holds the link: the party of the branch, and nobody else."""
    if invitation.role == "third-party":
        return Actor(id=invitation.party, is_citizen=True)
    held = Held(Role.CO_PRODUCER, invitation.party, *place_of(invitation.party, now))
    return Actor(id=f"link-{invitation.pk}", appointments=(held,))
