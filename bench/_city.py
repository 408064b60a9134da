"""A city's open cases in any number: a few hundred made by the engine, the rest copies of them made in
SQL.

A copy has its own number, moments (later ones), holder and organisation: of the copies every tenth lies
with the same organisation, every fiftieth with the same handler. Only what lists and the worker read of
cases that they do not touch is copied: their rows, lanes, clocks, tasks and timers, not their events and
values. One by one, a million would take hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from _request import OFFICE, PROCESS, REGION, STEPS, VALUES

BASE = 300
HANDLER = "handler"
_APART = 30
_ABOUT = ("道路维修资金", "学校食堂采购", "征地补偿方案", "公共租赁住房分配", "河道清淤工程", "环境影响报告")
_SERIES = {
    "postgresql": "generate_series({first}, {last}) AS s(k)",
    "sqlite": "(WITH RECURSIVE s(k) AS (SELECT {first} UNION ALL SELECT k + 1 FROM s WHERE k < {last}) "
    "SELECT k FROM s) AS s",
}
_SHIFTED = {
    "postgresql": "{column} + ({later} + s.k * {apart}) * interval '1 second'",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', {column}, '+' || ({later} + s.k * {apart}) || ' seconds')",
}
_AT_ONCE = 1000


def build(count: int, opened_at: datetime, later: int, holder: str = HANDLER) -> list[str]:
    """So many open cases: BASE by the engine, all opened at the moment and registered, every second one
    claimed by the holder; the rest copies whose moments are `later` seconds later and more. The numbers of
    the first ones.
    """
    numbers = [*_made(opened_at, holder)]
    _settle()
    for first in range(1, count // BASE, _AT_ONCE):
        _copy(first, min(first + _AT_ONCE, count // BASE) - 1, later)
    _settle()
    return numbers


def _made(now: datetime, holder: str) -> Iterator[str]:
    from xunzheng.site.accounts.actor import Actor, Held
    from xunzheng.site.cases.services import Asked, Command, Done, open_case, perform

    citizen = Actor("citizen-1", "李四喜", is_citizen=True)
    receiver, handler = (
        Actor(name, name, (Held(role, OFFICE, OFFICE, REGION),))
        for name, role in (("receiver", "receiver"), (holder, "handler"))
    )
    for number in range(BASE):
        about = f"{2000 + number % 26}年{_ABOUT[number % len(_ABOUT)]}第{number}号"
        asked = Asked(OFFICE, REGION, {**VALUES, "content": about})
        done = open_case(PROCESS, asked, citizen, f"base-{number}", now)
        values = {"values": {"confirmed_on": now.date().isoformat()}}
        for actor, action, given in ((receiver, STEPS[0][1], values), (handler, STEPS[1][1], {})):
            if action != "claim" or number % 2:
                assert isinstance(done, Done), done
                command, key = Command(action, **given), f"base-{number}-{action}"
                done = perform(done.case_id, command, actor, key, done.version, now)
        assert isinstance(done, Done), done
        assert done.case_id == number + 1, "the database is new"
        yield done.number


def _copy(first: int, last: int, later: int) -> None:
    """Copies number `first` to `last` of each of the cases."""
    from django.db import connection, transaction

    from xunzheng.site.cases.tables import CASE, CLOCK, FOLLOWING, TOKEN

    series = _SERIES[connection.vendor].format(first=first, last=last)
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(("id", *CASE.columns))
        values = ", ".join(_value(column, CASE, later) for column in CASE.columns)
        source = f"FROM cases_case c CROSS JOIN {series} WHERE c.id <= {BASE}"
        cursor.execute(f"INSERT INTO cases_case ({columns}) SELECT c.id + s.k * {BASE}, {values} {source}")
        for table in (TOKEN, CLOCK, *FOLLOWING):
            names = (*table.key, *table.columns)
            values = ", ".join(_value(column, table, later) for column in names)
            joined = f"FROM {table.name} t JOIN cases_case c ON c.id = t.case_id CROSS JOIN {series}"
            cursor.execute(
                f"INSERT INTO {table.name} (case_id, {', '.join(names)}) "
                f"SELECT t.case_id + s.k * {BASE}, {values} {joined} "
                f"WHERE c.id <= {BASE} AND t.case_id <= {BASE}"
            )


def _value(column: str, table: Any, later: int) -> str:
    """What a copy has in the column, in SQL."""
    from django.db import connection

    from xunzheng.site.cases.tables import CASE, is_moment

    own = f"{'c' if table is CASE else 't'}.{column}"
    if is_moment(column):
        return _SHIFTED[connection.vendor].format(column=own, later=later, apart=_APART)
    if column == "holder":
        return f"CASE WHEN s.k % 50 = 0 THEN {own} ELSE {own} || '-' || (s.k % 97) END"
    if column in ("organisation", "held_by"):
        return f"CASE WHEN s.k % 10 = 0 THEN {own} ELSE {own} || '-' || (s.k % 10) END"
    if column == "number" and table is CASE:
        return f"{own} || '-' || s.k"
    return own


def _settle() -> None:
    """What a database does by itself in a quiet hour."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('cases_case', 'id'), max(id)) FROM cases_case"
            )
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def found_office() -> None:
    """The office in the registry, since 2019."""
    from xunzheng.site.registry.models import Organisation

    Organisation.objects.create(
        code=OFFICE,
        name="永州市行政审批服务局",
        parent="",
        region=REGION,
        kind="bureau",
        valid_from=date(2019, 1, 13),
    )
