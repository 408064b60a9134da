"""A score cell is empty while others have scores; from a stated total it can be solved for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.audit.sheet_reading import (
    funds_total,
    is_bonus,
    is_dash,
    is_empty,
    says_nothing,
    unique,
    written,
)
from xunzheng.audit.sheet_sums import Part, add, detailed, funds_part, leaf_parts, score_of

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Gap:
    """A row whose score is missing."""

    name: str
    place: Place
    weight: Stated | None
    score: Stated


@dataclass(frozen=True, slots=True)
class _Total:
    """A total score that everything stated agrees on."""

    score: Decimal
    places: tuple[Place, ...]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One finding for each sheet with missing scores; a single one is solved for where the total is known."""
    for sheet in reading.all_sheets:
        gaps = _gaps(sheet)
        known = sum(1 for leaf in sheet.leaves() if leaf.score is not None and leaf.score.value is not None)
        if not gaps or known < len(gaps):
            continue
        if len(gaps) == 1:
            yield _single(reading, sheet, gaps[0])
        else:
            yield _several(gaps)


def _gaps(sheet: Sheet) -> list[_Gap]:
    """The rows with a weight, or with none stated at all, whose score cell is there and says nothing."""
    found = [
        _Gap(leaf.name, leaf.place, leaf.weight, leaf.score)
        for leaf in sheet.leaves()
        if leaf.score is not None and _is_missing(leaf.weight, leaf.score) and not is_bonus(leaf)
    ]
    row = funds_total(sheet)
    if row is not None and row.score is not None and _is_missing(row.weight, row.score):
        found.append(_Gap(row.name, row.place, row.weight, row.score))
    return found


def _is_missing(weight: Stated | None, score: Stated) -> bool:
    weighted = weight is not None and weight.value is not None
    return score.value is None and (
        says_nothing(score) if weighted else is_empty(score) and not is_dash(weight)
    )


def _single(reading: Reading, sheet: Sheet, gap: _Gap) -> Finding:
    total, others = _total(reading, sheet), _others(sheet, gap)
    if total is None or not others:
        return _finding((gap.place, gap.score.place), gap.name, "应填得分；没有一致的总分，不能推算", None)
    rest = add(others)
    missing = total.score - rest
    difference = f"{written(total.score)} − {written(rest)} = {written(missing)}（分）"
    arithmetic = f"其余{len(others)}项得分合计 {written(rest)}；{difference}"
    where = (gap.place, gap.score.place, *total.places)
    return _finding(where, gap.name, _outcome(missing, gap), arithmetic)


def _outcome(missing: Decimal, gap: _Gap) -> str:
    weight = gap.weight.value if gap.weight is not None else None
    if missing < 0:
        return f"推算为 {written(missing)} 分，不可能为负：总分或其他得分有误"
    if weight is None:
        return f"按总分推算为 {written(missing)} 分"
    if missing > weight:
        return f"推算为 {written(missing)} 分，超过该项分值 {written(weight)} 分：总分或其他得分有误"
    if missing == weight:
        return f"按总分推算为 {written(missing)} 分，正是该项满分"
    return f"按总分推算为 {written(missing)} 分（该项分值 {written(weight)} 分）"


def _total(reading: Reading, sheet: Sheet) -> _Total | None:
    """The total score, where all totals stated in the sheet and, for a single sheet, in prose agree."""
    found: list[tuple[Decimal, Place]] = []
    if sheet.total_score is not None and sheet.total_score.value is not None:
        found.append((sheet.total_score.value, sheet.total_score.place))
    if detailed(reading.sheets) == (sheet,):
        found += [(t.score, reading.place(t.sentence, t.start, t.end)) for t in reading.total_scores]
    if len({score for score, _ in found}) != 1:
        return None
    return _Total(found[0][0], tuple(place for _, place in found))


def _others(sheet: Sheet, gap: _Gap) -> list[Part] | None:
    """The scores of all other rows, None where one of them has no score of its own."""

    def score(node: SheetNode) -> Stated | None:
        stated = score_of(node)
        return Stated("0", stated.place, Decimal(0)) if stated is gap.score and stated is not None else stated

    parts = leaf_parts(tuple(node for node in sheet.nodes if not is_bonus(node)), score)
    if parts is None:
        return None
    extra = funds_part(sheet, "score")
    return [*([extra] if extra else []), *(part for part in parts if part.stated.place != gap.score.place)]


def _several(gaps: list[_Gap]) -> Finding:
    names = "、".join(gap.name for gap in gaps[:_SHOWN]) + ("等" if len(gaps) > _SHOWN else "")
    where = tuple(place for gap in gaps for place in (gap.place, gap.score.place))
    return _finding(where, names, f"{len(gaps)} 项都应填得分；缺两项以上，不能由总分推算", None)


def _finding(where: tuple[Place, ...], names: str, expected: str, arithmetic: str | None) -> Finding:
    return Finding(
        code="score-missing",
        severity=Severity.ERROR,
        where=unique(where),
        claim=f"“{names}”得分栏为空",
        expected=expected,
        arithmetic=arithmetic,
        advice="请补填得分并写明依据，或改正总分。",
        check=CHECK.id,
    )


CHECK = Check("score-missing", 1, ("score-missing",), find)
