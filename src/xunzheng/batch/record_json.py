"""Records as lines of JSON, and back: decimals as strings, absent values as null."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from xunzheng.audit.finding import Citation, Finding, Place, Severity, Verdict
from xunzheng.batch.record import Record, State
from xunzheng.formats.result_json import finding_json

_DECIMALS = (
    "stated_score", "lowest_score", "highest_score", "planned", "spent", "execution_rate",
)  # fmt: skip
_TEXTS = (
    "digest", "format", "title", "unit", "project", "region", "layout", "stated_grade", "computed_grade",
)  # fmt: skip


_KEYS = frozenset(
    {
        *_DECIMALS, *_TEXTS, "path", "state", "reason", "size", "year", "packs", "errors", "suspicions",
        "advice", "held", "codes", "seconds", "findings",
    }
)  # fmt: skip


class Malformed(ValueError):
    """A line is no record."""


def to_line(record: Record) -> bytes:
    """The record as one line of JSON in UTF-8, its line feed included; half characters are replaced."""
    text = json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def to_json(record: Record) -> dict[str, object]:
    """The record as plain values. The findings have the keys of `finding.schema.json`, places and all."""
    return {
        "path": record.path,
        "state": record.state.value,
        "reason": record.reason,
        "size": record.size,
        "digest": record.digest,
        "format": record.format,
        "title": record.title,
        "unit": record.unit,
        "project": record.project,
        "region": record.region,
        "year": record.year,
        "layout": record.layout,
        "packs": list(record.packs),
        **{
            name: _written(getattr(record, name))
            for name in ("stated_score", "lowest_score", "highest_score")
        },
        "stated_grade": record.stated_grade,
        "computed_grade": record.computed_grade,
        **{name: _written(getattr(record, name)) for name in ("planned", "spent", "execution_rate")},
        "errors": record.errors,
        "suspicions": record.suspicions,
        "advice": record.advice,
        "held": record.held,
        "codes": dict(record.codes),
        "seconds": record.seconds,
        "findings": [finding_json(finding) for finding in record.findings],
        "unlisted": record.unlisted,
        "fault": record.is_fault,
    }


def is_record(values: Mapping[str, Any]) -> bool:
    """Whether the values have all that a record has, judged by their keys."""
    return values.keys() >= _KEYS and isinstance(values["path"], str)


def from_line(line: bytes) -> Record:
    """The record of a line. Raises `Malformed`."""
    try:
        values = json.loads(line)
        return from_json(values)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as fault:
        raise Malformed(str(fault)) from fault


def from_json(values: Mapping[str, Any]) -> Record:
    """The record of plain values as `to_json` makes them. Raises KeyError, TypeError, ValueError."""
    return Record(
        path=str(values["path"]),
        state=State(values["state"]),
        reason=str(values["reason"]),
        size=values["size"],
        year=values["year"],
        packs=tuple(map(str, values["packs"])),
        counts={
            Severity.ERROR: int(values["errors"]),
            Severity.SUSPICION: int(values["suspicions"]),
            Severity.ADVICE: int(values["advice"]),
        },
        codes={str(code): int(count) for code, count in values["codes"].items()},
        held=int(values["held"]),
        seconds=float(values["seconds"]),
        findings=tuple(_read_finding(finding) for finding in values["findings"]),
        # Older journals have neither.
        unlisted=int(values.get("unlisted", 0)),
        is_fault=bool(values.get("fault", False)),
        **_named(values),
    )


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: values[name] for name in _TEXTS}
    return texts | {name: _decimal(values[name]) for name in _DECIMALS}


def _written(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _read_finding(values: Mapping[str, Any]) -> Finding:
    verdict, rule = values["verdict"], values["rule"]
    return Finding(
        code=values["code"],
        severity=Severity(values["severity"]),
        where=tuple(_read_place(place) for place in values["where"]),
        claim=values["claim"],
        expected=values["expected"],
        advice=values["advice"],
        check=values["check"],
        arithmetic=values["arithmetic"],
        verdict=verdict
        and Verdict(
            Decimal(verdict["difference"]),
            verdict["unit"],
            verdict["explained_by_rounding"],
            _decimal(verdict["low"]),
            _decimal(verdict["high"]),
        ),
        rule=rule
        and Citation(rule["title"], rule["number"], rule["article"], rule["pack"], rule["verified"]),
    )


def _read_place(values: Mapping[str, Any]) -> Place:
    return Place(
        tuple(values["section"]),
        values["block"],
        values["start"],
        values["end"],
        values["line"],
        values["quote"],
        values["row"],
        values["column"],
    )
