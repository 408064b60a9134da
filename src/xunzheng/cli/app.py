"""The command line: its commands in the order of the help; each imports what it needs when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from xunzheng import __version__
from xunzheng.cli.commands_audit import annotate, audit, findings, formula, frameworks, paper, score
from xunzheng.cli.commands_rules import due, identifier, rules, workdays
from xunzheng.cli.commands_site import accounts, backup, demo, rebuild, restore, verify, work
from xunzheng.cli.commands_writing import extract, new, report
from xunzheng.cli.refusal import Refused
from xunzheng.cli.usage import usage_sentence

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


for command in (
    audit,
    score,
    annotate,
    paper,
    findings,
    frameworks,
    formula,
    report,
    new,
    extract,
    verify,
    identifier,
    workdays,
    due,
    rules,
    accounts,
    demo,
    work,
    rebuild,
    backup,
    restore,
):
    app.command("id" if command is identifier else None)(command)


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
