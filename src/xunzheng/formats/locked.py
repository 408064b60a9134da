"""Office files with a password: told apart, never opened."""

from __future__ import annotations

from xunzheng.documents.model import Document
from xunzheng.formats.limits import ReadLimits
from xunzheng.formats.refusals import Unreadable


def turn_away_locked(_: bytes, name: str, __: ReadLimits) -> Document:
    """Raise `Unreadable` for an office file that is encrypted with a password."""
    advice = "在 Word、Excel 或 WPS 中用密码打开，去掉密码后另存，再试一次"
    raise Unreadable(name, "文件加了密码", "没有密码的文件", advice)
