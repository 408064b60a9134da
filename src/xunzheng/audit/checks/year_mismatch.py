"""Title, text and tables speak of one evaluated year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.period import Dated
from xunzheng.audit.statements.sentences import Sentence

_SELF = re.compile(
    r"(?P<year>20\d\d)\s*年度?[^,。;、()〔〕\[\]\d]{0,24}?(?:绩效自评|自评报告|绩效评价|自评表|评价表|绩效目标表)"
)
_STATED_YEAR = re.compile(r"(?:评价|绩效|自评|项目|预算)年度?\s*:\s*(?P<year>20\d\d)")
_OWN_PROJECT = re.compile(r"(?P<year>20\d\d)年度(?:本项目|该项目|本单位)")
_CLOSING_DAY = re.compile(r"截[止至]到?(?P<year>20\d\d)年(?:12月(?:31日|底|末)?|底|末|年底)")
_NOTICE = re.compile(
    r"《[^《》]{0,40}?(?P<year>20\d\d)年度[^《》]{0,60}?(?:自评|评价)[^《》]{0,12}?(?:通知|方案|函)[^《》]{0,4}》"
)
_REACHED = re.compile(
    r"(?:全面|圆满|如期|顺利|按期|较好|基本)?(?:完成|实现)了?(?P<year>20\d\d)年度?[^,。;、()\d]{0,30}?(?:任务|目标)"
)
_BEHIND = re.compile(
    r"(?:自评表|评价表|自评报告|评价报告|目标表|评分表|评分标准)\s*\((?P<year>20\d\d)\s*年度?\)"
)
_YEAR_CELL = re.compile(r"\((?P<year>20\d\d)\s*年度\)")
_TOP_ROWS = 3  # of a table, that can hold its title
_OPENS = re.compile(r"^\W*(?P<year>20\d\d)年(?!度?(?:以来|起|至|到|-|初步|底前))(?:全年|度)?(?=[^\d月])")
_HISTORY = re.compile(
    r"自|起|以来|成立|结转|上年|较|比|同期|批[准复]|印发|启动|立项|下达|《|〔|计划|规划|此前|以前|之前|首|曾|当时|设立|组建|开始|-|—|至|历年|往年|审计|签"
)
_AHEAD = re.compile(
    r"将|拟|计划|下一步|下步|打算|建议|预计|力争|继续|目标|预算|问题|整改|措施|改进|评价|自评|审计|月"
)
_ADVISORY = re.compile(r"问题|建议|整改|措施|改进|下一步|下步|打算|计划")
_CLAUSE = re.compile(r"[,。;:]")
_TOLD = re.compile(r"[,，。;；:：《]")
_BACKGROUND = re.compile(r"概况|背景|立项|基本情况|依据|简介|沿革|由来")
_BY_THEN = re.compile(
    r"(?P<year>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日|底|末)?|底|末|年底|上半年)前"
    r"(?=[^,。;]{0,3}(?:完成|建成|实现|整改|落实|达到|办结|解决|出台|制定|修订|投入|启用|全面|全部|支付))"
)
_TOLD_BACK = re.compile(r"已|未|没有|应|要求|原|计划|目标|当时|截[止至]|曾|了|历|上年|《")
_PROMISE = 8  # signs behind a day that say what was or is to be done by then
_EARLIER = re.compile(r"上年|去年|以前|此前|历年|曾")
_OTHERS = re.compile(r"《[^》]*$|上年|去年|以前年度|此前|参照|根据|依据|按照|历年")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Titles that name different years; and passages that date this evaluation to another year."""
    yield from _titles(reading)
    if reading.period.year is None or not reading.period.titles:
        return
    year = reading.period.year
    first = reading.period.titles[0]
    yield from _passages(reading, year, first)
    yield from _openings(reading, year, first)
    yield from _cells(reading, year, first)
    yield from _promises(reading, year, first)


def _titles(reading: Reading) -> Iterator[Finding]:
    """Two title lines with different years; a range of years is one title's own business.

    Where one of them writes 年 for 年度 it may be the year of the work, which follows the evaluated one.
    """
    titles = [dated for dated in reading.period.titles if not _TOLD.search(_line(reading, dated))]
    years = {dated.mention.year for dated in titles if dated.mention.year_end is None}
    lines = {reading.line(dated.start) for dated in titles}
    if len(years) < 2 or len(lines) < 2:
        return
    plain = all("年度" in dated.mention.text for dated in titles)
    yield Finding(
        code="year-mismatch",
        severity=Severity.ERROR if plain else Severity.SUSPICION,
        where=tuple(reading.block_place(dated.start, dated.end) for dated in titles),
        claim="、".join(dict.fromkeys(dated.mention.text for dated in titles)),
        expected="标题各处写同一年度",
        advice="请核对评价年度，统一标题、正文和附表。",
        check=CHECK.id,
    )


def _line(reading: Reading, dated: Dated) -> str:
    """The text of the paragraph that a date stands in."""
    block = reading.document.blocks[reading.block_place(dated.start, dated.end).block]
    return reading.document.text[block.start : block.end]


def _passages(reading: Reading, year: int, title: Dated) -> Iterator[Finding]:
    for sentence in reading.prose:
        for pattern in (_SELF, _OWN_PROJECT, _STATED_YEAR, _CLOSING_DAY, _NOTICE, _REACHED, _BEHIND):
            for match in pattern.finditer(sentence.folded):
                named = int(match["year"])
                if named == year or _is_lawful(sentence, pattern, match, named - year):
                    continue
                place = reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
                yield _finding(place.quote, year, (place, reading.block_place(title.start, title.end)))


def _is_lawful(sentence: Sentence, pattern: re.Pattern[str], match: re.Match[str], distance: int) -> bool:
    """Whether a passage may name a year so far from the evaluated one.

    The background of a project has its history; the notice for the work of a later year may ask for this
    evaluation; what was reached in an earlier year is told for comparison.
    """
    clause = _CLAUSE.split(sentence.folded[max(match.start() - 24, 0) : match.start()])[-1]
    told = any(_BACKGROUND.search(part) for part in sentence.section)
    if pattern is _CLOSING_DAY:
        return distance > 0 or told
    if pattern is _NOTICE:
        return distance > 0 or bool(_EARLIER.search(clause))
    if pattern is _REACHED:
        return told or bool(_HISTORY.search(clause) or _AHEAD.search(clause))
    return bool(_OTHERS.search(clause))


def _cells(reading: Reading, year: int, title: Dated) -> Iterator[Finding]:
    """The heads of tables that give another year."""
    for sentence in reading.sentences:
        if sentence.row is None or sentence.row >= _TOP_ROWS:
            continue
        words = sentence.folded
        match = _YEAR_CELL.fullmatch(words.strip()) or _BEHIND.search(words) or _SELF.match(words)
        if match is not None and int(match["year"]) != year:
            start = sentence.start + words.index(match["year"])
            place = reading.place(sentence, start, start + 5)
            yield _finding(place.quote, year, (place, reading.block_place(title.start, title.end)))


def _openings(reading: Reading, year: int, title: Dated) -> Iterator[Finding]:
    """Sentences under a heading that open with the year before the evaluated one and tell no history.

    The year after it as well, where they give figures and neither plan nor give advice.
    """
    for sentence in reading.prose:
        match = _OPENS.match(sentence.folded)
        if match is None or not _strange(sentence, int(match["year"]) - year):
            continue
        told = not sentence.section or any(_BACKGROUND.search(part) for part in sentence.section)
        if told or str(year) in sentence.folded:
            continue
        start = sentence.start + match.start("year")
        place = reading.place(sentence, start, start + 5)
        yield _finding(place.quote, year, (place, reading.block_place(title.start, title.end)))


def _promises(reading: Reading, year: int, title: Dated) -> Iterator[Finding]:
    """What is to be done after the evaluation by a day that lies before it."""
    for sentence in reading.prose:
        if not any(_ADVISORY.search(part) for part in sentence.section):
            continue
        for match in _BY_THEN.finditer(sentence.folded):
            clause = _CLAUSE.split(sentence.folded[: match.start()])[-1]
            behind = sentence.folded[match.end() : match.end() + _PROMISE]
            if int(match["year"]) > year or _TOLD_BACK.search(clause + behind):
                continue
            start = sentence.start + match.start()
            place = reading.place(sentence, start, start + len(match[0]))
            yield _finding(place.quote, year, (place, reading.block_place(title.start, title.end)))


def _strange(sentence: Sentence, distance: int) -> bool:
    """Whether a sentence that opens with the year so far from the evaluated one should not be there."""
    if distance == -1:
        return not _HISTORY.search(sentence.folded)
    ahead = _AHEAD.search(sentence.folded) or any(_ADVISORY.search(part) for part in sentence.section)
    return distance == 1 and len(sentence.figures) > 1 and not ahead


def _finding(quote: str, year: int, where: tuple[Place, ...]) -> Finding:
    return Finding(
        code="year-mismatch",
        severity=Severity.SUSPICION,
        where=where,
        claim=quote,
        expected=f"{year} 年度（标题）",
        arithmetic=f"标题为 {year} 年度，此处为“{quote}”",
        advice="请核对年度，统一标题、正文和附表。",
        check=CHECK.id,
    )


CHECK = Check("year-mismatch", 4, ("year-mismatch",), find)
