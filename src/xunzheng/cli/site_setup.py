"""Sets the site up for a command that works on its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xunzheng.cli.refusal import Refused
from xunzheng.formats.failures import reason_of


def set_site_up() -> None:
    """Read the site's settings from the environment. Raises Refused where they do not serve."""
    from xunzheng.site.project.environment import WrongSetting
    from xunzheng.site.project.secret import NoSecretKey

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xunzheng.site.project.settings")
    try:
        import django

        django.setup()
    except ModuleNotFoundError as missing:
        raise Refused(f"没有安装 {missing.name}：请安装 xunzheng[site]。") from None
    except (WrongSetting, NoSecretKey) as wrong:
        raise Refused(str(wrong)) from None


def make_site_ready() -> None:
    """Set the site up, with the key and the tables that it would make at its first start.

    Raises Refused where the settings do not serve, or the data directory or database cannot be written.
    """
    from xunzheng.site.project.environment import WrongSetting, read_environment
    from xunzheng.site.project.secret import NoSecretKey, make_key

    try:
        environment = read_environment(os.environ, Path.cwd())
        if environment.secret_key is None:
            make_key(environment.data_dir)
        environment.data_dir.mkdir(parents=True, exist_ok=True)
    except (WrongSetting, NoSecretKey) as wrong:
        raise Refused(str(wrong)) from None
    except OSError as failure:
        raise Refused(f"数据目录不能写：{reason_of(failure)}。请改 XUNZHENG_DATA_DIR。") from None
    set_site_up()
    _migrate()


def _migrate() -> None:
    from django.core.management import call_command

    with database_told():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def database_told() -> Iterator[None]:
    """A failure of the database becomes a sentence."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as failure:
        first = str(failure).split("\n", 1)[0]
        raise Refused(
            f"数据库用不了：{first}。请核对 XUNZHENG_DATABASE_URL，或先启动一次网站以建立表。"
        ) from None
