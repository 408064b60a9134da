"""A fault before any statement, asked or told: whatever was begun leaves nothing, and can be done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.site.cases.offices import (
    APPLICANT,
    HANDLER,
    NOW,
    OFFICE,
    PROCESS,
    RECEIVER,
    REGION,
    VALUES,
    asked,
    brought_to,
)
from xunzheng.site.cases import bulk, driver
from xunzheng.site.cases.importing import Incoming, import_cases
from xunzheng.site.cases.models import Case, Clock, DoneCommand, Event, Series, Task, Timer, Word
from xunzheng.site.cases.rebuild import rebuild_all
from xunzheng.site.cases.services import Asked, Command, fire_timer, open_case, perform
from xunzheng.site.journal import services as journal
from xunzheng.site.journal.models import Entry, Lane

pytestmark = pytest.mark.django_db(transaction=True)
_MOST = 120


class Cut(Exception):
    """The process is gone, as far as the transaction can tell."""


@contextmanager
def cut_before(place: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails before the statement of that place, the engine's, the journal's, a bulk copy or Django's."""
    left = [place]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Cut

    def ask(questions: Any) -> Any:
        answers = []
        for question in questions:
            count()
            answers += driver.ask([question])
        return answers

    def tell(statements: Any) -> None:
        for sql, rows in statements:
            for row in rows:
                count()
                driver.tell([(sql, [row])])

    def copy(*given: Any) -> None:
        count()
        whole_copy(*given)

    def django(execute: Any, *given: Any) -> Any:
        count()
        return execute(*given)

    def run(*given: Any) -> Any:
        count()
        return whole_run(*given)

    whole_copy, whole_run = bulk._insert, journal._run
    with monkeypatch.context() as patch, connection.execute_wrapper(django):
        for module in ("store", "bulk", "retrying", "queries"):
            for name, act in (("ask", ask), ("tell", tell)):
                patch.setattr(f"xunzheng.site.cases.{module}.{name}", act, raising=False)
        patch.setattr(bulk, "_insert", copy)
        patch.setattr(journal, "_run", run)
        yield


def everything() -> tuple[Any, ...]:
    """All that an act may change."""
    models = (Case, Event, DoneCommand, Task, Timer, Clock, Word, Entry)
    series = list(Series.objects.order_by("code").values_list("code", "last"))
    lanes = list(Lane.objects.filter(number__gt=0).order_by("lane").values_list("lane", "number"))
    versions = list(Case.objects.order_by("id").values_list("id", "version"))
    return series, lanes, versions, [model.objects.count() for model in models]


def opening() -> Callable[[], object]:
    return lambda: open_case(PROCESS, asked(), APPLICANT, "open", NOW)


def performing() -> Callable[[], object]:
    done = brought_to(1)
    return lambda: perform(
        done.case_id, Command("claim"), HANDLER, "claim", done.version, NOW + timedelta(minutes=9)
    )


def importing() -> Callable[[], object]:
    rows = [
        Incoming(
            f"old:{number}",
            Asked(OFFICE, REGION, {**VALUES, "content": f"第 {number} 件"}, applicant="x"),
            NOW,
        )
        for number in range(3)
    ]
    return lambda: import_cases(PROCESS, rows, RECEIVER, NOW)


def firing() -> Callable[[], object]:
    done = brought_to(2)
    timer = Timer.objects.filter(case=done.case_id).order_by("fires_at").first()
    assert timer is not None
    return lambda: fire_timer(done.case_id, timer.key, NOW + timedelta(days=90))


@pytest.mark.parametrize("begin", [opening, performing, importing, firing])
def test_a_fault_before_any_statement_leaves_nothing(
    begin: Callable[[], Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    act = begin()
    before = everything()
    for place in range(1, _MOST):
        try:
            with cut_before(place, monkeypatch):
                act()
        except Cut:
            assert everything() == before, place
            continue
        assert place > 8
        assert everything() != before
        assert [found for _, found in rebuild_all() if found is not None] == []
        return
    pytest.fail("the act never came to its end")
