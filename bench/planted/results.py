"""Mistakes in the result: the grade and the total."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from bench.planted.planting import (
    CONSEQUENCES,
    Mutation,
    Outcome,
    of_law,
    places_of,
    simple,
)
from bench.planted.telling import CLOSE, Report, opened, plain


def wrong_grade(report: Report, chance: random.Random) -> Outcome | None:
    """The grade is one of another band."""
    for mark in report.tagged("grade"):
        old = report.words(mark.number)
        new = chance.choice([g for g in "优良中差" if g != old[0]])
        wrong = report.rewritten(mark.number, new)
        places = (mark.number, *places_of(of_law(report, "grade-band")))
        return wrong, simple("grade-band", "grade-band: other grade", f"{old} → {new}", places)
    return None


def next_grade(report: Report, chance: random.Random) -> Outcome | None:
    """The grade is the neighbouring one, in its longer form."""
    for mark in report.tagged("grade"):
        old = report.words(mark.number)[0]
        new = {"优": "良好", "良": "优秀", "中": "良好", "差": "中等"}[old]
        wrong = report.rewritten(mark.number, new)
        places = (mark.number, *places_of(of_law(report, "grade-band")))
        return wrong, simple("grade-band", "grade-band: next grade", f"{old} → {new}", places)
    return None


_GRADE_CLAUSE = re.compile("，(?:评价等级为|自评等级|等级为)“?[^。]*")


def no_grade(report: Report, chance: random.Random) -> Outcome | None:
    """The clause of the grade is gone."""
    for statement in of_law(report, "grade-band"):
        inner = report.inside(statement.anchor)
        wrong = report.rewritten(statement.anchor, _GRADE_CLAUSE.sub("", inner))
        if wrong.tagged("grade"):
            return None
        return wrong, simple("grade-missing", "grade-missing: no clause", plain(inner), ())
    return None


def empty_grade(report: Report, chance: random.Random) -> Outcome | None:
    """The grade's place is left empty."""
    for mark in report.tagged("grade"):
        wrong = report.rewritten(mark.number, "")
        return wrong, simple("grade-missing", "grade-missing: empty", "“”", ())
    return None


def no_total(report: Report, chance: random.Random) -> Outcome | None:
    """The total is nowhere: neither in the text nor in the table."""
    return _no_total(report, "total-missing: nowhere")


def no_told_total(report: Report, chance: random.Random) -> Outcome | None:
    """The total's place in the text is a blank to fill in, and the table has none."""
    return _no_total(report, "total-missing: blank", "    分")


def _no_total(report: Report, kind: str, blank: str = "") -> Outcome | None:
    wrong = report
    for statement in of_law(report, "grade-band"):
        grade = statement.roles["grade"][0]
        told = opened(grade) + report.inside(grade) + CLOSE
        text = f"综合得分{blank}，评价等级为“{told}”" if blank else f"经自评，本项目评价等级为“{told}”"
        wrong = wrong.rewritten(statement.anchor, text)
    for mark in report.tagged("total"):
        wrong = wrong.rewritten(mark.number, "")
    if wrong is report:
        return None
    planted = simple("total-missing", kind, "", (), "score-missing")
    return wrong, replace(
        planted, collateral=CONSEQUENCES | {"score-sum", "score-missing", "template-residue"}
    )


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "grade-band": (wrong_grade, next_grade),
    "grade-missing": (no_grade, empty_grade),
    "total-missing": (no_total, no_told_total),
}
