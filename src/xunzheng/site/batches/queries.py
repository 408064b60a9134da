"""Finds kept batches, and the files of one that fit a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xunzheng.batch.folder import BatchFolder
from xunzheng.batch.record import Record
from xunzheng.site.batches.models import KeptBatch

ROWS_OF_A_PAGE = 100
WAITING = "waiting"
LEVELS = ("errors", "suspicions", "advice", "none", "unreadable", WAITING)
ORDERS = ("path", "gravity")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are wanted: words in path, title, unit or project; level, code, unit, year; the order."""

    text: str = ""
    level: str = ""
    code: str = ""
    unit: str = ""
    year: str = ""
    order: str = ORDERS[0]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the filter: the codes, units and years of the finished files."""

    codes: tuple[str, ...]
    units: tuple[str, ...]
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the files that fit: each with its record, or None while it waits."""

    rows: tuple[tuple[str, Record | None], ...]
    shown: int
    total: int
    page: int
    pages: int


def find_batch(token: str, now: datetime) -> KeptBatch | None:
    """The batch of the token; None where there is none, or its time is over."""
    return KeptBatch.objects.filter(token=token, expires_at__gt=now).first()


def find_expired(now: datetime) -> list[KeptBatch]:
    """The batches whose time is over."""
    return list(KeptBatch.objects.filter(expires_at__lte=now))


def count_batches() -> int:
    """How many batches are kept."""
    return KeptBatch.objects.count()


def list_files(folder: BatchFolder, rows: Sequence[Record], wanted: Wanted) -> Listing:
    """The page of the files that fit. The rows are those of the finished files."""
    done = {row.path: row for row in rows}
    paths = folder.paths() or sorted(done)
    fitting = [(path, done.get(path)) for path in paths if _fits(path, done.get(path), wanted)]
    if wanted.order == "gravity":
        fitting.sort(key=lambda pair: _gravity(pair[1]))
    pages = max((len(fitting) + ROWS_OF_A_PAGE - 1) // ROWS_OF_A_PAGE, 1)
    page = min(max(wanted.page, 1), pages)
    first = (page - 1) * ROWS_OF_A_PAGE
    return Listing(tuple(fitting[first : first + ROWS_OF_A_PAGE]), len(fitting), len(paths), page, pages)


def list_choices(rows: Sequence[Record]) -> Choices:
    """The codes, units and years of the rows."""
    return Choices(
        tuple(sorted({code for row in rows for code in row.codes})),
        tuple(sorted({row.unit for row in rows if row.unit})),
        tuple(sorted({str(row.year) for row in rows if row.year})),
    )


def level_of(record: Record | None) -> str:
    """The level of a file: its gravest finding, or that it was not read, or that it waits."""
    if record is None:
        return WAITING
    if not record.is_audited:
        return "unreadable"
    counts = (("errors", record.errors), ("suspicions", record.suspicions), ("advice", record.advice))
    return next((level for level, count in counts if count), "none")


def _fits(path: str, record: Record | None, wanted: Wanted) -> bool:
    if wanted.level and level_of(record) != wanted.level:
        return False
    if record is None:
        return not (wanted.code or wanted.unit or wanted.year) and wanted.text.lower() in path.lower()
    told = "\n".join(filter(None, (path, record.title, record.unit, record.project))).lower()
    return (
        wanted.text.lower() in told
        and (not wanted.code or wanted.code in record.codes)
        and (not wanted.unit or record.unit == wanted.unit)
        and (not wanted.year or str(record.year) == wanted.year)
    )


def _gravity(record: Record | None) -> tuple[int, int, int, int]:
    if record is None:
        return (1, 0, 0, 0)
    return (0, -record.errors, -record.suspicions, -record.advice)
