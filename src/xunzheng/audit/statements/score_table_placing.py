"""The cells of a short row put under the columns that they can belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from xunzheng.audit.layout import Role
from xunzheng.audit.statements.score_table_cells import is_number_or_nothing, read_points
from xunzheng.audit.statements.score_table_columns import Columns, bare
from xunzheng.documents.model import Cell
from xunzheng.quantities.width import fold

_OUTER = re.compile(r"(?:投入|过程|产出|效益|效果|决策|管理|满意度)指标")
_NAMED = re.compile(r"(?!达成|完成|部分|基本|未)[\u4e00-\u9fff]{2,8}指标")
_MEASURED = re.compile(r"[^\d≥≤><=]{2,20}(?:率|度|人数|数量|面积|长度|次数|户数)")
_SIGN = re.compile(r"[≥≤><=]|>=|<=|定性|定量|正向|反向")
_VALUE = re.compile(
    r"[≥≤><=]|\d|不[少低高超大小]|达成|完成|[优良好]|提[高升]|改善|及时|有效|全部|[高低]于|持平|明显|显著"
)
_FAR = -20
_LONGEST_NAME = 24
_ORDER = 2  # what keeping a row as it stands is worth
_BETWEEN = 3  # what a column left empty between two cells costs
_TRAILING = 1  # what one at the end costs


@lru_cache(maxsize=4096)
def fit(text: str, role: Role, level: int) -> int:
    """How well a cell's text suits a column: 3 for what belongs there, far below 0 for what cannot."""
    words = re.sub(r"\s", "", fold(text[:60]))
    if not words:
        return 0
    if role in (Role.WEIGHT, Role.SCORE):
        if not is_number_or_nothing(words):
            return _FAR
        return 0 if read_points(words) is None else (1 if words.endswith("%") else 3)
    number = read_points(words) is not None
    if role in (Role.LEVEL, Role.NAME):
        return _fit_level(bare(text), level, number)
    if _NAMED.fullmatch(words):
        return -4
    if role in (Role.TARGET, Role.ACTUAL):
        return -1 if _MEASURED.fullmatch(words) else 2 if _VALUE.search(words) else 0
    if role is Role.OPERATOR:
        return 3 if _SIGN.fullmatch(words) else -3
    if role is Role.UNIT:
        return -3 if number or len(words) > 6 else 1
    if role in (Role.REASON, Role.REMARK, Role.POINTS, Role.EXPLANATION):
        return -1 if number else 1
    return 0


def _fit_level(words: str, level: int, number: bool) -> int:
    if number or _SIGN.match(words):
        return -8
    if len(words) > _LONGEST_NAME:
        return 0
    if level == 0 and _OUTER.fullmatch(words):
        return 3
    return 1


def place(cells: Sequence[Cell], columns: Columns) -> dict[int, Cell]:
    """The columns of a short row's cells, in their order, so that each suits its column best.

    What a short row most often lacks are merged cells at its beginning, then cells at its end, and least
    often cells between: a gap costs accordingly. A row that suits its columns as it stands is left alone.
    Cells × columns² steps.
    """
    if len(cells) == 1:
        return {cells[0].column: cells[0]}
    roles = columns.roles()
    width = max(columns.width, len(cells))
    worth = [[_worth(cell, roles.get(column)) for column in range(width)] for cell in cells]
    as_it_stands = sum(worth[n][cell.column] for n, cell in enumerate(cells) if cell.column < width)
    best, chosen = _best(worth, width)
    if best <= as_it_stands - _TRAILING * (width - 1 - cells[-1].column) + _ORDER:
        return {cell.column: cell for cell in cells}
    return dict(zip(chosen, cells, strict=True))


def _worth(cell: Cell, role: tuple[Role, int] | None) -> int:
    return 4 * fit(cell.text, *role) if role is not None else 0


def _best(worth: Sequence[Sequence[int]], width: int) -> tuple[int, tuple[int, ...]]:
    """The best sum of worths less the gaps, and the column of each cell."""
    ends: list[tuple[int, tuple[int, ...]]] = [
        (worth[0][column], (column,)) for column in range(width - len(worth) + 1)
    ]
    for number, row in enumerate(worth[1:], start=1):
        following: list[tuple[int, tuple[int, ...]]] = []
        for column in range(number, width - len(worth) + number + 1):
            before = max(
                ((sum_ - _BETWEEN * (column - way[-1] - 1), way) for sum_, way in ends if way[-1] < column),
                key=lambda pair: pair[0],
            )
            following.append((before[0] + row[column], (*before[1], column)))
        ends = following
    return max(
        ((sum_ - _TRAILING * (width - 1 - way[-1]), way) for sum_, way in ends),
        key=lambda pair: (pair[0], -pair[1][0]),
    )
