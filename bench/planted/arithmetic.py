"""Mistakes of arithmetic (section A of the catalogue)."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from bench.planted.laws import holds
from bench.planted.planting import (
    CONSEQUENCES,
    OF_SHEET,
    Mutation,
    Outcome,
    Planted,
    appended,
    bodies,
    figure_mistake,
    marked,
    of_law,
    phrase,
    places_of,
    shuffled,
    slip_role,
    told_again,
)
from bench.planted.slips import slipped
from bench.planted.telling import CLOSE, Report, opened, plain
from bench.planted.words import NUMERALS


def swap_cells(report: Report, chance: random.Random) -> Outcome | None:
    """Two figures of one column of a cross table change places: the rows are wrong, the columns hold."""
    for statement in shuffled(of_law(report, "table-sum"), chance):
        parts = list(statement.roles["parts"])
        rows = [s for s in of_law(report, "table-sum") if s is not statement]
        chance.shuffle(parts)
        for one, two in pairwise(parts):
            a, b = report.marks[one], report.marks[two]
            crossing = [s for s in rows if one in s.roles["parts"] or two in s.roles["parts"]]
            if a.value == b.value or not crossing or a.unit:
                continue
            first, second = report.words(one), report.words(two)
            wrong = report.rewritten(one, second, b.value).rewritten(two, first, a.value)
            around = (*places_of(crossing), one, two)
            return wrong, Planted(
                "table-sum",
                "table-sum: two cells swapped",
                f"{first} ⇄ {second}",
                around,
                frozenset({"table-sum"}),
                CONSEQUENCES,
                around,
            )
    return None


def drop_part(report: Report, chance: random.Random) -> Outcome | None:
    """One part of a told sum is left out."""
    for statement in shuffled(of_law(report, "sum-of-parts"), chance):
        if statement.anchor < 0 or len(statement.roles["parts"]) < 3:
            continue
        words = plain(report.inside(statement.anchor))
        if any(sign in words for sign in "①是项") or "分别为" in words:
            continue
        mark = chance.choice(statement.roles["parts"][1:-1])
        wrong = _without(report, statement.anchor, mark)
        if wrong is not None:
            places = (*places_of([statement]),)
            note = f"去掉一项 {report.words(mark)}"
            planted = Planted(
                "sum-of-parts",
                "sum-of-parts: part left out",
                note,
                places,
                frozenset({"sum-of-parts", "count-list"}),
                CONSEQUENCES,
                places,
            )
            return wrong, planted
    return None


def _without(report: Report, anchor: int, mark: int) -> Report | None:
    inner = report.inside(anchor)
    at = inner.find(opened(mark))
    before = max(inner.rfind(sign, 0, at) for sign in "、，；")
    end = inner.find(CLOSE, inner.find(CLOSE, at) + 1) + 1
    if before < 0 or end >= len(inner) or inner[end] != inner[before]:
        return None
    if CLOSE in inner[before:at] or any(sign in inner[before:at] for sign in "（："):
        return None
    return report.rewritten(anchor, inner[:before] + inner[end:])


def cover_rate(report: Report, chance: random.Random) -> Outcome | None:
    """A rate below 100 is told as 100 %."""
    for statement in shuffled(of_law(report, "rate"), chance):
        mark = statement.roles["rate"][0]
        if report.marks[mark].value >= 99 or told_again(report, mark) or statement.extra:
            continue
        wrong = report.rewritten(mark, "100", Fraction(100))
        wrong = replace(wrong, marks={**wrong.marks, mark: replace(wrong.marks[mark], half=Fraction(1, 2))})
        if not holds(wrong, statement):
            return wrong, figure_mistake(report, wrong, mark, "rate", "rate: told as 100 %", statement)
    return None


def undefined_in_text(report: Report, chance: random.Random) -> Outcome | None:
    """A source that was neither planned nor spent has a rate."""
    return _undefined(
        report,
        chance,
        (
            "社会捐赠资金计划0万元，到位0万元，到位率100%。",
            "其他资金预算0万元，支出0万元，执行率为100%。",
            "自筹资金安排0元，实际支出0元，预算执行率0%。",
            "债券资金0万元，已支出0万元，支出进度100%。",
        ),
        "undefined-rate: text",
    )


def _undefined(report: Report, chance: random.Random, texts: tuple[str, ...], kind: str) -> Outcome | None:
    places = [at for at in bodies(report) if "预算" in plain(report.pieces[at].text)]
    if not places:
        return None
    text = phrase(report, chance, texts)
    wrong, mark = appended(report, chance.choice(places), text)
    fair = frozenset({"undefined-rate", "rate"})
    return wrong, Planted("undefined-rate", kind, text, (mark,), fair, CONSEQUENCES, (mark,))


def undefined_in_table(report: Report, chance: random.Random) -> Outcome | None:
    """The row of a source without money has a rate."""
    for at, piece in enumerate(report.pieces):
        if piece.tag != "funds":
            continue
        rows = {slot.row for slot in piece.slots if slot.text == "其他资金"}
        head = {plain(s.text): s.column for s in piece.slots if s.row == 0}
        column = head.get("执行率（B/A）")
        if not rows or column is None:
            return None
        told = chance.choice(("100%", "100.00%", "0.00%"))
        return _in_cell(report, at, min(rows), column, told, "undefined-rate", "undefined-rate: table")
    return None


def _in_cell(report: Report, at: int, row: int, column: int, text: str, code: str, kind: str) -> Outcome:
    told, report = marked(report, text)
    pieces = list(report.pieces)
    slots = tuple(
        replace(slot, text=told) if (slot.row, slot.column) == (row, column) else slot
        for slot in pieces[at].slots
    )
    pieces[at] = replace(pieces[at], slots=slots)
    planted = Planted(code, kind, text, (told.mark,), frozenset({code, "rate"}), CONSEQUENCES, (told.mark,))
    return replace(report, pieces=tuple(pieces)), planted


def miscount(report: Report, chance: random.Random) -> Outcome | None:
    """A list is announced with one more or one less."""
    for statement in shuffled(of_law(report, "count-list"), chance):
        mark = statement.roles["count"][0]
        old = report.marks[mark].value
        new = old + chance.choice((-1, 1))
        if new < 2:
            continue
        text = NUMERALS[int(new)] if report.words(mark) in NUMERALS else f"{new}"
        wrong = report.rewritten(mark, text, new)
        return wrong, figure_mistake(report, wrong, mark, "count-list", "count-list: count", statement)
    return None


def forget_item(report: Report, chance: random.Random) -> Outcome | None:
    """One thing of a counted list is left out."""
    for statement in shuffled(of_law(report, "count-list"), chance):
        inner = report.inside(statement.anchor)
        items = [m for m in report.marks.values() if m.kind == "item" and opened(m.number) in inner]
        if len(items) < 3:
            continue
        item = chance.choice(items[1:])
        piece = opened(item.number) + report.inside(item.number) + CLOSE
        for form in ("、" + piece, piece):
            if form in inner:
                wrong = report.rewritten(statement.anchor, inner.replace(form, ""))
                places = places_of([statement])
                return wrong, Planted(
                    "count-list", "count-list: item left out", plain(piece), places, frozenset({"count-list"})
                )
    return None


def retell(where: str) -> Mutation:
    """A figure that is told elsewhere too is told with another value; its own statement still holds."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        free = [m for m in report.marks.values() if m.kind == "figure" and m.fact and report.stands(m.number)]
        chance.shuffle(free)
        for mark in free:
            again = told_again(report, mark.number)
            if not again or mark.value in (0, 100) or not _where(report, mark.number, again, where):
                continue
            own = [s for s in report.statements if mark.number in s.figures()]
            for way in ("digit", "transposed", "last", "dropped"):
                found = slipped(report.words(mark.number), way, chance)
                if found is None:
                    continue
                text, factor = found
                new = mark.value * factor
                if all(
                    abs(new - report.marks[m].value) <= 2 * max(mark.half, report.marks[m].half)
                    for m in again
                ):
                    continue
                wrong = report.rewritten(mark.number, text, new)
                if not all(holds(wrong, statement) for statement in own):
                    continue
                return wrong, _retold(report, wrong, mark.number, again, f"repeat: {where} {way}")
        return None

    return mutate


def _where(report: Report, mark: int, again: list[int], where: str) -> bool:
    here = report.slot_of(mark) is not None
    there = {report.slot_of(other) is not None for other in again}
    return {"text/text": not here and False in there, "text/table": not here and there == {True}}.get(
        where, here and True in there
    )


def _retold(report: Report, wrong: Report, mark: int, again: list[int], kind: str) -> Planted:
    note = f"{report.words(mark)} → {wrong.words(mark)}"
    places = (mark, *again)
    laws = {s.law for s in report.statements if set(s.figures()) & set(places)}
    fair = frozenset({"repeat"})
    if report.marks[mark].fact == "total":
        fair |= {"score-sum"}
    if report.marks[mark].fact.startswith("execution"):
        fair |= {"rate"}
    return Planted("repeat", kind, note, places, fair, CONSEQUENCES | OF_SHEET | frozenset(laws), places)


def turn_growth(report: Report, chance: random.Random) -> Outcome | None:
    """A growth is told as a fall, or the other way round."""
    turns = {
        "增长": "下降",
        "增加": "减少",
        "上升": "下降",
        "提高": "降低",
        "下降": "增长",
        "减少": "增加",
        "降低": "提高",
    }
    for statement in shuffled(of_law(report, "growth"), chance):
        rate = statement.roles["rate"][0]
        inner = report.inside(statement.anchor)
        at = inner.find(opened(rate))
        word = inner[at - 2 : at]
        if word not in turns:
            continue
        wrong = report.rewritten(statement.anchor, inner[: at - 2] + turns[word] + inner[at:])
        places = places_of([statement])
        return wrong, Planted(
            "growth",
            "growth: direction",
            f"{word} → {turns[word]}",
            places,
            frozenset({"growth", "contradiction"}),
            CONSEQUENCES,
            places,
        )
    return None


def pass_more(report: Report, chance: random.Random) -> Outcome | None:
    """More passed than were checked, and the rate follows: above 100 %."""
    for statement in shuffled(of_law(report, "rate"), chance):
        if statement.anchor < 0 or statement.extra:
            continue
        part, whole, rate = (statement.roles[role][0] for role in ("part", "whole", "rate"))
        if (
            part == whole
            or report.marks[whole].unit in ("万元", "元")
            or "计划" in report.words(statement.anchor)
        ):
            continue
        if "目标" in report.words(statement.anchor) or report.marks[whole].value < 20:
            continue
        new = report.marks[whole].value + max(1, int(report.marks[whole].value / 40))
        if report.words(part) in NUMERALS:
            continue
        exact = new / report.marks[whole].value * 100
        text = f"{float(exact):.2f}"
        wrong = report.rewritten(part, f"{new}", new).rewritten(rate, text, Fraction(text))
        planted = figure_mistake(
            report, wrong, part, "over-hundred", "over-hundred: more than all", statement
        )
        around = (*planted.around, rate, *told_again(report, rate))
        more = planted.collateral | {"rate", "repeat", "over-limit"}
        return wrong, replace(
            planted,
            around=around,
            collateral=frozenset(more),
            note=f"{text}%",
            fair=planted.fair | {"over-limit", "sum-of-parts"},
        )
    return None


def exceed_rate(report: Report, chance: random.Random) -> Outcome | None:
    """A rate that cannot exceed 100 % is told above it."""
    for statement in shuffled(of_law(report, "rate"), chance):
        mark = statement.roles["rate"][0]
        words = report.words(statement.anchor) if statement.anchor >= 0 else "执行率"
        if not any(
            word in words for word in ("执行率", "到位率", "合格率", "达标率", "回收率", "满意度", "办结率")
        ):
            continue
        told = Fraction(chance.choice(("102.6", "103.5", "108.2", "112.4")))
        wrong = report.rewritten(mark, f"{float(told):.2f}", told)
        planted = figure_mistake(report, wrong, mark, "over-hundred", "over-hundred: rate", statement)
        return wrong, planted
    return None


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "sum-of-parts": (
        slip_role("sum-of-parts", "parts"),
        slip_role("sum-of-parts", "total"),
        drop_part,
    ),
    "table-sum": (slip_role("table-sum", "parts"), slip_role("table-sum", "total"), swap_cells),
    "rate": (slip_role("rate", "rate"), slip_role("rate", "part", where="text"), cover_rate),
    "undefined-rate": (undefined_in_text, undefined_in_table),
    "balance": (
        slip_role("balance", "closing"),
        slip_role("balance", "outflow"),
        slip_role("balance", "inflow"),
    ),
    "product": (slip_role("product", "amount"), slip_role("product", "price"), slip_role("product", "count")),
    "count-list": (miscount, forget_item),
    "repeat": (retell("text/text"), retell("text/table"), retell("table")),
    "growth": (slip_role("growth", "rate"), slip_role("growth", "before"), turn_growth),
    "over-hundred": (pass_more, exceed_rate),
}
