"""Commands about identifiers, working days and clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from xunzheng.cli.options import PacksOption, PlainFormat, day, given_day


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

    on_day = day(on) or datetime.now().astimezone().date()
    return show_identifier(IdentifierRequest(code, on_day, output_format is PlainFormat.JSON, full))


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
        WorkdaysRequest(given_day(after), given_day(until), as_json, region, provisional, packs)
    )


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
            on=day(on),
            region=region,
            explained=explained,
            as_json=output_format is PlainFormat.JSON,
            provisional=provisional,
            packs=packs,
        )
    )


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
    return show_rules(RulesRequest(tuple(words or ()), day(on), region, as_json, packs))
