"""`xunzheng accounts`: makes the first accounts of a site and prints their passwords, once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import Paper, print_lines, safe
from xunzheng.formats.failures import reason_of


def make_first_accounts(is_demo: bool) -> int:
    """Make the three administrators, or one account of each role to try the site with, and print them."""
    _set_up()
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


def _set_up() -> None:
    """Django, with the key and the tables that the site would make at its first start."""
    from xunzheng.site.project.environment import WrongSetting, read_environment
    from xunzheng.site.project.secret import NoSecretKey, make_key

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xunzheng.site.project.settings")
    try:
        environment = read_environment(os.environ, Path.cwd())
        if environment.secret_key is None:
            make_key(environment.data_dir)
        environment.data_dir.mkdir(parents=True, exist_ok=True)
        _migrate()
    except ModuleNotFoundError as missing:
        raise Refused(f"没有安装 {missing.name}：请安装 xunzheng[site]。") from None
    except (WrongSetting, NoSecretKey) as wrong:
        raise Refused(str(wrong)) from None
    except OSError as failure:
        raise Refused(f"数据目录不能写：{reason_of(failure)}。请改 XUNZHENG_DATA_DIR。") from None


def _migrate() -> None:
    import django
    from django.core.management import call_command
    from django.db import DatabaseError

    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as failure:
        first = str(failure).split("\n", 1)[0]
        raise Refused(f"数据库不能用：{first}。请核对 XUNZHENG_DATABASE_URL。") from None
