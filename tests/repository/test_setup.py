"""The set-up behind the doors: skipped when nothing changed, repeated when the lock did."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.repository.test_repository import ROOT, load


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up module over an empty project whose installer only writes down that it was called."""
    module = load("bin/_setup.py")
    (tmp_path / "a.lock").write_text("one", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]", "utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "STAMPS", tmp_path / ".venv" / "stamps.json")
    monkeypatch.setattr(module, "installed", [], raising=False)
    monkeypatch.setattr(module, "install", lambda lock: module.installed.append(lock.name))
    return module


def test_second_setup_is_skipped(setup: ModuleType, tmp_path: Path) -> None:
    setup.prepare(tmp_path / "a.lock")
    setup.prepare(tmp_path / "a.lock")
    assert setup.installed == ["a.lock"]


@pytest.mark.parametrize("changed", ["a.lock", "pyproject.toml"])
def test_change_sets_up_again(setup: ModuleType, tmp_path: Path, changed: str) -> None:
    setup.prepare(tmp_path / "a.lock")
    (tmp_path / changed).write_text("two", "utf-8")
    setup.prepare(tmp_path / "a.lock")
    assert setup.installed == ["a.lock", "a.lock"]


def test_locks_are_stamped_apart(setup: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b.lock").write_text("three", "utf-8")
    for name in ("a.lock", "b.lock", "a.lock"):
        setup.prepare(tmp_path / name)
    assert setup.installed == ["a.lock", "b.lock"]
    assert set(json.loads(setup.STAMPS.read_text("utf-8"))) == {"a.lock", "b.lock"}


@pytest.mark.parametrize("stamps", ["", "[]", "{"])
def test_broken_stamp_counts_as_none(setup: ModuleType, tmp_path: Path, stamps: str) -> None:
    setup.STAMPS.write_text(stamps, "utf-8")
    setup.prepare(tmp_path / "a.lock")
    assert setup.installed == ["a.lock"]


def test_failed_setup_leaves_no_stamp(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "install", lambda lock: setup.carry_out(["false"], "没有网络。"))
    monkeypatch.setattr(sys, "argv", ["_setup.py", "a.lock"])
    assert setup.main() == 2
    assert "没有网络" in capfd.readouterr().err
    assert not setup.STAMPS.exists()


def test_old_python_is_told_so(tmp_path: Path) -> None:
    for name in ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"):
        fake = tmp_path / name
        fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.10"\nexit 1\n', "utf-8")
        fake.chmod(0o755)
    door = subprocess.run(
        [ROOT / "bin" / "run"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert door.returncode == 2
    assert "需要 Python 3.11" in door.stderr
    assert "3.8.10" in door.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "phrase"),
    [
        (["--help"], 0, "bin/run [--no-serve] [FILE]"),
        (["--nonsense"], 2, "没有 --nonsense 这个选项"),
        (["a.txt", "b.txt"], 2, "给了两份：a.txt 和 b.txt"),
        (["a.txt", "--", "b.txt"], 2, "给了两份"),
        (["-"], 2, "请加 --no-serve"),
        (["--", "--no-such"], 2, "读不到文件 ./--no-such"),
        ([""], 2, "文件名是空的"),
        (["no-such-report.txt"], 2, "读不到文件 no-such-report.txt"),
    ],
)
def test_run_refuses_before_it_sets_up(arguments: list[str], code: int, phrase: str) -> None:
    door = subprocess.run([ROOT / "bin" / "run", *arguments], capture_output=True, text=True)
    assert door.returncode == code
    assert phrase in door.stdout + door.stderr


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        ([], "-m xunzheng audit --summary --sample"),
        (["-"], "-m xunzheng audit --summary -"),
        (["--", "-"], "-m xunzheng audit --summary -"),
        (["a.txt"], "-m xunzheng audit --summary a.txt"),
        (["--", "-a.txt"], "-m xunzheng audit --summary ./-a.txt"),
    ],
)
def test_run_hands_the_report_on(tmp_path: Path, arguments: list[str], called: str) -> None:
    """The door of a project whose Python only says what it was called with and what it could read."""
    for name in ("bin/run", "bin/_python.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin/_setup.py").write_text("import sys; sys.stdin.read()", "utf-8")
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$*"\ncat\n', "utf-8")
    python.chmod(0o755)
    for name in ("a.txt", "-a.txt"):
        (tmp_path / name).touch()
    door = [tmp_path / "bin/run", "--no-serve", *arguments]
    ran = subprocess.run(door, cwd=tmp_path, input="报告", capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, f"{called}\n报告")
