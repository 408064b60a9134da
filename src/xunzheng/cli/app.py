"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from datetime import date, datetime
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


class PlainFormat(enum.StrEnum):
    """How an answer of a few lines is written."""

    TEXT = "text"
    JSON = "json"


class FirstAccounts(enum.StrEnum):
    """Which accounts a new site begins with."""

    INIT = "init"
    DEMO = "demo"


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
    return None if text is None else _given_day(text)


def _given_day(text: str) -> date:
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


@app.command()
def verify(
    head: Annotated[
        Path | None, typer.Option("--head", metavar="FILE", help="再与以前导出的链头核对。")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="只核对这一天起的；不给则从头核对。")
    ] = None,
    export_head: Annotated[
        Path | None, typer.Option("--export-head", metavar="FILE", help="完整时把链头写到新文件。")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="把核对的结果也记入审计日志。")] = False,
) -> int:
    """核对审计日志：逐条重算摘要，指出每条链第一处断开的地方。断开时退出码为 1。"""
    from xunzheng.cli.verify import VerifyRequest, verify_journal

    return verify_journal(VerifyRequest(head, _day(since), export_head, record))


@app.command("id")
def identifier(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="编码：信用代码、身份号码、证照标识、办件编号等。")
    ],
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="按哪一天的行政区划；不给则按今天。")
    ] = None,
    output_format: Annotated[
        PlainFormat, typer.Option("--format", help="输出形式：给人看、给程序读。")
    ] = PlainFormat.TEXT,
    full: Annotated[bool, typer.Option("--full", help="个人号码不隐去。")] = False,
) -> int:
    """认一个编码：是哪一种，各段的含义，校验码是否成立。不成立时退出码为 1，认不出为 2。"""
    from xunzheng.cli.identifier import IdentifierRequest, show_identifier

    day = _day(on) or datetime.now().astimezone().date()
    return show_identifier(IdentifierRequest(code, day, output_format is PlainFormat.JSON, full))


@app.command()
def workdays(
    after: Annotated[str, typer.Argument(metavar="FROM", help="起算日，本日不计入；写成 2024-09-27。")],
    until: Annotated[str, typer.Argument(metavar="TO", help="末日，本日计入。")],
    output_format: Annotated[
        PlainFormat, typer.Option("--format", help="输出形式：给人看、给程序读。")
    ] = PlainFormat.TEXT,
    region: Annotated[
        str | None, typer.Option("--region", metavar="NAME", help="哪个省市的日历；不给则为全国。")
    ] = None,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="还没有放假通知的年份也算，只计周末和固定日期的法定节日。")
    ] = False,
    packs: PacksOption = None,
) -> int:
    """数两个日期之间的工作日，列出其间的放假、调休上班和所依据的通知。"""
    from xunzheng.cli.workdays import WorkdaysRequest, show_workdays

    as_json = output_format is PlainFormat.JSON
    return show_workdays(
        WorkdaysRequest(_given_day(after), _given_day(until), as_json, region, provisional, packs)
    )


@app.command()
def due(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="时限规则的编码，如 FOI.REPLY。")],
    start: Annotated[
        str,
        typer.Option(
            "--start", metavar="MOMENT", help="起算的时刻，如 2024-09-27T15:00；只写日期则为当日零时。"
        ),
    ],
    pause: Annotated[
        list[str] | None,
        typer.Option(
            "--pause",
            metavar="FROM..TO=GROUND",
            help="暂停的起止和事由，TO 不在其内，没有结束的不写 TO；末尾可加 @批准人；可以给几次。",
        ),
    ] = None,
    extend: Annotated[
        int | None, typer.Option("--extend", metavar="N", help="延长多少，按期限的单位。")
    ] = None,
    promised: Annotated[
        str | None,
        typer.Option("--promised", metavar="N", help="承诺的时限：数目，或数目加单位，如 10wd、24h。"),
    ] = None,
    ends: Annotated[
        str | None,
        typer.Option("--ends", metavar="MOMENT", help="从届满倒算的时限：届满的时刻；只写日期则到当日终。"),
    ] = None,
    stop: Annotated[str | None, typer.Option("--stop", metavar="MOMENT", help="办结的时刻。")] = None,
    now: Annotated[
        str | None, typer.Option("--now", metavar="MOMENT", help="按哪个时刻看亮灯和逾期；不给则为现在。")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="按哪一天的规则；不给则按起算日。")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="NAME", help="哪个省市的规则和日历；不给则为全国。")
    ] = None,
    explained: Annotated[bool, typer.Option("--explain", help="逐日写出计入与不计的理由。")] = False,
    output_format: Annotated[
        PlainFormat, typer.Option("--format", help="输出形式：给人看、给程序读。")
    ] = PlainFormat.TEXT,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="还没有放假通知的年份也算，只计周末和固定日期的法定节日。")
    ] = False,
    packs: PacksOption = None,
) -> int:
    """推算一项时限的截止时刻：哪些日子计入，哪些不计，依据哪一条。"""
    from xunzheng.cli.due import DueRequest, show_due

    return show_due(
        DueRequest(
            code=rule,
            start=start,
            now=now,
            pauses=tuple(pause or ()),
            extend=extend,
            promised=promised,
            ends=ends,
            stop=stop,
            on=_day(on),
            region=region,
            explained=explained,
            as_json=output_format is PlainFormat.JSON,
            provisional=provisional,
            packs=packs,
        )
    )


@app.command()
def rules(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE|WORDS]...", help="编码，或事项、法律名称里的词；不给则列出全部。"),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="只列那一天施行的；不给则全部。")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="NAME", help="只列那个省市适用的；不给则全部。")
    ] = None,
    output_format: Annotated[
        PlainFormat, typer.Option("--format", help="输出形式：给人看、给程序读。")
    ] = PlainFormat.TEXT,
    packs: PacksOption = None,
) -> int:
    """查时限目录：期限、起算、暂停事由、延长、逾期的后果和出处；给出编码则写出整条。"""
    from xunzheng.cli.rules import RulesRequest, show_rules

    as_json = output_format is PlainFormat.JSON
    return show_rules(RulesRequest(tuple(words or ()), _day(on), region, as_json, packs))


@app.command()
def accounts(
    which: Annotated[
        FirstAccounts,
        typer.Argument(
            metavar="init|demo", help="init：系统、安全、审计三名管理员；demo：每种角色一个演示账户。"
        ),
    ],
) -> int:
    """在空的数据库里建立最初的账户，口令只显示一次。"""
    from xunzheng.cli.accounts import make_first_accounts

    return make_first_accounts(which is FirstAccounts.DEMO)


@app.command()
def demo() -> int:
    """在空的数据库里放进一座虚构的城市：机构、各种角色的演示账户（口令只显示一次）和六十多件信息公开申请。"""
    from xunzheng.cli.demo import fill_with_demo

    return fill_with_demo()


@app.command()
def work(
    once: Annotated[bool, typer.Option("--once", help="只做一轮。")] = False,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="做到没有到点的事为止。")] = False,
    parked: Annotated[bool, typer.Option("--parked", help="不做事，只列出停放的定时和消息。")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="把停放的全部恢复，再开始做事。")] = False,
) -> int:
    """运行工作进程：到点亮灯、计逾期、送消息、补查附件。可以同时运行几个；SIGTERM 做完手上的一件再停。"""
    from xunzheng.cli.work import WorkRequest, work_on_cases

    return work_on_cases(WorkRequest(once, until_idle, parked, resume))


@app.command()
def rebuild(
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="办件编号；不给则全部。")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只核对，不改动。")] = False,
) -> int:
    """由事件重算办件，与库中的状态核对，指出每件第一处不同；不加 --check 则改正。有不同时退出码为 1。"""
    from xunzheng.cli.rebuild import rebuild_cases

    return rebuild_cases(tuple(numbers or ()), check)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新的文件夹；备份写在里面。")],
) -> int:
    """备份网站的数据库、附件和待取的消息，不必停机；密钥不在其中。"""
    from xunzheng.cli.backup import back_up_site

    return back_up_site(folder)


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="xunzheng backup 写的文件夹。")],
) -> int:
    """把备份恢复到空的数据库和数据目录，再核对日志、办件和附件。有不符时退出码为 1。"""
    from xunzheng.cli.backup import restore_site

    return restore_site(folder)


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
