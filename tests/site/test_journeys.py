"""Journeys: what a person does with the served site, in Chromium, wide, on a phone, and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.browsing import PHONE, WIDE, needs_chromium
from tests.site.conftest import Served
from tests.site.records import audit
from xunzheng.formats.result_html import render
from xunzheng.samples import sample

pytestmark = needs_chromium

on_a_phone = pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
wide_and_phone = pytest.mark.parametrize("page", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)


def hand_in(page: Page, served: Served, content: bytes = b"", name: str = "某局自评.txt") -> None:
    page.goto(served.address)
    page.get_by_label("选择文件").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content or sample()}
    )
    page.get_by_role("button", name="开始核查").click()


@wide_and_phone
def test_a_report_is_handed_in_and_finding_and_mark_lead_to_each_other(page, served):
    hand_in(page, served)
    expect(page).to_have_title("核查结果：某局自评.txt")
    expect(page.get_by_role("heading", level=1, name="某局自评.txt")).to_be_focused()
    card = page.locator(".finding:has(a.place)").last
    target = card.locator("a.place").first.get_attribute("href")
    if page.viewport_size == PHONE:
        page.get_by_role("button", name="展开列表").click()
    card.locator("a.place").first.click()
    mark = page.locator(str(target))
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    expect(card).to_have_class(re.compile(r"\bcurrent\b")) if mark.get_attribute("data-findings") else None
    mark.click()
    number = str(mark.get_attribute("href"))
    expect(page.locator(number)).to_be_focused()
    expect(page.locator(number)).to_be_in_viewport()


def test_the_keyboard_walks_through_the_findings_and_back(page, served):
    page.goto(f"{served.address}sample/")
    page.keyboard.press("j")
    expect(page.locator("#finding-1")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#finding-3")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#finding-2")).to_be_focused()
    target = page.locator("#finding-2 a.place").first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page.locator(str(target))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".finding:focus")).to_have_count(1)


def test_the_filter_hides_findings_and_their_marks(page, served):
    page.goto(f"{served.address}sample/")
    everything = page.locator(".finding").count()
    errors = page.locator('.finding[data-severity="error"]').count()
    page.get_by_role("checkbox", name="建议").uncheck()
    page.get_by_role("checkbox", name="疑点").uncheck()
    expect(page.locator(".finding:visible")).to_have_count(errors)
    expect(page.locator("[data-shown]")).to_have_text(str(errors))
    assert page.locator(".mark.off").count() > 0
    page.get_by_role("checkbox", name="错误").uncheck()
    expect(page.get_by_text("没有符合筛选条件的发现")).to_be_visible()
    for label in ("错误", "疑点", "建议"):
        page.get_by_role("checkbox", name=label).check()
    expect(page.locator(".finding:visible")).to_have_count(everything)
    code = page.locator(".finding").first.get_attribute("data-code")
    page.get_by_label("发现类型").select_option(code)
    assert {card.get_attribute("data-code") for card in page.locator(".finding:visible").all()} == {code}


def test_the_findings_can_be_ordered_by_severity(page, served):
    page.goto(f"{served.address}sample/")
    by_place = page.locator(".finding .ordinal").all_text_contents()
    page.get_by_label("排列").select_option("severity")
    severities = [card.get_attribute("data-severity") for card in page.locator(".finding").all()]
    assert severities == sorted(severities, key=["error", "suspicion", "advice"].index)
    page.keyboard.press("Escape")
    page.get_by_label("排列").select_option("place")
    assert page.locator(".finding .ordinal").all_text_contents() == by_place


def test_the_statements_that_hold_can_be_shown_in_the_document(page, served):
    page.goto(f"{served.address}sample/")
    page.get_by_text(re.compile("核对无误 \\d+ 处")).click()
    page.get_by_label("在文档中标出").check()
    mark = page.locator(".held-mark:not(.mark)").first
    assert mark.evaluate("element => getComputedStyle(element).boxShadow") != "none"
    page.locator(".held a.place").first.click()
    expect(page.locator("[id^=mark-]:focus")).to_be_in_viewport()


@wide_and_phone
def test_the_score_sheet_has_an_address_and_opens_the_trace(page, served):
    page.goto(f"{served.address}sample/#sheet")
    expect(page.locator("#document")).to_be_hidden()
    tree = page.locator(".tree").first
    expect(tree).to_be_visible()
    working = tree.locator(".node details").first
    expect(working.locator(".working-body")).to_be_hidden()
    working.locator("summary").click()
    expect(working.locator(".working-body")).to_be_visible()
    working.get_by_role("link", name="在文档中查看").click()
    expect(page.locator("#document")).to_be_visible()
    page.get_by_role("link", name="评分表", exact=True).click()
    expect(tree).to_be_visible()
    assert page.url.endswith("#sheet")


def test_a_link_to_a_finding_opens_there(page, served):
    page.goto(f"{served.address}sample/#%")
    expect(page.locator("#document")).to_be_visible()
    page.goto(f"{served.address}sample/#finding-5")
    expect(page.locator("#finding-5")).to_be_focused()
    expect(page.locator("#finding-5")).to_be_in_viewport()


def test_what_was_typed_stays_when_it_is_refused(page, served):
    page.goto(served.address)
    page.get_by_role("button", name="开始核查").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有内容")
    page.get_by_label("选择文件").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"\x00\x01" * 90}
    )
    page.get_by_role("button", name="开始核查").click()
    expect(page.get_by_role("alert")).to_contain_text("读不了 a.txt")
    assert page.get_by_label("选择文件").evaluate("input => input.files.length") == 1
    page.get_by_label("或者粘贴报告全文").fill("一些文字")
    page.get_by_role("button", name="开始核查").click()
    expect(page.get_by_role("alert")).to_contain_text("请只留一种")
    expect(page.get_by_label("或者粘贴报告全文")).to_have_value("一些文字")


def test_a_report_that_is_far_too_large_is_refused_before_it_is_sent(page, served):
    hand_in(page, served, b"x" * (9 * 1024 * 1024))
    expect(page.get_by_role("alert")).to_contain_text("上限是 4 MB，这份是 9.0 MB")


def test_long_work_shows_that_it_goes_on(page, served):
    held_back: list[Route] = []
    page.goto(served.address)
    # Only what the form sends is held back: the browser also asks for its icon when it likes.
    page.route(
        "**/*",
        lambda route: held_back.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_label("选择文件").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": sample()}
    )
    expect(page.locator("#progress")).to_be_hidden()
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="开始核查").click()
    expect(page.locator("#progress")).to_be_visible()
    expect(page.get_by_role("button", name="开始核查")).to_be_disabled()
    held_back[0].continue_()
    expect(page.locator(".finding").first).to_be_visible()


def test_the_language_changes_with_the_result_still_there(page, served):
    hand_in(page, served)
    expect(page.locator(".finding").first).to_be_visible()
    findings = page.locator(".finding").count()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_title("Audit of 某局自评.txt")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator(".finding").count() == findings
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_title("核查结果：某局自评.txt")


def test_the_unkept_result_can_be_saved_as_a_file(page, served, tmp_path: Path):
    hand_in(page, served)
    with page.expect_download() as saving:
        page.get_by_role("button", name="结果网页").click()
    assert saving.value.suggested_filename == "某局自评-核查结果.html"
    saving.value.save_as(tmp_path / "saved.html")
    page.goto((tmp_path / "saved.html").as_uri())
    expect(page).to_have_title("核查结果：某局自评.txt")


def test_keeping_and_deleting(page, served):
    page.goto(served.address)
    page.get_by_label("或者粘贴报告全文").fill("一、概况\n合计500万元，分别为工资300万元、设备190万元。")
    page.get_by_label("保存这份报告").check()
    page.get_by_role("button", name="开始核查").click()
    page.wait_for_url(re.compile("/reports/[\\w-]{43}/$"))
    kept = page.url
    expect(page.locator(".notice")).to_contain_text("凭这个网址可以再次打开")
    page.get_by_text("删除…").click()
    page.get_by_role("button", name="确认删除").click()
    expect(page.get_by_role("heading", name="已删除")).to_be_visible()
    page.goto(kept)
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()


def test_without_script_the_form_and_the_result_work(browser, served):
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    hand_in(page, served)
    expect(page.locator(".finding").first).to_be_visible()
    expect(page.locator(".tree").first).to_be_visible()
    expect(page.locator("[data-filters]")).to_be_hidden()
    page.locator("a.place").first.click()
    assert re.search(r"#mark-\d+$", page.url)
    context.close()


PAGES = ["", "?lang=en", "sample/", "sample/?lang=en", "sample/#sheet", "reports/deleted/", "nowhere/"]


@on_a_phone
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(page, served, path):
    page.goto(served.address + path)
    for box in page.locator("details.working").all()[:5]:
        box.evaluate("element => { element.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# What a checker of accessibility would look for, as far as it can be decided without judgement.
FAULTS = """() => {
  const faults = [];
  const seen = (element) => element.getClientRects().length > 0;
  const name = (element) =>
    (element.getAttribute("aria-label") || element.textContent || element.title || "").trim();
  const labelled = (input) => input.labels.length || input.getAttribute("aria-label");
  if (!document.documentElement.lang) faults.push("no language");
  if (!document.title) faults.push("no title");
  if (document.querySelectorAll("h1").length !== 1) {
    const shown = [...document.querySelectorAll("h1")].filter(seen);
    if (shown.length !== 1) faults.push(`${shown.length} shown h1`);
  }
  let last = 0;
  for (const heading of [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(seen)) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) faults.push(`h${last} then h${level}: ${heading.innerText}`);
    last = level;
  }
  for (const input of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!labelled(input)) faults.push(`no label: ${input.outerHTML}`);
  for (const element of [...document.querySelectorAll("a, button, summary")].filter(seen))
    if (!name(element)) faults.push(`no name: ${element.outerHTML}`);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) faults.push(`twice: #${id}`);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      for (const id of (element.getAttribute(attribute) || "").split(" ").filter(Boolean))
        if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${id}`);
  for (const image of document.querySelectorAll("img:not([alt])")) faults.push(`no alt: ${image.src}`);
  for (const box of [...document.querySelectorAll("main, header, nav, aside")])
    if (box.tagName === "NAV" && !box.getAttribute("aria-label")) faults.push("nav without a name");
  const controls = document.querySelectorAll("button, .button, input, select, .views a");
  for (const element of [...controls].filter(seen)) {
    const { width, height } = element.getBoundingClientRect();
    if (Math.min(width, height) < 18) faults.push(`too small to touch: ${element.outerHTML.slice(0, 80)}`);
  }
  return faults;
}"""


@wide_and_phone
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_accessible(page, served, path):
    page.goto(served.address + path)
    assert page.evaluate(FAULTS) == []


def test_the_single_file_works_from_the_disk(page, tmp_path: Path):
    file = tmp_path / "result.html"
    file.write_text(render(audit()), encoding="utf-8")
    page.goto(file.as_uri())
    page.locator("#finding-2 a.place").first.click()
    expect(page.locator(".mark.current").first).to_be_in_viewport()
    page.get_by_role("link", name="评分表", exact=True).click()
    expect(page.locator("#document")).to_be_hidden()
    assert page.evaluate(FAULTS) == []


def test_print_shows_document_findings_and_sheet_with_all_traces_and_no_controls(page, tmp_path: Path):
    file = tmp_path / "result.html"
    file.write_text(render(audit()), encoding="utf-8")
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    for shown in (".paper", ".finding-list", ".tree", ".mark-number"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".views", ".filters", ".bar nav", ".sheet-toggle", ".keys"):
        assert page.locator(f"{hidden}:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.working:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.working[open]").count() == 0
