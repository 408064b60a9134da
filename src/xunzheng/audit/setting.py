"""When and where a report belongs: the evaluated year and the region, by which its rules are chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from xunzheng.audit.statements.period import Period
from xunzheng.documents.model import Document, Paragraph, Table
from xunzheng.quantities.width import fold

_COVER = 12  # paragraphs from the top that can name the unit
_LONGEST_TITLE = 80
_PROSE = 20_000  # characters in which regions are counted
_MOST_CELLS = 60
_TITLE = re.compile(r"自评|评价|绩效|报告|单位|部门|编制")
_UNIT_LABEL = re.compile(
    r"(?:主管|预算|实施|填报|编制|项目|评价|自评)*(?:部门|单位)(?:名称|及代码|\(.{0,8}\))?:?"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its six-digit code, its full name and the other names that it goes by."""

    code: str
    name: str
    others: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The full name and the others."""
        return (self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Setting:
    """The day whose rules hold and the region, each with a sentence that says where it comes from.

    `on` is None where the report names no evaluated year: then today's rules hold. `certain` says that the
    region is named in the title, as the unit, or by the user; a region that only the text mentions is a
    guess.
    """

    on: date | None
    region: Region | None
    certain: bool
    why_on: str
    why_region: str


def read_setting(
    document: Document,
    period: Period,
    regions: Sequence[Region],
    on: date | None = None,
    region: Region | None = None,
) -> Setting:
    """The setting of a report; what the user says (`on`, `region`) is taken as said.

    The day is the last of the evaluated year. The region is the narrowest one whose full name stands in a
    title or as a unit; else the only one that the text names, which is a guess. Time is linear in the
    text, times the number of regions.
    """
    day, why_on = (on, f"由使用者指定：{on.isoformat()}") if on is not None else _day(period)
    if region is not None:
        return Setting(day, region, True, why_on, f"由使用者指定：{region.name}")
    named = _named(_titles(document), regions)
    if named is not None:
        where, found = named
        return Setting(day, found, True, why_on, f"标题或单位名称写明“{found.name}”（{where}）")
    guess = _guessed(document, regions)
    if guess is None:
        return Setting(day, None, False, why_on, "标题和单位名称里没有读出省市，按全国规则")
    return Setting(day, guess, False, why_on, f"正文多次提到“{guess.name}”，只是推测")


def _day(period: Period) -> tuple[date | None, str]:
    if period.year is None:
        return None, "标题里没有读出唯一的评价年度，按现行规则"
    return date(period.year, 12, 31), f"标题写明评价年度 {period.year} 年"


def _titles(document: Document) -> Iterator[str]:
    """The lines and cells that can name the place: titles, lines for the unit, and the unit's cell."""
    paragraphs = [block for block in document.blocks[: 2 * _COVER] if isinstance(block, Paragraph)]
    for paragraph in paragraphs[:_COVER]:
        if len(paragraph.text) <= _LONGEST_TITLE and _TITLE.search(paragraph.text):
            yield paragraph.text
    for table in [block for block in document.blocks[: 2 * _COVER] if isinstance(block, Table)]:
        yield table.title or ""
        cells = table.cells[:_MOST_CELLS]
        for label, unit in pairwise(cells):
            if _UNIT_LABEL.fullmatch(re.sub(r"\s", "", fold(label.text[:20]))):
                yield unit.text[:_LONGEST_TITLE]
        yield from (cell.text for cell in cells[:2] if _TITLE.search(cell.text[:_LONGEST_TITLE]))


def _named(texts: Iterator[str], regions: Sequence[Region]) -> tuple[str, Region] | None:
    """The narrowest region whose full name one of the texts holds, with that text."""
    found = [(text.strip(), region) for text in texts for region in regions if region.name in text]
    if not found:
        return None
    return max(found, key=lambda pair: len(pair[1].code.rstrip("0")))


def _guessed(document: Document, regions: Sequence[Region]) -> Region | None:
    """The one region that the text names, twice at least; None where it names several of one breadth."""
    text = document.text[:_PROSE]
    counts = Counter({region: text.count(region.name) for region in regions if region.name in text})
    provinces = {region.code[:2] for region in counts}
    if len(provinces) != 1 or counts.total() < 2:
        return None
    return max(counts, key=lambda region: len(region.code.rstrip("0")))


def lies_in(region: Region | None, jurisdiction: str) -> bool:
    """Whether the region lies in a six-digit jurisdiction or is that; False for national ones.

    >>> lies_in(Region("431121", "祁阳县"), "430000"), lies_in(Region("431121", "祁阳县"), "CN")
    (True, False)
    """
    if region is None or not jurisdiction[:1].isdigit():
        return False
    return region.code.startswith(re.sub(r"(?:00){1,2}$", "", jurisdiction))


def find_region(name: str, regions: Sequence[Region]) -> Region | None:
    """The region of that code or name (full, or one of its others); None where it is not known.

    >>> find_region("四川", [Region("510000", "四川省", ("四川",))]).code
    '510000'
    """
    wanted = name.strip()
    return next((each for each in regions if wanted == each.code or wanted in each.names()), None)
