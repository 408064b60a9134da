"""Two subjects: whether their words name one thing, as points, 50 for the same long name."""

from __future__ import annotations

import re

from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.quantities.units import Dimension

_HANDED_OUT = frozenset("购投配发")
"""What is bought is often told again as handed out."""

_DIVIDING = frozenset("种养修换拆出存销检")
"""What was planted, mended or sold is a part of what there is."""

_GENERAL = re.compile(
    r"(?:项目|事项|受益|解决|人口|群众|窗口|大厅|服务|中心|资金|款项?|工程|对象|业务|其他|总额|我[局县市区镇乡院校]|本[局县市区级]|财政|单位|[市县区镇])*"
)
_RATE_PREFIX = re.compile(r"^(?:预算|资金|项目|任务|目标|工程|总体|年度|支付|全年)+")
_GENERAL_RATE = re.compile(
    r"(?:质量|验收|检验|按时|按期|如期|有效|问卷|综合|预算|资金|项目|任务|目标|工程|数量|支付|支出)*"
    r"(?:完成|合格|达标|执行|到位|及时|使用|支付|支出|支付|满意|回收|办结|覆盖|发放|拨付|准时|按时|按期|有效)率"
)

_EXECUTION = 14  # the execution rate is mostly that of all the money, but may be that of a part
_UNBOUND = 14  # taken off where a name stands in the clause before
_ONLY_ACTS = 24  # the same was done with what is not named again: 培训1126人


def state_points(one: Measured, other: Measured) -> int | None:
    """Points (0 or less) for the parts that the words set off; None where they are parts of two kinds."""
    a, b = one.subject.states, other.subject.states
    if a == b:
        return 0
    if any(state[0] == "!" for state in a ^ b):
        return None
    soft_a, soft_b = ({state for state in states if state[0] != "!"} for states in (a, b))
    return None if soft_a and soft_b else -6


def subject_points(one: Measured, other: Measured) -> int | None:
    """Points for what the words name; None where they name two things."""
    if one.is_rate:
        return rate_points(one.subject.noun, other.subject.noun)
    a, b = one.subject, other.subject
    row = _opens_with_row(one, other)
    named = 46 if row else noun_points(a.noun, b.noun)
    money = one.quantity.unit.dimension is Dimension.MONEY
    if not a.noun and not b.noun and not (money and one.stage is other.stage):
        named = None  # the one whole without a name is that of the money, at one stage of it
    if named is not None and not row and not (a.bound and b.bound):
        named -= _UNBOUND
    named_here = a.bound and b.bound and not (is_general(a.noun) or is_general(b.noun))
    if a.acts & b.acts and not named_here:
        named = max(named or 0, _ONLY_ACTS)
    return None if named is None else named + act_points(a.acts, b.acts)


def is_general(noun: str) -> bool:
    """Whether a noun names nothing in particular: 事项, 窗口, 受益人口.

    >>> is_general("窗口"), is_general("桥梁")
    (True, False)
    """
    return _GENERAL.fullmatch(noun) is not None


def rate_points(one: str, other: str) -> int | None:
    """Points for the names of two rates; None where they differ or are those of all kinds of things.

    >>> rate_points("早孕建册率", "早孕建册率"), rate_points("完成率", "完成率")
    (44, None)
    """
    a, b = (_RATE_PREFIX.sub("", name) for name in (one, other))
    if a[-3:] == b[-3:] == "执行率" and len(a) == len(b) == 3:
        return _EXECUTION
    if (
        min(len(a), len(b)) < 4
        or a[-3:] != b[-3:]
        or _GENERAL_RATE.fullmatch(a)
        or _GENERAL_RATE.fullmatch(b)
    ):
        return None
    return 44 if a == b else 30 if _within(*sorted((a, b), key=len)) else None


def same_rate(one: str, other: str) -> bool:
    """Whether the names of two rates end alike: 预算执行率 and 执行率."""
    return one[-3:] == other[-3:] != ""


def act_points(one: frozenset[str], other: frozenset[str]) -> int:
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
    if not short or (_digits(short) != _digits(long) and (_digits(short) or len(_digits(long)) < 3)):
        return None
    if _within(short, long):
        return _within_points(short, long)
    if sorted(short) == sorted(long):
        return 46  # 接听热线, 热线接听
    if len(short) > 3 and _is_bag_within(short, long):
        return 36  # 一般固废处置, 处置一般固体废物
    if short[0] != long[0] and short[-1] == long[-1]:
        return None
    shared = _shared(short, long)
    return 32 if shared * 3 >= len(short) + len(long) else 24 if shared >= 4 else None


def _within_points(short: str, long: str) -> int | None:
    """What the longer word has more tells more about the thing, before it rather than behind it."""
    if len(short) == 1:
        return 14 if long.endswith(short) else None
    extra = min(len(long) - len(short), 2 if long.startswith(short) else 6)
    return {2: 36, 3: 41}.get(len(short), 44) - extra


def _is_bag_within(short: str, long: str) -> bool:
    """Whether each sign of the short word is one of the long one's, in any order."""
    signs = list(long)
    for sign in short:
        if sign not in signs:
            return False
        signs.remove(sign)
    return True


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
