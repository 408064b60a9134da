"""Target and actual value of an indicator, read just as the audit will read them in the printed table."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import SheetNode, Stated
from xunzheng.audit.sheet_directions import judged, lower_is_better
from xunzheng.audit.sheet_reading import Attained, Value, read_value
from xunzheng.authoring.amounts import plain, rate
from xunzheng.authoring.project import Counted, ProjectIndicator
from xunzheng.evaluation.rules import Qualitative
from xunzheng.quantities.quantity import Precision, Quantity

_NOWHERE = Place((), 0, 0, 0, 1, "")


def stated(text: str) -> Stated:
    """A text as the audit holds it, from nowhere yet."""
    return Stated(text, _NOWHERE)


def read_counted(text: str) -> Quantity | None:
    """The one exact quantity that a text states, and nothing else; None for all else.

    >>> read_counted("588份").value
    Decimal('588')
    """
    value = read_value(stated(text))
    if value is None or value.operator or value.quantity.upper is not None:
        return None
    return value.quantity if value.quantity.precision is Precision.EXACT else None


def read_target(item: ProjectIndicator) -> Value | None:
    """The quantity of the target; None where it is words, a date or several numbers."""
    return read_value(stated(item.target))


def share_of(item: ProjectIndicator) -> Fraction | None:
    """Part over whole, where the indicator has both, of one unit, and the whole is above 0."""
    if item.share is None:
        return None
    part, whole = (read_counted(counted.value) for counted in item.share)
    if part is None or whole is None or not part.unit.adds_to(whole.unit) or whole.in_base <= 0:
        return None
    return Fraction(part.in_base) / Fraction(whole.in_base)


def sum_of(parts: tuple[Counted, ...]) -> str | None:
    """The sum of the parts in the unit of the first; None where they do not add."""
    read = [read_counted(part.value) for part in parts]
    first = read[0] if read else None
    found = [
        quantity for quantity in read if quantity is not None and first and quantity.unit.adds_to(first.unit)
    ]
    if first is None or len(found) < len(parts):
        return None
    total = sum((Fraction(quantity.in_base) for quantity in found), Fraction(0)) / Fraction(first.unit.factor)
    places = max(quantity.places + _shift(quantity, first) for quantity in found)
    scaled = total * 10**places
    number = first.value.__class__(scaled.numerator).scaleb(-places)
    return f"{plain(number)}{first.unit.symbol}"


def _shift(quantity: Quantity, first: Quantity) -> int:
    """How many more digits a quantity needs when written in the unit of the first."""
    ratio = Fraction(quantity.unit.factor) / Fraction(first.unit.factor)
    shift = 0
    while ratio.denominator > 1 and shift < 12:
        ratio *= 10
        shift += 1
    return shift


def actual_text(item: ProjectIndicator, qualitative: Qualitative | None) -> str:
    """The actual value as the table prints it: as given, computed from what it follows from, or the band.

    A rate is written with as many digits as keep it on its side of the target.
    """
    if item.actual:
        return item.actual
    share = share_of(item)
    if share is not None:
        target = read_target(item)
        return rate(share, (Fraction(target.quantity.in_base),) if target else ())
    if item.parts:
        return sum_of(item.parts) or ""
    band = qualitative.band(item.outcome) if qualitative and item.outcome else None
    return "" if band is None else (*band.synonyms, band.word)[0]


def node_of(item: ProjectIndicator, path: tuple[str, ...], actual: str) -> SheetNode:
    """The indicator as a node of a score sheet, so that it is judged as the audit judges it."""
    weight = None if item.weight is None else Stated(plain(item.weight), _NOWHERE, item.weight)
    return SheetNode(
        name=path[-1],
        path=path,
        place=_NOWHERE,
        weight=weight,
        target=stated(item.target),
        actual=stated(actual),
    )


def attained(node: SheetNode) -> Attained | None:
    """Target beside actual value, where both are single numbers of one unit.

    `=100%` that was missed means ≥, unless less of it is better: a share cannot be more than the whole.
    """
    pair = judged(node)
    if pair is None or pair.met is not None or pair.unit != "%" or lower_is_better(node):
        return pair
    whole = pair.target_base == pair.factor * 100
    return replace(pair, target=replace(pair.target, operator="≥")) if whole else pair
