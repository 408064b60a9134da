"""The values of a ratio's names, told beside it: in its row of the table, or in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xunzheng.audit.statements.sentences import Figure
from xunzheng.evaluation.formula import Formula, names
from xunzheng.evaluation.naming import plain
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import Dimension

_ENDINGS = re.compile(r"(?:人员数|人数|总额|金额|资金|人员|数|额)$")
_PREFIX = re.compile(r"^(?:本年度?|实际|本单位|全[局县市区]|共有?|现有)")
_YEARS = ("本年", "上年")
_SHORTEST = 2
_MOST_NAMES = 3


def told_values(formula: Formula, figures: Sequence[Figure]) -> dict[str, Quantity] | None:
    """A value for each name of the formula, where the words before one figure each are that name.

    `在职58人` is 在职人员数, `编制60人` is 编制数. None where a name has no figure or several different
    ones, or where the units do not go together.
    """
    wanted = names(formula)
    if not 1 < len(wanted) <= _MOST_NAMES:
        return None
    values: dict[str, Quantity] = {}
    for name in wanted:
        told = {figure.quantity.in_base: figure.quantity for figure in figures if _tells(figure, name)}
        if len(told) != 1:
            return None
        values[name] = next(iter(told.values()))
    kinds = {(quantity.unit.dimension, quantity.unit.base) for quantity in values.values()}
    alike = len({dimension for dimension, _ in kinds}) == 1
    return values if alike else None


def _tells(figure: Figure, name: str) -> bool:
    quantity = figure.quantity
    if quantity.unit.dimension is Dimension.RATE or quantity.precision is not Precision.EXACT:
        return False
    label = plain(figure.label[-20:])
    return any(_same(form, word) for form in _forms(name) for word in _forms(label))


def _forms(words: str) -> Iterator[str]:
    """The words, without what usually follows or goes before; the year alone, where they begin with it."""
    short = plain(words)
    yield short
    bare = _ENDINGS.sub("", short)
    yield bare
    yield _PREFIX.sub("", bare)
    if short[:2] in _YEARS:
        yield short[:2]


def _same(one: str, other: str) -> bool:
    """Whether two names are the same words, in whatever order."""
    return min(len(one), len(other)) >= _SHORTEST and (one == other or sorted(one) == sorted(other))
