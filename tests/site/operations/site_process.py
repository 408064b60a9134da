"""A site with a database and a data directory of its own, worked on by processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEY = "for-the-tests-only-" * 3
FILL = """
import sys, itertools
import django
django.setup()
from django.core.management import call_command
from tests.site.cases.offices import APPLICANT, NOW, OFFICE, brought_to
from xunzheng.site.cases.papers import give_papers, keep_paper
from xunzheng.site.cases.models import Case
from django.db import connection, transaction
count, forever = int(sys.argv[1]), "--forever" in sys.argv
call_command("migrate", verbosity=0, interactive=False)
for number in itertools.count() if forever else range(count):
    done = brought_to(number % 9, f"{'more' if forever else 'fill'}-{number}")
    paper = keep_paper([b"%PDF-1.7\\n", str((number, forever)).encode()], "a.pdf", APPLICANT, NOW)
    with transaction.atomic():
        give_papers(done.case_id, "m", [paper.reference], APPLICANT)
    print(done.number, flush=True)
"""
# Several commands in one process, since each process takes a second to begin: a line of JSON for each.
# Where a data directory is named the process goes over to the SQLite site in it first.
RUN = """
import contextlib, io, json, sys
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
from xunzheng.cli.app import run
for data_dir, arguments in json.loads(sys.argv[1]):
    if data_dir:
        connection.close()
        settings.DATA_DIR = Path(data_dir)
        connection.settings_dict["NAME"] = f"{data_dir}/xunzheng.sqlite3"
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = run(arguments)
    print(json.dumps([code, out.getvalue(), errors.getvalue()]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Site:
    """A site by its data directory and the address of its database (empty: SQLite in the directory)."""

    data_dir: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its processes; they see no other site's settings."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("XUNZHENG_")}
        return {
            **others,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "xunzheng.site.project.settings",
            "XUNZHENG_DATA_DIR": str(self.data_dir),
            "XUNZHENG_DATABASE_URL": self.database,
            "XUNZHENG_SECRET_KEY": KEY,
        }

    def run(self, *commands: Sequence[str | Path], sites: Sequence[Path] = ()) -> list[Outcome]:
        """Run commands of `xunzheng` in turn in one process; each in its own of the `sites`, if given."""
        places = [str(site) for site in sites] or [""] * len(commands)
        told = [(place, [*map(str, each)]) for place, each in zip(places, commands, strict=True)]
        line = [sys.executable, "-c", RUN, json.dumps(told)]
        ran = subprocess.run(
            line, env=self.environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
        )
        return [Outcome(*json.loads(outcome)) for outcome in ran.stdout.splitlines()]

    def xunzheng(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of `xunzheng` in a process of its own."""
        line = [sys.executable, "-m", "xunzheng", *map(str, arguments)]
        return subprocess.run(
            line, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def fill(self, count: int) -> list[str]:
        """Make the tables and so many cases, each with a paper; their numbers."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        line = [sys.executable, "-c", FILL, str(count)]
        filled = subprocess.run(
            line, env=self.environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True
        )
        return filled.stdout.split()

    def filling(self) -> subprocess.Popen[str]:
        """A process that makes the tables and then cases, a line for each, until it is ended."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        line = [sys.executable, "-c", FILL, "0", "--forever"]
        return subprocess.Popen(
            line, env=self.environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
