"""Two at once, a fault at any statement, lost and twisted time: nothing half written, nothing done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.site.cases.offices import (
    APPLICANT,
    HANDLER,
    NOW,
    PROCESS,
    STEPS,
    asked,
    attempt,
    brought_to,
    kinds,
    opened,
    staff,
    take,
)
from xunzheng.site.cases import driver
from xunzheng.site.cases.models import Case, DoneCommand, Event
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.cases.services import Command, Done, Refused, open_case, perform
from xunzheng.site.journal.models import Entry


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act answers, all begun together, each on a connection of its own."""
    answers: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            answers[place] = act()
        except BaseException as failure:
            answers[place] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_actors_one_wins_and_the_other_is_told() -> None:
    done = brought_to(1)
    two = staff("second", "handler")
    answers = at_once(
        *(
            lambda a=a: perform(done.case_id, Command("claim"), a, a.id, done.version, NOW)
            for a in (HANDLER, two)
        )
    )
    won = [each for each in answers if isinstance(each, Done)]
    lost = [each for each in answers if isinstance(each, Refused)]
    assert (len(won), len(lost)) == (1, 1), answers
    assert kinds(lost[0]) == ["stale"]
    assert rebuild(done.case_id) is None


@pytest.mark.django_db(transaction=True)
def test_the_same_command_twice_at_once_is_done_once() -> None:
    done = brought_to(1)
    act = lambda: perform(done.case_id, Command("claim"), HANDLER, "same", done.version, NOW)  # noqa: E731 - a value
    answers = at_once(act, act, act)
    assert all(isinstance(each, Done) for each in answers), answers
    assert sorted(each.is_repeated for each in answers if isinstance(each, Done)) == [False, True, True]
    assert Event.objects.filter(case=done.case_id, kind="Handed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_opening_twice_at_once_opens_one_case() -> None:
    act = lambda: open_case(PROCESS, asked(), APPLICANT, "same", NOW)  # noqa: E731 - a value
    answers = at_once(act, act, act)
    assert len({each.number for each in answers if isinstance(each, Done)}) == 1, answers
    assert Case.objects.count() == 1


class Cut(Exception):
    """The process is gone, as far as the transaction can tell."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [0, 3])
def test_a_fault_before_any_statement_leaves_nothing(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    done = brought_to(steps)
    before = _everything()
    whole = driver.tell
    for cut in range(1, 40):
        left = [cut]

        def tell(statements: Any, left: list[int] = left) -> None:
            for sql, rows in statements:
                for row in rows:
                    left[0] -= 1
                    if left[0] == 0:
                        raise Cut
                    whole([(sql, [row])])

        for module in ("store", "retrying"):
            monkeypatch.setattr(f"xunzheng.site.cases.{module}.tell", tell)
        actor, action, given = STEPS[steps]
        try:
            answer = attempt(done, actor, action, NOW + timedelta(minutes=9), **given)
        except Cut:
            assert _everything() == before
            continue
        assert isinstance(answer, Done), answer
        assert cut > 5
        assert rebuild(done.case_id) is None
        return
    pytest.fail("the command never came to its end")


def _everything() -> tuple[Any, ...]:
    cases = list(Case.objects.order_by("id").values_list("id", "version", "state", "rank_at"))
    return cases, Event.objects.count(), DoneCommand.objects.count(), Entry.objects.count()


@pytest.mark.django_db
def test_a_refused_opening_under_a_key_can_be_mended_under_it() -> None:
    assert kinds(open_case(PROCESS, asked(channel="pigeon"), APPLICANT, "k", NOW)) == ["field"]
    assert opened("k").version >= 1


@pytest.mark.django_db
def test_a_little_skew_between_servers_counts_as_no_time() -> None:
    done = brought_to(1)
    early = take(done, HANDLER, "claim", NOW - timedelta(seconds=30))
    times = list(Event.objects.filter(case=done.case_id).order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert early.version == len(times)
