"""Mistakes in the score sheet, of arithmetic and of logic."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bench.planted.laws import holds
from bench.planted.planting import (
    CONSEQUENCES,
    OF_SHEET,
    Mutation,
    Outcome,
    Planted,
    appended,
    decimal,
    indicators,
    of_law,
    phrase,
    places_of,
    removed,
    rescored,
    shown,
    shuffled,
    told_again,
    without_clause,
)
from bench.planted.telling import Report, Statement, plain


def _one(report: Report, statement: Statement, role: str) -> Fraction:
    return report.marks[statement.roles[role][0]].value


def _sheet(report: Report) -> tuple[int, ...]:
    """The marks of all scores and totals."""
    return tuple(
        m.number
        for m in report.marks.values()
        if m.kind == "figure"
        and m.fact.startswith(("score.", "total", "weight", "lost."))
        and report.stands(m.number)
    )


def _planted(
    report: Report, code: str, kind: str, note: str, places: tuple[int, ...], *more: str, sums: bool = True
) -> Planted:
    collateral = CONSEQUENCES | OF_SHEET | {"grade-band"}
    around = (*places, *_sheet(report)) if sums else places
    return Planted(code, kind, note, places, frozenset({code, *more}), frozenset(collateral), around)


def _met(report: Report, line: Statement) -> bool:
    target, actual = _one(report, line, "target"), _one(report, line, "actual")
    return actual <= target if line.extra[0] == "≤" else actual >= target


def wrong_weight(report: Report, chance: random.Random) -> Outcome | None:
    """One weight of the sheet is told with another value."""
    for statement in shuffled(of_law(report, "weight-sum"), chance):
        mark = chance.choice(statement.roles["parts"])
        step = chance.choice((-2, -1, 1, 2))
        new = report.marks[mark].value + step
        lines = [s for s in indicators(report) if mark in s.figures()]
        if new < 1 or any(_one(report, line, "score") > new for line in lines):
            continue
        wrong = report.rewritten(mark, shown(new), new)
        related = [s for s in of_law(report, "weight-sum") if mark in s.figures()]
        places = (mark, *places_of([*related, *lines]))
        note = f"{report.words(mark)} → {shown(new)}"
        return wrong, _planted(report, "weight-sum", "weight-sum: a weight", note, places)
    return None


def wrong_weight_total(report: Report, chance: random.Random) -> Outcome | None:
    """The total of the weights, or of a group, is told with another value."""
    for statement in shuffled(of_law(report, "weight-sum"), chance):
        if "total" not in statement.roles:
            continue
        mark = statement.roles["total"][0]
        new = report.marks[mark].value + chance.choice((-5, -1, 1, 10))
        if new <= 1:
            continue
        wrong = report.rewritten(mark, shown(new), new)
        related = [s for s in of_law(report, "weight-sum") if mark in s.figures()]
        note = f"{report.words(mark)} → {shown(new)}"
        places = (mark, *places_of(related))
        return wrong, _planted(report, "weight-sum", "weight-sum: a total", note, places)
    return None


def wrong_total(report: Report, chance: random.Random) -> Outcome | None:
    """All tellings of the total are wrong by the same."""
    totals = [m for m in report.marks.values() if m.fact == "total" and report.stands(m.number)]
    statements = of_law(report, "score-sum")
    if not totals or not statements:
        return None
    old = totals[0].value
    new = old + Fraction(chance.choice(("-1", "0.1", "1", "-0.5", "-2")))
    if new > 100 or _band(old) != _band(new):
        return None
    wrong = report
    for mark in totals:
        wrong = wrong.rewritten(mark.number, shown(new), new)
    places = (*places_of(statements), *(m.number for m in totals))
    return wrong, _planted(report, "score-sum", "score-sum: total", f"{shown(old)} → {shown(new)}", places)


def _band(score: Fraction) -> int:
    return sum(score >= bound for bound in (60, 80, 90))


def wrong_table_total(report: Report, chance: random.Random) -> Outcome | None:
    """The total in the table is wrong, the one in the text right."""
    for statement in shuffled(of_law(report, "score-sum"), chance):
        mark = statement.roles["total"][0]
        new = report.marks[mark].value + Fraction(chance.choice(("-1", "-0.1", "-3", "-0.9")))
        wrong = report.rewritten(mark, shown(new), new)
        places = (*places_of([statement]), mark, *told_again(report, mark))
        note = f"{report.words(mark)} → {shown(new)}"
        return wrong, _planted(
            report, "score-sum", "score-sum: table total", note, places, "repeat", "grade-band"
        )
    return None


def lose_score(report: Report, chance: random.Random) -> Outcome | None:
    """A score cell is empty."""
    lines = shuffled(indicators(report), chance)
    if not lines:
        return None
    return _blank(report, lines[0].roles["gained"][0], lines[0], "score-missing: an indicator")


def lose_execution_score(report: Report, chance: random.Random) -> Outcome | None:
    """The score of the execution rate is empty."""
    for statement in of_law(report, "execution-score"):
        return _blank(report, statement.roles["gained"][0], statement, "score-missing: execution")
    return None


def _blank(report: Report, cell: int, line: Statement, kind: str) -> Outcome:
    wrong = report.rewritten(cell, "")
    places = (cell, *(m for m in places_of([line]) if wrong.stands(m)))
    return wrong, _planted(report, "score-missing", kind, report.words(cell), places, sums=True)


def exceed_weight(report: Report, chance: random.Random) -> Outcome | None:
    """A score above its weight; the totals follow."""
    for line in shuffled(indicators(report), chance):
        mark = line.roles["score"][0]
        new = decimal(_one(report, line, "weight")) + Decimal(chance.choice(("1", "0.5", "2")))
        total = next(m.value for m in report.marks.values() if m.fact == "total")
        if total + Fraction(new) - report.marks[mark].value > 100:
            continue
        wrong = rescored(without_clause(report, report.marks[mark].fact), mark, new)
        if wrong is None:
            continue
        places = (mark, *places_of([line]))
        return wrong, _planted(report, "score-over-weight", "score-over-weight: above", shown(new), places)
    return None


def exceed_weight_alone(report: Report, chance: random.Random) -> Outcome | None:
    """A score above its weight; the totals stay."""
    for line in shuffled(indicators(report), chance):
        mark = line.roles["score"][0]
        new = _one(report, line, "weight") + chance.choice((1, 2, 5))
        wrong = report.rewritten(mark, shown(new), new)
        places = (mark, *places_of([line]))
        return wrong, _planted(report, "score-over-weight", "score-over-weight: alone", shown(new), places)
    return None


def negative_score(report: Report, chance: random.Random) -> Outcome | None:
    """A score below zero."""
    for line in shuffled(indicators(report), chance):
        mark = line.roles["score"][0]
        wrong = report.rewritten(mark, "-1", Fraction(-1))
        places = (mark, *places_of([line]))
        return wrong, _planted(report, "score-over-weight", "score-over-weight: negative", "-1", places)
    return None


def misjudge(report: Report, chance: random.Random) -> Outcome | None:
    """A target was missed, and the score is neither full nor what the rule gives; the totals follow."""
    for line in shuffled(indicators(report), chance):
        if "target" not in line.roles or _met(report, line):
            continue
        mark = line.roles["score"][0]
        old = report.marks[mark].value
        new = decimal(old) - Decimal(chance.choice(("1", "2", "1.5")))
        if new <= 0:
            continue
        wrong = rescored(report, mark, new)
        if wrong is None or holds(wrong, line):
            continue
        places = (mark, *places_of([line]))
        note = f"{shown(old)} → {shown(new)}"
        return wrong, _planted(
            report, "score-recomputed", "score-recomputed: indicator", note, places, "attainment-score"
        )
    return None


def misjudge_execution(report: Report, chance: random.Random) -> Outcome | None:
    """The score of the execution rate is not weight × rate; the totals follow."""
    for statement in of_law(report, "execution-score"):
        mark = statement.roles["score"][0]
        old = report.marks[mark].value
        new = Decimal(10) if old < Fraction("9.5") and chance.random() < 0.6 else decimal(old) - 1
        base = without_clause(report, "score.execution") if new == 10 else report
        wrong = rescored(base, mark, new)
        if wrong is None or holds(wrong, statement):
            continue
        places = (mark, *places_of([statement]))
        note = f"{shown(old)} → {shown(new)}"
        fair = ("attainment-score",) if new == 10 else ("deduction-unexplained", "attainment-score")
        return wrong, _planted(report, "score-recomputed", "score-recomputed: execution", note, places, *fair)
    return None


def full_though_missed(report: Report, chance: random.Random) -> Outcome | None:
    """A target was missed, and the score is full; totals and reasons follow."""
    for line in shuffled(indicators(report), chance):
        if "target" not in line.roles or _met(report, line):
            continue
        mark = line.roles["score"][0]
        wrong = rescored(
            without_clause(report, report.marks[mark].fact), mark, decimal(_one(report, line, "weight"))
        )
        if wrong is None or _faultless(wrong):
            continue
        wrong = _without_reason(wrong, line)
        places = (mark, *places_of([line]))
        note = f"{report.words(mark)} → 满分"
        return wrong, _planted(
            report, "attainment-score", "attainment-score: missed, full", note, places, "score-recomputed"
        )
    return None


def _faultless(report: Report) -> bool:
    """Whether nothing is lost any more, so that the faults that are named become a mistake of their own."""
    return next(m.value for m in report.marks.values() if m.fact == "total") >= 100


def _without_reason(report: Report, line: Statement) -> Report:
    for mark in line.roles.get("reason", ()):
        if report.stands(mark):
            report = report.rewritten(mark, "")
    return report


def lost_though_met(report: Report, chance: random.Random) -> Outcome | None:
    """A target was met, and points are lost without a reason; the totals follow."""
    for line in shuffled(indicators(report), chance):
        if "target" not in line.roles or not _met(report, line) or not _imperfect(report):
            continue
        mark = line.roles["score"][0]
        new = decimal(report.marks[mark].value) - chance.choice((1, 2))
        if new <= 0:
            continue
        wrong = rescored(report, mark, new)
        if wrong is None:
            continue
        wrong = _without_reason(wrong, line)
        places = (mark, *places_of([line]))
        note = f"{report.words(mark)} → {shown(new)}"
        fair = ("score-recomputed", "deduction-unexplained")
        return wrong, _planted(report, "attainment-score", "attainment-score: met, lost", note, places, *fair)
    return None


def _imperfect(report: Report) -> bool:
    return bool(report.tagged("faults"))


def unexplained_one(report: Report, chance: random.Random) -> Outcome | None:
    """The reason of one loss is nowhere."""
    for line in shuffled(indicators(report), chance):
        mark = line.roles["score"][0]
        if report.marks[mark].value >= _one(report, line, "weight") or not _judged(report, line):
            continue
        wrong = _without_reason(without_clause(report, report.marks[mark].fact), line)
        places = (mark, *places_of([line]))
        kind = "deduction-unexplained: one"
        return wrong, _planted(report, "deduction-unexplained", kind, report.words(mark), places)
    return None


def _judged(report: Report, line: Statement) -> bool:
    """Whether the loss was a judgement: the reasons of other losses stand in the prose as well."""
    name = report.words(line.roles["name"][0])
    return "target" not in line.roles and not any(sign in name for sign in ("率", "及时", "满意度"))


def unexplained_all(report: Report, chance: random.Random) -> Outcome | None:
    """No loss has a reason: the paragraph of reasons is gone, the column of reasons empty."""
    paragraphs = report.tagged("deductions")
    lines = [s for s in indicators(report) if _one(report, s, "score") < _one(report, s, "weight")]
    if not paragraphs or not any(_judged(report, line) for line in lines):
        return None
    wrong = removed(report, [report.piece_of(paragraphs[0].number)])
    for line in lines:
        wrong = _without_reason(wrong, line)
    places = tuple(m for line in lines for m in line.figures()) + _sheet(report)
    return wrong, _planted(report, "deduction-unexplained", "deduction-unexplained: all", "", places)


def all_full(report: Report, chance: random.Random) -> Outcome | None:
    """Every score is full while the text names faults."""
    if not report.tagged("faults"):
        return None
    wrong = report
    lines = indicators(report)
    if not lines:
        return None
    for line in lines:
        if "target" in line.roles and not _met(report, line):
            return None
    for statement in of_law(report, "execution-score"):
        if _one(report, statement, "score") < 10:
            return None
    for line in lines:
        mark = line.roles["score"][0]
        weight = _one(report, line, "weight")
        if report.marks[mark].value < weight:
            wrong = without_clause(wrong, report.marks[mark].fact)
            wrong = _without_reason(wrong.rewritten(mark, shown(weight), weight), line)
            if "reached" in line.roles:
                reached = line.roles["reached"][0]
                wrong = wrong.rewritten(reached, plain(report.inside(line.roles["wanted"][0])))
    for mark_ in report.marks.values():
        if mark_.fact == "total" and wrong.stands(mark_.number):
            wrong = wrong.rewritten(mark_.number, "100", Fraction(100))
    for grade in wrong.tagged("grade"):
        wrong = wrong.rewritten(grade.number, "优")
    planted = _planted(report, "full-marks-with-faults", "full-marks-with-faults: all", "", ())
    return wrong, replace(planted, collateral=planted.collateral | {"actual-copies-target", "contradiction"})


def faults_added(report: Report, chance: random.Random) -> Outcome | None:
    """A report with full marks names faults."""
    if report.tagged("faults") or not indicators(report):
        return None
    total = [m for m in report.marks.values() if m.fact == "total"]
    if not total or total[0].value < 100:
        return None
    for at, piece in enumerate(report.pieces):
        if piece.level == 1 and ("打算" in plain(piece.text) or "安排" in plain(piece.text)):
            text = phrase(
                report,
                chance,
                (
                    "从自评情况看，仍存在以下问题：一是部分单位资料归集不及时，二是资金支付进度偏慢。",
                    "存在的问题主要是项目前期工作不够扎实，后续管护责任没有完全落实。",
                ),
            )
            wrong, _ = appended(report, at + 1, text)
            planted = _planted(report, "full-marks-with-faults", "full-marks-with-faults: faults", text, ())
            return wrong, planted
    return None


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "weight-sum": (wrong_weight, wrong_weight_total),
    "score-sum": (wrong_total, wrong_table_total),
    "score-missing": (lose_score, lose_execution_score),
    "score-over-weight": (exceed_weight, exceed_weight_alone, negative_score),
    "score-recomputed": (misjudge, misjudge_execution),
    "attainment-score": (full_though_missed, lost_though_met),
    "deduction-unexplained": (unexplained_one, unexplained_all),
    "full-marks-with-faults": (all_full, faults_added),
}
