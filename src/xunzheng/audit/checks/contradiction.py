"""A conclusion is not denied by the report's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import RateClaim, is_percentage, is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import Stage

_WORK_DONE = re.compile(
    r"(?:全部|全面|均|都|圆满|如期|按期|按时|百分之百|100%)(?:\S{0,4})(?:完成|完工|竣工|达标|实现)(?!率)"
)
_MONEY_DONE = re.compile(r"(?:全部|足额|全额|均已?)\S{0,4}(?:到位|到账|支付|支出|拨付|使用|执行|发放)")
_SPENT = re.compile(r"支付|支出|拨付|使用|执行|发放")
_NO_FAULT = re.compile(r"(?:不存在|无|没有)(?:任何)?(?:偏差|偏离|问题|结余|结转)")
_WORK_RATES = ("完成率", "完工率", "竣工率", "达标率", "验收率")
_SPENT_RATES = (
    "执行率",
    "支付率",
    "支出率",
    "使用率",
    "拨付率",
    "支出进度",
    "执行进度",
    "支付进度",
    "发放率",
)
_LOW = Decimal("0.9")
_GOAL = re.compile(r"力争|争取|要求|将|确保|拟|应当?|须$|预计")
_PLAN = re.compile(r"计划|目标|任务|应|需|指标")
_DONE = re.compile(r"实际|完成|已|开展|建成|竣工|完工|验收")
_OF_PLAN = re.compile(r"(?:计划|目标|任务|工程|进度|总量)(?:数|量)?的$")
_SIGNS = " ,:、;"
_UNFINISHED = re.compile(r"正在|尚未|未完|未竣|未开工|在建|仍在")


@dataclass(frozen=True, slots=True)
class _Denial:
    """A figure that denies a sweeping conclusion, in the report's words."""

    sentence: Sentence
    figure: Figure
    told: str


@dataclass(frozen=True, slots=True)
class _Denials:
    """By paragraph: the first rate of work, spending and arrival below 100 %, and the first amount left.

    `low` is the report's first rate of spending that is far below 100 %.
    """

    work: Mapping[int, _Denial]
    spent: Mapping[int, _Denial]
    arrived: Mapping[int, _Denial]
    left: Mapping[int, _Denial]
    low: _Denial | None


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sweeping conclusions beside a rate or remainder that denies them, in one section of the report."""
    denials = _read_denials(reading)
    for sentence in reading.prose:
        yield from _work(reading, sentence, denials)
        yield from _money(reading, sentence, denials)
        yield from _faultless(reading, sentence, denials)


def _read_denials(reading: Reading) -> _Denials:
    short = [claim for claim in reading.rates if claim.figure.quantity.in_base < 1]
    spent = [claim for claim in short if claim.name.endswith(_SPENT_RATES)]
    low = (claim for claim in spent if claim.figure.quantity.in_base < _LOW)
    flows = (flow for p in reading.flows for _, here in p.sentences for flow in here)
    left = [flow for flow in flows if flow.stage is Stage.LEFT and flow.figure.quantity.value > 0]
    return _Denials(
        work=_first([_by_rate(claim) for claim in short if claim.name.endswith(_WORK_RATES)]),
        spent=_first([_by_rate(claim) for claim in spent]),
        arrived=_first([_by_rate(claim) for claim in short if claim.name.endswith("到位率")]),
        left=_first([_by_figure(flow.sentence, flow.figure, "") for flow in left]),
        low=next((_by_rate(claim) for claim in low), None),
    )


def _first(denials: Sequence[_Denial]) -> dict[int, _Denial]:
    """The first of each paragraph."""
    return {denial.sentence.block: denial for denial in reversed(denials)}


def _by_rate(claim: RateClaim) -> _Denial:
    return _Denial(claim.sentence, claim.figure, f"{claim.name}{claim.figure.text}")


def _by_figure(sentence: Sentence, figure: Figure, behind: str) -> _Denial:
    told = f"{figure.label.strip(_SIGNS)[-14:]}{figure.text}{behind.rstrip(_SIGNS)}"
    return _Denial(sentence, figure, told)


def _near(sentence: Sentence, denials: Mapping[int, _Denial]) -> _Denial | None:
    """The first denial in the sentence's own section, a paragraph away at most."""
    beside = (denials.get(block) for block in range(sentence.block - 1, sentence.block + 2))
    return next((d for d in beside if d is not None and d.sentence.section == sentence.section), None)


def _claimed(pattern: re.Pattern[str], sentence: Sentence) -> re.Match[str] | None:
    """The sweeping words of a sentence, unless they tell what is aimed at."""
    match = pattern.search(sentence.folded)
    if match is None or _GOAL.search(sentence.folded[max(match.start() - 10, 0) : match.start()]):
        return None
    return match


def _work(reading: Reading, sentence: Sentence, denials: _Denials) -> Iterator[Finding]:
    match = _claimed(_WORK_DONE, sentence)
    if match is None:
        return
    before = reading.sentences[max(sentence.number - 2, 0) : sentence.number + 1][::-1]
    beside = (_shortfall(other) for other in before if other.block == sentence.block)
    yield from _denied(
        reading, sentence, match, next(filter(None, beside), None) or _near(sentence, denials.work)
    )


def _shortfall(sentence: Sentence) -> _Denial | None:
    """A figure of the sentence that says not all is done: work still going on, or less done than planned."""
    undone = (figure for figure in sentence.figures if _says_undone(figure))
    less = (done for plan, done in pairwise(sentence.figures) if _falls_short(plan, done))
    figure = next(undone, None) or next(less, None)
    return _by_figure(sentence, figure, figure.tail[:6]) if figure else None


def _says_undone(figure: Figure) -> bool:
    """Whether a count is of work not done (尚未完工2处), or a rate is a part of the plan (工程量的72%)."""
    if is_percentage(figure):
        return figure.quantity.value < 100 and _OF_PLAN.search(figure.label) is not None
    words = figure.label[-8:] + figure.tail[:14]
    return is_plain(figure) and figure.quantity.value > 0 and _UNFINISHED.search(words) is not None


def _falls_short(plan: Figure, done: Figure) -> bool:
    """Whether two neighbouring figures are a plan and a smaller outcome."""
    if not (is_plain(plan) and is_plain(done)) or plan.base != done.base:
        return False
    planned, words = _PLAN.search(plan.label[-10:]), done.label[-8:]
    actual = _DONE.search(words) and not _PLAN.search(words)
    return bool(planned and actual) and done.quantity.in_base < plan.quantity.in_base


def _money(reading: Reading, sentence: Sentence, denials: _Denials) -> Iterator[Finding]:
    match = _claimed(_MONEY_DONE, sentence)
    if match is not None:
        rates = denials.spent if _SPENT.search(match.group()) else denials.arrived
        yield from _denied(reading, sentence, match, _near(sentence, rates))


def _faultless(reading: Reading, sentence: Sentence, denials: _Denials) -> Iterator[Finding]:
    """No deviation, while little of the money was spent; nothing left over, while something is."""
    match = _claimed(_NO_FAULT, sentence)
    if match is None:
        return
    if match.group().endswith(("结余", "结转")):
        yield from _denied(reading, sentence, match, _near(sentence, denials.left))
    elif "偏" in match.group():
        yield from _denied(reading, sentence, match, denials.low)


def _denied(
    reading: Reading, sentence: Sentence, match: re.Match[str], denial: _Denial | None
) -> Iterator[Finding]:
    if denial is None:
        return
    start = sentence.start + match.start()
    yield Finding(
        code="contradiction",
        severity=Severity.SUSPICION,
        where=(
            reading.place(sentence, start, sentence.start + match.end()),
            reading.figure_place(denial.sentence, denial.figure),
        ),
        claim=f"“{match.group()}”",
        expected=f"与“{denial.told}”一致",
        advice="请按实际完成情况修改结论，或核对数字。",
        check=CHECK.id,
    )


CHECK = Check("contradiction", 2, ("contradiction",), find)
