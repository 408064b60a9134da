"""Sums over a score sheet: which rows make up a weight or score, and whether they add up to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.arithmetic import write_sum
from xunzheng.audit.finding import Place, Verdict
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.audit.sheet_reading import (
    funds_total,
    is_bonus,
    is_dash,
    is_execution,
    places_of,
    points,
)
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import SCORE

Field = Callable[[SheetNode], Stated | None]


def weight_of(node: SheetNode) -> Stated | None:
    """The weight cell of a node."""
    return node.weight


def score_of(node: SheetNode) -> Stated | None:
    """The score cell of a node."""
    return node.score


@dataclass(frozen=True, slots=True)
class Part:
    """One row's number in a sum, with the row's name and the place where the row is named."""

    name: str
    place: Place
    stated: Stated


def add(parts: Sequence[Part]) -> Decimal:
    """The exact sum of the parts."""
    return sum((part.stated.value or Decimal(0) for part in parts), Decimal(0))


def write_parts(total: Decimal, parts: Sequence[Part]) -> str:
    """The sum with its outcome: `4 + 4 + 3 = 11 ≠ 12（分）`."""
    return write_sum(Quantity(total, SCORE, places_of(total)), [(1, points(part.stated)) for part in parts])


def nearest_parts(nodes: Sequence[SheetNode], field: Field) -> list[Part] | None:
    """The highest nodes that state a number, covering every leaf once; None where a leaf is not covered.

    A dash (not applicable) covers its leaf with nothing.
    """
    return _collect(nodes, field, deep=False)


def leaf_parts(nodes: Sequence[SheetNode], field: Field) -> list[Part] | None:
    """The lowest nodes that state a number, covering every leaf once; None where a leaf is not covered.

    A parent stands for leaves that have no cells of their own, not for one whose cell is empty.
    """
    return _collect(nodes, field, deep=True)


def _collect(nodes: Sequence[SheetNode], field: Field, *, deep: bool) -> list[Part] | None:
    parts: list[Part] = []
    for node in nodes:
        found = _own(node, field)
        if node.children and (found is None or deep):
            below = _collect(node.children, field, deep=deep)
            wanting = below is None and any(field(leaf) is not None for leaf in node.leaves())
            found = below if below is not None or (deep and wanting) else found
        if found is None:
            return None
        parts.extend(found)
    return parts


def _own(node: SheetNode, field: Field) -> list[Part] | None:
    stated = field(node)
    if stated is not None and stated.value is not None:
        return [Part(node.name, node.place, stated)]
    return [] if is_dash(stated) and not node.children else None


def parents(sheet: Sheet, field: Field) -> Iterator[tuple[SheetNode, Stated, Decimal]]:
    """The nodes with children that state a number of their own, with that number."""
    for node in sheet.walk():
        stated = field(node)
        if node.children and stated is not None and stated.value is not None:
            yield node, stated, stated.value


def ordinary(nodes: Sequence[SheetNode]) -> tuple[SheetNode, ...]:
    """The nodes without the bonus rows, which count beyond the total."""
    return tuple(node for node in nodes if not is_bonus(node))


def detailed(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with scores that are no summary: one of level-one rows only beside one with levels."""
    scored = tuple(sheet for sheet in sheets if sheet.has_scores)
    deep = tuple(sheet for sheet in scored if any(node.children for node in sheet.nodes))
    return deep or scored


def funds_part(sheet: Sheet, field: str) -> Part | None:
    """The funds row's weight or score as a part of the total, unless a row of the tree already has it."""
    row = funds_total(sheet)
    if row is None or any(is_execution(node.name) for node in sheet.walk()):
        return None
    stated = row.weight if field == "weight" else row.score
    return Part("预算执行率", row.place, stated) if stated is not None and stated.value is not None else None


def part_places(parts: Sequence[Part]) -> tuple[Place, ...]:
    """The places of the parts' numbers."""
    return tuple(part.stated.place for part in parts)


def rounds_to(exact: Decimal | Fraction, stated: Decimal) -> bool:
    """Whether the stated number is the exact one, rounded half up to the digits that it shows."""
    step = Fraction(Decimal(1).scaleb(-places_of(stated)))
    lower = Fraction(stated) - step / 2
    return lower <= Fraction(exact) < lower + step


def points_verdict(claim: Decimal, expected: Decimal) -> Verdict:
    """The difference of two scores, and whether rounding to the claim's digits explains it."""
    half = Decimal(1).scaleb(-places_of(claim)) / 2
    return Verdict(claim - expected, "分", rounds_to(expected, claim), claim - half, claim + half)


def cut_to(exact: Decimal | Fraction, stated: Decimal) -> bool:
    """Whether the stated number is the exact one with its further digits cut off."""
    step = Fraction(Decimal(1).scaleb(-places_of(stated)))
    return Fraction(stated) <= Fraction(exact) < Fraction(stated) + step


def lacks_execution(sheet: Sheet, wanting: Decimal) -> bool:
    """Whether the 10 or 20 points that a total wants may be those of an execution rate scored elsewhere."""
    return funds_part(sheet, "weight") is None and wanting in (Decimal(10), Decimal(20))
