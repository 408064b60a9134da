"""A case's state as rows of tables, and back: what is written is what is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from xunzheng.processes.case import (
    Case,
    Child,
    ExtensionRecord,
    PauseRecord,
    RunningClock,
    Token,
    Value,
)
from xunzheng.processes.definition import Definition
from xunzheng.site.cases.tables import (
    ADJUSTMENT,
    CHILD,
    CLOCK,
    PARTICULAR,
    TALLY,
    TOKEN,
    Row,
    Rows,
    Table,
)

_VALUE, _MATERIAL, _PARTY = "value", "material", "party"
_PAUSE, _EXTENSION = "pause", "extension"
_ACTION, _TIMER, _JOIN = "action", "timer", "join"
_CASE_FIELDS = (
    "number", "process", "process_version", "applicant", "organisation", "region", "opened_at", "last_at",
    "version", "opened_branches", "outcome", "closed_at", "published_at",
)  # fmt: skip


def rows_of(case: Case, definition: Definition, before: Case | None = None) -> dict[Table, Rows]:
    """The rows of the state's parts, by table and key.

    With `before` only of the tables that may differ from it: `evolve` leaves what does not change the very
    same, so that an unchanged part of a state has unchanged rows.
    """
    return {
        table: make(case, definition)
        for table, (sources, make) in _MADE_OF.items()
        if before is None or any(getattr(case, name) is not getattr(before, name) for name in sources)
    }


def case_row(case: Case) -> dict[str, Any]:
    """The columns of the case's own row that are state."""
    return {name: getattr(case, "id" if name == "number" else name) for name in _CASE_FIELDS}


def case_of(row: Mapping[str, Any], parts: Mapping[Table, Rows]) -> Case:
    """The state from the case's own row and the rows of its parts."""
    particulars, tally = _particulars_of(parts[PARTICULAR]), parts[TALLY]
    return Case(
        id=row["number"],
        tokens={key: Token(key, *rest) for key, rest in _in_place(parts[TOKEN])},
        clocks={key: _clock(key, rest, parts[ADJUSTMENT]) for key, rest in _in_place(parts[CLOCK])},
        values=particulars[_VALUE],
        materials=particulars[_MATERIAL],
        parties=particulars[_PARTY],
        counts={code: times for (kind, code), (times,) in tally.items() if kind == _ACTION},
        fired=frozenset(code for kind, code in tally if kind == _TIMER),
        joins={code: times for (kind, code), (times,) in tally.items() if kind == _JOIN},
        children={key: _child(key, rest) for key, rest in _in_place(parts[CHILD])},
        **{name: row[name] for name in _CASE_FIELDS if name != "number"},
    )


def _tokens(case: Case, _: Definition) -> Rows:
    return {
        (token.id,): (
            place, token.state, token.organisation, token.branch, token.fork, token.parent, token.party,
            token.holder, token.answerable, token.came_from, token.round, token.is_ended,
            token.is_withdrawn,
        )
        for place, token in enumerate(case.tokens.values())
    }  # fmt: skip


def _clocks(case: Case, _: Definition) -> Rows:
    return {
        (clock.key,): (
            place, clock.rule, clock.token, clock.started_at, clock.starts, clock.promised,
            clock.restarted_from, clock.stopped_at, clock.breached_at,
        )
        for place, clock in enumerate(case.clocks.values())
    }  # fmt: skip


def _tallies(case: Case, _: Definition) -> Rows:
    return {
        **{(_ACTION, action): (times,) for action, times in case.counts.items()},
        **{(_TIMER, key): (1,) for key in case.fired},
        **{(_JOIN, fork): (times,) for fork, times in case.joins.items()},
    }


def _children(case: Case, _: Definition) -> Rows:
    return {
        (child.key,): (place, child.process, child.token, child.case, child.is_closed, child.outcome)
        for place, child in enumerate(case.children.values())
    }


def _adjustments(case: Case, _: Definition) -> Rows:
    rows: Rows = {}
    for clock in case.clocks.values():
        for item, pause in enumerate(clock.pauses, 1):
            rows[clock.key, _PAUSE, item] = (pause.start, pause.end, 0, pause.ground, pause.approver)
        for item, more in enumerate(clock.extensions, 1):
            rows[clock.key, _EXTENSION, item] = (
                more.granted_at, None, more.amount, more.ground, more.approver,
            )  # fmt: skip
    return rows


def _clock(key: str, rest: Row, adjustments: Rows) -> RunningClock:
    rule, token, started_at, starts, promised, restarted_from, stopped_at, breached_at = rest
    own = sorted((kind, item, row) for (clock, kind, item), row in adjustments.items() if clock == key)
    return RunningClock(
        key,
        rule,
        token,
        started_at,
        starts,
        promised,
        restarted_from,
        tuple(
            PauseRecord(at, ground, who, end) for kind, _, (at, end, _, ground, who) in own if kind == _PAUSE
        ),
        tuple(
            ExtensionRecord(amount, who, at, ground)
            for kind, _, (at, _, amount, ground, who) in own
            if kind == _EXTENSION
        ),
        stopped_at,
        breached_at,
    )


def _particulars(case: Case, definition: Definition) -> Rows:
    rows: Rows = {}
    for kind, held in ((_VALUE, case.values), (_MATERIAL, case.materials), (_PARTY, case.parties)):
        for code, value in held.items():
            is_personal = kind == _VALUE and code in definition.field and definition.field[code].is_personal
            for item, text in _items(value):
                rows[kind, code, item] = (text, is_personal)
    return rows


def _items(value: Value) -> list[tuple[int, str | None]]:
    if isinstance(value, str):
        return [(0, value)]
    return list(enumerate(value, 1)) or [(0, None)]


def _particulars_of(rows: Rows) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = {_VALUE: {}, _MATERIAL: {}, _PARTY: {}}
    for (kind, code, item), (text, _) in sorted(rows.items()):
        if item == 0:
            held[kind][code] = () if text is None else text
        else:
            held[kind][code] = (*held[kind].get(code, ()), text)
    return held


def _child(key: str, rest: Row) -> Child:
    process, token, number, is_closed, outcome = rest
    return Child(key, process, token, number, is_closed, outcome)


def _in_place(rows: Rows) -> list[tuple[str, Row]]:
    """The rows in the order of their places, the places taken off."""
    placed = sorted((row[0], key, row[1:]) for (key,), row in rows.items())
    return [(key, rest) for _, key, rest in placed]


_MADE_OF: Final[Mapping[Table, tuple[tuple[str, ...], Callable[[Case, Definition], Rows]]]] = {
    TOKEN: (("tokens",), _tokens),
    CLOCK: (("clocks",), _clocks),
    ADJUSTMENT: (("clocks",), _adjustments),
    PARTICULAR: (("values", "materials", "parties"), _particulars),
    TALLY: (("counts", "fired", "joins"), _tallies),
    CHILD: (("children",), _children),
}
"""Of which fields of a state the rows of each table are made, and how."""
