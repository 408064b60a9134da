"""Who acts, as the apps below the accounts see it: a name for the journal."""

from __future__ import annotations

from typing import Protocol, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class _Acting(Protocol):
    @property
    def id(self) -> str: ...


def who_acts(request: HttpRequest) -> str:
    """The id of the actor that the accounts' middleware set; without one nothing may be read or changed."""
    actor = getattr(request, "actor", None)
    who = cast(_Acting, actor).id if actor is not None else ""
    if not who:
        raise PermissionDenied
    return who
