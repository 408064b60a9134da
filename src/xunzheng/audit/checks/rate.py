"""A stated rate follows from its numerator over some lawful denominator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from xunzheng.audit.arithmetic import is_unit_step
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.parameters import Tolerance, Tolerances
from xunzheng.audit.quotients import (
    Trial,
    attempt,
    distance,
    expected,
    is_near,
    pairs,
    places_of,
    written,
)
from xunzheng.audit.rate_trials import (
    DUE,
    GENERAL,
    OF_PLAN,
    Division,
    is_known,
    joined,
    makes_another,
    nothing_over_nothing,
    stages_of,
    trials_of,
)
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.distant import Named, once
from xunzheng.audit.statements.flows import RateClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.survey import is_satisfaction, read_survey
from xunzheng.audit.statements.vocabulary import Stage, stage_of
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN

_WHOLE = re.compile(r"拨款|资金|经费|预算|总额|投资")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each named rate whose numerator and denominators the report gives.

    A rate is right if any lawful denominator yields it: 全年预算数, 调整后预算, 实际到位, 年初预算, or one
    less what was taken off it (统筹整合). It is an error only if its paragraph leaves one numerator and one
    denominator; where several numerators or denominators could be meant and all fail, a suspicion if
    one comes near; where none is named, nothing.
    """
    tolerances = rules.parameters.tolerances
    distant = once(reading.prose)
    for claim in reading.rates:
        if not (is_satisfaction(claim.name) and read_survey(claim)):
            yield from _decide(reading, claim, tolerances, distant)


def _decide(
    reading: Reading, claim: RateClaim, tolerances: Tolerances, distant: Callable[[], Named]
) -> Outcomes:
    nothing = nothing_over_nothing(claim)
    trials, definite = (nothing, True) if nothing else trials_of(claim, tolerances.rate_meant)
    empty = next((t for t in trials if _is_empty(t, claim)), None)
    if empty is not None:
        yield _finding(reading, claim, [empty], Severity.ERROR)
        return
    fitting = next((t for t in (*trials, *joined(claim, trials)) if t.comparison.holds), None)
    if fitting is not None:
        yield Held("rate", places_of(reading, claim, fitting), written(claim, fitting), CHECK.id)
        return
    trials = [t for t in trials if not makes_another(claim, t)]
    slipped = next((t for t in trials if _slip(claim, t)), None)
    if slipped is not None:
        yield _slipped(reading, claim, slipped)
    elif definite and trials:
        yield _finding(reading, claim, trials, Severity.ERROR)
    elif trials:
        close = [t for t in trials if is_near(t, claim, tolerances.rate_near)]
        if len(close) == len(trials) if not is_known(claim) else _all_fail(claim, trials, close):
            yield from _unless_of_whole(reading, claim, trials, distant)
    else:
        yield from _elsewhere(reading, claim, tolerances.rate_near, distant)


def _all_fail(claim: RateClaim, trials: Sequence[Trial], close: Sequence[Trial]) -> bool:
    """Whether a rate that comes near fails with the one numerator beside it and all that it may be of.

    What is stated as 100 % is often said of something else, and no quotient of money is more.
    """
    beside = {flow.figure.start for flow in claim.near}
    sensible = claim.figure.quantity.in_base < 1 and all(
        t.comparison.exact and t.comparison.exact <= 1 for t in close
    )
    one = sensible and len({t.numerator.quantity.in_base for t in trials}) == 1
    return bool(close) and one and trials[0].numerator.start in beside


def _is_empty(trial: Trial, claim: RateClaim) -> bool:
    """Whether nothing is divided by nothing, both stated beside the rate."""
    beside = {flow.figure.start for flow in claim.near}
    zero = not trial.numerator.quantity.value and trial.comparison.exact is None
    return zero and trial.numerator.start in beside and trial.denominator.start in beside


def _slip(claim: RateClaim, trial: Trial) -> bool:
    """Whether one of two amounts is written in the wrong unit: the quotient is a unit's step off the rate."""
    exact, (_, top), (_, bottom) = trial.comparison.exact, trial.over[0], trial.under[0]
    money = top.quantity.unit in _MONEY and bottom.quantity.unit in _MONEY
    two = money and len(trial.over) + len(trial.under) == 2
    return two and bool(exact) and is_unit_step(claim.figure.quantity, exact or Fraction(0))


_MONEY = (YUAN, WAN_YUAN, YI_YUAN)


def _elsewhere(
    reading: Reading, claim: RateClaim, near: Tolerance, distant: Callable[[], Named]
) -> Iterator[Finding | Held]:
    """A rate whose denominator stands in another paragraph, found by the words that both share."""
    stages = stages_of(claim)
    own = [f for f in claim.near if f.figure.start < claim.figure.start]
    top = next((f.figure for f in own[::-1] if stages is None or f.stage in (stages[1], None)), None)
    if top is None and stages is not None:
        told = [
            f.figure
            for f in claim.around
            if f.stage is stages[1] and not GENERAL.sub("", f.figure.label).strip("至末有")
        ]
        top = told[0] if len({f.quantity.in_base for f in told}) == 1 else None
    if top is None or (stages is None and not claim.name.endswith(OF_PLAN)):
        return
    if stages is not None and stages[3] is not top.quantity.unit.dimension:
        return
    wholes = [f for f in distant().alike(top) if _may_divide(f, top, stages)]
    if not wholes and stages is not None and not GENERAL.sub("", top.label):
        wholes = [f for f in distant().unnamed(top.base) if f is not top and _is_whole(f, stages[2])]
    trials = list(pairs(claim.figure, [top], wholes))
    if stages is not None and not any(t.comparison.holds for t in trials):
        trials = [*trials, *_of_main(claim, top, stages[2], distant)]
        yield from _of_whole_money(reading, claim, trials, near)
        return
    fitting = next((t for t in trials if t.comparison.holds), None)
    if fitting is not None:
        yield Held("rate", places_of(reading, claim, fitting), written(claim, fitting), CHECK.id)
    elif len({t.denominator.quantity.in_base for t in trials}) == 1 and is_near(trials[0], claim, near):
        yield _finding(reading, claim, trials, Severity.SUSPICION)


def _of_main(
    claim: RateClaim, top: Figure, under: Sequence[Stage], distant: Callable[[], Named]
) -> Iterator[Trial]:
    """An amount over each of the report's amounts that speak of the whole money."""
    for whole, stage in distant().main():
        lawful = stage in under or stage is None
        if lawful and whole.base == top.base and whole is not top:
            yield attempt(claim.figure, ((1, top),), ((1, whole),))


def _unless_of_whole(
    reading: Reading, claim: RateClaim, trials: Sequence[Trial], distant: Callable[[], Named]
) -> Iterator[Finding | Held]:
    """A suspicion, unless the amount over one that speaks of all the report's money gives the rate."""
    stages = stages_of(claim)
    tops = list(dict.fromkeys(t.numerator for t in trials))[:3]
    of_main = [t for top in tops if stages for t in _of_main(claim, top, stages[2], distant)]
    fitting = next((t for t in of_main if t.comparison.holds), None)
    if fitting is not None:
        yield Held("rate", places_of(reading, claim, fitting), written(claim, fitting), CHECK.id)
    elif told := [t for t in trials if t.comparison.exact != 1]:
        yield _finding(reading, claim, told, Severity.SUSPICION)


def _of_whole_money(
    reading: Reading, claim: RateClaim, trials: Sequence[Trial], near: Tolerance
) -> Iterator[Finding | Held]:
    """A rate of the money whose wholes other paragraphs state: near one of them, it was meant to be of it."""
    fitting = next((t for t in trials if t.comparison.holds), None)
    own = [t for t in trials if t.comparison.exact not in (None, 0, 1) and not makes_another(claim, t)]
    close = [t for t in own if is_near(t, claim, near)]
    if fitting is not None:
        yield Held("rate", places_of(reading, claim, fitting), written(claim, fitting), CHECK.id)
    elif close and claim.figure.quantity.in_base < 1:
        yield _finding(reading, claim, close, Severity.SUSPICION)


def _may_divide(
    figure: Figure,
    top: Figure,
    stages: Division | None,
) -> bool:
    """Whether a figure that names the same thing can be what was planned or given for it."""
    if stages is None:
        return bool(DUE.search(figure.label)) or figure.quantity.in_base > top.quantity.in_base
    larger = figure.quantity.in_base >= top.quantity.in_base
    return larger and stage_of(figure.label) in (*stages[2], None)


def _is_whole(figure: Figure, under: Sequence[Stage]) -> bool:
    """Whether a figure that names no thing is the money that a rate may be of: 财政拨款, 预算总额."""
    stage = stage_of(figure.label)
    return stage in under or (stage is None and _WHOLE.search(figure.label) is not None)


def _finding(reading: Reading, claim: RateClaim, trials: Sequence[Trial], severity: Severity) -> Finding:
    nearest = min(trials, key=lambda t: distance(t.comparison, claim))
    zero = nearest.comparison.exact is None
    return Finding(
        code="undefined-rate" if zero else "rate",
        severity=severity,
        where=places_of(reading, claim, nearest),
        claim=f"{claim.name}{claim.figure.text}",
        expected="无法计算（分母为零）" if zero else expected(claim, trials),
        arithmetic=written(claim, nearest),
        advice="请按所用口径重新计算该比率，并注明分子、分母。",
        check=CHECK.id,
    )


def _slipped(reading: Reading, claim: RateClaim, trial: Trial) -> Finding:
    """Two amounts in different units of money that the rate sets against each other."""
    top, bottom = trial.numerator, trial.denominator
    return Finding(
        code="unit-slip",
        severity=Severity.ERROR,
        where=places_of(reading, claim, trial),
        claim=f"{top.text}与{bottom.text}",
        expected=f"两数单位一致，使{claim.name}为 {claim.figure.text}",
        arithmetic=written(claim, trial),
        advice="请核对两个金额的单位。",
        check=CHECK.id,
    )


CHECK = Check("rate", 3, ("rate", "undefined-rate", "unit-slip"), find)
