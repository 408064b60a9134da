"""The styles and shared strings of an xlsx file: format codes, borders, texts."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.sheets_display import BUILT_IN
from xunzheng.formats.xlsx_package import Package, local

MOST_STYLES = 100_000
MOST_STRINGS = 500_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Style(NamedTuple):
    """How a cell looks: the format code of its number, and whether lines frame it."""

    code: str = "General"
    bordered: bool = False


def read_styles(package: Package, part: str) -> list[Style]:
    """The styles that cells name by number."""
    root = package.tree(part)
    if root is None:
        return []
    codes = {
        _number(item.get("numFmtId")): item.get("formatCode", "General")
        for item in root.iterfind("{*}numFmts/{*}numFmt")
    }
    framed = [_frames(border) for border in root.iterfind("{*}borders/{*}border")]
    styles: list[Style] = []
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        if len(styles) == MOST_STYLES:
            break
        number, border = _number(xf.get("numFmtId")), _number(xf.get("borderId"))
        code = codes.get(number) or BUILT_IN.get(number, "General")
        styles.append(Style(code, 0 <= border < len(framed) and framed[border]))
    return styles


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _frames(border: etree._Element) -> bool:
    """Whether a border frames a cell: at its sides, or above and below; a mere underline does not."""
    lines = {local(side) for side in border if side.get("style", "none") != "none"}
    return bool(lines & {"left", "right", "start", "end"}) or {"top", "bottom"} <= lines


def read_strings(package: Package, part: str) -> list[str]:
    """The shared strings, in order; phonetic readings left out.

    Raises `Unreadable` for more of them than any report has.
    """
    strings: list[str] = []
    for event, item in package.events(part, ("si",)):
        if event == "end":
            if len(strings) == MOST_STRINGS:
                found = f"共享文字超过 {MOST_STRINGS // 10_000} 万条"
                advice = "删去多余的工作表和单元格后另存，再试一次"
                raise Unreadable(package.name, found, "一份报告的工作簿", advice, part)
            strings.append(rich_text(item))
            item.clear()
            drop_before(item)
    return strings


def rich_text(item: etree._Element) -> str:
    """The text of a string item or inline string: plain, or in runs."""
    parts: list[str] = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [text.text or "" for text in child if local(text) == "t"]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def drop_before(item: etree._Element) -> None:
    """Let go of the elements before this one, so that memory does not grow with the part."""
    parent = item.getparent()
    if parent is not None:
        while item.getprevious() is not None:
            del parent[0]
