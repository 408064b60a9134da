"""What all tests share: under CI=true a skipped test fails the run, and a PostgreSQL server on demand."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgresql import running_postgresql

# A busy machine is no failure, and a run must be repeatable where nobody watches it.
settings.register_profile("xunzheng", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("xunzheng")


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it again and again costs a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a run in which a test was skipped does not pass."""
    gc.unfreeze()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") == "true":
        reporter.write_line(f"{len(skipped)} skipped, and CI=true allows none", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of an empty PostgreSQL that lives as long as the session, on a free local port.

    Skipped where bin/test found no server programs (XUNZHENG_POSTGRESQL_BIN is not set).
    """
    programs = os.environ.get("XUNZHENG_POSTGRESQL_BIN")
    if not programs:
        pytest.skip("PostgreSQL is not installed")
    with running_postgresql(programs) as address:
        yield address
