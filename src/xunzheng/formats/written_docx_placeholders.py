"""Placeholders of a user's Word file: `{{标题}}` and the like, however Word has cut them into runs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from xunzheng.formats.docx_names import w
from xunzheng.formats.written_refusal import Unwritable

BODY = "正文"
_PLACEHOLDER = re.compile(r"[{｛]{2}[ \u3000]{0,4}([^{}｛｝\s][^{}｛｝]{0,30}?)[ \u3000]{0,4}[}｝]{2}")
_P, _T = w("p"), w("t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill(root: etree._Element, values: Mapping[str, str]) -> set[str]:
    """Put the values into all paragraphs under an element; the names that were asked for.

    Full-width braces do as well. `{{正文}}` is left for whoever puts the text there. Raises `Unwritable` for
    a name without a value.
    """
    asked: set[str] = set()
    for paragraph in root.iter(_P):
        texts = texts_of(paragraph)
        whole = "".join(text.text or "" for text in texts)
        if "{{" not in whole and "｛｛" not in whole:
            continue
        for match in reversed(list(_PLACEHOLDER.finditer(whole))):
            name = match[1]
            asked.add(name)
            if name != BODY:
                _replace(texts, match.start(), match.end(), _value(name, values))
    return asked


def is_body_mark(paragraph: etree._Element) -> bool:
    """Whether a paragraph is the mark of the text, and nothing else."""
    match = _PLACEHOLDER.fullmatch("".join(text.text or "" for text in texts_of(paragraph)).strip())
    return match is not None and match[1] == BODY


def texts_of(paragraph: etree._Element) -> list[etree._Element]:
    """The text elements of a paragraph, without those of text boxes that hang on it."""
    return [text for text in paragraph.iter(_T) if next(text.iterancestors(_P), None) is paragraph]


def _value(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        known = "、".join(f"{{{{{each}}}}}" for each in (BODY, *values))
        raise Unwritable(
            " Word 文件", f"模板里的占位符“{{{{{name}}}}}”没有可填的内容", f"删去它，或改用 {known}"
        )
    return values[name]


def _replace(texts: list[etree._Element], start: int, end: int, value: str) -> None:
    """Put `value` in place of the characters from `start` to `end` of the joined texts."""
    at = 0
    for text in texts:
        content = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(content))
        if first < last:
            text.text = content[:first] + value + content[last:]
            text.set(_SPACE, "preserve")
            value = ""
        at += len(content)
