"""Journeys through a case in Chromium: by keyboard, with a stale form, a refused upload, without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.browsing import PHONE, WIDE, needs_chromium
from tests.site.cases.city import City
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.cases.models import Case

pytestmark = [needs_chromium, pytest.mark.django_db(transaction=True)]
Opens = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser, city: City, live_server, settings) -> Iterator[Opens]:
    """Opens a browser in which somebody of the city is signed in, at an address of the site."""
    settings.ALLOWED_HOSTS = ["*"]
    contexts, troubles = [], []

    def opened(who: str, address: str, size=WIDE, has_script: bool = True) -> Page:
        context = browser.new_context(
            viewport=size, reduced_motion="reduce", locale="zh-CN", java_script_enabled=has_script
        )
        contexts.append(context)
        token = city.browser(who).cookies[cookie_name()].value
        context.add_cookies([{"name": cookie_name(), "value": token, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def _is_trouble(said) -> bool:
    return said.type == "error" and "status of 4" not in said.text


def choose(page: Page, title: str) -> None:
    """Walk to an action by j, and take it."""
    for _ in range(12):
        page.keyboard.press("j")
        if title in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{title} is not among the actions")


def test_a_request_goes_through_three_roles_by_keyboard_alone(city, opens):
    walk = city.walk(5, "道路维修资金")
    page = opens("receiver-xzsp", "/tasks/?tab=unclaimed")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("道路维修资金")
    choose(page, "登记（与申请人确认）")
    page.get_by_label("与申请人确认之日").focus()
    page.keyboard.type("10152026")
    expect(page.get_by_label("与申请人确认之日")).to_have_value("2026-10-15")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已办理：登记（与申请人确认）")

    page = opens("handler-xzsp", "/tasks/")
    page.keyboard.press("2")
    expect(page.locator('.tabs [aria-current="page"]')).to_contain_text("待领")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="现在可以办")).to_be_visible()
    choose(page, "领办")
    page.get_by_role("button", name="办理：领办").press("Enter")
    expect(page.get_by_role("status")).to_have_text("已办理：领办")
    choose(page, "拟答复")
    for _ in range(2):
        page.get_by_label("答复种类").press("ArrowDown")
    page.get_by_label("答复内容").fill("您申请的信息见附件。")
    page.get_by_role("button", name="办理：拟答复").press("Enter")
    expect(page.get_by_role("status")).to_have_text("已办理：拟答复")
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作列表")

    page = opens("approver-xzsp", f"/cases/{walk.done.number}/")
    choose(page, "审核同意")
    page.get_by_label("是", exact=True).press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("已办理：审核同意")
    assert Case.objects.get().state == "approved"


def test_the_keys_of_the_list_are_shown_and_lead_to_the_search(city, opens):
    city.walk(12, "道路维修资金").clear()
    page = opens("handler-xzsp", "/tasks/")
    keys = page.get_by_text("j、k：下一件、上一件")
    expect(keys).to_be_hidden()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk道路")
    expect(page.get_by_role("searchbox")).to_have_value("jk道路")
    page.get_by_role("searchbox").fill("道路")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="道路维修资金")).to_be_visible()


def test_a_stale_form_shows_what_happened_and_is_sent_again(city, opens):
    walk = city.walk(12).clear()
    page = opens("handler-xzsp", f"/cases/{walk.done.number}/do/draft/")
    page.get_by_label("答复种类").select_option("given")
    page.get_by_label("答复内容").fill("我写的答复")
    walk.do("approver", "extend", 1, values={"extension_days": "5", "extension_reason": "检索量大"})
    page.get_by_role("button", name="办理：拟答复").click()
    expect(page.get_by_role("alert")).to_contain_text("批准延长答复期限")
    expect(page.get_by_label("答复内容")).to_have_value("我写的答复")
    page.get_by_role("button", name="看过了，仍然提交").click()
    expect(page.get_by_role("status")).to_have_text("已办理：拟答复")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_refused_upload_is_said_and_what_was_typed_stays(city, opens, size):
    walk = city.walk(12).clear()
    page = opens("handler-xzsp", f"/cases/{walk.done.number}/do/draft/", size)
    page.get_by_label("答复种类").select_option("given")
    page.get_by_label("答复内容").fill("我写的答复")
    script = {"name": "网页.pdf", "mimeType": "application/pdf", "buffer": b"<script>alert(1)</script>"}
    letter = {"name": "答复书.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 text"}
    page.get_by_label("答复书（选填）").set_input_files([letter, script])
    page.get_by_role("button", name="办理：拟答复").click()
    expect(page.locator("#problem")).to_contain_text("“网页.pdf”的内容不是可以接收的类型")
    expect(page.locator("#problem")).to_be_focused()
    expect(page.get_by_label("答复内容")).to_have_value("我写的答复")
    expect(page.get_by_label("答复书.pdf")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="办理：拟答复").click()
    expect(page.get_by_text("答复书.pdf")).to_be_visible()


def test_everything_works_without_script(city, opens):
    walk = city.walk(5).registered()
    page = opens("handler-xzsp", "/tasks/?tab=unclaimed", has_script=False)
    page.locator("[data-row]").first.click()
    page.get_by_role("link", name="领办").click()
    page.get_by_role("button", name="办理：领办").click()
    expect(page.get_by_role("status")).to_have_text("已办理：领办")
    page.get_by_label("查看目的").fill("核对身份")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_text("13812345678")).to_be_visible()
    assert walk.done.number in page.url
