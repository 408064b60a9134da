"""Rules of clocks, explanations and readings of identifiers as programs are shown them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema

from xunzheng.calendars.explanation import Explanation
from xunzheng.calendars.explanation_json import explanation_to_json

Count = int | str
"""A whole number, or an exact quotient as a text: `7/2`."""


class LengthShown(Schema):
    """A length of time: so many of a unit."""

    amount: int
    unit: str


class GroundShown(Schema):
    """A lawful ground of a pause."""

    code: str
    title: str
    article: str


class ExtensionRuleShown(Schema):
    """How far a limit may be extended."""

    most: int
    times: int
    approver: str


class BasisShown(Schema):
    """The law that a rule stands on, and whether it was held against the original."""

    title: str
    number: str | None
    article: str | None
    pack: str | None
    version: str | None
    valid_from: date | None
    valid_to: date | None
    jurisdiction: str
    verified: bool
    note: str


class RuleShown(Schema):
    """A rule of the catalogue of clocks."""

    code: str
    title: str
    starts_at: str
    starts_at_title: str
    ends_before: str | None
    limit: LengthShown | None
    limit_words: str
    at_once_if_possible: bool
    given_by_case: bool
    grounds: list[GroundShown]
    extension: ExtensionRuleShown | None
    restarts_on: str | None
    closing: str
    holiday_end: str
    late_start: str
    effect: str
    effect_words: str
    note: str
    basis: BasisShown


class ConsequenceShown(Schema):
    """What a breach has brought, and since when."""

    effect: str
    takes_effect_at: datetime
    words: str


class StandingShown(Schema):
    """Where a clock stands."""

    due_at: datetime | None
    why_no_due: str
    promised_due_at: datetime | None
    is_paused: bool
    is_overdue: bool
    is_late_stopped: bool
    is_past_promise: bool
    light: str
    promised_light: str | None
    used: Count
    remaining: Count
    overrun_seconds: float
    consequence: ConsequenceShown | None


class PauseShown(Schema):
    """A time for which a clock does not run, on what ground, and who approved it."""

    ground: str
    approver: str
    start: datetime
    end: datetime | None


class ExtensionShown(Schema):
    """By how much a clock was extended, who approved it, when and why."""

    amount: int
    approver: str
    granted_at: datetime
    ground: str


class LineShown(Schema):
    """A day or stretch of time: whether it counts, why, and the count so far."""

    start: datetime
    end: datetime
    counted: bool
    reason: str
    words: str
    running: Count
    provisional: bool
    notice: str | None
    pauses: list[PauseShown]


class Explained(Schema):
    """Until when something must be done, and why: the rule, where the clock stands, and each day."""

    rule: RuleShown
    started_at: datetime
    restarted_from: datetime | None
    stopped_at: datetime | None
    ends_at: datetime | None
    promised: LengthShown | None
    pauses: list[PauseShown]
    extensions: list[ExtensionShown]
    standing: StandingShown
    counted: Count
    left_out: dict[str, int]
    provisional: bool
    lines: list[LineShown]


def explained(explanation: Explanation, *, has_lines: bool = True) -> dict[str, Any]:
    """The explanation, with each day or stretch unless that is not wanted."""
    content: dict[str, Any] = dict(explanation_to_json(explanation))
    return content if has_lines else {**content, "lines": []}
