"""When a notice of holidays arrives: what is due and what fires follow it once, and the journal says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from tests.site.cases.offices import HANDLER, RECEIVER, opened, take
from xunzheng.cli.app import run
from xunzheng.refusal import Refusal
from xunzheng.rulebook.shelf import load_texts, shelf_with
from xunzheng.site.cases import reckoning
from xunzheng.site.cases.chores import LEASE, keep
from xunzheng.site.cases.chores import take as take_chore
from xunzheng.site.cases.library import Library, library
from xunzheng.site.cases.models import Case, Chore, Event, Task, Timer
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.cases.services import Done
from xunzheng.site.cases.worker import Worker
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
"""A Monday; twenty working days later it is the middle of January of a year whose notice is not out."""
NOTICE = """
[pack]
form = "calendar"
kind = "working-days"
code = "calendar-2027"
title = "2027 年放假安排（试）"
version = "1"
jurisdiction = "CN"
valid_from = 2027-01-01
valid_to = 2028-01-01
verified = false
note = "测试用，不是通知。"

[citation]
title = "测试用的安排"

[[holidays]]
name = "元旦"
first = 2027-01-01
last = {last}
make_ups = [{make_ups}]
"""
LONGER = NOTICE.format(last="2027-01-05", make_ups="")
SHORTER = NOTICE.format(last="2027-01-01", make_ups="2027-01-02, 2027-01-03")
PROVISIONALLY = date(2027, 1, 19)


@pytest.fixture
def packs(settings: Any, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Puts a notice among the site's packs, as a restart after it would; until then 2027 is provisional."""

    def put(text: str) -> None:
        (tmp_path / "calendar-2027.toml").write_text(text, encoding="utf-8")
        settings.PACKS_DIR = tmp_path
        library.cache_clear()

    settings.PROVISIONAL_YEARS = (2027,)
    library.cache_clear()
    at_work(BEGUN).run(until_idle=True)
    yield put
    library.cache_clear()


def at_work(now: datetime, said: list[str] | None = None, name: str = "one") -> Worker:
    """A worker whose clock stands at `now`."""
    return Worker(name, lambda: now, lambda seconds: False, (said if said is not None else []).append)


def asked_for(key: str = "open-1") -> Done:
    """A request whose reply is being prepared: its clock alone runs."""
    done = take(
        opened(key, now=BEGUN), RECEIVER, "register-confirmed", BEGUN, values={"confirmed_on": "2026-12-21"}
    )
    return take(take(done, HANDLER, "claim", BEGUN), HANDLER, "confirm-clear", BEGUN)


def due_on(done: Done) -> date:
    due_at = Case.objects.get(pk=done.case_id).due_at
    assert due_at is not None
    return library().calendar("").day_of(due_at)


def breaches(done: Done) -> int:
    return Event.objects.filter(case=done.case_id, kind="ClockBreached").count()


@pytest.mark.parametrize(
    ("notice", "new"), [(LONGER, date(2027, 1, 21)), (SHORTER, date(2027, 1, 15))], ids=["later", "sooner"]
)
def test_a_notice_moves_what_is_due_and_when_it_fires(
    packs: Callable[[str], None], notice: str, new: date
) -> None:
    done = asked_for()
    assert due_on(done) == PROVISIONALLY
    old_at = Case.objects.get(pk=done.case_id).due_at
    packs(notice)
    said: list[str] = []
    at_work(BEGUN + timedelta(days=1), said).run(until_idle=True)
    assert due_on(done) == new
    case = Case.objects.get(pk=done.case_id)
    assert case.due_at is not None
    assert old_at is not None
    assert "规则有变" in said[0]
    assert "核对 1 件，有变 1 件" in said[1]
    assert Task.objects.get(case=done.case_id, is_first=True).due_at == case.due_at
    (noted,) = Entry.objects.filter(kind="case.due", about=done.number)
    moved = json.loads(noted.content)["moved"]
    assert moved["case.due_at"] == [
        at.astimezone(UTC).isoformat(timespec="seconds") for at in (old_at, case.due_at)
    ]
    assert rebuild(done.case_id) is None
    first, last = sorted((old_at, case.due_at))
    at_work(first + timedelta(minutes=1)).run(until_idle=True)
    assert breaches(done) == (first == case.due_at)
    at_work(last + timedelta(minutes=1)).run(until_idle=True)
    assert breaches(done) == 1


def test_what_was_reckoned_is_not_reckoned_again(packs: Callable[[str], None]) -> None:
    done, said = asked_for(), list[str]()
    packs(LONGER)
    for hour, name in enumerate(("one", "two", "three")):
        at_work(BEGUN + timedelta(days=1, hours=hour), said, name).run(until_idle=True)
    assert len(said) == 2
    assert reckoning.reckon(done.case_id, BEGUN + timedelta(days=1)) is False
    assert Entry.objects.filter(kind="case.due").count() == 1
    assert Entry.objects.get(kind="case.reckoned", at__gt=BEGUN).about == "cases"


def test_a_pack_that_is_taken_away_again_is_noticed_too(packs: Callable[[str], None], settings: Any) -> None:
    done = asked_for()
    packs(LONGER)
    at_work(BEGUN + timedelta(days=1)).run(until_idle=True)
    settings.PACKS_DIR = None
    library.cache_clear()
    at_work(BEGUN + timedelta(days=2)).run(until_idle=True)
    assert due_on(done) == PROVISIONALLY


def test_a_reckoning_goes_on_where_it_was_left(
    packs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [asked_for(f"open-{number}") for number in range(5)]
    packs(LONGER)
    monkeypatch.setattr(reckoning, "AT_ONCE", 2)
    now = BEGUN + timedelta(days=1)
    chore = reckoning.begin("dies", now)
    assert chore is not None
    assert reckoning.go_on(chore, now, print) == 2
    assert reckoning.begin("other", now + LEASE / 2) is None
    at_work(now + LEASE * 2, name="other").run(until_idle=True)
    assert {due_on(each) for each in cases} == {date(2027, 1, 21)}
    row = Chore.objects.get(name="reckoning")
    assert (row.worker, row.seen, row.moved, row.failed) == ("other", 5, 5, 0)
    assert reckoning.go_on(chore, now, print) is None
    assert Entry.objects.filter(kind="case.due").count() == 5


def test_a_long_reckoning_is_said_once_and_goes_on_between_the_timers(
    packs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [asked_for(f"open-{number}") for number in range(4)]
    packs(LONGER)
    monkeypatch.setattr(reckoning, "AT_ONCE", 1)
    minutes = iter(range(1, 100))
    said: list[str] = []
    start = BEGUN + timedelta(days=1)
    worker = Worker(
        "one", lambda: start + timedelta(minutes=next(minutes)), lambda seconds: False, said.append
    )
    moved = []
    for _ in range(6):
        worker.round()
        moved.append(sum(due_on(each) != PROVISIONALLY for each in cases))
    assert moved == [1, 2, 3, 4, 4, 4]
    assert len(said) == 2


def test_a_case_that_cannot_be_reckoned_is_said_and_the_others_go_on(
    packs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    sick, well = asked_for("a"), asked_for("b")
    packs(LONGER)
    whole = reckoning.reckon

    def fail(case_id: int, now: datetime) -> bool:
        if case_id == sick.case_id:
            raise KeyError("a rule that is gone")
        return whole(case_id, now)

    monkeypatch.setattr(reckoning, "reckon", fail)
    said: list[str] = []
    one = at_work(BEGUN + timedelta(days=1), said)
    one.run(until_idle=True)
    assert any(sick.number in sentence and "a rule that is gone" in sentence for sentence in said)
    assert (due_on(well), due_on(sick)) == (date(2027, 1, 21), PROVISIONALLY)
    assert one.failed == 1
    assert Chore.objects.get(name="reckoning").failed == 1


def test_a_lost_connection_leaves_the_reckoning_where_it_was(
    packs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asked_for()
    packs(LONGER)
    whole, lost = reckoning.reckon, iter([OperationalError("gone")])

    def reckon(case_id: int, now: datetime) -> bool:
        for failure in lost:
            raise failure
        return whole(case_id, now)

    monkeypatch.setattr(reckoning, "reckon", reckon)
    monkeypatch.setattr("xunzheng.site.cases.worker.connection.close", lambda: None)
    at_work(BEGUN + timedelta(days=1)).run(until_idle=True)
    assert due_on(done) == date(2027, 1, 21)


def test_without_a_notice_and_not_provisional_the_case_stays_as_it_is(
    packs: Callable[[str], None], settings: Any
) -> None:
    done, said = asked_for(), list[str]()
    before = list(Timer.objects.filter(case=done.case_id).order_by("key").values())
    settings.PROVISIONAL_YEARS = ()
    library.cache_clear()
    at_work(BEGUN + timedelta(days=1), said).run(until_idle=True)
    assert any("2027" in sentence and done.number in sentence for sentence in said)
    assert list(Timer.objects.filter(case=done.case_id).order_by("key").values()) == before


def test_packs_that_cannot_be_used_end_the_worker_before_it_parks_timers(
    packs: Callable[[str], None],
) -> None:
    done = asked_for()
    packs(LONGER.replace("2027-01-05", "2027-03-05"))
    with pytest.raises(Refusal, match="起止日期"):
        at_work(BEGUN + timedelta(days=90)).run(until_idle=True)
    assert not Timer.objects.filter(case=done.case_id, attempts__gt=0).exists()


@pytest.mark.parametrize(
    ("text", "is_same"),
    [(LONGER, True), (LONGER.replace("\n\n", "\n\n# 注\n\n"), True), (SHORTER, False)],
    ids=["same", "comment", "other days"],
)
def test_the_digest_tells_packs_apart_by_what_they_say(text: str, is_same: bool) -> None:
    one, other = (
        Library(shelf_with(load_texts([("calendar-2027.toml", each)]))).digest for each in (LONGER, text)
    )
    assert (one == other) is is_same


def test_the_digest_knows_provisional_years() -> None:
    shelf = shelf_with(())
    assert len({Library(shelf, provisional=years).digest for years in ((), (2027,), (2027, 2028))}) == 3


def test_a_lease_that_is_over_can_be_taken_and_the_first_has_lost_it() -> None:
    now = BEGUN
    first = take_chore("test", "a", "one", now)
    assert first is not None
    assert take_chore("test", "a", "two", now + LEASE / 2) is None
    second = take_chore("test", "a", "two", now + LEASE + timedelta(seconds=1))
    assert second is not None
    assert not keep(first, now)
    assert keep(second, now, is_done=True)
    assert take_chore("test", "a", "one", now) is None
    assert take_chore("test", "b", "one", now) is not None


def test_the_command_reckons_at_once_and_says_how_many(
    packs: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    done, other = asked_for("a"), asked_for("b")
    packs(LONGER)
    assert run(["rebuild", "--due", done.number]) == 0
    assert "核对 1 件，有变 1 件" in capsys.readouterr().out
    assert (due_on(done), due_on(other)) == (date(2027, 1, 21), PROVISIONALLY)
    for moved in (1, 0):
        assert run(["rebuild", "--due"]) == 0
        assert f"核对 2 件，有变 {moved} 件，没有算成 0 件" in capsys.readouterr().out
    said: list[str] = []
    at_work(BEGUN + timedelta(days=1), said).run(until_idle=True)
    assert said == []


def test_the_command_waits_for_a_worker_that_is_at_it(
    packs: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    packs(LONGER)
    assert reckoning.begin("other", datetime.now(UTC)) is not None
    assert run(["rebuild", "--due"]) == 2
    assert "另一个工作进程" in capsys.readouterr().err


def test_a_check_changes_nothing_so_it_does_not_reckon(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rebuild", "--check", "--due"]) == 2
    assert "只能取一个" in capsys.readouterr().err
