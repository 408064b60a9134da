"""Products that a report states in words: so much each, so many, so much in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xunzheng.audit.statements.distant import name_of_thing
from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_EACH = re.compile(
    r"(?:每一?(?P<word>个月|人次|台次|个|名|人|位|户|家|所|座|套|台|期|次|场|亩|公里|千米|米|吨|公斤|村|社区|件|份|本|册|辆|处|间|栋|幢|口|眼"
    r"|平方米|立方米|头|只|株|棵|盏|块|条|根|片|副|张|幅|樘|扇|组|项|站|段|例|篇|场次|批|艘|架|尾|羽|支|剂|针|枚|双|对|卷|粒|罐|页|字|瓶|袋|箱|包|桶|车|门|节|门次|班次|处次|单元|床位|标准单元|月|年|天|日|周|班|学期|课时|床|生)"
    r"|(?P<per>[人户亩场次个件台套所班期处村校栋车辆床]均))[^,;。]{0,10}$"
)
_PER = {"名": "人", "位": "人", "生": "人", "人均": "人", "月": "个月"}
_TIMES = {"人次": "人", "家次": "家", "场次": "场", "台次": "台", "户次": "户"}  # 12期，每期80人，培训960人次
_SUMMED = re.compile(r"共|合计|总计|计(?!划)|小计")
_FACTORS = frozenset({Dimension.COUNT, Dimension.DURATION, Dimension.NUMBER})
_PER_WORDS = re.compile(r"(?:每|按|平均|人均|单价|均价).*$")
_SHORTEST = 2  # characters of a name that a price and a number share
_BESIDE = 12  # characters between an amount and the bracket that spells it out
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
    distant: bool = False


def read_products(sentences: Sequence[Sentence]) -> tuple[ProductClaim, ...]:
    """The products of each sentence that states a price per unit, the number of units and an amount.

    Where the number stands in an earlier sentence of the paragraph, it is known by the name that it shares
    with the price (HPV检测14,616人。HPV检测每例110元，小计160.776万元); such a claim is `distant`.
    """
    found: list[ProductClaim] = []
    before: list[Figure] = []
    place: tuple[int, int | None, int | None] | None = None
    for sentence in sentences:
        here = (sentence.block, sentence.row, sentence.column)
        before = before if here == place else []
        place = here
        for group in segments(sentence):
            if len(group) > 1:
                near = [*_of(sentence, group), *_runs(sentence, group)] if len(sentence.figures) > 2 else []
                found.extend(near or _by_name(sentence, group, before))
            before = [*before[-_MOST:], *(f for f in group if _is_number(f))]
    return tuple(found)


def _is_number(figure: Figure) -> bool:
    """Whether a figure can be a number of things that a price elsewhere is for."""
    return _usable(figure) and figure.quantity.unit.dimension in (Dimension.COUNT, Dimension.MEASURE)


def _by_name(sentence: Sentence, group: Sequence[Figure], before: Sequence[Figure]) -> Iterator[ProductClaim]:
    """Prices with the numbers that bear their names before, and the one amount behind them."""
    exact = [f for f in group if _usable(f)][:_MOST]
    prices = [(f, per) for f in exact if (per := unit_of(f)) is not None and per != ANY]
    pairs = [(price, count) for price, per in prices if (count := _namesake(price, per, before))]
    own = [f for f in exact if all(f is not price for price, _ in prices)]
    if not pairs or len(pairs) != len(prices) or len(own) != 1 or not _TOTAL.search(own[0].label):
        return
    if _kind_of(own[0]) == _kind_of(prices[0][0]) and own[0].start > prices[-1][0].start:
        yield ProductClaim(sentence, tuple(pairs), (own[0],), (), firm=True, distant=True)


def _namesake(price: Figure, per: str, before: Sequence[Figure]) -> Figure | None:
    """The last number before whose name is the price's: 小学生150名 for 小学生每人每年300元."""
    name = name_of_thing(_PER_WORDS.sub("", price.label))
    if len(name) < _SHORTEST:
        return None
    cases = ("人", "例", "人次") if per in ("人", "例", "人次") else ()
    counts = [f for f in before if _counts(f, per, price) or f.base in cases]
    alike = [
        f for f in counts if (own := name_of_thing(f.label)) and (own.endswith(name) or name.endswith(own))
    ]
    return alike[-1] if alike else None


def _runs(sentence: Sentence, group: Sequence[Figure]) -> Iterator[ProductClaim]:
    """The products of a group told one after the other, each closed by its amount.

    `道路15公里，每公里38万元，共570万元，桥梁2座，每座45万元，共90万元`.
    """
    group = group[:_MOST]
    exact = [f for f in group if _usable(f) and f.bracket == -1]
    ends = [
        i for i, f in enumerate(exact) if f.quantity.unit.dimension is Dimension.MONEY and unit_of(f) is None
    ]
    if len(ends) > 1:
        for start, end in pairwise([-1, *ends]):
            if _SUMMED.search(exact[end].label):
                yield from _of(sentence, exact[start + 1 : end + 1])
    for number in dict.fromkeys(f.bracket for f in group if f.bracket >= 0):
        bracket = sentence.brackets[number]
        inside = [f for f in group if f.bracket == number]
        before = [f for f in group if f.end <= bracket.start and bracket.start - f.end <= _BESIDE]
        if len(inside) > 1 and before and len(exact) > 1:
            yield from _of(sentence, [before[-1], *inside])


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
    word = match["word"] or match["per"].removesuffix("均")
    return _PER.get(word, word)


def _of(sentence: Sentence, group: Sequence[Figure]) -> Iterator[ProductClaim]:
    exact = [f for f in group if _usable(f)][:_MOST]
    prices = [(f, per) for f in exact if (per := unit_of(f)) is not None]
    pairs = _paired(prices, exact) or _last_paired(prices, exact)
    if not pairs:
        return
    factors = {figure for pair in pairs for figure in pair} | {price for price, _ in prices}
    others = [f for f in exact if f not in factors]
    kind = _kind_of(prices[0][0])
    totals = tuple(f for f in others if _kind_of(f) == kind or _TIMES.get(_kind_of(f)) == kind)
    if totals:
        further = tuple(f for f in others if f not in totals)
        factors_left = any(f.quantity.unit.dimension in _FACTORS for f in further)
        firm = any(_TOTAL.search(f.label) for f in totals) or (len(totals) == 1 and not factors_left)
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


def _last_paired(
    prices: Sequence[tuple[Figure, str]], exact: Sequence[Figure]
) -> tuple[tuple[Figure, Figure], ...]:
    """The last of several prices with the one number that they share (108座，每座2万元，其中管护每座1.2万元).

    Nothing where an earlier price makes the amount behind them.
    """
    counts = [f for f in exact if any(_counts(f, per, price) for price, per in prices)]
    if len(prices) < 2 or len(counts) != 1:
        return ()
    behind = [f.quantity.in_base for f in exact if f.start > prices[-1][0].start]
    made = [product_of(price, counts[0]) for price, _ in prices[:-1]]
    return () if set(made) & set(behind) else ((prices[-1][0], counts[0]),)


def _counts(figure: Figure, per: str, price: Figure) -> bool:
    """Whether a figure can be the number of what the price is for."""
    if per == ANY:
        counted = figure.quantity.unit.dimension is Dimension.COUNT or figure.base.startswith("·")
        return counted and figure.end <= price.start
    unit = unit_named(per)
    named = figure.quantity.unit.symbol == "个" and per in figure.tail[:6]  # 128个标准单元，每单元
    return named or figure.base == (unit.base if unit else per) or figure.base == f"·{per}"


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
