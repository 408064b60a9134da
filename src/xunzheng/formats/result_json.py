"""The outcome of an audit as JSON, in the form that `finding.schema.json` beside this file describes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

from xunzheng import __version__
from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity, Verdict
from xunzheng.audit.layout import AppliedLayout
from xunzheng.documents.model import Document
from xunzheng.formats.length import count_characters

if TYPE_CHECKING:
    from xunzheng.audit.run import Audit

SCHEMA_VERSION = "1.1"
Json = dict[str, object]


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every result keeps to."""
    loaded: Json = json.loads(files("xunzheng.formats").joinpath("finding.schema.json").read_text("utf-8"))
    return loaded


def to_text(audit: Audit) -> str:
    """The result as JSON text, Chinese characters as they are, two spaces of indent."""
    return json.dumps(to_json(audit), ensure_ascii=False, indent=2)


def to_json(audit: Audit) -> Json:
    """The result as plain values: keys in the schema's order, decimals as strings, None for what is absent.

    Fields are only ever added within a `schema_version` of one major number; none is renamed or removed.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "xunzheng", "version": __version__},
        "document": _document(audit.document),
        "packs": list(audit.packs),
        "setting": _setting(audit),
        "layouts": [_layout(applied) for applied in audit.layouts],
        "summary": _summary(audit.findings, audit.held),
        "findings": [finding_json(finding) for finding in audit.findings],
        "held": [_held(held) for held in audit.held],
    }


def _document(document: Document) -> Json:
    return {
        "name": document.name,
        "format": document.format,
        "encoding": document.encoding,
        "characters": count_characters(document.text),
        "tables": sum(1 for _ in document.tables()),
    }


def _setting(audit: Audit) -> Json | None:
    setting = audit.setting
    if setting is None:
        return None
    return {
        "on": None if setting.on is None else setting.on.isoformat(),
        "on_because": setting.why_on,
        "region": None if setting.region is None else setting.region.name,
        "region_code": None if setting.region is None else setting.region.code,
        "region_certain": setting.certain,
        "region_because": setting.why_region,
        "scale": audit.scale,
        "layout_asked": audit.asked_layout,
    }


def _layout(applied: AppliedLayout) -> Json:
    return {
        "pack": applied.layout.pack,
        "title": applied.layout.title,
        "table": applied.table,
        "where": _place(applied.place),
        "matched": list(applied.matched),
        "asked": applied.asked,
        "verified": applied.layout.basis.verified,
        "near": [
            {
                "code": near.code,
                "title": near.title,
                "matched": near.matched,
                "lacking": list(near.lacking),
            }
            for near in applied.near
        ],
    }


def _summary(findings: Iterable[Finding], held: Iterable[Held]) -> Mapping[str, int]:
    severities = [finding.severity for finding in findings]
    counts = {severity.value: severities.count(severity) for severity in Severity}
    held_count = sum(1 for _ in held)
    return {**counts, "examined": len(severities) + held_count, "held": held_count}


def finding_json(finding: Finding) -> Json:
    """A finding as the schema has it, numbers as text."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": [_place(place) for place in finding.where],
        "claim": finding.claim,
        "expected": finding.expected,
        "arithmetic": finding.arithmetic,
        "verdict": None if finding.verdict is None else _verdict(finding.verdict),
        "rule": None if finding.rule is None else _citation(finding.rule),
        "advice": finding.advice,
        "check": finding.check,
    }


def _held(held: Held) -> Json:
    return {
        "code": held.code,
        "where": [_place(place) for place in held.where],
        "arithmetic": held.arithmetic,
        "check": held.check,
    }


def _place(place: Place) -> Json:
    return {
        "section": list(place.section),
        "block": place.block,
        "line": place.line,
        "start": place.start,
        "end": place.end,
        "row": place.row,
        "column": place.column,
        "quote": place.quote,
    }


def _verdict(verdict: Verdict) -> Json:
    return {
        "difference": _decimal(verdict.difference),
        "unit": verdict.unit,
        "explained_by_rounding": verdict.explained_by_rounding,
        "low": _decimal(verdict.low),
        "high": _decimal(verdict.high),
    }


def _citation(rule: Citation) -> Json:
    return {
        "title": rule.title,
        "number": rule.number,
        "article": rule.article,
        "pack": rule.pack,
        "verified": rule.verified,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
