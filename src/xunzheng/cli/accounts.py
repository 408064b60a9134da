"""`xunzheng accounts`: makes the first accounts of a site and prints their passwords, once."""

from __future__ import annotations

import sys

from xunzheng.cli.options import FirstAccounts
from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import make_site_ready
from xunzheng.cli.terminal import Paper, print_lines, safe


def make_first_accounts(which: FirstAccounts) -> int:
    """Make the three administrators, one account of each role, or one more administrator, and print them."""
    make_site_ready()
    from django.utils import timezone

    from xunzheng.site.accounts.refusals import AccountRefused
    from xunzheng.site.accounts.roles import Role
    from xunzheng.site.accounts.services.first_start import (
        Made,
        make_administrators,
        make_another_administrator,
        make_demo,
    )

    try:
        made: list[Made]
        if which is FirstAccounts.DEMO:
            made = make_demo(timezone.now())
        elif which is FirstAccounts.INIT:
            made = make_administrators(timezone.now())
        else:
            made = [make_another_administrator(Role(which), timezone.now())]
    except AccountRefused as refused:
        raise Refused(str(refused)) from None
    lines = [f"{safe(each.login):<16} {each.password}  {safe(each.name)}" for each in made]
    print_lines(Paper(sys.stdout), [*lines, _closing(which)])
    return 0


def _closing(which: FirstAccounts) -> str:
    if which is FirstAccounts.DEMO:
        return "以上是演示账户，口令只显示这一次；不要用于正式的站点。"
    if which is not FirstAccounts.INIT:
        return (
            "口令只显示这一次；首次登录须更换口令并设置动态口令。已记入日志；原来的账户不变，请用新账户处理。"
        )
    return "以上口令只显示这一次，请分别交给三个人；首次登录须更换口令并设置动态口令。"
