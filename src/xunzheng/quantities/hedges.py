"""The words before and after a number that say whether it is exact, about, at least or at most."""

from __future__ import annotations

from typing import NamedTuple

from xunzheng.quantities.quantity import Precision


class Hedge(NamedTuple):
    """How a number is hedged, and the comparison (≥ > ≤ < =) that the hedge makes, if any."""

    precision: Precision
    operator: str = ""


NONE = Hedge(Precision.EXACT)
_AT_LEAST = Hedge(Precision.OVER, "≥")
_MORE = Hedge(Precision.OVER, ">")
_AT_MOST = Hedge(Precision.UNDER, "≤")
_LESS = Hedge(Precision.UNDER, "<")
_ABOUT = Hedge(Precision.ABOUT)

_BEFORE = {
    **dict.fromkeys(
        ["不低于", "不少于", "不小于", "不下于", "不亚于", "至少", "≥", ">=", "=>", "大于等于", "大于或等于"],
        _AT_LEAST,
    ),
    **dict.fromkeys(["超过", "超过了", "超出", "高于", "大于", "多于", "突破", "超", "逾", ">"], _MORE),
    **dict.fromkeys(["不超过", "不得超过", "不高于", "不大于", "不多于", "不超", "未超过", "未超"], _AT_MOST),
    **dict.fromkeys(["至多", "最多", "≤", "<=", "=<", "小于等于", "小于或等于"], _AT_MOST),
    **dict.fromkeys(["低于", "少于", "小于", "不足", "不到", "不满", "未满", "<"], _LESS),
    **dict.fromkeys(["约", "大约", "约为", "约合", "近", "将近", "接近", "大概", "大致", "≈"], _ABOUT),
    "=": Hedge(Precision.EXACT, "="),
    "等于": Hedge(Precision.EXACT, "="),
}
_LAST_SIGNS = frozenset(word[-1] for word in _BEFORE)
_LONGEST = max(map(len, _BEFORE))
# The sign before turns the hedge into part of a word: 节约, 附近, 赶超.
_WORD_BEFORE = {"约": "节签合契履违集简制大预条公邀", "近": "附最就临靠邻远将接相", "超": "赶反高"}

_AFTER = {
    **dict.fromkeys(("及以上", "(含)以上", "(含)及以上", "以上", "或以上"), _AT_LEAST),
    "有余": Hedge(Precision.OVER),
    **dict.fromkeys(
        ("及以下", "(含)以下", "(含)及以下", "以下", "以内", "(含)以内", "之内", "或以下"), _AT_MOST
    ),
    **dict.fromkeys(("左右", "上下"), _ABOUT),
}
_FIRST_SIGNS = frozenset(word[0] for word in _AFTER)
_BY_LENGTH = tuple(sorted(_AFTER, key=len, reverse=True))


def hedge_before(folded: str, floor: int, at: int) -> Hedge:
    """The hedge that ends right before an offset of a folded text, not looking left of `floor`.

    >>> hedge_before("不低于90%", 0, 3)
    Hedge(precision=<Precision.OVER: 'over'>, operator='≥')
    """
    last = folded[at - 1 : at] if at > floor else ""
    if last not in _LAST_SIGNS and last != " ":
        return NONE
    lead = folded[max(floor, at - _LONGEST - 2) : at].rstrip(" ")
    for length in range(min(_LONGEST, len(lead)), 0, -1):
        word = lead[-length:]
        if word in _BEFORE:
            before = lead[-length - 1 : -length]
            return NONE if before and before in _WORD_BEFORE.get(word, "") else _BEFORE[word]
    return NONE


def hedge_after(folded: str, at: int) -> Hedge:
    """The hedge that begins right at an offset of a folded text (以上, 以内, 左右)."""
    if folded[at : at + 1] not in _FIRST_SIGNS:
        return NONE
    word = next((each for each in _BY_LENGTH if folded.startswith(each, at)), None)
    return _AFTER[word] if word else NONE


def hedge_within(precision: Precision) -> Hedge:
    """The hedge that was read between a number and its unit (余, 多), which compares nothing."""
    return NONE if precision is Precision.EXACT else Hedge(precision)


def strongest(*hedges: Hedge) -> Hedge:
    """The hedge that rules where several stand around one number: a comparison, else the last that hedges.

    `不足60%以上` keeps the first comparison; `约6万余人` is over, not about.
    """
    if all(hedge is NONE for hedge in hedges):
        return NONE
    compared = next(
        (hedge for hedge in hedges if hedge.operator and hedge.precision is not Precision.EXACT), None
    )
    if compared:
        return compared
    hedged = next(
        (each.precision for each in reversed(hedges) if each.precision is not Precision.EXACT), None
    )
    operator = next((hedge.operator for hedge in hedges if hedge.operator), "")
    return Hedge(hedged or Precision.EXACT, operator)
