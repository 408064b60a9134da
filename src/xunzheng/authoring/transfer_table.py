"""The table 转移支付绩效目标自评表: funds, how they were managed, the goal, indicators without scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.authoring.amounts import places_needed, rate
from xunzheng.authoring.assessment import Assessment
from xunzheng.authoring.table_slots import DASH, amount, centred, head, runs, words
from xunzheng.documents.manuscript import Grid, Slot

_WIDTHS = (6, 12, 13, 21, 14, 14, 20)
_INDICATORS = ("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施")

Row = tuple[Slot, ...]


def transfer_table(assessment: Assessment) -> Grid:
    """The table in the layout used since the year 2023; amounts in 万元, all with the same digits."""
    rows = (
        *_heading(assessment),
        *_funds(assessment),
        *_management(assessment),
        *_goal(assessment),
        *_indicators(assessment),
        (head("说明"), words(assessment.project.texts.get("other") or "无", columns=6)),
    )
    return Grid(rows, _WIDTHS, header_rows=0, note="\n".join(assessment.form.notes))


def _heading(assessment: Assessment) -> Iterator[Row]:
    project = assessment.project
    yield head("转移支付（项目）名称", columns=2), centred(project.name, columns=5)
    yield (
        head("主管部门", columns=2),
        centred(project.department, columns=2),
        head("资金使用单位"),
        centred(project.unit, columns=2),
    )


def _funds(assessment: Assessment) -> Iterator[Row]:
    project, form = assessment.project, assessment.form
    places = places_needed(n for s in project.sources for n in (s.budget, s.spent))
    places = max(places, places_needed([project.budget, project.spent]))
    titles = ("全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）")
    yield (
        head("资金投入情况（万元）", rows=len(form.funds) + 2, columns=2),
        head("", columns=2),
        *map(head, titles),
    )
    yield (
        head("年度资金总额", columns=2),
        amount(project.budget, places),
        amount(project.spent, places),
        centred(rate(assessment.execution)),
    )
    for number, row in enumerate(form.funds):
        source = next((s for s in project.sources if s.kind == row.kind), None)
        budget, spent = (source.budget, source.spent) if source else (Decimal(0), Decimal(0))
        yield (
            head(f"其中：{row.label}" if number == 0 else row.label, columns=2),
            amount(budget, places),
            amount(spent, places),
            centred(rate(Fraction(spent) / Fraction(budget)) if budget else DASH),
        )


def _management(assessment: Assessment) -> Iterator[Row]:
    form = assessment.form
    managed = {each.name: each for each in assessment.project.managed}
    yield (
        head("资金管理情况", rows=len(form.management) + 1, columns=2),
        head(""),
        head("情况说明", columns=2),
        head("存在问题和改进措施", columns=2),
    )
    for name in form.management:
        yield (
            head(name),
            words(managed[name].state, columns=2),
            words(managed[name].trouble or "无", columns=2),
        )


def _goal(assessment: Assessment) -> Iterator[Row]:
    project = assessment.project
    yield (
        head("总体目标完成情况", rows=2, columns=2),
        head("总体目标", columns=2),
        head("全年实际完成情况", columns=3),
    )
    yield words(project.expected, columns=2), words(project.achieved, columns=3)


def _indicators(assessment: Assessment) -> Iterator[Row]:
    items = assessment.items
    yield head("绩效指标", rows=len(items) + 1), *map(head, _INDICATORS)
    for item, one, two in zip(items, runs(items, 0), runs(items, 1), strict=True):
        names = [
            centred(name, rows=span) for name, span in zip(item.path[:2], (one, two), strict=True) if span
        ]
        yield (
            *names,
            words(item.name),
            centred(item.item.target),
            centred(item.actual),
            words(item.item.reason or "无"),
        )
