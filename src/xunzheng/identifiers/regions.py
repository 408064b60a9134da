"""Regions and their codes, each for the time in which it is in use (GB/T 2260)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region under one code and one name, on the half-open period [`valid_from`, `valid_to`).

    None is open: before the record begins, or still in use. Where the record knows years only the period
    takes in the whole of both, so that in the year of a change the old code and the new one both hold.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether code and name are in use on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class RegionChange:
    """One code took the place of another in a year."""

    old: str
    new: str
    year: int


class Regions:
    """The record of regions: which there are on a day, in what they lie, what became of them."""

    def __init__(self, named: Iterable[NamedRegion], changes: Iterable[RegionChange] = ()) -> None:
        self._by_code: dict[str, list[NamedRegion]] = defaultdict(list)
        for region in named:
            self._by_code[region.code].append(region)
        self._after: dict[str, list[RegionChange]] = defaultdict(list)
        self._before: dict[str, list[RegionChange]] = defaultdict(list)
        for change in changes:
            self._after[change.old].append(change)
            self._before[change.new].append(change)

    def names(self, code: str) -> tuple[NamedRegion, ...]:
        """All that the code has meant, the earliest first; empty where the record does not know it."""
        return tuple(sorted(self._by_code.get(code, ()), key=lambda region: region.valid_from or date.min))

    def on(self, code: str, day: date) -> NamedRegion | None:
        """The region of that code on the day; None where it was not in use, or is not known."""
        return next((region for region in self._by_code.get(code, ()) if region.holds_on(day)), None)

    def all_on(self, day: date) -> tuple[NamedRegion, ...]:
        """Every region in use on the day, by code."""
        found = (self.on(code, day) for code in sorted(self._by_code))
        return tuple(region for region in found if region is not None)

    def parents(self, code: str, day: date) -> tuple[NamedRegion, ...]:
        """The province and the prefecture in which the code lies on the day, where known."""
        wider = dict.fromkeys((code[:2] + "0000", code[:4] + "00"))
        found = (self.on(above, day) for above in wider if above != code)
        return tuple(region for region in found if region is not None)

    def successors(self, code: str) -> tuple[RegionChange, ...]:
        """What took the code's place, where the record knows."""
        return tuple(self._after.get(code, ()))

    def predecessors(self, code: str) -> tuple[RegionChange, ...]:
        """Whose place the code took, where the record knows."""
        return tuple(self._before.get(code, ()))

    def heir(self, code: str, day: date) -> NamedRegion | None:
        """The region in use on the day that the code has become: itself, or along its successors.

        None where the record does not lead to one.
        """
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            current = waiting.pop()
            found = self.on(current, day)
            if found is not None and not self._is_replaced(current, day):
                return found
            seen.add(current)
            waiting.extend(change.new for change in self.successors(current) if change.new not in seen)
        return self.on(code, day)

    def _is_replaced(self, code: str, day: date) -> bool:
        """Whether a successor holds on the day too: in the year of the change the new code is the answer."""
        return any(self.on(change.new, day) is not None for change in self.successors(code))
