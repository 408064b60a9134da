"""Products that a report states in words: so much each, so many, so much in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_EACH = re.compile(
    r"(?:每(?P<word>个月|人次|台次|个|名|人|位|户|家|所|座|套|台|期|次|场|亩|公里|千米|米|吨|公斤|村|社区|件|份|本|册|辆|处|间|栋|幢|口|眼"
    r"|平方米|立方米|头|只|株|棵|盏|月|年|天|日|周|班|学期|课时|床|生)"
    r"|(?P<per>[人户亩]均))[^,;。]{0,10}$"
)
_PER = {"名": "人", "位": "人", "生": "人", "人均": "人", "户均": "户", "亩均": "亩", "月": "个月"}
_MOST = 40  # figures of a sentence that are looked at
ANY = "*"
"""The unit of a price that is stated without one (单价230元): whatever is counted before it."""

_PRICE = re.compile(r"(?:单价|均价|单台价格?)(?:为|是|约)?$")
_TOTAL = re.compile(r"共|合计|总计|总额|计(?!划)|需|发放|补助资金|小计|总投资|金额|价|支出|支付|补助|投入|费")


@dataclass(frozen=True, slots=True)
class ProductClaim:
    """Factors and the stated outcome: pairs of (price or rate per unit, number of units), and a total.

    `totals` are the amounts that may be the outcome, `further` the figures that may be a further factor
    (5个月, 200天). `firm` says that a word of totalling (共, 需, 金额) ties a total to the factors, or that
    there is nothing else that it could belong to.
    """

    sentence: Sentence
    pairs: tuple[tuple[Figure, Figure], ...]
    totals: tuple[Figure, ...]
    further: tuple[Figure, ...]
    firm: bool


def read_products(sentences: Sequence[Sentence]) -> tuple[ProductClaim, ...]:
    """The products of each sentence that states a price per unit, the number of units and an amount."""
    return tuple(
        claim for sentence in sentences for group in segments(sentence) for claim in _of(sentence, group)
    )


def unit_of(figure: Figure) -> str | None:
    """The unit that a figure is stated for one of (每公里1.5元, 1.5元/公里): 公里; None if it is not.

    Persons are 人 whatever the word (每名, 每生); a unit price (单价230元) is for one of `ANY`.
    """
    _, divided, per = figure.quantity.unit.base.partition("/")
    if divided:
        return _PER.get(per, per)
    match = _EACH.search(figure.label[-20:])
    if match is None:
        return ANY if _PRICE.search(figure.label) else None
    word = match["word"] or match["per"]
    return _PER.get(word, word)


def _of(sentence: Sentence, group: Sequence[Figure]) -> Iterator[ProductClaim]:
    exact = [f for f in group if _usable(f)][:_MOST]
    prices = [(f, per) for f in exact if (per := unit_of(f)) is not None]
    pairs = _paired(prices, exact)
    if not pairs:
        return
    factors = {figure for pair in pairs for figure in pair}
    others = [f for f in exact if f not in factors]
    kind = _kind_of(prices[0][0])
    totals = tuple(f for f in others if _kind_of(f) == kind)
    if totals:
        further = tuple(f for f in others if _kind_of(f) != kind)
        firm = any(_TOTAL.search(f.label) for f in totals) or (len(totals) == 1 and not further)
        yield ProductClaim(sentence, pairs, totals, further, firm)


def _paired(
    prices: Sequence[tuple[Figure, str]], exact: Sequence[Figure]
) -> tuple[tuple[Figure, Figure], ...]:
    """Each price with the nearest number of its unit, every number once; nothing unless all can be paired.

    The prices must be of one kind: their products are to be added.
    """
    free = [f for f in exact if all(f is not price for price, _ in prices)]
    pairs: list[tuple[Figure, Figure]] = []
    for price, per in prices:
        count = _nearest(price, [f for f in free if _counts(f, per, price)])
        if count is None or _kind_of(price) != _kind_of(prices[0][0]):
            return ()
        free.remove(count)
        pairs.append((price, count))
    return tuple(pairs)


def _counts(figure: Figure, per: str, price: Figure) -> bool:
    """Whether a figure can be the number of what the price is for."""
    if per == ANY:
        return figure.quantity.unit.dimension is Dimension.COUNT and figure.end <= price.start
    unit = unit_named(per)
    return figure.base == (unit.base if unit else per)


def product_of(price: Figure, count: Figure) -> Decimal:
    """The product in the price's own base, the count taken in the unit that the price is for."""
    per = unit_of(price)
    unit = unit_named(per) if per and per != ANY else None
    return price.quantity.in_base * count.quantity.in_base / (unit.factor if unit else 1)


def _usable(figure: Figure) -> bool:
    quantity = figure.quantity
    return quantity.precision is Precision.EXACT and quantity.upper is None and quantity.value > 0


def _kind_of(figure: Figure) -> str:
    """The base that a figure's product is stated in: 元 for money, 人 for 每期50人."""
    unit = figure.quantity.unit
    if unit.dimension is Dimension.MONEY:
        return "元"
    return unit.base.partition("/")[0]


def _nearest(price: Figure, counts: Sequence[Figure]) -> Figure | None:
    return min(counts, key=lambda f: abs(f.start - price.start), default=None)
