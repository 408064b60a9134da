"""Whose report it is: title, evaluated unit, project and region, as its head and its table say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from xunzheng.documents.model import Document, Paragraph, Table
from xunzheng.quantities.width import fold

_COVER = 12  # paragraphs from the top that can hold the title
_HEAD_ROWS = 12  # rows of a table that can hold the name of the project and the unit
_TABLES = 12
_PARAGRAPHS = 60  # paragraphs that can hold a labelled line
_LONGEST = 60
_TITLE = re.compile(r"自评|评价|绩效|报告")
_UNIT_LABELS = (
    r"(?:项目)?实施单位",
    r"项目(?:承担)?单位",
    r"(?:被评价?|填报|预算|自评|评价|申报)单位",
    r"(?:单位|部门)名称",
    r"(?:项目)?主管(?:预算)?部门(?:及代码)?",
)
_PROJECT_LABEL = r"(?:项目|专项|专项资金|转移支付)名称"
_ANY_LABEL = re.compile(
    "|".join(("项目", *_UNIT_LABELS, _PROJECT_LABEL, "单位", "项目编码", "年度", "金额单位"))
)
_UNIT_END = (
    r"(?:委员会|人民政府|办公室|联合会|办事处|管委会|公司|中心|医院|学校|小学|中学|大学|学院|幼儿园|检察院|法院|总站"
    r"|总队|支队|大队|局|厅|委|办|院|馆|站|所|处|部|会|社)"
)
_OWNER = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff（）()]{{2,30}}?{_UNIT_END})(?=关于|部门|本级|整体|[\(（]|20\d\d|$)"
)
_ABOUT = re.compile(r"关于")
_TAIL = re.compile(
    r"(?:的?(?:绩效)?(?:自评价?|自我评价|评价|绩效)(?:情况)?(?:的?(?:报告|说明|表|总结))?)+(?:\(.{0,12}\))?$|的?报告$"
)
_YEARS = (
    r"(?:20\d\d|二〇[〇一二三四五六七八九]{2})(?:[-至—](?:20\d\d|二〇[〇一二三四五六七八九]{2}))?年(?:年?度)?"
)
_LEAD = re.compile(rf"^(?:开展|对|{_YEARS}|年度|本级|部门)*")
_YEAR_END = re.compile(rf"\(?(?:{_YEARS}|年度)\)?(?:支出)?$")
_SUBJECT = re.compile(r"项目|资金|经费|专项|补助|补贴|工程|专款")
_ORDINARY = "社园校小灾林景城地片库矿辖山牧街展厂病"  # 社区, 园区, 校区 … are no places
_SIGN = r"(?:(?![局厅委院处所站])[\u4e00-\u9fff])"
_PLACE = (
    rf"(?:{_SIGN}{{1,7}}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|州(?:市|县|区)?|盟|县|旗|新区|开发区)"
    rf"|{_SIGN}{{2,7}}?(?:市|(?<![{_ORDINARY}])区))"
)
_REGION = re.compile(rf"(?:{_PLACE}){{1,3}}")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself; None where it does not say it."""

    title: str | None = None
    unit: str | None = None
    project: str | None = None
    region: str | None = None


def identify(document: Document) -> Identity:
    """Title, unit, project and region out of the head of the document and the labelled cells of its tables.

    A labelled cell or line (`实施单位：…`) goes before the title's wording. The file's name tells nothing.

    Example: a report titled 青槐县卫生健康局关于2022年度乡镇卫生院提升项目的绩效自评报告 has the
    unit 青槐县卫生健康局, the project 乡镇卫生院提升项目 and the region 青槐县.
    """
    title = _title(document)
    labelled = list(_labelled(document))
    unit = _first(labelled, _UNIT_LABELS) or _owner(document, title)
    return Identity(
        title=title,
        unit=unit,
        project=_first(labelled, (_PROJECT_LABEL,)) or (_subject(title) if title else None),
        region=_region(unit, title),
    )


def _title(document: Document) -> str | None:
    for text in _head(document):
        line = text.strip()
        if 4 <= len(line) <= _LONGEST and _TITLE.search(line) and not re.search(r"[。；;：:，,]", line):
            return " ".join(line.split())
    return None


def _head(document: Document) -> Iterator[str]:
    for block in document.blocks[:_COVER]:
        if isinstance(block, Paragraph):
            yield block.text
            continue
        if block.title:
            yield block.title
        yield from (cell.text for cell in block.cells[:6] if cell.row < 2)


def _labelled(document: Document) -> Iterator[tuple[str, str]]:
    """The labels with what is written behind them, from the heads of the tables and the first paragraphs."""
    for table in islice(document.tables(), _TABLES):
        yield from _labelled_cells(table)
    for paragraph in islice(document.paragraphs(), _PARAGRAPHS):
        if "：" in paragraph.text or ":" in paragraph.text:
            yield from _labelled_words(paragraph.text[:400])


def _labelled_cells(table: Table) -> Iterator[tuple[str, str]]:
    row, label = -1, ""
    for cell in table.cells:
        if cell.row >= _HEAD_ROWS:
            return
        if cell.row != row:
            row, label = cell.row, ""
        text = _plain(cell.text)
        if label and text and not _ANY_LABEL.fullmatch(text.rstrip(":")):
            yield label, text
            label = ""
        elif ":" in text.rstrip(":"):
            yield from _labelled_words(cell.text[:400])
        else:
            label = text.rstrip(":") if len(text) <= 14 else ""


def _labelled_words(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"[\s　,，。；;]+", fold(text)):
        label, colon, value = part.partition(":")
        if colon and value and len(label) <= 14:
            yield _plain(label), value


def _first(labelled: list[tuple[str, str]], labels: tuple[str, ...]) -> str | None:
    for pattern in labels:
        for label, value in labelled:
            value = value.strip(" _-—/\\（）()")
            bare = re.sub(r"\(.{0,8}\)$", "", label)
            if re.fullmatch(pattern, bare) and 2 <= len(value) <= _LONGEST and not value.isdigit():
                return value
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text[:200]))


def _owner(document: Document, title: str | None) -> str | None:
    """The unit that the title opens with, or that a line of the cover is."""
    opening = _OWNER.match(fold(title)) if title else None
    if opening:
        return opening["unit"]
    for paragraph in islice(document.paragraphs(), _COVER):
        line = _plain(paragraph.text)
        if (
            paragraph.level == 0
            and 4 <= len(line) <= 30
            and re.fullmatch(rf"[\u4e00-\u9fff]+{_UNIT_END}", line)
        ):
            return line
    return None


def _subject(title: str) -> str | None:
    """The project that a title is about: without the unit, the year and the words for the report."""
    text = _plain(title)
    if about := _ABOUT.search(text):
        text = text[about.end() :]
    elif owner := _OWNER.match(text):
        text = text[owner.end() :]
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    region = _REGION.match(text)
    if region and re.match(_YEARS, text[region.end() :]):
        text = text[region.end() :]
    text = _YEAR_END.sub("", _LEAD.sub("", text)).strip("的 ")
    return text if 3 <= len(text) <= _LONGEST and _SUBJECT.search(text) else None


def _region(*texts: str | None) -> str | None:
    for text in texts:
        found = _REGION.match(fold(text)) if text else None
        if found and found[0][0] not in "省市县区州盟旗本我全各":
            return found[0]
    return None
