"""Mistakes in citations and against time limits."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from bench.planted.planting import (
    CONSEQUENCES,
    Mutation,
    Outcome,
    appended,
    bodies,
    simple,
)
from bench.planted.telling import Report


def spoil_citation(report: Report, chance: random.Random) -> Outcome | None:
    """The brackets of a document number are not a pair, or of the wrong kind."""
    ways = (("〕", ")"), ("〔", "("), ("〔", "["), ("号", ""))
    return _citation(report, chance, chance.choice(ways), "citation-form: brackets")


def prolong_citation(report: Report, chance: random.Random) -> Outcome | None:
    """The year of a document number has five digits or lies ahead, or `第` stands before its number."""
    ways = (("〔20", "〔202"), ("〔20", "〔203"), ("〕", "〕第"))
    return _citation(report, chance, chance.choice(ways), "citation-form: year or 第")


def _citation(report: Report, chance: random.Random, change: tuple[str, str], kind: str) -> Outcome | None:
    marks = report.tagged("citation")
    chance.shuffle(marks)
    for mark in marks:
        old = report.words(mark.number)
        if change[0] in old:
            new = old.replace(*change)
            wrong = report.rewritten(mark.number, new)
            planted = simple("citation-form", kind, f"{old} → {new}", (mark.number,), "malformed-number")
            return wrong, planted
    return None


def cite_repealed(report: Report, chance: random.Random) -> Outcome | None:
    """The measures of 2011, which those of 2020 replaced, are cited for a later year."""
    if int(report.context["year"]) < 2021:
        return None
    basis = chance.choice(("《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）", "财预〔2011〕285号文件"))
    marks = report.tagged("basis")
    if not marks:
        return None
    mark = marks[0]
    wrong = report.rewritten(mark.number, basis)
    return wrong, simple("citation-repealed", "citation-repealed: basis", basis, (mark.number,))


def apply_repealed(report: Report, chance: random.Random) -> Outcome | None:
    """The text says that it was scored under the repealed measures."""
    if int(report.context["year"]) < 2021:
        return None
    text = "评分标准依据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）确定。"
    places = bodies(report)
    if not places:
        return None
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("citation-repealed", "citation-repealed: sentence", text, (mark,))


def too_late(month: int) -> Mutation:
    """The report is dated at the end of the following year, or the year after that."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        for mark in report.tagged("signed"):
            year = int(report.context["year"]) + 1 + (month > 12)
            text = f"{year}年{month if month <= 12 else month - 12}月{chance.randint(5, 28)}日"
            wrong = report.rewritten(mark.number, text, Fraction(0))
            planted = simple("deadline", f"deadline: month {month}", text, (mark.number,))
            return wrong, replace(planted, collateral=CONSEQUENCES | {"date-order", "year-mismatch"})
        return None

    return mutate


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "citation-form": (spoil_citation, prolong_citation),
    "citation-repealed": (cite_repealed, apply_repealed),
    "deadline": (too_late(12), too_late(15)),
}
