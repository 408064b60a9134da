"""Empty databases for a measurement: files of SQLite, and a PostgreSQL server of its own that keeps what
it says.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "''",
}
"""What is durable stays as PostgreSQL comes; the rest is what anybody would set for a machine like this."""
TOLD = (
    "PostgreSQL with fsync and synchronous_commit on, SQLite with WAL and synchronous=NORMAL, "
    "as the site sets it"
)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: XUNZHENG_POSTGRESQL_BIN, or the newest that Debian keeps; None
    if none.
    """
    named = os.environ.get("XUNZHENG_POSTGRESQL_BIN")
    found = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a new server, without the database's name; it is ended, and gone, when the block is
    left.

    Raises SystemExit with a sentence where its programs are not there.
    """
    where = programs()
    if where is None:
        raise SystemExit("no PostgreSQL here: set XUNZHENG_POSTGRESQL_BIN to the folder of initdb and pg_ctl")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is ended too
    folder = tempfile.mkdtemp(prefix="xunzheng-bench-pg-")
    try:
        # The server refuses to run as root; Debian's package brings a user for it.
        user: dict[str, str] = {"user": "postgres"} if os.geteuid() == 0 else {}
        if user:
            Path(folder).chmod(0o777)
        with _running(where, folder, user) as port:
            yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(where: Path, folder: str, user: dict[str, str]) -> Iterator[int]:
    def call(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)

    call(f"{where}/initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    options = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items())
    control = (f"{where}/pg_ctl", "-D", f"{folder}/data", "-s", "-w")
    call(*control, "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield port
    finally:
        call(*control, "-m", "fast", "stop")


def new_database(server: str, name: str) -> str:
    """The address of a new, empty database of the server."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
