"""What somebody may do who does not agree with an answer, by outcome, with the periods of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xunzheng.basis import Basis

_REVIEW_FIRST: Final = frozenset({"refused", "partly-given"})
"""Where review must come before the court (行政复议法 2023, Art. 23(1)(4): 申请政府信息公开，
行政机关不予公开).
"""
BASES: Final = (
    Basis("中华人民共和国行政复议法（2023年修订）", article="第二十条、第二十三条", verified=False),
    Basis("中华人民共和国行政诉讼法（2017年修正）", article="第四十五条、第四十六条", verified=False),
)
"""From general knowledge, not held against the texts yet."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The sentence of the letter, and whether review must come first."""

    sentence: str
    is_review_first: bool


def remedy(outcome: str) -> Remedy:
    """The remedy against an answer of that outcome."""
    if outcome in _REVIEW_FIRST:
        return Remedy(
            "如对本答复中不予公开的决定不服，可以自收到本答复之日起60日内依法申请行政复议；"
            "对行政复议决定不服的，可以自收到复议决定书之日起15日内依法向人民法院提起行政诉讼。",
            True,
        )
    return Remedy(
        "如对本答复不服，可以自收到本答复之日起60日内依法申请行政复议，"
        "或者自收到本答复之日起6个月内依法向人民法院提起行政诉讼。",
        False,
    )
