"""What an applicant is shown of his own case, and somebody who is asked of somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.site.cases.city import NOW, Walk
from tests.site.cases.offices import (
    APPLICANT,
    HANDLER,
    OFFICE,
    REGION,
    VALUES,
    brought_to,
    kinds,
    opened,
    take,
)
from xunzheng.site.cases.lists import Listed, list_tasks
from xunzheng.site.cases.looking import events_of, look, numbered_events_of, read_personal
from xunzheng.site.cases.models import Paper, Task
from xunzheng.site.cases.own_view import IN_PROGRESS
from xunzheng.site.cases.search import find
from xunzheng.site.cases.services import Asked, Command, Refused, open_case, perform
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
ANSWER = "您申请公开的信息见附件。"
STAFF = ("赵敏", "钱进", "孙丽")
THIRD = ("湘江建设集团有限公司", "湘＊＊＊＊", "陆小凤", "陆＊＊", "永州市住房和城乡建设局")


def page_of(city, who: str, walk: Walk, query: str = "", status: int = 200) -> str:
    answer = city.browser(who).get(f"{walk.address}{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_draft_and_who_works_on_it_are_the_office_s_own(city):
    walk = city.walk(12, "道路", "张三丰").clear().drafted()
    page = page_of(city, "applicant", walk, "?all=1")
    for words in (ANSWER, "答复书.pdf", "资金使用明细表.pdf", "审核", "领办", *STAFF):
        assert words not in page
    assert "张三丰" in page
    assert "13812345678" in page
    assert "办理中" in page
    assert ANSWER in page_of(city, "approver-xzsp", walk)  # what is left out is there
    assert "in progress" in page_of(city, "applicant", walk, "?lang=en")


def test_papers_of_a_draft_cannot_be_fetched(city):
    walk = city.walk(12).clear().drafted()
    paper = Paper.objects.get(name="答复书.pdf")
    assert city.browser("applicant").get(f"{walk.address}papers/{paper.reference}/").status_code == 404
    walk.do("approver", "approve", 1, values={"publish": "yes"})
    walk.do("handler", "deliver", 1, values={"answered_on": walk.at.date().isoformat()})
    answer = city.browser("applicant").get(f"{walk.address}papers/{paper.reference}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_who_is_asked_and_who_approved_a_pause_are_not_told(city):
    walk = city.walk(12).clear().consulting()
    for query in ("?all=1", "?clock=reply"):
        page = page_of(city, "applicant", walk, query)
        for words in (*THIRD, *STAFF, "征求意见书.pdf"):
            assert words not in page
    assert "因征求第三方意见暂停" in page
    assert "办理机关批准" in page
    assert "third@" not in page


def test_the_answer_is_shown_once_it_is_given(city):
    walk = city.walk(25).clear().answered()
    page = page_of(city, "applicant", walk)
    assert ANSWER in page
    assert "答复书.pdf" in page
    for name in STAFF:
        assert name not in page


def test_the_draft_of_a_request_that_was_withdrawn_stays_a_draft(city):
    walk = city.walk(12).clear().drafted().withdrawn()
    page = page_of(city, "applicant", walk, "?all=1")
    assert "已经从其他渠道得到" in page  # his own note
    for words in (ANSWER, "答复书.pdf"):
        assert words not in page


def test_a_message_that_was_not_sent_tells_nothing_yet(city):
    walk = city.walk(30).claimed()
    seen = look(walk.done.number, city.actor("applicant"), NOW)
    assert "received_on" in seen.case.values
    assert "clarify_what" not in seen.case.values
    walk.unclear()
    seen = look(walk.done.number, city.actor("applicant"), NOW)
    assert seen.case.values["clarify_what"] == "请写明所需信息的年度和路段"


def test_the_picture_does_not_mark_where_the_office_works(city):
    walk = city.walk(12).clear().drafted()
    address = f"{walk.address}drawing.svg"
    assert 'current"' not in city.browser("applicant").get(address).content.decode()
    assert 'current"' in city.browser("handler-xzsp").get(address).content.decode()


def test_personal_values_of_others_are_not_read_by_asking(city):
    walk = city.walk(12).clear().consulting()
    answer = city.browser("applicant").post(f"{walk.address}personal/", {"purpose": "好奇"})
    assert answer.status_code == 422
    assert "陆小凤" not in answer.content.decode()
    seen = look(walk.done.number, city.actor("applicant"), NOW)
    assert read_personal(seen, city.actor("applicant"), "好奇", NOW) is None
    assert not Entry.objects.filter(kind="read.personal").exists()


def test_a_form_of_the_office_tells_the_applicant_nothing(city):
    walk = city.walk(12).clear().drafted()
    applicant = city.browser("applicant")
    assert applicant.get(f"{walk.address}do/approve/").status_code == 404
    page = applicant.post(f"{walk.address}do/draft/", {"token": "main"}).content.decode()
    for words in (ANSWER, *STAFF):
        assert words not in page


def test_nothing_of_the_office_is_in_the_state_that_he_is_shown():
    done = brought_to(4)
    seen = look(done.number, APPLICANT, NOW)
    assert seen.is_own
    assert seen.state is IN_PROGRESS
    assert (seen.case.main.holder, seen.case.main.answerable) == (None, None)
    assert set(seen.case.values) == {*VALUES, "received_on"}
    assert seen.actual.values["answer"] == "见附件"
    assert {event.by for event in events_of(seen)} <= {APPLICANT.id, "", "system"}
    numbers = [number for number, _ in numbered_events_of(seen)]
    assert numbers == sorted(set(numbers))
    assert numbered_events_of(seen, numbers[0]) == numbered_events_of(seen)[1:]


def test_who_is_asked_sees_no_applicant(city):
    third = str(city.people["other"].pk)
    walk = city.walk(12, "道路维修", "张三丰").clear()
    walk.do("handler", "consult", 2, values={"third_parties": (third,)})
    page = page_of(city, "other", walk, "?all=1")
    assert "您只看到向您征求意见的部分" in page
    for words in (
        "张三丰",
        "张＊＊",
        "13812345678",
        "138＊＊＊＊5678",
        "431100199001010011",
        "李＊＊",
        "李四喜",
    ):
        assert words not in page


def test_lists_and_search_do_not_tell_who_asks_to_who_is_only_asked(city):
    walk = city.walk(12, "道路维修", "张三丰").clear().consulting()
    # As of a process that hands the branch to the office that is asked.
    Task.objects.filter(case=walk.done.case_id, token__startswith="coop").update(organisation="431100-zjj")
    for who, name in (("handler-zjj", ""), ("handler-xzsp", "张＊＊")):
        (hit,) = find(walk.done.number, city.actor(who), NOW).hits
        assert (hit.number, hit.applicant) == (walk.done.number, name)
        rows = list_tasks(Listed.ALL, city.actor(who), NOW).rows
        assert {(row.number, row.applicant) for row in rows} == {(walk.done.number, name)}


def test_a_refusal_does_not_tell_where_the_office_works(city):
    walk = city.walk(12).clear().consulting()
    for who, is_told in (("applicant", False), ("handler-zjj", False), ("approver-xzsp", True)):
        answer = perform(
            walk.done.case_id, Command("clarify"), city.actor(who), f"k-{who}", walk.done.version, NOW
        )
        assert kinds(answer)[0] == "state"
        assert "现在不能办理" in answer.reasons[0].text or is_told
        assert ("征求意见中" in answer.reasons[0].text) is is_told


def stale(walk: Walk, who: str, expected: int, action: str = "withdraw") -> str:
    command = Command(action, note="不要了")
    answer = perform(walk.done.case_id, command, walk.city.actor(who), f"late-{who}", expected, NOW)
    assert kinds(answer) == ["stale"]
    return answer.reasons[0].text


def test_what_happened_meanwhile_is_told_as_far_as_one_sees_it(city):
    walk = city.walk(12).claimed()
    expected = walk.done.version
    walk.do("handler", "confirm-clear").drafted().do("approver", "return-draft", note="内部的话").consulting()
    told = stale(walk, "receiver-xzsp", expected)
    assert "钱进于" in told
    assert f"用户 {city.people['handler-xzsp'].pk}" not in told
    to_him, to_asked = stale(walk, "applicant", expected), stale(walk, "handler-zjj", expected)
    for words in ("钱进", "孙丽", "拟答复", "征求意见", "内部的话", *THIRD):
        assert words not in to_him
    assert "拟答复" not in to_asked


def test_a_token_without_the_scope_opens_and_acts_on_nothing():
    reading = replace(APPLICANT, scopes=frozenset({"cases:read"}))
    assert isinstance(open_case("foi-request", Asked(OFFICE, REGION, VALUES), reading, "k", NOW), Refused)
    done = opened()
    command = Command("withdraw", note="不要了")
    refused = perform(done.case_id, command, reading, "k2", done.version, NOW)
    assert isinstance(refused, Refused)
    writing = replace(APPLICANT, scopes=frozenset({"cases:read", "cases:write"}))
    assert not isinstance(perform(done.case_id, command, writing, "k3", done.version, NOW), Refused)


def test_one_s_own_branch_is_in_one_s_own_case():
    done = brought_to(3)
    done = take(done, HANDLER, "consult", values={"third_parties": (APPLICANT.id, "somebody")})
    seen = look(done.number, APPLICANT, NOW)
    assert [token.party for token in seen.case.tokens.values()] == [None, APPLICANT.id]
