"""Slips: how a number goes wrong under a typist's fingers, in the manner in which it was written."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from bench.planted.writing import CJK, WIDE

Slip = Callable[[str, random.Random], str | None]


def slipped(text: str, way: str, chance: random.Random) -> tuple[str, Fraction] | None:
    """The number written wrong, and by what factor it is wrong; None where that slip is not possible.

    >>> slipped("1,234.5", "last", random.Random(1))[0] in ("1,234.4", "1,234.6")
    True
    """
    narrow = unicodedata.normalize("NFKC", text)
    if narrow in CJK:
        return _chinese(narrow, chance)
    digits = narrow.replace(",", "")
    wrong = _WAYS[way](digits, chance)
    if wrong is None or wrong == digits or not _proper(wrong):
        return None
    old, new = Fraction(digits), Fraction(wrong)
    if old == 0 or new in (0, old):
        return None
    shown = _grouped(wrong) if "," in narrow else wrong
    if narrow != text:
        shown = shown.translate(WIDE)
    return shown, new / old


def _chinese(text: str, chance: random.Random) -> tuple[str, Fraction]:
    number = CJK.index(text)
    other = number + chance.choice((-1, 1)) if 1 < number < 10 else number + (1 if number <= 1 else -1)
    return CJK[other], Fraction(other, number)


def _proper(digits: str) -> bool:
    whole = digits.split(".")[0]
    return bool(whole) and (whole == "0" or whole[0] != "0") and not digits.endswith(".")


def _grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _last(digits: str, chance: random.Random) -> str | None:
    step = chance.choice((-1, 1))
    last = int(digits[-1]) + step
    if not 0 <= last <= 9:
        last = int(digits[-1]) - step
    return digits[:-1] + str(last)


def _transposed(digits: str, chance: random.Random) -> str | None:
    places = [
        at
        for at in range(len(digits) - 1)
        if digits[at].isdigit() and digits[at + 1].isdigit() and digits[at] != digits[at + 1]
    ]
    if not places:
        return None
    at = chance.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _digit(digits: str, chance: random.Random) -> str | None:
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    at = chance.choice(places)
    other = chance.choice([d for d in "0123456789" if d != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _first(digits: str, chance: random.Random) -> str | None:
    other = chance.choice([d for d in "123456789" if d != digits[0]])
    return other + digits[1:]


def _lost_point(digits: str, chance: random.Random) -> str | None:
    return digits.replace(".", "").lstrip("0") or None if "." in digits else None


def _doubled(digits: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(digits))
    return digits[: at + 1] + digits[at] + digits[at + 1 :] if digits[at].isdigit() else None


def _dropped(digits: str, chance: random.Random) -> str | None:
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    if len(places) < 2:
        return None
    at = chance.choice(places)
    return digits[:at] + digits[at + 1 :]


_WAYS: dict[str, Slip] = {
    "last": _last,
    "transposed": _transposed,
    "digit": _digit,
    "first": _first,
    "lost-point": _lost_point,
    "doubled": _doubled,
    "dropped": _dropped,
}
WAYS = tuple(_WAYS)
