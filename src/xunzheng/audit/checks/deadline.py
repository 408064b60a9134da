"""The report is dated within the time limit of its jurisdiction."""

from __future__ import annotations

from datetime import date

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules


def find(reading: Reading, rules: Rules) -> Outcomes:
    """The report's date against each time limit of the rule pack; without one, nothing can be said.

    A date that names only the month is late only if the whole month is.
    """
    period = reading.period
    if period.year is None or period.dated is None or period.report_month is None:
        return
    mention = period.dated.mention
    dated = period.report_month.replace(day=mention.day or 1)
    where = (reading.block_place(period.dated.start, period.dated.end),)
    for deadline in rules.parameters.deadlines:
        due = date(period.year + 1, deadline.month, deadline.day)
        if dated <= due:
            yield Held("deadline", where, f"{mention.text} 不晚于 {_written(due)}", CHECK.id)
            continue
        yield Finding(
            code="deadline",
            severity=Severity.SUSPICION,
            where=where,
            claim=f"报告日期 {mention.text}",
            expected=f"不晚于 {_written(due)}（{deadline.title}）",
            arithmetic=f"{mention.text} 晚于 {_written(due)}",
            rule=deadline.citation,
            advice="请说明超过时限的原因。",
            check=CHECK.id,
        )


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CHECK = Check("deadline", 1, ("deadline",), find)
