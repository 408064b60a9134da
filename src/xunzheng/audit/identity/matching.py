"""The figures that measure one thing, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xunzheng.audit.identity.company import Companies, closes, companies_of, company_points
from xunzheng.audit.identity.likeness import Likeness, compare
from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.audit.identity.subjects import noun_points
from xunzheng.audit.identity.values import Nearness, agree
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.units import Dimension

LIKELY = 56
"""The confidence, of 100, from which two figures are taken for one thing."""

_LIKE = 40  # from here on two figures may be one thing
_CROWD = 10  # figures of one name that are still all compared with each other
_MANY = 8  # values of like figures: they are the classes of something
_APART = 3  # times another: values that are no slip of the pen
_SLIPS = (Nearness.DIGIT, Nearness.SWAPPED)
_MAJORITY = 2  # further places that tell the one value, against one that tells the other
_BESIDE = 12  # figures of one sentence or row that are looked at
_NEIGHBOURS = 3  # by value, on either side, in a larger crowd

_Told = dict[tuple[str, Decimal], list[Measured]]


@dataclass(frozen=True, slots=True)
class Match:
    """Two figures, in the report's order, that may be one thing."""

    one: Measured
    other: Measured
    likeness: Likeness


def matches(measured: Sequence[Measured], year: int | None = None) -> list[Match]:
    """All pairs that may be one thing in a report on `year`, with what the other figures add to each.

    A thing of which the report gives just two values is one that it tells twice; where like figures have
    many values, they are the classes of something. A value told twice stands against one told once. A
    value that is planned elsewhere may be the plan's; one that another thing has was copied from it.
    Time grows as n log n: figures are only compared where they share two signs of their nouns, and in a
    crowd only with their neighbours by value.
    """
    companies = companies_of(measured)
    found = list(_pairs(measured, year, company_points(measured, companies)))
    likes: dict[int, list[Match]] = {}
    for match in found:
        if match.likeness.confidence >= _LIKE:
            likes.setdefault(match.one.start, []).append(match)
            likes.setdefault(match.other.start, []).append(match)
    told: _Told = {}
    for each in measured:
        told.setdefault((each.base, each.quantity.in_base), []).append(each)
    return [_reckoned(_weighed(match, likes, told), measured, companies, told) for match in found]


def _pairs(
    measured: Sequence[Measured], year: int | None, beside: Mapping[tuple[int, int], int]
) -> Iterator[Match]:
    values = [each.quantity.in_base for each in measured]
    for first, second in sorted(_candidates(measured, values).union(beside)):
        one, other = measured[first], measured[second]
        a, b = values[first], values[second]
        apart = (_APART * a < b or _APART * b < a) and a.adjusted() != b.adjusted()
        if apart and one.subject.noun != other.subject.noun:
            continue  # neither the names nor the values speak for one thing
        likeness = compare(one, other, year, beside.get((first, second), 0))
        if likeness is not None:
            yield Match(one, other, likeness)


def _candidates(measured: Sequence[Measured], values: Sequence[Decimal]) -> set[tuple[int, int]]:
    crowds: dict[tuple[str, Dimension], list[int]] = {}
    for number, each in enumerate(measured):
        dimension = each.quantity.unit.dimension
        for key in _keys(each):
            crowds.setdefault((key, dimension), []).append(number)
    found: set[tuple[int, int]] = set()
    for crowd in crowds.values():
        reach = len(crowd)
        if reach > _CROWD:
            crowd.sort(key=values.__getitem__)
            reach = _NEIGHBOURS
        for at, first in enumerate(crowd):
            for second in crowd[at + 1 : at + 1 + reach]:
                found.add((first, second) if first < second else (second, first))
    return found


def _keys(each: Measured) -> set[str]:
    """What figures of one thing have in common: two signs of the noun, its first and last, or the digits."""
    noun = each.subject.noun
    acts = {"@" + act for act in each.subject.acts}
    if len(noun) < 2:
        return {noun, *acts}
    keys = acts | {noun[0:3:2]} | {noun[at : at + 2] for at in range(len(noun) - 1)}
    keys.add(noun[0] + noun[-1])
    keys.add("#" + "".join(sorted(str(each.quantity.in_base.normalize()))))
    return keys


def _weighed(match: Match, likes: dict[int, list[Match]], told: _Told) -> Match:
    likeness = match.likeness
    if likeness.agree or likeness.confidence < _LIKE - 10:
        return match
    strange = _strange_values(match, likes)
    points = 8 if not strange else -12 * (strange - (likeness.nearness is Nearness.SWAPPED))
    reasons = list(likeness.reasons) + ["全文仅此两个数值"] * (not strange)
    again = sorted(
        sum(each.likeness.agree for each in likes.get(side.start, ())[:_CROWD])
        for side in (match.one, match.other)
    )
    most = again[1] >= _MAJORITY and likeness.nearness in _SLIPS
    points += -6 if again[0] else 14 if most else 6 if again[1] else 0
    if likeness.nearness is not Nearness.SWAPPED and _is_planned(match, told):
        points -= 20
    if likeness.nearness is Nearness.FAR:
        owner = _copied_from(match, told)
        if owner is not None:
            points += 26
            reasons.append(f"与“{owner.words[:16]}”的数值相同，疑为误抄")
    confidence = max(0, min(100, likeness.confidence + points))
    return replace(match, likeness=replace(likeness, confidence=confidence, reasons=tuple(reasons)))


def _reckoned(match: Match, measured: Sequence[Measured], companies: Companies, told: _Told) -> Match:
    """A match with what the figures beside the two say.

    Where one of the two values follows from what is told beside the other, that other is the wrong one;
    where both follow from what is told beside them, where both are told side by side, or where what one
    has more is told beside it, they are two things.
    """
    likeness = match.likeness
    if likeness.agree or likeness.confidence < _LIKE - 10:
        return match
    points, reasons = 0, likeness.reasons
    one, other = match.one, match.other
    if _told_side_by_side(match, told) or _tells_the_rest(match, measured, companies):
        points -= 24
    if min(len(str(side.quantity.value).strip("0.")) for side in (one, other)) > 2 and not one.is_rate:
        proofs = [
            closes(_beside(side, measured, companies), value.quantity.in_base)
            for side, value in ((one, one), (other, other), (one, other), (other, one))
        ]
        if proofs[0] and proofs[1]:
            points -= 16
        elif (proofs[2] and not proofs[0]) or (proofs[3] and not proofs[1]):
            points += 14
            reasons = (*reasons, "同处其余数值合于其一")
    confidence = max(0, min(100, likeness.confidence + points))
    return replace(match, likeness=replace(likeness, confidence=confidence, reasons=reasons))


def _beside(side: Measured, measured: Sequence[Measured], companies: Companies) -> list[Decimal]:
    return [
        measured[n].quantity.in_base
        for n in companies[side.company][:_BESIDE]
        if measured[n].base == side.base and measured[n].start != side.start and not measured[n].is_rate
    ]


def _told_side_by_side(match: Match, told: _Told) -> bool:
    """Whether one sentence or row tells both values."""
    if match.likeness.nearness is Nearness.SWAPPED:
        return False
    places = [
        {
            each.company
            for each in told[side.base, side.quantity.in_base][:_CROWD]
            if (each.stage is side.stage or side.quantity.unit.dimension is Dimension.MONEY)
            and noun_points(each.subject.noun, side.subject.noun) is not None
        }
        for side in (match.one, match.other)
    ]
    return bool(places[0] & places[1])


def _tells_the_rest(match: Match, measured: Sequence[Measured], companies: Companies) -> bool:
    """Whether the difference of the two, of two digits and more, is told beside one: a part left out."""
    gap = abs(match.one.quantity.in_base - match.other.quantity.in_base)
    if len(gap.normalize().as_tuple().digits) < 2:
        return False
    return any(gap in _beside(side, measured, companies) for side in (match.one, match.other))


def _strange_values(match: Match, likes: dict[int, list[Match]]) -> int:
    """How many values, up to eight, the figures like these have beside their own two."""
    strange: set[Decimal] = set()
    for side, twin in ((match.one, match.other), (match.other, match.one)):
        for each in likes.get(side.start, ())[:_CROWD]:
            like = each.other if each.one.start == side.start else each.one
            if not each.likeness.agree and not agree(like.quantity, twin.quantity):
                strange.add(like.quantity.in_base)
                if len(strange) >= _MANY:
                    return _MANY
    return len(strange)


def _is_planned(match: Match, told: _Told) -> bool:
    """Whether one of two values told in sentences is planned for the like, and no sheet gives it as reached.

    The plan may stand among what was done.
    """
    if match.one.quantity.unit.dimension is Dimension.MONEY:
        return False
    for side in (match.one, match.other):
        if side.source is not Source.PROSE or side.stage is Stage.PLANNED:
            continue
        like = [
            each
            for each in told[side.base, side.quantity.in_base][:_CROWD]
            if noun_points(each.subject.noun, side.subject.noun)
        ]
        reached = any(each.source is not Source.PROSE and each.stage is not Stage.PLANNED for each in like)
        if not reached and any(each.stage is Stage.PLANNED for each in like):
            return True
    return False


def _copied_from(match: Match, told: _Told) -> Measured | None:
    """Another thing whose value one of two far apart is, digit for digit, told right beside it."""
    for side, twin in ((match.one, match.other), (match.other, match.one)):
        if match.one.subject.noun != match.other.subject.noun or len(str(side.quantity.value)) < 4:
            continue
        for like in told[side.base, side.quantity.in_base][:_CROWD]:
            beside = abs(like.block - side.block) < 2 and like.start != side.start
            if (
                beside
                and like.stage is side.stage
                and noun_points(like.subject.noun, twin.subject.noun) is None
            ):
                return like
    return None
