"""Mistakes in targets and what was reached, in the table of indicators."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from bench.planted.planting import (
    CONSEQUENCES,
    OF_SHEET,
    Mutation,
    Outcome,
    Planted,
    indicators,
    places_of,
    shuffled,
    simple,
)
from bench.planted.telling import Report, Statement


def far_beyond(report: Report, chance: random.Random) -> Outcome | None:
    """A target was passed by half and more, and nobody says why."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[0] != "≥" or line.extra[2] == "%":
            continue
        target, actual = line.roles["target"][0], line.roles["actual"][0]
        if report.marks[target].fact or report.marks[actual].value < 20 or not _full(report, line):
            continue
        new = int(report.marks[actual].value / Fraction(chance.choice(("1.5", "1.8", "2.2"))))
        wrong = _without_reason(report.rewritten(target, f"{new}", Fraction(new)), line)
        return wrong, _deviation(report, line, "deviation-unexplained: beyond", f"目标 {new}")
    return None


def _full(report: Report, line: Statement) -> bool:
    return "score" not in line.roles or _value(report, line, "score") == _value(report, line, "weight")


def _value(report: Report, line: Statement, role: str) -> Fraction:
    return report.marks[line.roles[role][0]].value


def _without_reason(report: Report, line: Statement) -> Report:
    for mark in line.roles.get("reason", ()):
        if report.stands(mark):
            report = report.rewritten(mark, "")
    return report


def _deviation(report: Report, line: Statement, kind: str, note: str) -> Planted:
    places = places_of([line])
    fair = frozenset({"deviation-unexplained"})
    return Planted("deviation-unexplained", kind, note, places, fair, CONSEQUENCES | OF_SHEET, places)


def far_below(report: Report, chance: random.Random) -> Outcome | None:
    """An actual price is far below the target, and nobody says why."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[0] != "≤":
            continue
        target, actual = line.roles["target"][0], line.roles["actual"][0]
        new = int(report.marks[actual].value * Fraction(chance.choice(("1.6", "1.9", "2.5"))))
        if report.marks[target].fact or report.marks[actual].value < 20:
            continue
        wrong = _without_reason(report.rewritten(target, f"{new}", Fraction(new)), line)
        return wrong, _deviation(report, line, "deviation-unexplained: below", f"目标 {new}")
    return None


def copy_expression(report: Report, chance: random.Random) -> Outcome | None:
    """The actual value is the target's expression, sign and all."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[0] not in ("≥", "≤"):
            continue
        reached = line.roles["reached"][0]
        sign, unit = line.extra[0], line.extra[2]
        text = f"{sign}{report.words(line.roles['target'][0])}{unit}"
        wrong = report.rewritten(reached, text)
        places = (reached, *(m for m in places_of([line]) if wrong.stands(m)))
        planted = simple("actual-copies-target", "actual-copies-target: expression", text, places)
        return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET)
    return None


def copy_sentence(report: Report, chance: random.Random) -> Outcome | None:
    """The actual is the target's sentence word for word."""
    sentences = (
        "建立健全长效管护机制，明确管护主体、管护责任和管护经费来源",
        "进一步完善运行管理制度，推动服务能力和群众获得感不断提升",
        "有效改善项目区基础条件，带动群众稳定增收和持续发展",
    )
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" in line.roles or "wanted" not in line.roles:
            continue
        text = chance.choice(sentences)
        wanted, reached = line.roles["wanted"][0], line.roles["reached"][0]
        if not _full(report, line):
            continue
        wrong = report.rewritten(wanted, text).rewritten(reached, text)
        places = (wanted, reached)
        return wrong, simple("actual-copies-target", "actual-copies-target: sentence", text, places)
    return None


def turn_sign(report: Report, chance: random.Random) -> Outcome | None:
    """The sign of the target points the wrong way."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[0] not in ("≥", "≤"):
            continue
        sign, new = line.roles["sign"][0], {"≥": "≤", "≤": "≥"}[line.extra[0]]
        wrong = report.rewritten(sign, new)
        places = (sign, *places_of([line]))
        planted = simple(
            "target-operator",
            f"target-operator: {line.extra[0]} turned",
            report.words(line.roles["name"][0]),
            places,
        )
        return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET)
    return None


def turn_quantity_sign(report: Report, chance: random.Random) -> Outcome | None:
    """A number of things to be built is to be at most so many."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[1] != "数量指标":
            continue
        wrong = report.rewritten(line.roles["sign"][0], "≤")
        places = places_of([line])
        planted = simple(
            "target-operator", "target-operator: number", report.words(line.roles["name"][0]), places
        )
        return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET)
    return None


def other_unit(report: Report, chance: random.Random) -> Outcome | None:
    """The actual is in a unit that cannot be held against the target's."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles:
            continue
        reached, unit = line.roles["reached"][0], line.extra[2]
        new = chance.choice(("100%", "98%")) if unit != "%" else chance.choice(("36次", "1260人", "58个"))
        if report.context["layout"] == "sichuan":
            return None
        wrong = report.rewritten(reached, new)
        places = (reached, *(m for m in places_of([line]) if wrong.stands(m)))
        note = f"{report.words(line.roles['wanted'][0])} / {new}"
        planted = simple(
            "incomparable-units", f"incomparable-units: {'rate' if unit == '%' else 'count'}", note, places
        )
        return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET)
    return None


def money_for_things(report: Report, chance: random.Random) -> Outcome | None:
    """The actual of a count is an amount of money, or that of a price a count."""
    for line in shuffled(indicators(report, scored=False), chance):
        if "target" not in line.roles or line.extra[2] == "%" or report.context["layout"] == "sichuan":
            continue
        unit = line.extra[2]
        new = "126.5万元" if unit not in ("元", "万元") else "42台"
        wrong = report.rewritten(line.roles["reached"][0], new)
        places = (line.roles["reached"][0], *(m for m in places_of([line]) if wrong.stands(m)))
        planted = simple("incomparable-units", "incomparable-units: money", f"{unit} / {new}", places)
        return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET)
    return None


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "deviation-unexplained": (far_beyond, far_below),
    "actual-copies-target": (copy_expression, copy_sentence),
    "target-operator": (turn_sign, turn_quantity_sign),
    "incomparable-units": (other_unit, money_for_things),
}
