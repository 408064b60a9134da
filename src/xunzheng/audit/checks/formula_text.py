"""The formula printed beside an indicator can be read, is written correctly, and is the indicator's own."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity
from xunzheng.audit.framework_index import index_of
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet import SheetNode, Stated
from xunzheng.audit.sheet_formulas import parsed, read_formula
from xunzheng.audit.sheet_frameworks import known_framework
from xunzheng.audit.sheet_reading import unique
from xunzheng.evaluation.formula import Formula, FormulaError, compare, names, write
from xunzheng.evaluation.framework import Framework

_SEVERITIES = {
    "divides-by-100%": Severity.ERROR,
    "times-100-without-percent": Severity.SUSPICION,
    "defines-itself": Severity.SUSPICION,
    "missing-equals": Severity.ADVICE,
    "missing-times-100": Severity.ADVICE,
    "empty-target": Severity.ADVICE,
}


@dataclass(frozen=True, slots=True)
class _Difference:
    """How a formula differs from a framework's own, and how sure that is a mistake."""

    severity: Severity
    own: Formula
    reason: str
    citation: Citation


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf's formula: read, looked over, and held against the frameworks' formula of that indicator.

    A formula of the same quantities is wrong where it differs from every framework that has it. One in
    which a single quantity stands for another of the framework that the sheet follows is a suspicion.
    What the writing merely allows (blanks, a letter x) is passed over.
    """
    for sheet in reading.sheets:
        followed = known_framework(sheet, rules.frameworks)
        frameworks = rules.frameworks
        if sheet.layout is not None and followed is not None and sheet.layout.framework == followed.code:
            frameworks = (followed, *(each for each in rules.frameworks if each is not followed))
        for leaf in sheet.leaves():
            if leaf.formula is not None and leaf.formula.text.strip():
                yield from _of_leaf(leaf, leaf.formula, frameworks, followed)


def _of_leaf(
    leaf: SheetNode, stated: Stated, frameworks: tuple[Framework, ...], followed: Framework | None
) -> Iterator[Finding | Held]:
    where = unique((stated.place, leaf.place))
    formula = read_formula(stated.text)
    if isinstance(formula, FormulaError):
        pointed = f"{formula.message}\n{formula.pointer()}"
        yield _finding(where, Severity.SUSPICION, stated, "可以读通的公式", pointed)
        return
    odd = [oddity for oddity in formula.oddities if oddity.kind in _SEVERITIES]
    for oddity in odd:
        yield _finding(where, _SEVERITIES[oddity.kind], stated, oddity.message, None)
    difference, citation = _against(leaf, formula, frameworks)
    if difference is None and citation is None and followed is not None:
        difference = _slip(leaf, formula, followed)
    if difference is not None:
        own = write(difference.own)
        yield _finding(where, difference.severity, stated, own, difference.reason, difference.citation)
    elif not odd:
        same = f"，与“{citation.title}”相同" if citation is not None else ""
        yield Held("formula-text", where, f"{write(formula)}{same}", CHECK.id)


def _against(
    leaf: SheetNode, formula: Formula, frameworks: tuple[Framework, ...]
) -> tuple[_Difference | None, Citation | None]:
    """How the formula differs from those of the same quantities, or whose formula it is."""
    difference: _Difference | None = None
    for framework in frameworks:
        for own in _own_formulas(leaf, framework):
            if set(names(own)) != set(names(formula)):
                continue
            compared = compare(formula, own)
            if compared.same:
                return None, cite(framework.basis)
            if compared.same is False and difference is None:
                difference = _Difference(Severity.ERROR, own, compared.reason, cite(framework.basis))
    return difference, None


def _slip(leaf: SheetNode, formula: Formula, framework: Framework) -> _Difference | None:
    """One quantity in the place of another that the framework knows from other formulas."""
    for own in _own_formulas(leaf, framework):
        stated, due = names(formula), names(own)
        pairs = [(one, other) for one, other in zip(stated, due, strict=False) if one != other]
        if len(stated) != len(due) or len(pairs) != 1 or _renamed(formula, *pairs[0]) != own.expression.shape:
            continue
        wrong, right = pairs[0]
        elsewhere = (parsed(item.indicator.formula) for item in framework.leaves() if item.indicator.formula)
        if any(other is not None and wrong in names(other) for other in elsewhere):
            reason = f"用了“{wrong}”，该指标的公式用的是“{right}”"
            return _Difference(Severity.SUSPICION, own, reason, cite(framework.basis))
    return None


def _renamed(formula: Formula, wrong: str, right: str) -> tuple[Hashable, ...]:
    """The structure of a formula with one name put for another."""
    return tuple(
        (kind, right if label == wrong else label, count)
        for kind, label, count in ((type(n), n.label, len(n.children)) for n in formula.expression.walk())
    )


def _own_formulas(leaf: SheetNode, framework: Framework) -> Iterator[Formula]:
    for located in index_of(framework).candidates(leaf.path):
        own = parsed(located.indicator.formula) if located.indicator.formula else None
        if own is not None:
            yield own


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
