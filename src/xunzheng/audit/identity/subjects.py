"""Two subjects: whether their words name one thing, as points, 50 for the same long name."""

from __future__ import annotations

from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.quantities.units import Dimension

_HANDED_OUT = frozenset("购投配发")
"""What is bought is often told again as handed out."""

_DIVIDING = frozenset("种养修换拆出存销检")
"""What was planted, mended or sold is a part of what there is."""

_UNBOUND = 14  # taken off where a name stands in the clause before
_ONLY_ACTS = 24  # the same was done with what is not named again: 培训1126人


def subject_points(one: Measured, other: Measured) -> int | None:
    """Points for what the words name; None where they name two things."""
    a, b = one.subject, other.subject
    hard_a = {s for s in a.states if s[0] == "!"}
    hard_b = {s for s in b.states if s[0] == "!"}
    if hard_a != hard_b:
        return None
    soft_a, soft_b = a.states - hard_a, b.states - hard_b
    if soft_a != soft_b and soft_a and soft_b:
        return None
    row = _opens_with_row(one, other)
    named = 46 if row else noun_points(a.noun, b.noun)
    money = one.quantity.unit.dimension is Dimension.MONEY
    if not a.noun and not b.noun and not (money and one.stage is other.stage):
        named = None  # the one whole without a name is that of the money, at one stage of it
    if named is not None and not row and not (a.bound and b.bound):
        named -= _UNBOUND
    if a.acts & b.acts and not (a.bound and b.bound):
        named = max(named or 0, _ONLY_ACTS)
    if named is None:
        return None
    return named - (6 if soft_a != soft_b else 0) + _act_points(a.acts, b.acts)


def _act_points(one: frozenset[str], other: frozenset[str]) -> int:
    if one and other:
        return 4 if one & other else -10 if one | other <= _HANDED_OUT else -38
    return -10 if (one | other) & _DIVIDING else -2 if one | other else 0


def _opens_with_row(one: Measured, other: Measured) -> bool:
    """Whether a sentence that does not name its figure opens with the row of a table: 山区片…，安排了24座."""
    row, told = (one, other) if one.source is Source.TABLE else (other, one)
    return (
        row.source is Source.TABLE
        and len(row.subject.noun) > 2
        and told.subject.noun.startswith(row.subject.noun)
    )


def noun_points(one: str, other: str) -> int | None:
    """Points for two nouns: equal, one within the other or its short form, or largely shared.

    None where they name two things: what has other digits (5G, 4G), or the same end and another beginning.

    >>> noun_points("公租房", "公共租赁住房"), noun_points("产业项目", "基础设施项目")
    (38, None)
    """
    if one == other:
        return {0: 28, 1: 26, 2: 42, 3: 47}.get(len(one), 50)
    short, long = sorted((one, other), key=len)
    if not short or _digits(short) != _digits(long):
        return None
    if _within(short, long):
        return _within_points(short, long)
    if sorted(short) == sorted(long):
        return 46  # 接听热线, 热线接听
    if short[0] != long[0] and short[-1] == long[-1]:
        return None
    shared = _shared(short, long)
    return 32 if shared * 3 >= len(short) + len(long) else 30 if shared >= 4 else None


def _within_points(short: str, long: str) -> int | None:
    """What the longer word has more tells more about the thing, before it rather than behind it."""
    if len(short) == 1:
        return 14 if long.endswith(short) else None
    extra = min(len(long) - len(short), 2 if long.startswith(short) else 6)
    return {2: 36, 3: 41}.get(len(short), 44) - extra


def _digits(noun: str) -> str:
    return "" if noun.isalpha() else "".join(sign for sign in noun if "0" <= sign <= "9")


def _within(short: str, long: str) -> bool:
    """Whether the signs of the short word stand in the long one in order: 公租房 in 公共租赁住房."""
    if short in long:
        return True
    if len(short) == 2:
        return short == long[::2]  # 违建 in 违法建筑
    signs = iter(long)
    return len(short) > 2 and all(sign in signs for sign in short)


def _shared(one: str, other: str) -> int:
    """The length of the longest run of signs that two words share."""
    best = 0
    runs = [0] * (len(other) + 1)
    for sign in one:
        previous = 0
        for at, twin in enumerate(other, start=1):
            kept = runs[at]
            runs[at] = previous + 1 if sign == twin else 0
            previous = kept
            best = max(best, runs[at])
    return best
