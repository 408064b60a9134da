"""Personal values as they are shown to who has not asked to read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xunzheng.processes.case import Value
from xunzheng.processes.definition import Definition

_HIDDEN: Final = "＊"
_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}")
_PHONE = re.compile(r"1\d{10}")


def masked(text: str) -> str:
    """The text with what tells a person apart hidden: by its form, and of any other all but the first sign.

    >>> masked("张三丰"), masked("13812345678"), masked("431100199001010011"), masked("")
    ('张＊＊', '138＊＊＊＊5678', '431100＊＊＊0011', '')
    """
    text = text.strip()
    if _IDENTITY.fullmatch(text):
        return f"{text[:6]}{_HIDDEN * 3}{text[-4:]}"
    if _PHONE.fullmatch(text):
        return f"{text[:3]}{_HIDDEN * 4}{text[-4:]}"
    return text[:1] + _HIDDEN * min(max(len(text) - 1, 1), 4) if text else ""


def masked_values(values: Mapping[str, Value], definition: Definition) -> dict[str, Value]:
    """The values, the personal ones among them masked."""
    return {
        code: _masked(value) if is_personal(code, definition) else value for code, value in values.items()
    }


def without_personal(values: Mapping[str, Value], definition: Definition) -> dict[str, Value]:
    """The values that are not personal."""
    return {code: value for code, value in values.items() if not is_personal(code, definition)}


def is_personal(code: str, definition: Definition) -> bool:
    """Whether the field holds personal data; one that the process does not know is taken to."""
    field = definition.field.get(code)
    return field is None or field.is_personal


def _masked(value: Value) -> Value:
    return masked(value) if isinstance(value, str) else tuple(map(masked, value))
