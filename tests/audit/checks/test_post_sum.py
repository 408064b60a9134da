"""Staff in post of several units against the number for all."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.post_sum import CHECK

CASES = cases(
    """
the units make less than the total
    市服务中心（核定编制20名，现有在职12人）、市指挥中心（核定编制20名，现有在职12人）、市网站（核定编制7名，现有在职6人）。综上，共有在编在岗干部职工35人。
    -> suspicion sum-of-parts: 35人 | 30人 | 12 + 12 + 6 = 30 ≠ 35（人） @ 35人 · 12人 · 12人 · 6人
the units make more than the total
    局机关在编在岗23人，政务中心在编在岗12人，数据中心在编在岗3人，共有在编在岗36人。
    -> suspicion sum-of-parts: 36人 | 38人 | 23 + 12 + 3 = 38 ≠ 36（人） @ 36人 · 23人 · 12人 · 3人
the units add up
    局机关现有在编在岗23人。政务中心现有在职12人、指挥中心现有在职12人、数据中心现有在职3人。综上共有在编在岗50人。
    -> held: 23 + 12 + 12 + 3 = 50（人） @ 50人 · 23人 · 12人 · 12人 · 3人
retired staff is not in post
    甲所在职6人，退休3人；乙所在职7人，退休1人；丙所在职8人；共有在职21人。
    -> held: 6 + 7 + 8 = 21（人） @ 21人 · 6人 · 7人 · 8人
fewer than three units
    甲所在职6人，乙所在职7人，共有在职14人。
no total
    甲所在职6人，乙所在职7人，丙所在职8人。
another paragraph
    甲所在职6人，乙所在职7人，丙所在职8人。
    共有在职90人。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
