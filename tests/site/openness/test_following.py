"""Following a request: by code or account, clarifying, withdrawing, the limits told day by day; strangers
see nothing.
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.site.openness.city import ask, at, hidden, let_pass, state, told
from xunzheng.site.cases.models import Case
from xunzheng.site.journal.models import Entry
from xunzheng.site.openness import attempts
from xunzheng.site.openness.visitors import code_of, new_key

pytestmark = pytest.mark.django_db
ASKED = at("2026-09-14 10:00")


def follow(client: Client, number: str, code: str, now=ASKED):
    with told(now):
        return client.post("/openness/follow/", {"number": number, "code": code})


def page_of(client: Client, number: str, now=ASKED) -> str:
    with told(now):
        return client.get(f"/openness/follow/{number}/").content.decode()


def act(client: Client, number: str, action: str, text: str, now, key: str = ""):
    with told(now):
        page = client.get(f"/openness/follow/{number}/")
        data = {"text": text, "key": key or hidden(page, "key"), "version": hidden(page, "version")}
        return client.post(f"/openness/follow/{number}/do/{action}/", data)


def clarifying(city) -> tuple[Client, str, str]:
    """A request received on Wednesday 16 September, whose applicant is asked on the 18th to clarify in 10
    days.
    """
    client = Client()
    number, code = ask(client, ASKED)
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    city.act("handler", number, "claim", at("2026-09-16 10:00"))
    city.act(
        "handler",
        number,
        "ask-clarification",
        at("2026-09-18 10:00"),
        clarify_what="请写明路段",
        clarify_days="10",
    )
    follow(client, number, code, at("2026-09-18 12:00"))
    return client, number, code


def test_number_and_code_lead_to_the_request(city):
    client = Client()
    number, code = ask(client, ASKED)
    other_device = Client()
    answer = follow(other_device, number, code)
    assert answer["Location"] == f"/openness/follow/{number}/"
    assert "等待机关与您确认收到的日期" in page_of(other_device, number)


@pytest.mark.parametrize(
    "write", [str.upper, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "]
)
def test_a_code_is_taken_however_it_is_written(city, write):
    number, code = ask(Client(), ASKED)
    assert follow(Client(), write(number).replace(" ", "-").strip("-"), write(code)).status_code == 302


@pytest.mark.parametrize("code", ["", "2222-2222-2222", "' OR 1=1 --", "\x00", "x" * 10_000])
def test_a_guessed_code_is_refused_alike_for_numbers_that_are_there_and_not(city, code):
    number, _ = ask(Client(), ASKED)
    wrong, nowhere = follow(Client(), number, code), follow(Client(), "FOI-REQUEST-20260914-9999", code)
    assert (wrong.status_code, nowhere.status_code) == (422, 422)
    assert "编号和查询码对不上" in wrong.content.decode()
    refused = Entry.objects.filter(kind="access.refused", about="openness:follow")
    assert refused.count() == 2
    assert f'"number":"{number}"' in "".join(refused.values_list("content", flat=True))


def test_an_address_that_guesses_is_stopped_even_with_the_right_code(city):
    number, code = ask(Client(), ASKED)
    for _ in range(attempts.WRONG_CODE.most):
        follow(Client(), number, "2222-2222-2222")
    assert follow(Client(), number, code).status_code == 429
    assert follow(Client(), number, code, at("2026-09-14 10:16")).status_code == 302


@pytest.mark.parametrize("number", ["\x00", "x" * 999, "FOI-REQUEST-20260914-0001'", "../../etc", "%"])
def test_strange_numbers_are_refused(city, number):
    assert follow(Client(), number, "2222").status_code == 422


def test_without_code_or_account_nobody_sees_it_and_that_is_journalled(city):
    number, _ = ask(Client(), ASKED)
    for client in (Client(), city.client("other", ASKED), city.client("receiver", ASKED)):
        with told(ASKED):
            assert client.get(f"/openness/follow/{number}/").status_code == 404
            assert client.post(f"/openness/follow/{number}/do/withdraw/", {"text": "撤"}).status_code == 404
            assert client.get(f"/openness/follow/{number}/receipt.pdf").status_code == 404
    assert Entry.objects.filter(kind="access.refused", about=f"case:{number}").count() >= 6
    assert state(number) == "received"


def test_a_forged_cookie_opens_nothing(city):
    number, _ = ask(Client(), ASKED)
    mine, code = ask(Client(), ASKED)
    client = Client()
    follow(client, mine, code)
    good = client.cookies["xunzheng_follow"].value
    for forged in (number, f"{number}:{good.split(':', 1)[1]}", good + "x"):
        client.cookies["xunzheng_follow"] = forged
        with told(ASKED):
            assert client.get(f"/openness/follow/{number}/").status_code == 404


def test_a_code_for_one_request_does_not_open_another_of_the_same_person(city):
    first, code = ask(Client(), ASKED)
    second, _ = ask(Client(), ASKED)
    client = Client()
    assert follow(client, second, code).status_code == 422
    follow(client, first, code)
    with told(ASKED):
        assert client.get(f"/openness/follow/{second}/").status_code == 404


def test_leaving_ends_it(city):
    client = Client()
    number, code = ask(client, ASKED)
    follow(client, number, code)
    client.post("/openness/follow/leave/")
    with told(ASKED):
        assert client.get(f"/openness/follow/{number}/").status_code == 404


def test_the_applicant_clarifies_and_the_limit_starts_anew(city):
    """Clarified on Tuesday 22 September 2026. Counted by hand from the 23rd: September 23 and 24 are working
    days (1, 2); the 25th to the 27th is Mid-Autumn (放假); 28, 29, 30 are working days (3, 4, 5); 1 to 7
    October is National Day; October 8, 9 (6, 7), Saturday the 10th is worked in exchange (8); 12 to 16 (9 to
    13); 19 to 23 (14 to 18); 26 and 27 (19, 20). Sunday 20 September is worked too but lies before the
    start. Due on 27 October.
    """
    client, number, _ = clarifying(city)
    page = page_of(client, number, at("2026-09-22 09:00"))
    assert "请写明路段" in page
    assert act(client, number, "clarify", "芝山路至南津路", at("2026-09-22 09:00")).status_code == 302
    assert state(number) == "handling"
    page = page_of(client, number, at("2026-09-22 09:30"))
    assert '<time datetime="2026-10-27">2026年10月27日</time>' in page
    assert "原从 2026-09-16 起算，补正后重新起算" in page
    assert "国庆节放假，不计" in page
    assert "国庆节调休上班，计" in page
    assert "法定节假日" in page


def test_pressing_twice_clarifies_once_and_tells_no_error(city):
    client, number, _ = clarifying(city)
    now, key = at("2026-09-22 09:00"), new_key()
    with told(now):
        version = hidden(client.get(f"/openness/follow/{number}/"), "version")
    data = {"text": "芝山路", "key": key, "version": version}
    for _ in range(2):
        with told(now):
            assert client.post(f"/openness/follow/{number}/do/clarify/", data).status_code == 302
    assert Case.objects.get(number=number).state == "handling"


def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(city):
    client, number, _ = clarifying(city)
    now = at("2026-09-22 09:00")
    for text, word in (("", "必填"), ("长" * 2001, "2000"), ("坏\x07字", "控制字符")):
        answer = act(client, number, "clarify", text, now)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert word in page
        assert text[:50].replace("\x07", "") in page.replace("\x07", "")


def test_without_clarification_it_is_abandoned_and_told(city):
    """Asked on Friday 18 September 2026 for 10 working days: Sunday 20 (worked, 1), 21 to 24 (2 to 5),
    Mid-Autumn, 28 to 30 (6 to 8), National Day, October 8 and 9 (9, 10): until the close of 9 October."""
    client, number, code = clarifying(city)
    let_pass(at("2026-10-09 23:00"))
    assert state(number) == "abandoned"
    follow(client, number, code, at("2026-10-10 09:00"))
    page = page_of(client, number, at("2026-10-10 09:00"))
    assert "视为放弃，不再处理：逾期不补正，视为放弃。" in page


def test_the_applicant_withdraws(city):
    client = Client()
    number, code = ask(client, ASKED)
    follow(client, number, code)
    assert act(client, number, "withdraw", "不需要了", ASKED).status_code == 302
    assert "已经撤回" in page_of(client, number)
    assert state(number) == "withdrawn"


@pytest.mark.parametrize("action", ["deliver", "approve", "claim", "nothing"])
def test_an_applicant_takes_no_other_action(city, action):
    client = Client()
    number, code = ask(client, ASKED)
    follow(client, number, code)
    assert act(client, number, action, "x", ASKED).status_code == 404


def test_the_page_tells_nothing_of_the_office(city):
    client, number, _ = clarifying(city)
    act(client, number, "clarify", "芝山路", at("2026-09-22 09:00"))
    city.act("handler", number, "consult", at("2026-09-23 09:00"), third_parties=("某建筑公司赵六",))
    page = page_of(client, number, at("2026-09-23 10:00"))
    assert "正在依法征求有关方面的意见" in page
    assert "暂停计算" in page
    for hidden_word in ("某建筑公司", "赵六", "演示handler", "third."):
        assert hidden_word not in page


def test_the_receipt_is_a_pdf_without_the_code(city):
    client = Client()
    number, code = ask(client, ASKED)
    follow(client, number, code)
    with told(ASKED):
        answer = client.get(f"/openness/follow/{number}/receipt.pdf")
        assert client.get(f"/openness/follow/{number}/receipt.exe").status_code == 404
    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"]


def test_codes_of_different_forms_differ_and_follow_from_the_form_alone():
    keys = [new_key() for _ in range(50)]
    assert len({code_of(key) for key in keys}) == 50
    assert [code_of(key) for key in keys] == [code_of(key) for key in keys]


def test_in_english_the_page_is_english(city):
    client = Client()
    number, code = ask(client, ASKED)
    follow(client, number, code)
    with told(ASKED):
        page = client.get(f"/openness/follow/{number}/?lang=en").content.decode()
    assert "the agency will confirm the day of receipt" in page


def test_the_limit_in_english_has_no_chinese_marks(city):
    client = Client()
    number, code = ask(client, ASKED)
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    follow(client, number, code, at("2026-09-16 12:00"))
    with told(at("2026-09-16 12:00")):
        page = client.get(f"/openness/follow/{number}/?lang=en").content.decode()
    assert "Days that do not count: 4 days of weekends, 10 public holidays" in page
