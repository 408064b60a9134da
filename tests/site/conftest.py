"""The site under test: Django set up on a directory of its own, a served copy, a browser."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgresql import running_postgresql
from tests.site.browsing import browser, page  # noqa: F401 (fixtures of the journeys)

DATA_DIR = Path(tempfile.mkdtemp(prefix="xunzheng-site-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "xunzheng.site.project.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver leaves a loop in its thread
os.environ["XUNZHENG_DATA_DIR"] = str(DATA_DIR)
os.environ["XUNZHENG_SECRET_KEY"] = "for-the-tests-only-" * 3
os.environ["XUNZHENG_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["XUNZHENG_UPLOAD_LIMIT_MB"] = "1"
os.environ["XUNZHENG_API_RATE"] = "0"  # all tests come from one address; the rate has tests of its own
os.environ["XUNZHENG_WORKER_SEEN_SECONDS"] = "0"  # ready without a worker
if os.environ.get("XUNZHENG_TEST_DATABASE") == "postgresql":
    # Django wants the address before any fixture can run; each process of pytest has a server of its own.
    _server = ExitStack()
    atexit.register(_server.close)
    _programs = os.environ["XUNZHENG_POSTGRESQL_BIN"]
    os.environ["XUNZHENG_DATABASE_URL"] = _server.enter_context(running_postgresql(_programs))

import django  # noqa: E402 - the settings are read from the environment that is made above

django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.db import connection  # noqa: E402
from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: E402

from xunzheng.site.journal.guards import BEGIN_LANES  # noqa: E402

if connection.vendor == "sqlite":
    # A file, not memory: what several connections see of each other is part of what is tested.
    settings.DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")

_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_guarded(operations: BaseDatabaseOperations, statements: Sequence[str]) -> None:
    """Empties the tables after a test with real transactions; the journal's guards would refuse it."""
    if connection.vendor == "postgresql":
        off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
        _flush(operations, [off, *statements, BEGIN_LANES, on])
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = dict(cursor.fetchall())
    _flush(
        operations, [*(f"DROP TRIGGER {name}" for name in guards), *statements, BEGIN_LANES, *guards.values()]
    )


BaseDatabaseOperations.execute_sql_flush = _flush_guarded

# Says on standard error which files the server opens for writing or by way of a temporary name.
WATCHED = """
import os, sys
def watch(event, arguments):
    if event.startswith("tempfile."):
        os.write(2, f"WRITES {event}\\n".encode())
    elif event == "open" and isinstance(arguments[0], str):
        path, mode, flags = arguments
        writes = any(sign in mode for sign in "wax+") if isinstance(mode, str) else flags & 3
        if writes and path != os.devnull and not path.endswith(".pyc") and "__pycache__" not in path:
            os.write(2, f"WRITES {path}\\n".encode())
    elif event == "sqlite3.connect":
        os.write(2, b"CONNECTS\\n")
sys.addaudithook(watch)
from xunzheng.site.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A site that is served by a process of its own: its address, directory, and what it says."""

    address: str
    data_dir: Path
    log: Path

    def said(self) -> list[str]:
        """The lines that the server wrote to standard error so far."""
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`python -m xunzheng.site` on a free port, watched for what it writes."""
    folder = tmp_path_factory.mktemp("served")
    log = folder / "log"
    environment = {
        **{
            name: value for name, value in os.environ.items() if not name.startswith(("XUNZHENG_", "DJANGO_"))
        },
        "XUNZHENG_DATA_DIR": str(folder / "var"),
        "XUNZHENG_UPLOAD_LIMIT_MB": "4",
    }
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-B", "-c", WATCHED, "--port", "0"],
            env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
        )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    try:
        assert first.startswith("循证：http"), log.read_text(encoding="utf-8")
        yield Served(first.split("：")[1].split()[0], folder / "var", log)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()
