"""The audit: all checks over one reading of a document, and the sheet scored again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.check import Check
from xunzheng.audit.checks import CHECKS
from xunzheng.audit.doubtful import doubtful_parts
from xunzheng.audit.finding import Finding, Held
from xunzheng.audit.layout import AppliedLayout
from xunzheng.audit.reading import Reading, read
from xunzheng.audit.rescore import rescore
from xunzheng.audit.rules import Rules, rules_in_force
from xunzheng.audit.setting import Setting, read_setting
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_sums import detailed
from xunzheng.audit.statements.period import read_period
from xunzheng.documents.model import Document
from xunzheng.evaluation.scoresheet import Scoresheet


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of an audit.

    `findings` stand in the order of their first place, `held` likewise: the statements that were
    examined and are right. `sheets` are the score sheets as read, `rescored` the first of them scored
    again from the report's own evidence. `packs` names the rule packs used, with their versions.
    `setting` is the year and region that the rules were chosen by, `layouts` the layouts that were
    applied, that of the report first, then those of its tables in order. `scale` is the title of the
    grade scale where the report declares none, with a remark where it
    is today's and no scale held in the year; `asked_layout` the code of the layout that the user asked
    for, which is among `layouts` unless none of its headings stand anywhere.
    """

    document: Document
    findings: tuple[Finding, ...]
    held: tuple[Held, ...]
    sheets: tuple[Sheet, ...]
    rescored: Scoresheet | None
    packs: tuple[str, ...]
    setting: Setting | None = None
    layouts: tuple[AppliedLayout, ...] = ()
    scale: str = ""
    asked_layout: str | None = None


def audit(document: Document, rules: Rules, checks: Sequence[Check] = CHECKS) -> Audit:
    """Audit a document under the rules. Pure: the same document and rules give the same audit.

    Of the rules those of the evaluated year and the region hold, as the report gives them or the user does.

    >>> from xunzheng.formats import read
    >>> from xunzheng.rulebook import standard_rules
    >>> text = "全年支出合计500万元，分别为工资300万元、设备190万元。".encode()
    >>> [f.arithmetic for f in audit(read(text, "a.txt"), standard_rules()).findings]
    ['300 + 190 = 490 ≠ 500（万元）']
    """
    setting = read_setting(document, read_period(document), rules.regions, rules.on, rules.region)
    rules = rules_in_force(rules, setting)
    reading = read(document, rules.layouts, setting, rules.layout)
    findings, held = _run(checks, reading, rules)
    sheets = detailed(reading.sheets)
    return Audit(
        document=document,
        findings=tuple(sorted(findings, key=_order)),
        held=tuple(sorted(held, key=_order)),
        sheets=reading.sheets,
        rescored=rescore(reading, sheets[0], rules) if sheets else None,
        packs=_packs(rules, reading),
        setting=setting,
        layouts=reading.layouts,
        scale=rules.scale_told,
        asked_layout=rules.layout,
    )


def _run(checks: Sequence[Check], reading: Reading, rules: Rules) -> tuple[list[Finding], list[Held]]:
    findings: list[Finding] = []
    held: list[Held] = []
    doubtful = doubtful_parts(reading)
    found: dict[tuple[str, int, int], str] = {}  # two checks of one code tell the same thing once
    for check in checks:
        for outcome in check.find(reading, rules):
            if isinstance(outcome, Finding):
                place = outcome.where[0] if outcome.where else None
                key = (outcome.code, place.start, place.end) if place is not None else None
                if key is None or found.setdefault(key, check.name) == check.name:
                    findings.append(doubtful.lowered(outcome))
            else:
                held.append(outcome)
    return findings, held


def _order(outcome: Finding | Held) -> tuple[int, str]:
    return (outcome.where[0].start if outcome.where else -1, outcome.code)


def _packs(rules: Rules, reading: Reading) -> tuple[str, ...]:
    parameters = f"{rules.parameters.pack}/{rules.parameters.version}"
    basis = rules.scale.basis
    layouts = (applied.layout.pack for applied in reading.layouts)
    return tuple(dict.fromkeys((parameters, f"{basis.pack}/{basis.version}", *layouts)))
