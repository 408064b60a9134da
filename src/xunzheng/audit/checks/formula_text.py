"""The formula printed beside an indicator can be read, is written correctly, and is the indicator's own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet import SheetNode, Stated
from xunzheng.audit.sheet_reading import unique
from xunzheng.evaluation.formula import Formula, FormulaError, compare, names, parse, write
from xunzheng.evaluation.framework import Framework

_SEVERITIES = {
    "divides-by-100%": Severity.ERROR,
    "times-100-without-percent": Severity.SUSPICION,
    "defines-itself": Severity.SUSPICION,
    "missing-equals": Severity.ADVICE,
    "missing-times-100": Severity.ADVICE,
    "empty-target": Severity.ADVICE,
}


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf's formula: read, looked over, and held against the frameworks' formula of that indicator.

    Only a formula of the same quantities is compared; it is wrong where it differs from every framework
    that has it. What the writing merely allows (blanks, a letter x) is passed over.
    """
    for sheet in reading.sheets:
        for leaf in sheet.leaves():
            if leaf.formula is not None and leaf.formula.text.strip():
                yield from _of_leaf(leaf, leaf.formula, rules.frameworks)


def _of_leaf(leaf: SheetNode, stated: Stated, frameworks: tuple[Framework, ...]) -> Iterator[Finding | Held]:
    where = unique((stated.place, leaf.place))
    try:
        formula = parse(stated.text)
    except FormulaError as error:
        yield _finding(
            where, Severity.SUSPICION, stated, "可以读通的公式", f"{error.message}\n{error.pointer()}"
        )
        return
    odd = [oddity for oddity in formula.oddities if oddity.kind in _SEVERITIES]
    for oddity in odd:
        yield _finding(where, _SEVERITIES[oddity.kind], stated, oddity.message, None)
    differing, citation = _against(leaf, formula, frameworks)
    if differing is not None:
        yield _finding(where, Severity.ERROR, stated, *differing, citation)
    elif not odd:
        own = f"，与“{citation.title}”相同" if citation is not None else ""
        yield Held("formula-text", where, f"{write(formula)}{own}", CHECK.id)


def _against(
    leaf: SheetNode, formula: Formula, frameworks: tuple[Framework, ...]
) -> tuple[tuple[str, str] | None, Citation | None]:
    """What differs from the framework's formula, or None; with the framework's basis if one was found."""
    differing: tuple[tuple[str, str] | None, Citation | None] = (None, None)
    for framework in frameworks:
        for located in framework.candidates(leaf.path):
            own = _parsed(located.indicator.formula) if located.indicator.formula else None
            if own is None:
                continue
            if set(names(own)) != set(names(formula)):
                slips = slips or _slip(formula, own, located.indicator.name, framework)
                continue
            compared = compare(formula, own)
            if compared.same:
                return None, cite(framework.basis)
            if compared.same is False and differing[0] is None:
                differing = ((f"{write(own)}", compared.reason), cite(framework.basis))
    return differing


@lru_cache(maxsize=512)
def _parsed(text: str) -> Formula | None:
    try:
        return parse(text)
    except FormulaError:
        return None


def _finding(
    where: tuple[Place, ...],
    severity: Severity,
    stated: Stated,
    expected: str,
    arithmetic: str | None,
    rule: Citation | None = None,
) -> Finding:
    return Finding(
        code="formula-text",
        severity=severity,
        where=where,
        claim=stated.text.strip(),
        expected=expected,
        arithmetic=arithmetic,
        rule=rule,
        advice="请按指标体系的公式改正。" if rule is not None else "请核对并改正公式。",
        check=CHECK.id,
    )


CHECK = Check("formula-text", 1, ("formula-text",), find)
