"""The command `report`: a project file in, the official table and the report out, or the reasons why not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzheng.audit.finding import Finding
from xunzheng.authoring.fault import ProjectFaults
from xunzheng.authoring.report import Extent
from xunzheng.cli.audit_text import code_name
from xunzheng.cli.project_input import (
    attachment_faults,
    attachments,
    missing_attachments,
    read_bytes,
    read_project_file,
    told,
)
from xunzheng.cli.refusal import Refused
from xunzheng.cli.whole_file import spare, write_all
from xunzheng.formats.project_report import ComposedReport, FindingsInReport, compose_report
from xunzheng.formats.writing import OutputKind, Unwritable, output_kind, write
from xunzheng.rulebook.official_forms import form_rules
from xunzheng.rulebook.shelf import shelf_from

_LARGEST_TEMPLATE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What is asked for: the project file, the files to write, the template, how much, and own packs."""

    project: Path
    outputs: tuple[Path, ...]
    template: Path | None = None
    extent: Extent = Extent.WHOLE
    packs: Path | None = None


def write_project_report(request: ReportRequest) -> int:
    """Write the report; 0 when written, 1 when its own audit finds errors and nothing was written.

    Raises `Refused` with a sentence for each thing that is missing or contradictory, and where a format
    cannot be written.
    """
    kinds = _kinds(request.outputs)
    for path in kinds:
        spare([request.project, *([request.template] if request.template else [])], path)
    template = read_bytes(request.template, _LARGEST_TEMPLATE) if request.template else None
    if template is not None and OutputKind.DOCX not in kinds.values():
        raise Refused("--template 只用于 Word 文件。请加一个 -o 某某.docx，或去掉模板。")
    try:
        composed = _composed(request)
    except FindingsInReport as error:
        print("没有写出报告：按所填数据写成的报告自相矛盾。", file=sys.stderr)
        _print_findings(error.findings)
        return 1
    try:
        contents = {
            path: write(composed.manuscript, kind, template if kind is OutputKind.DOCX else None)
            for path, kind in kinds.items()
        }
    except Unwritable as error:
        raise Refused(str(error)) from None
    write_all(contents)
    _print_outcome(request, composed)
    return 0


def _kinds(outputs: Sequence[Path]) -> dict[Path, OutputKind]:
    if not outputs:
        raise Refused("请用 -o 说明写到哪里，如 -o 自评报告.docx；可以给几个 -o。")
    twice = next((path for number, path in enumerate(outputs) if path in outputs[:number]), None)
    if twice is not None:
        raise Refused(f"{twice} 给了两次。请去掉一个 -o。")
    try:
        return {path: output_kind(path.name) for path in outputs}
    except Unwritable as error:
        raise Refused(str(error)) from None


def _composed(request: ReportRequest) -> ComposedReport:
    project = read_project_file(request.project)
    rules = form_rules(project.form, shelf_from(request.packs))
    folder = request.project.parent
    for path in request.outputs:
        spare((folder / name for name in attachments(project)), path)
    faults = list(attachment_faults(project, folder))
    if faults:
        raise Refused(told(request.project.name, faults))
    try:
        return compose_report(project, rules, request.extent)
    except ProjectFaults as error:
        raise Refused(told(request.project.name, error.faults)) from None


def _print_outcome(request: ReportRequest, composed: ComposedReport) -> None:
    for path in request.outputs:
        print(f"已写出 {path}")
    total, grade = composed.assessment.total, composed.assessment.grade
    if total is not None:
        print(f"得分 {total:f} 分" + (f"，等级“{grade}”" if grade else ""))
    for name in missing_attachments(composed.assessment.project, request.project.parent):
        print(f"注意：附件 {name} 不在项目文件旁边，没有核对它的摘要。")
    if composed.findings:
        print(f"已写出，但报告自查有 {len(composed.findings)} 处请过目：")
        _print_findings(composed.findings)


def _print_findings(findings: Sequence[Finding]) -> None:
    for found in findings:
        arithmetic = f"（{found.arithmetic}）" if found.arithmetic else ""
        print(f"  {code_name(found.code)}：{found.claim}；应为：{found.expected}{arithmetic}。{found.advice}")
