"""Stored results of formulas held against the formulas: what is stale is said, what is missing computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xunzheng.formats.sheets_display import plain, show_number
from xunzheng.formats.sheets_formulas import Checker
from xunzheng.formats.sheets_model import Position, SheetCell, SheetDoubt, Workbook, Worksheet, column_letters

MOST_DOUBTS = 50
_MOST_PASSES = 20
_LONGEST_QUOTE = 120
_REFERENCE = re.compile(r"(?<![\w\[])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w(])")

_Formula = tuple[Worksheet, Position, SheetCell]


def recompute(workbook: Workbook) -> None:
    """Compute the simple formulas of a workbook again and note doubts on their sheets.

    A stored result that differs is kept, since it is what the file shows, and doubted with both values. A
    missing one is computed where it can be (it then stands in the cell) and doubted either way.
    """
    formulas = list(_formulas(workbook))
    checker = Checker(workbook)
    missing = _fill([formula for formula in formulas if formula[2].value is None], checker, workbook)
    for sheet, position, cell in missing:
        message = f"公式 ={quoted(cell)} 在文件里没有存结果，也没有算出，这一格按空白处理。"
        _note(sheet, message, position, True)
    for sheet, position, cell in formulas:
        if isinstance(cell.value, Decimal):
            _compare(checker, sheet, position, cell)
    if checker.visits_left < 0:
        workbook.doubts.append(SheetDoubt("公式太多，只复算了一部分，其余的按文件存的结果读入。"))


def _formulas(workbook: Workbook) -> Iterator[_Formula]:
    for sheet in workbook.sheets:
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.formula is not None:
                    yield sheet, Position(row, column), cell


def _fill(waiting: list[_Formula], checker: Checker, workbook: Workbook) -> list[_Formula]:
    """Compute the formulas without a stored result, those that others name first; what is left over."""
    for _ in range(_MOST_PASSES):
        left: list[_Formula] = []
        for sheet, position, cell in waiting:
            computed = checker.compute(sheet, cell)
            if computed is None:
                left.append((sheet, position, cell))
                continue
            value = computed[0]
            shown = show_number(value, cell.code, since_1904=workbook.since_1904)
            sheet.rows[position.row][position.column] = cell._replace(value=value, shown=shown)
            _note(sheet, f"公式 ={quoted(cell)} 在文件里没有存结果，按公式算得 {plain(value)}。", position)
        if len(left) == len(waiting) or not left:
            return left
        waiting = left
    return waiting


def _compare(checker: Checker, sheet: Worksheet, position: Position, cell: SheetCell) -> None:
    computed = checker.compute(sheet, cell)
    if computed is None or not isinstance(cell.value, Decimal):
        return
    value, tolerance = computed
    if abs(value - cell.value) <= max(tolerance, abs(cell.value) * Decimal("1e-12")):
        return
    message = (
        f"{position.reference} 的公式 ={quoted(cell)} 按表中的数现算得 {plain(value)}，"
        f"文件里存的结果是 {plain(cell.value)}；存的结果过时了或被改过，这里按存的结果读入。"
    )
    _note(sheet, message, position)


def _note(sheet: Worksheet, message: str, position: Position, unreadable: bool = False) -> None:
    count = len(sheet.doubts)
    if count < MOST_DOUBTS:
        sheet.doubts.append(SheetDoubt(message, position, unreadable))
    elif count == MOST_DOUBTS:
        sheet.doubts.append(SheetDoubt(f"“{sheet.name}”里还有同类情形，只列出前 {MOST_DOUBTS} 处。"))


def quoted(cell: SheetCell) -> str:
    """The formula of a cell as the program would show it, shortened."""
    formula = cell.formula or ""
    if any(cell.shift):
        formula = _REFERENCE.sub(lambda match: _moved(match, cell.shift), formula[: 4 * _LONGEST_QUOTE])
    return formula if len(formula) <= _LONGEST_QUOTE else f"{formula[:_LONGEST_QUOTE]}…"


def _moved(match: re.Match[str], shift: tuple[int, int]) -> str:
    column = match[2]
    if not match[1]:
        index = 0
        for letter in column.upper():
            index = index * 26 + ord(letter) - 64
        column = column_letters(max(index - 1 + shift[1], 0))
    row = match[4] if match[3] else str(int(match[4]) + shift[0])
    return f"{match[1]}{column}{match[3]}{row}"
