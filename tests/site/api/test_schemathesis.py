"""Schemathesis against the interface, in process: what each operation declares, and what it must refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
import werkzeug
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.engine import events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.python import wsgi

from tests.site.api.programs import opened, program
from xunzheng.site.api.interface import document
from xunzheng.site.project.wsgi import application

EXAMPLES: Final = 3
_OF_NETWORK: Final = ("max_redirects", "verify", "cert", "proxies", "timeout", "allow_redirects")
# A request of the right form may still be refused by the process, the law or the registry: 422 then says why.
_ACCEPTED: Final = ["2xx", "401", "403", "404", "409", "422"]


def interface(headers: dict[str, str]) -> Any:
    """The interface as schemathesis sees it: all its checks, all its phases."""
    checks = ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(expected_statuses=_ACCEPTED))
    generation = GenerationConfig(max_examples=EXAMPLES, deterministic=True)
    project = ProjectConfig(checks=checks, generation=generation, headers=headers, continue_on_failure=True)
    config = SchemathesisConfig(projects=ProjectsConfig(default=project), seed=20260302)
    made = schemathesis.openapi.from_dict(document(), config=config)
    made.app = application
    return made


class InProcess(werkzeug.Client):
    """Some checks hand settings of schemathesis's network client on to this one, which knows none of them."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        known = {name: value for name, value in kwargs.items() if name not in _OF_NETWORK}
        return super().open(*args, **known)


@pytest.mark.django_db(transaction=True)
def test_the_interface_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi, "get_client", InProcess)
    opened(program("citizen"))
    staff = program("handler", "handler", "receiver", "approver")
    failures: set[str] = set()
    reached: dict[Any, set[str]] = {}
    stream = from_schema(interface(staff.headers())).execute()
    for event in stream:
        if isinstance(event, events.PhaseStarted) and event.phase.name in reached:
            stream.stop()  # from here on it goes over the same again, with what it has learnt
            break
        if isinstance(event, events.ScenarioFinished):
            reached.setdefault(event.phase, set()).add(event.recorder.label)
            failures |= set(failed_in(event))
        if isinstance(event, events.NonFatalError):
            failures.add(f"{event.label}: {event.info.format()}")
        assert not isinstance(event, events.FatalError), event
    assert not failures, "\n\n".join(sorted(failures))
    every = {
        f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods
    }
    assert reached[PhaseName.COVERAGE] == reached[PhaseName.FUZZING] == every


def failed_in(event: events.ScenarioFinished) -> Iterator[str]:
    for nodes in event.recorder.checks.values():
        for check in nodes:
            if check.failure_info is not None:
                told = f"{event.recorder.label}: {check.name}: {check.failure_info.failure}"
                yield f"{told}\n{check.failure_info.code_sample}"
