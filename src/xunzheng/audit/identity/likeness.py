"""How sure it is that two figures measure the same thing: points for what speaks for it, none for a doubt."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.audit.identity.subjects import subject_points
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


def compare(one: Measured, other: Measured, year: int | None) -> Likeness | None:
    """The likeness of two figures of a report on `year`; None where they measure two things, or may well do.

    The points: what the words name (up to 50), how the values look (up to 42), the same year, part and
    stage; points off for what only one of the two says. A plan is never its outcome, money arrived
    never money spent, one place never another, the total never its part.
    """
    if one.sentence == other.sentence or (one.source is not Source.PROSE and one.block == other.block):
        return None
    measure = measure_points(one, other)
    if measure is None:
        return None
    context = context_points(one, other, year)
    if context is None:
        return None
    subject = subject_points(one, other)
    if subject is None:
        return None
    same = agree(one.quantity, other.quantity)
    look, points = (Nearness.FAR, 30) if same else nearness(one.quantity, other.quantity)
    if not same and look is not Nearness.SWAPPED and points < PLAIN:
        points -= _unlike(one, other, look)
    confidence = max(0, min(100, subject + measure + context + points))
    return Likeness(confidence, same, look, _reasons(one, other, look))


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


def _reasons(one: Measured, other: Measured, look: Nearness) -> tuple[str, ...]:
    a, b = one.subject, other.subject
    reasons = [
        "名称相同" if a.noun == b.noun else "名称相近",
        "单位相同" if one.base == other.base else "单位可比",
    ]
    if a.acts & b.acts:
        reasons.append("事项相同")
    if look.value:
        reasons.append(look.value)
    return tuple(reasons)
