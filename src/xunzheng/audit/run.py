"""The audit: all checks over one reading of a document, and the sheet scored again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.check import Check
from xunzheng.audit.checks import CHECKS
from xunzheng.audit.finding import Finding, Held
from xunzheng.audit.reading import Reading, read
from xunzheng.audit.rescore import rescore
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_sums import detailed
from xunzheng.documents.model import Document
from xunzheng.evaluation.scoresheet import Scoresheet


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of an audit.

    `findings` stand in the order of their first place, `held` likewise: the statements that were
    examined and are right. `sheets` are the score sheets as read, `rescored` the first of them scored
    again from the report's own evidence. `packs` names the rule packs used, with their versions.
    """

    document: Document
    findings: tuple[Finding, ...]
    held: tuple[Held, ...]
    sheets: tuple[Sheet, ...]
    rescored: Scoresheet | None
    packs: tuple[str, ...]


def audit(document: Document, rules: Rules, checks: Sequence[Check] = CHECKS) -> Audit:
    """Audit a document under the rules. Pure: the same document and rules give the same audit.

    >>> from xunzheng.formats import read
    >>> from xunzheng.rulebook import standard_rules
    >>> text = "全年支出合计500万元，分别为工资300万元、设备190万元。".encode()
    >>> [f.arithmetic for f in audit(read(text, "a.txt"), standard_rules()).findings]
    ['300 + 190 = 490 ≠ 500（万元）']
    """
    reading = read(document)
    findings, held = _run(checks, reading, rules)
    sheets = detailed(reading.sheets)
    return Audit(
        document=document,
        findings=tuple(sorted(findings, key=_order)),
        held=tuple(sorted(held, key=_order)),
        sheets=reading.sheets,
        rescored=rescore(reading, sheets[0], rules) if sheets else None,
        packs=_packs(rules),
    )


def _run(checks: Sequence[Check], reading: Reading, rules: Rules) -> tuple[list[Finding], list[Held]]:
    findings: list[Finding] = []
    held: list[Held] = []
    for check in checks:
        for outcome in check.find(reading, rules):
            if isinstance(outcome, Finding):
                findings.append(outcome)
            else:
                held.append(outcome)
    return findings, held


def _order(outcome: Finding | Held) -> tuple[int, str]:
    return (outcome.where[0].start if outcome.where else -1, outcome.code)


def _packs(rules: Rules) -> tuple[str, ...]:
    parameters = f"{rules.parameters.pack}/{rules.parameters.version}"
    basis = rules.national_scale.basis
    return (parameters, f"{basis.pack}/{basis.version}")
