"""The year that a report evaluates and the date that it bears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xunzheng.documents.model import Document, Paragraph
from xunzheng.quantities.dates import DateMention, dates
from xunzheng.quantities.width import fold

_COVER = 12  # paragraphs from the top that can hold title and date
_AROUND = " \t\u3000()（）[]【】。"  # signs that can stand around a date on a line of its own
_CLOSE = 6  # paragraphs from the end that can hold the signature's date
_YEAR_TITLE = re.compile(
    r"20\d\d\s*年?度?[^,。;]{0,40}?(?:自评|评价|绩效|报告)|(?:自评|评价|绩效|报告)[^,。;]{0,8}\(\s*20\d\d\s*年度?\)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the document, with its offsets there."""

    start: int
    end: int
    mention: DateMention


@dataclass(frozen=True, slots=True)
class Period:
    """`year` is the evaluated year (None if the title names none or several); `titles` where it stands.

    `dated` is the report's own date: a line of its own on the cover or at the end.
    """

    year: int | None
    titles: tuple[Dated, ...]
    dated: Dated | None

    @property
    def report_month(self) -> date | None:
        """The first day of the month that the report is dated."""
        if self.dated is None or self.dated.mention.year is None:
            return None
        return date(self.dated.mention.year, self.dated.mention.month or 12, 1)


def read_period(document: Document) -> Period:
    """The evaluated year out of the title lines, and the report's date out of a line that is only a date.

    A title is a short line before the first heading that names a year and 自评, 评价, 绩效 or 报告. Where
    titles name two years, or a range of years, there is no evaluated year. Years are those from 2000 on.
    """
    paragraphs = [p for p in document.paragraphs() if p.text.strip()]
    cover = _cover(paragraphs)
    titles = tuple(
        dated
        for p in cover
        if _YEAR_TITLE.search(fold(p.text))
        for dated in _dates_of(p)
        if dated.mention.year
    )
    years = Counter(dated.mention.year for dated in titles)
    single = len(years) == 1 and all(d.mention.year_end in (None, d.mention.year) for d in titles)
    year = next(iter(years)) if single else None
    return Period(year, titles, _own_date([*cover, *paragraphs[-_CLOSE:]]))


def _cover(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The short lines before the first heading."""
    cover: list[Paragraph] = []
    for paragraph in paragraphs[:_COVER]:
        if paragraph.level:
            break
        if len(paragraph.text) <= 60:
            cover.append(paragraph)
    return cover


def _dates_of(paragraph: Paragraph) -> list[Dated]:
    return [Dated(m.start + paragraph.start, m.end + paragraph.start, m) for m in dates(paragraph.text)]


def _own_date(paragraphs: Sequence[Paragraph]) -> Dated | None:
    for paragraph in paragraphs:
        for dated in _dates_of(paragraph):
            alone = len(paragraph.text.strip(_AROUND)) <= dated.end - dated.start
            if alone and dated.mention.year and dated.mention.month:
                return dated
    return None
