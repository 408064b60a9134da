"""Work lists and the supervisor's board: index ranges, a page at a time, merged over organisations.

Each list is a range of an index for each organisation that somebody reaches, walked from where the last
page ended, so that a page costs the same among ten thousand tasks and among a million. Counts stop at `CAP`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any, Final

from django.utils.timezone import localtime

from xunzheng.refusal import Refusal
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.permissions import may
from xunzheng.site.cases.driver import Question, ask, in_utc
from xunzheng.site.cases.library import library
from xunzheng.site.cases.masking import masked
from xunzheng.site.cases.reach import day_of, places
from xunzheng.site.cases.states import Light
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.queries import on_day

PAGE: Final = 50
CAP: Final = 1000
"""Counts go no further: 1000 stands for `999+`."""
WORK, SUPERVISE = "cases.work", "cases.supervise"
_COLUMNS: Final = (
    "t.rank_at, t.case_id, t.token, t.process, t.state, t.organisation, t.holder, t.due_at, t.yellow_at, "
    "t.red_at, t.is_waiting, c.number, c.title, c.applicant_name, c.version, c.held_by, c.organisation"
)
_MOMENTS: Final = (0, 7, 8, 9)
_Range = tuple[str, list[Any]]


class Listed(StrEnum):
    """What I hold, what may be claimed, what falls due, what waits for others, all of my offices."""

    MINE = "mine"
    UNCLAIMED = "unclaimed"
    DUE = "due"
    WAITING = "waiting"
    ALL = "all"


class WrongCursor(Refusal):
    """翻页的位置认不出来。"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a list is wanted. Empty: everything."""

    process: str = ""
    state: str = ""
    light: Light | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of a work list; the applicant's name is masked, and empty where the office is only asked."""

    case_id: int
    number: str
    title: str
    applicant: str
    process: str
    state: str
    token: str
    organisation: str
    holder: str | None
    due_at: datetime | None
    light: Light
    is_waiting: bool
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and where the next one begins; empty where there is none."""

    rows: tuple[TaskRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How an organisation stands with a process: open cases by light, and those closed this month.

    `is_capped` where one of the numbers is at `CAP` and the true one may be greater.
    """

    organisation: str
    process: str
    open: int
    yellow: int
    red: int
    overdue: int
    closed_in_time: int
    closed_late: int
    is_capped: bool


def list_tasks(
    which: Listed,
    actor: Actor,
    now: datetime,
    wanted: Wanted = Wanted(),
    after: str = "",
    size: int = PAGE,
    codes: tuple[str, ...] | None = None,
) -> Page:
    """A page of the list, the most urgent first. Raises WrongCursor for an `after` that is none.

    `codes` are the actor's `organisations_of` where the caller has asked for them already.
    """
    start = _start(after)
    ranges = _ranges(which, actor, now, wanted, codes)
    found = ask([_select(where, values, start, size + 1) for where, values in ranges]) if ranges else []
    rows = list(islice(merge(*(in_utc(rows, _MOMENTS) for rows in found), key=lambda row: row[:3]), size + 1))
    more = rows[size - 1][:3] if len(rows) > size else None
    return Page(tuple(_row(row, now) for row in rows[:size]), _cursor(more))


def count_tasks(which: Listed, actor: Actor, now: datetime, wanted: Wanted = Wanted()) -> int:
    """How many tasks the list has, at most `CAP`."""
    return _counts([_ranges(which, actor, now, wanted)])[0]


def count_lists(actor: Actor, now: datetime, codes: tuple[str, ...]) -> dict[Listed, int]:
    """How many tasks each list has, at most `CAP`, asked together; `codes` as in `list_tasks`."""
    counts = _counts([_ranges(which, actor, now, Wanted(), codes) for which in Listed])
    return dict(zip(Listed, counts, strict=True))


def _counts(lists: Sequence[Sequence[_Range]]) -> list[int]:
    questions = [_count(where, values) for ranges in lists for where, values in ranges]
    answers = iter(ask(questions) if questions else ())
    return [min(sum(int(next(answers)[0][0]) for _ in ranges), CAP) for ranges in lists]


def board(actor: Actor, now: datetime) -> tuple[Figures, ...]:
    """How the organisations that the actor supervises stand, by process; those with nothing are left out."""
    codes = organisations_of(actor, SUPERVISE, now)
    month = localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    pairs = [(code, process) for code in codes for process in _processes()]
    questions = [question for pair in pairs for question in _figures(*pair, now, month)]
    answers = ask(questions) if questions else []
    figures = [
        _figure(pair, [answers[place * 3 + i][0] for i in range(3)]) for place, pair in enumerate(pairs)
    ]
    return tuple(each for each in figures if each.open or each.closed_in_time or each.closed_late)


def organisations_of(actor: Actor, permission: str, now: datetime) -> tuple[str, ...]:
    """The codes of the organisations that the permission reaches, those of its regions among them."""
    on = day_of(now)
    codes, regions, is_everywhere = places(actor, permission, on)
    found = list(codes)
    for stem in ("",) if is_everywhere else regions:
        known = on_day(Organisation, on)
        found += known.filter(region__startswith=stem).order_by("code").values_list("code", flat=True)
    return tuple(dict.fromkeys(found))


def light_of(
    now: datetime,
    due_at: datetime | None,
    yellow_at: datetime | None,
    red_at: datetime | None,
    is_paused: bool,
) -> Light:
    """The light of an open case or task now; without a clock it is green."""
    if due_at is None:
        return Light.PAUSED if is_paused else Light.GREEN
    if now > due_at:
        return Light.OVERDUE
    if red_at is not None and now >= red_at:
        return Light.RED
    return Light.YELLOW if yellow_at is not None and now >= yellow_at else Light.GREEN


def _ranges(
    which: Listed, actor: Actor, now: datetime, wanted: Wanted, codes: tuple[str, ...] | None = None
) -> list[_Range]:
    """The ranges of indexes that make up the list, as conditions with their values."""
    narrowed = _narrowed(wanted, now)
    if which is Listed.DUE:
        narrowed = (f"{narrowed[0]} AND t.yellow_at <= %s", [*narrowed[1], now])
    base = _base(which, actor, now, wanted, codes)
    return [(where + narrowed[0], [*values, *narrowed[1]]) for where, values in base]


def _base(
    which: Listed, actor: Actor, now: datetime, wanted: Wanted, codes: tuple[str, ...] | None
) -> list[_Range]:
    if which is Listed.MINE:
        return [("t.holder = %s AND t.is_first AND t.is_waiting = %s", [actor.id, False])] if actor.id else []
    if which is Listed.UNCLAIMED:
        held = {(each.organisation, each.role) for each in actor.appointments} if may(actor, WORK) else set()
        where = "t.organisation = %s AND t.role = %s AND t.holder IS NULL AND NOT t.is_waiting"
        pairs = sorted(pair for pair in held if wanted.organisation in ("", pair[0]))
        return [(where, list(pair)) for pair in pairs]
    reached = organisations_of(actor, WORK, now) if codes is None else codes
    # What waits and what does not are two ranges of one index.
    sides = {Listed.DUE: (False,), Listed.WAITING: (True,)}.get(which, (False, True))
    where = "t.organisation = %s AND t.is_first AND t.is_waiting = %s"
    return [
        (where, [code, is_waiting])
        for code in reached
        for is_waiting in sides
        if wanted.organisation in ("", code)
    ]


def _narrowed(wanted: Wanted, now: datetime) -> tuple[str, list[Any]]:
    where = ""
    values: list[Any] = []
    for column, value in (("process", wanted.process), ("state", wanted.state)):
        if value:
            where += f" AND t.{column} = %s"
            values.append(value)
    if wanted.light is not None:
        light, of_light = _LIGHTS[wanted.light]
        where += f" AND {light}"
        values += [now] * of_light
    return where, values


_LIGHTS: Final = {
    Light.OVERDUE: ("t.rank_at < %s", 1),
    Light.RED: ("t.rank_at >= %s AND t.red_at <= %s", 2),
    Light.YELLOW: ("t.rank_at >= %s AND t.yellow_at <= %s AND t.red_at > %s", 3),
    Light.GREEN: ("t.rank_at >= %s AND t.yellow_at > %s", 2),
    Light.PAUSED: ("t.due_at IS NULL", 0),
}


def _select(where: str, values: list[Any], start: tuple[Any, ...] | None, limit: int) -> Question:
    after = "" if start is None else " AND (t.rank_at, t.case_id, t.token) > (%s, %s, %s)"
    return (
        f"SELECT {_COLUMNS} FROM cases_task t JOIN cases_case c ON c.id = t.case_id WHERE {where}{after} "
        "ORDER BY t.rank_at, t.case_id, t.token LIMIT %s",
        [*values, *(start or ()), limit],
    )


def _count(where: str, values: list[Any]) -> Question:
    inner = f"SELECT 1 FROM cases_task t WHERE {where} LIMIT {CAP}"
    return f"SELECT count(*) FROM ({inner}) counted", values


def _row(row: Sequence[Any], now: datetime) -> TaskRow:
    (
        _, case_id, token, process, state, organisation, holder, due_at, yellow_at, red_at, is_waiting,
        number, title, name, version, *having,
    ) = row  # fmt: skip
    # Whose office is only asked must not learn who asks, not even by a masked name.
    name = masked(name) if organisation in having else ""
    light = light_of(now, due_at, yellow_at, red_at, is_paused=due_at is None)
    return TaskRow(
        case_id, number, title, name, process, state, token, organisation, holder, due_at, light,
        bool(is_waiting), version,
    )  # fmt: skip


def _figures(code: str, process: str, now: datetime, month: datetime) -> Iterable[Question]:
    own = "FROM cases_case WHERE held_by = %s AND process = %s AND closed_at"
    yield f"SELECT count(*) FROM (SELECT 1 {own} IS NULL LIMIT {CAP}) counted", [code, process]
    yield (
        "SELECT count(*), count(CASE WHEN due_at < %s THEN 1 END), count(CASE WHEN red_at <= %s THEN 1 END) "
        f"FROM (SELECT red_at, due_at {own} IS NULL AND yellow_at <= %s "
        f"ORDER BY yellow_at LIMIT {CAP}) lit",
        [now, now, code, process, now],
    )
    yield (
        "SELECT count(*), count(CASE WHEN closed_at > due_at THEN 1 END) "
        f"FROM (SELECT closed_at, due_at {own} >= %s LIMIT {CAP}) closed",
        [code, process, month],
    )


def _figure(pair: tuple[str, str], answers: Sequence[Sequence[Any]]) -> Figures:
    (opened,), (lit, overdue, red), (closed, late) = (tuple(map(int, answer)) for answer in answers)
    is_capped = CAP in (opened, lit, closed)
    return Figures(*pair, opened, lit - red, red - overdue, overdue, closed - late, late, is_capped)


def _processes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.code for each in library().definitions))


def _cursor(place: Sequence[Any] | None) -> str:
    if place is None:
        return ""
    rank_at, case_id, token = place
    return base64.urlsafe_b64encode(f"{rank_at.isoformat()} {case_id} {token}".encode()).decode().rstrip("=")


def _start(after: str) -> tuple[datetime, int, str] | None:
    if not after:
        return None
    try:
        text = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode()
        rank_at, case_id, token = text.split(" ")
        start = datetime.fromisoformat(rank_at), int(case_id), token
    except (ValueError, binascii.Error) as error:
        raise _wrong(after) from error
    if start[0].tzinfo is None or not 0 <= start[1] < 2**63:
        raise _wrong(after)
    return start


def _wrong(after: str) -> WrongCursor:
    return WrongCursor(
        "翻页的位置认不出来",
        where="工作列表",
        expected="上一页给出的位置",
        found=after,
        advice="请从第一页看起。",
    )
