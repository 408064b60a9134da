"""A ratio whose formula the prose writes out divides the right way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.framework_index import index_of
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet_formulas import parsed
from xunzheng.evaluation.formula import names, write
from xunzheng.evaluation.framework import Framework

_WRITTEN = re.compile(
    r"(?P<name>[“”\"\u4e00-\u9fff]{3,16}[率度])\s?=\s?[(\[]?(?P<upper>[“”\"\u4e00-\u9fff]{2,20})\s?[÷/]\s?"
    r"(?P<lower>[“”\"\u4e00-\u9fff]{2,20})[)\]]?\s?(?:[×*xX]\s?100\s?%)?(?=$|[,。;=()])"
)
_LEADING = re.compile("^(?:其中|本项目|项目|本年度?|全年)")
_QUOTES = re.compile('[“”"]')
_ENDING = re.compile("(?:总金额|总额|总数|数额|金额|总量|数)$")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each formula of one division in the prose, against the frameworks' formula of a ratio of that name.

    Told is only what is sure: the same two quantities, the other way round. 公用经费控制率＝预算安排公用经费÷
    实际支出公用经费 is such a one.
    """
    for sentence in reading.prose:
        if "=" not in sentence.folded:
            continue
        for match in _WRITTEN.finditer(sentence.folded):
            own = tuple(_bare(match[part]) for part in ("upper", "lower"))
            place = reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
            for framework, formula, due in _known(match["name"], rules.frameworks):
                if own == due:
                    yield Held("formula-text", (place,), formula, CHECK.id)
                    break
                if own == due[::-1]:
                    yield Finding(
                        code="formula-text",
                        severity=Severity.ERROR,
                        where=(place,),
                        claim=place.quote,
                        expected=formula,
                        arithmetic="分子与分母颠倒",
                        rule=cite(framework.basis),
                        advice="请按指标体系的公式改正，并核对所列的比率。",
                        check=CHECK.id,
                    )
                    break


def _known(name: str, frameworks: tuple[Framework, ...]) -> Iterator[tuple[Framework, str, tuple[str, ...]]]:
    """The frameworks' formulas of one division for a ratio of that name, with their two quantities."""
    short = _LEADING.sub("", _QUOTES.sub("", name))
    for framework in frameworks:
        for located in index_of(framework).candidates((short,)):
            formula = parsed(located.indicator.formula) if located.indicator.formula else None
            due = tuple(_bare(each) for each in names(formula)) if formula is not None else ()
            if formula is not None and len(due) == 2 and due[0] != due[1] and "－" not in write(formula):
                yield framework, write(formula), due


def _bare(words: str) -> str:
    return _ENDING.sub("", _LEADING.sub("", _QUOTES.sub("", words).strip()))


CHECK = Check("formula-told", 1, ("formula-text",), find)
