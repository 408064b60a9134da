"""What all tests share: under CI=true a skipped test fails the run, and a PostgreSQL server on demand."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure, and a run must be repeatable where nobody watches it.
settings.register_profile("xunzheng", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("xunzheng")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a run in which a test was skipped does not pass."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") == "true":
        reporter.write_line(f"{len(skipped)} skipped, and CI=true allows none", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of an empty PostgreSQL that lives as long as the session, on a free local port.

    Skipped where bin/test found no server programs (XUNZHENG_POSTGRESQL_BIN is not set).
    """
    programs = os.environ.get("XUNZHENG_POSTGRESQL_BIN")
    if not programs:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
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
