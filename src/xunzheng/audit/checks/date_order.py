"""Dates stand in order: starts before ends, reports after their period, “this year” in its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.quantities.dates import DateMention, dates
from xunzheng.quantities.width import fold

_THIS_YEAR = re.compile(r"今年")
_PLANNED = re.compile(r"将|拟|计划|下一步|下步|打算|力争|要继续|继续|建议|争取")
_BEGINS = re.compile(r"开工|启动|开始|动工|签订|招标|立项|进场|起")
_ENDS = re.compile(r"完工|竣工|验收|结束|完成|交付|投入使用|终止|止")
_RANGE = re.compile(r"^\s*(?:起)?\s*(?:至|到|-|~|—)\s*$")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Ranges that end before they start, work finished before it began, and years that cannot be."""
    for sentence in reading.prose:
        yield from _ranges(reading, sentence)
    yield from _too_early(reading)
    yield from _this_year(reading)


def _ranges(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    if sentence.folded.count("年") + sentence.folded.count("月") < 2:
        return
    found = [(m, _day(m)) for m in dates(sentence.text) if m.year and m.month]
    for (first, start), (second, end) in pairwise(found):
        if end >= start or (
            (start.year, start.month) == (end.year, end.month) and not (first.day and second.day)
        ):
            continue
        between = sentence.folded[first.end : second.start]
        behind = fold(sentence.text[second.end : second.end + 16])
        work = _BEGINS.search(between) and _ENDS.search(behind)
        if _RANGE.match(between) or work:
            yield _finding(reading, sentence, first, second, "结束时间早于开始时间", "请核对起止时间。")


def _day(mention: DateMention) -> date:
    year, month = mention.year or 1, mention.month or 1
    try:
        return date(year, month, mention.day or 1)
    except ValueError:
        return date(year, month, 1)


def _finding(
    reading: Reading, sentence: Sentence, first: DateMention, second: DateMention, fault: str, advice: str
) -> Finding:
    return Finding(
        code="date-order",
        severity=Severity.ERROR,
        where=tuple(
            reading.place(sentence, sentence.start + m.start, sentence.start + m.end) for m in (second, first)
        ),
        claim=f"{first.text} … {second.text}",
        expected=fault,
        arithmetic=f"{second.text} 早于 {first.text}",
        advice=advice,
        check=CHECK.id,
    )


def _too_early(reading: Reading) -> Iterator[Finding]:
    """A report that is dated before the period it evaluates is over."""
    period = reading.period
    month = period.report_month
    if month is None or period.year is None or period.dated is None or month.year > period.year:
        return
    if month.year == period.year and month.month >= 11:
        return
    place = reading.block_place(period.dated.start, period.dated.end)
    yield Finding(
        code="date-order",
        severity=Severity.ERROR if month.year < period.year else Severity.SUSPICION,
        where=(place,),
        claim=f"报告日期 {place.quote}",
        expected=f"晚于 {period.year} 年度结束",
        arithmetic=f"{place.quote} 早于 {period.year}年12月31日",
        advice="请核对报告日期与评价年度。",
        check=CHECK.id,
    )


def _this_year(reading: Reading) -> Iterator[Finding]:
    """今年 in a report that is dated in a later year than the one it evaluates."""
    period = reading.period
    month = period.report_month
    if month is None or period.year is None or period.dated is None or month.year <= period.year:
        return
    dated = reading.block_place(period.dated.start, period.dated.end)
    for sentence in reading.prose:
        match = _THIS_YEAR.search(sentence.folded)
        if match is None or _PLANNED.search(sentence.folded):
            continue
        start = sentence.start + match.start()
        yield Finding(
            code="date-order",
            severity=Severity.SUSPICION,
            where=(reading.place(sentence, start, start + len(match.group())), dated),
            claim=f"“今年”（报告日期 {dated.quote.strip()}，即 {month.year} 年）",
            expected=f"{period.year} 年",
            arithmetic=f"报告写于 {month.year} 年，所述为 {period.year} 年度之事",
            advice=f"请将“今年”写明为“{period.year}年”，并核对该事项的时间。",
            check=CHECK.id,
        )


CHECK = Check("date-order", 1, ("date-order",), find)
