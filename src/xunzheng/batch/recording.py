"""From the bytes of one file to its record: read, audited, and what is wanted of it in a list taken out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.rules import Rules
from xunzheng.audit.run import Audit, audit
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.statements.period import read_period
from xunzheng.batch.funds import funds_of_prose, funds_of_sheets
from xunzheng.batch.identity import identify
from xunzheng.batch.limits import MEGABYTE, Limits
from xunzheng.batch.record import Record, State
from xunzheng.formats import read
from xunzheng.formats.failures import reason_of
from xunzheng.formats.html.conclusion import conclude_from_text
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.formats.refusals import Unreadable

if TYPE_CHECKING:
    from xunzheng.batch.sources import Source

_MOST_POINTS = Decimal(10) ** 9


def make_record(
    source: Source,
    content: bytes,
    rules: Rules,
    limits: Limits,
    reading: ReadLimits = STANDARD,
    given: Path | None = None,
) -> Record:
    """Read and audit the bytes of the source. What cannot be read gives a record that says why.

    `reading` bounds the readers as the environment sets it; `given` is the folder that takes what is given
    back of the report, None where nothing is. `seconds` is left at 0 for whoever holds the clock.
    """
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    if size > limits.file:
        return too_large(source, size, limits)
    try:
        outcome = audit(read(content, source.name, reading), rules)
    except Unreadable as refusal:
        return unreadable(source, str(refusal), size, digest)
    if given is not None:
        from xunzheng.batch.given import give_all

        try:
            give_all(content, outcome, source.path, given, reading)
        except OSError as failure:
            reason = f"写不了 {source.name} 的批注：{reason_of(failure)}。请检查文件夹和磁盘后再核对一次。"
            return unreadable(source, reason, size)
    return _recorded(source, outcome, size, digest, limits)


def too_large(source: Source, size: int, limits: Limits) -> Record:
    """The record of a file over the limit, which is not read."""
    return unreadable(source, f"{source.name} 超过 {limits.file // MEGABYTE} MB。请拆分后分别核对。", size)


def unreadable(
    source: Source, reason: str, size: int | None = None, digest: str | None = None, *, is_fault: bool = False
) -> Record:
    """The record of a file that could not be read or audited, with the sentence that says why."""
    known = source.size if size is None else size
    return Record(source.path, State.UNREADABLE, reason, known, digest, is_fault=is_fault)


def _recorded(source: Source, outcome: Audit, size: int, digest: str, limits: Limits) -> Record:
    document, rescored = outcome.document, outcome.rescored
    identity = identify(document)
    sheet = _main_sheet(conclude_from_text(outcome.sheets, document))
    funds = funds_of_sheets(outcome.sheets)
    if funds.is_empty:
        funds = funds_of_prose(document)
    grade = rescored.grading.grade if rescored and rescored.grading else None
    kept = _within(outcome.findings, limits)
    return Record(
        path=source.path,
        state=State.AUDITED,
        size=size,
        digest=digest,
        format=document.format,
        title=identity.title,
        unit=identity.unit,
        project=identity.project,
        region=_region(outcome) or identity.region,
        year=read_period(document).year,
        layout=outcome.layouts[0].layout.title if outcome.layouts else None,
        packs=outcome.packs,
        stated_score=_points(sheet.total_score.value if sheet and sheet.total_score else None),
        lowest_score=_points(rescored.low if rescored else None),
        highest_score=_points(rescored.high if rescored else None),
        stated_grade=_grade(sheet),
        computed_grade=grade.word if grade else None,
        planned=funds.planned,
        spent=funds.spent,
        execution_rate=funds.rate,
        counts={severity: _count(outcome.findings, severity) for severity in Severity},
        codes=dict(sorted(Counter(finding.code for finding in outcome.findings).items())),
        held=len(outcome.held),
        findings=kept,
        unlisted=len(outcome.findings) - len(kept),
    )


def _region(outcome: Audit) -> str | None:
    """The region that the rules were chosen by, where the report names it."""
    setting = outcome.setting
    return setting.region.name if setting and setting.region and setting.certain else None


def _main_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    return next((sheet for sheet in sheets if sheet.has_scores), None)


def _points(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and abs(value) < _MOST_POINTS else None


def _grade(sheet: Sheet | None) -> str | None:
    text = sheet.grade.text.strip() if sheet and sheet.grade else ""
    return text[:20] or None


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _within(findings: Sequence[Finding], limits: Limits) -> tuple[Finding, ...]:
    """As many of the findings, from the first, as the limits let a record keep."""
    kept: list[Finding] = []
    left = limits.record // 4  # bytes that a character can take
    for finding in findings[: limits.findings]:
        left -= sum(len(place.quote) + 200 for place in finding.where)
        left -= (
            len(finding.claim) + len(finding.expected) + len(finding.arithmetic or "") + len(finding.advice)
        )
        if left < 0:
            break
        kept.append(finding)
    return tuple(kept)
