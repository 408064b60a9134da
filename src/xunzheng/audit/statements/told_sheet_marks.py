"""Full marks for all indicators, told in words: 各项指标均得满分."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xunzheng.audit.statements.conclusions import TotalScore
from xunzheng.audit.statements.sentences import Sentence

_FULL_SCORE = 100
_FULL = re.compile(
    r"(?:各|全部|所有|\d{1,3}|每)[^。;,:]{0,10}(?:指标|项)[^。;,:]{0,6}?(?:均|全部?|都|皆)(?:为|已|获|评)?(?:得了?|获得?|为|评为)?满分"
)
_EXCEPT = re.compile(r"除|其余|其他|另外|以外|之外|外[,，]|未(?:能)?(?:得|获)|则|若|如果|的,?得|办法|标准")
_LOST = re.compile(r"扣\s?\d|扣分|失分|丢分|减分")


def read_full_marks(
    prose: Iterable[Sentence], totals: Sequence[TotalScore]
) -> tuple[Sentence, int, int] | None:
    """The sentence that gives every indicator full marks, with the span of the claim; None if none does.

    Nor does it where a total other than 100 is stated, or points are said to be lost: then the claim is
    not of all indicators.
    """
    if any(total.score != _FULL_SCORE for total in totals):
        return None
    found: tuple[Sentence, int, int] | None = None
    for sentence in prose:
        if _LOST.search(sentence.folded):
            return None
        match = _FULL.search(sentence.folded) if "满分" in sentence.folded else None
        if match is not None and found is None and not _EXCEPT.search(sentence.folded):
            found = sentence, sentence.start + match.start(), sentence.start + match.end()
    return found
