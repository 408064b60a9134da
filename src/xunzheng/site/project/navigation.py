"""Where the bar leads somebody who is signed in: to what his roles may use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.project.access import ROUTES, is_allowed

PLACES: Final = (
    ("cases:work", "work-nav"),
    ("cases:board", "board-title"),
    ("cases:parked", "parked-title"),
    ("accounts:people", "people-title"),
    ("registry:front", "registry-title"),
    ("journal:entries", "journal-title"),
)
"""The route and the word of each place, in the order of the bar."""


def places_of(actor: Actor) -> Sequence[tuple[str, str]]:
    """The places that the actor may use; none for somebody who is not signed in. Reads no database."""
    return [(route, word) for route, word in PLACES if is_allowed(actor, ROUTES[route])]
