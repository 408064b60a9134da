"""`xunzheng accounts`: makes the first accounts of a site and prints their passwords, once."""

from __future__ import annotations

import sys

from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import make_site_ready
from xunzheng.cli.terminal import Paper, print_lines, safe


def make_first_accounts(is_demo: bool) -> int:
    """Make the three administrators, or one account of each role to try the site with, and print them."""
    make_site_ready()
    from django.utils import timezone

    from xunzheng.site.accounts.refusals import AccountRefused
    from xunzheng.site.accounts.services.first_start import Made, make_administrators, make_demo

    try:
        made: list[Made] = make_demo(timezone.now()) if is_demo else make_administrators(timezone.now())
    except AccountRefused as refused:
        raise Refused(str(refused)) from None
    lines = [f"{safe(each.login):<16} {each.password}  {safe(each.name)}" for each in made]
    print_lines(Paper(sys.stdout), [*lines, _closing(is_demo)])
    return 0


def _closing(is_demo: bool) -> str:
    if is_demo:
        return "以上是演示账户，口令只显示这一次；不要用于正式的站点。"
    return "以上口令只显示这一次，请分别交给三个人；首次登录须更换口令并设置动态口令。"
