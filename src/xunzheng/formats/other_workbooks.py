"""Workbooks in rarer forms (xlsb, ods, XML of Excel 2003): LibreOffice turns them into xlsx, confined."""

from __future__ import annotations

from dataclasses import replace

from xunzheng.documents.model import Document, Doubt
from xunzheng.formats.confined import Limits
from xunzheng.formats.libreoffice import MOST, TimeUp, convert, find_libreoffice
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.xlsx import read_xlsx

_SAID = "文件经 LibreOffice 转换为 xlsx 后读入，公式的存储结果可能由它重新算过。"
_MOST_BYTES = 50 * 1024 * 1024


def read_other_workbook(
    content: bytes,
    name: str,
    suffix: str,
    *,
    most_file_bytes: int = _MOST_BYTES,
    limits: Limits = MOST,
    office: str | None = None,
) -> Document:
    """Read a report from a workbook that is `suffix` (`xlsb`, `ods` or `xml`).

    Raises `Unreadable` where LibreOffice is not installed (`office` is its path, else it is looked for) or
    cannot read the file, and for what is too large.
    """
    if len(content) > most_file_bytes:
        found, most = (
            f"文件有 {len(content) / 1048576:.1f} MB",
            f"不超过 {most_file_bytes // 1048576} MB 的工作簿",
        )
        raise Unreadable(name, found, most, "删去多余的工作表和图片，或拆分后分别核对")
    office = office or find_libreoffice()
    kind = f"这是 {suffix} 格式的工作簿"
    if office is None:
        advice = "用 Excel 或 WPS 打开后另存为 xlsx，或安装 LibreOffice（含 Calc）后再试"
        raise Unreadable(name, f"{kind}，本机没有读它的程序", "xlsx、xlsm 或 xls 工作簿", advice)
    try:
        converted = convert(content, suffix, "xlsx", office, limits)
    except TimeUp as late:
        found, advice = f"{kind}，规定的时间内没有读完", "稍后再试，或用 Excel、WPS 另存为 xlsx 后再给出"
        raise Unreadable(name, found, "较小的 xlsx、xlsm 或 xls 工作簿", advice) from late
    if not converted:
        found = f"{kind}，LibreOffice 读不出来（已损坏、加了密码，或没有装 Calc）"
        raise Unreadable(
            name, found, "xlsx、xlsm 或 xls 工作簿", "用 Excel 或 WPS 打开后另存为 xlsx，再试一次"
        )
    document = read_xlsx(converted, name)
    said = Doubt("reading-doubt", _SAID, 0, 0)
    return replace(document, format=suffix, doubts=(said, *document.doubts))
