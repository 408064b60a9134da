"""How sure it is that two figures measure the same thing: points for what speaks for it, none for a doubt."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.audit.identity.subjects import is_general, same_rate, state_points, subject_points
from xunzheng.audit.identity.values import PLAIN, Nearness, agree, nearness
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.units import Dimension


@dataclass(frozen=True, slots=True)
class Likeness:
    """The confidence, 0…100, that two figures measure the same thing, and what it rests on, in Chinese.

    `agree` says that the two values are one within their stated digits; `nearness` how they look if not.
    """

    confidence: int
    agree: bool
    nearness: Nearness
    reasons: tuple[str, ...]


MANY_DIGITS = 4
"""Digits of a number of which more are not alike by chance: of 200 figures two in a thousand reports."""

COMPANY_NAME = 18
"""In place of a name where the figures beside the two agree."""

GENERAL_NAME = 16
"""In place of a name where one figure has none (受益人口) and two digits of a long number are exchanged."""

LONG_AMOUNT = 12
"""In place of a name where two digits of an amount of six digits and more are exchanged."""

_THINGS = """
个 处 座 所 家 项 台 辆 套 条 件 间 栋 组 块 面 台套 岗位 支 户 点 根 棵 株 盏 种 门 类 张 只 口
标段 单位 部门 村 单
"""
_EVENTS = "场 次 场次 期 班次 班 批"
_UNITS = (frozenset(_THINGS.split()), frozenset(_EVENTS.split()))


def measure_points(one: Measured, other: Measured) -> int | None:
    """Points (0 or less) for the units of two figures; None where they cannot be one measure."""
    if one.base == other.base:
        return 0
    if one.quantity.unit.factor != other.quantity.unit.factor:
        return None
    for family in _UNITS:
        if one.base in family and other.base in family:
            return -6 if "个" in (one.base, other.base) or family is _UNITS[1] else -14
    if {one.base, other.base} == {"个", "人"}:
        return -12
    return None


def compare(one: Measured, other: Measured, year: int | None, company: int = 0) -> Likeness | None:
    """The likeness of two figures of a report on `year`; None where they measure two things, or may well do.

    The points: what the words name (up to 50), how the values look (up to 42), the same year, part and
    stage; points off for what only one of the two says. A plan is never its outcome, money arrived
    never money spent, one place never another, the total never its part. `company` are points for the
    figures told beside the two: where those agree, little of a name will do.
    """
    if one.sentence == other.sentence or (one.source is not Source.PROSE and one.block == other.block):
        return None
    measure = measure_points(one, other)
    if measure is None:
        return None
    context = context_points(one, other, year)
    states = state_points(one, other) if context is not None else None
    if context is None or states is None:
        return None
    subject = subject_points(one, other)
    if subject is None and not company and not _anagrams(one, other):
        return None
    same = agree(one.quantity, other.quantity)
    look, points = (Nearness.FAR, 30) if same else nearness(one.quantity, other.quantity)
    if one.is_rate and not same and not _is_slip(one, other, look):
        return None
    if subject is None or (company and subject < COMPANY_NAME and not same):
        subject = _nameless(one, other, look, company)
        if subject is None or same:
            return None
    elif not same and look is not Nearness.SWAPPED and points < PLAIN:
        points -= _unlike(one, other, look)
    confidence = max(0, min(100, subject + measure + context + states + points + (0 if same else company)))
    return Likeness(confidence, same, look, _reasons(one, other, look, company))


def _is_slip(one: Measured, other: Measured, look: Nearness) -> bool:
    """Whether two rates of like names look like a slip of the pen."""
    gap = abs(one.quantity.in_base - other.quantity.in_base)
    if gap <= max(one.quantity.step, other.quantity.step):
        return False  # rounded and cut off
    carried = look is Nearness.NEAR and gap.normalize().as_tuple().digits == (1,)  # 90.99, 89.99
    return (carried or look in (Nearness.SWAPPED, Nearness.DIGIT)) and same_rate(
        one.subject.noun, other.subject.noun
    )


def _anagrams(one: Measured, other: Measured) -> bool:
    """Whether two values of five digits and more hold the same digits."""
    a, b = (each.quantity.in_base.normalize().as_tuple().digits for each in (one, other))
    return len(a) == len(b) > MANY_DIGITS and sorted(a) == sorted(b)


def _nameless(one: Measured, other: Measured, look: Nearness, company: int) -> int | None:
    """Points in place of a name, for values that look like a slip of the pen; None where that is too little.

    Beside figures that agree a slip is enough. Elsewhere two neighbouring digits exchanged in a long number,
    where one of the two has no name of its own or where the amount has six digits.
    """
    if look not in (Nearness.SWAPPED, Nearness.DIGIT, Nearness.SHIFTED):
        return None
    if company:
        return COMPANY_NAME
    if one.is_rate:
        return None
    if is_general(one.subject.noun) or is_general(other.subject.noun):
        return GENERAL_NAME
    money = one.quantity.unit.dimension is Dimension.MONEY
    long = len(one.quantity.in_base.normalize().as_tuple().digits) > MANY_DIGITS + 1
    return LONG_AMOUNT if money and long else None


def _unlike(one: Measured, other: Measured, look: Nearness) -> int:
    """Points off for two values of which only the words say that they are one thing's.

    The amounts of one purpose differ from stage to stage of the money (planned, arrived, spent), so both
    must name the stage; and a source of money (中央, 县级) has its part of every amount.
    """
    if one.quantity.unit.dimension is not Dimension.MONEY:
        return 0
    points = 8 if one.stage and other.stage else 28
    if one.subject.states or other.subject.states:
        points += 12
    if look is Nearness.NEAR:
        points += 8 if one.subject.noun and other.subject.noun else 16
    return points


def context_points(one: Measured, other: Measured, year: int | None) -> int | None:
    """Points for year, part, stage, place and scope; None where one of them is another's."""
    if one.part != other.part or (one.scope and other.scope and one.scope != other.scope):
        return None
    years = {one.year or year, other.year or year} - {None}
    if len(years) > 1:
        return None
    points = 0
    if one.stage is not other.stage:
        if one.quantity.unit.dimension is not Dimension.MONEY or (one.stage and other.stage):
            return None
        points -= 8
    if one.stage is Stage.PLANNED and one.quantity.unit.dimension is not Dimension.MONEY:
        points -= 4
    if one.owners != other.owners and not _row_of(one, other):
        if any(side.source is Source.TABLE and side.owners for side in (one, other)):
            return None  # one row is not the whole
        if one.owners and other.owners and not one.owners & other.owners:
            return None
        points -= 8
    if one.of_which != other.of_which:
        part, whole = (one, other) if one.of_which else (other, one)
        points -= 8 if len(part.subject.noun) <= len(whole.subject.noun) else 20
    if one.whole and other.whole:
        points += 4
    if _siblings(one.section, other.section):
        points -= 10
    if one.block == other.block:
        points -= 8  # told side by side, they are told apart
    return points


def _row_of(one: Measured, other: Measured) -> bool:
    """Whether one is the row of a table that names the place which the sentence of the other speaks of."""
    row, told = (one, other) if one.source is Source.TABLE else (other, one)
    if row.source is not Source.TABLE:
        return False
    named = any(owner in row.subject.noun for owner in told.owners)
    return named or any(name in told.subject.noun for name in row.owners)


def _siblings(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two figures stand in different parts of one section: each may speak of its own works."""
    return len(one) > 1 and len(one) == len(other) and one[:-1] == other[:-1] and one != other


def _reasons(one: Measured, other: Measured, look: Nearness, company: int) -> tuple[str, ...]:
    a, b = one.subject, other.subject
    reasons = [
        "名称相同" if a.noun == b.noun else "名称相近",
        "单位相同" if one.base == other.base else "单位可比",
    ]
    if company:
        reasons.append("同处其余数值一致")
    if a.acts & b.acts:
        reasons.append("事项相同")
    if look.value:
        reasons.append(look.value)
    return tuple(reasons)
