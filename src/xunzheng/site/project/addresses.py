"""The addresses of routes for templates: a list of fifty cases asks for the same one fifty times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from django.urls import NoReverseMatch, get_script_prefix, reverse

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What stands in an address as it is."""
_STANDING_IN: Final = "Stands-In-For-{}"


def address(route: str, args: Sequence[Any] = ()) -> str:
    """The address of the route, as `reverse` gives it. Raises NoReverseMatch for a route that is none."""
    if args and not all(isinstance(each, str) and _PLAIN.fullmatch(each) for each in args):
        return reverse(route, args=args)
    form = _form(route, len(args), get_script_prefix())
    return reverse(route, args=args) if form is None else form.format(*args)


@lru_cache(maxsize=512)
def _form(route: str, count: int, prefix: str) -> str | None:
    """The address with places for its parts; None where the route takes other parts than words."""
    words = [_STANDING_IN.format(place) for place in range(count)]
    try:
        found = reverse(route, args=words)
    except NoReverseMatch:
        if not count:
            raise
        return None
    found = found.replace("{", "{{").replace("}", "}}")
    for place, word in enumerate(words):
        found = found.replace(word, f"{{{place}}}")
    return found
