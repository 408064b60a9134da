"""A stated count and the items listed with it."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.count_list import CHECK

CASES = cases(
    """
fewer before the count
    清理完善人口、法人、空间地理、城市部件、房产房屋六大基础数据库。
    -> error count-list: “六大基础数据库”，即 6 项 | 列出 5 项 | 列出5项（①清理完善人口 ②法人 ③空间地理 ④城市部件 ⑤房产房屋）≠ 声明6项 @ 六大 · 清理完善人口、法人、空间地理、城市部件、房产房屋
more behind a colon
    内设3个科室：办公室、财务科、业务科、法规科。
    -> error count-list: “3个科室”，即 3 项 | 列出 4 项 | 列出4项（①办公室 ②财务科 ③业务科 ④法规科）≠ 声明3项 @ 3个 · 办公室、财务科、业务科、法规科
a slogan short of one
    着力打造政策最优、成本最低、服务最好的“四最”营商环境。
    -> error count-list: “四最”，即 4 项 | 列出 3 项 | 列出3项（①着力打造政策最优 ②成本最低 ③服务最好的）≠ 声明4项 @ 四最 · 着力打造政策最优、成本最低、服务最好的
numbered paragraphs below
    本单位主要完成了以下3项工作：
    1、修缮水库。
    2、清理河道。
    -> suspicion count-list: “3项工作”，即 3 项 | 列出 2 项 | 列出2项（①1、修缮水库。 ②2、清理河道。）≠ 声明3项 @ 3项 · 1、修缮水库。 · 2、清理河道。
where only the neighbourhood ties list and count
    完成重点工作3项（清理河道、修缮水库、补植树木、巡查）。
    -> suspicion count-list: “3项”，即 3 项 | 列出 4 项 | 列出4项（①清理河道 ②修缮水库 ③补植树木 ④巡查）≠ 声明3项 @ 3项 · 清理河道、修缮水库、补植树木、巡查
a list too long to be the one that was counted
    内设3个科室：办公室、财务科、业务科、法规科、审批科、信息科。
    -> suspicion count-list: “3个科室”，即 3 项 | 列出 6 项 | 列出6项（①办公室 ②财务科 ③业务科 ④法规科 ⑤审批科 ⑥信息科）≠ 声明3项 @ 3个 · 办公室、财务科、业务科、法规科、审批科、信息科
a slogan that is whole
    着力打造政策最优、成本最低、服务最好、办事最快的“四最”营商环境。
    -> held: 列出4项（①着力打造政策最优 ②成本最低 ③服务最好 ④办事最快的）= 声明4项 @ 四最 · 着力打造政策最优、成本最低、服务最好、办事最快的
as many as said
    内设3个科室：办公室、财务科、业务科。
    -> held: 列出3项（①办公室 ②财务科 ③业务科）= 声明3项 @ 3个 · 办公室、财务科、业务科
the last two joined
    内设4个科室：办公室、财务科、业务科和法规科。
    -> held: 列出3至4项（①办公室 ②财务科 ③业务科和法规科）= 声明4项 @ 4个 · 办公室、财务科、业务科和法规科
an open list
    建成5个平台：政务服务平台、信用平台、云平台等。
    -> held: 列出3项（①政务服务平台 ②信用平台 ③云平台等）= 声明5项 @ 5个 · 政务服务平台、信用平台、云平台等
divided in numbers, not named
    改造小区12个：东片区5个、西片区7个。
no list behind it, nor before
    全年开展培训12期。
no list behind it
    全年开展培训12期，受益群众3000人。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
