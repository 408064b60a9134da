"""What no text of a command may hold, whatever its process allows: control characters, and too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from xunzheng.processes.case import Value
from xunzheng.processes.command import Reason

LONGEST_TEXT: Final = 20_000
LONGEST_KEY: Final = 120
_LONGEST_PARTY = 100
_MOST_ITEMS = 200
_KEY = re.compile(r"[\x21-\x7e]{1,120}")
# Line breaks and tabs are text. The marks that turn the direction of writing can make a text read otherwise
# than it is, so they are refused with the control characters; lone surrogates are no text at all.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def wrong_key(key: str) -> tuple[Reason, ...]:
    """Why the idempotency key cannot be used."""
    if _KEY.fullmatch(key):
        return ()
    return (Reason("key", f"操作编号须是 1 至 {LONGEST_KEY} 个可见的 ASCII 字符，例如一个随机的 UUID。"),)


def wrong_texts(
    values: Mapping[str, Value], materials: Mapping[str, tuple[str, ...]], *texts: str | None
) -> tuple[Reason, ...]:
    """Why a command's texts cannot be kept: `texts` are its note, whom it is handed to and the like."""
    reasons = [reason for code, value in values.items() for reason in _wrong_value(code, value)]
    reasons += [reason for code, given in materials.items() for reason in _wrong_list(code, given)]
    for text in texts:
        reasons += _wrong_text("", text or "", LONGEST_TEXT)
    return tuple(reasons)


def _wrong_value(code: str, value: Value) -> Iterable[Reason]:
    if isinstance(value, str):
        return _wrong_text(code, value, LONGEST_TEXT)
    return _wrong_list(code, value)


def _wrong_list(code: str, items: tuple[str, ...]) -> Iterator[Reason]:
    if len(items) > _MOST_ITEMS:
        yield Reason("field", f"这里最多 {_MOST_ITEMS} 项，现在有 {len(items)} 项。", code)
    for item in items[:_MOST_ITEMS]:
        yield from _wrong_text(code, item, _LONGEST_PARTY)


def _wrong_text(code: str, text: str, longest: int) -> Iterator[Reason]:
    if len(text) > longest:
        yield Reason("field", f"最多 {longest} 个字，现在有 {len(text)} 个，请删减或改为附件。", code)
    found = _CONTROL.search(text)
    if found:
        sign = f"U+{ord(found[0]):04X}"
        yield Reason(
            "field", f"第 {found.start() + 1} 个字是不能保存的控制字符（{sign}），请删去后再提交。", code
        )
