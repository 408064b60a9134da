"""The plots of a report: funds by source, points by level, attainment by indicator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xunzheng.authoring.amounts import plain, rounded
from xunzheng.authoring.assessment import Assessment
from xunzheng.authoring.sentences import level_points
from xunzheng.documents.manuscript import Chart, ChartKind, Series

_MOST_BARS = 20


def funds_chart(assessment: Assessment) -> Iterator[Chart]:
    """Planned, arrived and spent by source, where there are two sources at least."""
    used = [source for source in assessment.project.sources if source.budget]
    if len(used) < 2:
        return
    form = assessment.form
    yield Chart(
        ChartKind.BARS,
        "各来源资金的预算、到位和支出",
        tuple(form.label(source.kind) or source.kind for source in used),
        (
            Series("全年预算数", tuple(source.budget for source in used)),
            Series("实际到位", tuple(source.arrived for source in used)),
            Series("实际支出", tuple(source.spent for source in used)),
        ),
        unit="万元",
        tones=("faint", "plain", "good"),
        alternative="按资金来源列出预算、到位和支出，数字与正文相同。",
    )


def points_chart(assessment: Assessment) -> Iterator[Chart]:
    """Points gained and lost by level."""
    levels = list(level_points(assessment))
    if assessment.sheet is None or len(levels) < 2:
        return
    yield Chart(
        ChartKind.STACKED,
        "各部分得分和失分",
        tuple(name for name, _, _ in levels),
        (
            Series("得分", tuple(Decimal(plain(got)) for _, _, got in levels)),
            Series("失分", tuple(Decimal(plain(weight - got)) for _, weight, got in levels)),
        ),
        unit="分",
        tones=("good", "suspicion"),
        alternative="按一级指标列出得分和失分，数字与正文相同。",
    )


def attainment_chart(assessment: Assessment) -> Iterator[Chart]:
    """Actual over target of the indicators with numbers, where there are two at least; the first twenty."""
    rated = [(item.name, item.attainment) for item in assessment.items if item.attainment is not None]
    if len(rated) < 2:
        return
    shown = rated[:_MOST_BARS]
    yield Chart(
        ChartKind.BARS,
        "定量指标的完成程度",
        tuple(name for name, _ in shown),
        (Series("完成程度", tuple(rounded(share * 100) for _, share in shown)),),
        unit="%",
        tones=("plain",),
        alternative="逐项列出定量指标的完成程度，100% 表示恰好达到指标值。",
    )
