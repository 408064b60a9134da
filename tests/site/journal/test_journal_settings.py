"""The journal's settings: safe by default, loud when wrong or when the machine lacks the algorithm."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xunzheng.site.project.environment import WrongSetting, read_environment

HOME = Path("/srv/xunzheng")
POSTGRESQL = {"XUNZHENG_DATABASE_URL": "postgresql://h/d"}


@pytest.mark.parametrize(
    ("variables", "digest", "lanes"),
    [
        ({}, "sha256", 1),
        (POSTGRESQL, "sha256", 16),
        ({"XUNZHENG_JOURNAL_DIGEST": "sm3", "XUNZHENG_JOURNAL_LANES": "4"}, "sm3", 4),
        ({**POSTGRESQL, "XUNZHENG_JOURNAL_LANES": "256"}, "sha256", 256),
    ],
)
def test_what_is_set(variables, digest, lanes):
    environment = read_environment(variables, HOME)
    assert (environment.journal_digest, environment.journal_lanes) == (digest, lanes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGEST", "md5"),
        ("DIGEST", "SM3"),
        ("LANES", "0"),
        ("LANES", "257"),
        ("LANES", "many"),
        ("LANE", "4"),
    ],
)
def test_what_is_wrong_is_refused_by_name(name, value):
    with pytest.raises(WrongSetting, match=f"XUNZHENG_JOURNAL_{name}"):
        read_environment({f"XUNZHENG_JOURNAL_{name}": value}, HOME)


def test_a_machine_without_sm3_does_not_start(monkeypatch):
    def new(name: str, *rest: object) -> object:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", new)
    with pytest.raises(WrongSetting, match="本机能算的摘要算法"):
        read_environment({"XUNZHENG_JOURNAL_DIGEST": "sm3"}, HOME)


def run_verify(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XUNZHENG_")}
    return subprocess.run(
        [sys.executable, "-m", "xunzheng", "verify", *arguments],
        env={**environment, "XUNZHENG_DATA_DIR": str(data_dir)},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_command_without_a_site_says_what_is_missing(tmp_path):
    outcome = run_verify(tmp_path)
    assert outcome.returncode == 2
    assert "XUNZHENG_SECRET_KEY" in outcome.stderr
    (tmp_path / "secret-key").write_text("k" * 40)
    outcome = run_verify(tmp_path)
    assert outcome.returncode == 2
    assert "数据库用不了" in outcome.stderr
    assert run_verify(tmp_path, "--since", "gestern").returncode == 2
