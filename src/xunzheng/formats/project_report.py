"""From a project to the files of its report: composed, audited, and written only where it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import audit
from xunzheng.authoring.assessment import Assessment, assess
from xunzheng.authoring.fault import ProjectFaults
from xunzheng.authoring.forms import FormRules
from xunzheng.authoring.project import Project
from xunzheng.authoring.report import Extent, compose
from xunzheng.authoring.text_check import check_texts
from xunzheng.documents.manuscript import Manuscript
from xunzheng.documents.manuscript_document import manuscript_document
from xunzheng.formats.writing import OutputKind, write

_NOT_IN_TABLE = frozenset({"grade-missing"})
"""What the official table alone cannot bear: it has no cell for the grade."""


class FindingsInReport(ValueError):
    """The report would contradict itself: it has findings at error level, and nothing was written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "\n".join(f"{found.code}：{found.claim}；应为：{found.expected}" for found in self.findings)
        )


@dataclass(frozen=True, slots=True)
class ComposedReport:
    """A report before it has a format: what was computed, the manuscript, and what the audit says of it."""

    assessment: Assessment
    manuscript: Manuscript
    findings: tuple[Finding, ...]


def compose_report(project: Project, form: FormRules, extent: Extent = Extent.WHOLE) -> ComposedReport:
    """Compute, compose and audit. Raises ProjectFaults; FindingsInReport where errors are found."""
    assessment = assess(project, form)
    faults = tuple(check_texts(assessment))
    if faults:
        raise ProjectFaults(faults)
    manuscript = compose(assessment, extent)
    found = audit(manuscript_document(manuscript, "自评报告"), form.rules).findings
    findings = tuple(each for each in found if extent is not Extent.TABLE or each.code not in _NOT_IN_TABLE)
    errors = [found for found in findings if found.severity is Severity.ERROR]
    if errors:
        raise FindingsInReport(errors)
    return ComposedReport(assessment, manuscript, findings)


def write_report(
    project: Project,
    form: FormRules,
    kinds: Iterable[OutputKind],
    *,
    extent: Extent = Extent.WHOLE,
    template: bytes | None = None,
) -> Mapping[OutputKind, bytes]:
    """The report of a project in the kinds asked for; `template` is the user's own Word file, for docx.

    Raises ProjectFaults where the project lacks something or contradicts itself, FindingsInReport where the
    audit of the report finds errors, Unwritable where a format cannot be written.

    >>> write_report(project, form_rules("national-2020"), [OutputKind.DOCX])[OutputKind.DOCX][:2]
    b'PK'
    """
    manuscript = compose_report(project, form, extent).manuscript
    return {
        kind: write(manuscript, kind, template if kind is OutputKind.DOCX else None)
        for kind in dict.fromkeys(kinds)
    }
