"""The tables of a case's parts as `store` writes them; a test holds them against `models`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

Key = tuple[Any, ...]
Row = tuple[Any, ...]
Rows = dict[Key, Row]


@dataclass(frozen=True, eq=False)
class Table:
    """A table of parts of cases: the columns of its key beside `case_id`, and the other columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def moments(self) -> tuple[int, ...]:
        """The places of moments among the columns: SQLite has no type for them."""
        return tuple(place for place, column in enumerate(self.columns) if is_moment(column))


def is_moment(column: str) -> bool:
    """Whether the column holds a moment: its name says so."""
    return column.endswith("_at") or column in ("at", "until", "restarted_from")


CASE: Final = Table(
    "cases_case",
    (),
    (
        "number", "process", "process_version", "parent", "applicant", "organisation", "region", "opened_at",
        "last_at", "version", "opened_branches", "outcome", "closed_at", "published_at", "state", "held_by",
        "holder", "title", "applicant_name", "clock", "due_at", "promised_due_at", "yellow_at", "red_at",
        "rank_at", "is_paused", "is_breached",
    ),
)  # fmt: skip
EVENT: Final = Table("cases_event", ("number",), ("kind", "at", "who", "text"))
TOKEN: Final = Table(
    "cases_token",
    ("key",),
    (
        "place", "state", "organisation", "branch", "fork", "parent", "party", "holder", "answerable",
        "came_from", "round", "is_ended", "is_withdrawn",
    ),
)  # fmt: skip
CLOCK: Final = Table(
    "cases_clock",
    ("key",),
    (
        "place",
        "rule",
        "token",
        "started_at",
        "starts",
        "promised",
        "restarted_from",
        "stopped_at",
        "breached_at",
    ),
)
ADJUSTMENT: Final = Table(
    "cases_adjustment",
    ("clock", "kind", "item"),
    ("at", "until", "amount", "ground", "approver"),
)
PARTICULAR: Final = Table("cases_particular", ("kind", "code", "item"), ("text", "is_personal"))
TALLY: Final = Table("cases_tally", ("kind", "code"), ("times",))
CHILD: Final = Table("cases_child", ("key",), ("place", "process", "token", "number", "is_closed", "outcome"))
TASK: Final = Table(
    "cases_task",
    ("token", "role"),
    (
        "process", "state", "organisation", "region", "holder", "due_at", "yellow_at", "red_at", "rank_at",
        "is_waiting", "is_first",
    ),
)  # fmt: skip
TIMER: Final = Table(
    "cases_timer",
    ("key",),
    ("kind", "fires_at", "clock", "token", "try_at", "attempts", "reason", "parked_at"),
)
MESSAGE: Final = Table(
    "cases_message", ("number",), ("code", "role", "recipient", "token", "at", "text", "text_en", "read_at")
)
DELIVERY: Final = Table(
    "cases_delivery",
    ("number", "channel"),
    ("try_at", "attempts", "reason", "parked_at", "delivered_at"),
)

STATE: Final = (TOKEN, CLOCK, ADJUSTMENT, PARTICULAR, TALLY, CHILD)
"""The parts that make up the state: they and the case's own row are equal to what the events make."""
FOLLOWING: Final = (TASK, TIMER)
"""The parts that follow from the state."""
ADDED: Final = (EVENT, MESSAGE, DELIVERY)
"""The parts that are only ever added to."""
