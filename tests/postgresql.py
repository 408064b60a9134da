"""A PostgreSQL server of the tests' own: empty, on a free local port, gone when they are done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_postgresql(programs: str) -> Iterator[str]:
    """The address of the server, whose programs (initdb, pg_ctl) are in the folder `programs`."""
    folder = tempfile.mkdtemp(prefix="pg")  # no TemporaryDirectory: at exit it would go before the server
    try:
        # The server refuses to run as root; Debian's package brings a user for it.
        user: dict[str, str] = {"user": "postgres"} if os.geteuid() == 0 else {}
        if user:
            Path(folder).chmod(0o777)
        data = f"{folder}/data"
        call = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, **user}
        subprocess.run(
            [f"{programs}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"], **call
        )
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = [f"{programs}/pg_ctl", "-D", data, "-s", "-w"]
        subprocess.run([*control, "-l", f"{folder}/log", "-o", options, "start"], **call)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **call)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
