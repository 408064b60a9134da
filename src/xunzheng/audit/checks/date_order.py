"""Dates stand in order: starts before ends, reports after their period, “this year” in its year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Clause, Sentence
from xunzheng.quantities.dates import DateMention, dates

_THIS_YEAR = re.compile(r"今年")
_PLANNED = re.compile(r"将|拟|(?<!按)(?<!按照)计划|下一步|下步|打算|力争|要继续|继续|建议|争取")
_BEGINS = re.compile(r"开工|启动|开始|动工|签订|招标|立项|进场|起|开班|开学|开幕|开展")
_ENDS = re.compile(r"完工|竣工|[终初]?验收?|结束|完成|交付|投入使用|终止|止|结业|闭幕|结题|收官")
_BUILT = re.compile(r"完工|竣工")
_OPENS = re.compile(r"开放|投入使用|投入运[营行]|启用|投用|开馆|开园|通车")
_RANGE = re.compile(r"^\s*(?:起)?\s*(?:至|到|-|~|—)\s*$")
_EVENT = re.compile(
    r"(?P<r1>立项|批复|申报)|(?P<r2>招标|采购公告|挂网|磋商|竞价)|(?P<r3>中标|定标|成交)|(?P<r4>签订|签约)"
    r"|(?P<r5>开工|动工|进场|启动建设|开始施工|破土)"
    r"|(?P<r7>[终初]验|竣工验收|完工验收|验收)|(?P<r8>移交|交付|投入使用|投入运[营行]|正式运行|投用|通车|结算)|(?P<r6>完工|竣工|建成|完成施工|完成建设)"
)
_AT = re.compile(r"(?:日期|时间)(?:为|是|:)?$|于$|在$")
_SEVERAL = re.compile(
    r"[一二三四五六七八九十]期|第[一二三四五六七八九十]|标段|其余|另|分别|部分|[一二三四五六七八九十两\d首各分]批|批次|首个|再次|重新|复验|上年|计划|要求|延期|变更|补"
)
_NEXT_YEAR = ("次年", "翌年", "第二年", "明年", "下年")
_STOPS = re.compile(r"[,;:。]")
_STARTED = re.compile(r"(?:项目|工程|工作|活动)(?:自|于|从)\|\S{0,2}(?:启动|开始|实施|开工|起|动工)")
_FIRST = re.compile(
    r"(?:首批|首次|首个|首期|首场|第一批|第一次)\S{0,8}\||\|\S{0,6}(?:首批|首次|首个|首期|首场|第一批|第一次)"
)
_NO_YEAR = 2000
_SAME_YEAR = ("同年", "当年")
_BEHIND = 16  # characters behind a date in which the words stand that say what happened on it


@dataclass(frozen=True, slots=True)
class _Day:
    """A mention of a day or month with its year, which 同年 may lend; `first` is its first day."""

    mention: DateMention
    first: date
    lent: bool = False


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Ranges that end before they start, work finished before it began, and years that cannot be."""
    for sentence in reading.prose:
        yield from _ranges(reading, sentence)
    yield from _before_start(reading)
    yield from _too_early(reading)
    yield from _this_year(reading)


def _ranges(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    if sentence.folded.count("月") < 2 and sentence.folded.count("年") < 2 and "-" not in sentence.folded:
        return
    mentions = dates(sentence.text)
    for mention in mentions:
        if mention.year and mention.year_end and mention.year_end < mention.year:
            yield _finding(reading, sentence, (mention,), f"{mention.year_end} 年早于 {mention.year} 年")
    for first, second in pairwise(_days(sentence, mentions)):
        if second.first < first.first and not _same_month(first, second) and not second.lent:
            severity = _backwards(sentence, first.mention, second.mention)
            if severity is not None:
                late, early = first.mention, second.mention
                written = f"{early.text}早于{late.text}"
                yield _finding(reading, sentence, (early, late), written, severity)
                return
    yield from _events(reading, sentence, mentions)


def _events(reading: Reading, sentence: Sentence, mentions: Sequence[DateMention]) -> Iterator[Finding]:
    """Works that are dated before what has to come first: accepted before finished, finished before begun.

    Only neighbouring dates of one sentence, each with the word behind or before it for what happened; a
    sentence that tells of several lots or phases may mean another one by each.
    """
    if _SEVERAL.search(sentence.folded):
        return
    dated = [(day, event) for day in _days(sentence, mentions, lend=True) if (event := _event(sentence, day))]
    for (first, before), (second, after) in pairwise(dated):
        wrong = (second.first - first.first).days * (_rank(after) - _rank(before)) < 0
        if wrong and not _same_month(first, second):
            early, late = sorted(((first, before), (second, after)), key=lambda told: told[0].first)
            written = "早于".join(f"{event.group()}（{day.mention.text}）" for day, event in (early, late))
            yield _finding(reading, sentence, (first.mention, second.mention), written, Severity.SUSPICION)


def _event(sentence: Sentence, day: _Day) -> re.Match[str] | None:
    """What happened on a day: told behind the date (9月10日通过竣工验收) or before it (开工日期为3月5日)."""
    at = bisect_right(sentence.clauses, sentence.start + day.mention.start, key=_start) - 1
    clause = sentence.clauses[max(at, 0)]
    begin, end = clause.start - sentence.start, clause.end - sentence.start
    behind = sentence.folded[day.mention.end : min(end, day.mention.end + _BEHIND)]
    before = sentence.folded[max(begin, day.mention.start - _BEHIND) : day.mention.start]
    return _EVENT.search(behind) or (_EVENT.search(before) if _AT.search(before) else None)


def _rank(event: re.Match[str]) -> int:
    """Where in the course of a project it stands: the later, the more."""
    return int(str(event.lastgroup)[1:])


def _start(clause: Clause) -> int:
    return clause.start


def _days(sentence: Sentence, mentions: Sequence[DateMention], *, lend: bool = False) -> list[_Day]:
    """The mentions that name a month, in order; with `lend`, those without a year take that before them.

    Where no year is named at all the months are taken for those of one year, unless 次年 parts them.
    """
    found: list[_Day] = []
    year: int | None = None
    for mention in mentions:
        lent = sentence.folded[max(mention.start - 2, 0) : mention.start] in _SAME_YEAR
        next_year = sentence.folded[max(mention.start - 3, 0) : mention.start].endswith(_NEXT_YEAR)
        if lend and not mention.year:
            year = (year or _NO_YEAR) + next_year
        else:
            year = mention.year or (year if lent else None)
        if year and mention.month:
            found.append(
                _Day(mention, _date(year, mention.month, mention.day), lent=not mention.year and not lent)
            )
    return found


def _date(year: int, month: int, day: int | None) -> date:
    """The day, or the first of its month where the text names none or one that there is not (2月30日)."""
    try:
        return date(year, month, day or 1)
    except ValueError:
        return date(year, month, 1)


def _same_month(first: _Day, second: _Day) -> bool:
    """Whether two dates are in one month and one of them does not say on which day."""
    month = (first.first.year, first.first.month) == (second.first.year, second.first.month)
    return month and not (first.mention.day and second.mention.day)


def _backwards(sentence: Sentence, late: DateMention, early: DateMention) -> Severity | None:
    """How sure it is that the dates should stand the other way round; None where nothing says so."""
    between = sentence.folded[late.end : early.start]
    behind = sentence.folded[early.end : early.end + _BEHIND]
    if _RANGE.match(between) or (_BEGINS.search(between) and _ENDS.search(behind)):
        return Severity.ERROR
    return Severity.SUSPICION if _BUILT.search(between) and _OPENS.search(behind) else None


def _finding(
    reading: Reading,
    sentence: Sentence,
    mentions: Sequence[DateMention],
    written: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        code="date-order",
        severity=severity,
        where=tuple(
            reading.place(sentence, sentence.start + m.start, sentence.start + m.end) for m in mentions
        ),
        claim="，".join(m.text for m in sorted(mentions, key=lambda m: m.start)),
        expected="后一事的时间不早于前一事",
        arithmetic=written,
        advice="请核对起止（先后）时间。",
        check=CHECK.id,
    )


def _before_start(reading: Reading) -> Iterator[Finding]:
    """The first of something dated before the month in which the report says that the project began."""
    start: tuple[Sentence, _Day] | None = None
    for sentence in reading.prose:
        if "月" not in sentence.folded:
            continue
        days = _days(sentence, dates(sentence.text))
        if start is None and days and _STARTED.search(_around(sentence, days[0], 12)):
            start = (sentence, days[0])
            continue
        first = next((day for day in days if _FIRST.search(_around(sentence, day, 16))), None)
        if start is None or first is None or first.first >= start[1].first or _same_month(first, start[1]):
            continue
        yield Finding(
            code="date-order",
            severity=Severity.SUSPICION,
            where=tuple(
                reading.place(s, s.start + day.mention.start, s.start + day.mention.end)
                for s, day in ((sentence, first), start)
            ),
            claim=first.mention.text,
            expected=f"不早于项目开始的{start[1].mention.text}",
            arithmetic=f"{first.mention.text}早于{start[1].mention.text}",
            advice="请核对项目开始与首批（首次）事项的时间。",
            check=CHECK.id,
        )


def _around(sentence: Sentence, day: _Day, reach: int) -> str:
    """The words around a date, within its clause, with `|` in its place."""
    before = _STOPS.split(sentence.folded[max(day.mention.start - reach, 0) : day.mention.start])[-1]
    behind = _STOPS.split(sentence.folded[day.mention.end : day.mention.end + reach])[0]
    return f"{before}|{behind}"


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


CHECK = Check("date-order", 3, ("date-order",), find)
