"""What a stated rate may be made of: each numerator over each lawful denominator that its paragraph gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from xunzheng.audit.arithmetic import rate_fits
from xunzheng.audit.parameters import Tolerance
from xunzheng.audit.quotients import MOST_WHOLES, Trial, attempt, is_definite, is_near, pairs
from xunzheng.audit.statements.flows import Flow, RateClaim, is_percentage, is_plain
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.told_pairs import is_meant, told_pair
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.units import Dimension

GENERAL = re.compile(
    r"预算|资金|项目|总体?|全年|年度|本年|整体|实际|财政|支出|专项|当年|累计|经费|截[至止]|年[底末]|目前|平均|的|已|综合|到位|到账"
    r"|执行|使用|支付|拨付|完成|办结|审结|结案|化解|处结|共计?|合计|为|数|底|初|末|拨款|\d|年|月|日|[,、:“”\s]|其中|我[局县市区镇乡院校]|全[县市区镇乡]"
    r"|按时|按期|及时|如期|准时|限时|有效|额|总|率|进度|落实|配套"
)
_NOT_PART = re.compile(r"应|计划|目标|任务|需|待|未|尚|剩余|[不无]\S{0,4}$")
OF_PLAN = ("完成率", "完工率", "实现率", "达成率", "开工率", "竣工率")
DUE = re.compile(r"应|计划|目标|任务|需|预算")
_OFF = ("核减率", "审减率", "节约率", "节支率", "压减率", "压缩率")
_ONLY_TOLD = ("比例", "密度", "知晓度", "占比")
_LESS = re.compile(r"统筹整合|整合|收回|核减|调减|压减|扣除|统筹")
_BETWEEN = 8  # figures before a rate that may be rates of the same amounts
_BEFORE = 60  # figures of a sentence before a rate that are looked at
_MONEY_DIVISORS = (Stage.PLANNED, Stage.ARRIVED, Stage.CARRIED)
Division = tuple[tuple[str, ...], Stage, tuple[Stage, ...], Dimension | None]
"""Names of a rate, the stage of its numerator, those of its denominators, and what is divided (None: all)."""

_STAGES: tuple[Division, ...] = (
    (("到位率", "到账率", "到位比例"), Stage.ARRIVED, (Stage.PLANNED,), Dimension.MONEY),
    (
        ("执行率", "支付率", "支出率", "使用率", "拨付率", "兑付率", "发放率", "报账率",
         "预算完成率", "资金完成率", "经费完成率",
         "支出进度", "执行进度", "支付进度", "拨付进度", "使用进度", "支出比例", "执行比例"),
        Stage.SPENT, _MONEY_DIVISORS, Dimension.MONEY,
    ),
    (("结余率", "结转率", "结转结余率"), Stage.LEFT, _MONEY_DIVISORS, Dimension.MONEY),
    (("办结率", "化解率", "结案率"), Stage.CLOSED, (Stage.ACCEPTED,), None),
)  # fmt: skip


def trials_of(claim: RateClaim, meant: Tolerance) -> tuple[list[Trial], bool]:
    """What can be tried, nearest first, and whether only one numerator and denominator can be meant."""
    stages = stages_of(claim)
    if stages is not None:
        names, over, under, dimension = stages
        here = _of_stages(claim, over, under, dimension, claim.near)
        told = told_pair(claim) if not here else None
        if told is not None and told.numerator.quantity.unit.dimension is dimension:
            return list(pairs(claim.figure, [told.numerator], [told.denominator])), True
        both = here or _of_stages(claim, over, under, dimension, (*claim.around, *claim.near))
        if not both:
            return _of_sources(claim, over) or _unnamed(claim), False
        return both, is_definite(both) and not _qualified(claim, names, both)
    told = told_pair(claim)
    if told is not None and is_meant(claim, told, meant.value):
        pair = list(pairs(claim.figure, [told.numerator], [told.denominator]))
        others = [] if pair[0].comparison.holds else [t for t in _by_name(claim) if t.comparison.holds]
        return others or pair, True
    if claim.name.endswith(_ONLY_TOLD):
        return [], False
    trials = list(_by_name(claim))
    beside = {flow.figure.start for flow in claim.near}
    sure = is_definite(trials) and all(t.denominator.start in beside for t in trials)
    return trials, sure and all(is_near(t, claim, meant) for t in trials)


def stages_of(
    claim: RateClaim,
) -> Division | None:
    """Which stages of the money or work the rate's name says that it divides; None if it says none.

    A rate of money beside numbers of other things alone is one of work (应巡查…次，实际…次，巡查到位率).
    """
    entry = next((entry for entry in _STAGES if claim.name.endswith(entry[0])), None)
    kinds = {flow.figure.quantity.unit.dimension for flow in claim.near}
    work = entry is not None and entry[3] is Dimension.MONEY and bool(kinds) and entry[3] not in kinds
    return None if work else entry


def _qualified(claim: RateClaim, names: Sequence[str], trials: Sequence[Trial]) -> bool:
    """Whether the rate is one of a part (省级资金支出44万元、执行率95%), whose whole may stand elsewhere."""
    name = next(own for own in names if claim.name.endswith(own))
    subjects = (claim.name.removesuffix(name), *(t.numerator.label for t in trials))
    return any(GENERAL.sub("", subject) for subject in subjects)


def _of_sources(claim: RateClaim, over: Stage) -> list[Trial]:
    """What was spent over all the sources told before it: 中央300万元、省级200万元，共支出475万元."""
    money = [f for f in claim.near if f.figure.quantity.unit.dimension is Dimension.MONEY]
    top = next((f.figure for f in money if f.stage is over), None)
    told = [
        f.figure
        for f in money
        if top and f.figure.start < top.start and f.stage is None and f.figure.bracket == -1
    ]
    if over is not Stage.SPENT or top is None or len(told) < 2:
        return []
    return [attempt(claim.figure, ((1, top),), tuple((1, figure) for figure in told[-MOST_WHOLES:]))]


def _unnamed(claim: RateClaim) -> list[Trial]:
    """The amount just before the rate over another of the paragraph, where no words name the stages.

    Only a fit says anything: `财政拨款491万元，到位率100%`.
    """
    before = [f.figure for f in claim.near if f.figure.start < claim.figure.start][-1:]
    others = [f.figure for f in (*claim.around, *claim.near) if f.figure not in before]
    return [t for t in pairs(claim.figure, before, others) if t.comparison.holds][:1]


def _by_name(claim: RateClaim) -> Iterator[Trial]:
    """For a rate of work (签约率): the figure whose words hold its name, over those before it.

    The whole is larger than the part, or is called 应, 计划 or 目标. Where several figures together
    make the part (好 and 较好), nothing is wrong.
    """
    beside = [f.figure for f in claim.near]
    at = bisect_left(claim.sentence.figures, claim.figure.start, key=attrgetter("start"))
    before = [f for f in claim.sentence.figures[max(at - _BEFORE, 0) : at] if is_plain(f)][-12:]
    stem = claim.name.removesuffix("率").removesuffix("满意度")[-2:] or "满意"
    near = [f for f in before if beside and f.start >= beside[0].start]
    if not near and claim.figure.label.endswith("的"):  # 完成计划的九成，即计划40公里，已修36公里
        near = beside
    named = [
        f for f in near if not _NOT_PART.search(f.label) and all(c in f.label + f.tail[:6] for c in stem)
    ]
    if not named and claim.name.endswith(OF_PLAN):
        due = {f.base for f in near if DUE.search(f.label)}
        named = [f for f in near if not DUE.search(f.label) and f.base in due]
    for numerator in (named or near)[-1:]:
        around = [flow.figure for flow in claim.around]
        wholes = _wholes(before or near, numerator) or _wholes(around, numerator)
        wholes = wholes or [f for f in beside if f.start > claim.figure.start and _is_due(f, numerator)]
        fits = any(trial.comparison.holds for trial in pairs(claim.figure, [numerator], wholes))
        if fits or (named and not _of_several(claim, before)):
            yield from _taken_off(claim, numerator, wholes)
            yield from pairs(claim.figure, [numerator], wholes)


def _taken_off(claim: RateClaim, part: Figure, wholes: Sequence[Figure]) -> Iterator[Trial]:
    """What was taken off over what there was before (审定924.30万元，核减15万元), if that fits."""
    for whole in wholes if claim.name.endswith(_OFF) else ():
        trial = attempt(claim.figure, ((1, part),), ((1, whole), (1, part)))
        if trial.comparison.holds:
            yield trial


def _wholes(figures: Sequence[Figure], part: Figure) -> list[Figure]:
    """The figures that a part can be a part of: not smaller than it, or called what was due."""
    return [
        f
        for f in figures
        if f is not part
        and f.base == part.base
        and (DUE.search(f.label) or f.quantity.in_base >= part.quantity.in_base)
    ]


def _is_due(figure: Figure, part: Figure) -> bool:
    """Whether a figure behind the rate is what was due (竣工186户，竣工率93%，年度任务196户)."""
    return figure.base == part.base and DUE.search(figure.label) is not None


def _of_several(claim: RateClaim, before: Sequence[Figure]) -> bool:
    """Whether neighbouring figures added up, over another of the sentence, give the stated rate."""
    values = [Fraction(f.quantity.in_base) for f in before]
    for start in range(len(values)):
        for end in range(start + 2, min(start + 5, len(values) + 1)):
            part = sum(values[start:end], Fraction(0))
            wholes = values[:start] + values[end:]
            if any(whole and rate_fits(claim.figure.quantity, part / whole) for whole in wholes):
                return True
    return False


def _of_stages(
    claim: RateClaim, over: Stage, under: Sequence[Stage], dimension: Dimension | None, flows: Sequence[Flow]
) -> list[Trial]:
    usable = [f for f in flows if dimension is None or f.figure.quantity.unit.dimension is dimension]
    numerators = [f.figure for f in usable if f.stage is over]
    denominators = [f.figure for f in usable if f.stage in under]
    least = min((n.quantity.in_base for n in numerators), default=Decimal(0))
    denominators += [
        f.figure
        for f in usable
        if f.stage is None and f.figure.bracket == -1 and f.figure.quantity.in_base >= least
    ]
    return list(pairs(claim.figure, numerators, denominators))


def joined(claim: RateClaim, trials: Sequence[Trial]) -> Iterator[Trial]:
    """What a rate of money may further be of: two amounts added, or one less what was taken off it.

    Also all that was spent together over any one amount.
    """
    if (
        not trials
        or not is_known(claim)
        or trials[0].numerator.quantity.unit.dimension is not Dimension.MONEY
    ):
        return
    tops = list(dict.fromkeys(t.numerator for t in trials))
    wholes = list(dict.fromkeys(t.denominator for t in trials))
    off = [f.figure for f in (*claim.around, *claim.near) if _LESS.search(f.figure.label)][-2:]
    for top in tops:
        for position, whole in enumerate(wholes):
            for other in wholes[position + 1 :]:
                yield attempt(claim.figure, ((1, top),), ((1, other), (1, whole)))
            for less in off:
                if less not in (top, whole) and less.base == whole.base:
                    yield attempt(claim.figure, ((1, top),), ((1, whole), (-1, less)))
        if len(wholes) > 2:
            yield attempt(claim.figure, ((1, top),), tuple((1, whole) for whole in reversed(wholes)))
    if len(tops) > 1:
        for whole in wholes:
            yield attempt(claim.figure, tuple((1, top) for top in reversed(tops)), ((1, whole),))


def is_known(claim: RateClaim) -> bool:
    return stages_of(claim) is not None


def makes_another(claim: RateClaim, trial: Trial) -> bool:
    """Whether a rate that stands between the amounts and this one is what they give (执行率95%)."""
    figures = claim.sentence.figures
    at = bisect_left(figures, claim.figure.start, key=attrgetter("start"))
    last = max(trial.numerator.end, trial.denominator.end)
    between = [f for f in figures[max(at - _BETWEEN, 0) : at] if f.start >= last and is_percentage(f)]
    return any(attempt(f, trial.over, trial.under).comparison.holds for f in between)


def nothing_over_nothing(claim: RateClaim) -> list[Trial]:
    """The two figures just before the rate, if both are nothing (应奖补0人，已奖补0人，兑现率100%)."""
    before = [f.figure for f in claim.near if f.figure.start < claim.figure.start][-2:]
    if len(before) == 2 and not any(figure.quantity.value for figure in before):
        return list(pairs(claim.figure, before[1:], before[:1]))
    return []
