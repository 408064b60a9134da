"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
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
SampleOption = Annotated[bool, typer.Option("--sample", help="用随软件附带的样例报告，不给 FILE。")]


def _report_or_sample(file: str | None, sample: bool) -> Document:
    from xunzheng.cli.inputs import read_report, read_sample

    if sample is (file is not None):
        raise Refused("请给出一个报告文件，或用 --sample 取样例报告，二者取一。")
    return read_report(file) if file is not None else read_sample()


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
    file: FileArgument = None,
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
) -> int:
    """核对一份报告，列出不成立之处：原文、算式、依据和建议。"""
    document = _report_or_sample(file, sample)
    from xunzheng.cli.audit_report import AuditRequest, audit_report

    request = AuditRequest(output_format.value, severity.value, output, summary, language.value, packs)
    return audit_report(document, request)


@app.command()
def score(
    file: FileArgument = None,
    output: OutputOption = None,
    sample: SampleOption = False,
    trace: Annotated[bool, typer.Option("--trace", help="写出每项得分的计算过程和证据。")] = False,
    packs: PacksOption = None,
) -> int:
    """列出评分表：表上的得分、按规则重算的得分、两者之差。"""
    document = _report_or_sample(file, sample)
    from xunzheng.cli.score import show_scores

    return show_scores(document, output, trace, packs)


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


def run(arguments: Sequence[str]) -> int:
    """Run one command; refusals and wrong usage become a sentence on stderr and the exit code 2.

    Without a command the help is printed, on stderr too: a script that lost its command must not go on.
    """
    from xunzheng.evaluation.refusal import Refusal
    from xunzheng.formats.refusals import Unreadable

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
