"""What a worker must live with: clocks that are set, poisoned timers, messages and papers, full disks."""

from __future__ import annotations

import errno
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.site.cases.offices import APPLICANT, HANDLER, NOW, attempt, brought_to, kinds, opened
from xunzheng.site.cases import outbox, papers, scanning, store
from xunzheng.site.cases.models import Case, Paper, Timer
from xunzheng.site.cases.papers import delete_unused, keep_paper, papers_dir, scan_waiting
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.cases.retrying import DELIVERIES, MOST_ATTEMPTS, TIMERS
from xunzheng.site.cases.scanning import Scan, Scanned
from xunzheng.site.cases.states import PaperState
from xunzheng.site.cases.worker import Worker, accept_clock
from xunzheng.site.journal.verifying import verify

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=60)
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


class Machine:
    """A machine whose clock can be set; `seconds` go on by themselves."""

    def __init__(self, now: datetime) -> None:
        self.now, self.seconds, self.said = now, 0.0, list[str]()

    def passes(self, time: timedelta) -> None:
        """Time passes, and the clock shows it."""
        self.now, self.seconds = self.now + time, self.seconds + time.total_seconds()

    def worker(self, name: str = "one") -> Worker:
        """A worker of the machine."""
        return Worker(name, lambda: self.now, lambda seconds: False, self.said.append, lambda: self.seconds)


def fired(case_id: int) -> bool:
    """Whether the limit of the case was found passed."""
    return Case.objects.get(pk=case_id).is_breached


def test_a_clock_that_leaps_ahead_fires_nothing_until_it_is_right_again() -> None:
    done, machine = brought_to(2), Machine(NOW + timedelta(minutes=5))
    worker = machine.worker()
    worker.run(until_idle=True)
    machine.now += timedelta(days=60)
    for _ in range(3):
        worker.run(until_idle=True)
    assert not fired(done.case_id)
    assert all("前进了 1440.0 小时" in sentence for sentence in machine.said)
    machine.now -= timedelta(days=60)
    machine.passes(timedelta(days=60))
    worker.run(until_idle=True)
    assert len(machine.said) == 3
    assert fired(done.case_id)


def test_time_that_has_passed_is_no_leap() -> None:
    done, machine = brought_to(2), Machine(NOW + timedelta(minutes=5))
    worker = machine.worker()
    worker.run(until_idle=True)
    machine.passes(timedelta(days=60))
    machine.now += timedelta(minutes=50)  # a clock that was a little slow and is set right
    worker.run(until_idle=True)
    assert (machine.said, fired(done.case_id)) == ([], True)


def test_a_leap_is_believed_after_a_restart() -> None:
    done, machine = brought_to(2), Machine(NOW + timedelta(minutes=5))
    machine.worker().run(until_idle=True)
    machine.now = LATER
    machine.worker().run(until_idle=True)
    assert fired(done.case_id)


def test_after_a_clock_that_was_ahead_the_operator_says_which_time_is_right() -> None:
    machine = Machine(NOW + timedelta(days=400))
    machine.worker().run(until_idle=True)
    machine.now = NOW + timedelta(minutes=1)
    done = brought_to(2)
    machine.worker("two").run(until_idle=True)
    assert "--resume" in machine.said[0]
    accept_clock(machine.now)
    worker = machine.worker("three")
    worker.run(until_idle=True)
    machine.passes(timedelta(days=60))
    worker.run(until_idle=True)
    assert len(machine.said) == 1
    assert fired(done.case_id)


def test_a_command_before_the_last_event_is_refused_and_changes_nothing() -> None:
    done = brought_to(1)
    before = Case.objects.get(pk=done.case_id).version
    answer = attempt(done, HANDLER, "claim", NOW - timedelta(days=1))
    assert kinds(answer) != []
    assert Case.objects.get(pk=done.case_id).version == before


def test_a_case_whose_process_is_gone_is_parked_and_holds_up_nobody() -> None:
    sick, well = brought_to(2, "sick"), brought_to(2, "well")
    version = Case.objects.get(pk=sick.case_id).process_version
    Case.objects.filter(pk=sick.case_id).update(process_version="0")
    machine = Machine(LATER)
    worker = machine.worker()
    for _ in range(MOST_ATTEMPTS):
        worker.run(until_idle=True)
        machine.passes(timedelta(hours=1))
    parked = TIMERS.parked()
    assert {each.case_id for each in parked} == {sick.case_id}
    assert all("没有这个流程" in each.reason for each in parked)
    assert fired(well.case_id)
    Case.objects.filter(pk=sick.case_id).update(process_version=version)
    for each in parked:
        TIMERS.resume(each.key, machine.now)
    worker.run(until_idle=True)
    assert fired(sick.case_id)
    assert rebuild(sick.case_id) is None
    assert not Timer.objects.exclude(parked_at=None).exists()


@pytest.mark.parametrize(
    "failure",
    [
        KeyError("recipient"),
        OSError(errno.ENOSPC, "No space left on device"),
        UnicodeEncodeError("gbk", "😀", 0, 1, "no such character"),
        MemoryError(),
        RecursionError("deep"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_channel_may_fail_in_any_way(
    failure: Exception, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CASE_CHANNELS = ("command", "file")

    def raises(parcel: outbox.Parcel) -> None:
        raise failure

    brought: list[str] = []
    monkeypatch.setattr(
        outbox, "CHANNELS", {"command": raises, "file": lambda parcel: brought.append(parcel.key)}
    )
    done, machine = opened(), Machine(NOW + timedelta(minutes=1))
    worker = machine.worker()
    for _ in range(MOST_ATTEMPTS):
        worker.run(until_idle=True)
        machine.passes(timedelta(hours=1))
    (parked,) = DELIVERIES.parked()
    assert type(failure).__name__ in parked.reason
    assert brought == [f"{done.number}-{parked.key[1]}-file"]
    said: list[outbox.Parcel] = []
    monkeypatch.setattr(outbox, "CHANNELS", {"command": said.append})
    DELIVERIES.resume(parked.key, machine.now)
    worker.run(until_idle=True)
    assert [parcel.key for parcel in said] == [f"{done.number}-{parked.key[1]}-command"]


def test_a_paper_on_which_the_scanner_always_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "scan", lambda path: Scanned(Scan.FAILED, "away"))
    kept = [keep_paper([PDF, str(number).encode()], f"{number}.pdf", APPLICANT, NOW) for number in range(4)]
    sick = kept[0]
    assert isinstance(sick, Paper)

    def look(path: Path) -> Scanned:
        return Scanned(Scan.FAILED if path.name == sick.digest else Scan.CLEAN)

    monkeypatch.setattr(papers, "scan", look)
    for _ in range(200):  # that it still comes first each time: 1 in 4 to the power of 200, then 1 in 3 …
        scan_waiting(NOW)
    waiting = Paper.objects.filter(state=PaperState.WAITING).values_list("reference", flat=True)
    assert list(waiting) == [sick.reference]


def test_a_scanner_that_is_missing_lets_nothing_through(settings: Any) -> None:
    settings.PAPER_SCANNER = "/no/such/scanner"
    paper = keep_paper([PDF], "a.pdf", APPLICANT, NOW)
    assert isinstance(paper, Paper)
    assert paper.state == PaperState.WAITING
    assert scanning.scan(papers_dir()).scan is Scan.FAILED


def test_what_a_killed_upload_left_is_deleted_and_another_worker_may_be_quicker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = papers_dir() / ".incoming-x"
    left.mkdir()
    (left / "paper").write_bytes(PDF)
    for number in range(3):
        paper = keep_paper([PDF, str(number).encode()], "a.pdf", APPLICANT, NOW)
        assert isinstance(paper, Paper)
    Paper.objects.all().delete()
    files = sorted(papers_dir().glob("??/*"))
    whole = papers._delete_unnamed

    def quicker(path: Path, before: datetime) -> bool:
        for each in files[1:]:
            each.unlink(missing_ok=True)
        return whole(path, before)

    monkeypatch.setattr(papers, "_delete_unnamed", quicker)
    assert delete_unused(datetime.now(NOW.tzinfo) + timedelta(days=3)) == 1
    assert not left.exists()


def test_a_disk_that_is_full_stops_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(now: datetime) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xunzheng.site.cases.worker.delete_unused", full)
    done, machine = brought_to(2), Machine(LATER)
    machine.worker().run(until_idle=True)
    assert fired(done.case_id)
    assert "No space left" in machine.said[0]


def test_a_check_beside_a_command_raises_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL answers each question as of its own moment: unlocked reading may see half of a change."""
    before = brought_to(1)
    stale = store.read(before.case_id)
    attempt(before, HANDLER, "claim")
    monkeypatch.setattr(store, "read", lambda case_id: stale)
    assert rebuild(before.case_id) is None
    monkeypatch.undo()
    Case.objects.filter(pk=before.case_id).update(holder="nobody")
    found = rebuild(before.case_id)
    assert found is not None
    assert found.place == "holder"
    assert verify().is_whole
