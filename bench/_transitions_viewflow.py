"""django-viewflow's side: the same steps as a flow of views, as its own views take them, a transaction
each.

A step reads the process and its task, locked (on PostgreSQL), keeps what was given in the process,
completes the task and makes the next one. It is here as a peer to be measured and nowhere else: its
licence is the AGPL. Nothing else is written: no clock, no journal, no message.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from _crew import Place
from _request import STEPS
from xunzheng.site.project.database import read_database

_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000;"
_PEOPLE = ("receiver", "handler", "approver")


def prepare(place: Place) -> None:
    """Make the tables, and the three people who work on requests."""
    _set_up(place)
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    for name in _PEOPLE:
        User.objects.create(username=name)


def steps(place: Place) -> Iterator[None]:
    """Requests, opened and answered one after another, a step at a time."""
    _set_up(place)
    from django.contrib.auth.models import User

    from _viewflow_request.flows import Request

    people = {name: User.objects.get(username=name) for name in _PEOPLE}
    for _ in _take(Request, people):
        pass
    yield
    while True:
        yield from _take(Request, people)


def _set_up(place: Place) -> None:
    import django
    from django.conf import settings

    found = read_database(place.url, place.folder)
    assert found is not None, place.url
    engine = "postgresql" if place.is_postgresql else "sqlite3"
    database: dict[str, Any] = {"ENGINE": f"django.db.backends.{engine}", "NAME": found.name}
    if place.is_postgresql:
        database |= {"HOST": found.host, "PORT": found.port, "USER": found.user}
        database["OPTIONS"] = {"prepare_threshold": 2}
    else:
        database["OPTIONS"] = {"init_command": _SQLITE, "transaction_mode": "IMMEDIATE", "timeout": 20}
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "viewflow",
            "viewflow.workflow",
            "_viewflow_request",
        ],
        DATABASES={"default": database},
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def _take(flow: Any, people: Any) -> Iterator[None]:
    process_id = flow.start.run().pk
    yield
    for role, action, given in STEPS:
        _step(flow, process_id, people[role], action, given.get("values", {}))
        yield
    assert flow.process_class.objects.get(pk=process_id).status == "DONE", "the last step ends the process"


def _step(flow: Any, process_id: int, person: Any, action: str, values: dict[str, str]) -> None:
    """Take the open task: to claim it assigns it; anything else completes it, assigned first where it is
    not.
    """
    task = flow.task_class.objects.get(process=process_id, finished=None)
    with task.activation() as activation:
        if task.owner_id is None:
            activation.assign(person)
        if action == "claim":
            return
        activation.start(None)
        activation.process.data |= {**values, "action": action}
        activation.process.save()
        activation.execute()
