"""The figures told beside a figure: whether another place tells the same ones, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from xunzheng.audit.identity.measured import Measured
from xunzheng.audit.identity.subjects import is_general, noun_points

Company = tuple[int, int]
Companies = Mapping[Company, Sequence[int]]

_WEIGHTS = (0, 0, 2, 3)  # of a shared value by its digits: two of two digits, or one of four, are no chance
_LONG_WEIGHT = 4
_SUPPORT = 3  # weight from which two places tell the same things
_SURE = 7
_FEW_POINTS, _POINTS, _SURE_POINTS, _ALONE = 8, 10, 16, 6
_TELLERS = 10  # places that tell one value: more of them say nothing of each other
_LARGE = 12  # figures of one sentence or row that are looked at


def companies_of(measured: Sequence[Measured]) -> dict[Company, list[int]]:
    """The figures, by their numbers, of each sentence and of each row."""
    found: dict[Company, list[int]] = {}
    for number, each in enumerate(measured):
        found.setdefault(each.company, []).append(number)
    return found


def company_points(measured: Sequence[Measured], companies: Companies) -> dict[tuple[int, int], int]:
    """Pairs of figures that are odd in two places which else tell the same values, with points for each.

    A sentence says 计划1048人次，实际1175人次 and a row has 1049 and 1175: 1048 and 1049 are the odd ones.
    Time is linear: a value told in more than ten places joins none of them, and of a place only twelve
    figures are looked at.
    """
    found: dict[tuple[int, int], int] = {}
    for (first, second), support in _supports(measured).items():
        if support < _SUPPORT:
            continue
        one, other = companies[first][:_LARGE], companies[second][:_LARGE]
        odd_one = _odd(measured, one, other)
        odd_other = _odd(measured, other, one)
        for a in odd_one:
            for b in odd_other:
                alone = len(odd_one) == len(odd_other) == 1
                if _may_be_one(measured[a], measured[b], alone=alone):
                    points = (
                        _FEW_POINTS if support == _SUPPORT else _POINTS if support < _SURE else _SURE_POINTS
                    )
                    points += _ALONE * alone
                    pair = (a, b) if a < b else (b, a)
                    found[pair] = max(points, found.get(pair, 0))
    return found


def _may_be_one(one: Measured, other: Measured, *, alone: bool) -> bool:
    """Whether two odd figures can be one thing: with one unit, and no two names where others are odd too."""
    if one.base != other.base or one.is_rate is not other.is_rate:
        return False
    a, b = one.subject.noun, other.subject.noun
    return alone or one.is_rate or is_general(a) or is_general(b) or noun_points(a, b) is not None


def _supports(measured: Sequence[Measured]) -> dict[tuple[Company, Company], int]:
    tellers: dict[tuple[str, Decimal], set[Company]] = {}
    for each in measured:
        tellers.setdefault((each.base, each.quantity.in_base), set()).add(each.company)
    supports: dict[tuple[Company, Company], int] = {}
    for (_, value), places in tellers.items():
        digits = len(value.normalize().as_tuple().digits)
        weight = _WEIGHTS[digits] if digits < len(_WEIGHTS) else _LONG_WEIGHT
        if weight and 1 < len(places) <= _TELLERS:
            for pair in combinations(sorted(places), 2):
                if pair[0][0] != pair[1][0] or pair[0][0] < 0:
                    supports[pair] = supports.get(pair, 0) + weight
    return supports


def _odd(measured: Sequence[Measured], own: Sequence[int], others: Sequence[int]) -> list[int]:
    """The figures that the other place does not tell."""
    told = {(measured[n].base, measured[n].quantity.in_base) for n in others}
    return [n for n in own if (measured[n].base, measured[n].quantity.in_base) not in told]


def closes(beside: Sequence[Decimal], value: Decimal) -> bool:
    """Whether a value follows from those told beside it: their sum, or the sum or difference of two.

    >>> closes([Decimal(3600), Decimal("82.08")], Decimal("3517.92"))
    True
    """
    if len(beside) < 2 or len(beside) > _LARGE:
        return False
    total = sum(beside)
    if total == value or (len(beside) > 2 and any(2 * each - total == value for each in beside)):
        return True
    return any(abs(a - b) == value or a + b == value for a, b in combinations(beside, 2))
