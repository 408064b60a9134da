"""Commands that audit reports, list frameworks and calculate formulas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from xunzheng.cli.options import (
    AfreshOption,
    AnnotateOption,
    FileArgument,
    FilesArgument,
    JobsOption,
    LayoutOption,
    Least,
    OnOption,
    OutOption,
    OutputFormat,
    OutputOption,
    PacksOption,
    PageLanguage,
    RegionOption,
    ReportOption,
    SampleOption,
    day,
    report_or_sample,
)
from xunzheng.cli.refusal import Refused


def _are_many(
    files: Sequence[str], out: Sequence[Path] | None, report: Path | None, jobs: int | None, afresh: bool
) -> bool:
    """Whether it is a batch: several files, a folder or archive, or an option that only a batch has."""
    if len(files) > 1 or out or report is not None or jobs is not None or afresh:
        return True
    return len(files) == 1 and (files[0].lower().endswith(".zip") or _is_folder(files[0]))


def _is_folder(file: str) -> bool:
    try:
        return Path(file).is_dir()
    except ValueError:
        return False


def audit(
    files: FilesArgument = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="输出形式：给人看、给程序读、网页。")
    ] = OutputFormat.TEXT,
    severity: Annotated[
        Least, typer.Option("--severity", help="最低显示级别：错误、疑点、建议。不影响退出码。")
    ] = Least.ADVICE,
    output: OutputOption = None,
    summary: Annotated[bool, typer.Option("--summary", help="只给十行小结。")] = False,
    sample: SampleOption = False,
    language: Annotated[PageLanguage, typer.Option("--language", help="网页界面的语言。")] = PageLanguage.ZH,
    packs: PacksOption = None,
    on: OnOption = None,
    region: RegionOption = None,
    layout: LayoutOption = None,
    out: OutOption = None,
    report: ReportOption = None,
    jobs: JobsOption = None,
    afresh: AfreshOption = False,
    annotate_into: AnnotateOption = None,
) -> int:
    """核对一份报告，列出不成立之处：原文、算式、依据和建议；给出多份、文件夹或 --out 则成批核对。"""
    if _are_many(files or [], out, report, jobs, afresh) or annotate_into is not None:
        if sample or summary or output is not None or output_format is not OutputFormat.TEXT:
            raise Refused(
                "成批核对用 --out 写结果、--report 写小结，不用 --format、--output、--summary、--sample。"
            )
        from xunzheng.cli.audit_many import ManyRequest, audit_many, settings_for

        settings = settings_for(packs, day(on), region, layout, annotate_into)
        many = ManyRequest(
            tuple(files or []),
            tuple(out or []),
            report,
            jobs,
            afresh,
            severity.value,
            language.value,
            settings,
        )
        return audit_many(many)
    document = report_or_sample(files[0] if files else None, sample)
    from xunzheng.cli.audit_report import AuditRequest, audit_report

    request = AuditRequest(
        output_format.value, severity.value, output, summary, language.value, packs, day(on), region, layout
    )
    return audit_report(document, request)


def score(
    file: FileArgument = None,
    output: OutputOption = None,
    sample: SampleOption = False,
    trace: Annotated[bool, typer.Option("--trace", help="写出每项得分的计算过程和证据。")] = False,
    packs: PacksOption = None,
    on: OnOption = None,
    region: RegionOption = None,
    layout: LayoutOption = None,
) -> int:
    """列出评分表：表上的得分、按规则重算的得分、两者之差。"""
    document = report_or_sample(file, sample)
    from xunzheng.cli.score import show_scores
    from xunzheng.rulebook import rules_from

    rules = rules_from(packs, day(on), region, layout)
    return show_scores(document, output, trace, rules=rules)


def annotate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告文件；- 表示从标准输入读。")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="写到 .docx、.xlsx、.pdf 或 .html；不给则写在原文件旁边。"
        ),
    ] = None,
    packs: PacksOption = None,
    on: OnOption = None,
    region: RegionOption = None,
    layout: LayoutOption = None,
) -> int:
    """把发现写回原文件：Word 批注、单元格批注、PDF 标注；别的格式写成带批注的网页。"""
    from xunzheng.cli.annotate import GivenBack, annotate_report

    return annotate_report(file, GivenBack(output, packs, day(on), region, layout))


def paper(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告文件；- 表示从标准输入读。")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="写到 .docx、.pdf 或 .html；不给则写在原文件旁边。"
        ),
    ] = None,
    packs: PacksOption = None,
    on: OnOption = None,
    region: RegionOption = None,
    layout: LayoutOption = None,
) -> int:
    """写出复核意见：总体意见、问题汇总、逐项意见和核对无误的内容。"""
    from xunzheng.cli.annotate import GivenBack, write_paper

    return write_paper(file, GivenBack(output, packs, day(on), region, layout))


def findings(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="报告文件，可以给多份。")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写到 .xlsx；不给则写在第一个文件旁边。"),
    ] = None,
    packs: PacksOption = None,
    on: OnOption = None,
    region: RegionOption = None,
    layout: LayoutOption = None,
) -> int:
    """写出问题清单：每处发现一行，可以筛选，另有一张汇总表和图。"""
    from xunzheng.cli.annotate import GivenBack, write_findings

    return write_findings(files, GivenBack(output, packs, day(on), region, layout))


def frameworks(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="框架代码；给出后列出它的指标树。")
    ] = None,
    packs: PacksOption = None,
) -> int:
    """逐个检查规则包并列出：名称、施行日期、文号、是否核对过原文。"""
    from xunzheng.cli.frameworks import show_framework, show_frameworks

    return show_frameworks(packs) if code is None else show_framework(code, packs)


def formula(
    text: Annotated[str, typer.Argument(metavar="'TEXT'", help="公式，照表上的写法。")],
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME=VALUE]...", help="各项的值，如 实际到位资金=491万元。"),
    ] = None,
) -> int:
    """计算一个公式，写出结果和每一步。"""
    from xunzheng.cli.formula import show_formula

    return show_formula(text, values or [])
