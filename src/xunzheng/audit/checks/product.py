"""So much each, times so many, is the amount stated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.products import ProductClaim, product_of
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import bounds
from xunzheng.quantities.writing import write, write_number

_UNIT_STEPS = tuple(Decimal(10) ** power for power in (4, 8, -4, -8))
_MONTHS = Decimal(12)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated product; further factors of the sentence (months, times) are tried before it is wrong."""
    for claim in reading.products:
        outcome = _outcome(claim.pairs)
        fitting = next((t for t in claim.totals if _fits(t.quantity, outcome, claim)), None)
        if fitting is not None:
            yield Held(
                "product", _where(reading, claim, fitting), _written(claim, fitting, outcome), CHECK.id
            )
        elif _sums_to(claim, outcome) or len(claim.totals) > 1 or not claim.firm:
            continue
        elif _plausible(claim, outcome):
            yield _finding(reading, claim, outcome)


def _outcome(pairs: Sequence[tuple[Figure, Figure]]) -> Decimal:
    return sum((product_of(price, count) for price, count in pairs), Decimal(0))


def _fits(total: Quantity, outcome: Decimal, claim: ProductClaim) -> bool:
    """Whether the total is the product as rounded in the text, or the product times a further factor."""
    low, high = bounds(total)
    factors = [Decimal(1), *(f.quantity.in_base for f in claim.further), _MONTHS]
    return any(low <= outcome * factor <= high for factor in factors)


def _sums_to(claim: ProductClaim, outcome: Decimal) -> bool:
    """Whether some of the further amounts make the product (its funding, say)."""
    return sum((t.quantity.in_base for t in claim.totals), Decimal(0)) == outcome


def _plausible(claim: ProductClaim, outcome: Decimal) -> bool:
    """Whether total and product are near enough to be meant for each other, or a unit apart.

    Otherwise a factor stands elsewhere in the report.
    """
    ratio = outcome / claim.totals[0].quantity.in_base
    return Decimal("0.5") < ratio < 2 or ratio in _UNIT_STEPS


def _where(reading: Reading, claim: ProductClaim, total: Figure) -> tuple[Place, ...]:
    figures = (total, *(figure for pair in claim.pairs for figure in pair))
    return tuple(reading.figure_place(claim.sentence, figure) for figure in figures)


def _written(claim: ProductClaim, total: Figure, outcome: Decimal) -> str:
    factors = " + ".join(f"{write(p.quantity)} × {write(c.quantity)}" for p, c in claim.pairs)
    unit = total.quantity.unit
    right = write_number((outcome / unit.factor).normalize()) + unit.symbol
    low, high = bounds(total.quantity)
    return f"{factors} = {right}" + ("" if low <= outcome <= high else f" ≠ {write(total.quantity)}")


def _finding(reading: Reading, claim: ProductClaim, outcome: Decimal) -> Finding:
    total = claim.totals[0]
    unit = total.quantity.unit
    slipped = outcome / total.quantity.in_base in _UNIT_STEPS
    return Finding(
        code="unit-slip" if slipped else "product",
        severity=Severity.ERROR,
        where=_where(reading, claim, total),
        claim=total.text,
        expected=write_number((outcome / unit.factor).normalize()) + unit.symbol,
        arithmetic=_written(claim, total, outcome),
        advice="请核对金额的单位。"
        if slipped
        else "请核对单价（标准）、数量与金额；另有其他支出的，请写明。",
        check=CHECK.id,
    )


CHECK = Check("product", 1, ("product", "unit-slip"), find)
