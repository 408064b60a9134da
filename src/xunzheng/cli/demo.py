"""`xunzheng demo`: fills an empty site with an invented city and prints the passwords, once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe
from xunzheng.formats.failures import reason_of


def fill_with_demo() -> int:
    """Make organisations, people and requests on an empty site, never by HTTPS."""
    _make_ready()
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
    closing = "以上是演示账户，口令只显示这一次；不要用于正式的站点。群众页面在 /openness/，工作人员登录后从 /work/ 开始。"
    print_lines(paper, [*lines, closing])
    return 0


def _make_ready() -> None:
    """The key and the tables that the site would make at its first start."""
    from xunzheng.site.project.environment import WrongSetting, read_environment
    from xunzheng.site.project.secret import make_key

    try:
        environment = read_environment(os.environ, Path.cwd())
        if environment.secret_key is None:
            make_key(environment.data_dir)
        environment.data_dir.mkdir(parents=True, exist_ok=True)
    except WrongSetting as wrong:
        raise Refused(str(wrong)) from None
    except OSError as failure:
        raise Refused(f"数据目录不能写：{reason_of(failure)}。请改 XUNZHENG_DATA_DIR。") from None
    set_site_up()
    with database_told():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
