"""Score tables told line by line, laid out again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xunzheng.audit.reading import read as read_statements
from xunzheng.audit.statements.score_table import read_sheets
from xunzheng.audit.statements.score_table_columns import find_columns
from xunzheng.audit.statements.score_table_flat import flat_tables, relaid
from xunzheng.documents.model import Cell, Document, Table
from xunzheng.documents.outline import SourceLine, document_from_blocks
from xunzheng.formats import read

HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
BODY = ["产出指标", "数量指标", "培训", "≥5次", "6次", "60", "60"]
MORE = ["效益指标", "社会效益", "知晓率", "≥90%", "95%", "40", "38"]
TOTAL = ["合计", "100", "98"]
FUNDS = ["全年预算数", "全年执行数", "分值", "执行率", "得分", "年度资金总额", "200", "180", "10", "90%", "9"]


def lines(*texts: str) -> Document:
    """A document in which every line is a paragraph."""
    text = "".join(f"{line}\n" for line in texts)
    sources, at = [], 0
    for line in texts:
        sources.append(SourceLine(at, at + len(line)))
        at += len(line) + 1
    return document_from_blocks("表.txt", text, sources)


def rows(table: Table) -> list[str]:
    return ["|".join(cell.text if cell else "" for cell in row) for row in table.grid()]


LAID = {
    "indicators with their total": ([*HEAD, *BODY, *MORE, *TOTAL], [[HEAD, BODY, MORE]]),
    "no total": ([*HEAD, *BODY, *MORE], [[HEAD, BODY, MORE]]),
    "up to a remark": ([*HEAD, *BODY, *MORE, "备注", "无"], [[HEAD, BODY, MORE]]),
    "funds": (["项目资金", *FUNDS, "年度总体目标"], None),
    "too few headings": (["一级指标", "得分", "产出", "10", "文", "字"], []),
    "headings without indicators": ([*HEAD[:4], "合计", "文", "字"], []),
    "headings that make no table": (["分值", "得分", "权重", "备注", "产出", "10"], []),
    "nothing below the headings": (["文", *HEAD], []),
    "funds without amounts": (["全年预算数", "全年执行数", "执行率", "资金", "无", "无", "无", "无"], []),
}


@pytest.mark.parametrize(("texts", "due"), LAID.values(), ids=LAID)
def test_laid(texts: list[str], due: list[list[list[str]]] | None) -> None:
    tables = list(flat_tables(lines(*texts)))
    if due is None:
        (table,) = tables
        assert rows(table) == ["|全年预算数|全年执行数|分值|执行率|得分", "年度资金总额|200|180|10|90%|9"]
        return
    assert [rows(table)[:3] for table in tables] == [["|".join(row) for row in each] for each in due]


def test_the_total_stands_under_its_columns() -> None:
    (table,) = flat_tables(lines(*HEAD, *BODY, *MORE, *TOTAL))
    assert rows(table)[-1] == "合计|||||100|98"
    (table,) = flat_tables(lines(*HEAD, *BODY, *MORE, "合计", "100"))
    assert rows(table)[-1] == "合计|||||100|"


def test_only_what_closes_is_read() -> None:
    right = lines("自评表", *FUNDS, *HEAD, *BODY, *MORE, *TOTAL)
    (sheet,) = read_statements(right).sheets
    assert sheet.doubtful
    assert [row.name for row in sheet.funds] == ["年度资金总额"]
    assert [leaf.name for leaf in sheet.leaves()] == ["培训", "知晓率"]
    for node in sheet.walk():
        assert right.text[node.place.start : node.place.end] == node.place.quote
        block = right.blocks[node.place.block]
        assert block.start <= node.place.start < block.end
        assert node.place.row is None
    wrong = lines("自评表", *HEAD, *[text.replace("60", "70") for text in BODY], *MORE, *TOTAL)
    assert read_statements(wrong).sheets == ()


@pytest.mark.parametrize(
    ("rate", "budget", "read_"),
    [("90%", "200", 1), ("80%", "200", 0), ("—", "200", 0), ("90%", "0", 0)],
)
def test_funds_are_read_where_the_rate_is_that_of_the_amounts(rate: str, budget: str, read_: int) -> None:
    funds = [*FUNDS[:6], budget, "180", "10", rate, "9"]
    (sheet,) = read_statements(lines("表", *funds, *HEAD, *BODY, *MORE)).sheets
    assert len(sheet.funds) == read_


def test_sheets_without_weights_are_read_where_every_target_stands() -> None:
    head = [text for text in HEAD if text not in ("分值", "得分")]
    whole = lines("表", *head, *BODY[:5], *MORE[:5])
    (sheet,) = read_statements(whole).sheets
    assert not sheet.has_scores
    assert sheet.doubtful
    assert read_statements(lines("表", *head, *BODY[:5])).sheets == ()


CELLS = [*HEAD, *BODY, *MORE, *TOTAL]


def test_a_table_of_one_cell_a_line_is_laid_out_again_where_that_closes() -> None:
    text = "雁落区2022年项目自评表\n\n" + "".join(
        f"{cell}\n" for cell in (*HEAD, "原因", *BODY, "无", *MORE, *TOTAL)
    )
    document = read(text.encode(), "表.txt")
    sheets = read_sheets(document, flat=tuple(flat_tables(document)))
    assert [[leaf.name for leaf in sheet.leaves()] for sheet in sheets] == [["培训", "知晓率"]]


def test_long_runs_are_read_in_time() -> None:
    document = lines(*HEAD, *(BODY * 400))
    assert sum(table.rows for table in flat_tables(document)) > 50


def test_only_a_table_of_one_cell_a_line_is_laid_out_again() -> None:
    (table,) = flat_tables(lines(*HEAD, *(BODY * 80)))
    columns = find_columns(table.grid(), 0)
    broken = "\n" * (table.cells[-1].end + 1)
    assert relaid(table, None, broken) is None
    assert relaid(table, columns, broken.replace("\n", "\t")) is None
    assert relaid(table, columns, broken) is None
    end = table.cells[-1].end
    more = (Cell(900 + n // 7, n % 7, "甲", end + 2 * n + 1, end + 2 * n + 2) for n in range(700))
    huge = replace(table, cells=(*table.cells, *more), rows=1100)
    assert relaid(huge, columns, "\n" * (end + 1500)) is None


def test_remarks_in_brackets_stand_beside_the_row_before_them() -> None:
    document = lines(*HEAD, "（单位自行填报情况）", *BODY, "（一处未达标）", *MORE)
    (table,) = flat_tables(document)
    made = relaid(table, find_columns(table.grid(), 0), document.text)
    assert made is not None
    due = [[*HEAD, "扣分原因"], [*BODY, "（一处未达标）"], [*MORE, ""]]
    assert rows(made) == ["|".join(row) for row in due]
