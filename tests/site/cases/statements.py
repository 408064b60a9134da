"""Counts the statements of a page: those of Django's queries and those that the engine sends by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xunzheng.site.cases import driver


@dataclass(slots=True)
class Count:
    """How many statements there were."""

    statements: int = 0


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Count]:
    """Counts within the block."""
    count, ask = Count(), driver.ask

    def asked(questions):
        count.statements += len(questions)
        return ask(questions)

    for module in ("store", "lists", "search"):
        monkeypatch.setattr(f"xunzheng.site.cases.{module}.ask", asked)
    with CaptureQueriesContext(connection) as captured:
        yield count
    count.statements += len(captured)
