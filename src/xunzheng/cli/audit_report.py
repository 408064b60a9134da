"""The command `audit`: audits a document and writes the outcome as text, JSON or HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit, audit
from xunzheng.cli.terminal import opened_output, page_width, print_lines
from xunzheng.documents.model import Document
from xunzheng.rulebook import rules_from


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """How to write the outcome: text, json or html; the least severity; where to; the page's language;
    the user's own rule packs; the day, region and layout that the user asks for instead of the report's.
    """

    output_format: str = "text"
    severity: str = "advice"
    output: Path | None = None
    summary: bool = False
    language: str = "zh"
    packs: Path | None = None
    on: date | None = None
    region: str | None = None
    layout: str | None = None


def audit_report(document: Document, request: AuditRequest) -> int:
    """Audit, write what was asked for, and return 1 if anything is found at error level, else 0."""
    outcome = audit(document, rules_from(request.packs, request.on, request.region, request.layout))
    write(outcome, request)
    return int(any(finding.severity is Severity.ERROR for finding in outcome.findings))


def write(outcome: Audit, request: AuditRequest) -> None:
    """Write the outcome in the form that was asked for."""
    least = Severity(request.severity)
    with opened_output(request.output) as console:
        if request.summary:
            from xunzheng.cli.summary import summary_lines

            print_lines(console, summary_lines(outcome))
        elif request.output_format == "text":
            from xunzheng.cli.audit_text import audit_lines

            print_lines(console, audit_lines(outcome, least, page_width(console)))
        else:
            console.out(_rendered(outcome, _limited(outcome, least), request), highlight=False)


def _limited(outcome: Audit, least: Severity) -> Audit:
    from xunzheng.cli.audit_text import at_least

    return replace(outcome, findings=tuple(at_least(outcome.findings, least)))


def _rendered(whole: Audit, shown: Audit, request: AuditRequest) -> str:
    if request.output_format == "json":
        from xunzheng.formats.result_json import to_text

        return to_text(shown)
    from xunzheng.formats.result_html import render

    return render(shown, request.language, len(whole.findings) - len(shown.findings))
