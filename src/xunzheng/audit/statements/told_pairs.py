"""The two figures of which a rate beside them is made, where words and order leave no other reading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from xunzheng.audit.statements.flows import RateClaim, is_percentage, is_value, segment_around
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.slips import is_one_slip
from xunzheng.quantities.units import Dimension

_DUE = re.compile(r"应(?!急|用)|预拨|批复|合同|计划|任务|目标|需(?!求)|原定|拟|核定|要求|发放|发出|下达|设计")
_DONE = re.compile(
    r"目前|现[有已]|在岗|在编|在册|实(?!施)|到位|核销|支付|支出|付|销号|已|完成|其中|其余|达|收回|回收|合格|通过|满意|按时|按期|及时|如期|准时|落实|建成|办结"
)
_OF_THEM = re.compile(r"其中|^\W*中(?!央|心|小|学|医|药|型)|里面")
_MIXED = re.compile(r"[和与及、]\s*$|比(?:上年|去年)|同比|累计|上年|去年|[合总共]计\s*$")
_IN_USE = re.compile(r"(?:使用|利用|周转|入住|上座|开机)率$")
_USED = re.compile(r"使用|利用|支出|支付|拨付|核销|报销|列支|发放|占用|入住|出租|在用|开机")
_REDUCED = re.compile(
    r"(?:核减|审减|节约|节支|压减|变动|下降|降低|减少|增长|调整|偏差|结余|结转|贡献|倍增|资产|负债)率$"
)
_OTHERWISE = re.compile(
    r"扣除|剔除|不含|除外|加权|按.{0,8}(?:计算|折算|口径)|调整|核减|调减|减少|取消|未|(?<![接招])待|尚|不"
)
_KIN = (
    ("合格", "达标", "质量", "通过", "验收"),
    ("按时", "按期", "及时", "如期", "准时", "时效", "限时"),
    ("满意", "好评", "满意度"),
    ("回收", "收回", "有效", "问卷"),
    ("完成", "实现", "达成", "完工", "竣工", "落实", "建成", "实际", "开工"),
    ("覆盖", "惠及", "受益", "纳入"),
    ("兑现", "发放", "兑付", "到户", "到位"),
    ("办结", "结案", "审结", "处置", "解决", "化解"),
    ("免疫", "接种", "注射", "防疫"),
    ("参训", "培训", "到课", "出勤", "参加"),
)
_PLAIN_WORDS = re.compile(
    r"占比|控制|完成|密度|资金|经费|预算|使用|支付|支出|拨付|本级|[在上人户已应实总]|到位|实施|执行|落实|兑现|任务|目标|计划|项目|总体?|年度|全年|工作|数量|比例|进度|[率的量数度]"
)
_BEHIND = 2
_REACH = 120  # characters around a rate in which its subject is looked for
_STEM = 6  # last signs of a name that must be told
_MOST = 12


class ToldPair(NamedTuple):
    """A numerator and a denominator told one beside the other, next to their rate.

    `firm` says that words set them against each other (计划 and 实际, 其中), not only the order and the name.
    """

    numerator: Figure
    denominator: Figure
    firm: bool


def told_pair(claim: RateClaim) -> ToldPair | None:
    """The pair that alone can be meant: two figures of one unit beside the rate, one of them of the other.

    `计划313处，实际建设297处，完成率94.9%`; `验收78所，其中合格77所，合格率98.7%`; or in
    the bracket behind the rate. None
    where a third figure stands between, or the words take something off or compare with another year.
    """
    if _REDUCED.search(claim.name):
        return None
    figures = claim.sentence.figures
    at = bisect_left(figures, claim.figure.start, key=attrgetter("start"))
    before = _up_to_percentage(figures[max(at - _MOST, 0) : at])
    near, _ = segment_around(claim.sentence, claim.figure)
    level = claim.figure.bracket
    before = [figure for figure in before if figure.start >= near and figure.bracket == level]
    if (
        before and before[-1].quantity.unit.dimension is Dimension.MONEY
    ):  # 三项经费预算85万元: no third amount
        before = [figure for figure in before if figure.quantity.unit.dimension is Dimension.MONEY]
    pair = before if len(before) == _BEHIND else [] if before else _behind(claim, at)
    if len(pair) != _BEHIND or not all(is_value(f) for f in pair) or pair[0].base != pair[1].base:
        return None
    words = claim.sentence.words(pair[0].start - len(pair[0].label), pair[1].end + len(pair[1].tail))
    denied = _OTHERWISE.search(words.replace(claim.name[:2], "").replace(claim.name[-3:-1], ""))
    if _IN_USE.search(claim.name) and not _USED.search(words.replace(claim.name, "")):
        return None
    if denied or any(_MIXED.search(f.label) for f in pair) or not _is_named(claim, _STEM if before else 2):
        return None
    return _ordered(claim, *pair)


def _up_to_percentage(figures: Sequence[Figure]) -> list[Figure]:
    """The figures behind the last rate among them."""
    last = max((i for i, f in enumerate(figures) if is_percentage(f)), default=-1)
    return list(figures[last + 1 :])


def _behind(claim: RateClaim, at: int) -> list[Figure]:
    """The two figures of the bracket that follows the rate directly: 完成率94.9%（计划313处，实际297处）."""
    behind = claim.sentence.figures[at + 1 : at + 2 + _BEHIND]
    inside = [f for f in behind if f.bracket > claim.figure.bracket]
    opens = bool(inside) and claim.sentence.brackets[inside[0].bracket].start - claim.figure.end <= 1
    return inside if opens and len({f.bracket for f in inside}) == 1 else []


def _is_named(claim: RateClaim, stem: int) -> bool:
    """Whether the sentence around the rate says all that its name says (not 一次 of 一次合格率)."""
    name, sentence = claim.name, claim.sentence
    begin = max(claim.figure.start - _REACH, sentence.start)
    words = sentence.words(begin, claim.figure.start).replace(name, "")
    words += sentence.words(claim.figure.end, claim.figure.end + _REACH)
    for kin in _KIN:
        if any(word in words for word in kin):
            for word in kin:
                name = name.replace(word, "")
    told = set(words)
    return all(sign in told for sign in _PLAIN_WORDS.sub("", name.removesuffix("率")[-stem:]))


def _ordered(claim: RateClaim, first: Figure, second: Figure) -> ToldPair | None:
    """Which of two is the part: the one said to be of the other, or done where the other was due."""
    due = [bool(_DUE.search(f.label)) for f in (first, second)]
    if _OF_THEM.search(second.label):
        return ToldPair(second, first, firm=True)
    if due == [True, False] and _speaks(claim, second):
        return ToldPair(second, first, firm=True)
    if due == [False, True] and _speaks(claim, first):
        return ToldPair(first, second, firm=True)
    if due == [True, True]:
        return None
    smaller, larger = sorted((first, second), key=lambda f: (f.quantity.in_base, -f.start))
    if _is_kin(claim, smaller) and not _is_kin(claim, larger):
        return ToldPair(smaller, larger, firm=False)
    done = _DONE.search(second.label) and not _DONE.search(first.label)
    return ToldPair(second, first, firm=False) if done and smaller is second else None


def _is_kin(claim: RateClaim, figure: Figure) -> bool:
    """Whether a figure is named by a word that means what the rate's name means (按期完成: 及时率)."""
    kin = [word for words in _KIN if any(word in claim.name for word in words) for word in words]
    name = claim.name.rstrip("率度")
    kin += [name[at : at + 2] for at in range(len(name) - 1) if _PLAIN_WORDS.sub("", name[at : at + 2])]
    words = figure.label + figure.tail[:4]
    return any(word in words for word in kin)


def is_meant(claim: RateClaim, pair: ToldPair, near: Decimal) -> bool:
    """Whether a pair that does not make its rate was meant to: it is near, or one digit away from it.

    A part that words set against its whole is always meant, and what falls short of it is told as 100 % in
    error; what is more than the whole, or is known by its name alone, may be of another.
    """
    top, bottom = pair.numerator.quantity, pair.denominator.quantity
    if not bottom.value or (
        top.in_base <= bottom.in_base and (pair.firm or claim.figure.quantity.in_base == 1)
    ):
        return True
    exact = Fraction(top.in_base) / Fraction(bottom.in_base)
    stated = Fraction(claim.figure.quantity.in_base)
    if abs(exact - stated) <= Fraction(near):
        return True
    due = round_half_up(stated * Fraction(bottom.in_base) / Fraction(top.unit.factor), top.places)
    if not stated:
        return False
    over = round_half_up(Fraction(top.in_base) / stated / Fraction(bottom.unit.factor), bottom.places)
    return is_one_slip(due, top.value) or is_one_slip(over, bottom.value)


def _speaks(claim: RateClaim, figure: Figure) -> bool:
    """Whether the words of a figure say that it was done, or hold the stem of the rate's name."""
    stem = claim.name.removesuffix("率")[-2:]
    words = figure.label + figure.tail[:6]
    return bool(_DONE.search(words)) or (bool(stem) and all(sign in words for sign in stem))
