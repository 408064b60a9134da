"""A database that is lost, or whose disk is full: said with 503, and nothing is half done."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from tests.site.accounts.people import sign_in
from tests.site.api.programs import opened, program
from tests.site.faults.full_disk import FILL
from tests.site.operations.site_process import ROOT, Site
from xunzheng.site.cases.models import Case, DoneCommand, Event
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.journal.models import Entry

LOST = (OperationalError("the connection is closed"), InterfaceError("connection already closed"))


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.API_RATE = 0


@pytest.mark.django_db
@pytest.mark.parametrize("lost", LOST, ids=["operational", "interface"])
def test_a_lost_database_is_said_on_a_page(lost: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(program("handler", "handler").account, raise_request_exception=False)

    def fails(*args: object) -> None:
        raise lost

    monkeypatch.setattr("xunzheng.site.accounts.middleware.find", fails)
    answer = client.get("/tasks/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "数据库暂时用不了" in answer.content.decode()


@pytest.mark.django_db
def test_a_lost_database_is_said_by_the_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    by = program("citizen")
    by.client = Client(raise_request_exception=False)
    number = opened(by)
    before = (Case.objects.get(number=number).version, DoneCommand.objects.count(), Entry.objects.count())

    def fails(*args: object) -> None:
        raise LOST[0]

    # At the last statement of the transaction, when all the rest is written.
    monkeypatch.setattr("xunzheng.site.cases.recording.append", fails)
    answer = by.act(number, "withdraw", note="不再需要")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == "60"
    assert (
        Case.objects.get(number=number).version,
        DoneCommand.objects.count(),
        Entry.objects.count(),
    ) == before
    monkeypatch.undo()
    again = by.act(number, "withdraw", note="不再需要")
    assert again.status_code == 200, again.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_programs_at_once_one_wins_and_the_other_is_told_what_happened() -> None:
    applicant, receiver = program("citizen"), program("receiver", "receiver")
    rivals = [program("one", "handler"), program("two", "handler")]
    number = opened(applicant)
    assert (
        receiver.act(number, "register-confirmed", values={"confirmed_on": "2026-03-02"}).status_code == 200
    )
    version = receiver.get(f"/cases/{number}").json()["version"]
    body = {"action": "claim", "version": version}
    answers = _at_once(*(lambda by=by: by.post(f"/cases/{number}/commands", body) for by in rivals))
    assert sorted(each.status_code for each in answers) == [200, 409], [each.content for each in answers]
    won = next(by for by, each in zip(rivals, answers, strict=True) if each.status_code == 200)
    told = next(each for each in answers if each.status_code == 409).json()
    assert told["version"] > version
    assert told["meanwhile"]
    case = Case.objects.get(number=number)
    assert (case.holder, Event.objects.filter(case=case, kind="Handed").count()) == (won.id, 1)
    assert rebuild(case.pk) is None


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    answers: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            answers[place] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Any) -> None:
    site = Site(tmp_path / "var")
    site.data_dir.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", FILL],
        env=site.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = ended.stdout.splitlines()
    assert "database or disk is full" in said[0] or "disk I/O error" in said[0], said
    assert "full: paper" in said[1], said
    assert said[-1] == "whole"
