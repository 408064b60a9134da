"""What is tried again and then parked: timers and deliveries, with the growing delay between attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from xunzheng.site.cases.driver import Question, ask, in_utc, tell

MOST_ATTEMPTS: Final = 6
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A row of a table that is due: its key, and how often it was tried."""

    key: tuple[Any, ...]
    attempts: int


@dataclass(frozen=True, slots=True)
class Parked:
    """A timer or delivery that was given up: of which case, since when, and why."""

    number: str
    case_id: int
    key: tuple[Any, ...]
    attempts: int
    reason: str
    parked_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """A table whose rows are tried at their `try_at`; `key` are the columns of its key."""

    table: str
    key: tuple[str, ...]

    def due(self, now: datetime, limit: int) -> list[Due]:
        """The rows that are due, the longest due first; only the part of the index that is due is read."""
        ((rows),) = ask([self.question(now, limit)])
        return [Due(tuple(row[:-1]), row[-1]) for row in rows]

    def question(self, now: datetime, limit: int) -> Question:
        """What `due` asks the database."""
        sql = (
            f"SELECT {', '.join(self.key)}, attempts FROM {self.table} "
            "WHERE try_at IS NOT NULL AND try_at <= %s ORDER BY try_at, case_id LIMIT %s"
        )
        return sql, [now, limit]

    def failed(self, due: Due, reason: str, now: datetime) -> bool:
        """Keep that an attempt failed: try later, each time twice as late, or park; whether it is parked."""
        attempts = due.attempts + 1
        is_parked = attempts >= MOST_ATTEMPTS
        try_at = None if is_parked else now + _FIRST_DELAY * 2 ** (attempts - 1)
        self._set(due.key, {
            "attempts": attempts, "try_at": try_at, "reason": reason[:_LONGEST_REASON],
            "parked_at": now if is_parked else None,
        })  # fmt: skip
        return is_parked

    def parked(self, limit: int = 100) -> list[Parked]:
        """What was given up, the longest ago first."""
        columns = ", ".join(f"q.{column}" for column in self.key)
        sql = (
            f"SELECT c.number, q.attempts, q.reason, q.parked_at, {columns} FROM {self.table} q "
            "JOIN cases_case c ON c.id = q.case_id WHERE q.parked_at IS NOT NULL "
            "ORDER BY q.parked_at LIMIT %s"
        )
        ((rows),) = ask([(sql, [limit])])
        return [
            Parked(number, key[0], tuple(key), attempts, reason, parked_at)
            for number, attempts, reason, parked_at, *key in in_utc(rows, (3,))
        ]

    def resume(self, key: Sequence[Any], now: datetime) -> bool:
        """Try again what was parked, from the first attempt on; whether it was parked."""
        sql = (
            f"UPDATE {self.table} SET try_at = %s, attempts = 0, parked_at = NULL, reason = '' "
            f"WHERE {self._where} AND parked_at IS NOT NULL RETURNING attempts"
        )
        with transaction.atomic():
            ((rows),) = ask([(sql, [now, *key])])
        return bool(rows)

    def claim(self, due: Due, now: datetime, lease: timedelta) -> bool:
        """Take a row for so long, so that no other worker tries it meanwhile; whether it was still due.

        Whoever dies with it has lost it when the lease is over, and it is tried again.
        """
        sql = (
            f"UPDATE {self.table} SET try_at = %s WHERE {self._where} "
            "AND try_at IS NOT NULL AND try_at <= %s RETURNING attempts"
        )
        with transaction.atomic():
            ((rows),) = ask([(sql, [now + lease, *due.key, now])])
        return bool(rows)

    def done(self, due: Due, column: str, now: datetime) -> None:
        """Say that it is done."""
        self._set(due.key, {"try_at": None, column: now, "reason": ""})

    def dropped(self, due: Due, reason: str) -> None:
        """Say that there is nothing to be tried, and why."""
        self._set(due.key, {"try_at": None, "reason": reason[:_LONGEST_REASON]})

    @property
    def _where(self) -> str:
        return " AND ".join(f"{column} = %s" for column in self.key)

    def _set(self, key: Sequence[Any], values: dict[str, Any]) -> None:
        columns = ", ".join(f"{column} = %s" for column in values)
        with transaction.atomic():
            tell([(f"UPDATE {self.table} SET {columns} WHERE {self._where}", [[*values.values(), *key]])])


TIMERS: Final = Queue("cases_timer", ("case_id", "key"))
DELIVERIES: Final = Queue("cases_delivery", ("case_id", "number", "channel"))
