"""Sets the site up for a command that works on its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from xunzheng.cli.refusal import Refused


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
