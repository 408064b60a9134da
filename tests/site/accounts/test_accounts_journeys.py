"""A first login in a real browser: the one-time password, a new one, the second factor, a recovery code."""

from __future__ import annotations

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.site.browsing import PHONE, WIDE, needs_chromium
from xunzheng.site.accounts.services.first_start import make_administrators

pytestmark = [needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("page", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)
def test_the_first_login_of_an_administrator(page: Page, live_server):
    first = make_administrators(timezone.now())[0]
    page.goto(f"{live_server.url}/accounts/")
    expect(page).to_have_title("登录 · 循证")
    sign_in(page, first.login, first.password)

    expect(page.get_by_role("heading", level=1)).to_have_text("更换口令")
    change(page, first.password, "12345678")
    expect(page.get_by_role("alert")).to_contain_text("新口令不能用：至少要 10 位。")
    change(page, first.password, "Round-midnight-1957")

    expect(page.get_by_role("heading", level=1)).to_have_text("设置动态口令")
    picture = page.get_by_alt_text("动态口令的二维码")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 100)")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的六位数字").fill(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")

    codes = page.locator(".codes code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.get_by_role("link", name="继续").click()
    expect(page).to_have_url(f"{live_server.url}/accounts/")
    expect(page.get_by_role("navigation", name="站点")).to_contain_text("系统管理员")

    page.get_by_role("link", name="系统管理员", exact=True).click()
    page.get_by_role("button", name="退出登录").click()
    sign_in(page, first.login, "Round-midnight-1957")
    expect(page.get_by_role("heading", level=1)).to_have_text("动态口令")
    page.get_by_label("六位数字或备用码").fill(recovery)
    page.keyboard.press("Enter")
    expect(page.get_by_text("备用码还有 9 个")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sign_in(page: Page, login: str, password: str) -> None:
    """By keyboard alone."""
    page.get_by_label("登录名").fill(login)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def change(page: Page, old: str, new: str) -> None:
    page.get_by_label("现在的口令").fill(old)
    page.get_by_label("新口令", exact=True).fill(new)
    page.get_by_label("再输一遍新口令").fill(new)
    page.get_by_role("button", name="更换口令").click()
