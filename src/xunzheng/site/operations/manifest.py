"""The list of what a backup holds: read before a restore, and held against what came back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xunzheng.refusal import Refusal
from xunzheng.site.journal.verifying import Head

FORM: Final = "xunzheng.backup/1"
NAME: Final = "manifest.json"
PAPERS: Final = "papers"
OUTBOX: Final = "outbox"


class BackupRefused(Refusal):
    """备份或恢复不能进行。"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `kind` is that of the database; its copy is the file `database` with that digest.

    `heads` are those of the journal and `cases` the number of cases at the moment of the copy. `papers` maps
    the digest of each paper to its size; `broken` are papers whose file was not what its name says already.
    """

    program: str
    made_at: str
    kind: str
    database: str
    digest: str
    heads: tuple[Head, ...]
    cases: int
    papers: Mapping[str, int]
    broken: tuple[str, ...]

    @property
    def entries(self) -> int:
        """How many entries the journal had."""
        return sum(head.number for head in self.heads)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write it into the folder."""
    told = {
        "form": FORM,
        "program": manifest.program,
        "made_at": manifest.made_at,
        "kind": manifest.kind,
        "database": manifest.database,
        "digest": manifest.digest,
        "heads": [[head.lane, head.number, head.digest] for head in manifest.heads],
        "cases": manifest.cases,
        "papers": dict(sorted(manifest.papers.items())),
        "broken": list(manifest.broken),
    }
    (folder / NAME).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises `BackupRefused` where the folder holds none."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        if told["form"] != FORM:
            raise ValueError(told["form"])
        return _read(told)
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupRefused(
            "这里没有可用的备份",
            where=str(folder / NAME),
            expected=f"xunzheng backup 写的清单（{FORM}）",
            found="没有，或不是",
            advice="请给出备份的文件夹；备份没有做完的不能恢复。",
        ) from None


def _read(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        str(told["program"]),
        str(told["made_at"]),
        str(told["kind"]),
        Path(told["database"]).name,
        str(told["digest"]),
        _heads(told["heads"]),
        int(told["cases"]),
        {_digest(digest): int(size) for digest, size in told["papers"].items()},
        tuple(map(_digest, told["broken"])),
    )


def _heads(rows: Sequence[Sequence[Any]]) -> tuple[Head, ...]:
    return tuple(Head(int(lane), int(number), str(digest)) for lane, number, digest in rows)


def _digest(text: str) -> str:
    """A digest, which becomes a path: nothing else is one."""
    if len(text) != 64 or not all(sign in "0123456789abcdef" for sign in text):
        raise ValueError(text)
    return text


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
