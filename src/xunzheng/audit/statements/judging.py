"""Whether a stated sum holds under any lawful reading, and if not, how sure that is."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from xunzheng.audit.parameters import Tolerances
from xunzheng.audit.statements.parts import INCLUDES, LISTED, Link, SumClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.vocabulary import (
    OPEN_LIST,
    OVERLAPPING,
    SET_APART,
    SHARED_SOURCES,
    STRONG_TOTAL_CUE,
    SUBTRACTED,
    Stage,
    name_of,
    stage_of,
)
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.rounding import SumComparison, compare_sum, round_half_up, truncate
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension

_COMPLEMENT = re.compile(
    r"^(?:提前|首批|第[一二三四五六]批|[上下]半年|第?[一二三四]季度|已|未|男|女|新|旧|城|乡|城镇|农村|上|下)"
)
_SOURCE = re.compile(
    rf"(?:{SHARED_SOURCES.pattern})(?:级|财政|专项|资金|补助|配套|投入|拨款|安排|预算|经费|款|筹集)*(?:为|是)?$"
)
_LED = re.compile(r"^(?:包含|包括|含)")
_TOLD = re.compile(r"满分|自评|得分|评分|总分|等级|档次|扣|[“\"](?:优|良|中|差|优秀|良好)[”\"]")
_MONEY_UNITS = (YUAN, WAN_YUAN, YI_YUAN)
_LONG = 4  # digits
_FEW = 12  # lists longer than this are not searched for a slipped unit


_Signed = tuple[tuple[int, Figure], ...]
"""Parts with their signs, +1 or −1."""


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
    parts: _Signed
    comparison: SumComparison | None = None
    slipped: tuple[Figure, Quantity] | None = None


_Trial = tuple[Figure, _Signed, SumComparison]


def judge(claim: SumClaim, tolerances: Tolerances) -> Judgement:
    """Decide a stated sum: it is wrong only if no lawful reading of its words makes it right.

    Tried in turn: every total with every reading of the parts; one part taken off; 约 and 等 that leave
    the sum open; rounding; one unit of money written wrong. What is left is judged by how far apart the two
    sides are and by how firmly the words promise that the parts are all: 491万元，其中449万元、43万元.
    """
    trials = [
        (total, signed, _compare(total, signed))
        for total in claim.totals
        for signed in _signed_readings(claim)
    ]
    held = next((trial for trial in trials if trial[2].holds), None)
    if held is not None:
        return _judgement(Ruling.HOLDS, claim, held)
    coarse = next((trial for trial in trials if _stated_coarsely(*trial, tolerances)), None)
    if coarse is not None:
        return _judgement(Ruling.HOLDS, claim, coarse)
    if len(claim.parts) == 1:
        return _nearly(claim, trials, tolerances) or _single(claim)
    return (
        _flipped(claim)
        or _unjudged(claim)
        or _rounded(claim, trials)
        or _slip(claim)
        or _decided(claim, trials, tolerances)
    )


def _stated_coarsely(
    total: Figure, signed: _Signed, comparison: SumComparison, tolerances: Tolerances
) -> bool:
    """Whether the total is the sum in fewer digits than its parts: 2.85亿元 for 4860万元 and 2.36亿元.

    Its last digit weighs ten times that of any part at least, so that nobody meant it to the last one.
    """
    quantity = total.quantity
    if quantity.step < 10 * max(part.quantity.step for _, part in signed):
        return False
    if abs(comparison.difference) > quantity.in_base * tolerances.sum_coarse.value:
        return False
    exact = Fraction(comparison.sum) / Fraction(quantity.unit.factor)
    return quantity.value in (round_half_up(exact, quantity.places), truncate(exact, quantity.places))


def _judgement(ruling: Ruling, claim: SumClaim, trial: _Trial) -> Judgement:
    total, signed, comparison = trial
    return Judgement(ruling, claim, total, signed, comparison)


def _unjudged(claim: SumClaim) -> Judgement | None:
    if _hedged(claim) or _ends_elsewhere(claim):
        return Judgement(Ruling.SILENT, claim, claim.totals[0], _plus(claim.parts))
    return None


def _rounded(claim: SumClaim, trials: Sequence[_Trial]) -> Judgement | None:
    found = next((trial for trial in trials if trial[2].explained_by_rounding), None)
    return None if found is None else _judgement(Ruling.ROUNDED, claim, found)


def _decided(claim: SumClaim, trials: Sequence[_Trial], tolerances: Tolerances) -> Judgement:
    """The ruling on the reading that comes nearest to the nearest total with all of its parts."""
    whole = [t for t in trials if t[0] is claim.totals[0] and len(t[1]) == len(claim.parts)]
    nearest = min(whole, key=lambda trial: abs(trial[2].difference))
    ruling = _ruling(claim, *nearest, tolerances)
    if ruling is Ruling.BROKEN and _one_too_many(claim) and not _is_firm(claim):
        ruling = Ruling.DOUBTFUL
    return _judgement(ruling, claim, nearest)


def _plus(parts: Sequence[Figure]) -> _Signed:
    return tuple((1, part) for part in parts)


def _signed(parts: Sequence[Figure]) -> _Signed:
    """The parts with a minus for those that the text takes off (调减2.66万元)."""
    return tuple((-1 if SUBTRACTED.search(p.label) else 1, p) for p in parts)


def _signed_readings(claim: SumClaim) -> list[_Signed]:
    readings = [_signed(claim.parts), _plus(claim.parts)]
    readings += [_signed(other) for other in claim.others]
    return [each for i, each in enumerate(readings) if len(each) > 1 and each not in readings[:i]]


def _compare(total: Figure, signed: Sequence[tuple[int, Figure]]) -> SumComparison:
    return compare_sum(total.quantity, [(sign, part.quantity) for sign, part in signed])


def _hedged(claim: SumClaim) -> bool:
    """Whether 约, 余 or 以上 keeps the sum from being judged."""
    figures = (claim.totals[0], *claim.parts)
    return any(f.quantity.precision is not Precision.EXACT for f in figures)


def _nearly(claim: SumClaim, trials: Sequence[_Trial], tolerances: Tolerances) -> Judgement | None:
    """A list over several sentences that almost makes the total: a reader should look at it."""
    for total, signed, comparison in trials:
        stated = total.quantity.in_base
        near = stated * tolerances.sum_gathered.value
        if len(signed) > 3 and stated and abs(comparison.difference) <= near:
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


def _flipped(claim: SumClaim) -> Judgement | None:
    """The sum with a minus for a part that the words set apart (100个，7个权限在省级，新增17个，共110个)."""
    total = claim.totals[0]
    for parts in (claim.parts, *claim.others):
        gap = sum((p.quantity.in_base for p in parts), Decimal(0)) - total.quantity.in_base
        off = next((p for p in parts[1:] if gap > 0 and 2 * p.quantity.in_base == gap), None)
        if off is not None and len(parts) > 2 and SET_APART.search(off.label + off.tail):
            signed = tuple((-1 if part is off else 1, part) for part in parts)
            return Judgement(Ruling.HOLDS, claim, total, signed, _compare(total, signed))
    return None


def _one_too_many(claim: SumClaim) -> bool:
    """Whether leaving out one part makes the sum: the part may belong to another."""
    values = [part.quantity.in_base for part in claim.parts]
    gaps = (sum(values, Decimal(0)) - total.quantity.in_base for total in claim.totals)
    return len(values) > 2 and any(gap > 0 and gap in values for gap in gaps)


def _is_firm(claim: SumClaim) -> bool:
    """Whether the words promise that the parts are all, and none of them another's."""
    if claim.link is Link.THEN_TOTAL:
        return bool(STRONG_TOTAL_CUE.search(claim.cue))
    return claim.link is Link.CONSISTS and claim.cue not in INCLUDES


def _ends_elsewhere(claim: SumClaim) -> bool:
    """Whether the list adds up when it ends earlier, or before a total when it begins later.

    Each is a way in which a correct text can be put, so a difference that one of them explains is no
    contradiction.
    """
    parts = claim.parts[::-1] if claim.link is Link.THEN_TOTAL else claim.parts
    sums = set(accumulate(part.quantity.in_base for part in parts))
    return any(total.quantity.in_base in sums for total in claim.totals)


def _ruling(
    claim: SumClaim,
    total: Figure,
    signed: Sequence[tuple[int, Figure]],
    comparison: SumComparison,
    tolerances: Tolerances,
) -> Ruling:
    stated = total.quantity.in_base
    gap = abs(comparison.difference) / stated if stated else Decimal(1)
    short = comparison.difference > 0  # the total is more than its parts
    parts = [part for _, part in signed]
    if claim.open and short:
        batches = not OPEN_LIST.match(claim.parts[-1].tail) and _exhaustive(parts)
        return Ruling.DOUBTFUL if batches and gap <= tolerances.complements_certain.value else Ruling.SILENT
    if _stages_differ(total, parts) or _deductions(claim, total):
        return Ruling.SILENT
    if claim.link is Link.GATHERED:
        return _gathered_ruling(claim, parts, gap, tolerances)
    if claim.link is Link.OF_WHICH or claim.cue in INCLUDES:
        return _of_which_ruling(parts, gap, short, tolerances)
    if claim.link is Link.BRACKET:
        return _bracket_ruling(parts, gap, short, tolerances)
    if claim.cue == "累计":  # may count earlier years in
        return Ruling.DOUBTFUL if gap <= tolerances.sum_loose.value else Ruling.SILENT
    if claim.link is Link.THEN_TOTAL and not STRONG_TOTAL_CUE.search(claim.cue):
        return Ruling.BROKEN if gap <= tolerances.sum_loose.value else Ruling.SILENT
    return Ruling.BROKEN if gap <= tolerances.sum_firm.value else Ruling.DOUBTFUL


def _of_which_ruling(parts: Sequence[Figure], gap: Decimal, short: bool, tolerances: Tolerances) -> Ruling:
    if not short:
        kinds = [OVERLAPPING.search(p.label + p.tail) for p in parts]
        overlaps = sum(kind is not None for kind in kinds)
        if overlaps == len(parts) and len({kind.group() for kind in kinds if kind}) > 1:
            return Ruling.SILENT  # 党员、本科、女职工: one person can be all three
        money = parts[0].quantity.unit.dimension is Dimension.MONEY
        if gap > tolerances.of_which_over.value:
            return Ruling.DOUBTFUL if money and not overlaps else Ruling.SILENT
        return Ruling.DOUBTFUL if overlaps else Ruling.BROKEN
    certain = tolerances.complements_certain if _exhaustive(parts) else tolerances.of_which_certain
    if gap <= certain.value:
        return Ruling.BROKEN
    return Ruling.DOUBTFUL if gap <= tolerances.of_which_doubtful.value else Ruling.SILENT


def _gathered_ruling(
    claim: SumClaim, parts: Sequence[Figure], gap: Decimal, tolerances: Tolerances
) -> Ruling:
    """Parts in sentences of their own: an error where they are as many as the words say (以上六项)."""
    if claim.cue == LISTED:
        return Ruling.DOUBTFUL if gap <= tolerances.sum_firm.value else Ruling.SILENT
    if any(OVERLAPPING.search(p.label + p.tail) for p in parts) and not _exhaustive(parts):
        return Ruling.SILENT
    if claim.cue == "，":
        near = tolerances.complements_certain if _exhaustive(parts) else tolerances.sum_gathered
        return Ruling.DOUBTFUL if gap <= near.value else Ruling.SILENT
    counted = claim.cue == "以上" and gap <= tolerances.sum_loose.value
    marked = claim.cue not in ("以上", "累计") and gap <= tolerances.of_which_certain.value
    if counted or marked:
        return Ruling.BROKEN
    return Ruling.DOUBTFUL if gap <= tolerances.of_which_doubtful.value else Ruling.SILENT


def _bracket_ruling(parts: Sequence[Figure], gap: Decimal, short: bool, tolerances: Tolerances) -> Ruling:
    if any(OVERLAPPING.search(p.label + p.tail) for p in parts) and not _exhaustive(parts):
        return Ruling.SILENT if short else Ruling.DOUBTFUL
    if gap <= tolerances.bracket_certain.value or _exhaustive(parts):
        return Ruling.BROKEN
    return Ruling.SILENT if short and gap > tolerances.bracket_doubtful.value else Ruling.DOUBTFUL


def _exhaustive(parts: Sequence[Figure]) -> bool:
    """Whether the parts' names divide the whole: complements (已…, 未…), or funding sources throughout."""
    names = [_LED.sub("", name_of(p.label)) for p in parts]
    heads = {match.group() for name in names if (match := _COMPLEMENT.match(name))}
    if len(heads) > 1:
        return True
    return len(parts) > 1 and all(len(n) <= 12 and SHARED_SOURCES.match(n) for n in names)


def _stages_differ(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether total and parts speak of different stages of the money or work (预算 against 支出).

    Parts of two stages (办结56件、在办5件) are a balance of flows, which has a check of its own.
    """
    stages = {stage_of(part.label) for part in parts}
    whole = stage_of(total.label)
    if len(stages - {None}) > 1:
        return True
    if whole is Stage.SPENT and stages == {None} and all(_SOURCE.match(name_of(p.label)) for p in parts):
        return True
    return whole is not None and len(stages) == 1 and None not in stages and whole not in stages


def _deductions(claim: SumClaim, total: Figure) -> bool:
    """Whether the numbers are points taken off, or a total score, whose sum another check looks at."""
    scored = total.quantity.unit.dimension is Dimension.SCORE
    return scored and _TOLD.search(claim.sentence.folded) is not None


def _slip(claim: SumClaim) -> Judgement | None:
    """One unit of money which, written otherwise, makes the sum exact.

    What is missing from 其中 is not a unit: there only a figure counts whose unit is not the total's.
    """
    total = claim.totals[0]
    if total.quantity.unit.dimension is not Dimension.MONEY or len(claim.parts) > _FEW or claim.open:
        return None
    signed = _signed(claim.parts)
    short = _compare(total, signed).difference > 0
    partial = short and (claim.link in (Link.OF_WHICH, Link.BRACKET) or claim.cue in INCLUDES)
    for figure in (total, *claim.parts):
        for other in _otherwise(figure.quantity, shifted=not short):
            if partial and other.unit != total.quantity.unit and not _is_long(figure, total):
                continue
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


def _is_long(figure: Figure, total: Figure) -> bool:
    """Whether a figure is a total of so many digits that its parts cannot make them by chance."""
    return figure is total and len(total.quantity.value.normalize().as_tuple().digits) >= _LONG


def _otherwise(quantity: Quantity, *, shifted: bool) -> Iterator[Quantity]:
    for unit in _MONEY_UNITS:
        if unit != quantity.unit:
            yield Quantity(quantity.value, unit, quantity.places, quantity.precision)
    for shift in (-3, 3) if shifted else ():  # 千元 booked as 万元 with its digits, and the reverse
        value = quantity.value.scaleb(shift).normalize()
        places = max(-int(value.as_tuple().exponent), 0)
        yield Quantity(value, quantity.unit, places, quantity.precision)
