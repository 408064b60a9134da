"""Mistakes in how a figure is written: its unit, its digits."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace
from fractions import Fraction

from bench.planted.planting import (
    CONSEQUENCES,
    Mutation,
    Outcome,
    Planted,
    figure_mistake,
    places_of,
    told_again,
)
from bench.planted.telling import Report


def change_unit(report: Report, chance: random.Random) -> Outcome | None:
    """An amount of 万元 is told in 元, or one of 元 in 万元."""
    return _unit(report, chance, {"万元": "元", "元": "万元"}, "unit-slip: 元 for 万元")


def drop_unit(report: Report, chance: random.Random) -> Outcome | None:
    """An amount loses its unit."""
    return _unit(report, chance, {"万元": "", "元": ""}, "unit-slip: unit left out")


def inflate_unit(report: Report, chance: random.Random) -> Outcome | None:
    """An amount of 万元 is told in 亿元."""
    return _unit(report, chance, {"万元": "亿元"}, "unit-slip: 亿元 for 万元")


_FACTOR = {
    ("万元", "元"): Fraction(1, 10000),
    ("元", "万元"): Fraction(10000),
    ("万元", "亿元"): Fraction(10000),
}


def _unit(report: Report, chance: random.Random, change: dict[str, str], kind: str) -> Outcome | None:
    units = [m for m in report.marks.values() if m.kind == "unit" and report.stands(m.number)]
    chance.shuffle(units)
    for unit in units:
        old = unicodedata.normalize("NFKC", report.words(unit.number))
        figure = report.marks.get(unit.number - 1)
        if old not in change or figure is None or figure.kind != "figure" or figure.value == 0:
            continue
        own = [s for s in report.statements if figure.number in s.figures() and s.anchor >= 0]
        if not own:
            continue
        factor = _FACTOR.get((old, change[old]), Fraction(1))
        wrong = report.rewritten(unit.number, change[old])
        wrong = replace(
            wrong, marks={**wrong.marks, figure.number: replace(figure, value=figure.value * factor)}
        )
        planted = figure_mistake(report, wrong, figure.number, "unit-slip", kind, own[0])
        note = f"{report.words(figure.number)}{old} → {change[old] or '无单位'}"
        return wrong, replace(planted, note=note)
    return None


def garble(way: str) -> Mutation:
    """Digits that are no number."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        figures = [
            m
            for m in report.marks.values()
            if m.kind == "figure" and m.unit in ("万元", "元") and m.value > 10 and report.stands(m.number)
        ]
        chance.shuffle(figures)
        for mark in figures:
            digits = unicodedata.normalize("NFKC", report.words(mark.number)).replace(",", "")
            text = _garbled(digits, way)
            if text is None:
                continue
            wrong = report.rewritten(mark.number, text)
            own = [s for s in report.statements if mark.number in s.figures()]
            around = (*places_of(own), mark.number, *told_again(report, mark.number))
            planted = Planted(
                "malformed-number",
                f"malformed-number: {way}",
                f"{digits} → {text}",
                (mark.number,),
                frozenset({"malformed-number", "reading-doubt"}),
                CONSEQUENCES | {s.law for s in own},
                around,
            )
            return wrong, planted
        return None

    return mutate


def _garbled(digits: str, way: str) -> str | None:
    whole, _, rest = digits.partition(".")
    if way == "two points":
        return f"{whole}.{rest[0]}.{rest[1:]}" if len(rest) >= 2 else None
    if way == "double point":
        return f"{whole}..{rest}" if rest else None
    if way == "comma astray":
        return f"{whole[:-2]},{whole[-2:]}.{rest or '00'}" if len(whole) >= 3 else None
    return f"{whole[:1]},{whole[1:3]}.{whole[3:]}{rest or '0'},{'77'}" if len(whole) >= 3 else None


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "unit-slip": (change_unit, drop_unit, inflate_unit),
    "malformed-number": (
        garble("two points"),
        garble("double point"),
        garble("comma astray"),
        garble("scattered"),
    ),
}
