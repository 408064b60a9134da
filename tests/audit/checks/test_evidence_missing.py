"""Effects in per cent and the figures behind them."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.evidence_missing import CHECK

CASES = cases(
    """
cuts with nothing behind them
    企业群众办事材料平均减少60%以上，办理环节压缩70%以上。
    -> suspicion evidence-missing: 企业群众办事材料平均减少60%以上、办理环节压缩70%以上 | 给出变化前后的数值、统计口径和来源 @ 60% · 70%
a burden made lighter
    家庭学前教育负担下降30%以上。
    -> suspicion evidence-missing: 家庭学前教育负担下降30%以上 | 给出变化前后的数值、统计口径和来源 @ 30%
an effect in words around it
    减轻种粮大户负担约20%。
    -> suspicion evidence-missing: 减轻种粮大户负担约20% | 给出变化前后的数值、统计口径和来源 @ 20%
values of something else in the next sentence
    办理环节压缩70%以上。普惠率由上年的87.5%提高到91.2%。
    -> suspicion evidence-missing: 办理环节压缩70%以上 | 给出变化前后的数值、统计口径和来源 @ 70%
two values given
    办理时间由10个工作日压缩至4个工作日，缩减60%。
a value beside it
    投诉量降到120件，下降20%。
values in the next sentence
    投诉量下降20%。投诉由上年的150件减少到120件。
values in the sentence before, and no word of what they are of
    审核时限由15日压减到9日。缩短40%。
a target
    力争办理环节压缩70%以上。
two rates between which it lies
    入园率由85%到95%，提高11.8%。
no effect
    群众满意度达到95%以上。
an exact rate of something else
    减轻负担的农户占30%。
percentage points of two rates
    普惠率由上年的87.5%提高到91.2%，提高3.7个百分点。
beside a count of kinds
    六类重点对象住房安全得到保障，汛期住房安全事故平均减少80%以上。
    -> suspicion evidence-missing: 汛期住房安全事故平均减少80%以上 | 给出变化前后的数值、统计口径和来源 @ 80%
in tenths
    重大事故发生率同比降低约三成。
    -> suspicion evidence-missing: 重大事故发生率同比降低约三成 | 给出变化前后的数值、统计口径和来源 @ 三成
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
