"""Cells of short rows under the columns that they can belong to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.layout import Role
from xunzheng.audit.statements.score_table_columns import Columns, find_columns
from xunzheng.audit.statements.score_table_placing import fit, place
from xunzheng.documents.model import Cell

HEAD = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分|偏差原因"


def row(line: str) -> list[Cell]:
    return [Cell(0, n, text, 10 * n, 10 * n + len(text)) for n, text in enumerate(line.split("|"))]


def columns(head: str = HEAD) -> Columns:
    found = find_columns([row(head)], 0)
    assert found is not None
    return found


PLACED = {
    "a full row": ("产出|数量|培训|≥5次|6次|10|10|无", "01234567"),
    "without the last cell": ("产出指标|数量指标|培训|≥5次|6次|10|10", "0123456"),
    "without the first": ("质量指标|合格率|≥95%|96%|15|15", "123456"),
    "without the first two": ("合格率|≥95%|96%|15|15", "23456"),
    "with a reason": ("质量指标|合格率|≥95%|90%|15|12|雨季停工", "1234567"),
    "without an actual value": ("产出指标|数量指标|培训|≥5次|10|0|未开展", "0123567"),
    "words for values": ("社会效益|环境|明显改善|达成预期指标|15|14", "123456"),
    "what suits nothing stays": ("其他说明", "0"),
}


@pytest.mark.parametrize(("line", "due"), PLACED.values(), ids=PLACED)
def test_place(line: str, due: str) -> None:
    assert list(place(row(line), columns())) == [int(column) for column in due]


FITS = [
    ("", Role.WEIGHT, 0, 0),
    ("10", Role.WEIGHT, 0, 3),
    ("10%", Role.WEIGHT, 0, 1),
    ("—", Role.SCORE, 0, 0),
    ("培训", Role.SCORE, 0, -20),
    ("产出指标", Role.LEVEL, 0, 3),
    ("产出指标", Role.LEVEL, 1, 1),
    ("培训人数", Role.LEVEL, 2, 1),
    ("12", Role.LEVEL, 2, -8),
    ("≥12人", Role.LEVEL, 2, -8),
    ("名" * 30, Role.LEVEL, 2, 0),
    ("质量指标", Role.REASON, 0, -4),
    ("达成预期指标", Role.ACTUAL, 0, 2),
    ("≥5次", Role.TARGET, 0, 2),
    ("知晓率", Role.TARGET, 0, -1),
    ("文", Role.TARGET, 0, 0),
    ("≥", Role.OPERATOR, 0, 3),
    ("培训", Role.OPERATOR, 0, -3),
    ("人次", Role.UNIT, 0, 1),
    ("12", Role.UNIT, 0, -3),
    ("无", Role.REASON, 0, 1),
    ("12", Role.POINTS, 0, -1),
    ("12", Role.OTHER, 0, 0),
]


@pytest.mark.parametrize(("text", "role", "level", "due"), FITS)
def test_fit(text: str, role: Role, level: int, due: int) -> None:
    assert fit(text, role, level) == due


TEXTS = st.sampled_from(["产出", "≥5%", "10", "", "无", "已完成", "数量指标"])


@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_cells_keep_their_order_and_none_is_lost(texts: list[str]) -> None:
    cells = row("|".join(texts))
    placed = place(cells, columns())
    assert list(placed.values()) == cells
    assert list(placed) == sorted(placed)
