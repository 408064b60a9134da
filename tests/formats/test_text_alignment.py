"""Rows of unequal length: which of them stand where they must."""

from __future__ import annotations

import pytest

from xunzheng.formats.text import read_text

_HEAD = "指标\t目标\t分值\t得分\n甲\t好\t10\t9\n乙\t中\t20\t18\n"


def grid(text: str) -> tuple[list[list[str | None]], int]:
    document = read_text(text.encode(), "a.txt")
    (table,) = document.tables()
    return [[cell.text if cell else None for cell in row] for row in table.grid()], len(document.doubts)


@pytest.mark.parametrize(
    ("row", "expected", "doubts"),
    [
        pytest.param("丙\t差\t5\t5\t", ["丙", "差", "5", "5"], 0, id="an empty cell too many"),
        pytest.param("合计\t30\t27", ["合计", "", "30", "27"], 0, id="a total in its columns"),
        pytest.param("合计\t30", ["合计", "30", None, None], 1, id="a total with a number missing"),
        pytest.param("丙\t30\t27", ["丙", "30", "27", None], 1, id="a name and two numbers"),
        pytest.param("备注", ["备注", "", None, None], 0, id="a remark"),
        pytest.param("丙\t差", ["丙", "差", None, None], 1, id="numbers left out"),
    ],
)
def test_short_rows(row: str, expected: list[str | None], doubts: int) -> None:
    if "\t" not in row:
        row += "\t"
    rows, found = grid(_HEAD + row)
    assert rows[-1] == expected
    assert found == doubts


def test_labels_above_the_header() -> None:
    rows, doubts = grid("项目\t某项目\n" + _HEAD)
    assert rows[0] == ["项目", "某项目", None, None]
    assert doubts == 0
    assert grid("项目\t36\n" + _HEAD)[1] == 1


def test_words_behind_the_figures_may_be_left_out() -> None:
    rows, doubts = grid("指标\t分值\t说明\n甲\t10\t无故\n乙\t20\t" + "长" * 60 + "\n丙\t30")
    assert rows[-1] == ["丙", "30", None]
    assert doubts == 0
