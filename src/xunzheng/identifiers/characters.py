"""What was typed, folded to the characters that identifiers are written in, with what was folded."""

from __future__ import annotations

from dataclasses import dataclass

DIGITS = "0123456789"
LETTERS_AND_DIGITS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# GB 32100: no I, O, Z, S, V, which are taken for 1, 0, 2, 5 and U.
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_FULL_WIDTH = {ord("！") + offset: ord("!") + offset for offset in range(94)}


@dataclass(frozen=True, slots=True)
class Folded:
    """The text in half-width capitals without spaces, and a sentence on each kind of folding."""

    text: str
    remarks: tuple[str, ...]


def fold(written: str) -> Folded:
    """Fold full-width to half-width, small letters to capitals, and leave out spaces.

    Positions in the remarks count from 1 in the folded text.

    >>> fold("１２３x").text
    '123X'
    """
    joined = "".join(written.split())
    narrow = joined.translate(_FULL_WIDTH)
    text = "".join(letter.upper() if letter.isascii() else letter for letter in narrow)
    remarks = (
        "含有空格，已略去。" if joined != written.strip() else "",
        _remark(joined, narrow, "全角字符，按半角读。"),
        _remark(narrow, text, "小写字母，按大写读。"),
    )
    return Folded(text, tuple(remark for remark in remarks if remark))


def _remark(before: str, after: str, sentence: str) -> str:
    changed = [
        str(place) for place, pair in enumerate(zip(before, after, strict=True), 1) if len(set(pair)) > 1
    ]
    return f"第 {'、'.join(changed)} 位是{sentence}" if changed else ""
