"""Works out what rows of a file would change, without changing anything."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xunzheng.site.registry.checking import Fault, Lookup, faults_of
from xunzheng.site.registry.kinds import FROM, TO, Kind
from xunzheng.site.registry.periods import Edit, PeriodRefused, Span, put
from xunzheng.site.registry.rows import ImportRow, day_of

Timelines = dict[str, list[Span]]


class Effect(enum.StrEnum):
    """What a row does."""

    OPENED = "opened"
    CHANGED = "changed"
    CORRECTED = "corrected"
    CLOSED = "closed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, and one reason."""

    number: int
    fault: Fault


@dataclass(slots=True)
class Plan:
    """The timelines as they would be, what each row does, and the rows that are refused."""

    kind: Kind
    before: Timelines
    after: Timelines
    effects: Counter[Effect] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The codes whose rows change, in order."""
        return sorted(code for code, spans in self.after.items() if spans != self.before.get(code, []))


@dataclass(frozen=True, slots=True)
class _Wish:
    number: int
    code: str
    fields: Mapping[str, str]
    start: date
    end: date | None


def plan(kind: Kind, rows: Sequence[ImportRow], before: Timelines, others: Lookup, on: date) -> Plan:
    """What the rows would do; a row without a first day holds from `on`.

    Rows may refer to each other in any order. `others` looks up what the kind itself does not hold.
    The same rows on top of their own outcome change nothing.
    """
    made = Plan(kind, before, {code: list(spans) for code, spans in before.items()})
    told: dict[tuple[str, date], Mapping[str, str]] = {}
    waiting = [wish for row in rows if (wish := _wish(row, made, on)) is not None]
    waiting.sort(key=lambda wish: wish.start)

    def lookup(kind_code: str, code: str, day: date) -> Mapping[str, str] | None:
        is_here = kind_code == kind.code and code in made.after
        return _fields_on(made.after[code], day) if is_here else others(kind_code, code, day)

    waits = True  # a row waits for the earlier rows of its code, until nothing else can be taken
    while waiting:
        faults = _grant_all(made, waiting, lookup, told, waits)
        left = [wish for wish in waiting if wish.number in faults]
        if len(left) == len(waiting) and not waits:
            made.refused += [RefusedRow(wish.number, fault) for wish in left for fault in faults[wish.number]]
            break
        waits, waiting = len(left) < len(waiting), left
    made.refused.sort(key=lambda refused: refused.number)
    return made


def _grant_all(
    made: Plan,
    waiting: Sequence[_Wish],
    lookup: Lookup,
    told: dict[tuple[str, date], Mapping[str, str]],
    waits: bool,
) -> dict[int, list[Fault]]:
    """Take all rows that can be taken; the faults of the others by their number."""
    faults: dict[int, list[Fault]] = {}
    behind: set[str] = set()
    for wish in waiting:
        found = [] if wish.code in behind and waits else _grant(made, wish, lookup, told)
        if found or (wish.code in behind and waits):
            faults[wish.number] = found
            behind.add(wish.code)
    return faults


def _wish(row: ImportRow, made: Plan, on: date) -> _Wish | None:
    """The row with its days; None where they are none, which is noted."""
    days: dict[str, date | None] = {}
    for column in (FROM, TO):
        text = row.cells.get(column.field, "")
        days[column.field] = day_of(text)
        if text and days[column.field] is None:
            fault = Fault(column.heading, "日期，如 2024-01-31", text, "请改成年-月-日。")
            made.refused.append(RefusedRow(row.number, fault))
            return None
    code = row.cells.get("code", "")
    fields = {name: row.cells.get(name, "") for name in made.kind.fields}
    start, end = days[FROM.field], days[TO.field]
    return _Wish(row.number, code, fields, start or _start(made.before.get(code, []), end, on), end)


def _start(spans: Sequence[Span], end: date | None, on: date) -> date:
    """The first day where the file names none: that of the row which the named end is to close, or `on`."""
    if end is not None and end > date.min:
        last = end - timedelta(days=1)
        closed = next((span for span in spans if span.holds_on(last)), None)
        if closed is not None:
            return closed.start
    return on


def _grant(
    made: Plan, wish: _Wish, lookup: Lookup, told: dict[tuple[str, date], Mapping[str, str]]
) -> list[Fault]:
    """Take the row into the plan, or say why not."""
    known = told.get((wish.code, wish.start))
    if known is not None and known != wish.fields:
        return [Fault("编码", "每个编码每个生效日期一行", wish.code, "文件里有互相矛盾的两行，请删去一行。")]
    faults = faults_of(made.kind, wish.code, wish.fields, wish.start, lookup)
    if faults:
        return faults
    spans = made.after.get(wish.code, [])
    try:
        edit = put(spans, wish.fields, wish.start, wish.end)
    except PeriodRefused as refused:
        return [Fault("失效日期", refused.expected, refused.found, refused.advice)]
    made.after[wish.code] = edit.applied_to(spans)
    made.effects[_effect(edit)] += 1
    told[wish.code, wish.start] = wish.fields
    return []


def _effect(edit: Edit) -> Effect:
    if edit.changes_nothing:
        return Effect.UNCHANGED
    if edit.withdrawn:
        return Effect.CORRECTED
    if edit.closed:
        return Effect.CHANGED if edit.added else Effect.CLOSED
    return Effect.OPENED


def _fields_on(spans: Sequence[Span], day: date) -> Mapping[str, str] | None:
    return next((span.fields for span in spans if span.holds_on(day)), None)
