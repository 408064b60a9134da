"""The actual value is a value of its own, and no copy of the target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet, SheetNode
from xunzheng.audit.sheet_reading import plain_text, read_value, shown, unique
from xunzheng.audit.table_figures import cell_place
from xunzheng.documents.model import Cell, Table
from xunzheng.quantities.width import fold

_LONGEST_WORD = 6
_LONGEST_GOAL_WORD = 12
_SHOWN = 12
_REACHED = re.compile(
    r"(?:全部|基本|已|均|按时|按期|如期|圆满|有效|顺利)*(?:完成|达成|达到|实现|达标|符合)(?:了|年度|年初|预期|既定|全部|规定|相关|计划)*"
    r"(?:指标|目标|效果|要求|任务|计划|标准|规定)*"
)
_DEADLINE = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底)?(?:以?前|之前|前完成|底前\w{0,4})"
)
_EXPECTED = frozenset({"预期目标", "年初设定目标", "年度目标", "年初目标", "预期绩效目标", "预期总目标"})
_ACHIEVED = frozenset(
    {"实际完成情况", "目标实际完成情况", "全年实际完成情况", "完成情况", "年度总体目标完成情况综述"}
)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each copied expression (≥90% for ≥90%); each sheet's copied sentences; each copied overall goal.

    Short standard words (达成, 有效提升) and sentences with figures of their own are not judged.
    """
    for sheet in reading.all_sheets:
        yield from (_expression(leaf) for leaf in sheet.leaves() if _copies_expression(leaf))
        copied = [leaf for leaf in sheet.leaves() if _copies_sentence(leaf)]
        if copied:
            yield _sentences(sheet, copied)
    for table in reading.document.tables():
        yield from _goals(reading, table)


def _copies_expression(leaf: SheetNode) -> bool:
    target, actual = read_value(leaf.target), read_value(leaf.actual)
    if target is None or actual is None or not target.operator:
        return False
    same = target.quantity.unit == actual.quantity.unit and target.quantity.value == actual.quantity.value
    return same and target.operator == actual.operator


def _expression(leaf: SheetNode) -> Finding:
    return _finding(
        unique(
            (leaf.actual.place, leaf.target.place, leaf.place)
            if leaf.actual and leaf.target
            else (leaf.place,)
        ),
        f"“{leaf.name}”目标 {shown(leaf.target)}，实际 {shown(leaf.actual)}",
        "实际达到的数值",
        "请填写实际达到的数值，不要照抄目标值。",
    )


def _copies_sentence(leaf: SheetNode) -> bool:
    target, actual = _bare(plain_text(leaf.target)), _bare(plain_text(leaf.actual))
    if target != actual or len(target) <= _LONGEST_WORD or _REACHED.fullmatch(target):
        return False
    return not any(char.isdigit() for char in target) or _DEADLINE.fullmatch(target) is not None


def _bare(text: str) -> str:
    return re.sub(r"[\s,。;:、.]+", "", text)


def _sentences(sheet: Sheet, copied: list[SheetNode]) -> Finding:
    names = "、".join(leaf.name for leaf in copied[:_SHOWN]) + ("等" if len(copied) > _SHOWN else "")
    places = [cell.place for leaf in copied for cell in (leaf.actual, leaf.target) if cell is not None]
    return _finding(
        unique(places),
        f"{len(copied)} 项指标（{names}）的实际完成值与目标逐字相同",
        "实际完成的情况",
        "请写实际完成的情况和依据，不要照抄目标。",
    )


def _goals(reading: Reading, table: Table) -> Iterator[Finding]:
    """The overall goal beside its completion, word for word the same."""
    below: dict[tuple[int, int], Cell] = {(cell.row, cell.column): cell for cell in table.cells}
    for cell in table.cells:
        if _bare(fold(cell.text)) not in _EXPECTED:
            continue
        other = _beside(below, cell)
        if other is None:
            continue
        goal = below.get((cell.row + cell.row_span, cell.column))
        done = below.get((other.row + other.row_span, other.column))
        if goal is None or done is None or _bare(fold(goal.text)) != _bare(fold(done.text)):
            continue
        if len(_bare(goal.text)) > _LONGEST_GOAL_WORD:
            yield _finding(
                (cell_place(reading, table, done), cell_place(reading, table, goal)),
                "年度总体目标的实际完成情况与预期目标逐字相同",
                "实际完成的情况",
                "请写总体目标实际完成的情况，不要照抄预期目标。",
            )


def _beside(below: dict[tuple[int, int], Cell], cell: Cell) -> Cell | None:
    """The heading 实际完成情况 in the next cell of the same row."""
    other = below.get((cell.row, cell.column + cell.column_span))
    return other if other is not None and _bare(fold(other.text)) in _ACHIEVED else None


def _finding(where: tuple[Place, ...], claim: str, expected: str, advice: str) -> Finding:
    return Finding(
        code="actual-copies-target",
        severity=Severity.SUSPICION,
        where=where,
        claim=claim,
        expected=expected,
        advice=advice,
        check=CHECK.id,
    )


CHECK = Check("actual-copies-target", 1, ("actual-copies-target",), find)
