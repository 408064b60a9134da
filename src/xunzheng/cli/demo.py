"""`xunzheng demo`: fills an empty site with an invented city and prints the passwords, once."""

from __future__ import annotations

import sys

from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import database_told, make_site_ready
from xunzheng.cli.terminal import Paper, print_lines, safe


def fill_with_demo() -> int:
    """Make organisations, people and requests on an empty site, never by HTTPS."""
    make_site_ready()
    from django.utils import timezone

    from xunzheng.refusal import Refusal
    from xunzheng.site.openness.demo import fill

    paper = Paper(sys.stdout)
    with database_told():
        try:
            made = fill(timezone.now(), lambda text: print_lines(paper, [f"已建立：{text}"]))
        except Refusal as refused:
            raise Refused(str(refused)) from None
    lines = [f"{safe(each.login):<20} {each.password}  {safe(each.name)}" for each in made]
    closing = (
        "以上是演示账户，口令只显示这一次；不要用于正式的站点。"
        "群众页面在 /openness/，工作人员登录后从 /tasks/ 开始。"
    )
    print_lines(paper, [*lines, closing])
    return 0
