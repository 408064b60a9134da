"""The citizen's form: what it asks, what it refuses and keeps, the receipt, and that nothing is made
twice.
"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.openness.city import BUREAU, REQUEST, ask, at, hidden, receipt, told, wrong
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.journal.models import Entry
from xunzheng.site.openness import attempts
from xunzheng.site.openness.models import QueryCode

pytestmark = pytest.mark.django_db
NOW = at("2026-09-14 10:00")
SCRIPT = "<script>alert(1)</script>\"'>"


def form(client: Client) -> str:
    with told(NOW):
        answer = client.get("/openness/request/")
    assert answer.status_code == 200
    return hidden(answer, "key")


def send(client: Client, key: str, step: str = "send", now=NOW, **changed):
    with told(now):
        return client.post("/openness/request/", {**REQUEST, **changed, "key": key, "step": step})


def test_the_form_asks_what_article_29_asks_and_no_purpose(city):
    page = Client().get("/openness/request/").content.decode()
    for name in (
        "agency",
        "applicant_kind",
        "name",
        "id_number",
        "phone",
        "subject",
        "form_wanted",
        "delivery",
    ):
        assert f'name="{name}"' in page
    assert "收集哪些个人信息，为什么" in page
    assert "用途" not in page.replace("附件和用途说明不是必须的", "")


def test_a_visitor_asks_and_is_told_number_and_code_once(city):
    client = Client()
    number, code = ask(client, NOW)
    case = Case.objects.get(number=number)
    assert (case.state, case.held_by) == ("received", BUREAU)
    assert case.applicant.startswith("visitor-")
    assert code not in QueryCode.objects.get(number=number).digest
    assert len(code.replace("-", "")) == 12


def test_pressing_twice_makes_one_request_and_shows_the_same_receipt(city):
    client = Client()
    key = form(client)
    first, second = send(client, key), send(client, key)
    assert receipt(first) == receipt(second)
    assert receipt(first)[1]
    assert Case.objects.count() == 1


def test_later_the_code_is_not_shown_again(city):
    client = Client()
    key = form(client)
    send(client, key)
    later = send(client, key, now=at("2026-09-14 10:11"))
    assert receipt(later)[1] == ""


def test_the_same_form_with_other_contents_is_refused(city):
    client = Client()
    key = form(client)
    send(client, key)
    other = send(client, key, subject="另一件")
    assert other.status_code == 422
    assert "操作编号" in other.content.decode()
    assert Case.objects.count() == 1


WRONG = [
    # what is changed, the field that is named, a word of the sentence
    ({"agency": ""}, "agency", "机关"),
    ({"agency": "YZ-HOUSING"}, "agency", "机关"),
    ({"name": ""}, "name", "姓名"),
    ({"id_number": ""}, "id_number", "证件号码"),
    ({"id_number": "431102199003070029"}, "id_number", "第 18 位"),
    ({"phone": ""}, "phone", "联系方式"),
    ({"delivery": "post"}, "address", "通信地址"),
    ({"email": "nobody"}, "email", "邮箱"),
    ({"subject": "", "description": ""}, "subject", "任选其一"),
    ({"applicant_kind": "robot"}, "applicant_kind", "选择"),
    ({"form_wanted": "stone"}, "form_wanted", "选择"),
    ({"description": "字" * 1501}, "description", "1500"),
    ({"applicant_kind": "legal-person", "uscc": "", "representative": "赵六"}, "uscc", "18 位"),
    (
        {"applicant_kind": "legal-person", "uscc": "12441500196720244X", "representative": "赵六"},
        "uscc",
        "校验码",
    ),
    ({"applicant_kind": "organisation", "uscc": "12441500196720244T"}, "representative", "负责人"),
    ({"subject": "有\x07控制字符"}, "subject", "控制字符"),
]


@pytest.mark.parametrize(("changed", "name", "word"), WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(city, changed, name, word):
    client = Client()
    answer = send(client, form(client), **changed)
    assert answer.status_code == 422
    assert word in wrong(answer)[name]
    page = answer.content.decode()
    assert "13874600000" in page or changed.get("phone") == ""
    assert Case.objects.count() == 0


def test_a_company_asks_with_its_credit_code(city):
    number, _ = ask(
        Client(), NOW, applicant_kind="legal-person", name="永州某建筑有限公司", uscc="12441500196720244t",
        representative="赵六", id_number="",
    )  # fmt: skip
    case = Case.objects.get(number=number)
    assert case.applicant_name == "永州某建筑有限公司"


def test_the_preview_shows_all_and_keeps_the_files(city):
    client = Client()
    key = form(client)
    file = SimpleUploadedFile("说明.txt", "补充说明".encode())
    with told(NOW):
        answer = client.post(
            "/openness/request/", {**REQUEST, "key": key, "step": "preview", "application_file": file}
        )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "说明.txt" in page
    assert "431102199003070021" in page
    paper = Paper.objects.get()
    sent = send(client, key, application=paper.reference)
    paper.refresh_from_db()
    assert paper.case.number == receipt(sent)[0]


def test_somebody_elses_file_is_not_taken(city):
    one, other = Client(), Client()
    key = form(one)
    with told(NOW):
        file = SimpleUploadedFile("甲.txt", "甲".encode())
        one.post("/openness/request/", {**REQUEST, "key": key, "step": "preview", "application_file": file})
    send(other, form(other), application=Paper.objects.get().reference)
    assert Paper.objects.get().case is None


def test_a_file_that_is_too_large_or_a_program_is_refused_with_a_sentence(city, settings):
    client = Client()
    for name, content, word in (
        ("大.txt", b"a" * (settings.UPLOAD_LIMIT + 1), "MB"),
        ("程序.exe", b"MZ\x90\x00", "类型"),
        ("假的.pdf", b"<html><script>", "类型"),
    ):
        key = form(client)
        with told(NOW):
            file = SimpleUploadedFile(name, content)
            answer = client.post(
                "/openness/request/", {**REQUEST, "key": key, "step": "preview", "proof_file": file}
            )
        assert answer.status_code == 422
        assert word in wrong(answer)["proof_file"]
        assert "王晓梅" in answer.content.decode()


def test_a_script_in_every_field_is_shown_as_text(city):
    client = Client()
    texts = dict.fromkeys(
        ("name", "id_number", "phone", "address", "email", "subject", "document_number", "description"),
        SCRIPT,
    )
    for step in ("preview", "edit", "send"):
        page = send(
            client, form(client), step, **texts, id_kind="other", delivery="internet"
        ).content.decode()
        assert "<script>alert" not in page
    texts = {**texts, "email": f"a@{SCRIPT[:20]}"}
    number, code = ask(client, NOW, **texts, id_kind="other")
    with told(NOW):
        client.post("/openness/follow/", {"number": number, "code": code})
        page = client.get(f"/openness/follow/{number}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_one_address_asks_so_often_and_then_waits_with_all_kept(city, monkeypatch):
    monkeypatch.setattr(attempts, "ASKED", attempts.Limit("ask", 2, 60))
    client = Client()
    for _ in range(2):
        ask(client, NOW)
    refused = send(client, form(client))
    assert refused.status_code == 429
    assert "王晓梅" in refused.content.decode()
    assert Case.objects.count() == 2
    ask(client, at("2026-09-14 11:01"))


def test_a_citizen_who_is_signed_in_asks_as_himself_and_finds_it_again(city):
    client = city.client("citizen", NOW)
    with told(NOW):
        page = client.get("/openness/request/")
    assert hidden(page, "name") == "王晓梅"
    number, _ = ask(client, NOW)
    assert Case.objects.get(number=number).applicant == str(city.people["citizen"].pk)
    with told(NOW):
        assert number in client.get("/openness/follow/").content.decode()
        assert client.get(f"/openness/follow/{number}/").status_code == 200


def test_it_is_journalled_without_personal_values(city):
    number, _ = ask(Client(), NOW)
    contents = "".join(Entry.objects.values_list("content", flat=True))
    assert Entry.objects.filter(kind="case.event", about=number).exists()
    assert "王晓梅" not in contents
    assert "431102199003070021" not in contents


def test_without_the_sites_own_form_nothing_is_taken(city):
    with told(NOW):
        refused = Client(enforce_csrf_checks=True).post("/openness/request/", {**REQUEST, "step": "send"})
    assert refused.status_code == 403
    assert not Case.objects.exists()


def test_a_body_that_is_far_too_large_is_turned_away(city, settings):
    length = str(settings.UPLOAD_LIMIT + 65 * 1024 * 1024)
    answer = Client().post("/openness/request/", b"", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 413


@pytest.mark.parametrize("name", sorted(REQUEST))
@pytest.mark.parametrize("text", ["\x00", "\u202e", "\x07"])
def test_no_field_with_a_sign_that_cannot_be_kept_breaks_the_form(city, name, text):
    client = Client()
    answer = send(client, form(client), **{name: f"{REQUEST[name]}{text}"})
    assert answer.status_code == 422, name
    assert not Case.objects.exists()
