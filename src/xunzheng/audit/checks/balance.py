"""What came in, less what went out, is what is left; what was accepted is closed or open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from xunzheng.audit.arithmetic import in_unit, sum_verdict, write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.distant import Named, name_of_thing, once
from xunzheng.audit.statements.flows import Flow, Flows, is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.slips import is_slip
from xunzheng.audit.statements.stocks import OPENING
from xunzheng.audit.statements.vocabulary import Stage, stage_of
from xunzheng.quantities.rounding import compare_sum
from xunzheng.quantities.units import Dimension

_DONE = re.compile(
    r"已(?:完工|竣工|完成|建成|结题|销号|整改|验收|开工|通过|结项|交付|投用|改造|修复|上报|签订|落实|解决|办结|脱贫|实施)"
    r"|(?:办结|审结|完工|竣工|结题|建成|销号|结项|完成)(?:了)?$"
)
_UNDONE = re.compile(
    r"未(?:完工|竣工|完成|建成|结题|销号|整改|验收|开工|通过|结项|交付|投用|改造|修复|上报|签订|落实|解决|启动|实施|动工)"
    r"|在建|在研|[仍尚还]在|正在(?:施工|实施|建设|推进|整改|改造|研究|办理|审理|处理|调查)|待(?:建|实施|整改|验收|改造)|仍?剩余?$|结转(?:下|次|明)年|尚有|还有|余下"
)
_DUE = re.compile(r"应(?:收|缴|交|付|还|退|补|征)\S{0,6}$")
_PAID = re.compile(r"(?:实|已)(?:际)?(?:收|缴|交|付|还|退|补|征)\S{0,6}$")
_OWED = re.compile(r"(?:欠|未|尚)\S{0,6}$")
_MOST_LEFT = 12
_NEARLY = 4  # one part in so many
_GRANTED = re.compile(r"拨付|下拨|划拨|拨入")
_GIVEN = (Stage.ARRIVED, Stage.PLANNED, None)
_RETURNED = ("收回", "上缴", "退回", "缴回", "统筹", "交回")
_Equation = tuple[Figure, tuple[tuple[int, Figure], ...]]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each closing figure of a paragraph against what came in and went out; each case load likewise."""
    named = once(reading.prose)
    told: set[int] = set()
    for paragraph in reading.flows:
        flows = [f for _, here in paragraph.sentences for f in here if is_plain(f.figure)]
        for outcome in _money(reading, [f for f in flows if _is_money(f)][:60], named):
            told.add(outcome.where[0].start)
            yield outcome
        yield from _cases(reading, paragraph)
    for stock in (s for s in reading.stocks if s.closing.start not in told):
        equation = (stock.closing, ((1, stock.opening), *stock.movements))
        yield from _decide(reading, stock.sentence, [equation], stock.certain, near=not stock.certain)


def _is_money(flow: Flow) -> bool:
    return flow.figure.quantity.unit.dimension is Dimension.MONEY


def _money(reading: Reading, flows: Sequence[Flow], named: Callable[[], Named]) -> Outcomes:
    """Each amount left over: in its own part of a sentence if that tells all, else in the paragraph."""
    yield from _owed(reading, flows)
    lefts = [f for f in flows if f.stage is Stage.LEFT and not OPENING.search(f.figure.label)]
    if len(lefts) < sum(f.stage is Stage.LEFT for f in flows):
        return  # what was there before is a stock's affair
    open_lefts: list[Flow] = []
    for left in lefts[:_MOST_LEFT]:
        triple = _told_with(flows, left)
        if triple is None:
            open_lefts.append(left)
        else:
            yield from _decide(reading, left.sentence, *triple)
    if len(open_lefts) == 1 == len(lefts):
        yield from _in_paragraph(reading, flows, lefts[0], named)


def _owed(reading: Reading, flows: Sequence[Flow]) -> Outcomes:
    """What was due, what was paid and what is owed still: 应收86.5万元，实收74.2万元，尚欠12.3万元."""
    for due, paid, rest in zip(flows, flows[1:], flows[2:], strict=False):
        words = zip((_DUE, _PAID, _OWED), (due, paid, rest), strict=True)
        if due.sentence is rest.sentence and all(pattern.search(f.figure.label) for pattern, f in words):
            equation = (rest.figure, ((1, due.figure), (-1, paid.figure)))
            yield from _decide(reading, rest.sentence, [equation], False)


def _told_with(flows: Sequence[Flow], left: Flow) -> tuple[list[_Equation], bool] | None:
    """What came in, went out and is left, one right behind the other: 到位110万元，支出106万元，结余4万元."""
    at = flows.index(left)
    if at < 2 or flows[at - 2].sentence is not left.sentence or ";" in _between(flows[at - 2], left):
        return None
    came, went = flows[at - 2], flows[at - 1]
    same = came.figure.bracket == went.figure.bracket == left.figure.bracket
    if not same or came.stage is not Stage.ARRIVED or went.stage is not Stage.SPENT:
        return None
    if any(f.stage is Stage.CARRIED for f in flows) or any(
        f.sentence is left.sentence and f.figure.start < came.figure.start and f.stage is not Stage.LEFT
        for f in flows
    ):
        return None
    return [(left.figure, ((1, came.figure), (-1, went.figure)))], True


def _between(first: Flow, last: Flow) -> str:
    return first.sentence.words(first.figure.end, last.figure.start)


def _in_paragraph(
    reading: Reading, flows: Sequence[Flow], left: Flow, named: Callable[[], Named]
) -> Outcomes:
    outs = [f for f in flows if f.stage is Stage.SPENT]
    equations = list(_equations(flows, left, outs)) if outs else []
    ins = {f.figure.quantity.in_base for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)}
    if not ins and len(outs) > 1:  # 拨付项目单位430万元，实际使用396万元
        ins = {f.figure.quantity.in_base for f in outs[:1] if _GRANTED.search(f.figure.label)}
    spent = {f.figure.quantity.in_base for f in outs}
    near = all(f.sentence is left.sentence for f in outs)
    further = any(
        f.stage is None and f.figure.bracket == -1 for f in flows if f.figure.start < left.figure.start
    )
    certain = (
        left.figure.start > max((f.figure.start for f in outs), default=0)
        and len(ins) == 1
        and len(spent) == 1
        and near
        and not further
    )
    here = {id(f.sentence) for f in (*outs, *(f for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)))}
    if equations and _holds(equations):
        yield from _decide(reading, left.sentence, equations, certain)
    elif not ins or not outs:
        yield from _elsewhere(reading, flows, left, outs, named)
    elif certain or here == {id(left.sentence)}:
        yield from _decide(reading, left.sentence, equations, certain)


def _elsewhere(
    reading: Reading, flows: Sequence[Flow], left: Flow, outs: Sequence[Flow], named: Callable[[], Named]
) -> Outcomes:
    """What is left of amounts that only other paragraphs name, as the report's money or as spent.

    One amount of each, or a slip of the pen, says that the two sides are of the same money.
    """
    own = [f.figure for f in flows if f.stage in _GIVEN and f is not left]
    whole = [f for f in named().wholes("元") if stage_of(f.label) in _GIVEN]
    of_arrived = "到位" in left.figure.label
    came = _distinct([f for f in (*own, *whole) if not of_arrived or stage_of(f.label) is Stage.ARRIVED])
    went = _distinct([f.figure for f in outs] or [f for f in named().wholes("元") if _is_spent(f)])
    equations: list[_Equation] = [
        (left.figure, ((1, one), (-1, other)))
        for one, other in product(came, went)
        if other.quantity.in_base <= one.quantity.in_base
    ]
    if not equations or left.figure.bracket != -1:
        return
    single = len(came) == len(went) == 1 and outs and not name_of_thing(outs[0].figure.label)
    slips = [e for e in equations if _slipped(left.figure, e)]
    if _holds(equations) or single or len(slips) == 1:
        yield from _decide(
            reading, left.sentence, slips if slips and not _holds(equations) else equations, False
        )


def _is_spent(figure: Figure) -> bool:
    return stage_of(figure.label) is Stage.SPENT


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of different amounts, the first of each."""
    return list({f.quantity.in_base: f for f in figures[::-1] if f.quantity.in_base > 0}.values())[::-1][
        :_MOST_LEFT
    ]


def _slipped(left: Figure, equation: _Equation) -> bool:
    """Whether the figure left over is the difference with one digit written wrong."""
    _, ((_, one), (_, other)) = equation
    factor = left.quantity.unit.factor
    right = (one.quantity.in_base - other.quantity.in_base) / factor
    return is_slip(left.quantity.value, right, left.quantity.places)


def _equations(flows: Sequence[Flow], left: Flow, outs: Sequence[Flow]) -> Iterator[_Equation]:
    """Every lawful way in which the closing figure can follow from the others."""
    ins = [f for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED)]
    ins += [f for f in flows if f.stage is None and (f.total or not ins)][:3]
    given = [f for f in outs if _GRANTED.search(f.figure.label)][:1] if not ins and len(outs) > 1 else []
    ins += given
    outs = [f for f in outs if f not in given]
    carried = [f.figure for f in flows if f.stage is Stage.CARRIED][:1]
    returned = [f.figure for f in flows if any(w in f.figure.label for w in _RETURNED)][:1]
    spent: list[tuple[Figure, ...]] = [(out.figure,) for out in outs[:6]]
    if len(outs) > 1:
        spent.append(tuple(out.figure for out in outs))
    came_in = [
        f.figure for f in flows if f.stage in (Stage.ARRIVED, Stage.PLANNED, None) and f.figure.bracket == -1
    ]
    came_in = [figure for figure in came_in if figure.start < outs[0].figure.start][:6]
    if len(came_in) > 1:
        yield left.figure, (*((1, figure) for figure in came_in), *((-1, figure) for figure in spent[-1]))
    between = [f.figure for f in flows if ins and ins[0].figure.start < f.figure.start < left.figure.start]
    if 1 < len(between) < _MOST_LEFT:
        yield left.figure, ((1, ins[0].figure), *((-1, figure) for figure in between))
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
    told: list[Flow] = []
    for position, (sentence, here) in enumerate(paragraph.sentences):
        counted = [f for f in here if f.figure.quantity.is_whole_count]
        told = [*told, *counted][-_MOST_LEFT:]
        load = _load(counted) or _load(told)
        if load is not None:
            told = []
            yield from _decide(
                reading, sentence, [load], all(f in [c.figure for c in counted] for _, f in load[1])
            )
            continue
        outside = [f.figure for f in counted if f.figure.bracket == -1]
        following = [f for _, behind in paragraph.sentences[position + 1 : position + 3] for f in behind]
        further = [f.figure for f in following if f.figure.quantity.is_whole_count and f.figure.bracket == -1]
        work = _work(outside) or (_work([*outside, *further]) if len(outside) == 1 else None)
        if work is not None:
            yield from _decide(reading, sentence, [work], False)


def _load(counted: Sequence[Flow]) -> _Equation | None:
    """One number of accepted, closed and open cases each, in one unit."""
    accepted = [f for f in counted if f.stage is Stage.ACCEPTED]
    closed = [f for f in counted if f.stage is Stage.CLOSED]
    still = [f for f in counted if f.stage is Stage.OPEN]
    if not len(accepted) == len(closed) == len(still) == 1:
        return None
    parts = (closed[0].figure, still[0].figure)
    if any(part.base != accepted[0].figure.base for part in parts):
        return None
    return accepted[0].figure, tuple((1, part) for part in parts)


def _work(figures: Sequence[Figure]) -> _Equation | None:
    """Work planned, done and not done, if that is all a sentence counts in its unit.

    `计划实施项目45个，已完工38个，在建5个，未开工2个`: the first number is the whole, each other one says
    that it is done or that it is not.
    """
    for base in dict.fromkeys(figure.base for figure in figures):
        total, *parts = (figure for figure in figures if figure.base == base)
        words = [part.label + part.tail[:6] for part in parts]
        undone = [word for word in words if _UNDONE.search(word)]
        done = [word for word in words if _DONE.search(word) and not _UNDONE.search(word)]
        largest = all(part.quantity.value <= total.quantity.value for part in parts)
        if undone and done and len(undone) + len(done) == len(parts) and largest:
            return total, tuple((1, part) for part in parts)
    return None


def _decide(
    reading: Reading, sentence: Sentence, equations: Sequence[_Equation], certain: bool, near: bool = False
) -> Outcomes:
    """Held where one equation holds; else the nearest one (`near`: only if it nearly holds)."""
    compared = [
        (total, parts, compare_sum(total.quantity, [(s, p.quantity) for s, p in parts]))
        for total, parts in equations
    ]
    for total, parts, comparison in compared:
        if comparison.holds:
            written = write_sum(total.quantity, [(s, p.quantity) for s, p in parts])
            where = tuple(reading.block_place(f.start, f.end) for f in (total, *(p for _, p in parts)))
            yield Held("balance", where, written, CHECK.id)
            return
    total, parts, comparison = min(compared, key=lambda entry: abs(entry[2].difference))
    largest = max(part.quantity.in_base for part in (total, *(p for _, p in parts)))
    if comparison.sum < 0 or (near and abs(comparison.difference) * _NEARLY > largest):
        return
    rounded = comparison.explained_by_rounding
    yield Finding(
        code="balance",
        severity=Severity.ERROR if certain and not rounded else Severity.SUSPICION,
        where=tuple(reading.block_place(f.start, f.end) for f in (total, *(p for _, p in parts))),
        claim=f"{total.label[-8:]}{total.text}",
        expected=in_unit(comparison.sum, total.quantity.unit),
        arithmetic=write_sum(total.quantity, [(s, p.quantity) for s, p in parts]),
        verdict=sum_verdict(comparison, total.quantity.unit),
        advice="请核对收入、支出与结余（或受理、办结与在办）各数，使其相平。",
        check=CHECK.id,
    )


CHECK = Check("balance", 3, ("balance",), find)
