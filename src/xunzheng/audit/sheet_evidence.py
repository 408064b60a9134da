"""The inputs of an indicator's formula, where the prose of the report states them without ambiguity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xunzheng.audit.reading import Reading
from xunzheng.audit.statements.flows import Flow, RateClaim
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.audit.statements.vocabulary import OF_WHICH, Stage, stage_of
from xunzheng.evaluation.formula import Formula, names
from xunzheng.evaluation.naming import plain
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.units import Dimension

_MONEY = re.compile(r"资金|预算|支出|执行|金额|款|投入|经费")
_QUALIFIED = re.compile(r"及时|质量|达标|节约|合规|违规|上年|调整|结转|结余|三公|公用|人员|采购")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Inputs:
    """The values of a formula's names, and the sentence that states them."""

    values: dict[str, Quantity]
    sentence: Sentence


def find_inputs(reading: Reading, indicator: str, formula: Formula) -> Inputs | None:
    """The two amounts that a rate of money divides, or None where the prose leaves a doubt.

    Looked for beside the stated rate of that name first: figures whose words name their stage (到位,
    预算, 支出); where no words do, the figure beside the rate over the one sum that opens the sentences
    before it, if that yields the stated rate. Otherwise the only amounts of both stages in a section.
    """
    wanted = names(formula)
    stages = [
        None if _QUALIFIED.search(name) or not _MONEY.search(name) else stage_of(name) for name in wanted
    ]
    if len(wanted) != 2 or stages[0] is None or stages[1] is None or stages[0] is stages[1]:
        return None
    for claim in reading.rates:
        if claim.sentence.row is None and _same_rate(claim.name, indicator):
            pair = _beside(claim, stages[0], stages[1])
            if pair is not None:
                return Inputs(dict(zip(wanted, pair, strict=True)), claim.sentence)
    return _in_section(reading, wanted, stages[0], stages[1])


def _same_rate(claimed: str, indicator: str) -> bool:
    one, other = plain(claimed), plain(indicator)
    return min(len(one), len(other)) >= _SHORTEST_NAME and (one.endswith(other) or other.endswith(one))


def _beside(claim: RateClaim, over: Stage, under: Stage) -> tuple[Quantity, Quantity] | None:
    flows = [flow for flow in (*claim.around, *claim.near) if _is_money(flow)]
    upper = _only(flow.figure.quantity for flow in flows if flow.stage is over)
    lower = _only(flow.figure.quantity for flow in flows if flow.stage is under)
    if upper is not None and lower is not None:
        return upper, lower
    upper = upper or _only(flow.figure.quantity for flow in claim.near if _is_money(flow))
    lower = lower or _only(_openers(claim))
    if upper is None or lower is None or not _yields(claim, upper, lower):
        return None
    return upper, lower


def _openers(claim: RateClaim) -> Iterable[Quantity]:
    """The first amount of each sentence before the claim, parts of others left out."""
    seen: set[int] = {claim.sentence.number}
    for flow in claim.around:
        if flow.sentence.number in seen or not _is_money(flow):
            continue
        seen.add(flow.sentence.number)
        if not flow.sentence.folded.lstrip().startswith(OF_WHICH):
            yield flow.figure.quantity


def _yields(claim: RateClaim, upper: Quantity, lower: Quantity) -> bool:
    if not lower.in_base:
        return False
    stated = claim.figure.quantity
    exact = Fraction(upper.in_base) / Fraction(lower.in_base) / Fraction(stated.unit.factor)
    return round_half_up(exact, stated.places) == stated.value


def _in_section(reading: Reading, wanted: Sequence[str], over: Stage, under: Stage) -> Inputs | None:
    """The only amounts of the two stages, where one section, and no other, states both."""
    sections: dict[tuple[str, ...], list[Flow]] = {}
    for paragraph in reading.flows:
        for sentence, flows in paragraph.sentences:
            if sentence.row is None:
                sections.setdefault(sentence.section, []).extend(flow for flow in flows if _is_money(flow))
    found: list[Inputs] = []
    for here in sections.values():
        upper = [flow for flow in here if flow.stage is over]
        values = [
            _only(flow.figure.quantity for flow in here if flow.stage is stage) for stage in (over, under)
        ]
        if values[0] is not None and values[1] is not None:
            found.append(Inputs({wanted[0]: values[0], wanted[1]: values[1]}, upper[0].sentence))
    return found[0] if len(found) == 1 else None


def _is_money(flow: Flow) -> bool:
    quantity = flow.figure.quantity
    return quantity.unit.dimension is Dimension.MONEY and abs(quantity.value.adjusted()) < 20


def _only(quantities: Iterable[Quantity]) -> Quantity | None:
    """The one amount that all agree on; None where there is none or several."""
    found = {quantity.in_base: quantity for quantity in quantities}
    return next(iter(found.values())) if len(found) == 1 else None
