"""Xunzheng's side of the transitions: the site's services, as a page or the API calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from _crew import Place
from _request import OFFICE, PROCESS, REGION, STEPS, VALUES, opened_at


def prepare(place: Place) -> None:
    """Make the tables."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def steps(place: Place) -> Iterator[None]:
    """Requests, opened and answered one after another, a transition at a time."""
    import django

    django.setup()
    take = stepping()
    for _ in take(f"{place.number}-warm", opened_at(0)):
        pass
    yield
    for number in count():
        for _ in take(f"{place.number}-{number}", opened_at(number)):
            yield


def stepping() -> Callable[[str, datetime], Iterator[Any]]:
    """What takes one case through all its steps: by the beginning of its keys, and when it is opened."""
    from xunzheng.site.accounts.actor import Actor, Held
    from xunzheng.site.cases.services import Asked, Command, Done, open_case, perform

    citizen, asked = Actor("citizen-1", "李四喜", is_citizen=True), Asked(OFFICE, REGION, VALUES)
    staff = {role: Actor(role, role, (Held(role, OFFICE, OFFICE, REGION),)) for role, _, _ in STEPS}

    def take(key: str, now: datetime) -> Iterator[Any]:
        done = open_case(PROCESS, asked, citizen, f"{key}-open", now)
        assert isinstance(done, Done), done
        yield done
        for minute, (role, action, given) in enumerate(STEPS, 1):
            at, command = now + timedelta(minutes=minute), Command(action, **given)
            done = perform(done.case_id, command, staff[role], f"{key}-{minute}", done.version, at)
            assert isinstance(done, Done), done
            yield done

    return take
