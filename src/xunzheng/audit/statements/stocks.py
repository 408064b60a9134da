"""Stocks: what there was at the start, what came, what went, and what there is at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_OPENING = re.compile(
    r"原预算|年初|期初|月初|旧存|上年末|上年底|去年底|上年\S{0,2}(?:结转|结余|结存|库存|余额)|原有"
)
_CLOSING = re.compile(
    r"调整后|调整预算|调整为|最终预算|年末|年底|期末|月末|结存|现有|剩余|结余|尚存|未结|未办"
)
_CAME = re.compile(
    r"追加|新|增|进|入库|采购|购置|购入|接收|受理|转入|调入|招|录用|聘|开工|下达|收入|入住|收治|拨入|迁入|捐赠|划入|登记"
)
_WENT = re.compile(
    r"[调核压缩削]减|收回|上缴|竣工|退出|转出|辞|审结|执结|结案|出库|调拨|调出|使用|消耗|办结|减少|报废|核减|完成|出院|离|注销|支出|发放|死亡|拆除|用|退"
    r"|迁出|划出|处置|淘汰|销毁"
)
_BUDGET = re.compile(
    r"年初预算|原预算|预算批复|追加|[调追]增|[调核压]减|收回|调整后|调整预算|调整为|最终预算"
)
_ADJUSTED = re.compile(r"调整后|调整预算|调整为|最终预算")
_MOST = 40
_LONGEST = 12  # movements and the closing behind an opening
_KINDS = frozenset({Dimension.COUNT, Dimension.MONEY, Dimension.MEASURE})


@dataclass(frozen=True, slots=True)
class StockClaim:
    """Opening and closing stock of one unit with the movements between them, each signed.

    `certain` says that one sentence tells them all, without other amounts between.
    """

    sentence: Sentence
    opening: Figure
    movements: tuple[tuple[int, Figure], ...]
    closing: Figure
    certain: bool = True


def read_stocks(sentences: Sequence[Sentence]) -> tuple[StockClaim, ...]:
    """The stocks of sentences that state an opening, a closing and only movements of one unit between."""
    told = [claim for sentence in sentences for group in segments(sentence) for claim in _of(sentence, group)]
    closed = {claim.closing.start for claim in told}
    return (*told, *(claim for claim in _budgets(sentences) if claim.closing.start not in closed))


def _budgets(sentences: Sequence[Sentence]) -> Iterator[StockClaim]:
    """Budgets told over several sentences: 年初预算650万元。追加120万元。调整后预算770万元。"""
    for _, together in groupby(sentences, key=lambda s: (s.block, s.row, s.column)):
        own = [s for s in together if any(f.quantity.unit.dimension is Dimension.MONEY for f in s.figures)]
        if len(own) > 1 and any(_ADJUSTED.search(s.folded) for s in own):
            money = [
                f
                for s in own
                for f in s.figures
                if _usable(f) and f.quantity.unit.dimension is Dimension.MONEY
            ]
            told = [f for f in money[:_MOST] if _BUDGET.search(f.label)]
            for claim in _of_base(own[-1], told):
                if _ADJUSTED.search(claim.closing.label):
                    yield replace(claim, certain=False)


def _of(sentence: Sentence, group: Sequence[Figure]) -> Iterator[StockClaim]:
    by_base: dict[str, list[Figure]] = {}
    for figure in group:
        if _usable(figure):
            by_base.setdefault(figure.base, []).append(figure)
    for of_base in by_base.values():
        yield from _of_base(sentence, of_base)


def _of_base(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[StockClaim]:
    """Each opening among figures of one base, with those up to the next closing, all of them movements."""
    for position, opening in enumerate(figures):
        if not _OPENING.search(opening.label):
            continue
        rest = figures[position + 1 : position + 1 + _LONGEST]
        last = next((i for i, f in enumerate(rest) if _CLOSING.search(f.label)), None)
        if not last:
            continue
        movements = tuple((_sign(f), f) for f in rest[:last])
        if all(sign for sign, _ in movements):
            yield StockClaim(sentence, opening, movements, rest[last])


def _usable(figure: Figure) -> bool:
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    return exact and quantity.unit.dimension in _KINDS and figure.bracket == -1


def _sign(figure: Figure) -> int:
    """+1 for what came, −1 for what went, 0 where the words say neither."""
    went = [m.start() for m in _WENT.finditer(figure.label)]
    came = [m.start() for m in _CAME.finditer(figure.label)]
    if not went and not came:
        return 0
    return -1 if went and (not came or went[-1] > came[-1]) else 1
