"""The reader for web pages saved as one file (mht): the page in it is read like any other."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

from xunzheng.documents.model import Document
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.webpage import LIMIT, MOST_CELLS, read_webpage

MOST_BYTES = 50 * 1024 * 1024
_MOST_PARTS = 20_000
_BOUNDARY = re.compile(rb"^--(?!>)", re.MULTILINE)


def read_webarchive(
    content: bytes,
    name: str,
    *,
    most_cells: int = MOST_CELLS,
    most_file_bytes: int = MOST_BYTES,
) -> Document:
    """Read a report from an mht file, as browsers and Word save them.

    The first part that is HTML is the page; images and other parts are not looked at. Raises `Unreadable`
    where there is none, and as `read_webpage`.
    """
    if len(content) > most_file_bytes:
        found = f"文件有 {len(content) / 1048576:.1f} MB"
        most = f"不超过 {most_file_bytes // 1048576} MB 的网页"
        raise Unreadable(name, found, most, "只保存正文部分，或拆分后分别核对")
    if len(_BOUNDARY.findall(content)) > _MOST_PARTS:
        found = f"这是单文件网页（mht），里面有 {_MOST_PARTS} 个以上的部分"
        raise Unreadable(name, found, "报告的网页", "在浏览器中打开后另存为 html")
    try:
        page = _page_of(content)
    except RecursionError:
        found = "这是单文件网页（mht），各部分一层套一层，套得太深"
        raise Unreadable(name, found, "报告的网页", "在浏览器中打开后另存为 html") from None
    if not page.strip():
        found = "这是单文件网页（mht），里面没有网页正文"
        raise Unreadable(name, found, "报告的网页", "在浏览器中打开后另存为 html")
    document = read_webpage(page, name, most_cells=most_cells, most_file_bytes=max(most_file_bytes, LIMIT))
    return replace(document, format="mht")


def _page_of(content: bytes) -> bytes:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    return b""
