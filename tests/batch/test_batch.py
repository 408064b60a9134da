"""A batch: equal results with any number of workers, resumable, and no bad file stops the rest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.reports import FAULTY, write_reports
from xunzheng.batch import Batch, BatchRefused, BatchSettings, Record, State, audit_files
from xunzheng.batch.limits import MEGABYTE, Limits
from xunzheng.batch.record_json import to_json
from xunzheng.rulebook import UnknownCode

# Loaded by every interpreter that the workers run in: what a file does is told by its name.
TRICKS = """
import os, signal, sys, time
if "xunzheng.batch.worker" in sys.orig_argv:
    import xunzheng.batch.recording as recording
    honest = recording.make_record
    def make_record(source, *rest):
        if "killed" in source.name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "crashes" in source.name:
            os.abort()
        if "hangs" in source.name:
            while True:
                pass
        if "swells" in source.name:
            bytearray(1 << 40)
        if "nests" in source.name:
            raise RecursionError
        if "prints" in source.name:
            print("not an answer", flush=True)
        if "bug" in source.name:
            return {}["nothing"]
        return honest(source, *rest)
    recording.make_record = make_record
"""


@pytest.fixture
def tricks(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that play the trick that a file's name asks for."""
    folder = tmp_path_factory.mktemp("tricks")
    (folder / "sitecustomize.py").write_text(TRICKS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def plain(records: list[Record]) -> list[dict[str, object]]:
    """What the records say but for the time that it took."""
    return sorted(
        (to_json(replace(record, seconds=0)) for record in records), key=lambda one: str(one["path"])
    )


def run(folder: Path, journal: Path, jobs: int = 1, **options) -> tuple[list[Record], list[Record], int]:
    """The records made now, all records by path, and how many were finished before."""
    with Batch([folder], journal, **options) as batch:
        now = list(batch.run(jobs))
        return now, list(batch.records()), batch.finished


def test_one_worker_and_four_give_equal_results(tmp_path):
    write_reports(tmp_path / "in", 12)
    alone, many = list(audit_files([tmp_path], jobs=1)), list(audit_files([tmp_path], jobs=4))
    assert plain(alone) == plain(many)
    assert sum(record.errors for record in alone) == 6
    assert {record.unit for record in alone} == {"青槐县卫生健康局", "兰溪县水利局"}


def test_records_stand_in_the_order_of_their_paths(tmp_path):
    write_reports(tmp_path / "in", 9)
    _, records, _ = run(tmp_path / "in", tmp_path / "j", jobs=3)
    assert [Path(record.path).stem for record in records] == [f"{n:04d}" for n in range(9)]
    assert all(record.seconds > 0 for record in records)


def test_members_of_archives_are_audited(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("甲/1.txt", FAULTY)
        package.writestr("2.txt", "x" * 30)
    first, second = sorted(audit_files([tmp_path / "a.zip"], jobs=1), key=lambda record: record.path)
    assert first.path.endswith("a.zip/2.txt")
    assert second.codes == {"sum-of-parts": 1}


@pytest.mark.usefixtures("tricks")
def test_one_bad_file_never_stops_the_rest(tmp_path):
    write_reports(tmp_path, 4)
    for name in ("bug", "crashes", "hangs", "killed", "nests", "prints", "swells"):
        (tmp_path / f"{name}.txt").write_text(FAULTY, "utf-8")
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "pipe.txt").symlink_to(tmp_path / "gone")
    limits = Limits(seconds=1.5, memory=1024 * MEGABYTE)
    records = {
        Path(record.path).stem: record
        for record in audit_files([tmp_path], jobs=2, settings=BatchSettings(limits=limits))
    }
    says = {
        "bug": "程序出错（KeyError，",
        "crashes": "异常退出（信号 6）",
        "hangs": "超过 1.5 秒",
        "killed": "被系统结束",
        "nests": "嵌套太深",
        "swells": "内存超过 1024 MB",
        "empty": "读不了 empty.docx",
        "pipe": "没有这个文件",
    }
    for name, words in says.items():
        assert records[name].state is State.UNREADABLE
        assert words in records[name].reason, name
    assert sum(record.is_audited for record in records.values()) == 5
    assert records["prints"].errors == 1
    assert all(records[name].digest for name in ("bug", "crashes", "hangs", "swells"))


def test_what_is_finished_is_not_audited_again(tmp_path):
    paths = write_reports(tmp_path / "in", 5)
    assert len(run(tmp_path / "in", tmp_path / "j")[0]) == 5
    assert run(tmp_path / "in", tmp_path / "j")[0] == []
    paths[2].write_text(FAULTY.replace("190", "200"), "utf-8")
    (tmp_path / "in" / "new.txt").write_text(FAULTY, "utf-8")
    now, records, finished = run(tmp_path / "in", tmp_path / "j")
    assert {Path(record.path).name for record in now} == {"0002.txt", "new.txt"}
    assert (len(records), finished) == (6, 4)
    assert len(run(tmp_path / "in", tmp_path / "j", afresh=True)[0]) == 6


@pytest.mark.usefixtures("tricks")
def test_a_file_that_the_program_failed_on_is_tried_again(tmp_path):
    write_reports(tmp_path / "in", 1)
    for name in ("bug", "crashes", "nests"):
        (tmp_path / "in" / f"{name}.txt").write_text(FAULTY, "utf-8")
    first, _, _ = run(tmp_path / "in", tmp_path / "j")
    assert {Path(record.path).stem for record in first if record.is_fault} == {"bug", "crashes"}
    again, records, finished = run(tmp_path / "in", tmp_path / "j")
    assert {Path(record.path).stem for record in again} == {"bug", "crashes"}
    assert (len(records), finished) == (4, 2)


def test_findings_beyond_those_kept_are_told(tmp_path):
    write_reports(tmp_path, 1)
    (tmp_path / "0001.txt").write_text(FAULTY + FAULTY.replace("500", "510"), "utf-8")
    settings = BatchSettings(limits=Limits(findings=1))
    records = sorted(audit_files([tmp_path], jobs=1, settings=settings), key=lambda record: record.path)
    assert [len(record.findings) for record in records] == [1, 1]
    assert [record.unlisted for record in records] == [0, sum(records[1].counts.values()) - 1]
    assert records[1].unlisted > 0


def test_a_change_of_the_same_size_is_seen(tmp_path):
    paths = write_reports(tmp_path / "in", 2)
    run(tmp_path / "in", tmp_path / "j")
    paths[0].write_text(paths[0].read_text("utf-8").replace("190", "200"), "utf-8")
    (record,) = run(tmp_path / "in", tmp_path / "j")[0]
    assert record.errors == 0


def test_other_rules_audit_all_anew(tmp_path):
    write_reports(tmp_path / "in", 2)
    run(tmp_path / "in", tmp_path / "j")
    settings = BatchSettings(region="湖南省")
    assert len(run(tmp_path / "in", tmp_path / "j", settings=settings)[0]) == 2
    assert settings.stamp() != BatchSettings().stamp()
    assert BatchSettings().stamp() == BatchSettings().stamp()


def test_files_that_are_gone_are_left_out(tmp_path):
    paths = write_reports(tmp_path / "in", 3)
    run(tmp_path / "in", tmp_path / "j")
    paths[1].unlink()
    assert len(run(tmp_path / "in", tmp_path / "j")[1]) == 2


def test_a_caller_that_stops_loses_only_what_is_under_way(tmp_path):
    write_reports(tmp_path / "in", 10)
    with Batch([tmp_path / "in"], tmp_path / "j") as batch:
        records = batch.run(2)
        first = next(records)
        records.close()
    now, records, finished = run(tmp_path / "in", tmp_path / "j")
    assert first.path not in {record.path for record in now}
    assert (finished, len(now), len(records)) == (1, 9, 10)


def test_a_batch_stops_when_it_is_asked_to(tmp_path):
    write_reports(tmp_path / "in", 4)
    with Batch([tmp_path / "in"], tmp_path / "j") as batch:
        assert list(batch.run(1, should_stop=lambda: True)) == []


@pytest.mark.parametrize(
    ("settings", "refusal"),
    [(BatchSettings(region="无此地"), UnknownCode), (BatchSettings(layout="none"), Exception)],
)
def test_wrong_choices_are_refused_before_anything_is_read(tmp_path, settings, refusal):
    with pytest.raises(refusal):
        audit_files([tmp_path], settings=settings)


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(BatchRefused, match="找不到"):
        audit_files([tmp_path / "none"])


def test_workers_do_not_import_what_lies_in_the_folder(tmp_path, monkeypatch):
    (tmp_path / "lxml.py").write_text("import os; os._exit(9)", "utf-8")
    (tmp_path / "decimal.py").write_text("import os; os._exit(9)", "utf-8")
    write_reports(tmp_path / "in", 1)
    monkeypatch.chdir(tmp_path)
    assert [record.is_audited for record in audit_files(["in"], jobs=1)] == [True]


def test_findings_beyond_the_limit_are_counted_and_not_kept(tmp_path):
    sums = "".join(f"第{n}项支出合计{500 + n}万元，分别为工资300万元、设备190万元。\n" for n in range(1, 9))
    (tmp_path / "a.txt").write_text(f"一、概况\n{sums}", "utf-8")
    settings = BatchSettings(limits=Limits(findings=3))
    (record,) = audit_files([tmp_path], jobs=1, settings=settings)
    assert len(record.findings) == 3
    assert sum(record.counts.values()) == sum(record.codes.values()) >= 8
    (record,) = audit_files([tmp_path], jobs=1, settings=BatchSettings(limits=Limits(record=4000)))
    assert 0 < len(record.findings) < 8


def test_a_file_over_the_limit_is_not_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * (2 * MEGABYTE))
    (record,) = audit_files([tmp_path], jobs=1, settings=BatchSettings(limits=Limits(file=MEGABYTE)))
    assert "超过 1 MB" in record.reason
    assert record.size == 2 * MEGABYTE


@pytest.mark.usefixtures("tricks")
def test_what_the_system_ended_is_tried_again_and_what_took_too_long_is_not(tmp_path):
    for name in ("killed", "hangs"):
        (tmp_path / f"{name}.txt").write_text(FAULTY, "utf-8")
    settings = BatchSettings(limits=Limits(seconds=1.5))
    assert len(run(tmp_path, tmp_path / "j", settings=settings)[0]) == 2
    (again,) = run(tmp_path, tmp_path / "j", settings=settings)[0]
    assert Path(again.path).stem == "killed"


def test_a_kill_at_any_moment_loses_only_what_is_under_way(tmp_path):
    """The process is killed once it has recorded some files; the same command then does the rest."""
    write_reports(tmp_path / "in", 40)
    command = [sys.executable, "-m", "xunzheng", "audit", "in", "--jobs", "2", "--out", "out.jsonl"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    journal = tmp_path / ".out.jsonl.journal"
    try:
        while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 5):
            os.sched_yield()
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    assert not (tmp_path / "out.jsonl").exists()
    kept = journal.read_bytes().count(b"\n") - 1
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 1
    assert f"已有 {kept} 份核对过" in ran.stderr
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [Path(json.loads(line)["path"]).stem for line in lines] == [f"{n:04d}" for n in range(40)]
