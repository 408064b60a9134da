"""Scores against the rule that gives them."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.score_recomputed import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
execution, exact
    funds 总额 | ~ | 640 | 608 | 10 | 95% | 9.5
    -> held: 10 × 608 ÷ 640 = 9.5，得分 9.5
execution, rounded to two places
    funds 总额 | 300.00 | 286.50 | 261.37 | 10 | 91.23% | 9.12
    -> held: 10 × 261.37 ÷ 286.5 = ≈9.1229，得分 9.12
execution, rounded to whole points
    funds 总额 | ~ | 43.2 | 37.24 | 10 | 86% | 9
    -> suspicion: “总额”得分 9 | 10 × 37.24 ÷ 43.2 = ≈8.6204 ≠ 9（分）
execution, cut off to whole points
    funds 总额 | ~ | 100 | 97.8 | 10 | 97.8% | 9
    -> suspicion: “总额”得分 9 | 10 × 97.8 ÷ 100 = 9.78 ≠ 9（分）
execution, full marks without full execution
    funds 总额 | ~ | 350 | 275.24 | 10 | 78.64% | 10
    -> error: “总额”得分 10 | 10 × 275.24 ÷ 350 = 7.864 ≠ 10（分）
execution, capped
    funds 总额 | ~ | 126 | 129.15 | 10 | 102.5% | 10
    -> held: 10 × 129.15 ÷ 126 = 10.25，封顶 10，得分 10
execution, capped and still wrong
    funds 总额 | ~ | 100 | 120 | 10 | 120% | 8
    -> error: “总额”得分 8 | 10 × 120 ÷ 100 = 12，封顶 10 ≠ 8（分）
execution over the initial budget
    funds 总额 | 200 | 100 | 90 | 10 | 45% | 4.5
    -> held: 10 × 90 ÷ 200 = 4.5，得分 4.5
execution, the score follows the stated rate
    funds 总额 | ~ | 350 | 275.24 | 10 | 87.64% | 8.76
execution, no budget
    funds 总额 | 0 | 0 | 0 | 10 | — | 10
execution, columns missing
    funds 总额 | ~ | 100 | 90 | ~ | 90% | 9
    funds 其中 | ~ | 100 | 90 | — | 90% | —
    funds 其他 | ~ | 100 | ~ | 10 | 90% | 9
execution, score out of range
    funds 总额 | ~ | 100 | 90 | 10 | 90% | 11
missed target in proportion
    产出/数量/教室 | 10 | 9.9 | ≥1260间 | 1248间
    -> held: 10 × 1248 ÷ 1260 = ≈9.9048，得分 9.9
missed target, other score
    产出/数量/教室 | 10 | 9.9 | ≥1200间 | 600间
    -> suspicion: “教室”得分 9.9 | 10 × 600 ÷ 1200 = 5 ≠ 9.9（分）
less is better
    产出/时效/用时 | 10 | 8 | ≤6天 | 8天
    产出/时效/等候 | 10 | 7.5 | ≤6天 | 8天
    -> held: 10 × 6 ÷ 8 = 7.5，得分 8
    -> held: 10 × 6 ÷ 8 = 7.5，得分 7.5
stricter with a reason
    满意度/居民满意度 | 14 | 9 | ≥90% | 81% | 路窄难行
    -> held: 14 × 81% ÷ 90% = 12.6，得分 9
stricter without a reason
    满意度/居民满意度 | 14 | 9 | ≥90% | 81% | .
    -> suspicion: “居民满意度”得分 9 | 14 × 81% ÷ 90% = 12.6 ≠ 9（分）
stricter, the reason in prose
    满意度/居民满意度 | 14 | 9 | ≥90% | 81%
    text 居民满意度未达目标，扣5分。
    -> held: 14 × 81% ÷ 90% = 12.6，得分 9
execution rate as an indicator
    预算执行率 | 10 | 9 | 100% | 80%
    -> error: “预算执行率”得分 9 | 10 × 80% = 8 ≠ 9（分）
execution rate as an indicator, rounded to whole points
    预算执行率 | 10 | 9 | 100% | 85%
    -> suspicion: “预算执行率”得分 9 | 10 × 85% = 8.5 ≠ 9（分）
execution rate as an indicator, in proportion
    预算执行率 | 10 | 8.5 | 100% | 85%
    资金执行率 | 10 | 9 | 100% | 90%
    -> held: 10 × 85% = 8.5，得分 8.5
    -> held: 10 × 90% = 9，得分 9
execution rate as an indicator, full marks for less
    预算执行率 | 10 | 10 | 100% | 85%
execution rate written out in its row
    预算执行率 | 6 | 6 | 872.64/960=90.90%
    支出执行率 | 5 | 4.73 | 2268/2400×100%=94.50%
    -> error: “预算执行率”得分 6 | 6 × 90.9% = 5.454 ≠ 6（分）
    -> held: 5 × 94.5% = 4.725，得分 4.73
execution rate with a rule of its own or none
    预算执行率 | 10 | 9 | ≥95% | 85%
    预算执行 | 10 | 9 | 1/2=50%，3/4=75%
    执行率得分 | 10 | 9 | 100%
    执行率 | 5 | 6 | 100% | 85%
nothing reached
    产出/数量/教室 | 10 | 5 | ≥100间 | 0间
    -> suspicion: “教室”得分 5 | 目标 ≥100间，实际 0间，按比例为 0 ≠ 5（分）
met, full marks and wrong signs belong to others
    产出/数量/教室 | 10 | 9 | ≥100间 | 100间
    产出/数量/学校 | 10 | 10 | ≥10所 | 9所
    产出/数量/新建道路 | 10 | 9 | ≤18公里 | 20公里
    产出/质量/效果 | 10 | 9 | 好 | 好
    加分项/获奖 | 5 | 2 | ≥2次 | 1次
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
