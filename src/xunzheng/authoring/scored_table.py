"""The table 项目支出绩效自评表: project, funds with execution rate, goal, indicators with scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.authoring.amounts import places_needed, rate
from xunzheng.authoring.assessment import Assessed, Assessment
from xunzheng.authoring.table_slots import DASH, amount, centred, head, runs, score, words
from xunzheng.documents.manuscript import Grid, Slot

_WIDTHS = (6, 12, 12, 16, 12, 12, 6, 8, 16)
_INDICATORS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
_FUNDS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_FULL = Decimal(100)

Row = tuple[Slot, ...]


def scored_table(assessment: Assessment) -> Grid:
    """The table in the layout of 财预〔2020〕10号, annex 1; amounts in 万元, all with the same digits."""
    rows = (
        *_heading(assessment),
        *_funds(assessment),
        *_goal(assessment),
        *_indicators(assessment),
        (head("总分", columns=6), score(_FULL), score(assessment.total), centred("")),
    )
    return Grid(rows, _WIDTHS, header_rows=0, note="\n".join(assessment.form.notes))


def _heading(assessment: Assessment) -> Iterator[Row]:
    project = assessment.project
    yield head("项目名称", columns=2), centred(project.name, columns=7)
    yield (
        head("主管部门", columns=2),
        centred(project.department, columns=3),
        head("实施单位", columns=2),
        centred(project.unit, columns=2),
    )
    if project.leader or project.phone:
        yield (
            head("项目负责人", columns=2),
            centred(project.leader or DASH, columns=3),
            head("联系电话", columns=2),
            centred(project.phone or DASH, columns=2),
        )


def _funds(assessment: Assessment) -> Iterator[Row]:
    project, form = assessment.project, assessment.form
    amounts = [n for s in project.sources for n in (s.initial, s.budget, s.spent)]
    places = places_needed([*amounts, project.initial, project.budget, project.spent])
    yield head("项目资金（万元）", rows=len(form.funds) + 2), head("", columns=2), *map(head, _FUNDS)
    yield (
        head("年度资金总额", columns=2),
        amount(project.initial, places),
        amount(project.budget, places),
        amount(project.spent, places),
        score(assessment.execution_weight),
        centred(rate(assessment.execution)),
        score(assessment.execution_points),
    )
    for number, row in enumerate(form.funds):
        source = next((s for s in project.sources if s.kind == row.kind), None)
        initial, budget, spent = (
            (source.initial, source.budget, source.spent) if source else (Decimal(0),) * 3
        )
        share = rate(Fraction(spent) / Fraction(budget)) if budget else DASH
        yield (
            head(f"其中：{row.label}" if number == 0 else row.label, columns=2),
            amount(initial, places),
            amount(budget, places),
            amount(spent, places),
            centred(DASH),
            centred(share),
            centred(DASH),
        )


def _goal(assessment: Assessment) -> Iterator[Row]:
    project = assessment.project
    yield head("年度总体目标", rows=2), head("预期目标", columns=4), head("实际完成情况", columns=4)
    yield words(project.expected, columns=4), words(project.achieved, columns=4)


def _indicators(assessment: Assessment) -> Iterator[Row]:
    items = assessment.items
    yield head("绩效指标", rows=len(items) + 1), *map(head, _INDICATORS)
    for item, one, two in zip(items, runs(items, 0), runs(items, 1), strict=True):
        names = [
            centred(name, rows=span) for name, span in zip(item.path[:2], (one, two), strict=True) if span
        ]
        yield *names, words(item.name), *_values(item)


def _values(item: Assessed) -> Row:
    return (
        centred(item.item.target),
        centred(item.actual),
        score(item.weight),
        score(item.points),
        words(item.item.reason or "无"),
    )
