"""A money figure of a sum is written in the wrong unit (元 for 万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xunzheng.audit.arithmetic import in_unit, sum_verdict
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import Tolerances
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import Flow, Flows, is_plain
from xunzheng.audit.statements.judging import judge
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import PER_UNIT, Stage
from xunzheng.audit.sums import sum_places, written_sum
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension, Unit
from xunzheng.quantities.writing import write

_BOOKABLE = 1000  # an amount that an office would book in 元
_SEVERAL = 2  # amounts in 万元 that make it the paragraph's unit
_BOOKED = re.compile(r"拨|到账|到位|笔|支出|投入|安排|下达|收入|经费|资金")
_PRICE = re.compile(
    r"[每均价按罚奖票月日天/×*x÷]|标准|一次性|最低|最高|限额|不超过|补贴至|提高到|利息|余额|结余|手续费|尾|滞纳|违约"
)

_AMOUNT = re.compile(
    r"(?:资金|支出|预算|配套|自筹|拨入|拨付|列支|开支|投资额|到位|投入|投资|经费|结余|结转|补助|拨款|支付|共计|合计|总计|决算|收入|金额|单价|费|款|每[台套个件张只头人户份条块组本亩吨])"
    r"(?:仅|共|约|为|达到?|是|有|了|数|额|至|到)*$"
)
_NO_AMOUNT = re.compile(r"分值|得分|评分|权重|编号|文号|科目|代码|序号|[表图第附]|人数|户数")
_AGAINST = re.compile(
    r"\W*(?:均|都|也|仍|并)?(?:未|没有?|不|低于|高于|小于|大于|超过?|控制在|在|与|较|比|达到|相当于|略)"
    r"(?:超过?|超出|高于|低于|突破|达到|足|及)?"
)
_AWARDED = re.compile(r"预算|控制价|合同|中标|成交|结算|审定|送审|概算|决算|招标")
_HALF, _TWICE, _TENTH, _TENFOLD = (Decimal(each) for each in ("0.4", "2.5", "0.01", "100"))
_DATED = re.compile(r"\d{1,2}[月日]")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sums that another unit of one figure makes exact, and amounts that only another unit makes sensible."""
    found = list(_in_sums(reading, rules.parameters.tolerances))
    places = {finding.where[0].start for finding in found}
    yield from found
    yield from _set_against(reading)
    yield from _without_unit(reading)
    yield from _outliers(reading, rules.parameters.tolerances.money_outlier.value)
    yield from (
        f
        for f in _small_yuan(reading, rules.parameters.tolerances.yuan_small.value)
        if f.where[0].start not in places
    )


def _in_sums(reading: Reading, tolerances: Tolerances) -> Iterator[Finding]:
    judgements = [judge(claim, tolerances) for claim in reading.sums]
    slipped = [(*j.slipped, j, j.comparison) for j in judgements if j.slipped and j.comparison]
    once = {figure.start: (figure, right, j, made) for figure, right, j, made in reversed(slipped)}
    for figure, right, judgement, comparison in reversed(once.values()):
        slip = reading.figure_place(judgement.claim.sentence, figure)
        yield Finding(
            code="unit-slip",
            severity=Severity.SUSPICION if right.unit == figure.quantity.unit else Severity.ERROR,
            where=tuple(dict.fromkeys((slip, *sum_places(reading, judgement)))),
            claim=figure.text,
            expected=write(right),
            arithmetic=written_sum(judgement),
            verdict=sum_verdict(comparison, judgement.total.quantity.unit),
            advice=f"请核对单位：改为“{write(right)}”后各分项与合计相符。",
            check=CHECK.id,
        )


def _without_unit(reading: Reading) -> Iterator[Finding]:
    """Amounts that are written without a unit among amounts that have one: 预算100万元，实际支出93.0，."""
    for sentence in reading.prose:
        money = [f for f in sentence.figures if f.quantity.unit in (YUAN, WAN_YUAN, YI_YUAN)]
        units = {figure.quantity.unit for figure in money if not PER_UNIT.search(figure.label[-12:])}
        if not units:
            continue
        for figure, behind in pairwise((*sentence.figures, None)):
            if figure is not None and _is_bare(sentence, figure, behind) and len(units) == 1:
                (unit,) = units
                because = f"同句金额均有单位，{figure.text} 没有单位"
                yield _meant(reading, sentence, figure, unit, because)


def _is_bare(sentence: Sentence, figure: Figure, behind: Figure | None) -> bool:
    """Whether a number is by its words an amount of money and has no unit, nor shares that of the next."""
    quantity = figure.quantity
    number = quantity.unit.dimension is Dimension.NUMBER and quantity.precision is Precision.EXACT
    if not number or figure.tail or not _AMOUNT.search(figure.label) or _NO_AMOUNT.search(figure.label):
        return False
    if sentence.clauses[figure.clause].ends not in (",", ";", "。", ")", ""):
        return False
    shared = behind is not None and behind.clause == figure.clause
    return not shared and sentence.words(figure.end, figure.end + 1)[:1] in (",", ";", "。", ")", "")


def _meant(reading: Reading, sentence: Sentence, figure: Figure, unit: Unit, because: str) -> Finding:
    """The suspicion that a figure is meant in that unit; `because` says what speaks for it."""
    right = Quantity(figure.quantity.value, unit, figure.quantity.places)
    return Finding(
        code="unit-slip",
        severity=Severity.SUSPICION,
        where=(reading.figure_place(sentence, figure),),
        claim=f"{figure.label.strip(' ,:、;')[-12:]}{figure.text}",
        expected=write(right),
        arithmetic=f"{because}，疑为 {write(right)}",
        advice=f"请核对单位：此处是否应为“{write(right)}”。",
        check=CHECK.id,
    )


def _set_against(reading: Reading) -> Iterator[Finding]:
    """Two amounts that the words compare, alike but for the unit: 造价18元，低于20万元的控制价."""
    for paragraph in reading.flows:
        for sentence, here in paragraph.sentences:
            money = [flow.figure for flow in here if flow.figure.quantity.unit in (YUAN, WAN_YUAN, YI_YUAN)]
            for one, other in pairwise(money):
                if _is_compared(one, other) and _alike(one.quantity, other.quantity):
                    yield _compared(reading, sentence, one, other)


def _is_compared(one: Figure, other: Figure) -> bool:
    """Whether the words set the second of two amounts as the limit or level of the first."""
    if one.bracket != other.bracket or one.clause == other.clause:
        return False
    awarded = all(_AWARDED.search(f.label) and not PER_UNIT.search(f.label) for f in (one, other))
    return awarded or _AGAINST.match(other.label) is not None


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are within a half and twice of each other, but for their units."""
    if one.unit == other.unit or not one.value or not other.value:
        return False
    times = one.in_base / other.in_base
    return _HALF < one.value / other.value < _TWICE and not _TENTH < times < _TENFOLD


def _compared(reading: Reading, sentence: Sentence, one: Figure, other: Figure) -> Finding:
    right = Quantity(one.quantity.value, other.quantity.unit, one.quantity.places)
    return Finding(
        code="unit-slip",
        severity=Severity.SUSPICION,
        where=(reading.figure_place(sentence, one), reading.figure_place(sentence, other)),
        claim=f"{one.label.strip(' ,:、;')[-12:]}{one.text}",
        expected=write(right),
        arithmetic=f"与{other.text}相比，{one.text} 疑为 {write(right)}",
        advice="请核对两个金额的单位。",
        check=CHECK.id,
    )


def _small_yuan(reading: Reading, least: Decimal) -> Iterator[Finding]:
    """Amounts in 元 that no office would book, where the paragraph counts in 万元 (设备采购支出28元)."""
    for paragraph in reading.flows:
        large = [s.start for s, flow in _flows(paragraph) if flow.figure.quantity.unit in (WAN_YUAN, YI_YUAN)]
        beside = set(large)
        for sentence, flow in _flows(paragraph):
            booked = sentence.start in beside and _BOOKED.search(flow.figure.label)
            if _is_small(flow.figure, least) and (booked or len(large) >= _SEVERAL):
                because = f"同段其余金额以万元计，{flow.figure.text}"
                yield _meant(reading, sentence, flow.figure, WAN_YUAN, because)


def _outliers(reading: Reading, times: Decimal) -> Iterator[Finding]:
    """The one payment of the report that is many times any other amount in it: a 万 too many."""
    money = [
        (flow, paragraph)
        for paragraph in reading.flows
        for _, here in paragraph.sentences
        for flow in here
        if flow.figure.quantity.unit in (YUAN, WAN_YUAN, YI_YUAN) and flow.sentence.row is None
    ]
    values = sorted({flow.figure.quantity.in_base for flow, _ in money}, reverse=True)
    if len(values) < _SEVERAL + 1 or values[0] < times * values[1]:
        return
    for flow, _ in money:
        figure = flow.figure
        booked = figure.quantity.unit == WAN_YUAN and figure.quantity.value >= _BOOKABLE
        wrong = figure.quantity.in_base == values[0] and booked
        if wrong and flow.stage in (Stage.SPENT, Stage.ARRIVED) and is_plain(figure):
            right = Quantity(figure.quantity.value, YUAN, figure.quantity.places)
            yield Finding(
                code="unit-slip",
                severity=Severity.SUSPICION,
                where=(reading.figure_place(flow.sentence, figure),),
                claim=f"{figure.label.strip(' ,:、;')[-12:]}{figure.text}",
                expected=write(right),
                arithmetic=f"其余金额至多 {in_unit(values[1], WAN_YUAN)}，{figure.text} 疑为 {write(right)}",
                advice=f"请核对单位：此处是否应为“{write(right)}”。",
                check=CHECK.id,
            )


def _flows(paragraph: Flows) -> Iterator[tuple[Sentence, Flow]]:
    return ((sentence, flow) for sentence, here in paragraph.sentences for flow in here)


def _is_small(figure: Figure, least: Decimal) -> bool:
    """Whether an amount of 元 is too small for what its words say: under `least`, not one per something."""
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    small = quantity.unit == YUAN and 0 < quantity.value < least
    priced = _PRICE.search(_DATED.sub("", figure.label) + figure.tail[:2].lower())
    return exact and small and not priced and figure.bracket == -1


CHECK = Check("unit-slip", 3, ("unit-slip",), find)
