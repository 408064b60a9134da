"""A conclusion is not denied by the report's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, pairwise

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


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sweeping conclusions beside a rate or remainder that denies them, in one section of the report."""
    for sentence in reading.prose:
        yield from _work(reading, sentence)
        yield from _money(reading, sentence)
        yield from _faultless(reading, sentence)


def _near(reading: Reading, sentence: Sentence, names: tuple[str, ...]) -> Iterator[RateClaim]:
    """The rates of those names in the sentence's own section, a paragraph away at most."""
    for claim in reading.rates:
        same = claim.sentence.section == sentence.section
        if same and abs(claim.sentence.block - sentence.block) <= 1 and claim.name.endswith(names):
            yield claim


def _claimed(pattern: re.Pattern[str], sentence: Sentence) -> re.Match[str] | None:
    """The sweeping words of a sentence, unless they tell what is aimed at."""
    match = pattern.search(sentence.folded)
    if match is None or _GOAL.search(sentence.folded[max(match.start() - 10, 0) : match.start()]):
        return None
    return match


def _work(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    match = _claimed(_WORK_DONE, sentence)
    if match is None:
        return
    for other in reading.sentences[max(sentence.number - 2, 0) : sentence.number + 1][::-1]:
        denial = _shortfall(other) if other.block == sentence.block else None
        if denial is not None:
            yield _denied(reading, sentence, match, denial)
            return
    low = (claim for claim in _near(reading, sentence, _WORK_RATES) if claim.figure.quantity.in_base < 1)
    yield from (_by_rate(reading, sentence, match, claim) for claim in islice(low, 1))


def _shortfall(sentence: Sentence) -> Figure | None:
    """A figure of the sentence that says not all is done: work still going on, or less done than planned."""
    undone = (figure for figure in sentence.figures if _says_undone(figure))
    less = (done for plan, done in pairwise(sentence.figures) if _falls_short(plan, done))
    return next(undone, None) or next(less, None)


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


def _denied(reading: Reading, sentence: Sentence, match: re.Match[str], denial: Figure) -> Finding:
    told = f"{denial.label.strip(_SIGNS)[-14:]}{denial.text}{denial.tail[:6].rstrip(_SIGNS)}"
    return _finding(reading, match, sentence, (sentence, denial), told)


def _money(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    match = _claimed(_MONEY_DONE, sentence)
    if match is None:
        return
    names = _SPENT_RATES if _SPENT.search(match.group()) else ("到位率",)
    low = (claim for claim in _near(reading, sentence, names) if claim.figure.quantity.in_base < 1)
    yield from (_by_rate(reading, sentence, match, claim) for claim in islice(low, 1))


def _faultless(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """No deviation, while little of the money was spent; nothing left over, while something is."""
    match = _claimed(_NO_FAULT, sentence)
    if match is None:
        return
    if match.group().endswith(("结余", "结转")):
        left = _left_over(reading, sentence)
        yield from (
            _finding(
                reading, match, sentence, (other, figure), f"{figure.label.strip(_SIGNS)[-8:]}{figure.text}"
            )
            for other, figure in islice(left, 1)
        )
    elif "偏" in match.group():
        spent = (claim for claim in reading.rates if claim.name.endswith(_SPENT_RATES))
        low = (claim for claim in spent if claim.figure.quantity.in_base < _LOW)
        yield from (_by_rate(reading, sentence, match, claim) for claim in islice(low, 1))


def _left_over(reading: Reading, sentence: Sentence) -> Iterator[tuple[Sentence, Figure]]:
    """The amounts left, in the sentence's own section and a paragraph away at most."""
    for paragraph in reading.flows:
        for other, here in paragraph.sentences:
            if other.section == sentence.section and abs(other.block - sentence.block) <= 1:
                for flow in here:
                    if flow.stage is Stage.LEFT and flow.figure.quantity.value > 0:
                        yield other, flow.figure


def _by_rate(reading: Reading, sentence: Sentence, match: re.Match[str], claim: RateClaim) -> Finding:
    told = f"{claim.name}{claim.figure.text}"
    return _finding(reading, match, sentence, (claim.sentence, claim.figure), told)


def _finding(
    reading: Reading, match: re.Match[str], sentence: Sentence, denial: tuple[Sentence, Figure], told: str
) -> Finding:
    start = sentence.start + match.start()
    return Finding(
        code="contradiction",
        severity=Severity.SUSPICION,
        where=(
            reading.place(sentence, start, sentence.start + match.end()),
            reading.figure_place(*denial),
        ),
        claim=f"“{match.group()}”",
        expected=f"与“{told}”一致",
        advice="请按实际完成情况修改结论，或核对数字。",
        check=CHECK.id,
    )


CHECK = Check("contradiction", 2, ("contradiction",), find)
