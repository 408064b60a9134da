"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from xunzheng import __version__
from xunzheng.cli.refusal import Refused
from xunzheng.cli.usage import usage_sentence

if TYPE_CHECKING:
    from xunzheng.documents.model import Document


class OutputFormat(enum.StrEnum):
    """How the outcome of an audit is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class PageLanguage(enum.StrEnum):
    """The language of an HTML page's labels; the findings themselves are Chinese."""

    ZH = "zh"
    EN = "en"


class Least(enum.StrEnum):
    """The least severity that is shown; the exit code does not depend on it."""

    ERROR = "error"
    SUSPICION = "suspicion"
    ADVICE = "advice"


class ReportExtent(enum.StrEnum):
    """How much `report` writes, where not all is wanted."""

    TABLE = "table"
    REPORT = "report"


app = typer.Typer(
    name="xunzheng",
    help="循证：核对绩效自评报告，逐分重算，每一处都指到原文。Audits and recomputes performance evaluations.",
    epilog="退出码：0 没有错误级发现；1 有错误级发现；2 输入无法使用。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FileArgument = Annotated[str | None, typer.Argument(metavar="FILE", help="报告文件；- 表示从标准输入读。")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="写到文件，不写到屏幕。")
]
PacksOption = Annotated[
    Path | None, typer.Option("--packs", metavar="DIR", help="自己的规则包目录，与随软件附带的一并使用。")
]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="YYYY-MM-DD", help="按哪一天的规则；不给则按报告的评价年度。"),
]
RegionOption = Annotated[
    str | None, typer.Option("--region", metavar="NAME", help="报告属于哪个省市；不给则从标题和单位名称读。")
]
LayoutOption = Annotated[
    str | None, typer.Option("--layout", metavar="CODE", help="按哪个版式读表；不给则按表头认。")
]
FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE|DIR...", help="报告文件、文件夹或 zip；- 表示从标准输入读一份。"),
]
OutOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--out", metavar="FILE", help="多份：结果写到 .xlsx、.parquet、.csv 或 .jsonl；可以给几次。"
    ),
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", metavar="FILE", help="多份：带图的小结网页写到文件。")
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, max=256, help="多份：几个进程同时核对；不给则用全部核。"),
]
AfreshOption = Annotated[bool, typer.Option("--afresh", help="多份：不接着上次的做，全部重新核对。")]
SampleOption = Annotated[bool, typer.Option("--sample", help="用随软件附带的样例报告，不给 FILE。")]


AnnotateOption = Annotated[
    Path | None,
    typer.Option("--annotate", metavar="DIR", help="多份：加了批注的原件和复核意见写到文件夹，路径照原样。"),
]


def _report_or_sample(file: str | None, sample: bool) -> Document:
    from xunzheng.cli.inputs import read_report, read_sample

    if sample is (file is not None):
        raise Refused("请给出一个报告文件，或用 --sample 取样例报告，二者取一。")
    return read_report(file) if file is not None else read_sample()


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


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"看不懂的日期“{text[:20]}”。请写成 2024-12-31 这样的日期。") from None


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xunzheng {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本号后结束。")
    ] = False,
) -> None:
    """循证：核对绩效自评报告，逐分重算，每一处都指到原文。"""


@app.command()
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

        settings = settings_for(packs, _day(on), region, layout, annotate_into)
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
    document = _report_or_sample(files[0] if files else None, sample)
    from xunzheng.cli.audit_report import AuditRequest, audit_report

    request = AuditRequest(
        output_format.value, severity.value, output, summary, language.value, packs, _day(on), region, layout
    )
    return audit_report(document, request)


@app.command()
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
    document = _report_or_sample(file, sample)
    from xunzheng.cli.score import show_scores
    from xunzheng.rulebook import rules_from

    rules = rules_from(packs, _day(on), region, layout)
    return show_scores(document, output, trace, rules=rules)


@app.command()
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

    return annotate_report(file, GivenBack(output, packs, _day(on), region, layout))


@app.command()
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

    return write_paper(file, GivenBack(output, packs, _day(on), region, layout))


@app.command()
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

    return write_findings(files, GivenBack(output, packs, _day(on), region, layout))


@app.command()
def frameworks(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="框架代码；给出后列出它的指标树。")
    ] = None,
    packs: PacksOption = None,
) -> int:
    """逐个检查规则包并列出：名称、施行日期、文号、是否核对过原文。"""
    from xunzheng.cli.frameworks import show_framework, show_frameworks

    return show_frameworks(packs) if code is None else show_framework(code, packs)


@app.command()
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


@app.command()
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


@app.command()
def new(
    project: Annotated[
        Path, typer.Argument(metavar="[PROJECT.toml]", help="写到哪个项目文件；已有的接着填。")
    ] = Path("project.toml"),
    packs: PacksOption = None,
) -> int:
    """一问一答，填出一个项目文件；随时可以停下，下次接着填。"""
    from xunzheng.cli.new import make_project

    return make_project(project, packs)


@app.command()
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
    document = _report_or_sample(file, sample)
    from xunzheng.cli.extract import extract_project

    source = Path(file) if file is not None and file != "-" else None
    return extract_project(document, output, form, packs, force, source)


def run(arguments: Sequence[str]) -> int:
    """Run one command; refusals and wrong usage become a sentence on stderr and the exit code 2.

    Without a command the help is printed, on stderr too: a script that lost its command must not go on.
    """
    from xunzheng.formats.refusals import Unreadable
    from xunzheng.refusal import Refusal

    try:
        outcome = app(args=list(arguments), prog_name="xunzheng", standalone_mode=False)
    except (Refused, Unreadable, Refusal) as refusal:
        return _refuse(str(refusal))
    except TyperException as misuse:
        if type(misuse).__name__ == "NoArgsIsHelpError":
            print(misuse.format_message(), file=sys.stderr)
            return 2
        return _refuse(usage_sentence(misuse, arguments))
    return outcome if isinstance(outcome, int) else 0


def _refuse(sentence: str) -> int:
    print(f"xunzheng：{sentence}", file=sys.stderr)
    return 2
