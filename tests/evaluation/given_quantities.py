"""Quantities and evidence written short, for the tables of examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import NUMBER, PERCENT, PERSON, WAN_YUAN, YI_YUAN, YUAN, Unit

UNITS: dict[str, Unit] = {
    "": NUMBER,
    "%": PERCENT,
    "人": PERSON,
    "元": YUAN,
    "万元": WAN_YUAN,
    "亿元": YI_YUAN,
}


def q(text: str, **fields: Any) -> Quantity:
    """`q("491 万元")`: the number and the unit, apart."""
    number, _, unit = text.partition(" ")
    return Quantity(Decimal(number), UNITS[unit], **fields)


def counted(**fields: Any) -> Evidence:
    """Evidence of the strongest kind."""
    return Evidence(EvidenceKind.COUNTED, place="数据集 d1", **fields)


def stated(**fields: Any) -> Evidence:
    """Evidence stated in a report."""
    return Evidence(EvidenceKind.STATED, place="报告第三部分", **fields)


def judged(**fields: Any) -> Evidence:
    """Evidence that somebody judged."""
    return Evidence(EvidenceKind.JUDGED, by="评价组", reason="现场查看", **fields)


def funds(executed: str, **others: str) -> dict[str, Quantity]:
    """Values for the execution rate, in 万元."""
    named = {"全年执行数": executed, **others}
    return {name: q(f"{number} 万元") for name, number in named.items()}


def f(text: str) -> Fraction:
    """An exact fraction."""
    return Fraction(text)
