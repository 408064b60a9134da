"""Commands that write reports from data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xunzheng.cli.options import (
    FileArgument,
    OutputOption,
    PacksOption,
    ReportExtent,
    SampleOption,
    report_or_sample,
)


def report(
    project: Annotated[Path, typer.Argument(metavar="PROJECT.toml", help="项目文件。")],
    outputs: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="FILE", help="写到 .docx、.pdf、.xlsx 或 .html；可以给几次。"),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="自己的 Word 文件，用作模板。")
    ] = None,
    only: Annotated[ReportExtent | None, typer.Option("--only", help="只写自评表，或只写报告。")] = None,
    packs: PacksOption = None,
) -> int:
    """由项目文件写出自评表和自评报告：数都算出来，有缺漏和矛盾就不写，一条一条说明。"""
    from xunzheng.authoring.report import Extent
    from xunzheng.cli.report import ReportRequest, write_project_report

    extent = Extent(only.value) if only else Extent.WHOLE
    return write_project_report(ReportRequest(project, tuple(outputs or ()), template, extent, packs))


def new(
    project: Annotated[
        Path, typer.Argument(metavar="[PROJECT.toml]", help="写到哪个项目文件；已有的接着填。")
    ] = Path("project.toml"),
    packs: PacksOption = None,
) -> int:
    """一问一答，填出一个项目文件；随时可以停下，下次接着填。"""
    from xunzheng.cli.new import make_project

    return make_project(project, packs)


def extract(
    file: FileArgument = None,
    output: OutputOption = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="CODE", help="按哪种表样；不给则由报告认出。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")] = False,
    sample: SampleOption = False,
    packs: PacksOption = None,
) -> int:
    """由已有的报告填出项目文件，每个数注明取自何处，缺什么一并列出。"""
    document = report_or_sample(file, sample)
    from xunzheng.cli.extract import extract_project

    source = Path(file) if file is not None and file != "-" else None
    return extract_project(document, output, form, packs, force, source)
