"""Tables of one cell to a line whose rows show in where the numbers come back."""

from __future__ import annotations

import pytest

from xunzheng.documents.model import Document
from xunzheng.formats.text import read_text
from xunzheng.formats.text_lines import split_lines
from xunzheng.formats.text_regular import EITHER, FIGURE, find_regular, kind_of, short_run_end


def read_back(text: str) -> Document:
    return read_text(text.encode(), "a.txt")


def rows(text: str) -> list[list[list[str | None]]]:
    tables = read_back(text).tables()
    return [[[cell.text if cell else None for cell in row] for row in table.grid()] for table in tables]


def lines(words: str) -> str:
    return "\n".join(words.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "三、支出\n（单位：万元）\n"
            + lines("项目 合同价 2022年支付 土建 780.00 612.20 绿化 168 — 合计 948 612.20"),
            ["项目 合同价 2022年支付", "土建 780.00 612.20", "绿化 168 —", "合计 948 612.20"],
            id="headed, below a title and a unit",
        ),
        pytest.param(
            lines("村寨 6个 540万元 产业 10个 812万元 合计 16个 1,352万元"),
            ["村寨 6个 540万元", "产业 10个 812万元", "合计 16个 1,352万元"],
            id="without headings, with a total",
        ),
        pytest.param(
            lines("序号 内容 分值 得分 1 组织 15 15 2 资金 20 18 合计 35 33"),
            ["序号 内容 分值 得分", "1 组织 15 15", "2 资金 20 18", "合计  35 33"],
            id="serial numbers, a total without one",
        ),
        pytest.param(
            lines("项目 人数 标准 金额 血检 4200 18 75600 超声 100 45 4500 合计 80100"),
            ["项目 人数 标准 金额", "血检 4200 18 75600", "超声 100 45 4500", "合计   80100"],
            id="a total that only one column adds up to",
        ),
        pytest.param(
            lines("项目 人数 金额 血检 4200 75600 超声 — 4500 合计 80100"),
            ["项目 人数 金额", "血检 4200 75600", "超声 — 4500", "合计  80100"],
            id="a dash adds nothing",
        ),
        pytest.param(
            lines("项目 人数 标准 金额 血检 4200 18 75600 超声 100 45 4500 合计 81000"),
            ["项目 人数 标准 金额", "血检 4200 18 75600", "超声 100 45 4500", "合计   81000"],
            id="a total that comes near to one column",
        ),
        pytest.param(
            "指标\n\n目标\n\n实际\n\n及时率\n\n≥98%\n\n99.7%\n\n时长\n\n≤24小时\n\n31小时\n\n评分口径如下，未达标的按实际值与目标值之比计分，均保留两位小数，下同。",
            ["指标 目标 实际", "及时率 ≥98% 99.7%", "时长 ≤24小时 31小时"],
            id="parted by blank lines",
        ),
        pytest.param(
            lines("类别 金额 说明 人员 30 已付 设备 50 未付 维护 20 已付"),
            ["类别 金额 说明", "人员 30 已付", "设备 50 未付", "维护 20 已付"],
            id="words behind the numbers",
        ),
    ],
)
def test_laid_out(text: str, expected: list[str]) -> None:
    document = read_back(text)
    assert [" ".join(cell or "" for cell in row) for row in rows(text)[0]] == expected
    assert document.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lines("部门 预算 决算 甲局 1,200.5 960.00 乙局 34% 丙局 丁局 12"), id="ragged"),
        pytest.param(lines("甲 1 乙 2 丙 3 丁 丁"), id="few rows, no heading, no total"),
        pytest.param(lines("一 二 三 四 五 六 七 八 九 1"), id="hardly any number"),
        pytest.param(lines("甲 1 乙 2 丙 3"), id="too short"),
        pytest.param(
            lines("项目 人数 标准 金额 血检 42 18 756 超声 10 45 45 合计 9000"), id="a total of no column"
        ),
        pytest.param(lines("项目 人数 标准 血检 42 18 超声 10 45 合计 1 2 3 4"), id="a total too long"),
        pytest.param(lines("项目 甲 乙 丙 合计 1 词 2 词 3"), id="words behind the total"),
        pytest.param(lines("项目 甲 乙 丙 丁 戊 己 1 2 合计 3"), id="no rows above the total"),
    ],
)
def test_left_alone(text: str) -> None:
    assert all(len(table) < 4 for table in rows(text))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("≥3.2万吨", FIGURE),
        ("1,193元/户", FIGURE),
        ("12（其中女3）", FIGURE),
        ("98%", FIGURE),
        ("—", EITHER),
        ("10月31日前", EITHER),
        ("2022年支付", "W"),
        ("3月", "W"),
        ("3个实训中心", "W"),
        ("甲局", "W"),
    ],
)
def test_kinds(raw: str, kind: str) -> None:
    assert kind_of(raw) == kind


def test_runs_of_short_lines() -> None:
    text = "一\n\n二\n三\n四" + "长" * 50 + "\n五"
    found = split_lines(text)
    assert [short_run_end(found, at) for at in range(len(found))] == [1, 3, 3, 4, 5]
    assert find_regular(text, found, 0, 3) is None
    assert short_run_end(split_lines("甲\n\n\n乙"), 0) == 1


def test_long_runs_take_linear_time() -> None:
    text = "甲\n1\n乙\n" * 20_000
    assert len(rows(text)[0]) == 20_000
