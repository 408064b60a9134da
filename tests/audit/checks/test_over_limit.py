"""People in post and the establishment."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.over_limit import CHECK

CASES = cases(
    """
more in post than established
    核定编制20名，现有在编在岗23人。
    -> suspicion over-limit: 在编 23人 | 不超过编制 20名 | 23 − 20 = 3（人），超编 @ 23人 · 20名
the same pair twice makes one finding
    核定编制20名，现有在编在岗23人。
    我局承担政务服务。
    本局核定编制20名，现有在编在岗23人。
    -> suspicion over-limit: 在编 23人 | 不超过编制 20名 | 23 − 20 = 3（人），超编 @ 23人 · 20名 · 23人 · 20名
fewer in post
    核定编制20名，现有在职12人。
    -> held: 在编 12 ≤ 编制 20（人） @ 12人 · 20名
as many
    核定编制20名，实有20人。
    -> held: 在编 20 ≤ 编制 20（人） @ 20人 · 20名
staff outside the establishment
    核定编制20名，临聘人员88人。
retired
    核定编制20名，现有在职12人，退休30人。
    -> held: 在编 12 ≤ 编制 20（人） @ 12人 · 20名
no establishment
    现有在编在岗23人。
another paragraph
    核定编制20名。
    下属中心现有在编在岗23人。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
