"""Opinions by link: what a third party and a co-producing agency see, answer once, and that links are good
once.
"""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.site.openness.city import HOUSING, REQUEST, ask, at, state, told
from xunzheng.site.cases.models import Token
from xunzheng.site.journal.models import Entry
from xunzheng.site.openness import attempts
from xunzheng.site.openness.models import Invitation

pytestmark = pytest.mark.django_db
NOW = at("2026-09-17 09:00")
ABOUT = "2025年零陵路改造工程验收报告中您单位的报价和联系人"
SCRIPT = "<script>alert(1)</script>"
PRIVATE = ("王晓梅", "431102199003070021", "13874600000")


def consulting(city, **parties) -> str:
    number, _ = ask(Client(), at("2026-09-14 10:00"))
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    city.act("handler", number, "claim", at("2026-09-16 10:00"))
    city.act("handler", number, "consult", NOW, **parties)
    return number


def invite(city, number: str, token: str = "third.1", about: str = ABOUT) -> str:
    """The address of the link, as the staff's page tells it once."""
    with told(NOW):
        answer = city.client("handler", NOW).post(
            f"/openness/tasks/{number}/ask/", {"token": token, "about": about}
        )
    assert answer.status_code == 200, answer.content.decode()
    return html.unescape(re.search(r'<code class="address">([^<]*)</code>', answer.content.decode())[1])


def get(address: str, now=NOW, **headers):
    with told(now):
        return Client().get(address, **headers)


def post(address: str, now=NOW, **data):
    with told(now):
        return Client().post(address, data)


def test_the_third_party_sees_what_is_asked_and_nothing_of_the_applicant(city):
    number = consulting(city, third_parties=("湘南建设有限公司",))
    page = get(invite(city, number)).content.decode()
    assert ABOUT in page
    assert "永州市行政审批服务局" in page
    for private in (*PRIVATE, REQUEST["subject"], number):
        assert private not in page


def test_it_objects_once_and_the_link_is_used_up(city):
    number = consulting(city, third_parties=("湘南建设有限公司",))
    address = invite(city, number)
    assert post(address, choice="object", opinion="报价属于商业秘密").status_code == 200
    assert Token.objects.get(case__number=number, key="third.1").state == "third-objected"
    assert state(number) == "handling"
    again = post(address, choice="agree", opinion="")
    assert again.status_code == 410
    assert get(address).status_code == 410
    assert Entry.objects.filter(kind="access.refused", about=f"case:{number}").count() == 2
    assert Token.objects.get(case__number=number, key="third.1").state == "third-objected"


def test_a_co_producing_agency_agrees(city):
    number = consulting(city, agencies=(HOUSING,))
    address = invite(city, number, "coop.1")
    page = get(address).content.decode()
    assert "视为同意公开" in page
    assert all(private not in page for private in PRIVATE)
    assert post(address, choice="agree", opinion="").status_code == 200
    assert Token.objects.get(case__number=number, key="coop.1").state == "coop-agreed"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "请选择同意"),
        ({"choice": "maybe"}, "请选择同意"),
        ({"choice": "object", "opinion": "  "}, "理由"),
        ({"choice": "object", "opinion": "长" * 2001}, "2000"),
        ({"choice": "object", "opinion": "坏\x07"}, "控制字符"),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_link_stays_good(city, data, word):
    number = consulting(city, third_parties=("甲公司",))
    address = invite(city, number)
    answer = post(address, **data)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert get(address).status_code == 200


def test_a_new_link_ends_the_old_one(city):
    number = consulting(city, third_parties=("甲公司",))
    old, new = invite(city, number), invite(city, number)
    assert (get(old).status_code, get(new).status_code) == (410, 200)


def test_after_the_limit_the_link_is_over(city):
    """The letter reached them on 17 September: 15 working days end on 14 October 2026 (September 18, 20 to
    24, 28 to 30: nine by the end of the month; October 8, 9, 10, 12, 13, 14 make fifteen)."""
    from tests.site.openness.city import let_pass

    number = consulting(city, third_parties=("甲公司",))
    address = invite(city, number)
    city.act("handler", number, "third-received", NOW, token="third.1", letter_received_on="2026-09-17")
    page = get(address, at("2026-09-18 09:00")).content.decode()
    assert '<time datetime="2026-10-14">' in page
    let_pass(at("2026-10-14 16:00"))
    assert state(number) == "consulting"
    let_pass(at("2026-10-14 23:00"))
    assert state(number) == "handling"
    assert post(address, at("2026-10-15 09:00"), choice="object", opinion="晚了").status_code == 410


def test_unknown_links_are_refused_journalled_and_an_address_that_tries_is_stopped(city):
    for _ in range(attempts.WRONG_LINK.most):
        assert get("/openness/answer/nothing-like-a-secret/").status_code == 404
    assert get("/openness/answer/nothing-like-a-secret/").status_code == 429
    assert (
        Entry.objects.filter(kind="access.refused", about="openness:answer").count()
        == attempts.WRONG_LINK.most
    )


def test_the_secret_is_not_kept(city):
    number = consulting(city, third_parties=("甲公司",))
    secret = invite(city, number).rstrip("/").split("/")[-1]
    kept = Invitation.objects.get()
    assert secret not in (kept.digest, kept.about, kept.party)
    assert secret not in "".join(Entry.objects.values_list("content", flat=True))


def test_a_party_named_like_the_applicant_gets_no_view_of_the_whole(city):
    client = city.client("citizen", at("2026-09-14 10:00"))
    number, _ = ask(client, at("2026-09-14 10:00"))
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    city.act("handler", number, "claim", at("2026-09-16 10:00"))
    city.act("handler", number, "consult", NOW, third_parties=(str(city.people["citizen"].pk),))
    assert get(invite(city, number)).status_code == 410


def test_a_script_is_shown_as_text(city):
    number = consulting(city, third_parties=(SCRIPT,))
    address = invite(city, number, about=f"涉及{SCRIPT}")
    page = get(address).content.decode()
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    again = post(address, choice=SCRIPT, opinion=SCRIPT).content.decode()
    assert SCRIPT not in again


def test_only_who_handles_it_makes_links(city):
    number = consulting(city, third_parties=("甲公司",))
    for role in ("stranger", "auditor", "citizen", "receiver", "approver", "editor", "supervisor"):
        with told(NOW):
            answer = city.client(role, NOW).post(
                f"/openness/tasks/{number}/ask/", {"token": "third.1", "about": "x"}
            )
        assert answer.status_code in (403, 404), role
    assert not Invitation.objects.exists()


def test_the_letter_has_the_link_and_nothing_of_the_applicant(city):
    number = consulting(city, third_parties=("甲公司",))
    address = invite(city, number)
    data = {
        "token": "third.1",
        "address": address,
        "about": ABOUT,
        "kind": "docx",
        "document_number": "永政审函〔2026〕3号",
    }
    with told(NOW):
        client = city.client("handler", NOW)
        answer = client.post(f"/openness/tasks/{number}/ask/letter/", data)
        elsewhere = client.post(
            f"/openness/tasks/{number}/ask/letter/", {**data, "address": "https://evil.example/"}
        )
    from xunzheng.formats.reading import read

    text = read(answer.content, "letter.docx").text
    assert address in text
    assert ABOUT in text
    assert "永政审函〔2026〕3号" in text
    assert all(private not in text for private in PRIVATE)
    assert elsewhere.status_code == 404


@pytest.mark.parametrize("about", ["", "长" * 2001, "坏\x00字", "反\u202e向"])
def test_a_text_that_cannot_be_kept_makes_no_link(city, about):
    number = consulting(city, third_parties=("甲公司",))
    with told(NOW):
        data = {"token": "third.1", "about": about}
        answer = city.client("handler", NOW).post(f"/openness/tasks/{number}/ask/", data)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
