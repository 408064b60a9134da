"""Reckons anew when open cases are due, after a change of the packs of calendars, office hours and clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction

from xunzheng.site.cases import store
from xunzheng.site.cases.chores import keep, take
from xunzheng.site.cases.driver import ask
from xunzheng.site.cases.following import summary, tasks, timer_rows
from xunzheng.site.cases.library import Law, library
from xunzheng.site.cases.models import Chore
from xunzheng.site.cases.recording import Recording, law_of, state_of
from xunzheng.site.cases.store import Loaded
from xunzheng.site.cases.tables import TASK, TIMER, Rows, Table
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append

NAME: Final = "reckoning"
AT_ONCE: Final = 100
_OF_CASE: Final = ("due_at", "promised_due_at", "yellow_at", "red_at")
_OF_TASK: Final = {name: TASK.columns.index(name) for name in ("due_at", "yellow_at", "red_at")}
_FIRES_AT: Final = TIMER.columns.index("fires_at")
_OPEN: Final = "SELECT id, number FROM cases_case WHERE closed_at IS NULL AND id > %s ORDER BY id LIMIT %s"
_WHO: Final = "system"

Say = Callable[[str], None]
Moments = dict[str, datetime | None]


def begin(worker: str, now: datetime, *, afresh: bool = False) -> Chore | None:
    """The reckoning that is to be done; None where all was reckoned by these packs, or another is at it.

    A site that has never kept by what it reckons keeps it now: a later change is told from that. Raises
    RulePackError where the packs cannot be used.
    """
    known = {"key": library().digest, "begun_at": now, "done_at": now, "leased_until": now}
    _, is_new = Chore.objects.get_or_create(name=NAME, defaults=known)
    return None if is_new and not afresh else take(NAME, library().digest, worker, now, afresh=afresh)


def go_on(
    chore: Chore, now: datetime, say: Say, is_stopped: Callable[[], bool] = lambda: False
) -> int | None:
    """Reckon the next open cases, each in a transaction of its own; how many.

    None when it is over: all are done and the journal says so, or another worker has taken over. A case that
    cannot be reckoned is said and counted, and stays as it was: its timers refuse or reckon when they fire.
    """
    ((rows),) = ask([(_OPEN, [chore.after, AT_ONCE])])
    for case_id, number in rows:
        if is_stopped():
            break
        _one(chore, case_id, number, now, say)
    if rows:
        return len(rows) if keep(chore, now) else None
    with transaction.atomic():
        if keep(chore, now, is_done=True):
            chore.done_at = now
            content: dict[str, Json] = {
                "packs": chore.key, "seen": chore.seen, "moved": chore.moved, "failed": chore.failed,
            }  # fmt: skip
            append([Note("case.reckoned", _WHO, "cases", now, content)])
    return None


def reckon(case_id: int, now: datetime) -> bool:
    """Reckon one case by the packs of now, and journal the moments that moved; whether any did.

    A case whose moments stand as they should is neither locked nor written. Raises what the packs refuse
    (NoNotice, UnknownProcess).
    """
    loaded = store.read(case_id)
    if loaded is None or loaded.row["closed_at"] is not None or not _moved(loaded, law_of(loaded)):
        return False
    with transaction.atomic():
        loaded = store.load(case_id)
        assert loaded is not None, "cases are never deleted"
        law = law_of(loaded)
        moved = {} if loaded.row["closed_at"] is not None else _moved(loaded, law)
        if not moved:
            return False
        Recording(now).refresh(loaded, law)
        content: dict[str, Json] = {"moved": moved, "packs": library().digest}
        append([Note("case.due", _WHO, str(loaded.row["number"]), now, content)])
    return True


def _one(chore: Chore, case_id: int, number: str, now: datetime, say: Say) -> None:
    try:
        chore.moved += reckon(case_id, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as failure:  # one case that cannot be reckoned must not keep all others from it
        chore.failed += 1
        say(f"办件 {number} 的时限没有重算成：{type(failure).__name__}：{failure}")
    chore.after, chore.seen = case_id, chore.seen + 1


def _moved(loaded: Loaded, law: Law) -> dict[str, Json]:
    """The moments that stand otherwise than they should: by what they are of, the old and the new one."""
    case = state_of(loaded)
    stand = _moments(loaded.row, loaded.parts)
    should = _moments(
        summary(case, law), {TASK: tasks(case, law), TIMER: timer_rows(case, law, loaded.parts[TIMER])}
    )
    return {
        name: [_text(stand.get(name)), _text(should.get(name))]
        for name in sorted({*stand, *should})
        if stand.get(name) != should.get(name)
    }


def _moments(row: Mapping[str, Any], parts: Mapping[Table, Rows]) -> Moments:
    """All moments that the packs decide: of the case, of each lane's task, of each timer."""
    found: Moments = {f"case.{column}": row[column] for column in _OF_CASE}
    for (token, _), task in parts[TASK].items():
        found |= {f"task.{token}.{column}": task[place] for column, place in _OF_TASK.items()}
    return found | {f"timer.{key}": timer[_FIRES_AT] for (key,), timer in parts[TIMER].items()}


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
