"""The round of the day: made once a day by one worker, and what it leaves behind can be checked later."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.site.cases.offices import NOW, brought_to, opened
from xunzheng.site.accounts.models import Attempt
from xunzheng.site.cases import daily_round
from xunzheng.site.cases.models import Chore, DoneCommand, Watch
from xunzheng.site.cases.worker import Worker
from xunzheng.site.journal.exported import read_export
from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.verifying import Difference, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A data directory of the test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def at_work(now: datetime, said: list[str] | None = None, name: str = "one") -> Worker:
    """A worker that has done what was to be done."""
    worker = Worker(name, lambda: now, lambda seconds: False, (said if said is not None else []).append)
    worker.run(until_idle=True)
    return worker


def rounds() -> list[dict[str, Any]]:
    """What the journal tells of the rounds, in their order."""
    entries = Entry.objects.filter(kind="day.round").order_by("at").values_list("content", flat=True)
    return [json.loads(content) for content in entries]


def test_it_is_made_once_a_day_whoever_is_at_work(folder: Path) -> None:
    for hours, name in enumerate(("one", "two", "one", "three")):
        at_work(NOW + timedelta(hours=hours), name=name)
    at_work(NOW + timedelta(days=1))
    assert [each["on"] for each in rounds()] == ["2026-03-02", "2026-03-03"]
    heads = sorted(path.name for path in (folder / "heads").iterdir())
    assert heads == ["journal-2026-03-02.json", "journal-2026-03-03.json"]
    for told in rounds():
        assert hashlib.sha256((folder / "heads" / told["head"]).read_bytes()).hexdigest() == told["digest"]


def test_the_head_shows_later_that_nothing_before_it_was_rewritten(folder: Path) -> None:
    brought_to(2)
    at_work(NOW + timedelta(hours=1))
    opened("later")
    exported = read_export((folder / "heads" / "journal-2026-03-02.json").read_bytes(), "head")
    assert exported
    assert verify(exported).is_whole
    (head, *_) = exported
    other = type(head)(head.lane, head.number, "0" * len(head.digest))
    assert [broken.difference for broken in verify([other]).broken] == [Difference.EXPORTED]


def test_a_head_that_is_there_is_never_written_over(folder: Path) -> None:
    path = daily_round.export_head(NOW.date(), NOW)
    before = path.read_bytes()
    opened()
    assert daily_round.export_head(NOW.date(), NOW + timedelta(hours=1)).read_bytes() == before


def test_what_counts_for_nothing_any_more_is_forgotten_and_the_rest_stays() -> None:
    opened()
    for days in (400, 0):
        Attempt.objects.create(login_digest="a", address="127.0.0.1", at=NOW - timedelta(days=days))
    for name, days in (("gone", 40), ("there", 1)):
        at = NOW - timedelta(days=days)
        Watch.objects.create(name=name, started_at=at, seen_at=at)
    at_work(NOW)
    assert Attempt.objects.count() == 1
    assert set(Watch.objects.values_list("name", flat=True)) == {"there", "one"}
    assert DoneCommand.objects.filter(key="open-1").exists()
    assert (rounds()[0]["sign_in"], rounds()[0]["workers"]) == (1, 1)


def test_a_disk_that_is_full_is_said_holds_up_no_clock_and_the_round_is_made_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_to(2)

    def full(*given: object) -> Path:
        raise OSError(28, "No space left on device")

    whole = daily_round.export_head
    monkeypatch.setattr(daily_round, "export_head", full)
    said: list[str] = []
    one = at_work(NOW + timedelta(days=60), said)
    assert "例行事务" in said[0]
    assert one.fired >= 3
    assert rounds() == []
    monkeypatch.setattr(daily_round, "export_head", whole)
    at_work(NOW + timedelta(days=60, minutes=2))
    assert len(rounds()) == 1
    assert Chore.objects.get(name="day").done_at is not None
