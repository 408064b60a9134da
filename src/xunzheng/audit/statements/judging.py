"""Whether a stated sum holds under any lawful reading, and if not, how sure that is."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.sums import INCLUDES, Link, SumClaim
from xunzheng.audit.statements.vocabulary import (
    OVERLAPPING,
    SHARED_SOURCES,
    STRONG_TOTAL_CUE,
    SUBTRACTED,
    stage_of,
)
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.rounding import SumComparison, compare_sum
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension

_COMPLEMENT = re.compile(r"^(?:已|未|男|女|新|旧|城|乡|城镇|农村|上|下)")
_TOLD = re.compile(r"满分|自评|得分|评分|总分")
_MONEY_UNITS = (YUAN, WAN_YUAN, YI_YUAN)
_FEW = 12  # lists longer than this are not searched for a slipped unit


class Ruling(enum.StrEnum):
    """What became of a stated sum."""

    HOLDS = "holds"
    ROUNDED = "rounded"  # differs, and rounding of the stated digits explains it
    BROKEN = "broken"  # differs, and the text promises that the parts are all
    DOUBTFUL = "doubtful"  # differs, but the parts may not be all, or may overlap
    SLIPPED = "slipped"  # differs, and one unit written wrong explains it
    SILENT = "silent"  # nothing can be said


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling with the reading it rests on: the total, and the parts with their signs.

    `slipped` is the figure whose unit is wrong, with the quantity that would be right.
    """

    ruling: Ruling
    claim: SumClaim
    total: Figure
    parts: tuple[tuple[int, Figure], ...]
    comparison: SumComparison | None = None
    slipped: tuple[Figure, Quantity] | None = None


def judge(claim: SumClaim) -> Judgement:
    """Decide a stated sum: it is wrong only if no lawful reading of its words makes it right."""
    compared = [
        (total, signed, _compare(total, signed))
        for total in claim.totals
        for signed in _signed_readings(claim)
    ]
    for total, signed, comparison in compared:
        if comparison.holds and len(signed) > 1:
            return Judgement(Ruling.HOLDS, claim, total, signed, comparison)
    if len(claim.parts) == 1:
        return _nearly(claim, compared) or _single(claim)
    flipped = _with_one_taken_off(claim)
    if flipped is not None:
        return Judgement(Ruling.HOLDS, claim, claim.totals[0], flipped, _compare(claim.totals[0], flipped))
    if _hedged(claim) or _reconciled_otherwise(claim):
        return Judgement(Ruling.SILENT, claim, claim.totals[0], _plus(claim.parts))
    for total, signed, comparison in compared:
        if comparison.explained_by_rounding and len(signed) > 1:
            return Judgement(Ruling.ROUNDED, claim, total, signed, comparison)
    slip = _slip(claim)
    if slip is not None:
        return slip
    total, signed, comparison = min(
        (entry for entry in compared if entry[0] is claim.totals[0] and len(entry[1]) == len(claim.parts)),
        key=lambda entry: abs(entry[2].difference),
    )
    return Judgement(_ruling(claim, total, signed, comparison), claim, total, signed, comparison)


def _plus(parts: Sequence[Figure]) -> tuple[tuple[int, Figure], ...]:
    return tuple((1, part) for part in parts)


def _signed(parts: Sequence[Figure]) -> tuple[tuple[int, Figure], ...]:
    """The parts with a minus for those that the text takes off (调减2.66万元)."""
    return tuple((-1 if SUBTRACTED.search(p.label) else 1, p) for p in parts)


def _signed_readings(claim: SumClaim) -> list[tuple[tuple[int, Figure], ...]]:
    readings = [_signed(claim.parts), _plus(claim.parts)]
    readings += [_signed(other) for other in claim.others]
    return list(dict.fromkeys(readings))


def _compare(total: Figure, signed: Sequence[tuple[int, Figure]]) -> SumComparison:
    return compare_sum(total.quantity, [(sign, part.quantity) for sign, part in signed])


def _hedged(claim: SumClaim) -> bool:
    """Whether 约, 余 or 以上 keeps the sum from being judged."""
    figures = (claim.totals[0], *claim.parts)
    return any(f.quantity.precision is not Precision.EXACT for f in figures)


def _nearly(
    claim: SumClaim, compared: Sequence[tuple[Figure, tuple[tuple[int, Figure], ...], SumComparison]]
) -> Judgement | None:
    """A list over several sentences that almost makes the total: a reader should look at it."""
    for total, signed, comparison in compared:
        stated = total.quantity.in_base
        if len(signed) > 3 and stated and abs(comparison.difference) <= stated * Decimal("0.02"):
            return Judgement(Ruling.DOUBTFUL, claim, total, signed, comparison)
    return None


def _single(claim: SumClaim) -> Judgement:
    """A single 其中: all that can be said is that a part is not larger than its whole."""
    part = claim.parts[0]
    total = claim.totals[0]
    signed = _plus(claim.parts)
    too_large = all(part.quantity.in_base > t.quantity.in_base for t in claim.totals)
    if claim.link is not Link.OF_WHICH or not too_large or _hedged(claim):
        return Judgement(Ruling.SILENT, claim, total, signed)
    return Judgement(Ruling.BROKEN, claim, total, signed, _compare(total, signed))


def _with_one_taken_off(claim: SumClaim) -> tuple[tuple[int, Figure], ...] | None:
    """The sum with a minus for one part, if that makes it exact (100个，7个权限在省级，新增17个，共110个)."""
    gap = sum((p.quantity.in_base for p in claim.parts), Decimal(0)) - claim.totals[0].quantity.in_base
    if len(claim.parts) < 3 or gap <= 0:
        return None
    for position, part in enumerate(claim.parts):
        if position and 2 * part.quantity.in_base == gap:
            return tuple((-1 if p is part else 1, p) for p in claim.parts)
    return None


def _reconciled_otherwise(claim: SumClaim) -> bool:
    """Whether the list adds up when it ends earlier or begins later, or with one part left out.

    Each is a way in which a correct text can be put, so a difference that one of them explains is no
    contradiction.
    """
    values = [part.quantity.in_base for part in claim.parts]
    whole = sum(values, Decimal(0))
    prefixes = {whole}
    running = Decimal(0)
    for count, value in enumerate(values, start=1):
        running += value
        prefixes.add(running)
        if claim.link is Link.THEN_TOTAL and len(values) - count > 1:
            prefixes.add(whole - running)
    for total in claim.totals:
        gap = whole - total.quantity.in_base
        if total.quantity.in_base in prefixes:
            return True
        if len(values) > 2 and gap > 0 and gap in values:
            return True
    return False


def _ruling(
    claim: SumClaim, total: Figure, signed: Sequence[tuple[int, Figure]], comparison: SumComparison
) -> Ruling:
    stated = total.quantity.in_base
    gap = abs(comparison.difference) / stated if stated else Decimal(1)
    short = comparison.difference > 0  # the total is more than its parts
    parts = [part for _, part in signed]
    if claim.open and short:
        return Ruling.SILENT
    if _stages_differ(total, parts) or _deductions(claim, total):
        return Ruling.SILENT
    if claim.link is Link.OF_WHICH or claim.cue in INCLUDES:
        return _of_which_ruling(parts, gap, short)
    if claim.link is Link.BRACKET:
        return _bracket_ruling(parts, gap, short)
    if claim.link is Link.THEN_TOTAL and not STRONG_TOTAL_CUE.search(claim.cue):
        return Ruling.BROKEN if gap <= Decimal("0.1") else Ruling.SILENT
    return Ruling.BROKEN if gap <= Decimal("0.25") else Ruling.DOUBTFUL


def _of_which_ruling(parts: Sequence[Figure], gap: Decimal, short: bool) -> Ruling:
    if not short:
        overlaps = sum(bool(OVERLAPPING.search(p.label + p.tail)) for p in parts)
        money = parts[0].quantity.unit.dimension is Dimension.MONEY
        if gap > Decimal("0.25"):
            return Ruling.DOUBTFUL if money and not overlaps else Ruling.SILENT
        return Ruling.DOUBTFUL if overlaps else Ruling.BROKEN
    if gap <= Decimal("0.01") or (_exhaustive(parts) and gap <= Decimal("0.2")):
        return Ruling.BROKEN
    return Ruling.DOUBTFUL if gap <= Decimal("0.1") else Ruling.SILENT


def _bracket_ruling(parts: Sequence[Figure], gap: Decimal, short: bool) -> Ruling:
    if any(OVERLAPPING.search(p.label + p.tail) for p in parts) and not _exhaustive(parts):
        return Ruling.SILENT if short else Ruling.DOUBTFUL
    if gap <= Decimal("0.1") or _exhaustive(parts):
        return Ruling.BROKEN
    return Ruling.SILENT if short and gap > Decimal("0.5") else Ruling.DOUBTFUL


def _exhaustive(parts: Sequence[Figure]) -> bool:
    """Whether the parts' names divide the whole: complements (已…, 未…), or funding sources throughout."""
    heads = [match.group() for p in parts if (match := _COMPLEMENT.match(p.label))]
    if len(set(heads)) > 1:
        return True
    names = [p.label.strip(" ,:") for p in parts]
    return len(parts) > 1 and all(len(n) <= 12 and SHARED_SOURCES.match(n) for n in names)


def _stages_differ(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether total and parts speak of different stages of the money (预算 against 支出)."""
    stages = {stage_of(part.label) for part in parts}
    whole = stage_of(total.label)
    if len(stages - {None}) > 1:
        return True
    return whole is not None and len(stages) == 1 and None not in stages and whole not in stages


def _deductions(claim: SumClaim, total: Figure) -> bool:
    """Whether the numbers are points taken off, or a total score, whose sum another check looks at."""
    told = "扣" in claim.sentence.folded or _TOLD.search(total.label)
    return total.quantity.unit.dimension is Dimension.SCORE and bool(told)


def _slip(claim: SumClaim) -> Judgement | None:
    """One unit of money which, written otherwise, makes the sum exact."""
    total = claim.totals[0]
    if total.quantity.unit.dimension is not Dimension.MONEY or len(claim.parts) > _FEW:
        return None
    signed = _signed(claim.parts)
    for figure in (total, *claim.parts):
        for other in _otherwise(figure.quantity):
            quantities = {figure: other}
            comparison = compare_sum(
                quantities.get(total, total.quantity),
                [(sign, quantities.get(part, part.quantity)) for sign, part in signed],
            )
            if comparison.holds:
                return Judgement(
                    Ruling.SLIPPED, claim, total, signed, _compare(total, signed), (figure, other)
                )
    return None


def _otherwise(quantity: Quantity) -> Iterator[Quantity]:
    for unit in _MONEY_UNITS:
        if unit != quantity.unit:
            yield Quantity(quantity.value, unit, quantity.places, quantity.precision)
    for shift in (-3, 3):  # 千元 booked as 万元 with its digits, and the reverse
        places = max(quantity.places - shift, 0)
        yield Quantity(quantity.value.scaleb(shift), quantity.unit, places, quantity.precision)
