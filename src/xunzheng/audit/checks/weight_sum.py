"""The weights of the children add up to the parent's, and all weights to the full score."""

from __future__ import annotations

import re
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_reading import unique, written
from xunzheng.audit.sheet_sums import (
    Part,
    add,
    funds_part,
    lacks_execution,
    nearest_parts,
    ordinary,
    parents,
    part_places,
    points_verdict,
    weight_of,
    write_parts,
)

_FULL = Decimal(100)
_TOLD = re.compile(r"(?:满分|总分|总分值)(?:合计|共计?|值|为|是|设为|:)*\s*100分|百分制")
_WHOLES = (_FULL, Decimal(1))  # weights in 分 or per cent, and as shares of one


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each parent and each total of each sheet once, as held or as a finding; exact decimals.

    Children may be weighted in per cent of their parent; the execution-rate row of the funds block is
    a child of the total, which may also stand for the indicators alone; its 10 or 20 points may be
    missing where it is scored elsewhere in the report.
    """
    for sheet in reading.sheets:
        yield from _inner(sheet)
        yield from _whole(reading, sheet)


def _inner(sheet: Sheet) -> Outcomes:
    for node, stated, weight in parents(sheet, weight_of):
        parts = nearest_parts(ordinary(node.children), weight_of)
        if not parts:
            continue
        if add(parts) == weight:
            yield _held((stated.place, *part_places(parts)), weight, parts)
        elif add(parts) == _FULL:
            yield _held((stated.place, *part_places(parts)), _FULL, parts)
        else:
            where = (node.place, stated.place, *(part.place for part in parts))
            yield _finding(where, f"“{node.name}”分值 {stated.text.strip()}", weight, parts, Severity.ERROR)


def _whole(reading: Reading, sheet: Sheet) -> Outcomes:
    parts = nearest_parts(ordinary(sheet.nodes), weight_of)
    if not parts:
        return
    extra = funds_part(sheet, "weight")
    readings = [[extra, *parts], parts] if extra else [parts]
    total = sheet.total_weight
    due = _FULL if total is None or total.value is None else total.value
    if lacks_execution(sheet, due - add(parts)) and _names_execution(reading):
        return
    if total is not None and total.value is not None:
        severity = Severity.SUSPICION if lacks_execution(sheet, due - add(parts)) else Severity.ERROR
        yield _against(readings, due, total.place, f"分值合计 {total.text.strip()}", severity)
    elif any(add(each) in _WHOLES for each in readings):
        fitting = next(each for each in readings if add(each) in _WHOLES)
        yield _held(part_places(fitting), add(fitting), fitting)
    else:
        told = _told_full(reading)
        severity = Severity.SUSPICION if told is None else Severity.ERROR
        yield _against(readings[:1], _FULL, told or parts[0].place, "满分 100", severity)


def _told_full(reading: Reading) -> Place | None:
    """Where the report says that its full score is 100."""
    for sentence in reading.sentences:
        match = _TOLD.search(sentence.folded)
        if match is not None:
            return reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
    return None


def _names_execution(reading: Reading) -> bool:
    """Whether the report speaks of an execution rate, which may be scored outside the sheet."""
    return any("执行率" in sentence.folded for sentence in reading.sentences)


def _against(
    readings: list[list[Part]], total: Decimal, place: Place, claim: str, severity: Severity
) -> Finding | Held:
    for parts in readings:
        if add(parts) == total:
            return _held((place, *part_places(parts)), total, parts)
    parts = readings[0]
    return _finding((place, *part_places(parts)), claim, total, parts, severity)


def _held(where: tuple[Place, ...], total: Decimal, parts: list[Part]) -> Held:
    return Held("weight-sum", where, write_parts(total, parts), CHECK.id)


def _finding(
    where: tuple[Place, ...], claim: str, total: Decimal, parts: list[Part], severity: Severity
) -> Finding:
    verdict = points_verdict(total, add(parts))
    named = "、".join(f"{part.name}{part.stated.text.strip()}" for part in parts[:12]) + (
        "等" if len(parts) > 12 else ""
    )
    return Finding(
        code="weight-sum",
        severity=Severity.SUSPICION if verdict.explained_by_rounding else severity,
        where=unique(where),
        claim=claim,
        expected=f"各下级分值之和 {written(add(parts))}",
        arithmetic=write_parts(total, parts),
        verdict=verdict,
        advice=f"请核对分值（{named}），使各下级之和等于{written(total)}分。",
        check=CHECK.id,
    )


CHECK = Check("weight-sum", 1, ("weight-sum",), find)
