"""Dates as reports write them, in Arabic and Chinese numerals, with ranges of years and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.width import fold


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, month or year in a text; `text[start:end]` are its characters.

    What is not stated is None: `9月29日` has no year, `二季度` nothing but its characters. `year_end` and
    `month_end` close a range (2016-2017年, 2019年1-9月); `month_end` belongs to `year_end` where set.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_end: int | None = None
    month_end: int | None = None


_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"\s?(?:--?|~|至|到)\s?"
_CY = r"[一二][一二三四五六七八九〇零○◯OoО0]{3}"
_CM = r"(?:十[一二]?|[一二三四五六七八九]|元(?=月[^均度末底]|月$))"
_CD = r"(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"

_DAYS = rf"(?:\s?(?P<day>{_D})(?:[日号]?{_TO}{_D})?\s?[日号])?"
_MONTHS = rf"(?P<month>{_M})(?:\s?月?份?{_TO}(?P<month_end>{_M})(?!\d))?\s?月份?{_DAYS}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>{_Y})\s?年(?:度?{_TO}(?P<year_end>{_Y})\s?年)?度?(?:\s?{_MONTHS})?",
        rf"(?P<year>{_Y})(?:(?:{_TO}|[、,/和与及])(?P<year_end>{_Y})){{1,8}}\s?(?:学?年度?)",
        rf"(?P<year>{_Y})(?P<sep>[-/.])(?P<month>{_M})(?P=sep)(?P<day>{_D})(?!\.?\d)",
        rf"(?P<year>{_Y})[-./](?P<month>0[1-9]|1[0-2])[-~至到](?P<year_end>{_Y})[-./](?P<month_end>0[1-9]|1[0-2])(?!\d)",
        rf"(?P<year>{_Y})-(?P<month>0[1-9]|1[0-2])(?![.-]?\d|[%‰万亿元])",
        rf"(?P<year>{_Y})-(?P<year_end>{_Y})(?![.-]?\d|[%‰万亿元])",
        r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\.?\d|[%‰万亿元个人项户件])",
        rf"(?P<year>{_Y})(?=\d{{1,2}}(?:{_TO}\d{{1,2}})?月){_MONTHS}",
        _MONTHS,
        r"20(?:[xX×*][xX×*]|\d[xX×*])\s?年度?",
        r"\d\d年度",
        rf"[1-4](?:{_TO}[1-4])?\s?季度",
        rf"(?<=[每当次本]月){_D}\s?[日号]",
    )
)
_CHINESE_DAYS = rf"(?:(?P<day>{_CD})(?:[日号]?{_TO}{_CD})?[日号])?"
_CHINESE_MONTHS = rf"(?P<month>{_CM})(?:月?份?{_TO}(?P<month_end>{_CM}))?月份?{_CHINESE_DAYS}"
_CHINESE_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>{_CY})年?(?:度?{_TO}(?P<year_end>{_CY}))?年度?(?:{_CHINESE_MONTHS})?",
        _CHINESE_MONTHS,
        rf"[一二三四](?:{_TO}[一二三四])?季度",
    )
)
_TRIGGER = re.compile(r"(?<![\d.])\d++|[一二三四五六七八九十百千〇零]++|(?<![万亿千百十\d])元(?=月)")


def read_date(text: str, folded: str, at: int) -> DateMention | None:
    """The date that begins at an offset (`folded` is `fold(text)`); None if none does.

    The offset has to be the first digit of its number. 31日 alone is no date: it may be a time limit.
    """
    patterns = _PATTERNS if folded[at].isascii() else _CHINESE_PATTERNS
    for pattern in patterns:
        match = pattern.match(folded, at)
        if match:
            return _mention(text, match)
    return None


def dates(text: str) -> tuple[DateMention, ...]:
    """The dates of a text in order, those within titles (《2019年度…》) included.

    >>> [(each.year, each.month) for each in dates("2019年1-9月，二〇二三年三月")]
    [(2019, 1), (2023, 3)]
    """
    return tuple(_dates(text, fold(text)))


def _dates(text: str, folded: str) -> Iterator[DateMention]:
    at = 0
    while match := _TRIGGER.search(folded, at):
        date = read_date(text, folded, match.start())
        if date:
            yield date
            at = date.end
        else:
            at = match.end()


def _mention(text: str, match: re.Match[str]) -> DateMention:
    fields = {name: _number(value) for name, value in match.groupdict().items() if name != "sep"}
    return DateMention(match.start(), match.end(), text[match.start() : match.end()], **fields)


def _number(written: str | None) -> int | None:
    if written is None:
        return None
    if written.isdecimal():
        return int(written)
    return 1 if written == "元" else chinese_to_int(written)
