"""One quantity, stated twice."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.repeat import CHECK

CASES = cases(
    """
another number elsewhere
    一、概况
    惠及沿线群众5612户，改造老旧管网86公里。
    二、成效
    项目惠及沿线群众5621户。
    -> suspicion repeat: 5612户、5621户 | “沿线群众”前后一致 | 5612户 ≠ 5621户 @ 5612户 · 5621户
the same number elsewhere
    一、概况
    项目惠及沿线群众5612户。
    二、成效
    项目惠及沿线群众5612户。
    -> held: “沿线群众”2 处均为 5612户 @ 5612户 · 5612户
another year
    一、概况
    2022年惠及沿线群众5612户。
    二、成效
    2023年惠及沿线群众5621户。
a plan and its outcome
    一、目标
    计划惠及沿线群众5612户。
    二、成效
    实际惠及沿线群众5621户。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
