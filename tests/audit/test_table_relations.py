"""What a column follows from."""

from __future__ import annotations

import pytest

from xunzheng.audit.table_figures import Figures, read_figures, read_shares
from xunzheng.audit.table_readings import groups, row_runs
from xunzheng.audit.table_relations import column_relations
from xunzheng.formats.text import read_text


def figures(rows: str) -> Figures:
    text = "\n".join("\t".join(row.split()) for row in rows.split(";"))
    (table,) = read_text(text.encode(), "a.txt").tables()
    found = read_figures(table)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "品名 年初 购入 调出 报废 年末;被 456 312 118 66 584;床 230 142 32 4 336;帐 112 40 8 2 124",
            [("年末", (1, 1, -1, -1), (3,))],
            id="stock",
        ),
        pytest.param(
            "项 预算 调整 调整后;甲 100 -20 80;乙 200 15 215;丙 90 0 91",
            [("调整后", (1, 1), ())],
            id="a row with a single number shows nothing",
        ),
        pytest.param(
            "项 去年 今年 变化;甲 412 453 41;乙 286 271 -15;丙 96 120 42",
            [("变化", (-1, 1), (3,))],
            id="a change",
        ),
        pytest.param(
            "项 甲 乙 丙;一 1.50 2.50 4.01;二 21.5 2.5 24.0;三 31.5 2.5 34.0;四 41.5 2.5 44.0",
            [("丙", (1, 1), ())],
            id="rounding is not denied",
        ),
        pytest.param(
            "项 甲 乙 丙;一 1 2 3;二 2 3 5;三 4 1 5;四 2 2 9", [], id="small numbers agree by chance"
        ),
        pytest.param(
            "项 到位 支出 结余;一 90 50 40;二 80 30 50;三 70 60 11", [], id="funds are the balance's"
        ),
        pytest.param("项 合计 甲 乙;一 90 50 40;二 80 30 50;三 70 60 10", [], id="known the other way round"),
        pytest.param(
            "项 甲 乙 丙 丁;一 30 40 0 70;二 50 60 0 110;三 80 90 0 170", [], id="a part that is never used"
        ),
    ],
)
def test_relations(rows: str, expected: list[tuple[str, tuple[int, ...], tuple[int, ...]]]) -> None:
    found = figures(rows)
    runs = [
        (run.total.header, run.signs, run.failing) for run in column_relations(found, list(row_runs(found)))
    ]
    assert runs == expected


def test_swapped_cells_of_a_column() -> None:
    (run,) = row_runs(figures("镇 男 女 合计;甲 14 25 37;乙 31 58 89;丙 46 20 68;合计 91 103 194"))
    assert run.failing == (1, 3)
    assert not list(row_runs(figures("镇 男 女 合计;甲 14 25 37;乙 31 58 89;丙 46 20 69;合计 91 103 194")))


def test_numbered_groups() -> None:
    found = figures("类 额;一、工程 30;（一）土建 20;（二）安装 10;二、其他 9;（一）监理 9;合计 39")
    assert [(row.label, rows) for row, rows in groups(found)] == [("一、工程", (2, 3))]
    assert not list(groups(figures("类 额;一、工程 30;二、其他 9;合计 39")))


def test_column_numbers_and_a_body_of_small_numbers() -> None:
    assert figures("项 甲 乙 丙;栏次 1 2 3;一 4 5 9").first == 2
    assert figures("项 甲 乙 丙;河口镇 1 2 3;一 4 5 9").first == 1


def test_a_table_without_header_needs_a_total() -> None:
    text = "甲\t1\n乙\t2\n丙\t3"
    (table,) = read_text(text.encode(), "a.txt").tables()
    assert read_figures(table) is None
    assert figures("甲 1;乙 2;合计 3").first == 0


def test_columns_of_several_units() -> None:
    found = figures("项 计划 完成;沟渠 65公里 52公里;公厕 40座 38座")
    assert [column.header for column in found.mixed] == ["计划", "完成"]
    assert found.columns == ()
    assert read_shares(found) == ()
