"""The settings of running the site, and what they do to Django's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xunzheng.site.project.environment import WrongSetting, read_environment

HOME = Path("/srv/xunzheng")
TELL = """
import json
from xunzheng.site.project import settings as s
told = s.DATABASES["default"]
print(json.dumps([told.get("CONN_MAX_AGE", 0), told.get("CONN_HEALTH_CHECKS", False), s.LOGGING,
                  getattr(s, "SECURE_REDIRECT_EXEMPT", [])]))
"""


def read(**values: str):
    return read_environment({f"XUNZHENG_{name}": value for name, value in values.items()}, HOME).operations


def settings_of(**values: str) -> list:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XUNZHENG_")}
    given = {f"XUNZHENG_{name}": value for name, value in {"SECRET_KEY": "x" * 32, **values}.items()}
    ended = subprocess.run(
        [sys.executable, "-c", TELL], env={**environment, **given}, capture_output=True, check=True
    )
    return json.loads(ended.stdout)


def test_the_defaults():
    told = read()
    assert (told.logs_json, told.metrics_token, told.threads) == (False, "", 4)
    assert (told.database_kept, told.worker_seen, told.disk_free) == (600, 120, 500 * 1024 * 1024)


def test_values_are_read():
    told = read(
        LOG_FORMAT="json", METRICS_TOKEN="t" * 16, THREADS="16", DATABASE_KEPT_SECONDS="0",
        WORKER_SEEN_SECONDS="0", DISK_FREE_MB="0",
    )  # fmt: skip
    assert (told.logs_json, told.metrics_token, told.threads) == (True, "t" * 16, 16)
    assert (told.database_kept, told.worker_seen, told.disk_free) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LOG_FORMAT", "JSON", "text 或 json"),
        ("METRICS_TOKEN", "short", "至少 16 个"),
        ("METRICS_TOKEN", "令牌令牌令牌令牌令牌令牌令牌令牌", "至少 16 个 ASCII"),
        ("DATABASE_KEPT_SECONDS", "-1", "0 至 86400"),
        ("WORKER_SEEN_SECONDS", "86401", "0 至 86400"),
        ("DISK_FREE_MB", "1 GB", "0 至 999999"),
        ("THREADS", "0", "1 至 64"),
    ],
)
def test_wrong_values_are_refused(name, value, says):
    with pytest.raises(WrongSetting, match=says) as caught:
        read(**{name: value})
    assert "short" not in str(caught.value)  # a token is not repeated


def test_connections_to_postgresql_are_kept_and_looked_at():
    url = "postgresql://a@127.0.0.1/b"
    assert settings_of(DATABASE_URL=url)[:2] == [600, True]
    assert settings_of(DATABASE_URL=url, DATABASE_KEPT_SECONDS="5")[:2] == [5, True]
    assert settings_of(DATABASE_KEPT_SECONDS="5")[:2] == [5, False]


def test_the_log_is_json_on_request():
    plain, as_json = settings_of()[2], settings_of(LOG_FORMAT="json")[2]
    assert "root" not in plain
    assert as_json["root"] == {"handlers": ["json"], "level": "WARNING"}
    assert as_json["loggers"]["xunzheng"] == {"level": "INFO"}


def test_health_is_asked_without_https():
    assert settings_of()[3] == []
    assert settings_of(HTTPS="yes")[3] == ["^health/(live|ready)$", "^metrics$"]
