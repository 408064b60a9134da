"""Settings: the table of them, what they take, and how loud they are when wrong."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from xunzheng.site.project.database import Database, read_database
from xunzheng.site.project.environment import SETTINGS, WrongSetting, read_environment
from xunzheng.site.project.secret import NoSecretKey, make_key, read_key

HOME = Path("/srv/xunzheng")


def read(**values: str):
    return read_environment({f"XUNZHENG_{name}": value for name, value in values.items()}, HOME)


def test_the_defaults_are_safe_and_local():
    environment = read()
    assert environment.data_dir == HOME / "var"
    assert environment.database == Database("sqlite", "/srv/xunzheng/var/xunzheng.sqlite3")
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert environment.secret_key is None
    assert environment.local_file is None
    assert not environment.https
    assert environment.upload_limit == 10 * 1024 * 1024
    assert (environment.batch_limit, environment.batch_files) == (500 * 1024 * 1024, 5000)
    assert (environment.batch_days, environment.batch_kept, environment.batch_jobs) == (7, 50, 1)


def test_values_are_read():
    environment = read(
        DATA_DIR="/data", HTTPS="yes", UPLOAD_LIMIT_MB="20", LOCAL_FILE="a.txt", SECRET_KEY="x" * 32
    )
    assert environment.data_dir == Path("/data")
    assert environment.https
    assert environment.upload_limit == 20 * 1024 * 1024
    assert environment.local_file == HOME / "a.txt"
    assert environment.secret_key == "x" * 32


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HTTPS", "true", "yes 或 no"),
        ("UPLOAD_LIMIT_MB", "0", "1 至 200"),
        ("UPLOAD_LIMIT_MB", "10MB", "1 至 200"),
        ("UPLOAD_LIMIT_MB", "٣", "1 至 200"),
        ("BATCH_LIMIT_MB", "0", "1 至 20000"),
        ("BATCH_FILES", "many", "1 至 100000"),
        ("BATCH_DAYS", "366", "1 至 365"),
        ("BATCH_KEPT", "-1", "1 至 10000"),
        ("BATCH_JOBS", "1000000", "1 至 64"),
        ("SECRET_KEY", "short", "至少 32 个字符"),
        ("ALLOWED_HOSTS", "*", "主机名"),
        ("ALLOWED_HOSTS", "https://a.example", "主机名"),
        ("DATABASE_URL", "mysql://u:secret@h/d", "postgresql://"),
        ("DATABASE_URL", "postgresql:///d", "postgresql://"),
        ("DATABASE_URL", "postgresql://h:99999/d", "postgresql://"),
        ("DATABSE_URL", "sqlite:///a", "XUNZHENG_DATABASE_URL"),
        ("DATA_DIRS", "var", "XUNZHENG_DATA_DIR"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(name, value, says):
    with pytest.raises(WrongSetting) as refusal:
        read(**{name: value})
    assert f"XUNZHENG_{name}" in str(refusal.value)
    assert says in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_other_variables_are_left_alone():
    assert read(POSTGRESQL_BIN="/usr/bin").data_dir == HOME / "var"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("sqlite:///a/b.sqlite3", Database("sqlite", "/srv/xunzheng/a/b.sqlite3")),
        ("sqlite:////a/b.sqlite3", Database("sqlite", "/a/b.sqlite3")),
        ("postgresql://h/d", Database("postgresql", "d", "h")),
        (
            "postgres://u:p%40ss@h:5433/d?sslmode=require",
            Database("postgresql", "d", "h", "5433", "u", "p@ss", (("sslmode", "require"),)),
        ),
        ("sqlite:///", None),
        ("http://h/d", None),
        ("", None),
        ("postgresql://[::1/d", None),
    ],
)
def test_database_addresses(address, expected):
    assert read_database(address, HOME) == expected


def test_a_password_is_not_shown():
    assert "geheim" not in repr(read_database("postgresql://u:geheim@h/d", HOME))


def test_the_table_names_each_setting_once_in_both_languages():
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))
    for setting in SETTINGS:
        assert setting.meaning_zh.endswith("。")
        assert setting.meaning_en.endswith(".")


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    folder = tmp_path / "new" / "var"
    with pytest.raises(NoSecretKey, match="XUNZHENG_SECRET_KEY"):
        read_key(folder)
    make_key(folder)
    key = read_key(folder)
    make_key(folder)
    assert read_key(folder) == key
    assert len(key) >= 50
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def test_an_empty_key_file_is_no_key(tmp_path):
    (tmp_path / "secret-key").write_text("\n")
    with pytest.raises(NoSecretKey):
        read_key(tmp_path)
