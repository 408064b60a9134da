"""A request in the browser, from the citizen's telephone to the published answer, with its clock day by day.

The site runs in this process and its clock is put to the moment of each step. Where XUNZHENG_PICTURES names a
folder each step is also kept as a picture.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.site.browsing import PHONE, WIDE, needs_chromium
from tests.site.openness.city import City, at, found, state, told
from tests.site.openness.office import MARKED, TEXT
from xunzheng.site.accounts.middleware import cookie_name

PICTURES = os.environ.get("XUNZHENG_PICTURES", "")
LONGEST = {PHONE["width"]: 1700, WIDE["width"]: 1000}


class Journey:
    """Browsers of the people on one site, each at the moment of its step."""

    def __init__(self, browser: Browser, city: City, address: str) -> None:
        self.browser, self.city, self.address = browser, city, address
        self.troubles: list[str] = []
        self.taken = 0

    @contextmanager
    def step(self, who: str, moment: str, picture: str = "") -> Iterator[Page]:
        """A page of the person's at the moment: wide for the staff, a telephone for everybody else."""
        now = at(moment)
        with told(now):
            context = self._context(who, now)
            page = context.new_page()
            page.on("pageerror", lambda error: self.troubles.append(str(error)))
            page.on("console", self._hear)
            yield page
            self.picture(page, picture)
            context.storage_state(path=self._kept(who)) if who not in self.city.people else None
            context.close()

    def _hear(self, said: ConsoleMessage) -> None:
        """Errors of the browser; that a refusal has its status is none."""
        if said.type == "error" and "status of 4" not in said.text:
            self.troubles.append(said.text)

    def picture(self, page: Page, name: str, part: str = "") -> None:
        """Keep a picture of the page, in the order of the journey."""
        if not name:
            return
        self.taken += 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        if PICTURES:
            path = f"{PICTURES}/foi-{self.taken:02d}-{name}.png"
            page.locator(part).first.screenshot(path=path) if part else page.screenshot(
                path=path, clip=self._clip(page)
            )

    def _clip(self, page: Page) -> dict[str, float]:
        """The page from its top, not longer than is looked at."""
        size = page.viewport_size or WIDE
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": min(height, LONGEST[size["width"]])})
        return {"x": 0, "y": 0, "width": size["width"], "height": min(height, LONGEST[size["width"]])}

    def _context(self, who: str, now: datetime):
        if who not in self.city.people:
            kept = self._kept(who) if self._kept(who).exists() else None
            return self.browser.new_context(
                viewport=PHONE, locale="zh-CN", storage_state=kept, base_url=self.address
            )
        context = self.browser.new_context(viewport=WIDE, locale="zh-CN", base_url=self.address)
        context.add_cookies(
            [{"name": cookie_name(), "value": self.city.session(who, now), "url": self.address}]
        )
        return context

    def _kept(self, who: str) -> Path:
        return self.city_folder / f"{who}.json"

    city_folder: Path


@pytest.fixture
def journey(browser: Browser, live_server, transactional_db, tmp_path) -> Iterator[Journey]:
    made = Journey(browser, found(at("2026-09-01 09:00")), live_server.url)
    made.city_folder = tmp_path
    yield made
    assert made.troubles == []


def send(page: Page) -> None:
    """Press the form's own button; the answer is another page, without a refusal."""
    page.locator("form.submission button.primary").first.click()
    expect(page.locator(".problem:not(:empty)")).to_have_count(0)


def do(page: Page, number: str, action: str, token: str = "", note: str = "", **fields: str) -> None:
    """Take an action on the pages of cases."""
    page.goto(f"/cases/{number}/do/{action}/?token={token or 'main'}")
    for name, value in fields.items():
        control = page.locator(f'[name="f-{name}"]').first
        if control.get_attribute("type") == "radio":
            page.locator(f'[name="f-{name}"][value="{value}"]').check()
        elif control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    if note:
        page.fill("#note", note)
    send(page)


def due(page: Page, day: str) -> None:
    """The citizen is told this day as the last one."""
    expect(page.locator(".limit .due time").first).to_have_attribute("datetime", day)


@needs_chromium
def test_from_the_telephone_to_the_published_answer(journey: Journey) -> None:
    """Asked on Monday 14 September 2026, received (confirmed) on Wednesday the 16th. By hand, working days:

    From the 17th: 17, 18 (2), Sunday 20 is worked (3), 21-24 (7), Mid-Autumn 25-27, 28-30 (10), National
    Day 1-7, 8, 9 October (12), Saturday 10 is worked (13), 12-16 (18), 19, 20 (20): due on 20 October.
    Clarified on 22 September, counted anew from the 23rd: 23, 24 (2), 28-30 (5), 8-10 October (8), 12-16
    (13), 19-23 (18), 26, 27 (20): due on 27 October.
    A third party is asked on the 23rd and objects on the 28th: the 23rd and 24th do not count, two working
    days, so it is due on 29 October. Extended by ten: 30 October (21), 2-6 November (26), 9-12 (30): due on
    12 November.
    """
    number, code = _asked(journey)
    with journey.step("receiver", "2026-09-16 09:30", "received") as page:
        do(page, number, "register-confirmed", confirmed_on="2026-09-16")
    with journey.step("handler", "2026-09-16 10:00") as page:
        do(page, number, "claim")
    with journey.step("citizen-at-home", "2026-09-17 20:00", "followed") as page:
        _follow(page, number, code)
        due(page, "2026-10-20")
    with journey.step("handler", "2026-09-18 10:00", "clarification-asked") as page:
        do(page, number, "ask-clarification", clarify_what="请写明路段的起止点。", clarify_days="10")
    with journey.step("citizen-at-home", "2026-09-22 09:00", "clarified") as page:
        _follow(page, number, code)
        journey.picture(page, "clarify")
        page.fill("#clarify", "芝山路至南津路段。")
        page.click("text=提交补正")
        due(page, "2026-10-27")
    _third_party(journey, number)
    with journey.step("citizen-at-home", "2026-09-28 20:00") as page:
        _follow(page, number, code)
        due(page, "2026-10-29")
    with journey.step("approver", "2026-10-26 10:00", "extended") as page:
        do(page, number, "extend", extension_days="10", extension_reason="需要从历史档案中核对")
    with journey.step("citizen-at-home", "2026-10-26 20:00") as page:
        _follow(page, number, code)
        due(page, "2026-11-12")
        page.click("text=为什么是这一天：逐日说明")
        _explained(page)
        journey.picture(page, "day-by-day", ".limit")
    _answered_in_part(journey, number)
    with journey.step("citizen-at-home", "2026-11-11 20:00", "answer-received") as page:
        _follow(page, number, code)
        expect(page.locator(".stand")).to_contain_text("已经答复：部分公开")
        with page.expect_download() as download:
            page.click("text=政府信息部分公开告知书.pdf")
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    _published(journey, number)


def _asked(journey: Journey) -> tuple[str, str]:
    with journey.step("citizen-at-home", "2026-09-14 10:00", "receipt") as page:
        page.goto("/openness/")
        page.click("text=申请公开政府信息")
        page.select_option("#agency", label="永州市行政审批服务局")
        page.fill("#subject", "2025年零陵路改造工程竣工验收报告")
        page.fill("#name", "王晓梅")
        page.fill("#id_number", "431102199003070029")
        page.fill("#phone", "13874600000")
        page.click("text=下一步：核对")
        expect(page.locator("#id_number-wrong")).to_contain_text("第 18 位")
        journey.picture(page, "request")
        page.fill("#id_number", "431102199003070021")
        page.click("text=下一步：核对")
        journey.picture(page, "preview")
        page.dblclick("text=提交申请")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".big code")).to_have_count(2)
        number, code = page.locator(".big code").all_inner_texts()
        return number, code


def _follow(page: Page, number: str, code: str) -> None:
    page.goto("/openness/follow/")
    page.fill("#number", number)
    page.fill("#code", code.upper())
    page.click("text=查看 >> nth=-1")
    expect(page.locator(".kicker")).to_have_text(number)


def _third_party(journey: Journey, number: str) -> None:
    with journey.step("handler", "2026-09-23 09:00", "third-asked") as page:
        do(page, number, "consult", third_parties="湘南建设有限公司")
        page.goto(f"/openness/tasks/{number}/ask/")
        page.fill("textarea[name=about]", "零陵路改造工程验收报告中贵单位的投标报价和联系人。")
        page.click("text=生成链接")
        link = html.unescape(page.locator("code.address").inner_text())
    with journey.step("handler", "2026-09-24 09:00") as page:
        do(page, number, "third-received", "third.1", letter_received_on="2026-09-24")
    with journey.step("third-party", "2026-09-28 15:00") as page:
        page.goto(link)
        expect(page.locator("main")).not_to_contain_text("王晓梅")
        page.check("input[value=object]")
        page.fill("#opinion", "投标报价属于我公司商业秘密。")
        journey.picture(page, "opinion")
        page.click("text=提交意见")
        expect(page.locator("main")).to_contain_text("您的意见已经收到")
        page.goto(link)
        expect(page.locator("main")).to_contain_text("这个链接不能用")


def _explained(page: Page) -> None:
    """Every day of the limit stands there with its reason and its number."""
    rows = {
        row.locator("time").get_attribute("datetime"): row.inner_text()
        for row in page.locator(".days tbody tr").all()
    }
    for day, words in {
        "2026-09-22": "起算的一天，不计",
        "2026-09-23": "征求第三方意见，不计",
        "2026-09-24": "征求第三方意见，不计",
        "2026-09-25": "中秋节放假，不计",
        "2026-10-01": "国庆节放假，不计",
        "2026-10-10": "国庆节调休上班，计",
        "2026-10-11": "周末，不计",
        "2026-10-30": "延长的期限内，计",
    }.items():
        assert words in re.sub(r"\s+", "", rows[day]), (day, rows[day])
    assert [rows[day].split()[-1] for day in ("2026-09-28", "2026-10-10", "2026-10-29", "2026-11-12")] == [
        "1", "6", "20", "30",
    ]  # fmt: skip


def _answered_in_part(journey: Journey, number: str) -> None:
    with journey.step("handler", "2026-11-09 10:00", "drafted") as page:
        page.goto(f"/openness/tasks/{number}/redact/")
        page.set_input_files(
            "#original", {"name": "竣工验收报告.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
        )
        page.click("text=上传原件 >> nth=-1")
        page.evaluate("text.setSelectionRange(text.value.indexOf('赵六'), text.value.indexOf('赵六') + 2)")
        page.click("button[data-ground='15-privacy']")
        assert "⟦15-privacy|赵六⟧" in page.input_value("#text")
        page.fill("#text", MARKED)
        journey.picture(page, "marked")
        page.click("text=制作给出的文件")
        journey.picture(page, "redacted")
        page.click("text=拟定答复")
        page.fill("#answer", "现提供竣工验收报告可以公开的内容。")
        page.fill("#refuse_reason", "涉及第三方商业秘密、个人隐私和内部编号。")
        page.select_option("#weighing", "respected")
        page.fill("#weighing_reason", "报价未向社会公开，其理由合理。")
        page.click("text=看答复书")
        expect(page.locator(".letter")).to_contain_text("第 3 处，商业秘密")
        journey.picture(page, "letter")
        page.click("text=送审")
        expect(page.locator(".letter h2")).to_contain_text("政府信息部分公开告知书")
    with journey.step("approver", "2026-11-10 10:00") as page:
        do(page, number, "approve", publish="yes")
    with journey.step("handler", "2026-11-11 10:00", "delivered") as page:
        page.goto(f"/openness/tasks/{number}/deliver/")
        page.fill("#document_number", "永政审告〔2026〕12号")
        page.click("button.primary")
        expect(page.locator("main")).to_contain_text("已答复")
    assert state(number) == "answered"


def _published(journey: Journey, number: str) -> None:
    with journey.step("editor", "2026-11-12 09:00") as page:
        page.goto("/openness/waiting/")
        page.click("text=2025年零陵路改造工程竣工验收报告")
        page.fill("#title", "2025年零陵路改造工程竣工验收报告（部分公开）")
        page.fill(
            "#text", "提供竣工验收报告。第三方的报价、联系人和内部编号未公开（条例第十五条、第十六条）。"
        )
        page.check("#checked")
        page.click("button.primary")
    with journey.step("anybody", "2026-11-12 10:00", "published") as page:
        page.goto("/openness/?q=零陵路")
        page.click("h2 a")
        expect(page.locator("main")).to_contain_text("部分公开")
        expect(page.locator("main")).not_to_contain_text("王晓梅")
        expect(page.locator("main")).not_to_contain_text(number)


@needs_chromium
def test_without_script_a_company_asks_and_follows(journey: Journey) -> None:
    now = at("2026-09-14 10:00")
    with told(now):
        context = journey.browser.new_context(
            viewport=PHONE, java_script_enabled=False, base_url=journey.address
        )
        page = context.new_page()
        page.goto("/openness/request/")
        page.select_option("#agency", label="永州市行政审批服务局")
        page.fill("#document_number", "永政审发〔2025〕8号")
        page.check("input[value=legal-person]")
        expect(page.locator("#id_number")).to_be_hidden()
        page.fill("#name", "永州某建筑有限公司")
        page.fill("#uscc", "12441500196720244T")
        page.fill("#representative", "赵六")
        page.fill("#email", "office@example.com")
        page.click("text=下一步：核对")
        page.click("text=提交申请")
        page.get_by_role("button", name="查看进度").click()
        expect(page.locator("h1")).to_have_text("文号：永政审发〔2025〕8号")
        context.close()
