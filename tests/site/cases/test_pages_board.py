"""The board of supervisors, what is parked, and the viewer of processes."""

from __future__ import annotations

import re

import pytest

from tests.site.cases.city import NOW, fire_timers
from tests.site.cases.statements import counting
from xunzheng.site.cases.models import Timer
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def figures(page: str) -> dict[str, list[int]]:
    """The numbers of each organisation: open, yellow, red, overdue, closed in time and late."""
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page)
    return {
        name: [int(n) for n in re.findall(r'<td class="number[^"]*">(?:<a[^>]*>)?(\d+)', cells)]
        for name, cells in rows
    }


def test_it_counts_by_organisation_and_light_and_lists_what_is_overdue(city):
    city.walk(39, "超期的").clear()
    city.walk(34, "紧急的").clear()
    city.walk(12, "正常的").clear()
    city.walk(14, "按期办结的").clear().answered()
    city.walk(46, "超期办结的").clear().answered(37)
    city.walk(12, "住建局的", office="431100-zjj").clear()
    fire_timers(NOW)
    page = text_of(city.browser("supervisor"), "/board/")
    assert figures(page) == {
        "永州市行政审批服务局": [3, 0, 1, 1, 1, 1],
        "永州市住房和城乡建设局": [1, 0, 0, 0, 0, 0],
    }
    assert re.findall(r"data-row[^>]*>([^<]+)<", page) == ["超期的"]
    assert "已超期 3 个工作日" in page
    # The longest bar has the whole width: three cases, of which one is overdue, one urgent, one on time.
    assert re.findall(r'<rect class="part-(\w+)" x="([\d.]+)" width="([\d.]+)"', page)[:3] == [
        ("overdue", "0.0", "66.7"), ("red", "66.7", "66.7"), ("green", "133.4", "66.7"),
    ]  # fmt: skip


def test_the_numbers_lead_to_the_list(city):
    city.walk(39, "超期的").clear()
    fire_timers(NOW)
    supervisor = city.browser("supervisor")
    page = text_of(supervisor, "/board/")
    address = re.search(r'href="(/tasks/[^"]*light=overdue)"', page)[1].replace("&amp;", "&")
    assert "超期的" in text_of(supervisor, address)


def test_without_cases_it_says_so(city):
    page = text_of(city.browser("leader"), "/board/")
    assert "没有在办或本月办结的办件" in page
    assert "没有超期的办件" in page


def test_what_it_costs_grows_with_offices_and_not_with_cases(city, monkeypatch):
    supervisor, costs = city.browser("supervisor"), []
    for _ in range(2):
        for number in range(4):
            city.walk(39, f"{len(costs)}-{number}").clear()
        with counting(monkeypatch) as count:
            text_of(supervisor, "/board/")
        costs.append(count.statements)
    assert costs[0] == costs[1] <= 40


def test_the_system_administrator_lets_a_parked_timer_be_tried_again(city):
    walk = city.walk(12).clear()
    key = Timer.objects.filter(case=walk.done.case_id).order_by("key").first().key
    Timer.objects.filter(case=walk.done.case_id, key=key).update(
        try_at=None, parked_at=NOW, attempts=6, reason="<script>KeyError</script>"
    )
    admin = city.browser("system-admin")
    page = text_of(admin, "/board/parked/")
    assert "&lt;script&gt;KeyError" in page
    assert walk.done.number in page
    place = re.search(r'name="place" value="([^"]+)"', page)[1]
    assert admin.post("/board/parked/resume/", {"kind": "timer", "place": place}).status_code == 302
    assert Timer.objects.get(case=walk.done.case_id, key=key).try_at == NOW
    assert Entry.objects.get(kind="case.resumed").about == f"case:{walk.done.number}"
    assert "没有停放的任务" in text_of(admin, "/board/parked/")


@pytest.mark.parametrize(
    ("kind", "place"), [("timer", "1~x"), ("delivery", "1~2~sms"), ("table", ""), ("", "")]
)
def test_what_is_not_parked_is_left_alone(city, kind, place):
    answer = city.browser("system-admin").post("/board/parked/resume/", {"kind": kind, "place": place})
    assert answer.status_code == 302
    assert not Entry.objects.filter(kind="case.resumed").exists()


def test_the_business_does_not_see_what_is_parked(city):
    assert city.browser("supervisor").get("/board/parked/").status_code == 403
    assert city.browser("handler-xzsp").get("/board/").status_code == 403


def test_a_process_is_shown_with_its_law(city):
    handler = city.browser("handler-xzsp")
    assert "/processes/foi-request/1/" in text_of(handler, "/processes/")
    page = text_of(handler, "/processes/foi-request/1/")
    for words in (
        "政府信息公开申请", "第三十三条第二款", "征求第三方意见（第三十三条第三款）", "批准延长答复期限",
        "信息公开工作机构负责人（本单位）", "第三方逾期未提意见", "任何未结束的环节", "答复内容",
    ):  # fmt: skip
        assert words in page
    assert page.count('class="state ') > 10
    assert "<style" not in page
    english = text_of(handler, "/processes/foi-request/1/?lang=en")
    assert "extend the time to reply" in english
    assert "20 working days" in english


@pytest.mark.parametrize("address", ["/processes/foi-request/99/", "/processes/nothing/1/"])
def test_a_process_that_there_is_not(city, address):
    assert city.browser("handler-xzsp").get(address).status_code == 404
