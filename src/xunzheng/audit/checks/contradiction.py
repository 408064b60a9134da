"""A conclusion is not denied by the report's own figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_directions import judged
from xunzheng.audit.statements.flows import Flow, RateClaim, is_percentage, is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.units import Dimension

_WORK_DONE = re.compile(
    r"(?:全部|全面|均|都|圆满|如期|按期|按时|准时|百分之百|100%)(?:[^\s,;。、]{0,4})(?:完成|完工|竣工|达标|实现|达到|达成|交付|投入使用|举办)(?!率)"
)
_WHOLE_WORK = re.compile(
    r"(?:全部|所有|各)(?:\d{1,4}[个项处])?(?:建设|实施|安排的)?(?:项目|工程|任务)[^,;。\d]{0,6}(?:完工|竣工|建成|完成|投入使用|通过验收)"
    r"|\d{1,4}[个项处](?:子)?(?:项目|工程)[^,;。\d]{0,4}全部[^,;。\d]{0,3}(?:完工|竣工|建成|完成|投入使用|通过验收)"
)
_ALL_CLOSED = re.compile(
    r"(?:全部|均已?|所有\S{0,8}?(?:均|都)?已?)(?:按[时期])?(?:办结|办理完毕|处理完毕|结案)|(?:无一|没有|零|无)(?:件)?积压"
)
_ALL_INDICATORS = re.compile(r"(?:各项|所有|全部)(?:绩效|产出|效益|年度|三级)*(?:指标|目标)(?:值)?\S{0,8}$")
_ON_TIME = re.compile(r"^(?:如期|按期|按时|准时)")
_LATE = re.compile(r"(?:推迟|延期|延后|滞后|逾期|延误|拖延|超期|晚于|延迟|超过(?:计划|合同)工期)(?![缴费率])")
_MISSED = re.compile(
    r"(?<!无)未(?:能)?(?:达到|达标|实现|完成|完工|通过|投入使用)|低于(?:年初|年度|预期|既定)?(?:目标|指标)|不合格"
)
_PASSED = re.compile(r"(?:合格率|达标率|通过率|优良率)(?:均|都)?(?:为|达到?)?$")
_REPAIRED = re.compile(r"整改后|已整改|整改到位|复[验检查]|返工后|首次|初次|原|上年")

_MONEY_DONE = re.compile(
    r"(?:全部|足额|全额|均已?)(?:[^\s,;。、按]{0,4})(?:到位|到账|支付|支出|拨付|使用|执行|发放)"
)
_NOTHING_LEFT = re.compile(
    r"(?:资金|经费|款项)\S{0,6}全部(?:使用|支出|支付)完毕|(?:无|没有)(?:资金)?(?:结余|结转)|结余(?:结转)?(?:资金)?为零"
)
_WORKS = frozenset({"个", "处", "座", "项", "所", "栋", "公里", "千米"})
_SPENT = re.compile(r"支付|支出|拨付|使用|执行|发放")
_NO_FAULT = re.compile(r"(?:不存在|无|没有)(?:任何)?(?:偏差|偏离|问题|结余|结转)")
_WORK_RATES = ("完成率", "完工率", "竣工率", "验收率", "形象进度", "工程进度")
_STANDARD_RATES = ("达标率", "合格率")
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
_GOAL = re.compile(r"难以|未能|无法|不能|尚未|并未|没有|力争|争取|要求|将|确保|拟|应当?|须$|预计")
_CLOSE = 4  # characters between an amount and what is said of it
_PLAN = re.compile(r"计划|目标|任务|应|需|指标")
_DONE = re.compile(r"实际|完成|已|开展|建成|竣工|完工|验收")
_OF_PLAN = re.compile(r"(?:计划|目标|任务|工程|进度|总量)(?:数|量)?的$|(?:完成|仅达到?|占)\S{0,10}的$")
_OTHERS = re.compile(r"上年|以前年度|其余|另有|省级|中央|市级|县级")
_NUMBER = re.compile(r"[了的]?\s*(?:\d|[一二三四五六七八九十百千]+[个件份人项处名户次场])")
_PART_OF = re.compile(r"(?:中央|省|市|州|县|区|乡镇?|自筹|其中)\S{0,6}$")
_SIGNS = " ,:、;"
_UNFINISHED = re.compile(r"正在|剩余|尚未|未完|未竣|未开工|在建|仍在")


@dataclass(frozen=True, slots=True)
class _Denial:
    """A figure that denies a sweeping conclusion, in the report's words."""

    sentence: Sentence
    start: int
    end: int
    told: str


@dataclass(frozen=True, slots=True)
class _Denials:
    """By paragraph: the first rate of work, spending and arrival below 100 %, and the first amount left.

    `low` is the report's first rate of spending that is far below 100 %; `undone`, `pending` and
    `remains` are its first count of work not done, of cases not closed and of money left over.
    """

    work: Mapping[int, _Denial]
    standard: Mapping[int, _Denial]
    spent: Mapping[int, _Denial]
    arrived: Mapping[int, _Denial]
    left: Mapping[int, _Denial]
    low: _Denial | None
    undone: _Denial | None
    pending: _Denial | None
    remains: _Denial | None


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sweeping conclusions beside a rate or remainder that denies them, in one section of the report."""
    denials = _read_denials(reading, rules.parameters.tolerances.spending_low.value)
    unmet = cache(lambda: _unmet(reading))
    for sentence in reading.prose:
        yield from _work(reading, sentence, denials, unmet)
        yield from _money(reading, sentence, denials)
        yield from _faultless(reading, sentence, denials)
        yield from _passed(reading, sentence)
        yield from _everywhere(reading, sentence, denials)


def _read_denials(reading: Reading, low_rate: Decimal) -> _Denials:
    short = [claim for claim in reading.rates if claim.figure.quantity.in_base < 1]
    spent = [claim for claim in short if claim.name.endswith(_SPENT_RATES)]
    low = (claim for claim in spent if claim.figure.quantity.in_base < low_rate)
    flows = [flow for p in reading.flows for _, here in p.sentences for flow in here]
    left = [flow for flow in flows if flow.stage is Stage.LEFT and flow.figure.quantity.value > 0]
    return _Denials(
        work=_first([_by_rate(claim) for claim in short if claim.name.endswith(_WORK_RATES)]),
        standard=_first([_by_rate(claim) for claim in short if claim.name.endswith(_STANDARD_RATES)]),
        spent=_first([_by_rate(claim) for claim in spent]),
        arrived=_first([_by_rate(claim) for claim in short if claim.name.endswith("到位率")]),
        left=_first([_by_figure(flow.sentence, flow.figure, "") for flow in left]),
        low=next((_by_rate(claim) for claim in low), None),
        undone=next(
            (_by_figure(s, f, f.tail[:6]) for s in reading.prose for f in s.figures if _is_unbuilt(f)), None
        ),
        pending=next(
            (_by_figure(f.sentence, f.figure, f.figure.tail[:6]) for f in flows if _is_pending(f)), None
        ),
        remains=next((_by_figure(f.sentence, f.figure, "") for f in left if _is_remainder(f)), None),
    )


def _is_unbuilt(figure: Figure) -> bool:
    """Whether a figure counts projects or works not finished."""
    words = figure.label[-8:] + figure.tail[:14]
    counted = figure.base in _WORKS and is_plain(figure) and figure.quantity.value > 0
    return counted and _UNFINISHED.search(words) is not None and not _OTHERS.search(words)


def _is_pending(flow: Flow) -> bool:
    return flow.stage is Stage.OPEN and flow.figure.base == "件" and flow.figure.quantity.value > 0


def _is_remainder(flow: Flow) -> bool:
    money = flow.figure.quantity.unit.dimension is Dimension.MONEY
    return money and is_plain(flow.figure) and not _OTHERS.search(flow.figure.label)


def _everywhere(reading: Reading, sentence: Sentence, denials: _Denials) -> Iterator[Finding]:
    """What is said of all projects, all cases or all of the money, against a figure anywhere else."""
    for pattern, denial in (
        (_WHOLE_WORK, denials.undone),
        (_ALL_CLOSED, denials.pending),
        (_NOTHING_LEFT, denials.remains),
    ):
        match = _claimed(pattern, sentence) if denial is not None else None
        if pattern is _NOTHING_LEFT and ("资金" not in sentence.folded or _near(sentence, denials.left)):
            continue
        if match is not None and denial is not None and denial.sentence.block != sentence.block:
            yield from _denied(reading, sentence, match, denial)


def _first(denials: Sequence[_Denial]) -> dict[int, _Denial]:
    """The first of each paragraph."""
    return {denial.sentence.block: denial for denial in reversed(denials)}


def _by_rate(claim: RateClaim) -> _Denial:
    return _Denial(claim.sentence, claim.figure.start, claim.figure.end, f"{claim.name}{claim.figure.text}")


def _by_figure(sentence: Sentence, figure: Figure, behind: str) -> _Denial:
    told = f"{figure.label.strip(_SIGNS)[-14:]}{figure.text}{behind.rstrip(_SIGNS)}"
    return _Denial(sentence, figure.start, figure.end, told)


def _near(sentence: Sentence, denials: Mapping[int, _Denial]) -> _Denial | None:
    """The first denial in the sentence's own section, a paragraph away at most."""
    beside = (denials.get(block) for block in range(sentence.block - 1, sentence.block + 2))
    return next((d for d in beside if d is not None and d.sentence.section == sentence.section), None)


def _claimed(pattern: re.Pattern[str], sentence: Sentence) -> re.Match[str] | None:
    """The sweeping words of a sentence, unless they tell what is aimed at."""
    match = pattern.search(sentence.folded)
    if match is None or _GOAL.search(sentence.folded[max(match.start() - 10, 0) : match.start()]):
        return None
    counted = _NUMBER.match(sentence.folded, match.end())  # 按时完成756份 tells how many, not that all are
    return None if counted else match


def _work(
    reading: Reading, sentence: Sentence, denials: _Denials, unmet: Callable[[], _Missed | None]
) -> Iterator[Finding]:
    match = _claimed(_WORK_DONE, sentence)
    if match is None:
        return
    own_count = any(is_plain(f) and f.end <= sentence.start + match.start() for f in sentence.figures)
    first = sentence.number if own_count else max(sentence.number - 2, 0)  # 产业项目8个，全部完工
    around = reading.sentences[first : sentence.number + 2]
    own = [other for other in around if other.block == sentence.block]
    beside = (_shortfall(other) for other in own[::-1])
    rates = denials.standard if match.group().endswith("达标") else denials.work
    denial = next(filter(None, beside), None) or _near(sentence, rates)
    if denial is not None and own_count and denial.sentence is not sentence and denial.sentence not in own:
        denial = None
    if denial is None:
        words = _LATE if _ON_TIME.match(match.group()) else _MISSED
        told = (_by_words(other, words, match.start() if other is sentence else 0) for other in own)
        denial = next(filter(None, told), None)
    yield from _denied(reading, sentence, match, denial)
    missed = unmet() if denial is None and _ALL_INDICATORS.search(sentence.folded[: match.end()]) else None
    if missed is not None:
        span = (sentence.start + match.start(), sentence.start + match.end())
        yield _finding(reading, sentence, span, match.group(), *missed)


_Missed = tuple[Place, str]


def _unmet(reading: Reading) -> _Missed | None:
    """The first indicator of the report's own table that misses its target, with what it says."""
    leaves = (leaf for sheet in reading.all_sheets for leaf in sheet.leaves())
    pairs = ((leaf, pair) for leaf in leaves if (pair := judged(leaf)) is not None and pair.met is False)
    return next(
        (
            (leaf.place, f"{leaf.name}目标 {pair.target.text}，实际 {pair.actual.text}")
            for leaf, pair in pairs
        ),
        None,
    )


def _by_words(sentence: Sentence, words: re.Pattern[str], begin: int) -> _Denial | None:
    """The words of a sentence that deny a conclusion told before them, unless the fault was repaired."""
    match = words.search(sentence.folded, begin)
    if (
        match is None
        or _REPAIRED.search(sentence.folded)
        or _GOAL.search(sentence.folded[max(match.start() - 8, 0) : match.start()])
    ):
        return None
    clause = sentence.folded[max(match.start() - 10, 0) : match.end() + 6]
    return _Denial(
        sentence, match.start() + sentence.start, match.end() + sentence.start, clause.strip(_SIGNS + "。")
    )


def _passed(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """All passed (合格率100%), while the same sentence counts what did not."""
    whole = [f for f in sentence.figures if _is_whole(f) and _PASSED.search(f.label)]
    failed = [
        f
        for f in sentence.figures
        if is_plain(f) and f.quantity.value > 0 and _FAILED.search(f.label[-6:] + f.tail[:14])
    ]
    if whole and failed and not _REPAIRED.search(sentence.folded):
        denial = _by_figure(sentence, failed[0], failed[0].tail[:8])
        claim = f"{whole[0].label.strip(_SIGNS)[-10:]}{whole[0].text}"
        yield _finding(reading, sentence, (whole[0].start, whole[0].end), claim, *_shown(reading, denial))


_FAILED = re.compile(r"不合格|不达标|未通过|不符合")


def _is_whole(figure: Figure) -> bool:
    return is_percentage(figure) and figure.quantity.in_base == 1


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
    if match is not None and not _of_part(sentence, match):
        spent = _SPENT.search(match.group())
        denial = _near(sentence, denials.spent if spent else denials.arrived)
        own = denials.left.get(sentence.block)
        if (
            denial is None
            and spent
            and own is not None
            and own.sentence is sentence
            and own.start > sentence.start + match.end()
            and not _OTHERS.search(sentence.folded)
        ):
            denial = own
        yield from _denied(reading, sentence, match, denial)


def _of_part(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether only the money of one source is told to be there: 其中省级504万元足额到位."""
    at = match.start() + sentence.start
    before = [f for f in sentence.figures if f.end <= at and at - f.end <= _CLOSE]
    return bool(before and _PART_OF.search(before[-1].label))


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
    if denial is not None:
        span = (sentence.start + match.start(), sentence.start + match.end())
        yield _finding(reading, sentence, span, match.group(), *_shown(reading, denial))


def _shown(reading: Reading, denial: _Denial) -> _Missed:
    return reading.place(denial.sentence, denial.start, denial.end), denial.told


def _finding(
    reading: Reading, sentence: Sentence, span: tuple[int, int], claim: str, place: Place, told: str
) -> Finding:
    return Finding(
        code="contradiction",
        severity=Severity.SUSPICION,
        where=(
            reading.place(sentence, *span),
            place,
        ),
        claim=f"“{claim}”",
        expected=f"与“{told}”一致",
        advice="请按实际完成情况修改结论，或核对数字。",
        check=CHECK.id,
    )


CHECK = Check("contradiction", 3, ("contradiction",), find)
