"""Commands of the site: its journal, accounts, cases and backups."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xunzheng.cli.options import FirstAccounts, day
from xunzheng.cli.refusal import Refused


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

    return verify_journal(VerifyRequest(head, day(since), export_head, record))


def accounts(
    which: Annotated[
        FirstAccounts,
        typer.Argument(
            metavar="init|demo|ROLE",
            help="init：系统、安全、审计三名管理员；demo：每种角色一个演示账户；"
            "system-admin、security-admin 或 audit-admin：这一种管理员都登录不了时，再建一名。",
        ),
    ],
) -> int:
    """建立最初的账户（在空的数据库里），或再建一名管理员；口令只显示一次。"""
    from xunzheng.cli.accounts import make_first_accounts

    return make_first_accounts(which)


def demo() -> int:
    """在空的数据库里放进一座虚构的城市：机构、各种角色的演示账户（口令只显示一次）和六十多件信息公开申请。"""
    from xunzheng.cli.demo import fill_with_demo

    return fill_with_demo()


def work(
    once: Annotated[bool, typer.Option("--once", help="只做一轮。")] = False,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="做到没有到点的事为止。")] = False,
    parked: Annotated[bool, typer.Option("--parked", help="不做事，只列出停放的定时和消息。")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="把停放的全部恢复，认可现在的系统时间，再开始做事。")
    ] = False,
) -> int:
    """运行工作进程：到点亮灯、计逾期、送消息、补查附件。可以同时运行几个；SIGTERM 做完手上的一件再停。"""
    from xunzheng.cli.work import WorkRequest, work_on_cases

    return work_on_cases(WorkRequest(once, until_idle, parked, resume))


def rebuild(
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="办件编号；不给则全部。")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只核对，不改动。")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="只按现在的放假安排、办公时间和时限规则，重算未办结的时限。")
    ] = False,
) -> int:
    """由事件重算办件，与库中的状态核对，指出每件第一处不同；不加 --check 则改正。有不同时退出码为 1。"""
    if check and due:
        raise Refused("--check 和 --due 只能取一个。")
    from xunzheng.cli.rebuild import rebuild_cases, reckon_cases

    return reckon_cases(tuple(numbers or ())) if due else rebuild_cases(tuple(numbers or ()), check)


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新的文件夹；备份写在里面。")],
) -> int:
    """备份网站的数据库、附件和待取的消息，不必停机；密钥不在其中。"""
    from xunzheng.cli.backup import back_up_site

    return back_up_site(folder)


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="xunzheng backup 写的文件夹。")],
) -> int:
    """把备份恢复到空的数据库和数据目录，再核对日志、办件和附件。有不符时退出码为 1。"""
    from xunzheng.cli.backup import restore_site

    return restore_site(folder)
