"""A stated rate follows from its numerator over some lawful denominator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.arithmetic import rate_fits, write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import Flow, RateClaim, is_plain
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.rounding import RateComparison, compare_rate, round_half_up
from xunzheng.quantities.units import Dimension
from xunzheng.quantities.writing import write_number

_GENERAL = re.compile(
    r"预算|资金|项目|总体?|全年|年度|本年|整体|实际|财政|支出|专项|当年|累计|经费|截[至止]|年[底末]|目前|平均|的|已|综合|到位|到账"
    r"|执行|使用|支付|拨付|完成|办结|审结|结案|化解|处结|共计?|合计|为|数|底|初|末|拨款|\d|年|月|日|[,、:“”\s]|其中|我[局县市区镇乡院校]|全[县市区镇乡]"
)
_NOT_PART = re.compile(r"应|计划|目标|任务|需|待|未|尚|剩余")
_OF_PLAN = ("完成率", "完工率", "实现率", "达成率", "开工率", "竣工率")
_DUE = re.compile(r"应|计划|目标|任务|需|预算")
_CLOSE = Fraction(1, 5)
_CLOSER = Fraction(1, 20)
_MONEY_DIVISORS = (Stage.PLANNED, Stage.ARRIVED, Stage.CARRIED)
_STAGES: tuple[tuple[tuple[str, ...], Stage, tuple[Stage, ...], Dimension | None], ...] = (
    (("到位率", "到账率", "到位比例"), Stage.ARRIVED, (Stage.PLANNED,), Dimension.MONEY),
    (
        ("执行率", "支付率", "支出率", "使用率", "拨付率", "兑付率", "发放率",
         "支出进度", "执行进度", "支付进度", "拨付进度", "支出比例", "执行比例"),
        Stage.SPENT, _MONEY_DIVISORS, Dimension.MONEY,
    ),
    (("结余率", "结转率", "结转结余率"), Stage.LEFT, _MONEY_DIVISORS, Dimension.MONEY),
    (("办结率", "化解率", "结案率"), Stage.CLOSED, (Stage.ACCEPTED,), None),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Trial:
    """A numerator and denominator tried, and what came of it."""

    numerator: Figure
    denominator: Figure
    comparison: RateComparison


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each named rate whose numerator and denominators the paragraph gives.

    An error only if the paragraph leaves one numerator and every lawful denominator fails; where
    several numerators could be meant, a suspicion; where none is named, nothing.
    """
    for claim in reading.rates:
        nothing = _nothing(claim)
        trials, definite = (nothing, True) if nothing else _trials(claim)
        if not trials:
            continue
        empty = next((t for t in trials if _is_empty(t, claim)), None)
        if empty is not None:
            yield _finding(reading, claim, [empty], Severity.ERROR)
            continue
        fitting = next((t for t in trials if t.comparison.holds), None)
        if fitting is not None:
            yield Held("rate", _where(reading, claim, fitting), _written(claim, fitting), CHECK.id)
        elif definite:
            yield _finding(reading, claim, trials, Severity.ERROR)
        elif not _known(claim) and all(_near(t, claim, _CLOSER) for t in trials):
            yield _finding(reading, claim, trials, Severity.SUSPICION)


def _nothing(claim: RateClaim) -> list[_Trial]:
    """The two figures just before the rate, if both are nothing (应奖补0人，已奖补0人，兑现率100%)."""
    before = [f.figure for f in claim.near if f.figure.start < claim.figure.start][-2:]
    if len(before) == 2 and not any(figure.quantity.value for figure in before):
        return list(_pairs(claim.figure, before[1:], before[:1]))
    return []


def _trials(claim: RateClaim) -> tuple[list[_Trial], bool]:
    """What can be tried, nearest first, and whether only one numerator and denominator can be meant."""
    for names, over, under, dimension in _STAGES:
        if claim.name.endswith(names):
            here = _of_stages(claim, over, under, dimension, claim.near)
            both = here or _of_stages(claim, over, under, dimension, (*claim.around, *claim.near))
            if not both:
                return _unnamed(claim), False
            return both, _definite(both) and not _qualified(claim, names, both)
    trials = list(_by_name(claim))
    beside = {flow.figure.start for flow in claim.near}
    sure = _definite(trials) and all(t.denominator.start in beside for t in trials)
    return trials, sure and all(_near(t, claim, _CLOSE) for t in trials)


def _qualified(claim: RateClaim, names: Sequence[str], trials: Sequence[_Trial]) -> bool:
    """Whether the rate is one of a part (省级资金支出44万元、执行率95%), whose whole may stand elsewhere."""
    name = next(own for own in names if claim.name.endswith(own))
    subjects = (claim.name.removesuffix(name), *(t.numerator.label for t in trials))
    return any(_GENERAL.sub("", subject) for subject in subjects)


def _known(claim: RateClaim) -> bool:
    """Whether the rate's name says which stages of the money or work it divides."""
    return any(claim.name.endswith(names) for names, *_ in _STAGES)


def _is_empty(trial: _Trial, claim: RateClaim) -> bool:
    """Whether nothing is divided by nothing, both stated beside the rate."""
    beside = {flow.figure.start for flow in claim.near}
    zero = not trial.numerator.quantity.value and trial.comparison.exact is None
    return zero and trial.numerator.start in beside and trial.denominator.start in beside


def _near(trial: _Trial, claim: RateClaim, distance: Fraction) -> bool:
    """Whether the quotient is close enough to the stated rate to be what it was meant to be, or undefined."""
    exact = trial.comparison.exact
    return exact is None or abs(exact - Fraction(claim.figure.quantity.in_base)) <= distance


def _unnamed(claim: RateClaim) -> list[_Trial]:
    """The amount just before the rate over another of the paragraph, where no words name the stages.

    Only a fit says anything: `财政拨款491万元，到位率100%`.
    """
    before = [f.figure for f in claim.near if f.figure.start < claim.figure.start][-1:]
    others = [f.figure for f in (*claim.around, *claim.near) if f.figure not in before]
    return [t for t in _pairs(claim.figure, before, others) if t.comparison.holds][:1]


def _by_name(claim: RateClaim) -> Iterator[_Trial]:
    """For a rate of work (签约率): the figure whose words hold its name, over those before it.

    The whole is larger than the part, or is called 应, 计划 or 目标. Where several figures together
    make the part (好 and 较好), nothing is wrong.
    """
    before = [f for f in claim.sentence.figures if f.start < claim.figure.start and is_plain(f)][-12:]
    stem = claim.name.removesuffix("率").removesuffix("满意度")[-2:] or "满意"
    near = [f for f in before if f.start >= claim.near[0].figure.start] if claim.near else []
    named = [
        f for f in near if not _NOT_PART.search(f.label) and all(c in f.label + f.tail[:6] for c in stem)
    ]
    if not named and claim.name.endswith(_OF_PLAN):
        due = {f.base for f in near if _DUE.search(f.label)}
        named = [f for f in near if not _DUE.search(f.label) and f.base in due]
    for numerator in (named or near)[-1:]:
        around = [flow.figure for flow in claim.around]
        wholes = _wholes(before, numerator) or _wholes(around, numerator)
        fits = any(trial.comparison.holds for trial in _pairs(claim.figure, [numerator], wholes))
        if fits or (named and not _of_several(claim, before)):
            yield from _pairs(claim.figure, [numerator], wholes)


def _wholes(figures: Sequence[Figure], part: Figure) -> list[Figure]:
    """The figures that a part can be a part of: not smaller than it, or called what was due."""
    return [
        f
        for f in figures
        if f is not part
        and f.base == part.base
        and (_DUE.search(f.label) or f.quantity.in_base >= part.quantity.in_base)
    ]


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
) -> list[_Trial]:
    usable = [f for f in flows if dimension is None or f.figure.quantity.unit.dimension is dimension]
    numerators = [f.figure for f in usable if f.stage is over]
    denominators = [f.figure for f in usable if f.stage in under]
    least = min((n.quantity.in_base for n in numerators), default=Decimal(0))
    denominators += [
        f.figure
        for f in usable
        if f.stage is None and f.figure.bracket == -1 and f.figure.quantity.in_base >= least
    ]
    return list(_pairs(claim.figure, numerators, denominators))


def _pairs(stated: Figure, numerators: Sequence[Figure], denominators: Sequence[Figure]) -> Iterator[_Trial]:
    for numerator in reversed(numerators[-3:]):
        for denominator in reversed(denominators[-6:]):
            if numerator is not denominator and numerator.base == denominator.base:
                comparison = compare_rate(stated.quantity, numerator.quantity, denominator.quantity)
                yield _Trial(numerator, denominator, comparison)


def _definite(trials: Sequence[_Trial]) -> bool:
    return (
        len({t.numerator.quantity.in_base for t in trials}) == 1
        and len({t.denominator.quantity.in_base for t in trials}) == 1
    )


def _where(reading: Reading, claim: RateClaim, trial: _Trial) -> tuple[Place, ...]:
    figures = (claim.figure, trial.numerator, trial.denominator)
    return tuple(reading.figure_place(claim.sentence, figure) for figure in figures)


def _written(claim: RateClaim, trial: _Trial) -> str:
    return write_rate(claim.figure.quantity, trial.numerator.quantity, trial.denominator.quantity)


def _finding(reading: Reading, claim: RateClaim, trials: Sequence[_Trial], severity: Severity) -> Finding:
    nearest = min(trials, key=lambda t: _distance(t.comparison, claim))
    zero = nearest.comparison.exact is None
    return Finding(
        code="undefined-rate" if zero else "rate",
        severity=severity,
        where=_where(reading, claim, nearest),
        claim=f"{claim.name}{claim.figure.text}",
        expected="无法计算（分母为零）" if zero else _expected(claim, trials),
        arithmetic=_written(claim, nearest),
        advice="请按所用口径重新计算该比率，并注明分子、分母。",
        check=CHECK.id,
    )


def _expected(claim: RateClaim, trials: Sequence[_Trial]) -> str:
    """The rate that follows from each lawful denominator: `70.33%（以8525.06万元为分母）`."""
    stated = claim.figure.quantity
    lines = []
    for trial in trials[:4]:
        exact = trial.comparison.exact
        if exact is not None:
            shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
            lines.append(f"{write_number(shown)}{stated.unit.symbol}（以{trial.denominator.text}为分母）")
    return "；".join(dict.fromkeys(lines))


def _distance(comparison: RateComparison, claim: RateClaim) -> Fraction:
    if comparison.exact is None:
        return Fraction(10**9)
    return abs(comparison.exact - Fraction(claim.figure.quantity.in_base))


CHECK = Check("rate", 2, ("rate", "undefined-rate"), find)
