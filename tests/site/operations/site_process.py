"""A site with a database and a data directory of its own, worked on by processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
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
if not forever:
    call_command("migrate", verbosity=0, interactive=False)
for number in itertools.count() if forever else range(count):
    done = brought_to(number % 9, f"{'more' if forever else 'fill'}-{number}")
    paper = keep_paper([b"%PDF-1.7\\n", str((number, forever)).encode()], "a.pdf", APPLICANT, NOW)
    with transaction.atomic():
        give_papers(done.case_id, "m", [paper.reference], APPLICANT)
    print(done.number, flush=True)
"""


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

    def xunzheng(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of `xunzheng`."""
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
        """A process that makes cases until it is ended."""
        line = [sys.executable, "-c", FILL, "0", "--forever"]
        return subprocess.Popen(
            line, env=self.environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
