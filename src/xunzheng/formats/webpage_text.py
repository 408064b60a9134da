"""The text of a web page's lines: blanks as a browser would show them, numbers of list items."""

from __future__ import annotations

import re

from xunzheng.documents.labels import read_label
from xunzheng.formats.webpage_tree import Node

_BREAK = re.compile(r"(.?)[ \t\r\f]*\n[ \t\r\n\f]*(?=(.?))", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_CJK = "零一二三四五六七八九十"
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_MOST_ROMAN = 3_999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def shown(text: str) -> str:
    """The text with its white space as shown: runs are one blank, hard blanks stay blanks.

    A line break of the source beside a Chinese character is nothing: programs break lines anywhere in
    Chinese text, and no blank is meant.
    """
    if "\n" in text:
        text = _BREAK.sub(_join, text)
    return _NOTHING.sub("", _BLANKS.sub(" ", text)).replace("\u00a0", " ").strip(" \u3000")


def _join(match: re.Match[str]) -> str:
    before, after = match[1], match[2]
    is_wide = _WIDE.match(before) or _WIDE.match(after)
    return before if is_wide else f"{before} "


def item_number(item: Node) -> str:
    """What a browser puts before a list item: `1.`, `一、`, `a.`; nothing for bullets and bare lists."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    style = _STYLE.search(parent.attributes.get("style", ""))
    kind = style[1].lower() if style else parent.attributes.get("type", "1")
    if kind in ("none", "disc", "circle", "square"):
        return ""
    return _written(_ordinal(item, parent), kind)


def _ordinal(item: Node, parent: Node) -> int:
    """The item's number; counted once for each list and kept with its items."""
    if item.number is None:
        number = _whole(parent.attributes.get("start"), 1)
        items = [child for child in parent.elements() if child.tag == "li"]
        step = -1 if "reversed" in parent.attributes else 1
        if step < 0 and "start" not in parent.attributes:
            number = len(items)
        for child in items:
            child.number = _whole(child.attributes.get("value"), number)
            number = child.number + step
    return item.number or 0


def _whole(text: str | None, otherwise: int) -> int:
    bare = (text or "").strip()
    digits = bare.removeprefix("-")
    return int(bare) if digits.isascii() and digits.isdigit() and len(digits) < 7 else otherwise


def _written(number: int, kind: str) -> str:
    if kind in ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"):
        return f"{_chinese(number)}、" if 0 < number < 100 else f"{number}、"
    if kind in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and 0 < number <= 26:
        letter = chr(96 + number)
        return f"{letter.upper() if kind in ('A', 'upper-alpha', 'upper-latin') else letter}."
    if kind in ("i", "I", "lower-roman", "upper-roman") and 0 < number <= _MOST_ROMAN:
        roman = _roman(number)
        return f"{roman.upper() if kind in ('I', 'upper-roman') else roman}."
    return f"{number}."


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CJK[tens]}十"
    return head + (_CJK[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def numbered(number: str, text: str) -> str:
    """An item's text behind its number, unless the text brings a number of its own."""
    return text if not number or not text or read_label(text) is not None else f"{number}{text}"
