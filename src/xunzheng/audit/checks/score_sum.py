"""The scores of the children add up to the stated subtotals and to the total, in the sheet and in prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_reading import scored_leaves, unique, written
from xunzheng.audit.sheet_sums import (
    Part,
    add,
    detailed,
    funds_part,
    lacks_execution,
    leaf_parts,
    ordinary,
    parents,
    part_places,
    points_verdict,
    rounds_to,
    score_of,
    weight_of,
    write_parts,
)

_FEWEST_TOLD = 3
_NEAR_TOTAL = 5
_Total = tuple[Decimal, tuple[Place, ...]]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each subtotal and each different total once.

    A sum in which a score is missing is left to score-missing. The total may count the funds row and
    bonus rows or not, and may be the weighted mean of scores on a scale of 100. Where no sum can be
    judged, the sheet's total is still held against the one in prose.
    """
    for sheet in reading.sheets:
        if not sheet.has_scores:
            continue
        for review in sheet.reviews:
            yield from _review(review)
        yield from _subtotals(sheet)
        totals = _totals(reading, sheet)
        sums = _readings(sheet)
        if not sums:
            yield from _between_totals(totals)
        for total, places in totals:
            if sums:
                yield _judge(sheet, total, places, sums)
    yield from _told(reading)


def _review(sheet: Sheet) -> Outcomes:
    """The scores of another score column against their own total."""
    total, sums = sheet.total_score, _readings(sheet)
    if total is not None and total.value is not None and sums:
        yield _judge(sheet, total.value, (total.place,), sums)


def _told(reading: Reading) -> Outcomes:
    """The scores that one told sheet gives, against the one total of the report, where no table has any.

    Scores told beside their total are the case of score-sum-told; sums far off the total are not of it.
    """
    if reading.sheets or reading.told_scores or len(reading.told_sheets) != 1:
        return
    (sheet,) = reading.told_sheets
    parts = leaf_parts(sheet.nodes, score_of)
    own = {part.stated.place.start for part in parts or ()}
    totals = {total.score: total for total in reading.total_scores if total.start not in own}
    if not parts or len(parts) < _FEWEST_TOLD or len(totals) != 1:
        return
    ((score, total),) = totals.items()
    places = (reading.place(total.sentence, total.start, total.end),)
    if add(parts) == score:
        yield _held((*places, *part_places(parts)), score, parts)
    elif abs(add(parts) - score) <= _NEAR_TOTAL:
        finding = _finding((*places, *part_places(parts)), f"总分 {written(score)}", score, parts)
        yield replace(finding, severity=Severity.SUSPICION)


def _subtotals(sheet: Sheet) -> Outcomes:
    for node, stated, score in parents(sheet, score_of):
        parts = leaf_parts(node.children, score_of)
        if not parts:
            continue
        if add(parts) == score:
            yield _held((stated.place, *part_places(parts)), score, parts)
        else:
            places = (node.place, stated.place, *part_places(parts))
            yield _finding(places, f"“{node.name}”得分 {stated.text.strip()}", score, parts)


def _totals(reading: Reading, sheet: Sheet) -> list[_Total]:
    """The different totals with their places: the sheet's row, and prose where there is but one sheet."""
    found: dict[Decimal, list[Place]] = {}
    if sheet.total_score is not None and sheet.total_score.value is not None:
        found.setdefault(sheet.total_score.value, []).append(sheet.total_score.place)
    if detailed(reading.sheets) == (sheet,):
        least = sum((score for _, _, score in scored_leaves(sheet)), Decimal(0)) / 2
        for total in reading.total_scores:
            if total.score < least:
                continue  # the score of a part, not of the whole
            place = reading.place(total.sentence, total.start, total.end)
            found.setdefault(total.score, []).append(place)
    return [(total, unique(places)) for total, places in found.items()]


def _readings(sheet: Sheet) -> list[list[Part]]:
    """The lawful ways to add up the sheet; empty where a score is missing."""
    every = leaf_parts(sheet.nodes, score_of)
    plain = leaf_parts(ordinary(sheet.nodes), score_of)
    extra = funds_part(sheet, "score")
    found: list[list[Part]] = []
    for parts in (every, plain):
        if parts:
            found += [[extra, *parts], parts] if extra else [parts]
    return found if every and len(every) > 1 else []


def _judge(sheet: Sheet, total: Decimal, places: tuple[Place, ...], sums: list[list[Part]]) -> Finding | Held:
    for parts in sums:
        if add(parts) == total:
            return _held((*places, *part_places(parts)), total, parts)
    if _is_weighted_mean(sheet, total):
        return Held("score-sum", places, f"各指标得分按权重加权平均为 {written(total)} 分", CHECK.id)
    if _execution_elsewhere(sheet, total - add(sums[0])):
        return Held("score-sum", places, f"{written(total)} 分中另含预算执行率得分", CHECK.id)
    rounded = next((parts for parts in sums if rounds_to(add(parts), total)), sums[0])
    return _finding((*places, *part_places(rounded)), f"总分 {written(total)}", total, rounded)


def _execution_elsewhere(sheet: Sheet, gap: Decimal) -> bool:
    """Whether the execution rate's score is not in the sheet and can fill the gap.

    Either the weights lack those of the execution rate, or its row has a weight and no score.
    """
    weighted = funds_part(sheet, "weight")
    if weighted is not None and funds_part(sheet, "score") is None:
        return 0 <= gap <= add([weighted])
    weights = leaf_parts(ordinary(sheet.nodes), weight_of)
    total = sheet.total_weight.value if sheet.total_weight is not None else None
    if not weights:
        return False
    wanting = (Decimal(100) if total is None else total) - add(weights)
    return lacks_execution(sheet, wanting) and 0 <= gap <= wanting


def _is_weighted_mean(sheet: Sheet, total: Decimal) -> bool:
    """Whether every indicator is scored out of 100 and the total is their weighted mean."""
    rows = [(weight, score) for _, weight, score in scored_leaves(sheet)]
    whole = sum((weight for weight, _ in rows), Decimal(0))
    if not whole or not any(score > weight for weight, score in rows):
        return False
    mean = sum((weight * score for weight, score in rows), Decimal(0)) / whole
    return rounds_to(mean, total)


def _between_totals(totals: Sequence[_Total]) -> Iterator[Finding]:
    for (first, places), (other, others) in pairwise(totals):
        yield Finding(
            code="score-sum",
            severity=Severity.ERROR,
            where=(*others, *places),
            claim=f"总分 {written(other)}",
            expected=f"总分 {written(first)}（另一处）",
            arithmetic=f"{written(first)} ≠ {written(other)}（分）",
            verdict=points_verdict(other, first),
            advice="两处总分不同，请核对后统一。",
            check=CHECK.id,
        )


def _held(where: tuple[Place, ...], total: Decimal, parts: list[Part]) -> Held:
    return Held("score-sum", unique(where), write_parts(total, parts), CHECK.id)


def _finding(where: tuple[Place, ...], claim: str, total: Decimal, parts: list[Part]) -> Finding:
    verdict = points_verdict(total, add(parts))
    return Finding(
        code="score-sum",
        severity=Severity.SUSPICION if verdict.explained_by_rounding else Severity.ERROR,
        where=unique(where),
        claim=claim,
        expected=f"{len(parts)} 项得分之和 {written(add(parts))}",
        arithmetic=write_parts(total, parts),
        verdict=verdict,
        advice="差额可由四舍五入解释；请统一小数位数。"
        if verdict.explained_by_rounding
        else f"请核对各项得分；按所列得分，合计应为{written(add(parts))}分。",
        check=CHECK.id,
    )


CHECK = Check("score-sum", 2, ("score-sum",), find)
