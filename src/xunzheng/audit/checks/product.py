"""So much each, times so many, is the amount stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.parameters import Tolerance, Tolerances
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.products import ProductClaim, product_of
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.vocabulary import TOTAL_CUE, Stage, stage_of
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import bounds, round_half_up
from xunzheng.quantities.slips import is_one_slip
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension, Unit
from xunzheng.quantities.writing import write, write_number

_UNIT_STEPS = tuple(Decimal(10) ** power for power in (4, 8, -4, -8))
_OTHERWISE = re.compile(
    r"但|其余|另有|折半|减半|按半|半[年月]|部分|扣除|不足|按实际|据实|个别|优惠|折扣|调整|[上下]浮|免费|自筹|余款|首付"
)
_FEWEST_DIGITS = 3  # of both factors: fewer make a total by chance
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """The products of the pairs, added and times a further factor: `figure` of the sentence, or 12 months."""

    claim: ProductClaim
    outcome: Decimal
    figure: Figure | None = None
    months: bool = False

    def ratio(self, total: Quantity) -> Decimal:
        """How many times the stated total the outcome is."""
        return self.outcome / total.in_base

    def fits(self, total: Quantity) -> bool:
        """Whether the total is the outcome as rounded in the text."""
        low, high = bounds(total)
        return low <= self.outcome <= high

    def written(self, total: Quantity, unit: Unit) -> str:
        """The product written out: `165元 × 128400人 × 12 = 25423.2万元 ≠ 25243.2万元`."""
        pairs = " + ".join(f"{write(p.quantity)} × {write(c.quantity)}" for p, c in self.claim.pairs)
        further = write(self.figure.quantity) if self.figure else "12个月" if self.months else ""
        if further:
            pairs = f"（{pairs}） × {further}" if len(self.claim.pairs) > 1 else f"{pairs} × {further}"
        left = f"{pairs} = {_in(self.outcome, unit)}"
        return left if self.fits(total) else f"{left} ≠ {write(total)}"


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated product. Further factors of the sentence, and twelve months of a monthly rate, are tried.

    An error only where the amount stands behind the factors that make it; what is said to be planned,
    or comes first, may cover more, and a monthly rate may have been paid for less than a year.
    """
    tolerances = rules.parameters.tolerances
    held: set[int] = set()
    wrong: dict[int, Finding] = {}
    for claim in reading.products:
        reckonings = tuple(_reckonings(claim))
        fitting = next(((t, r) for t in claim.totals for r in reckonings if r.fits(t.quantity)), None)
        if fitting is not None:
            total, made = fitting
            if total.start in held:
                continue
            held.add(total.start)
            written = made.written(total.quantity, total.quantity.unit)
            yield Held("product", _where(reading, made, total), written, CHECK.id)
        elif claim.firm and len(claim.totals) == 1 and not _closes_list(claim) and not _is_mixed(claim):
            meant = _meant(claim.totals[0], reckonings, tolerances)
            if meant is not None:
                wrong.setdefault(claim.totals[0].start, _finding(reading, claim.totals[0], meant))
    yield from (finding for start, finding in wrong.items() if start not in held)


def _reckonings(claim: ProductClaim) -> Iterator[_Reckoning]:
    outcome = sum((product_of(price, count) for price, count in claim.pairs), Decimal(0))
    yield _Reckoning(claim, outcome)
    for figure in claim.further:
        yield _Reckoning(claim, outcome * figure.quantity.in_base, figure)
    if any("月" in price.label or "月" in price.text for price, _ in claim.pairs):
        yield _Reckoning(claim, outcome * _MONTHS, months=True)


def _meant(total: Figure, reckonings: tuple[_Reckoning, ...], tolerances: Tolerances) -> _Reckoning | None:
    """The reckoning that the total was meant to be: near it, or a unit apart. None: a factor is not there."""
    first, *further = reckonings
    ratio = first.ratio(total.quantity)
    if _within(ratio, tolerances.product_averaged) and any(
        "均" in price.label for price, _ in first.claim.pairs
    ):
        return None
    if _within(ratio, tolerances.product_meant) or ratio in _UNIT_STEPS:
        return first
    near = tolerances.product_near
    meant = next((r for r in further if _within(r.ratio(total.quantity), near)), None)
    return meant or next((r for r in reckonings if _is_slip_off(total.quantity, r)), None)


def _is_slip_off(total: Quantity, made: _Reckoning) -> bool:
    """Whether one digit of the price or the number makes the product the total: 每台950元 for 9500元."""
    if len(made.claim.pairs) != 1:
        return False
    for own, other in (made.claim.pairs[0], made.claim.pairs[0][::-1]):
        rest = made.outcome / own.quantity.value
        due = round_half_up(Fraction(total.in_base) / Fraction(rest), own.quantity.places)
        low, high = bounds(total)
        long = len(due.as_tuple().digits) + len(other.quantity.value.as_tuple().digits)
        if low <= rest * due <= high and is_one_slip(due, own.quantity.value) and long > _FEWEST_DIGITS:
            return True
    return False


def _within(ratio: Decimal, tolerance: Tolerance) -> bool:
    """Whether a ratio lies between one over the tolerance and the tolerance."""
    return 1 / tolerance.value < ratio < tolerance.value


def _closes_list(claim: ProductClaim) -> bool:
    """Whether the total closes a list (…；二级9个，每个4万元，共计62万元) of which this is the last item."""
    first = min(figure.start for pair in claim.pairs for figure in pair)
    total = claim.totals[0]
    before = [f for f in claim.sentence.figures if f.start < first and f.base == total.base]
    closed = bool(before) and TOTAL_CUE.search(before[-1].label) is not None  # a total of its own
    return bool(before) and not closed and TOTAL_CUE.search(total.label) is not None


def _is_mixed(claim: ProductClaim) -> bool:
    """Whether words between the factors and the total say that some are paid otherwise (按半年结算)."""
    total = claim.totals[0]
    first = min(figure.end for pair in claim.pairs for figure in pair)
    return _OTHERWISE.search(claim.sentence.words(first, max(total.start, first))) is not None


def _where(reading: Reading, made: _Reckoning, total: Figure) -> tuple[Place, ...]:
    factors = [figure for pair in made.claim.pairs for figure in pair]
    figures = (total, *factors, *([made.figure] if made.figure else []))
    return tuple(reading.figure_place(made.claim.sentence, figure) for figure in figures)


def _finding(reading: Reading, total: Figure, made: _Reckoning) -> Finding:
    slipped = made.ratio(total.quantity) in _UNIT_STEPS
    unit = _readable(made.outcome, total.quantity) if slipped else total.quantity.unit
    return Finding(
        code="unit-slip" if slipped else "product",
        severity=Severity.ERROR
        if not made.claim.distant and (slipped or _certain(total, made))
        else Severity.SUSPICION,
        where=_where(reading, made, total),
        claim=total.text,
        expected=_in(made.outcome, unit),
        arithmetic=made.written(total.quantity, unit),
        advice="请核对金额的单位。"
        if slipped
        else "请核对单价（标准）、数量与金额；另有其他支出的，请写明。",
        check=CHECK.id,
    )


def _certain(total: Figure, made: _Reckoning) -> bool:
    """Whether the amount can be nothing but this product; so many people each time may be meant roughly."""
    behind = all(figure.end <= total.start for pair in made.claim.pairs for figure in pair)
    money = total.quantity.unit.dimension is Dimension.MONEY
    return money and behind and not made.months and stage_of(total.label) is not Stage.PLANNED


def _readable(outcome: Decimal, total: Quantity) -> Unit:
    """The unit of money in which the outcome has the digits that the total is stated with."""
    units = (YUAN, WAN_YUAN, YI_YUAN)
    return next((unit for unit in units if outcome / unit.factor == total.value), total.unit)


def _in(outcome: Decimal, unit: Unit) -> str:
    return write_number((outcome / unit.factor).normalize()) + unit.symbol


CHECK = Check("product", 3, ("product", "unit-slip"), find)
