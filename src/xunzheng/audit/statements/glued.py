"""Numbers that ran together when a table was extracted, and the one way to part them that closes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.statements.sentences import Sentence

_TOKEN = re.compile(r"(?<![\d.])(?<!\d,)\d[\d.%]{7,39}(?!\d)")
_RUN = re.compile(r"\.\d{4,}\.\d{2}|%\d")  # 2021.10.12 and 10.0.12.25 are none
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{1,4})?%?")
_MOST = 200  # runs of digits of one report that are looked at
_YEAR = re.compile(r"20[0-3]\d")


@dataclass(frozen=True, slots=True)
class Glued:
    """A run of digits that is several numbers: `parts` are the numbers, empty where none or many ways close.

    `arithmetic` is what closes, as a person would check it.
    """

    sentence: Sentence
    start: int
    end: int
    text: str
    parts: tuple[str, ...] = ()
    arithmetic: str = ""


def read_glued(sentences: Sequence[Sentence]) -> tuple[Glued, ...]:
    """The runs of digits with too many points or percent signs to be one number, parted where they can be.

    Each is tried as the cells of a funds row: budget, executed, rate, with weight and score or without,
    and as a year with two equal amounts. Bounded: 40 characters a run, 200 runs.
    """
    return tuple(found for _, found in zip(range(_MOST), _glued(sentences), strict=False))


def _glued(sentences: Sequence[Sentence]) -> Iterator[Glued]:
    for sentence in sentences:
        for match in _TOKEN.finditer(sentence.folded):
            if not _RUN.search(match[0]):
                continue
            start = sentence.start + match.start()
            parted = part(match[0])
            yield Glued(sentence, start, start + len(match[0]), match[0], *(parted or ((), "")))


def part(text: str) -> tuple[tuple[str, ...], str] | None:
    """The numbers of a run of digits and the arithmetic that tells them; None unless exactly one way closes.

    >>> part("1545.851013.2565.55%")
    (('1545.85', '1013.25', '65.55%'), '1013.25 ÷ 1545.85 = 65.55%')
    >>> part("202010100.00%10")[0]
    ('20', '20', '10', '100.00%', '10')
    """
    found = {
        (parts, arithmetic)
        for count, closes in _PATTERNS
        for parts in _ways(text, count)
        if (arithmetic := closes(parts)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _ways(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """All ways to cut a text into so many numbers, none with a leading zero."""
    if count == 1:
        if _NUMBER.fullmatch(text):
            yield (text,)
        return
    for end in range(1, len(text) - count + 2):
        head = text[:end]
        if not _NUMBER.fullmatch(head):
            continue
        for rest in _ways(text[end:], count - 1):
            yield (head, *rest)


def _rate_closes(parts: Sequence[str]) -> str | None:
    budget, executed, rate = parts
    if not rate.endswith("%") or "%" in budget + executed:
        return None
    return _quotient(budget, executed, rate)


def _row_closes(parts: Sequence[str]) -> str | None:
    budget, executed, weight, rate, score = parts
    if not rate.endswith("%") or "%" in budget + executed + weight + score:
        return None
    full, got = Decimal(weight), Decimal(score)
    if (
        not 0 < full <= 100
        or got > full
        or abs(Fraction(full) * _share(rate) - Fraction(got)) > Fraction(1, 20)
    ):
        return None
    return _quotient(budget, executed, rate)


def _year_closes(parts: Sequence[str]) -> str | None:
    year, one, other = parts
    same = one == other and "." in one
    return f"{year}年，{one} = {other}" if _YEAR.fullmatch(year) and same else None


def _quotient(budget: str, executed: str, rate: str) -> str | None:
    whole, done = Fraction(budget), Fraction(executed)
    if not whole:
        return None
    places = len(rate.rstrip("%").partition(".")[2])
    off = abs(done / whole * 100 - _share(rate) * 100)
    return f"{executed} ÷ {budget} = {rate}" if off * 10**places * 2 <= 1 else None


def _share(rate: str) -> Fraction:
    return Fraction(rate.rstrip("%")) / 100


_PATTERNS: tuple[tuple[int, Callable[[Sequence[str]], str | None]], ...] = (
    (3, _rate_closes),
    (5, _row_closes),
    (3, _year_closes),
)
