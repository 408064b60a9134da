"""The options that several commands have, and how what is given with them is read."""

from __future__ import annotations

import enum
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xunzheng.cli.refusal import Refused

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
    """Which accounts a new site begins with; or one more administrator for a site that has lost his kind."""

    INIT = "init"
    DEMO = "demo"
    SYSTEM_ADMIN = "system-admin"
    SECURITY_ADMIN = "security-admin"
    AUDIT_ADMIN = "audit-admin"


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


def report_or_sample(file: str | None, sample: bool) -> Document:
    """The given report, or the sample that comes along. Raises Refused unless it is one of the two."""
    from xunzheng.cli.inputs import read_report, read_sample

    if sample is (file is not None):
        raise Refused("请给出一个报告文件，或用 --sample 取样例报告，二者取一。")
    return read_report(file) if file is not None else read_sample()


def day(text: str | None) -> date | None:
    """The given day, None where none was given. Raises Refused."""
    return None if text is None else given_day(text)


def given_day(text: str) -> date:
    """The day as written. Raises Refused for anything but 2024-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"看不懂的日期“{text[:20]}”。请写成 2024-12-31 这样的日期。") from None
