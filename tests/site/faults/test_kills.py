"""A short run of `bench/faults.py`: killed at random moments under load, nothing is lost or done twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KILLS = 4


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_outlives_kills(database: str) -> None:
    if database == "postgresql" and not os.environ.get("XUNZHENG_POSTGRESQL_BIN"):
        pytest.skip("PostgreSQL is not installed")
    line = [sys.executable, str(ROOT / "bench/faults.py"), "--database", database, "--kills", str(KILLS)]
    ended = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    counts = _counts(ended.stdout)
    assert counts["commands acknowledged"] == counts["commands in the database"] >= KILLS
    assert counts["messages"] == counts["told by command"] > 0


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    """A command acknowledged and not there, a case not as its events make it, a timer twice."""
    ended = subprocess.run(
        [sys.executable, "-c", WRONG, str(tmp_path)], capture_output=True, text=True, encoding="utf-8",
        check=False,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("XUNZHENG_")},
            "PYTHONPATH": f"{ROOT / 'bench'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "xunzheng.site.project.settings",
            "XUNZHENG_DATA_DIR": str(tmp_path), "XUNZHENG_SECRET_KEY": "for-the-tests-only-" * 3,
        },
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = ended.stdout
    for sentence in (
        "lost: acknowledged ('1', 2), kept None",
        "rebuild: ",
        "of receiver, but of no command",
        "has fired 2 times",
        "events: ",
        "never acknowledged",
    ):
        assert sentence in found, found


WRONG = """
import json, sys
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0, interactive=False)
import _faults_check
from _faults_door import drive
from xunzheng.site.cases.models import Case, DoneCommand, Event
book = Path(sys.argv[1]) / "book"
now = timezone.now()
done = drive({"do": "open", "key": "1-open-1", "past": 60, "role": "applicant", "who": "citizen"}, now)
step = {"do": "act", "number": done["number"], "step": 0, "materials": {}, "past": 60, "key": "1-0-2"}
step |= {"role": "receiver", "who": "receiver"}
after = drive({**step, "expected": done["version"]}, now)
_faults_check.drain()
line = {"done": "1-open-1", "version": done["version"], "number": done["number"]}
book.write_text(json.dumps(line) + "\\n")
checker = _faults_check.Checker(book)
checker.check()
assert not checker.faults, checker.faults
with book.open("a") as file:
    file.write(json.dumps({"done": "lost", "number": "1", "version": 2}) + "\\n")
case = Case.objects.get(number=done["number"]).pk
fired = Event.objects.filter(kind="TimerFired").first()
last = Event.objects.order_by("-number").first().number
Event.objects.create(case_id=case, number=last + 1, kind="TimerFired", at=now, who="system", text=fired.text)
Event.objects.create(case_id=case, number=last + 2, kind="Handed", at=now, who="receiver", text=fired.text)
Case.objects.filter(pk=case).update(state="elsewhere", version=last + 2)
checker.final()
print(*checker.faults, sep="\\n")
"""


def _counts(said: str) -> dict[str, int]:
    lines = [line.rsplit(maxsplit=1) for line in said.splitlines() if line.startswith("  ")]
    return {name.strip(): int(count.replace(",", "")) for name, count in lines}
