"""A batch in a folder: begun, watched, stopped, resumed and deleted by those who do not do the work."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.reports import FAULTY, write_reports
from xunzheng.batch.folder import BatchFolder, Progress, Stage
from xunzheng.batch.settings import BatchSettings


@pytest.fixture
def folder(tmp_path: Path) -> BatchFolder:
    """A prepared batch of four reports."""
    made = BatchFolder(tmp_path / "b", tmp_path / "line")
    made.prepare(BatchSettings(), jobs=1)
    write_reports(made.files / "甲", 4)
    (made.files / "图.png").write_bytes(b"x")
    return made


def wait(folder: BatchFolder, until: Callable[[Progress], bool]) -> Progress:
    """The first state of which `until` is true; another process brings it about."""
    while not until(progress := folder.progress()):
        os.sched_yield()
    return progress


def test_it_is_worked_on_in_a_process_of_its_own(folder):
    folder.start()
    done = wait(folder, lambda progress: not progress.is_at_work)
    assert (done.stage, done.total, done.finished, done.errors) == (Stage.DONE, 4, 4, 2)
    assert done.passed_over == {".png": 1}
    assert folder.paths() == [row.path for row in folder.rows()] == [f"甲/000{n}.txt" for n in range(4)]
    assert [record.errors for record in folder.records()] == [1, 0, 1, 0]
    assert all(row.findings == () for row in folder.rows())
    assert done.seconds_left == 0


def test_here_and_now_it_does_the_same_and_resumes(folder):
    assert folder.work(0).stage is Stage.DONE
    (folder.files / "new.txt").write_text(FAULTY, "utf-8")
    done = folder.work(0)
    assert (done.begun, done.finished, done.total, done.errors) == (4, 5, 5, 3)
    assert len(folder.rows()) == 5


def test_it_stops_when_it_is_told_to_and_goes_on(folder):
    folder.stop()
    assert folder.work(0).stage is Stage.STOPPED
    assert folder.progress().stage is Stage.STOPPED
    folder.start()
    assert wait(folder, lambda progress: not progress.is_at_work).stage is Stage.DONE


def test_it_stops_when_its_server_is_gone(folder):
    assert folder.work(parent=1 << 22).stage is Stage.STOPPED


def test_one_whose_process_is_gone_is_stopped(folder):
    folder.work(0)
    path = folder.path / "state.json"
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**values, "stage": "running"}), "utf-8")
    assert folder.progress().stage is Stage.STOPPED
    path.write_text(json.dumps({**values, "stage": "waiting"}), "utf-8")
    assert folder.progress().stage is Stage.WAITING
    assert folder.progress(now=path.stat().st_mtime + 60).stage is Stage.STOPPED


def test_only_one_process_works_on_it_and_one_batch_at_a_time(folder, tmp_path):
    import fcntl

    with (tmp_path / "line").open("ab") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        folder.start()
        wait(folder, lambda progress: (folder.path / "lock").exists())
        assert folder.progress().stage is Stage.WAITING
        assert folder.paths() == []
        folder.start()
        folder.stop()
        wait(folder, lambda progress: progress.stage is Stage.STOPPED)


def test_deleting_ends_the_work(folder):
    folder.start()
    folder.delete()
    assert not folder.files.exists()
    assert folder.progress().stage is Stage.STOPPED
    assert folder.rows() == folder.paths() == list(folder.records()) == []
    assert folder.source("甲/0000.txt") is None
    assert folder.work(0).stage is Stage.STOPPED
    assert folder.settings() == BatchSettings()


def test_a_journal_that_is_none_fails_with_a_sentence(folder):
    folder.journal.write_text("notes\n", "utf-8")
    done = folder.work(0)
    assert done.stage is Stage.FAILED
    assert "不是批量核对的日志" in done.sentence
    assert folder.progress() == done


def test_a_bug_is_told(folder, monkeypatch):
    monkeypatch.setattr("xunzheng.batch.folder.Batch", None)
    with pytest.raises(TypeError):
        folder.work(0)
    assert "程序出错：TypeError" in folder.progress().sentence


def test_its_files_are_found_by_their_paths(folder):
    folder.work(0)
    source = folder.source("甲/0001.txt")
    assert source is not None
    assert Path(source.file).read_bytes().startswith("兰溪县".encode())
    assert folder.source("../batch.json") is None
