"""The explanation of a clock as plain values for JSON: moments in ISO 8601, counts as numbers or texts."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from xunzheng.calendars.clock import Consequence, Extension, Standing
from xunzheng.calendars.explanation import Explanation
from xunzheng.calendars.line import Line
from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRule, Length

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def explanation_to_json(explanation: Explanation) -> dict[str, Json]:
    """The whole explanation: the rule, where the clock stands, totals, and each line."""
    clock = explanation.clock
    return {
        "rule": rule_to_json(clock.rule),
        "started_at": clock.started_at.isoformat(),
        "restarted_from": _moment(clock.restarted_from),
        "stopped_at": _moment(clock.stopped_at),
        "ends_at": _moment(clock.ends_at),
        "promised": _length(clock.promised),
        "pauses": [_pause(pause) for pause in clock.pauses],
        "extensions": [_extension(extension) for extension in clock.extensions],
        "standing": standing_to_json(explanation.standing),
        "counted": _count(explanation.counted),
        "left_out": {reason.value: number for reason, number in explanation.left_out.items()},
        "provisional": explanation.is_provisional,
        "lines": [_line(line) for line in explanation.lines],
    }


def rule_to_json(rule: ClockRule) -> dict[str, Json]:
    """The rule with its limit, what pauses and extends it, what a breach brings, and its basis."""
    basis, extension = rule.basis, rule.extension
    return {
        "code": rule.code,
        "title": rule.title,
        "starts_at": rule.starts_at,
        "starts_at_title": rule.starts_at_title,
        "ends_before": rule.ends_before,
        "limit": _length(rule.limit),
        "limit_words": rule.limit_words,
        "at_once_if_possible": rule.at_once_if_possible,
        "given_by_case": rule.is_given,
        "grounds": [
            {"code": each.code, "title": each.title, "article": each.article} for each in rule.grounds
        ],
        "extension": None
        if extension is None
        else {"most": extension.most, "times": extension.times, "approver": extension.approver},
        "restarts_on": rule.restarts_on,
        "closing": rule.closing.value,
        "holiday_end": rule.holiday_end.value,
        "late_start": rule.late_start.value,
        "effect": rule.breach.kind.value,
        "effect_words": rule.breach.sentence or rule.breach.kind.words,
        "note": rule.note,
        "basis": {
            "title": basis.title,
            "number": basis.number,
            "article": basis.article,
            "pack": basis.pack,
            "version": basis.version,
            "valid_from": basis.valid_from.isoformat() if basis.valid_from else None,
            "valid_to": basis.valid_to.isoformat() if basis.valid_to else None,
            "jurisdiction": basis.jurisdiction,
            "verified": basis.verified,
            "note": basis.note,
        },
    }


def standing_to_json(standing: Standing) -> dict[str, Json]:
    """Where the clock stands."""
    return {
        "due_at": _moment(standing.due_at),
        "why_no_due": standing.why_no_due,
        "promised_due_at": _moment(standing.promised_due_at),
        "is_paused": standing.is_paused,
        "is_overdue": standing.is_overdue,
        "is_late_stopped": standing.is_late_stopped,
        "is_past_promise": standing.is_past_promise,
        "light": standing.light.value,
        "promised_light": standing.promised_light.value if standing.promised_light else None,
        "used": _count(standing.used),
        "remaining": _count(standing.remaining),
        "overrun_seconds": standing.overrun.total_seconds(),
        "consequence": _consequence(standing.consequence),
    }


def _consequence(consequence: Consequence | None) -> Json:
    if consequence is None:
        return None
    return {
        "effect": consequence.effect.kind.value,
        "takes_effect_at": consequence.takes_effect_at.isoformat(),
        "words": consequence.words,
    }


def _line(line: Line) -> Json:
    return {
        "start": line.start.isoformat(),
        "end": line.end.isoformat(),
        "counted": line.reason.is_counted,
        "reason": line.reason.value,
        "words": line.words,
        "running": _count(line.running),
        "provisional": line.day is not None and line.day.provisional,
        "notice": None if line.day is None else line.day.basis.title,
        "pauses": [_pause(pause) for pause in line.pauses],
    }


def _pause(pause: Pause) -> dict[str, Json]:
    return {
        "ground": pause.ground,
        "approver": pause.approver,
        "start": pause.start.isoformat(),
        "end": _moment(pause.end),
    }


def _extension(extension: Extension) -> dict[str, Json]:
    return {
        "amount": extension.amount,
        "approver": extension.approver,
        "granted_at": extension.granted_at.isoformat(),
        "ground": extension.ground,
    }


def _length(length: Length | None) -> Json:
    return None if length is None else {"amount": length.amount, "unit": length.unit.value}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _count(value: Fraction) -> int | str:
    """A whole number as it is, another one as an exact quotient: `7/2`."""
    return value.numerator if value.denominator == 1 else str(value)
