"""Scores told in prose: those that the report calls a share of the target, and lost points explained there."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import RULES, reading
from xunzheng.audit.checks import deduction_unexplained, score_recomputed
from xunzheng.audit.finding import Finding

_TOLD = "三、产出\n1.应用上线数（10分）：计划18个，实际15个，按完成比例得{}分。\n2.成本控制（5分）：扣1分，得4分。"
_SHEET = "| 一级指标 | 分值 | 得分 |\n| 产出 | 60 | 58 |\n| 效益 | 40 | 40 |\n| 合计 | 100 | 98 |\n"
_TARGETS = "| 三级指标 | 目标值 | 完成值 | 分值 | 得分 |\n| 甲率 | ≥70% | 65.96% | 15 | 14.13 |\n| 乙率 | 好 | 差 | 15 | 14.13 |\n"


@pytest.mark.parametrize(("score", "severity"), [("8.33", None), ("8.83", "error"), ("8.3", None)])
def test_a_score_called_the_share_of_its_target(score: str, severity: str | None) -> None:
    outcomes = score_recomputed.CHECK.find(reading(_TOLD.format(score)), RULES)
    found = [each.severity.value for each in outcomes if isinstance(each, Finding)]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(_SHEET, ["产出"], id="nobody explains"),
        pytest.param(
            _SHEET + "（一）产出（60分）\n其中一项未按期完成，扣2分。\n", [], id="below its own heading"
        ),
        pytest.param(_TARGETS, ["甲率", "乙率"], id="a share that nobody calls one"),
        pytest.param(
            _TARGETS + "未达标的按实际值÷目标值×分值计分。", ["乙率"], id="a share by the report's rule"
        ),
    ],
)
def test_lost_points(text: str, named: list[str]) -> None:
    outcomes = deduction_unexplained.CHECK.find(reading(text), RULES)
    told = "".join(each.arithmetic or "" for each in outcomes if isinstance(each, Finding))
    assert [name for name in ("产出", "甲率", "乙率") if name in told] == named
