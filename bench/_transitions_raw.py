"""Raw SQL's side: the very statements that the engine writes with, carried out on the driver, nothing
decided.

One case is taken through its steps by the engine, twice, and every statement that writes is kept. What
differs between the two is the case's id, number, keys and moments: they are filled in for each new case.
Beside them a step reads the case's row, locked, as any program must that writes it, and links its entries
to the journal.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import psycopg

from _crew import Place
from _request import BEGIN, opened_at

Statement = tuple[str, list[Any]]
Fill = Callable[["Filling"], Any]
_KEY = "recorded"
_FAR = datetime(9000, 1, 1, tzinfo=UTC)
_READ = "SELECT number, version FROM cases_case WHERE id = %s"
_HEAD = "SELECT lane, number, digest FROM journal_lane WHERE lane = %s"


@dataclass(frozen=True, slots=True)
class Filling:
    """What is a case's own: its id, number, the beginning of its keys, and how much later it was opened."""

    case_id: int
    number: str
    key: str
    later: timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """The statements of one step, and its entries in the journal: kind, who, content."""

    statements: list[tuple[str, list[Fill]]]
    notes: list[tuple[str, str, str]]


def steps(place: Place) -> Iterator[None]:
    """The same requests, a transition at a time."""
    recorded = _recorded(place)
    run = _on_postgresql(place) if place.is_postgresql else _on_sqlite(place)
    taken = _taken(place, recorded, run)
    for _ in range(len(recorded)):
        next(taken)
    yield
    yield from taken


def _taken(place: Place, recorded: Sequence[Step], run: Any) -> Iterator[None]:
    for number in count():
        later = opened_at(number) - BEGIN
        filling = Filling(0, "", f"raw-{place.number}-{number}", later)
        for step in recorded:
            filling = run(step, filling)
            yield


def _recorded(place: Place) -> list[Step]:
    """What the engine writes in each step, with marks where a case's own values belong."""
    import django

    django.setup()
    first, second = (_run_recorded(f"{_KEY}-{place.number}-{turn}", BEGIN) for turn in "ab")
    return [_step(*pair) for pair in zip(first, second, strict=True)]


def _run_recorded(key: str, now: datetime) -> list[tuple[int, str, str, list[Statement], list[Any]]]:
    """The steps of a case with what was written in each: id, number, key, statements, notes."""
    from _transitions_ours import stepping
    from xunzheng.site.cases import recording, store

    written: list[Statement] = []
    notes: list[Any] = []
    ask, tell, append = store.ask, store.tell, recording.append

    def asked(questions: Any) -> Any:
        written.extend((sql, list(values)) for sql, values in questions if not sql.startswith("SELECT"))
        return ask(questions)

    def told(statements: Any) -> None:
        written.extend((sql, list(values)) for sql, rows in statements for values in rows)
        tell(statements)

    def appended(added: Any) -> Any:
        notes.extend(added)
        return append(added)

    store.ask, store.tell, recording.append = asked, told, appended
    try:
        found = []
        for done in stepping()(key, now):
            found.append((done.case_id, done.number, key, written[:], notes[:]))
            written.clear()
            notes.clear()
        return found
    finally:
        store.ask, store.tell, recording.append = ask, tell, append


def _step(first: Any, second: Any) -> Step:
    one, two = first[:3], second[:3]
    statements = []
    for (sql, values), (_, others) in zip(first[3], second[3], strict=True):
        fills = [_fill(value, other, one, two) for value, other in zip(values, others, strict=True)]
        statements.append((sql, fills))
    from xunzheng.site.journal.digests import canonical

    return Step(statements, [(note.kind, note.who, canonical(note.content)) for note in first[4]])


def _fill(value: Any, other: Any, one: Any, two: Any) -> Fill:
    """How the value is made for another case; one that is the same in both cases stays as it is."""
    if (value, other) == (one[0], two[0]) and type(value) is int:
        return lambda filling: filling.case_id
    if isinstance(value, datetime) and value < _FAR:
        return lambda filling: value + filling.later
    if isinstance(value, str) and one[2] in value:
        return lambda filling: value.replace(one[2], filling.key)
    if isinstance(value, str) and one[1] in value:
        return lambda filling: value.replace(one[1], filling.number)
    return lambda filling: value


def _on_postgresql(place: Place) -> Callable[[Step, Filling], Filling]:
    connection = psycopg.connect(place.url, prepare_threshold=2)

    def read(sql: str, values: Sequence[Any]) -> Any:
        return connection.execute(sql.encode(), values).fetchone()

    @contextmanager
    def together() -> Iterator[Callable[[str, Sequence[Any]], Any]]:
        with connection.pipeline():
            cursor = connection.cursor()
            yield lambda sql, values: cursor.execute(sql.encode(), values)

    def run(step: Step, filling: Filling) -> Filling:
        with connection.transaction():
            return _do(step, filling, read, together, 16, " FOR UPDATE")

    return run


def _on_sqlite(place: Place) -> Callable[[Step, Filling], Filling]:
    from django.conf import settings

    connection = sqlite3.connect(place.file, isolation_level=None, timeout=20)
    connection.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])

    def tell(sql: str, values: Sequence[Any]) -> Any:
        return connection.execute(sql.replace("%s", "?"), [_plain(value) for value in values])

    @contextmanager
    def together() -> Iterator[Callable[[str, Sequence[Any]], Any]]:
        yield tell

    def run(step: Step, filling: Filling) -> Filling:
        connection.execute("BEGIN IMMEDIATE")
        filling = _do(step, filling, lambda sql, values: tell(sql, values).fetchone(), together, 1, "")
        connection.execute("COMMIT")
        return filling

    return run


def _plain(value: Any) -> Any:
    if type(value) is datetime:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value


def _do(step: Step, filling: Filling, read: Any, together: Any, lanes: int, lock: str) -> Filling:
    """Write the step; the case with what the first step made of it."""
    rest = iter(step.statements)
    if filling.number:
        read(_READ + lock, [filling.case_id])
    else:
        filling = _begin(rest, filling, read)
    with together() as tell:
        for sql, fills in rest:
            tell(sql, [fill(filling) for fill in fills])
    lane = filling.case_id % lanes
    _, number, previous = read(_HEAD + lock, [lane])
    rows = []
    for kind, who, content in step.notes:
        number += 1
        at = BEGIN + filling.later
        text = f"sha256\n{lane}\n{number}\n{at}\n{kind}\n{who}\n{filling.number}\n{previous}\n{content}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows += [lane, number, at, kind, who, filling.number, content, previous, digest, "sha256"]
        previous = digest
    with together() as tell:
        tell(_entries(len(step.notes)), rows)
    return filling


def _begin(rest: Iterator[tuple[str, list[Fill]]], filling: Filling, read: Any) -> Filling:
    """The first statements of a case: its number out of the series, and its row, which gives the id."""
    sql, fills = next(rest)
    (last,) = read(sql, [fill(filling) for fill in fills])
    filling = Filling(0, f"FOI-REQUEST-20260302-{last:04d}", filling.key, filling.later)
    sql, fills = next(rest)
    (case_id,) = read(sql, [fill(filling) for fill in fills])
    return Filling(case_id, filling.number, filling.key, filling.later)


def _entries(number: int) -> str:
    from xunzheng.site.journal import services

    one = "(" + ", ".join(["%s"] * 10) + ")"
    return f"INSERT INTO {services._TABLE} VALUES " + ", ".join([one] * number)
