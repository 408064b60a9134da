"""The page of a case: what it shows to whom, what it journals, and what it costs."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests.site.cases.city import Walk
from tests.site.cases.statements import counting
from xunzheng.site.cases.models import Link, Paper
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def text_of(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_it_says_what_who_where_it_stands_and_what_may_be_done(city):
    walk = city.walk(12, "道路维修资金", "张三丰").clear()
    page = text_of(city.browser("handler-xzsp"), walk.address)
    for words in (
        "道路维修资金",
        "张＊＊",
        "永州市行政审批服务局",
        "办理中",
        "还剩 11 个工作日",
        "截止 11月4日（周三）17:30",
    ):
        assert words in page
    offered = re.findall(r"/do/([a-z-]+)/", page)
    assert set(offered) == {"ask-reasons", "consult", "draft", "claim", "delegate", "transfer"}
    withheld = page[page.index('class="withheld"') :]
    assert "“分派”须由收件人员（本单位的）" in withheld
    assert "内容是否明确已有结论" in withheld


def test_to_claim_comes_first_while_nobody_holds_it(city):
    page = text_of(city.browser("handler-xzsp"), city.walk(5).registered().address)
    assert re.findall(r'class="button( primary)?"[^>]*?/do/([a-z-]+)/', page)[0] == (" primary", "claim")


def test_the_reason_names_the_holder_and_not_his_number(city):
    walk = city.walk(5).claimed()
    page = text_of(city.browser("handler2-xzsp"), walk.address)
    assert "现由 钱进 承办" in page
    assert f"现由 {city.people['handler-xzsp'].pk} 承办" not in page


def test_the_clock_is_explained_day_by_day(city):
    walk = city.walk(47).clear().extended()
    page = text_of(city.browser("handler-xzsp"), walk.address)
    # Received on Thursday 3 September 2026; the twentieth day is 8 October, extended to 4 November.
    assert "国庆节放假（国办发明电〔2025〕7号）" in page
    assert "延长期内（孙丽批准）" in page
    assert "《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条第二款" in page
    assert '<td class="day-extended due">4<b>40</b></td>' in page
    assert page.count("<svg") == 2  # the mark of the site, and the bar
    other = text_of(city.browser("handler-xzsp"), f"{walk.address}?clock=clarify")
    assert "告知补正期限：7 个工作日" in other or "告知补正期限：7个工作日" in other


def test_the_promised_and_the_statutory_limit_stand_side_by_side(city):
    walk = city.walk(12).claimed().unclear()
    page = text_of(city.browser("handler-xzsp"), walk.address)
    assert "补正期限：10 个工作日" in page


def test_a_paused_clock_says_why_it_has_no_end(city):
    page = text_of(city.browser("handler-xzsp"), f"{city.walk(12).clear().consulting().address}?clock=reply")
    assert "因征求第三方意见暂停，尚未恢复" in page
    assert "自 2026-10-11 10:28" in page  # by the clock of the place, not in UTC
    assert "钱进批准" in page


def test_personal_values_are_shown_for_a_purpose_and_journalled(city):
    walk = city.walk(12, "道路", "张三丰").clear()
    handler = city.browser("handler-xzsp")
    assert "13812345678" not in text_of(handler, walk.address)
    answer = handler.post(f"{walk.address}personal/", {"purpose": "联系申请人"})
    page = answer.content.decode()
    assert "13812345678" in page
    assert "张三丰" in page
    entry = Entry.objects.get(kind="read.personal")
    assert (entry.who, entry.about) == (str(city.people["handler-xzsp"].pk), walk.done.number)
    assert "联系申请人" in entry.content
    assert "13812345678" not in entry.content


@pytest.mark.parametrize("purpose", ["", "   ", "\u200b\x07"])
def test_without_a_purpose_nothing_is_shown(city, purpose):
    walk = city.walk().clear()
    answer = city.browser("handler-xzsp").post(f"{walk.address}personal/", {"purpose": purpose})
    assert answer.status_code == 422
    assert "13812345678" not in answer.content.decode()
    assert not Entry.objects.filter(kind="read.personal").exists()


def test_third_parties_are_masked_and_offices_are_named(city):
    page = text_of(city.browser("handler-xzsp"), city.walk(12).clear().consulting().address)
    assert "陆＊＊" in page
    assert "湘＊＊＊＊" in page
    assert "湘江建设集团" not in page
    assert "永州市住房和城乡建设局" in page


def test_who_sees_only_his_branch_sees_no_applicant(city):
    walk = city.walk(12, "道路", "张三丰").clear().consulting()
    other = city.people["handler-zjj"]
    page = text_of(city.browser("handler-zjj"), walk.address)
    assert other.name in page
    assert "您只看到向您征求意见的部分" in page
    for words in ("张＊＊", "张三丰", "13812345678", "138＊＊＊＊5678", "湘＊＊＊＊", "征求意见书.pdf"):
        assert words not in page


def test_the_auditor_sees_no_personal_value_and_reads_the_journal_of_the_case(city):
    walk = city.walk(12, "道路", "张三丰").clear()
    auditor = city.browser("auditor")
    page = text_of(auditor, walk.address)
    assert "张＊＊" not in page
    assert "138＊＊＊＊5678" not in page
    assert "本案日志" in page
    city.browser("handler-xzsp").post(f"{walk.address}personal/", {"purpose": "送达"})
    log = text_of(auditor, f"{walk.address}journal/")
    assert "read.personal" in log
    assert "case.event" in log
    assert Entry.objects.filter(kind="read.journal", about=walk.done.number).count() == 1
    assert city.browser("handler-xzsp").get(f"{walk.address}journal/").status_code == 403


@pytest.mark.parametrize("who", ["handler-zjj", "other"])
@pytest.mark.parametrize("rest", ["", "drawing.svg", "do/draft/", "papers/0/"])
def test_the_case_of_others_is_not_there_and_the_attempt_is_journalled(city, who, rest):
    walk = city.walk().clear()
    assert city.browser(who).get(walk.address + rest).status_code == 404
    entry = Entry.objects.get(kind="access.refused")
    assert (entry.who, entry.about) == (str(city.people[who].pk), f"case:{walk.done.number}")


def test_a_case_that_there_is_not_looks_the_same(city):
    walk = city.walk().clear()
    other = city.browser("handler-zjj")
    one, two = other.get(walk.address), other.get("/cases/FOI-REQUEST-20200101-0001/")
    assert (one.status_code, one.content) == (two.status_code, two.content)


def test_the_applicant_sees_his_own_case(city):
    walk = city.walk(12, "道路", "张三丰").clear()
    page = text_of(city.browser("applicant"), walk.address)
    assert "张三丰" in page
    assert "/do/withdraw/" in page
    assert "关联另一件" not in page
    assert 'href="/tasks/"' not in page


def test_papers_are_downloads_with_their_digest(city):
    walk = city.walk(12).clear().drafted()
    handler = city.browser("handler-xzsp")
    page = text_of(handler, walk.address)
    paper = Paper.objects.get(name="答复书.pdf")
    assert paper.digest in page
    answer = handler.get(f"{walk.address}papers/{paper.reference}/")
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == paper.digest
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_personal_paper_is_opened_for_a_purpose_only(city):
    walk = city.walk(12).clear().drafted()
    Paper.objects.filter(name="答复书.pdf").update(is_personal=True)
    address = f"{walk.address}papers/{Paper.objects.get(name='答复书.pdf').reference}/"
    approver = city.browser("approver-xzsp")
    assert approver.get(address).status_code == 422
    assert approver.post(address, {"purpose": ""}).status_code == 422
    answer = approver.post(address, {"purpose": "审核"})
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "审核" in Entry.objects.get(kind="read.personal").content


def test_a_paper_of_another_case_is_not_to_be_had_by_this_one(city):
    mine, theirs = city.walk(12).clear(), city.walk(12, "别的", office="431100-zjj").clear().drafted()
    paper = Paper.objects.filter(case=theirs.done.case_id).first()
    assert city.browser("handler-xzsp").get(f"{mine.address}papers/{paper.reference}/").status_code == 404


def test_cases_are_linked_and_both_sides_show_it(city):
    one, two = city.walk(12, "道路维修资金使用").clear(), city.walk(11, "道路维修资金使用").clear()
    handler = city.browser("handler-xzsp")
    assert "标题有 100% 相同" in text_of(handler, one.address)
    sent = {"other": two.done.number, "kind": "duplicate", "note": "<b>重复</b>"}
    assert handler.post(f"{one.address}links/", sent).status_code == 200
    assert Link.objects.count() == 1
    for walk, other in ((one, two), (two, one)):
        page = text_of(handler, walk.address)
        assert "同一事项重复提出" in page
        assert other.done.number in page
        assert "<b>重复</b>" not in page
    refused = handler.post(f"{one.address}links/", {"other": "FOI-1", "kind": "duplicate"})
    assert refused.status_code == 422
    assert "没有办件 FOI-1" in refused.content.decode()
    assert 'value="FOI-1"' in refused.content.decode()


def test_the_timeline_tells_the_steps_in_words(city):
    walk = city.walk(40).claimed().unclear().clarified()
    page = text_of(city.browser("handler-xzsp"), walk.address)
    steps = re.findall(r"<p><b>([^<]+)</b>", page[page.index('class="steps"') :])
    assert steps[:5] == ["提交补正", "告知补正", "领办", "登记（与申请人确认）", "提出申请"]
    assert "答复期限重新计算" in page
    assert "补正期限停止" in page
    assert "交钱进承办" in page


def test_only_the_latest_steps_are_shown_until_all_are_asked_for(city, monkeypatch):
    monkeypatch.setattr("xunzheng.site.cases.views_case._STEPS_SHOWN", 2)
    walk = city.walk().clear()
    page = text_of(city.browser("handler-xzsp"), walk.address)
    assert "显示更早的 2 步" in page
    assert page.count('class="step-') == 2
    assert text_of(city.browser("handler-xzsp"), f"{walk.address}?all=1").count('class="step-') == 4


def test_the_drawing_marks_where_it_stands(city):
    walk = city.walk().clear()
    answer = city.browser("handler-xzsp").get(f"{walk.address}drawing.svg")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "现在处于：办理中" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_a_case_costs_is_bounded(city, monkeypatch):
    handler = city.browser("handler-xzsp")
    walk: Walk = city.walk(47).clear().consulting()
    text_of(handler, walk.address)
    with counting(monkeypatch) as count:
        size = len(text_of(handler, walk.address).encode())
    assert count.statements <= 21
    assert size < 40_000


def test_a_link_in_the_address_to_what_was_done_is_only_words(city):
    walk = city.walk().clear()
    handler = city.browser("handler-xzsp")
    assert "已办理：领办" in text_of(handler, f"{walk.address}?done=claim")
    assert "已办理" not in text_of(handler, f"{walk.address}?done=<script>")


def test_in_english(city):
    page = text_of(city.browser("handler-xzsp"), f"{city.walk().clear().address}?lang=en")
    for words in (
        "What I may do now",
        "11 working days left",
        "Why this day",
        "content is clear",
        "time to reply",
    ):
        assert words in page
