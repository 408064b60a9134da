"""The slots that the official tables are made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from xunzheng.authoring.amounts import plain
from xunzheng.authoring.assessment import Assessed
from xunzheng.documents.manuscript import Alignment, Slot
from xunzheng.quantities.writing import write_number

DASH = "—"


def head(text: str, rows: int = 1, columns: int = 1) -> Slot:
    """A title of a column or row."""
    return Slot(text, rows, columns, Alignment.CENTRE, heading=True)


def centred(text: str, rows: int = 1, columns: int = 1) -> Slot:
    """A short text in the middle."""
    return Slot(text, rows, columns, Alignment.CENTRE)


def words(text: str, rows: int = 1, columns: int = 1) -> Slot:
    """A longer text, from the left."""
    return Slot(text, rows, columns)


def amount(value: Decimal, places: int) -> Slot:
    """An amount with the digits of its table."""
    return Slot(write_number(value, places), align=Alignment.CENTRE, number=value)


def score(value: Decimal | None) -> Slot:
    """Points; empty where there are none."""
    if value is None:
        return centred("")
    return Slot(plain(value), align=Alignment.CENTRE, number=value)


def runs(items: Sequence[Assessed], depth: int) -> list[int]:
    """For each item how many rows its name at a depth spans from there; 0 where one above spans it."""
    spans: list[int] = []
    for _, group in groupby(items, key=lambda item: item.path[: depth + 1]):
        count = len(list(group))
        spans += [count, *[0] * (count - 1)]
    return spans
