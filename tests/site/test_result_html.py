"""The single file: complete, closed to the outside, and proof against markup in the document."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from tests.site.records import HOSTILE, audit, hostile_audit, rescored
from xunzheng.evaluation.trace import Step
from xunzheng.formats.result_html import render

VOID = {"meta", "link", "br", "img", "input", "rect", "circle", "path", "hr"}


class Outline(HTMLParser):
    """The elements of a page: their attributes, and the order and nesting of the tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def ids(self) -> list[str]:
        return [id_ for _, attributes in self.elements if (id_ := attributes.get("id"))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_well_formed_and_its_links_lead_somewhere(language):
    outline = Outline(render(audit(), language))
    assert outline.open == []
    assert len(outline.ids()) == len(set(outline.ids()))
    links = [a["href"] for tag, a in outline.elements if tag == "a"]
    assert links
    assert {str(link)[1:] for link in links} <= set(outline.ids())


def test_every_part_of_a_finding_is_there():
    page = render(audit())
    for text in (
        "分项与合计不符", "合计862万元", "861万元", "531 + 212 + 118 = 861 ≠ 862（万元）", "+1 万元",
        "四舍五入可以解释", "859.5 至 862.5", "财预〔2020〕10号", "第九条", "条文待核对",
        "请核对各分项的原始金额。",
        "sum-of-parts/1", "核对无误 1 处", "5 + 30 = 35（人）", "没有满意度指标", "全文", "此处缺",
    ):  # fmt: skip
        assert text in page, text


def test_every_part_of_the_sheet_is_there():
    page = render(audit())
    for text in (
        "（79 ÷ 100）× 100%",
        "＝ 79%",
        "①第一个要点",
        "实际完成率的解释",
        "报告自述",
        "无证据",
        "−17.94",
        "示例框架",
    ):
        assert text in page, text
    assert "质量达标率＝（质量达标产出数/实际产出数）/100%" in page


def test_the_english_page_says_in_english_what_to_do():
    page = render(audit(), "en")
    assert 'lang="en"' in page
    for text in (
        "Parts do not make the total",
        "The report says",
        "rounding explains it",
        "1 examined and right",
    ):
        assert text in page, text


def test_nothing_comes_from_outside():
    page = render(audit())
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "default-src 'none'" in page


def test_the_policy_allows_exactly_the_script_and_style_of_the_page():
    page = render(audit())
    assert page.count("<script") == page.count("<style") == 1
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", page)


def test_markup_in_any_text_stays_text():
    page = render(hostile_audit())
    outline = Outline(page)
    tags = [tag for tag, _ in outline.elements]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert not [name for _, attributes in outline.elements for name in attributes if name.startswith("on")]
    assert HOSTILE not in page
    assert "49" not in page.replace("0.49", "")[: page.index("<style")]
    assert page.count("&lt;script&gt;alert(1)") > 20


def test_a_page_without_findings_says_what_that_means():
    page = render(replace(audit(), findings=(), sheets=(), rescored=None, packs=()))
    assert "没有发现问题" in page
    assert "没有读出评分表" in page


@pytest.mark.parametrize(
    ("left_out", "language", "phrase"),
    [
        (0, "zh", "没有可以核对的内容"),
        (0, "en", "Nothing could be checked"),
        (2, "zh", "较轻的 2 处没有列出"),
        (2, "en", "2 lesser ones are not listed"),
    ],
)
def test_a_page_on_which_nothing_was_examined_does_not_praise_the_report(left_out, language, phrase):
    page = render(replace(audit(), findings=(), held=()), language, left_out)
    assert phrase in page
    assert "没有发现问题" not in page
    assert "Nothing was found" not in page


@pytest.mark.parametrize(("low", "shown"), [("859.5", True), ("862.5", False)])
def test_an_interval_of_one_value_is_left_out(low, shown):
    finding = audit().findings[0]
    verdict = replace(finding.verdict, low=Decimal(low), high=Decimal("862.5"))
    page = render(replace(audit(), findings=(replace(finding, verdict=verdict),)))
    assert ("真值可在" in page) is shown


def test_a_rounded_result_has_one_sign():
    page = render(replace(audit(), rescored=replace(rescored(), steps=(Step("率", "1 ÷ 3", "≈0.33"),))))
    assert "≈ 0.33" in page
    assert "＝ ≈" not in page


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="zh 或 en"):
        render(audit(), "fr")
