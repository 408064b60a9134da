"""How the tables of examples write down what was found in a text."""

from __future__ import annotations

from xunzheng.quantities.passage import Found
from xunzheng.quantities.quantity import Exclusion, Mention, Precision


def describe(found: Found) -> str:
    """`491万元 = 491 万元`, `60% = 60 % over ≥`, `2019年 : date`, `7,00.0,77 !`."""
    if isinstance(found, Exclusion):
        return f"{found.text} : {found.kind}"
    if not isinstance(found, Mention):
        return f"{found.text} !"
    quantity = found.quantity
    upper = f"..{quantity.upper}" if quantity.upper is not None else ""
    hedge = quantity.precision if quantity.precision is not Precision.EXACT else ""
    parts = [f"{quantity.value}{upper}", quantity.unit.symbol, hedge, found.operator]
    return f"{found.text} = " + " ".join(part for part in parts if part)
