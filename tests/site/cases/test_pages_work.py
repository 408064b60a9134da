"""The work list: its tabs, filters, pages and search, and what it costs."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.site.cases.city import NOW, SUBJECTS, fire_timers
from tests.site.cases.statements import counting
from xunzheng.site.accounts.models import Account
from xunzheng.site.cases.lists import list_tasks

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r"data-row[^>]*>([^<]+)</a>", page)


def test_each_tab_has_its_tasks_and_its_count(city):
    city.walk(3, "待登记的")
    city.walk(5, "待领的").registered()
    city.walk(6, "我的").clear()
    city.walk(15, "等待中的").claimed().unclear()
    city.walk(34, "快到期的").clear()
    handler = city.browser("handler-xzsp")
    assert set(titles(text_of(handler, "/tasks/"))) == {"我的", "快到期的"}
    assert titles(text_of(handler, "/tasks/?tab=unclaimed")) == ["待领的"]
    assert "快到期的" in titles(text_of(handler, "/tasks/?tab=due"))
    assert titles(text_of(handler, "/tasks/?tab=waiting")) == ["等待中的"]
    assert len(titles(text_of(handler, "/tasks/?tab=all"))) == 5
    counts = re.findall(r'data-tab[^>]*>\S+ <span class="figure">(\d+)', text_of(handler, "/tasks/"))
    assert counts == ["2", "1", "1", "1", "5"]


def test_a_row_says_what_is_due_in_words_and_masks_the_applicant(city):
    city.walk(12, "道路维修资金", "张三丰").clear()
    page = text_of(city.browser("handler-xzsp"), "/tasks/")
    assert "张＊＊" in page
    assert "张三丰" not in page
    # Received on Thursday 8 October 2026: 20 working days, with Saturday the 10th worked, end on 4 November.
    assert "还剩 11 个工作日" in page
    assert "11月4日（周三）17:30" in page
    assert "办理中" in page
    assert "钱进" in page


def test_filters_narrow_the_list_and_stay_in_the_link_to_the_next_page(city):
    for number in range(3):
        city.walk(12, f"较早的{number}").clear()
    city.walk(39, "超期的").clear()
    fire_timers(NOW)
    handler = city.browser("handler-xzsp")
    assert titles(text_of(handler, "/tasks/?light=overdue")) == ["超期的"]
    assert len(titles(text_of(handler, "/tasks/?light=green&process=foi-request"))) == 3
    assert "没有符合筛选条件的办件" in text_of(handler, "/tasks/?process=no-such-process")
    assert len(titles(text_of(handler, "/tasks/?light=no-such-light"))) == 4


def test_pages_follow_one_another_without_a_gap(city, monkeypatch):
    for number in range(5):
        city.walk(12, f"第{number}件").clear()
    monkeypatch.setattr("xunzheng.site.cases.views_work.list_tasks", partial(list_tasks, size=2))
    handler, address, seen = city.browser("handler-xzsp"), "/tasks/?tab=mine&light=green", []
    for _ in range(3):
        page = text_of(handler, address)
        seen += titles(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/tasks/" + following[1].replace("&amp;", "&") if following else ""
    assert address == ""
    assert sorted(seen) == [f"第{number}件" for number in range(5)]


def test_a_place_that_is_none_begins_again_and_says_so(city):
    city.walk().clear()
    page = text_of(city.browser("handler-xzsp"), "/tasks/?after=%00nonsense")
    assert "翻页位置认不出来" in page
    assert titles(page) == [SUBJECTS[0]]


@pytest.mark.parametrize("text", ["道路", "李四", "FOI-REQUEST"])
def test_the_search_finds_by_number_name_and_title(city, text):
    walk = city.walk(12, "城市道路维修", "李四喜").clear()
    page = text_of(city.browser("handler-xzsp"), f"/tasks/?q={text}")
    assert titles(page) == ["城市道路维修"]
    assert walk.done.number in page
    assert "李四喜" not in page.replace(f"q={text}", "")


def test_the_search_finds_nothing_of_another_office(city):
    city.walk(12, "城市道路维修").clear()
    assert "没有找到" in text_of(city.browser("handler-zjj"), "/tasks/?q=道路")


def test_what_a_page_costs_does_not_grow_with_its_rows(city, monkeypatch):
    handler = city.browser("handler-xzsp")
    text_of(handler, "/tasks/")
    costs, sizes = [], []
    for more in (1, 12):
        for number in range(more):
            city.walk(12, f"{more}-{number}").clear()
        with counting(monkeypatch) as count:
            sizes.append(len(text_of(handler, "/tasks/").encode()))
        costs.append(count.statements)
    assert costs[0] == costs[1]
    assert costs[1] <= 20
    assert sizes[1] < 16_000


def test_in_english_everything_is_said(city):
    city.walk().clear()
    page = text_of(city.browser("handler-xzsp"), "/tasks/?lang=en")
    for words in ("Work list", "To be claimed", "11 working days left", "Wed 4 Nov, 17:30", "being handled"):
        assert words in page


def test_a_name_or_title_with_script_in_it_is_text(city):
    script = "<script>alert(1)</script>"
    Account.objects.filter(login="handler-xzsp").update(name=script)
    city.walk(12, f"{script}道路", f"{script}").clear()
    for address in ("/tasks/", f"/tasks/?q={script}", f"/tasks/?organisation={script}&process={script}"):
        page = text_of(city.browser("handler-xzsp"), address)
        assert script not in page
        assert "onerror" not in page


def test_who_has_no_work_is_sent_away(city):
    assert city.browser("applicant").get("/tasks/").status_code == 403
    assert city.browser("auditor").get("/tasks/").status_code == 403
