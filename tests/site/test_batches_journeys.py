"""Journeys through a batch in Chromium: dropped, watched, filtered, opened, exported, deleted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.batch.reports import CLEAN, FAULTY
from tests.site.browsing import PHONE, WIDE, needs_chromium
from tests.site.conftest import Served

pytestmark = needs_chromium

PATIENT = 60_000  # milliseconds for the workers to begin on a busy machine


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three reports, one of them faulty, one not readable."""
    folder = tmp_path_factory.mktemp("reports") / "自评"
    (folder / "乡镇").mkdir(parents=True)
    (folder / "甲.txt").write_text(FAULTY, "utf-8")
    (folder / "乡镇" / "乙.txt").write_text(CLEAN, "utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    return folder


def hand_in(page: Page, served: Served, folder: Path, name: str = "区县自评") -> None:
    page.goto(f"{served.address}batches/")
    page.get_by_label("或者选择一个文件夹").set_input_files(folder)
    expect(page.get_by_text("已选 3 个文件")).to_be_visible()
    page.get_by_label("给这批报告起个名字").fill(name)
    page.get_by_role("button", name="上传并开始核查").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.mark.parametrize("page", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)
def test_a_folder_is_handed_in_survives_a_reload_is_opened_and_deleted(page, served, reports):
    hand_in(page, served, reports)
    page.reload()
    expect(page.get_by_text("核查完了：3 份")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("自评/乡镇/乙.txt")).to_be_visible()
    expect(page.get_by_text("读不了 坏.docx")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_role("link", name="青槐县卫生健康局").click()
    expect(page.locator(".mark-error").first).to_be_visible()
    page.get_by_role("link", name="回到这批报告").click()
    page.get_by_text("删除…").click()
    page.get_by_role("button", name="确认删除").click()
    expect(page.get_by_role("heading", name="已删除")).to_be_visible()


def test_the_list_is_filtered_and_results_are_downloaded(page, served, reports):
    hand_in(page, served, reports)
    expect(page.get_by_text("核查完了：3 份")).to_be_visible(timeout=PATIENT)
    page.get_by_label("级别").select_option("errors")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_text("1 份，共 3 份")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "区县自评-results.xlsx"
    page.get_by_role("link", name="小结", exact=True).click()
    expect(page.get_by_role("heading", name="报告按最重的发现分")).to_be_visible()
    rows = page.locator("[data-reports] tbody tr:visible")
    expect(rows).to_have_count(3)
    page.get_by_label("查找文件、标题、单位").fill("水利")
    expect(rows).to_have_count(1)
    page.get_by_label("查找文件、标题、单位").fill("")
    page.locator("[data-reports]").get_by_role("button", name="错误").click()
    expect(rows.first).to_contain_text("甲.txt")
    page.locator("[data-reports]").get_by_role("button", name="错误").click()
    expect(rows.last).to_contain_text("甲.txt")


def test_it_works_by_keyboard_alone(page, served, reports):
    page.goto(f"{served.address}batches/")
    page.get_by_label("选择报告或 zip").set_input_files(reports / "甲.txt")
    page.get_by_label("选择报告或 zip").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="上传并开始核查")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("核查完了：1 份")).to_be_visible(timeout=PATIENT)


def test_it_works_without_script(browser, served, reports):
    context = browser.new_context(viewport=WIDE, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{served.address}batches/")
    page.get_by_label("选择报告或 zip").set_input_files([reports / "甲.txt", reports / "坏.docx"])
    page.get_by_role("button", name="上传并开始核查").click()
    expect(page.get_by_text("核查完了：2 份")).to_be_visible(timeout=PATIENT)
    page.get_by_label("级别").select_option("unreadable")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_text("1 份，共 2 份")).to_be_visible()
    page.get_by_role("link", name="小结", exact=True).click()
    expect(page.locator("svg[role=img]").first).to_be_visible()
    context.close()


def test_nothing_chosen_is_told_beside_the_form(page, served):
    page.goto(f"{served.address}batches/")
    page.get_by_role("button", name="上传并开始核查").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("还没有文件"))


def test_files_are_dropped_onto_the_form(page, served):
    page.goto(f"{served.address}batches/")
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["一、概况\\n内容。"], "放下.txt", { type: "text/plain" }));
          document.getElementById("drop").dispatchEvent(
            new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_text("已选 1 个文件")).to_be_visible()
    page.get_by_role("button", name="上传并开始核查").click()
    expect(page.get_by_text("放下.txt").first).to_be_visible()
