"""The result page: an audit laid out for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xunzheng.audit.finding import Finding, Severity
from xunzheng.formats.html.blocks import ParagraphView, TableView, mark_document
from xunzheng.formats.html.conclusion import conclude_from_text
from xunzheng.formats.html.findings import (
    CodeCount,
    FindingView,
    HeldView,
    count_codes,
    spans_of,
    view_findings,
    view_held,
)
from xunzheng.formats.html.rescoring import lay_beside, list_funds
from xunzheng.formats.html.scores import SheetView, view_sheet
from xunzheng.formats.html.words import Language
from xunzheng.formats.length import count_characters

if TYPE_CHECKING:
    from xunzheng.audit.layout import AppliedLayout
    from xunzheng.audit.run import Audit
    from xunzheng.audit.setting import Setting


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many findings are of the severity."""

    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything that the result templates show."""

    name: str
    format: str
    encoding: str
    characters: int
    blocks: tuple[ParagraphView | TableView, ...]
    findings: tuple[FindingView, ...]
    held: tuple[HeldView, ...]
    severities: tuple[SeverityCount, ...]
    codes: tuple[CodeCount, ...]
    sheets: tuple[SheetView, ...]
    packs: tuple[str, ...]
    setting: Setting | None
    scale: str
    layouts: tuple[AppliedLayout, ...]
    left_out: int


def lay_out(audit: Audit, language: Language, left_out: int = 0) -> ResultPage:
    """The audit as a page in the language, the findings in the order of the document.

    `left_out` is how many lesser findings the audit had that are not to be shown.
    """
    document = audit.document
    findings = sorted(audit.findings, key=_position)
    spans = spans_of(findings, audit.held)
    marked = mark_document(document, spans)
    first_held = sum(len(finding.where) for finding in findings)
    views = view_findings(findings, marked.targets, language)
    return ResultPage(
        name=document.name,
        format=document.format,
        encoding=document.encoding,
        characters=count_characters(document.text),
        blocks=marked.blocks,
        findings=views,
        held=view_held(audit.held, first_held, marked.targets, language),
        severities=count_severities(findings),
        codes=count_codes(views),
        sheets=_sheets(audit),
        packs=audit.packs,
        setting=audit.setting,
        scale=audit.scale,
        layouts=audit.layouts,
        left_out=left_out,
    )


def _position(finding: Finding) -> tuple[int, int]:
    return (finding.where[0].start, finding.where[0].end) if finding.where else (-1, -1)


def count_severities(findings: Sequence[Finding]) -> tuple[SeverityCount, ...]:
    """The number of findings of every severity, the gravest first, zero included."""
    return tuple(
        SeverityCount(severity, sum(finding.severity is severity for finding in findings))
        for severity in Severity
    )


def _sheets(audit: Audit) -> tuple[SheetView, ...]:
    blocks = len(audit.document.blocks)

    def source(block: int) -> str | None:
        return f"block-{block}" if 0 <= block < blocks else None

    sheets = conclude_from_text(audit.sheets, audit.document)
    sheets = tuple(list_funds(sheet, audit.rescored) for sheet in sheets)
    pairs = zip(sheets, lay_beside(sheets, audit.rescored), strict=True)
    return tuple(
        view_sheet(sheet, number, beside, source) for number, (sheet, beside) in enumerate(pairs, start=1)
    )
