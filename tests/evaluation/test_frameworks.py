"""Indicator frameworks: what is refused on construction, and how an indicator is found by its name."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from xunzheng.evaluation.framework import Framework, Indicator, lay_indicators, lay_weights
from xunzheng.evaluation.interval import Range
from xunzheng.evaluation.naming import plain, stem
from xunzheng.evaluation.refusals import AmbiguousName, FrameworkError
from xunzheng.evaluation.rules import (
    Adjustments,
    CapBand,
    Denominator,
    ExecutionCap,
    ExecutionRate,
    FormulaMargin,
    FormulaRate,
    Judged,
    Measure,
    PointsMet,
    Steps,
    Threshold,
)


def node(code: str, name: str, weight: str | None, *children: Indicator, **fields: object) -> Indicator:
    """An indicator; a leaf is judged unless another rule is given."""
    if not children:
        fields.setdefault("rule", Judged())
    value = None if weight is None else Decimal(weight)
    return Indicator(code, name, value, children=children, **fields)  # type: ignore[arg-type]  # its own fields


def make(*indicators: Indicator, **fields: object) -> Framework:
    return Framework("f", "测试体系", indicators, **fields)  # type: ignore[arg-type]  # the framework's own fields


def process() -> Framework:
    """Two indicators of one name under different parents, as in 财预〔2013〕53号."""
    return make(
        node(
            "B",
            "过程",
            "60",
            node("B1", "业务管理", "20", node("B11", "管理制度健全性", "20")),
            node(
                "B2",
                "财务管理",
                "40",
                node("B21", "管理制度健全性", "30"),
                node("B22", "资金使用合规性", "10"),
            ),
        ),
        node("C", "产出", "40", node("C1", "实际完成率", "40", aliases=("任务完成率",))),
    )


def test_framework_walks_parents_first() -> None:
    framework = process()
    assert [item.indicator.code for item in framework.walk()] == [
        "B",
        "B1",
        "B11",
        "B2",
        "B21",
        "B22",
        "C",
        "C1",
    ]
    assert next(item.path for item in framework.leaves()) == ("过程", "业务管理", "管理制度健全性")
    assert framework.is_weighted


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("资金使用合规性", "B22"),
        ("资金使用合规", "B22"),
        ("（一）资金使用合规性\n（10分）", "B22"),
        ("３．资金使用合规性指标", "B22"),
        ("实际完成率", "C1"),
        ("任务完成率", "C1"),
        ("实际完成情况", "C1"),
        (("业务管理", "管理制度健全性"), "B11"),
        (("过程", "财务管理（20分）", "管理制度健全"), "B21"),
        (("别的", "资金使用合规性"), "B22"),
        ("没有这个", None),
        ((), None),
    ],
)
def test_find_by_name_or_path(path: str | tuple[str, ...], code: str | None) -> None:
    found = process().find(path)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("path", ["管理制度健全性", "管理制度健全", ("过程", "管理制度健全性")])
def test_find_refuses_a_name_borne_twice(path: str | tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousName) as refusal:
        process().find(path)
    assert "过程 › 业务管理 › 管理制度健全性；过程 › 财务管理 › 管理制度健全性" in str(refusal.value)
    assert len(process().candidates(path)) == 2


def test_find_by_code() -> None:
    found = process().by_code("B21")
    assert found is not None
    assert found.weight == Decimal(30)
    assert process().by_code("Z") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("管理制度健全性", "管理制度健全"),
        ("到位率", "到位"),
        ("效率", "效率"),
        ("产出指标", "产出"),
        ("满意度", "满意度"),
    ],
)
def test_stems(name: str, short: str) -> None:
    assert stem(name) == short


def test_plain_names() -> None:
    assert plain("１、 “三公经费”\n变动率（４分）") == "三公经费变动率"


CAP = ExecutionCap((CapBand(Range.read("(-∞,50%)"), Decimal(59)),))

CASES: list[tuple[Callable[[], object], list[str]]] = [
    (
        lambda: make(node("A", "投入", "20", node("A1", "立项", "12"), node("A2", "资金", "7"))),
        [
            "指标体系“测试体系” › 投入",
            "下级分值之和不等于上级分值",
            "应为：20",
            "实为：19（12 + 7）",
            "请调整分值",
        ],
    ),
    (
        lambda: make(node("A", "投入", "70"), node("B", "产出", "40")),
        ["下级分值之和不等于满分", "应为：100", "实为：110（70 + 40）"],
    ),
    (
        lambda: make(node("A", "投入", None, node("A1", "立项", "12"))),
        ["下级分值之和不等于上级分值", "应为：未定", "实为：12"],
    ),
    (
        lambda: make(node("A", "投入", "100", node("A1", "立项", "100"), node("A2", "资金", None))),
        ["同级指标的分值不全", "缺分值的指标：资金"],
    ),
    (lambda: make(), ["没有指标"]),
    (
        lambda: make(node("A", "投入", "50"), node("A", "产出", "50")),
        ["指标编码重复", "“A”同时用于“投入”和“产出”"],
    ),
    (lambda: make(node("A", "投入", "-1")), ["分值不是正数", "实为：-1"]),
    (lambda: make(node("A", "投入", "1e999999")), ["分值不是正数"]),
    (lambda: make(node("A", "投入", "Infinity")), ["分值不是正数"]),
    (lambda: make(node("", "投入", "100")), ["指标缺少编码或名称"]),
    (lambda: make(node("A", " ", "100")), ["指标缺少编码或名称"]),
    (lambda: make(node("A", "投入", "100", rule=None)), ["末级指标缺少计分规则"]),
    (lambda: make(node("A", "投入", "100", rule=PointsMet())), ["末级指标缺少评价要点"]),
    (lambda: make(node("A", "投入", "100", rule=FormulaRate())), ["末级指标缺少公式"]),
    (lambda: make(node("A", "投入", "100", rule=FormulaMargin())), ["末级指标缺少公式"]),
    (
        lambda: make(
            node(
                "A",
                "投入",
                "100",
                rule=Steps(Measure.FORMULA, (Threshold(Range.read("[0,1]"), Decimal(1)),)),  # type: ignore[arg-type]  # 1 is 1
            )
        ),
        ["末级指标缺少公式"],
    ),
    (
        lambda: make(
            node("A", "一", "100", node("B", "二", "100", node("C", "三", "100", node("D", "四", "100"))))
        ),
        ["指标层级过多", "一 › 二 › 三", "第 4 级“四”"],
    ),
    (
        lambda: make(node("A", "投入", "100"), adjustments=Adjustments(cap=CAP)),
        ["执行率封顶用不上", "恰好一个"],
    ),
    (lambda: lay_weights(process(), {"Z": Decimal(1)}), ["权重写给了不存在的指标", "实为：Z"]),
    (lambda: lay_weights(process(), {"B": Decimal(60)}), ["同级指标的分值不全", "产出"]),
    (lambda: lay_indicators(process(), {"Z": ()}), ["个性指标挂在了不存在的上级指标下", "实为：Z"]),
]


@pytest.mark.parametrize(("build", "words"), CASES)
def test_faulty_frameworks_are_refused(build: Callable[[], object], words: list[str]) -> None:
    with pytest.raises(FrameworkError) as refusal:
        build()
    for word in words:
        assert word in str(refusal.value)


def test_two_levels_and_another_full_score_are_fine() -> None:
    framework = make(
        node("A", "投入", "70.5"),
        node("B", "产出", "49.5", node("B1", "数量", "49.5")),
        full_score=Decimal(120),
    )
    assert framework.is_weighted


def test_a_framework_may_wait_for_its_weights() -> None:
    bare = make(node("A", "产出", "100", node("A1", "数量", None), node("A2", "质量", None)))
    assert not bare.is_weighted
    laid = lay_weights(bare, {"A": Decimal(100), "A1": Decimal(60), "A2": Decimal(40)})
    assert [item.indicator.weight for item in laid.walk()] == [Decimal(100), Decimal(60), Decimal(40)]


def test_a_units_own_indicators_are_set_under_a_parent() -> None:
    bare = make(node("A", "产出", "60", node("A1", "数量指标", None)), node("S", "满意度", "40"))
    own = node("A1", "数量指标", "60", node("A11", "采购台数", "60"))
    filled = lay_indicators(bare, {"A": (own,), "S": (node("S1", "群众满意度", "40"),)})
    assert [item.path for item in filled.leaves()] == [
        ("产出", "数量指标", "采购台数"),
        ("满意度", "群众满意度"),
    ]


@pytest.mark.parametrize("count", [0, 2])
def test_a_cap_needs_exactly_one_execution_rate(count: int) -> None:
    leaves = [node(f"E{i}", f"执行率{i}", "50", rule=ExecutionRate(Denominator.BUDGET)) for i in range(count)]
    rest = node("R", "其余", str(100 - 50 * count)) if count < 2 else None
    with pytest.raises(FrameworkError, match="执行率封顶用不上"):
        make(*leaves, *([rest] if rest else []), adjustments=Adjustments(cap=CAP))
