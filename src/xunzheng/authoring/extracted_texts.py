"""The clerk's own words in a report, section by section, without the sentences that follow from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.authoring.draft import Draft
from xunzheng.authoring.forms import Form
from xunzheng.documents.model import Document, Paragraph, Section

_COMPUTED = re.compile(
    r"^(?:.{2,80}由.{2,120}组织实施，评价年度为|项目的立项和实施依据为|年度总体目标(?:完成情况)?：|本次自评依据"
    r"|20\d\d年，本项目|按资金来源分，|全年预算数[\d.]{1,20}万元，(?:分别|全部)为|截至20\d\d年12月31日，本项目|预算执行率偏低的原因：|经自评，本项目|本项目共设绩效指标"
    r"|失分指标\d|各项(?:绩效)?指标均|预算执行率的失分原因|[^“”]{0,20}“[^”]{1,60}”(?:实际完成|年度指标值|的失分原因|偏离的原因|完成情况为|\d|符合|.{0,60}按公式)"
    r"|各来源资金的预算、到位和支出$|各部分得分和失分$|定量指标的完成程度$|实际完成值的计算$)"
)
_ONES = "一二三四五六七八九"
_DAY = re.compile(
    rf"[（(]?(?:20\d\d|[〇○零{_ONES}]{{4}})年[\d十{_ONES}]{{1,3}}月[\d十{_ONES}]{{1,3}}日[）)]?"
)
_OFFICE = re.compile(r"[^。；，：！？]{2,40}")
_SIGNS = re.compile(r"[\s，。、：:]")
_LONG_ENOUGH = 5


def put_texts(draft: Draft, document: Document, form: Form) -> None:
    """The text of each part of the form's outline whose title the report has, a paragraph on each line."""
    for part in form.parts():
        if not part.text:
            continue
        for section in document.sections:
            if not _same_title(section.title, part.title):
                continue
            draft.put(("texts", part.text), "\n".join(section_lines(document, section)))
            line = document.line_of(document.blocks[section.first_block].start)
            draft.note(("texts", part.text), f"取自“{section.title}”一节（第{line}行起）")
            break


def section_lines(document: Document, section: Section) -> list[str]:
    """The clerk's own paragraphs of a section, without headings, computed sentences and the signature."""
    blocks = document.blocks[section.first_block : section.end_block]
    lines = (_own(block) for block in blocks if isinstance(block, Paragraph))
    return _unsigned([line for line in lines if line and not _COMPUTED.match(line)])


def goes_on(document: Document, paragraph: Paragraph) -> Iterator[str]:
    """The paragraphs behind one in its section, up to a heading, a table or a computed sentence."""
    for block in document.blocks[paragraph.index + 1 :]:
        if not isinstance(block, Paragraph) or block.level or block.section != paragraph.section:
            return
        if _COMPUTED.match(block.text) or not block.text.strip():
            return
        yield block.text.strip()


def _unsigned(lines: list[str]) -> list[str]:
    """The lines without the date and the unit above it at their end."""
    if not lines or not _DAY.fullmatch(lines[-1]):
        return lines
    signed = len(lines) > 1 and _OFFICE.fullmatch(lines[-2])
    return lines[: -2 if signed else -1]


def _own(paragraph: Paragraph) -> str:
    """The text of a paragraph without the heading that it may open with; empty for a heading alone."""
    at = paragraph.body_start - paragraph.start if paragraph.level else 0
    return paragraph.text[at:].lstrip(" ：:").rstrip()


def _same_title(own: str, wanted: str) -> bool:
    here, due = (_SIGNS.sub("", title) for title in (own, wanted))
    if here in (due, due.removeprefix("项目")):
        return True
    return len(here) > _LONG_ENOUGH and (here in due or due in here)
