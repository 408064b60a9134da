"""Files that are told apart but not read: locked ones, and workbooks in forms that are not read here."""

from __future__ import annotations

from xunzheng.documents.model import Document
from xunzheng.formats.limits import ReadLimits
from xunzheng.formats.refusals import Unreadable


def turn_away_locked(_: bytes, name: str, __: ReadLimits) -> Document:
    """Raise `Unreadable` for an office file that is encrypted with a password."""
    advice = "在 Word、Excel 或 WPS 中用密码打开，去掉密码后另存，再试一次"
    raise Unreadable(name, "文件加了密码", "没有密码的文件", advice)


def turn_away_workbook(_: bytes, name: str, __: ReadLimits) -> Document:
    """Raise `Unreadable` for a workbook in a form that is not read: xlsb, ods, XML of Excel 2003."""
    found = "这是别种格式的工作簿（xlsb、ods 或 Excel 2003 的 XML）"
    raise Unreadable(name, found, "xlsx、xlsm 或 xls 工作簿", "用 Excel 或 WPS 打开后另存为 xlsx，再试一次")
