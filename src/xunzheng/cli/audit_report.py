"""The command `audit`: audits a document and writes the outcome as text, JSON or HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit, audit
from xunzheng.cli.terminal import opened_output, page_width, print_lines
from xunzheng.documents.model import Document
from xunzheng.rulebook import standard_rules


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """How to write the outcome: text, json or html; the least severity; where to; the page's language."""

    output_format: str = "text"
    severity: str = "advice"
    output: Path | None = None
    summary: bool = False
    language: str = "zh"


def audit_report(document: Document, request: AuditRequest) -> int:
    """Audit, write what was asked for, and return 1 if anything is found at error level, else 0."""
    outcome = audit(document, standard_rules())
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
            console.out(_rendered(_limited(outcome, least), request), highlight=False)


def _limited(outcome: Audit, least: Severity) -> Audit:
    from xunzheng.cli.audit_text import at_least

    return replace(outcome, findings=tuple(at_least(outcome.findings, least)))


def _rendered(outcome: Audit, request: AuditRequest) -> str:
    if request.output_format == "json":
        from xunzheng.formats.result_json import to_text

        return to_text(outcome)
    from xunzheng.formats.result_html import render

    return render(outcome, request.language)
