"""A ratio of the report's framework follows from the figures told beside it, by its own formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity, Verdict
from xunzheng.audit.ratio_inputs import told_values
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet_formulas import parsed
from xunzheng.audit.sheet_reading import written
from xunzheng.audit.sheet_sums import cut_to, rounds_to
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.evaluation.formula import Formula, compile_formula, names
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.naming import plain
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import PERCENT

_SHORTEST = 3
_LONGEST = 4000  # characters of a row or paragraph
_MINUS = ("-", "－", "−")
_QUOTES = re.compile(r"[\s“”\"'《》]+")
_Told = tuple[Sentence, Figure]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated ratio of the frameworks that the report's layouts name, with a figure for each name.

    The formulas of one name differ between the frameworks, so that a report whose layout names none is not
    judged. The figures are those of the same row of a table or of the same paragraph.
    """
    codes = {applied.layout.framework for applied in reading.layouts}
    frameworks = [framework for framework in rules.frameworks if framework.code in codes]
    if not frameworks:
        return
    known = [entry for framework in frameworks for entry in _ratios(framework)]
    for _, group in groupby(reading.sentences, key=lambda sentence: (sentence.block, sentence.row)):
        sentences = list(group)
        if any(figure.quantity.unit == PERCENT for sentence in sentences for figure in sentence.figures):
            yield from _of_group(reading, sentences, known)


def _ratios(framework: Framework) -> Iterator[tuple[str, Formula, Framework]]:
    for located in framework.leaves():
        formula = parsed(located.indicator.formula or "")
        if formula is not None and len(names(formula)) > 1:
            yield plain(located.indicator.name), formula, framework


def _of_group(
    reading: Reading, sentences: Sequence[Sentence], known: Sequence[tuple[str, Formula, Framework]]
) -> Outcomes:
    told = [(sentence, figure) for sentence in sentences for figure in sentence.figures]
    text = _QUOTES.sub("", "".join(sentence.folded for sentence in sentences)[:_LONGEST])
    for name, formula, framework in known:
        if name not in text:
            continue
        stated = [pair for pair in told if _states(pair, name)]
        values = told_values(formula, [figure for _, figure in told]) if len(stated) == 1 else None
        if values is not None:
            yield _judge(reading, stated[0], name, formula, values, framework)


def _states(pair: _Told, name: str) -> bool:
    """Whether a percentage is the ratio of that name: its words end in the name, or the name in them."""
    figure = pair[1]
    if figure.quantity.unit != PERCENT or figure.quantity.precision is not Precision.EXACT:
        return False
    label = plain(figure.label[-24:]).rstrip("为是达到约共计:=-－−")
    return label.endswith(name) or (len(label) >= _SHORTEST and name.endswith(label))


def _judge(
    reading: Reading,
    stated: _Told,
    name: str,
    formula: Formula,
    values: dict[str, Quantity],
    framework: Framework,
) -> Finding | Held:
    sentence, figure = stated
    place = reading.figure_place(sentence, figure)
    share = compile_formula(formula)(values)
    told = "、".join(f"{key} {quantity.value}" for key, quantity in values.items())
    if share is None:
        return Held("rate", (place,), f"{told}，“{name}”没有意义", CHECK.id)
    exact, rate = Fraction(share) * 100, figure.quantity.value
    if figure.label.rstrip()[-1:] in _MINUS:
        rate = -rate
    if rounds_to(exact, rate):
        return Held("rate", (place,), f"{told}：{name} = {written(exact)}%", CHECK.id)
    due = round(Decimal(exact.numerator) / Decimal(exact.denominator), 2)
    return Finding(
        code="rate",
        severity=Severity.SUSPICION,
        where=(place,),
        claim=f"{name} {figure.text}",
        expected=f"{due}%",
        arithmetic=f"{formula.source.strip()}；{told}：{due}% ≠ {rate}%",
        verdict=Verdict(rate - due, "百分点", cut_to(exact, rate)),
        rule=cite(framework.basis),
        advice="请按指标体系的公式重新计算，或核对所列的数。",
        check=CHECK.id,
    )


CHECK = Check("rate-formula", 1, ("rate",), find)
