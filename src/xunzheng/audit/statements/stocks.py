"""Stocks: what there was at the start, what came, what went, and what there is at the end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

OPENING = re.compile(
    r"原预算|预算批复|批复预算|年初|期初|月初|初始|旧存|上年度?[末底]|去年[末底]|上年\S{0,2}(?:结转|结余|结存|库存|余额|余)|原有|原存"
    r"|20\d\d年(?:12月)?[末底]|截[至止](?:上年|去年|20\d\d年)|年前|接手时|承接上|上期|上月末|老账|开年|结下来?|(?:去年|上年)\\S{0,2}结"
)
CLOSING = re.compile(
    r"调整后|调整预算|调整为|最终预算|年末|年底|年终|滚存|期末|月末|岁末|结存|现有|剩余|结余|尚存|未结|未办|余下|还剩|剩下|尚余|目前"
    r"|结转(?:下|次|明)|转入下|跨年|12月31日|现存|期终|至今|现在|账面余|20\d\d年(?:12月)?[末底]|(?:^|[,;])余(?:额|量)?$|(?:^|[,;])剩$|库存(?:为|量)?$|在库|在册|在建$"
)
_CAME = re.compile(
    r"追加|新|增|进|筹|入库|采购|购置|购入|接收|受理|转入|调入|招|录用|聘|开工|下达|收入|收回|入住|收治|拨入|迁入|捐赠|划入|登记|纳入|收进|收到|到账|到位"
    r"|补充|补入|收储|轮入|繁育|引进|申报|接报|立案|入账|入[院学职托编库会园]|返|入$|收$|来|添|扩|并入|恢复|开业|签约"
)
_WENT = re.compile(
    r"[调核压缩削]减|上缴|竣工|退|转出|辞|审结|执结|结案|出库|调拨|调出|使用|消耗|办结|减少|报废|核减|完成|完工|出院|离|注销|支出|发放|死亡|拆除|用"
    r"|迁出|划出|处置|淘汰|销毁|销号|核销|轮出|出栏|付|支|花|领|减|撤|调走|走$|出$|耗|关停|关闭|吊销|摘|清退|取消|终止|解聘|亡|去世|毕业|结清|结题|结项|验收|办理完|办了|办完|销|兑|供|售|卖|下线|停[用运]|下架|归还|发$|分发|投放|流失|流出"
)
_WHOLE = re.compile(r"其中|合计|共计|总|每|均|占|预算")
_BUDGET = re.compile(
    r"年初预算|原预算|预算批复|追加|[调追]增|[调核压]减|收回|调整后|调整预算|调整为|最终预算"
)
_ADJUSTED = re.compile(r"调整后|调整预算|调整为|最终预算")
_MOST = 40
_FEWEST = 2
_LEAD = 3  # characters between a closing and the bracket that tells how it came about
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
    told += [claim for sentence in sentences for claim in _in_brackets(sentence)]
    closed = {claim.closing.start for claim in told}
    for further in (*_over_sentences(sentences), *_budgets(sentences)):
        if further.closing.start not in closed:
            closed.add(further.closing.start)
            told.append(further)
    return tuple(told)


def _in_brackets(sentence: Sentence) -> Iterator[StockClaim]:
    """`年末189家（年初158家，新增42家，退出17家）`: the closing stands before a bracket of its movements."""
    inside: dict[int, list[Figure]] = {}
    by_clause: dict[int, list[Figure]] = {}
    for figure in sentence.figures if sentence.brackets else ():
        inside.setdefault(figure.bracket, []).append(figure)
        by_clause.setdefault(figure.clause, []).append(figure)
    for number, bracket in enumerate(sentence.brackets):
        own = by_clause.get(bracket.clause, [])
        at = bisect_right(own, bracket.start, key=_end) - 1
        if at < 0 or bracket.start - own[at].end > _LEAD:
            continue
        closing = own[at]
        told = [f for f in inside.get(number, []) if f.base == closing.base and _is_exact(f)]
        if not _FEWEST <= len(told) <= _LONGEST or not OPENING.search(told[0].label):
            continue
        movements = tuple((_sign(f), f) for f in told[1:])
        if all(sign for sign, _ in movements) and not CLOSING.search(told[-1].label):
            yield StockClaim(sentence, told[0], movements, closing)


def _end(figure: Figure) -> int:
    return figure.end


def _over_sentences(sentences: Sequence[Sentence]) -> Iterator[StockClaim]:
    """`年初在库40吨。全年轮入35吨，轮出30吨。年末在库45吨。`: a paragraph that tells no more in that unit."""
    for _, together in groupby(sentences, key=lambda s: (s.block, s.row, s.column)):
        own = list(together)
        if len(own) == 1 or not any(OPENING.search(s.folded) for s in own):
            continue
        by_base: dict[str, list[Figure]] = {}
        for figure in (f for s in own for f in s.figures[:_MOST]):
            if _usable(figure):
                by_base.setdefault(figure.base, []).append(figure)
        for figures in by_base.values():
            if len(figures) <= _MOST:
                yield from (replace(claim, certain=False) for claim in _of_base(own[-1], figures))


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
        if not OPENING.search(opening.label):
            continue
        rest = figures[position + 1 : position + 1 + _LONGEST]
        last = next((i for i, f in enumerate(rest) if CLOSING.search(f.label)), None)
        if not last:
            continue
        movements = tuple((_sign(f), f) for f in rest[:last])
        unsure = sum(sign == 0 for sign, _ in movements)
        if not unsure:
            yield StockClaim(sentence, opening, movements, rest[last])
        elif (
            unsure == 1 < len(movements)
            and _is_money(opening)
            and not any(_WHOLE.search(f.label) for f in rest[:last])
        ):
            fitted = _fitted(opening, movements, rest[last])
            yield StockClaim(sentence, opening, fitted, rest[last], certain=False)


def _is_money(figure: Figure) -> bool:
    return figure.quantity.unit.dimension is Dimension.MONEY


def _fitted(
    opening: Figure, movements: tuple[tuple[int, Figure], ...], closing: Figure
) -> tuple[tuple[int, Figure], ...]:
    """The movements, the one whose words say neither taken as what brings the sum nearer to the closing."""
    known = opening.quantity.in_base + sum(sign * f.quantity.in_base for sign, f in movements)
    missing = closing.quantity.in_base - known
    return tuple((sign or (1 if missing > 0 else -1), f) for sign, f in movements)


def _usable(figure: Figure) -> bool:
    return _is_exact(figure) and figure.bracket == -1


def _is_exact(figure: Figure) -> bool:
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    return exact and (quantity.unit.dimension in _KINDS or figure.base.startswith("·"))


def _sign(figure: Figure) -> int:
    """+1 for what came, −1 for what went, 0 where the words say neither."""
    went = [m.start() for m in _WENT.finditer(figure.label)]
    came = [m.start() for m in _CAME.finditer(figure.label)]
    if not went and not came:
        return 0
    return -1 if went and (not came or went[-1] > came[-1]) else 1
