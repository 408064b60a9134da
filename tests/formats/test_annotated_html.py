"""The report as a page with notes in its margin: everything escaped, everything numbered, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from tests.corpus.tally import Report, reports
from tests.formats.commented_files import at, audit_of, audited, place_of
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import Audit, audit
from xunzheng.formats import read
from xunzheng.formats.annotated_html import annotate_html
from xunzheng.formats.text import read_text
from xunzheng.rulebook import standard_rules

TEXT = """某局2023年报告

一、资金情况
（一）支出。全年支出合计500万元，分别为工资300万元、设备190万元。
{more}
表1 支出
项目 | 金额
工资 | 300
合计 |
"""


def page_of(outcome: Audit) -> html.HtmlElement:
    return html.document_fromstring(annotate_html(outcome).content)


def found(page: html.HtmlElement, *steps: str) -> list[html.HtmlElement]:
    """The elements by steps such as `mark.error` or `td`, each inside the one before."""
    parts = [step.partition(".") for step in steps]
    path = "".join(
        f"//{name or '*'}" + (f"[contains(concat(' ', @class, ' '), ' {kind} ')]" if kind else "")
        for name, _, kind in parts
    )
    return list(page.xpath(path))


def texts(page: html.HtmlElement, *steps: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found(page, *steps)]


def test_places_are_marked_and_numbered_beside_their_notes() -> None:
    document = read(TEXT.format(more="").encode(), "报告.txt")
    spans = [at(document, "500万元"), at(document, "300", 1), at(document, "合计500万元"), None]
    page = page_of(audited(document, *spans))
    assert "500万元" in texts(page, "mark.error")
    assert texts(page, "td", "mark.suspicion") == ["300"]
    assert texts(page, ".note", "h6") == [
        "【错误】4. 分项与合计不符",
        "【错误】1. 分项与合计不符",
        "【建议】3. 分项与合计不符",
        "【疑点】2. 分项与合计不符",
    ]
    assert [link.get("href") for link in found(page, "td", "a.number")] == ["#n2"]
    assert {note.get("id") for note in found(page, ".note")} == {"n1", "n2", "n3", "n4"}
    assert "算式" in texts(page, ".note", "dt")
    assert texts(page, "header", "p") == ["共核对 4 处，0 处无误，发现 4 处。"]


def test_pointers_are_left_to_the_numbers() -> None:
    document = read(TEXT.format(more="另有500万元。\n").encode(), "报告.txt")
    places = tuple(place_of(document, *at(document, "500万元", number)) for number in range(2))
    finding = Finding("repeat", Severity.ERROR, places, "甲", "乙", "丙", "repeat/1")
    given = annotate_html(audit_of(document, [finding]))
    page = html.document_fromstring(given.content)
    assert given.notes == len(found(page, ".note")) == 1
    assert [link.text for link in found(page, "a.number")] == ["1", "1"]


def test_a_place_in_nothing_and_a_whole_block_are_shown() -> None:
    document = read(TEXT.format(more="说明文字。" * 20).encode(), "报告.txt")
    long = next(block for block in document.blocks if block.end - block.start > 90)
    empty = next(document.tables()).cells[-1]
    page = page_of(audited(document, (long.start, long.end), (empty.start, empty.end)))
    assert len(found(page, "mark.whole")) == 1
    assert texts(page, "td", "a.number") == ["2"]


def test_hostile_text_is_text() -> None:
    hostile = '<script>alert(1)</script> <img src="http://a/b"> &amp; \u202e倒'
    document = read(f"一、概况\n合计500万元{hostile}\n".encode(), "<b>.txt")
    outcome = audited(document, at(document, "500万元"))
    finding = replace(outcome.findings[0], claim=hostile)
    given = annotate_html(replace(outcome, findings=(finding,))).content.decode()
    assert "<script" not in given
    assert "<img" not in given
    assert "\u202e" not in given
    assert "&lt;script&gt;" in given
    assert "default-src 'none'" in given
    assert not re.search(r"(?:src|href)=\"(?!#)", given)


@pytest.mark.parametrize("report", reports()[::25], ids=lambda report: report.name)
def test_every_finding_of_a_report_has_its_note(report: Report) -> None:
    document = read_text(report.text.read_bytes(), report.text.name)
    outcome = audit(document, standard_rules())
    page = page_of(outcome)
    ids = {note.get("id") for note in found(page, ".note")}
    assert ids == {f"n{number}" for number in range(1, len(outcome.findings) + 1)}
    assert {link.get("href").removeprefix("#") for link in found(page, "a.number")} <= ids
    shown = re.sub(r"\s", "", "".join(found(page, "main")[0].itertext()))
    for paragraph in document.paragraphs():
        bare = re.sub(r"\s", "", paragraph.text)
        assert bare[:3] in shown
