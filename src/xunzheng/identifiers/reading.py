"""A reading of an identifier: as what it is taken, its parts with their meanings, its checks, its flaws."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xunzheng.identifiers.flaw import Flaw
from xunzheng.identifiers.personal_number import mask


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an identifier: its name, its characters, what they mean (empty where nothing is known)."""

    name: str
    text: str
    meaning: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class CheckCharacter:
    """A check character: at which position, what stands there and what should."""

    name: str
    position: int
    found: str
    expected: str

    @property
    def holds(self) -> bool:
        """Whether what stands there is what should."""
        return self.found == self.expected


@dataclass(frozen=True, slots=True)
class Reading:
    """What an identifier is taken for.

    `support` counts what speaks for it besides its length: checks that hold, regions, days and code lists
    that know its parts. A reading without flaws holds.
    """

    kind: str
    title: str
    text: str
    parts: tuple[Part, ...]
    checks: tuple[CheckCharacter, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    remarks: tuple[str, ...] = ()
    support: int = 0
    is_masked: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.flaws


def masked(reading: Reading) -> Reading:
    """The reading with all hidden that tells a person: the number, and every part behind the region.

    A reading as something else loses its remarks and the characters of its checks too, for they quote digits.
    """
    parts = tuple(_masked_part(part, place) for part, place in _placed(reading.parts))
    hidden = replace(reading, text=mask(reading.text), parts=parts, is_masked=True)
    if any(part.is_private for part in parts):
        return hidden
    checks = tuple(replace(check, found="*", expected="*") for check in reading.checks)
    return replace(hidden, checks=checks, remarks=())


def _placed(parts: tuple[Part, ...]) -> tuple[tuple[Part, int], ...]:
    placed, start = [], 0
    for part in parts:
        placed.append((part, start))
        start += len(part.text)
    return tuple(placed)


def _masked_part(part: Part, start: int) -> Part:
    """Behind the sixth character a reading as something else would show the same digits."""
    if not part.is_private and start + len(part.text) <= 6:
        return part
    kept = max(0, 6 - start)
    text = part.text[:kept] + "*" * (len(part.text) - kept)
    return replace(part, text=text, meaning="已隐去" if part.is_private else "")
