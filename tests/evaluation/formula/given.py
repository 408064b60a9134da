"""Values written short: `values_of("实际=449万元 计划=20人")`."""

from __future__ import annotations

import re
from decimal import Decimal

from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Quantity

_NUMBER = re.compile(r"(-?\d+(?:\.(\d+))?)(.*)")


def quantity_of(text: str) -> Quantity:
    """`449.50万元` with its two places."""
    found = _NUMBER.fullmatch(text)
    assert found, text
    unit = unit_named(found[3])
    assert unit, text
    return Quantity(Decimal(found[1]), unit, len(found[2] or ""))


def values_of(text: str) -> dict[str, Quantity | list[Quantity]]:
    """Names and quantities, parted by blanks; a list has commas."""
    values: dict[str, Quantity | list[Quantity]] = {}
    for entry in text.split():
        name, _, written = entry.rpartition("=")
        several = [quantity_of(one) for one in written.split(",")]
        values[name] = several if "," in written else several[0]
    return values
