"""Copies of the database as of one moment, while others go on writing; and a database made of such a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from xunzheng.site.journal.verifying import Head
from xunzheng.site.operations.manifest import BackupRefused

_HEADS: Final = "SELECT lane, number, digest FROM journal_lane WHERE number > 0 ORDER BY lane"
_CASES: Final = "SELECT COUNT(*) FROM cases_case"
NAMES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True, slots=True)
class Copied:
    """What the copy holds: the journal's heads and the number of cases, as of the same moment."""

    heads: tuple[Head, ...]
    cases: int


def copy_database(target: Path) -> Copied:
    """Copy the configured database into a new file. Raises `BackupRefused` where that cannot be."""
    return _COPIES[connection.vendor](target)


def is_empty() -> bool:
    """Whether the configured database has no tables."""
    if connection.vendor == "sqlite" and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        return True
    return not connection.introspection.table_names()


def fill_database(source: Path) -> None:
    """Fill the configured database, which is empty, from a copy."""
    connection.close()
    _FILLINGS[connection.vendor](source)


def _copy_sqlite(target: Path) -> Copied:
    """In one step, which reads one state of the file; in WAL mode writers are not held up by it."""
    with (
        closing(sqlite3.connect(f"file:{_quoted(_sqlite_file())}?mode=ro", uri=True, timeout=20)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        ((verdict,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
        if verdict != "ok":
            raise BackupRefused(
                "数据库文件已损坏，没有备份",
                where=str(_sqlite_file()),
                expected="PRAGMA quick_check 为 ok",
                found=str(verdict)[:200],
                advice="请停止服务，用上一次的备份恢复。",
            )
        return _counted(lambda sql: copy.execute(sql).fetchall())


def _fill_sqlite(source: Path) -> None:
    target = _sqlite_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (target, *(Path(f"{target}{suffix}") for suffix in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)  # of a database without tables
    shutil.copyfile(source, target)


def _copy_postgresql(target: Path) -> Copied:
    """By pg_dump, in the snapshot of a transaction in which the heads are read too."""
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()

            def asked(sql: str) -> list[Any]:
                cursor.execute(sql)
                return list(cursor.fetchall())

            counted = _counted(asked)
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            _run("pg_dump", [*options, f"--file={target}", f"--dbname={_address()}"])
            cursor.execute("ROLLBACK")
    finally:
        reader.close()
    return counted


def _fill_postgresql(source: Path) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", [*options, f"--dbname={_address()}", str(source)])


def _counted(ask: Callable[[str], Sequence[Sequence[Any]]]) -> Copied:
    heads = tuple(Head(*row) for row in ask(_HEADS))
    return Copied(heads, int(ask(_CASES)[0][0]))


def _run(program: str, arguments: Sequence[str]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, which other users cannot read."""
    password = str(settings.DATABASES["default"]["PASSWORD"])
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    try:
        ended = subprocess.run(
            [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise BackupRefused(
            f"没有 {program}",
            where="PATH",
            expected="PostgreSQL 的客户端程序，版本不低于服务器",
            found="没有找到",
            advice="请安装 postgresql-client，或把它的目录加到 PATH。",
        ) from None
    if ended.returncode != 0:
        raise BackupRefused(
            f"{program} 没有做成",
            where=str(settings.DATABASES["default"]["NAME"]),
            expected="退出码 0",
            found=f"{ended.returncode}：{ended.stderr.decode('utf-8', 'replace').strip()[-400:]}",
            advice="请按这句话处理后重做；客户端的版本不能低于服务器。",
        )


def _address() -> str:
    """How PostgreSQL's programs find the database: all but the password, which no list of processes shows."""
    from psycopg.conninfo import make_conninfo

    told: Mapping[str, Any] = settings.DATABASES["default"]
    known = {"prepare_threshold", "connect_timeout"}
    options = {key: value for key, value in told["OPTIONS"].items() if key not in known}
    named = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "dbname": told["NAME"]}
    return make_conninfo(**{key: str(value) for key, value in {**named, **options}.items() if value})


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.resolve()))


_COPIES: Final[Mapping[str, Callable[[Path], Copied]]] = {
    "sqlite": _copy_sqlite,
    "postgresql": _copy_postgresql,
}
_FILLINGS: Final[Mapping[str, Callable[[Path], None]]] = {
    "sqlite": _fill_sqlite,
    "postgresql": _fill_postgresql,
}
