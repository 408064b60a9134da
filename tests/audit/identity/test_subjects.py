"""Two names side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.identity.subjects import is_general, noun_points, rate_points

NOUNS = """
公益讲座|公益讲座|50
读者|读者|42
村|村|26
||28
公租房|公共租赁住房|38
困难学生|学生|34
工作专班|工作专班分片包干|42
违建|违法建筑|34
违建|违章大建筑|
村|行政村|14
村|村道路|
村|镇|
|读者|
接听热线|热线接听|46
产业项目|基础设施项目|
5G基站|4G基站|
脱贫人口公益性岗位|公益性岗位脱贫劳动力|24
一般固废处置|处置一般固体废物|36
12345热线来电|热线来电|39
政务服务平台运维|政务服务平台维护|32
培训班次|培训课时|
"""


@pytest.mark.parametrize("line", NOUNS.strip("\n").split("\n"))
def test_nouns(line: str) -> None:
    one, other, due = line.split("|")
    assert noun_points(one, other) == (int(due) if due else None)


WORD = st.text(alphabet="公租房共赁住学生培训5G", max_size=8)


@given(WORD, WORD)
def test_order_does_not_matter(one: str, other: str) -> None:
    points = noun_points(one, other)
    assert points == noun_points(other, one)
    assert points is None or 0 < points <= 50
    assert noun_points(one, one) is not None


RATES = """
早孕建册率|早孕建册率|44
预算执行率|资金执行率|14
新生儿早孕建册率|早孕建册率|30
早孕建册率|产妇住院分娩率|
完成率|完成率|
质量达标率|质量达标率|
早孕建册率||
早孕建册率|孕早建册率|
"""


@pytest.mark.parametrize("line", RATES.strip().split("\n"))
def test_rates(line: str) -> None:
    one, other, due = line.split("|")
    assert rate_points(one, other) == rate_points(other, one) == (int(due) if due else None)


def test_general_nouns() -> None:
    assert all(is_general(noun) for noun in ("", "窗口", "受益人口", "大厅事项"))
    assert not is_general("桥梁")
