"""No score is above its weight or negative."""

from __future__ import annotations

from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet, Stated
from xunzheng.audit.sheet_reading import funds_total, is_bonus, shown, unique, written

_Row = tuple[str, Place, Stated, Stated]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each row of each sheet that has weight and score, parents and the funds row included.

    Bonus rows, whose scores are beyond the weights, are left out; so is a sheet whose indicators are
    mostly scored above their weights: it scores each out of 100.
    """
    for sheet in reading.all_sheets:
        rows = [row for row in _rows(sheet) if row[2].value is not None and row[3].value is not None]
        over = [row for row in rows if _is_outside(row)]
        if len(over) > 2 and len(over) * 2 > len(rows):
            continue
        if rows and not over:
            yield Held("score-over-weight", (rows[0][1],), f"{len(rows)} 项得分都在 0 与分值之间", CHECK.id)
        for row in over:
            yield _finding(*row)


def _rows(sheet: Sheet) -> Iterator[_Row]:
    for node in sheet.walk():
        if node.weight is not None and node.score is not None and not is_bonus(node):
            yield node.name, node.place, node.weight, node.score
    row = funds_total(sheet)
    if row is not None and row.weight is not None and row.score is not None:
        yield row.name, row.place, row.weight, row.score


def _is_outside(row: _Row) -> bool:
    weight, score = row[2].value, row[3].value
    return weight is not None and score is not None and not 0 <= score <= weight


def _finding(name: str, place: Place, weight: Stated, score: Stated) -> Finding:
    assert score.value is not None
    assert weight.value is not None
    negative = score.value < 0
    return Finding(
        code="score-over-weight",
        severity=Severity.ERROR,
        where=unique((place, score.place, weight.place)),
        claim=f"“{name}”得分 {shown(score)}",
        expected=f"0 到 {shown(weight)} 分",
        arithmetic=f"{written(score.value)} < 0"
        if negative
        else f"{written(score.value)} > {written(weight.value)}（分）",
        advice="请改正得分。" if negative else "请核对得分与分值，改正其中有误的一个，并重算总分。",
        check=CHECK.id,
    )


CHECK = Check("score-over-weight", 1, ("score-over-weight",), find)
