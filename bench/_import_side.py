"""The side of the import: takes the cases over, then writes the same rows raw, and leaves the times as
JSON.
"""

from __future__ import annotations

import json
import time
from typing import Any

from _crew import Place

_CHUNK = 1000
_TABLES = (
    "cases_event", "cases_token", "cases_particular", "cases_tally", "cases_task", "cases_timer",
    "cases_message", "cases_delivery", "cases_word",
)  # fmt: skip


def prepare(place: Place) -> None:
    """Take over as many cases as the place's number says, and write them again."""
    import django
    from django.core.management import call_command

    from _filling import fill

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    fill(1)  # packs are read, statements prepared
    used = time.process_time()
    ours = fill(place.number, first=1)
    processor = time.process_time() - used
    raw, rows = _again(place.number)
    told = {"ours": ours, "processor": processor, "raw": raw, "rows": rows}
    (place.folder / "told.json").write_text(json.dumps(told), "utf-8")


def _again(count: int) -> tuple[float, int]:
    """Seconds and rows of writing the cases with ids 2 to count + 1 under ids beyond all of them."""
    spent, rows = 0.0, 0
    for first in range(2, count + 2, _CHUNK):
        tables = _read(first, min(first + _CHUNK, count + 2), count + 10)
        begun = time.perf_counter()
        _write(tables)
        spent += time.perf_counter() - begun
        rows += sum(len(each) for _, _, each in tables)
    return spent, rows


def _read(first: int, end: int, by: int) -> list[tuple[str, list[str], list[list[Any]]]]:
    """The rows of these cases in every table, with other ids, numbers and keys."""
    found = []
    for table, column in (
        ("cases_case", "id"),
        *((name, "case_id") for name in _TABLES),
        ("cases_command", "case_id"),
    ):
        columns, rows = _rows(table, column, first, end)
        own = columns.index(column)
        text = {"cases_case": "number", "cases_command": "key"}.get(table)
        for row in rows:
            row[own] += by
            if text:
                row[columns.index(text)] += "-raw"
        found.append((table, columns, rows))
    return found


def _rows(table: str, column: str, first: int, end: int) -> tuple[list[str], list[list[Any]]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} >= %s AND {column} < %s", [first, end])
        assert cursor.description is not None
        return [each[0] for each in cursor.description], [list(row) for row in cursor.fetchall()]


def _write(tables: list[tuple[str, list[str], list[list[Any]]]]) -> None:
    from django.db import transaction

    from xunzheng.site.cases.bulk import _insert

    with transaction.atomic():
        for table, columns, rows in tables:
            _insert(table, columns, rows)
