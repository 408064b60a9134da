"""What came in, less what went out, is what is left; what was accepted is closed or open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from xunzheng.audit.arithmetic import in_unit, sum_verdict, write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import Flow, Flows, is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.rounding import compare_sum
from xunzheng.quantities.units import Dimension

_RETURNED = ("收回", "上缴", "退回", "缴回", "统筹", "交回")
_Equation = tuple[Figure, tuple[tuple[int, Figure], ...]]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each closing figure of a paragraph against what came in and went out; each case load likewise."""
    for paragraph in reading.flows:
        flows = [f for _, here in paragraph.sentences for f in here if is_plain(f.figure)]
        yield from _money(reading, paragraph, [f for f in flows if _is_money(f)][:60])
        yield from _cases(reading, paragraph)
    for stock in reading.stocks:
        equation = (stock.closing, ((1, stock.opening), *stock.movements))
        yield from _decide(reading, stock.sentence, [equation], True)


def _is_money(flow: Flow) -> bool:
    return flow.figure.quantity.unit.dimension is Dimension.MONEY


def _money(reading: Reading, paragraph: Flows, flows: Sequence[Flow]) -> Outcomes:
    lefts = [f for f in flows if f.stage is Stage.LEFT]
    outs = [f for f in flows if f.stage is Stage.SPENT]
    if len(lefts) != 1 or not outs:
        return
    equations = list(_equations(flows, lefts[0], outs))
    if not equations:
        return
    ins = {f.figure.quantity.in_base for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)}
    spent = {f.figure.quantity.in_base for f in outs}
    near = all(f.sentence is lefts[0].sentence for f in outs)
    certain = len(ins) == 1 and len(spent) == 1 and near
    here = {id(f.sentence) for f in (*outs, *(f for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)))}
    if certain or (ins and here == {id(lefts[0].sentence)}) or _holds(equations):
        yield from _decide(reading, lefts[0].sentence, equations, certain)


def _equations(flows: Sequence[Flow], left: Flow, outs: Sequence[Flow]) -> Iterator[_Equation]:
    """Every lawful way in which the closing figure can follow from the others."""
    ins = [f for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)]
    ins += [f for f in flows if f.stage is None and (f.total or not ins)][:3]
    carried = [f.figure for f in flows if f.stage is Stage.CARRIED][:1]
    returned = [f.figure for f in flows if any(w in f.figure.label for w in _RETURNED)][:1]
    spent: list[tuple[Figure, ...]] = [(out.figure,) for out in outs[:6]]
    if len(outs) > 1:
        spent.append(tuple(out.figure for out in outs))
    for came, went in product(ins[:6], spent):
        base = ((1, came.figure), *((-1, figure) for figure in went))
        yield left.figure, base
        if carried:
            yield left.figure, ((1, carried[0]), *base)
        if returned and returned[0] not in (came.figure, *went):
            yield left.figure, (*base, (-1, returned[0]))


def _holds(equations: Sequence[_Equation]) -> bool:
    return any(
        compare_sum(total.quantity, [(sign, part.quantity) for sign, part in parts]).holds
        for total, parts in equations
    )


def _cases(reading: Reading, paragraph: Flows) -> Outcomes:
    for _, here in paragraph.sentences:
        counted = [f for f in here if f.figure.quantity.is_whole_count]
        accepted = [f for f in counted if f.stage is Stage.ACCEPTED]
        closed = [f for f in counted if f.stage is Stage.CLOSED]
        still = [f for f in counted if f.stage is Stage.OPEN]
        if len(accepted) == len(closed) == len(still) == 1:
            parts = (closed[0].figure, still[0].figure)
            if all(part.base == accepted[0].figure.base for part in parts):
                equation = (accepted[0].figure, tuple((1, part) for part in parts))
                yield from _decide(reading, accepted[0].sentence, [equation], True)


def _decide(reading: Reading, sentence: Sentence, equations: Sequence[_Equation], certain: bool) -> Outcomes:
    compared = [
        (total, parts, compare_sum(total.quantity, [(s, p.quantity) for s, p in parts]))
        for total, parts in equations
    ]
    for total, parts, comparison in compared:
        if comparison.holds:
            written = write_sum(total.quantity, [(s, p.quantity) for s, p in parts])
            where = tuple(reading.figure_place(sentence, f) for f in (total, *(p for _, p in parts)))
            yield Held("balance", where, written, CHECK.id)
            return
    total, parts, comparison = min(compared, key=lambda entry: abs(entry[2].difference))
    rounded = comparison.explained_by_rounding
    yield Finding(
        code="balance",
        severity=Severity.ERROR if certain and not rounded else Severity.SUSPICION,
        where=tuple(reading.figure_place(sentence, f) for f in (total, *(p for _, p in parts))),
        claim=f"{total.label[-8:]}{total.text}",
        expected=in_unit(comparison.sum, total.quantity.unit),
        arithmetic=write_sum(total.quantity, [(s, p.quantity) for s, p in parts]),
        verdict=sum_verdict(comparison, total.quantity.unit),
        advice="请核对收入、支出与结余（或受理、办结与在办）各数，使其相平。",
        check=CHECK.id,
    )


CHECK = Check("balance", 2, ("balance",), find)
