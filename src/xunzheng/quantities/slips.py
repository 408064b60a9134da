"""Slips of the pen: numbers whose digits are one stroke apart."""

from __future__ import annotations

from decimal import Decimal


def is_one_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are one digit apart, the point and outer zeros aside.

    Another digit, one more, one less, or two neighbours exchanged. Equal digits count as well.

    >>> is_one_slip(Decimal("297"), Decimal("27")), is_one_slip(Decimal("512"), Decimal("521"))
    (True, True)
    >>> is_one_slip(Decimal("30"), Decimal("95"))
    False
    """
    left, right = _digits(one), _digits(other)
    if not left or not right or abs(len(left) - len(right)) > 1:
        return False
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    a, b = left[head:], right[head:]
    exchanged = a[:2] == b[1::-1] and a[2:] == b[2:]
    return exchanged or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").replace("-", "").strip("0")
