"""PDF tables without vertical rules whose columns stand close: three-line tables, tables of blanks."""

from __future__ import annotations

import pytest

from tests.formats.pdf_typeset import page_setup, typeset
from tests.formats.test_pdf import lines, only_table, report, rows
from xunzheng.formats import read

ROWS = "".join(f"[甲{at}], [{100 + 37 * at}], [{90 + 31 * at}], " for at in range(7))
HEAD = "[项目], [预算], [执行], "
RULE = "table.hline(), "


@pytest.mark.parametrize("setup", [page_setup(), '#set text(font: ("Noto Sans CJK SC", "Noto Sans SC"))\n'])
@pytest.mark.parametrize("cells", [f"{RULE}{HEAD}{RULE}{ROWS}{RULE}", f"{HEAD}{ROWS}"])
@pytest.mark.parametrize("around", ["", "前文一句话，前文一句话。"])
def test_narrow_columns_without_vertical_rules(setup: str, cells: str, around: str) -> None:
    body = f"{around}\n\n#table(columns: 3, stroke: none, {cells})\n\n{around}"
    document = read(typeset(setup + body), "报告.pdf")
    table = only_table(document)
    assert rows(table)[:3] == [["项目", "预算", "执行"], ["甲0", "100", "90"], ["甲1", "137", "121"]]
    assert (table.rows, table.columns) == (8, 3)
    assert table.doubt is not None
    assert lines(document) == [around] * 2 * bool(around)


def test_narrow_columns_with_empty_cells_and_blanks_in_headings() -> None:
    cells = (
        "[项 目], [预 算], [执 行], [一、收入], [], [], [拨款], [1,234.50], [90.1%], [其他], [3.00], [100%]"
    )
    table = only_table(report(f"#table(columns: 3, stroke: none, align: (left, right, right), {cells})"))
    assert rows(table) == [
        ["项 目", "预 算", "执 行"],
        ["一、收入", "", ""],
        ["拨款", "1,234.50", "90.1%"],
        ["其他", "3.00", "100%"],
    ]


WORDS = "[一级指标], [二级指标], [三级指标], {}[产出], [数量], [甲项目], [效益], [经济], [乙公司], "


def test_words_in_narrow_columns_are_a_table_between_rules() -> None:
    cells = f"{RULE}{WORDS.format(RULE)}{RULE}"
    table = only_table(report(f"#table(columns: 3, stroke: none, inset: (x: 4pt, y: 5pt), {cells})"))
    assert rows(table) == [
        ["一级指标", "二级指标", "三级指标"],
        ["产出", "数量", "甲项目"],
        ["效益", "经济", "乙公司"],
    ]


def test_words_in_narrow_columns_without_rules_are_rows_with_a_doubt() -> None:
    document = report(f"#table(columns: 3, stroke: none, inset: (x: 4pt, y: 5pt), {WORDS.format('')})")
    assert document.text.splitlines() == [
        "一级指标  二级指标  三级指标",
        "产出  数量  甲项目",
        "效益  经济  乙公司",
    ]
    (doubt,) = document.doubts
    assert (doubt.code, doubt.start, doubt.end) == ("reading-doubt", 0, len(document.text) - 1)


def test_a_list_of_numbered_items_is_no_table() -> None:
    document = report("+ 甲项目 100\n+ 乙项目用于\n+ 丙项目\n+ 丁")
    assert lines(document) == ["1.甲项目 100", "2.乙项目用于", "3.丙项目", "4.丁"]
    assert document.doubts == ()


def test_blanks_in_prose_part_no_columns() -> None:
    prose = "这是一段 很长的文字，用于 测试英文 words 与中文混排时 不会被当成表格，" * 8
    document = report(prose)
    assert len(lines(document)) == 1
    assert document.doubts == ()
