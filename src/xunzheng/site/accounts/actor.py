"""Who acts: the account that is signed in, with its roles, as the rest of the site sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from xunzheng.site.accounts.roles import CITIZEN_ROLES


@dataclass(frozen=True, slots=True)
class Held:
    """A role that the actor holds today: where, and in which region that place lies.

    `organisation` is a code. `path` is the codes from the root down to it, separated by `/`, and ends
    with it. `region` is six digits, or empty where the registry does not know the organisation.
    """

    role: str
    organisation: str
    path: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is the account's number as text, empty for somebody who is not signed in.

    `scopes` is None for somebody at the screen, otherwise what the token may be used for.
    """

    id: str = ""
    name: str = ""
    appointments: tuple[Held, ...] = ()
    is_citizen: bool = False
    scopes: frozenset[str] | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether an account stands behind the actor."""
        return self.id != ""

    @property
    def roles(self) -> frozenset[str]:
        """The codes of the roles held today, those of every citizen included."""
        held = frozenset(each.role for each in self.appointments)
        return held | CITIZEN_ROLES if self.is_citizen else held


ANONYMOUS: Final = Actor()


def actor_of(request: HttpRequest) -> Actor:
    """The actor of the request (`request.actor`, set by the middleware), `ANONYMOUS` without one."""
    actor = getattr(request, "actor", ANONYMOUS)
    assert isinstance(actor, Actor)
    return actor
