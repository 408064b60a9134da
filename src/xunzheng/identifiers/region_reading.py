"""The reading of a region's code by itself."""

from __future__ import annotations

from datetime import date

from xunzheng.identifiers.characters import DIGITS
from xunzheng.identifiers.flaw import Flaw
from xunzheng.identifiers.reading import Part, Reading
from xunzheng.identifiers.readings import support_of
from xunzheng.identifiers.tables import Tables

REGION_CODE = "行政区划代码"


def region_reading(text: str, tables: Tables, on: date) -> Reading | None:
    """As the six digits of a region (GB/T 2260); None where it is not six digits of a known province.

    A code that is not in use on the day does not hold; its meaning says what has become of it.
    """
    is_six_digits = len(text) == 6 and all(digit in DIGITS for digit in text)
    if not is_six_digits or not tables.regions.names(text[:2] + "0000"):
        return None
    parts = (Part("行政区划", text, tables.region(text, on)),)
    flaws = _flaws(text, tables, on)
    return Reading(
        "region-code", REGION_CODE, text, parts, (), flaws, _remarks(text, tables), support_of(parts, ())
    )


def _flaws(text: str, tables: Tables, on: date) -> tuple[Flaw, ...]:
    if tables.regions.on(text, on) is not None:
        return ()
    what = "这一天不在用" if tables.regions.names(text) else "代码表内没有这个代码"
    return (Flaw(None, what, f"{on.isoformat()} 在用的代码", f"“{text}”"),)


def _remarks(text: str, tables: Tables) -> tuple[str, ...]:
    return tuple(
        f"{change.year} 年由 {change.old} 变更而来。" for change in tables.regions.predecessors(text)
    )
