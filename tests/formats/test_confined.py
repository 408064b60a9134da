"""Confined programs: bounded in time, memory and output, and nothing of them left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xunzheng.formats.confined import Ending, Limits, Outcome, run_confined

MEGABYTE = 1024 * 1024


def python(program: str, content: bytes = b"", limits: Limits | None = None) -> Outcome:
    """What a Python program leaves."""
    return run_confined([sys.executable, "-I", "-S", "-c", program], content, limits)


def is_alive(pid: int) -> bool:
    """Whether a process runs (one that has ended but was not yet collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until_gone(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    deadline = time.monotonic() + 10
    while is_alive(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            return False
        os.sched_yield()
    return True


@pytest.mark.parametrize(
    ("program", "limits", "ending"),
    [
        ("print(1)", Limits(), Ending.WELL),
        ("raise SystemExit(3)", Limits(), Ending.FAILED),
        ("import os; os.abort()", Limits(), Ending.CRASHED),
        ("import time; time.sleep(60)", Limits(seconds=0.3), Ending.TIME),
        ("while True: pass", Limits(seconds=0.3), Ending.TIME),
        ("while True: print('x' * 9999)", Limits(output=100_000), Ending.OUTPUT),
        ("bytearray(400 * 1024 ** 2)", Limits(memory=256 * MEGABYTE), Ending.FAILED),
        ("import os; os.kill(os.getpid(), 9)", Limits(), Ending.CRASHED),
    ],
)
def test_endings(program: str, limits: Limits, ending: Ending) -> None:
    assert python(program, limits=limits).ending is ending


def test_input_goes_in_and_output_comes_back() -> None:
    content = bytes(range(256)) * 40_000
    outcome = python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])", content)
    assert outcome == Outcome(Ending.WELL, content[::-1], "")


def test_a_program_that_reads_nothing_is_no_trouble() -> None:
    assert python("print(2)", b"x" * 20 * MEGABYTE).output == b"2\n"


def test_what_was_written_before_a_crash_is_kept() -> None:
    outcome = python("import os; print('first', flush=True); os.abort()")
    assert (outcome.ending, outcome.output) == (Ending.CRASHED, b"first\n")


def test_output_is_cut_at_the_limit() -> None:
    outcome = python("import os\nwhile True: os.write(1, b'x' * 1000)", limits=Limits(output=5_500))
    assert (outcome.ending, outcome.output) == (Ending.OUTPUT, b"x" * 5_500)


def test_errors_are_returned() -> None:
    assert "boom" in python("raise ValueError('boom')").errors


def test_the_environment_is_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNZHENG_SECRET", "1")
    outcome = run_confined(
        [sys.executable, "-I", "-c", "import os; print(sorted(os.environ))"], environment={"HOME": "/"}
    )
    assert b"XUNZHENG_SECRET" not in outcome.output
    assert b"HOME" in outcome.output


def test_no_file_can_grow_beyond_the_limit(tmp_path: Path) -> None:
    program = f"open({str(tmp_path / 'big')!r}, 'wb').write(bytes(200_000))"
    assert python(program, limits=Limits(output=100_000)).ending is Ending.FAILED
    assert (tmp_path / "big").stat().st_size <= 100_000


@pytest.mark.parametrize("limits", [Limits(), Limits(seconds=0.5)])
def test_children_of_the_program_die_with_it(limits: Limits) -> None:
    last = "" if limits.seconds > 1 else "time.sleep(60)"
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"print(child.pid, flush=True)\n{last}"
    )
    assert wait_until_gone(int(python(program, limits=limits).output))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program with its parent")
def test_the_program_dies_when_this_process_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    inner = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid()) + '.'); time.sleep(600)"
    outer = (
        "import sys\nfrom xunzheng.formats.confined import run_confined\n"
        f"run_confined([sys.executable, '-I', '-c', {inner!r}])"
    )
    parent = subprocess.Popen([sys.executable, "-c", outer])
    deadline = time.monotonic() + 30
    while not (note.exists() and note.read_text("ascii").endswith(".")):
        assert time.monotonic() < deadline
        os.sched_yield()
    parent.kill()
    parent.wait()
    assert wait_until_gone(int(note.read_text("ascii").rstrip(".")))


def test_a_program_that_is_not_there_cannot_be_started() -> None:
    outcome = run_confined(["/nonexistent/program"])
    assert outcome.ending is Ending.FAILED
    assert "program" in outcome.errors or "No such file" in outcome.errors


def test_limits_that_cannot_be_imposed_are_an_error() -> None:
    with pytest.raises(OSError, match="limits"):
        python("print(1)", limits=Limits(memory=1 << 80))
