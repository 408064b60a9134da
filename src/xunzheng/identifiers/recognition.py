"""What kind of identifier a text is: every reading of it, the most certain first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from xunzheng.identifiers.characters import fold
from xunzheng.identifiers.form_readings import form_reading
from xunzheng.identifiers.item_readings import item_reading
from xunzheng.identifiers.personal_number import CENTURIES, birth_of
from xunzheng.identifiers.reading import Reading, masked
from xunzheng.identifiers.readings import (
    PERSONAL_KIND,
    credit_reading,
    licence_reading,
    organisation_reading,
    personal_reading,
)
from xunzheng.identifiers.region_reading import region_reading
from xunzheng.identifiers.tables import Tables

LONGEST = 120
# With more flaws than these it is something else of the same length.
_MOST_FLAWS = 3
_READERS: tuple[Callable[[str, Tables, date], Reading | None], ...] = (
    licence_reading,
    item_reading,
    credit_reading,
    personal_reading,
    organisation_reading,
    region_reading,
)


def recognise(written: str, tables: Tables, on: date, *, in_full: bool = False) -> tuple[Reading, ...]:
    """Every reading of what was written; empty where nothing recognises it.

    Those that hold come first, and leave out those that do not, unless nothing but its length speaks for
    them; then those with the fewest flaws. `on` is the day for which regions are named and before which
    a person must be born. Unless `in_full`, what could be a person's number is masked in every reading.
    """
    folded = fold(written[: 4 * LONGEST])
    if not folded.text or len(folded.text) > LONGEST:
        return ()
    close = [
        reading for reading in _all_readings(folded.text, tables, on) if len(reading.flaws) <= _MOST_FLAWS
    ]
    found = sorted(_likely(close), key=_uncertainty)
    is_personal = any(reading.kind == PERSONAL_KIND for reading in close)
    if not in_full and (is_personal or _may_have_lost_digits(folded.text)):
        found = _masked(found)
    return tuple(replace(reading, remarks=(*folded.remarks, *reading.remarks)) for reading in found)


def _all_readings(text: str, tables: Tables, on: date) -> Iterable[Reading]:
    for read in _READERS:
        reading = read(text, tables, on)
        if reading is not None:
            yield reading
    for form in tables.forms.forms:
        if len(text) == form.length:
            yield form_reading(form, text, tables, on)


def _likely(close: list[Reading]) -> list[Reading]:
    holding = [reading for reading in close if reading.holds]
    return holding if any(reading.support for reading in holding) else close


def _uncertainty(reading: Reading) -> tuple[bool, int, int]:
    """By what is wrong, then by what speaks for it; of those that hold only for their length, the last."""
    return (reading.holds and not reading.support, len(reading.flaws), -reading.support)


def _may_have_lost_digits(text: str) -> bool:
    """Whether it could be a person's number of which the end was left out."""
    is_cut = 14 <= len(text) < 18 and text[6:8] in CENTURIES
    return is_cut and birth_of(text.ljust(18, "0")) is not None


def _masked(readings: list[Reading]) -> list[Reading]:
    """As something else only what holds: a flaw of another reading would quote the person's digits."""
    return [masked(reading) for reading in readings if reading.holds or reading.kind == PERSONAL_KIND]
