"""The served site as its reverse proxy, its watcher and Prometheus see it; and what its log says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.site.operations.site_process import Site

TOKEN = "a-token-for-prometheus"


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[tuple[int, Path]]:
    """The port of a site that is served with the settings, and the file of its log."""
    environment = Site(folder / "var").environment | {
        f"XUNZHENG_{name}": text for name, text in settings.items()
    }
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "xunzheng.site", "--port", "0"],
            env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
        )  # fmt: skip
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("循证：http"), log.read_text("utf-8")
        yield int(first.split("/")[2].rpartition(":")[2]), log
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        return (
            answer.status,
            {name.lower(): text for name, text in answer.getheaders()},
            answer.read().decode("utf-8", "replace"),
        )
    finally:
        connection.close()


@pytest.fixture(scope="module")
def behind_https(tmp_path_factory) -> Iterator[tuple[int, Path]]:
    settings = {"HTTPS": "yes", "LOG_FORMAT": "json", "METRICS_TOKEN": TOKEN, "WORKER_SEEN_SECONDS": "0"}
    with serving(tmp_path_factory.mktemp("https"), **settings) as served:
        yield served


def test_what_came_by_https_is_answered_and_what_did_not_is_sent_there(behind_https):
    port, _ = behind_https
    status, headers, _ = get(port, "/sample/", X_Forwarded_Proto="https")
    assert (status, "strict-transport-security" in headers) == (200, True)
    status, headers, _ = get(port, "/sample/")
    assert (status, headers["location"][:8]) == (301, "https://")


def test_health_and_metrics_are_asked_within_by_http(behind_https):
    port, _ = behind_https
    assert get(port, "/health/live")[0::2] == (200, "live\n")
    assert get(port, "/health/ready")[0::2] == (200, "ready\n")
    assert get(port, "/metrics")[0] == 403
    status, _, text = get(port, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert status == 200
    assert "xunzheng_database_up 1.0" in text
    assert "process_resident_memory_bytes" in text


def test_each_request_is_a_line_of_json(behind_https):
    port, log = behind_https
    before = len(log.read_text("utf-8").splitlines())
    _, headers, _ = get(
        port, "/nowhere/s3cr3t?name=x", X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9"
    )
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()[before:]]
    (line,) = (line for line in lines if line["request"] == headers["x-request-id"])
    assert (line["route"], line["status"], line["actor"]) == ("none", 404, None)
    assert "s3cr3t" not in log.read_text("utf-8")
    assert "203.0.113.9" not in log.read_text("utf-8")


def test_a_plain_proxy_does_not_open_the_metrics(tmp_path):
    with serving(tmp_path, WORKER_SEEN_SECONDS="0") as (port, log):
        assert get(port, "/metrics")[0] == 200
        assert get(port, "/metrics", X_Forwarded_For="203.0.113.9")[0] == 403
        assert get(port, "/metrics", Forwarded="for=203.0.113.9")[0] == 403
        assert log.read_text("utf-8") == ""  # as text, the log has errors alone
