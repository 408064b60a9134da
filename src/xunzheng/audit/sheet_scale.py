"""The grade scale of a report: its own where it declares one, else its region's or the nation's."""

from __future__ import annotations

from fractions import Fraction

from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.conclusions import DeclaredBand
from xunzheng.basis import Basis
from xunzheng.evaluation.grades import Grade, GradeScale
from xunzheng.evaluation.interval import Range
from xunzheng.refusal import Refusal

_DECLARED = Basis("报告自列的等级标准", verified=False)


def scale_of(reading: Reading, rules: Rules) -> GradeScale:
    """The scale; that of the region or the nation too where the declared bands contradict each other."""
    if not reading.declared_scale:
        return rules.scale
    try:
        grades = tuple(_grade(band) for band in reading.declared_scale)
        return GradeScale("declared", "报告自列的等级标准", grades, basis=_DECLARED)
    except Refusal:
        return rules.scale


def _grade(band: DeclaredBand) -> Grade:
    high = None if band.high is None else Fraction(band.high)
    return Grade(
        band.word, Range(Fraction(band.low), high, not band.low_open, not band.high_open and high is not None)
    )
