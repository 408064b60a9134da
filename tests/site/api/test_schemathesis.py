"""Schemathesis against the interface, in process: every operation, what it declares and what it must refuse."""

from __future__ import annotations

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
from schemathesis.python import wsgi

from tests.site.api.programs import opened, program
from xunzheng.site.api.interface import document
from xunzheng.site.project.wsgi import application

EXAMPLES: Final = 5
SECONDS: Final = 90
_OF_NETWORK: Final = ("max_redirects", "verify", "cert", "proxies", "timeout", "allow_redirects")
# A request of the right form may still be refused by the process, the law or the registry: 422 then says why.
_ACCEPTED: Final = ["2xx", "401", "403", "404", "409", "422"]


def interface(headers: dict[str, str]) -> Any:
    """The interface as schemathesis sees it: all its checks, all its phases."""
    checks = ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(expected_statuses=_ACCEPTED))
    generation = GenerationConfig(max_examples=EXAMPLES, deterministic=True)
    project = ProjectConfig(checks=checks, generation=generation, headers=headers, continue_on_failure=True)
    config = SchemathesisConfig(projects=ProjectsConfig(default=project), max_time=SECONDS, seed=20260302)
    made = schemathesis.openapi.from_dict(document(), config=config)
    made.app = application
    return made


class InProcess(werkzeug.Client):
    """Some checks of schemathesis hand settings of its network client on to this one, which knows none of them."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        known = {name: value for name, value in kwargs.items() if name not in _OF_NETWORK}
        return super().open(*args, **known)


@pytest.mark.django_db(transaction=True)
def test_the_interface_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi, "get_client", InProcess)
    opened(program("citizen"))
    staff = program("handler", "handler", "receiver", "approver")
    failures, tried = set(), 0
    for event in from_schema(interface(staff.headers())).execute():
        if isinstance(event, events.ScenarioFinished):
            tried += len(event.recorder.cases)
            for nodes in event.recorder.checks.values():
                failures |= {
                    f"{event.recorder.label}: {check.name}: {check.failure_info.failure}\n"
                    f"{check.failure_info.code_sample}"
                    for check in nodes
                    if check.failure_info is not None
                }
        if isinstance(event, events.NonFatalError):
            failures.add(f"{event.label}: {event.info.format()}")
        assert not isinstance(event, events.FatalError), event
    assert not failures, "\n\n".join(sorted(failures))
    assert tried > EXAMPLES * len(document()["paths"])
