"""The address of a database, as one line of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Database:
    """A database: for SQLite `name` is the file, for PostgreSQL the database on the host."""

    kind: Literal["sqlite", "postgresql"]
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()


def read_database(address: str, directory: Path) -> Database | None:
    """The database behind the address; None where the text is no such address.

    >>> read_database("sqlite:///data/a.sqlite3", Path("/srv")).name
    '/srv/data/a.sqlite3'
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    path = unquote(parts.path).removeprefix("/")
    if parts.scheme == "sqlite" and not parts.netloc and path:
        return Database("sqlite", str(directory / path))
    if parts.scheme not in ("postgres", "postgresql") or not parts.hostname or not path or "/" in path:
        return None
    return Database(
        "postgresql",
        path,
        parts.hostname,
        str(port or ""),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        tuple(parse_qsl(parts.query)),
    )
