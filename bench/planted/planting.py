"""Planting: one mistake put into a told report, with the places and codes under which it may be reported."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from bench.planted.laws import holds
from bench.planted.sheet import grade_of
from bench.planted.slips import WAYS, slipped
from bench.planted.telling import CLOSE, Mark, Piece, Report, Statement, Told, opened, plain
from bench.planted.words import reserved

SUBTLE = ("last", "transposed", "digit", "doubled", "dropped", "lost-point")


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake: its code, how it was made, and what may be said about it.

    A finding of one of the `fair` codes that touches one of `places` (marks; none: anywhere) finds it. A
    finding of a `collateral` code that touches one of `around` is a consequence: neither a hit nor false.
    Where something is missing there is no place: the finding must then name one of `words`, if there are any.
    """

    code: str
    kind: str
    note: str
    places: tuple[int, ...]
    fair: frozenset[str]
    collateral: frozenset[str] = frozenset()
    around: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


Outcome = tuple[Report, Planted]
Mutation = Callable[[Report, random.Random], Outcome | None]

LINKED = {"execution-score": "score-recomputed", "indicator": "attainment-score"}
CONSEQUENCES = frozenset({"repeat", "over-limit", "over-hundred", "unit-slip", "contradiction"})
OF_SHEET = frozenset(
    {
        "score-recomputed",
        "attainment-score",
        "deviation-unexplained",
        "deduction-unexplained",
        "score-sum",
        "weight-sum",
        "score-over-weight",
        "incomparable-units",
        "full-marks-with-faults",
    }
)


def phrase(report: Report, chance: random.Random, choices: Sequence[str]) -> str:
    """One of the wordings of a mistake; of three and more the last is kept for judging."""
    return chance.choice(reserved(choices, bool(report.context["judging"])))


def of_law(report: Report, *laws: str) -> list[Statement]:
    """The statements of some laws that stand in the report."""
    return [s for s in report.statements if s.law in laws and all(report.stands(m) for m in s.figures())]


def shuffled(items: Iterable[Statement], chance: random.Random) -> list[Statement]:
    """In a chance order."""
    mixed = list(items)
    chance.shuffle(mixed)
    return mixed


def code_of(statement: Statement) -> str:
    """The code under which a statement that does not hold is reported."""
    return LINKED.get(statement.law, statement.law)


def relatives(report: Report, mark: int) -> list[Statement]:
    """The statements in which any figure of the mark's fact takes part."""
    fact = report.marks[mark].fact
    same = {m.number for m in report.marks.values() if fact and m.fact == fact} | {mark}
    return [s for s in report.statements if same & set(s.figures())]


def places_of(statements: Iterable[Statement]) -> tuple[int, ...]:
    """The marks of statements, with those around their words."""
    found: dict[int, None] = {}
    for statement in statements:
        found |= dict.fromkeys(statement.figures())
        if statement.anchor >= 0:
            found[statement.anchor] = None
    return tuple(found)


def told_again(report: Report, mark: int) -> list[int]:
    """The other figures of the same fact that stand in the report."""
    fact = report.marks[mark].fact
    return [
        m.number
        for m in report.marks.values()
        if fact and m.fact == fact and m.kind == "figure" and m.number != mark and report.stands(m.number)
    ]


def figure_mistake(
    report: Report,
    wrong: Report,
    mark: int,
    code: str,
    kind: str,
    statement: Statement,
    *more: str,
) -> Planted:
    """A figure that was told wrong: it may be reported by any statement that it takes part in."""
    own = [s for s in report.statements if mark in s.figures()]
    related = relatives(report, mark)
    fair = {code, *more, *(code_of(s) for s in own)}
    if told_again(report, mark):
        fair.add("repeat")
    if any(s.law == "balance" or _more_than_all(wrong, s) for s in own):
        fair |= {"sum-of-parts", "over-hundred", "over-limit"}
    collateral = CONSEQUENCES | {code_of(s) for s in related} | OF_SHEET
    around = (*places_of(related), *told_again(report, mark), mark)
    note = f"{report.words(mark)} → {wrong.words(mark)}"
    places = (*places_of([statement]), *places_of(own), mark)
    return Planted(code, kind, note, places, frozenset(fair), frozenset(collateral), around)


def _more_than_all(wrong: Report, statement: Statement) -> bool:
    """Whether a rate's numerator has become greater than its denominator."""
    if statement.law != "rate":
        return False
    part, whole = (wrong.marks[statement.roles[role][0]].value for role in ("part", "whole"))
    return part > whole


def slip_figure(
    report: Report, mark: int, statement: Statement, way: str, chance: random.Random
) -> Report | None:
    """The report with a figure told wrong, if the statement then does not hold."""
    found = slipped(report.words(mark), way, chance)
    if found is None:
        return None
    text, factor = found
    wrong = report.rewritten(mark, text, report.marks[mark].value * factor)
    return None if holds(wrong, statement) else wrong


def slip_role(law: str, role: str, code: str | None = None, where: str = "") -> Mutation:
    """A mutation: one figure of a role in a statement of a law is told wrong."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        for statement in shuffled(of_law(report, law), chance):
            in_table = statement.anchor < 0
            if (where == "text" and in_table) or (where == "table" and not in_table):
                continue
            marks = list(statement.roles.get(role, ()))
            chance.shuffle(marks)
            for mark in marks:
                for way in chance.sample(SUBTLE, len(SUBTLE)):
                    wrong = slip_figure(report, mark, statement, way, chance)
                    if wrong is not None:
                        kind = f"{law}: {role} {way}"
                        planted = figure_mistake(report, wrong, mark, code or law, kind, statement)
                        return wrong, planted
        return None

    return mutate


def simple(code: str, kind: str, note: str, places: tuple[int, ...], *more: str) -> Planted:
    """A mistake that is reported at its places, under its own code or one of some more."""
    return Planted(code, kind, note, places, frozenset({code, *more}), CONSEQUENCES, places)


def removed(report: Report, indexes: Sequence[int]) -> Report:
    """The report without some pieces."""
    gone = set(indexes)
    return replace(report, pieces=tuple(p for at, p in enumerate(report.pieces) if at not in gone))


def inserted(report: Report, at: int, text: str, tag: str = "planted") -> tuple[Report, int]:
    """The report with a marked paragraph more, before piece `at`; and the mark."""
    number = max(report.marks) + 1
    told, report = marked(report, text, tag)
    pieces = list(report.pieces)
    pieces.insert(at, Piece(told, 0, tag))
    return replace(report, pieces=tuple(pieces)), number


def marked(report: Report, text: str, tag: str = "planted") -> tuple[Told, Report]:
    """A text with a new mark around it, and the report that knows the mark."""
    number = max(report.marks) + 1
    told = Told(opened(number) + text + CLOSE)
    told.mark = number
    return told, replace(report, marks={**report.marks, number: Mark(number, "anchor", tag=tag)})


def appended(report: Report, at: int, text: str, tag: str = "planted") -> tuple[Report, int]:
    """The report with a marked sentence more at the end of piece `at`; and the mark."""
    told, report = marked(report, text, tag)
    pieces = list(report.pieces)
    pieces[at] = replace(pieces[at], text=pieces[at].text + told)
    return replace(report, pieces=tuple(pieces)), told.mark


def bodies(report: Report, least: int = 40) -> list[int]:
    """The indexes of paragraphs of some length that stand under a heading."""
    begun, found = False, []
    for at, piece in enumerate(report.pieces):
        begun = begun or piece.level == 1
        if begun and not piece.slots and not piece.level and len(plain(piece.text)) >= least:
            found.append(at)
    return found


def indicators(report: Report, *, scored: bool = True) -> list[Statement]:
    """The lines of the sheet."""
    return [s for s in of_law(report, "indicator") if not scored or "score" in s.roles]


def decimal(number: Fraction) -> Decimal:
    """A score as a decimal."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def shown(number: Decimal | Fraction) -> str:
    """A score as it is written."""
    exact = number if isinstance(number, Decimal) else decimal(number)
    return f"{exact.normalize():f}" if exact else "0"


def rescored(report: Report, mark: int, score: Decimal) -> Report | None:
    """The report with another score, all totals and lost points following; None if the grade would change."""
    change = Fraction(score) - report.marks[mark].value
    fact = report.marks[mark].fact
    total = next(m.value for m in report.marks.values() if m.fact == "total")
    if grade_of(decimal(total)) != grade_of(decimal(total + change)):
        return None
    wrong = report.rewritten(mark, shown(score), Fraction(score))
    for other in list(wrong.marks.values()):
        if not wrong.stands(other.number):
            continue
        if other.fact == "total":
            wrong = wrong.rewritten(other.number, shown(other.value + change), other.value + change)
        elif other.fact == fact.replace("score.", "lost."):
            wrong = wrong.rewritten(other.number, shown(other.value - change), other.value - change)
    return wrong


def without_clause(report: Report, fact: str) -> Report:
    """The report without the clause that says why points of a score were lost."""
    for mark in report.tagged("deduction"):
        if mark.fact != fact.replace("score.", "clause."):
            continue
        at = report.piece_of(mark.number)
        whole = report.pieces[at].text
        clause = opened(mark.number) + report.inside(mark.number) + CLOSE
        for form in (clause + "；", "；" + clause, clause):
            if form in whole:
                rest = whole.replace(form, "")
                break
        if not plain(rest).strip("。"):
            return removed(report, [at])
        pieces = list(report.pieces)
        pieces[at] = replace(pieces[at], text=rest)
        return replace(report, pieces=tuple(pieces))
    return report


def row_marks(statement: Statement) -> tuple[int, ...]:
    """All marks of a line of the sheet."""
    return statement.figures()


__all__ = ["WAYS", "Mutation", "Outcome", "Planted"]
