"""The journal: nothing that was added is lost, what was torn is cut off, and only one process adds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.reports import make_record, unreadable_record
from xunzheng.batch.journal import Journal, is_held, read_entries
from xunzheng.batch.refusal import BatchRefused


def filled(path: Path, *names: str, stamp: str = "s") -> None:
    journal = Journal(path, stamp)
    for name in names:
        journal.add(make_record(name))
    journal.close()


def test_records_come_back_by_path(tmp_path):
    filled(tmp_path / "j", "b", "a", "c")
    journal = Journal(tmp_path / "j", "s")
    assert [record.path for record in journal.records(["a", "b", "none", "c"])] == ["a", "b", "c"]
    journal.close()


def test_the_last_record_of_a_file_counts(tmp_path):
    journal = Journal(tmp_path / "j", "s")
    journal.add(make_record("a", title="old"))
    journal.add(make_record("a", title="new"))
    assert [record.title for record in journal.records(["a"])] == ["new"]
    journal.close()
    assert len(read_entries(tmp_path / "j")) == 1


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_torn_last_line_is_dropped(tmp_path, cut):
    filled(tmp_path / "j", "a", "b")
    whole = (tmp_path / "j").read_bytes()
    (tmp_path / "j").write_bytes(whole[:-cut])
    assert list(read_entries(tmp_path / "j")) == ["a"]
    filled(tmp_path / "j", "c")
    assert list(read_entries(tmp_path / "j")) == ["a", "c"]


def test_a_torn_line_longer_than_a_block_is_dropped(tmp_path):
    filled(tmp_path / "j", "a")
    with (tmp_path / "j").open("ab") as opened:
        opened.write(b"x" * 200_000)
    filled(tmp_path / "j")
    assert list(read_entries(tmp_path / "j")) == ["a"]
    assert b"xx" not in (tmp_path / "j").read_bytes()


def test_a_line_of_garbage_costs_its_file_alone(tmp_path):
    filled(tmp_path / "j", "a", "b", "c")
    lines = (tmp_path / "j").read_bytes().splitlines(keepends=True)
    lines[2] = b"\xff{ garbage\n"
    (tmp_path / "j").write_bytes(b"".join(lines))
    assert list(read_entries(tmp_path / "j")) == ["a", "c"]


@pytest.mark.parametrize("content", [b"my own notes\n", b'{"a": 1}\n', b"\x00\n"])
def test_a_file_that_is_no_journal_is_left_alone(tmp_path, content):
    (tmp_path / "j").write_bytes(content)
    with pytest.raises(BatchRefused, match="不是批量核对的日志"):
        Journal(tmp_path / "j", "s")
    assert (tmp_path / "j").read_bytes() == content


def test_entries_know_what_they_were_made_with(tmp_path):
    filled(tmp_path / "j", "a", stamp="first")
    filled(tmp_path / "j", "b", stamp="second")
    entries = read_entries(tmp_path / "j")
    assert (entries["a"].stamp, entries["b"].stamp) == ("first", "second")
    assert entries["a"].digest == "0" * 64


def test_only_one_process_adds(tmp_path):
    journal = Journal(tmp_path / "j", "s")
    assert is_held(tmp_path / "j")
    with pytest.raises(BatchRefused, match="另一个核对"):
        Journal(tmp_path / "j", "s")
    journal.close()
    assert not is_held(tmp_path / "j")
    assert not is_held(tmp_path / "none")


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(BatchRefused, match="写不了"):
        Journal(tmp_path / "none" / "j", "s")
    assert read_entries(tmp_path / "none") == {}


def test_each_line_is_whole_json(tmp_path):
    journal = Journal(tmp_path / "j", "s")
    journal.add(unreadable_record())
    journal.close()
    head, record = map(json.loads, (tmp_path / "j").read_bytes().splitlines())
    assert head["journal"] == "xunzheng-batch"
    assert record["state"] == "unreadable"


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.batch.reports import make_record
from xunzheng.batch.journal import Journal
journal = Journal(Path(sys.argv[1]), "s")
for number in range(50):
    journal.add(make_record(f"{number:02d}"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_added_outlives_a_kill(tmp_path):
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "j"], cwd=root, env={**os.environ})
    assert ran.returncode == -9
    assert len(read_entries(tmp_path / "j")) == 50


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.batch.reports import make_record
from xunzheng.batch.journal import Journal
from xunzheng.batch.refusal import BatchRefused
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = Journal(Path(sys.argv[1]), "s")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
added = 0
try:
    while True:
        journal.add(make_record(f"{added:03d}"))
        added += 1
except BatchRefused as refusal:
    print(added, refusal)
journal.close()
"""


def test_a_full_disk_is_told_and_costs_nothing_that_was_added(tmp_path):
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path / "j"], cwd=root, capture_output=True, text=True, check=True
    )
    added, sentence = ran.stdout.split(maxsplit=1)
    assert sentence.startswith("写不了")
    assert "腾出空间后再运行同一条命令" in sentence
    assert len(read_entries(tmp_path / "j")) == int(added) > 3
    assert (tmp_path / "j").read_bytes().endswith(b"\n")
