"""The decision with its letter by outcome, delivery, and who sees the pages of the office."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.openness.city import BUREAU, ask, at, hidden, let_pass, state, told, wrong
from tests.site.openness.office import (
    NOW,
    TEXT,
    claimed,
    decide,
    get,
    post,
    redacted,
)
from xunzheng.formats.reading import read
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.cases.papers import path_of
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


DECISIONS = [
    # outcome, what is filled in besides, what the letter must say
    (
        "already-public",
        {"where": "市政府网站信息公开栏"},
        ("第三十六条第一项", "市政府网站信息公开栏", "6个月内"),
    ),
    ("given", {}, ("政府信息公开告知书", "第三十六条第二项", "60日内")),
    (
        "partly-given",
        {
            "refuse_ground": "15-commercial",
            "refuse_reason": "报价属于商业秘密",
            "redacted": "第 1 处，商业秘密",
        },
        ("第三十七条", "报价属于商业秘密", "第 1 处，商业秘密", "行政复议", "15日内"),
    ),
    (
        "refused",
        {"refuse_ground": "14-secret", "refuse_reason": "依法定密"},
        ("不予公开告知书", "国家秘密", "依法定密", "15日内"),
    ),
    ("not-held", {}, ("政府信息不存在告知书", "第三十六条第四项", "经检索")),
    (
        "other-agency",
        {"right_agency": "市住房和城乡建设局，0746-8888888"},
        ("第三十六条第五项", "0746-8888888"),
    ),
    ("repeated", {}, ("第三十六条第六项", "不予重复处理")),
    ("other-law", {}, ("第三十六条第七项", "特别规定")),
    ("no-processing", {}, ("第三十八条", "加工、分析")),
    ("petition", {}, ("第三十九条第一款", "信访")),
    ("in-print", {"where": "市图书馆"}, ("第三十九条第二款", "公开出版物", "市图书馆")),
]


@pytest.mark.parametrize(("outcome", "more", "words"), DECISIONS)
def test_each_outcome_has_its_letter_with_article_and_remedies(city, outcome, more, words):
    number = claimed(city)
    answer = decide(city, number, decision=outcome, answer="具体情况如下。", **more)
    assert answer.status_code == 302, wrong(answer)
    city.act("approver", number, "approve", NOW, publish="no")
    page = get(city, "handler", f"/openness/tasks/{number}/deliver/")
    sent = post(
        city,
        "handler",
        f"/openness/tasks/{number}/deliver/",
        key=hidden(page, "key"),
        version=hidden(page, "version"),
        answered_on="2026-09-17",
        document_number="永政审告〔2026〕7号",
    )
    assert sent.status_code == 302, sent.content.decode()[2000:4000]
    assert (state(number), Case.objects.get(number=number).outcome) == ("answered", outcome)
    papers = {
        paper.kind: path_of(paper.digest).read_bytes() for paper in Paper.objects.filter(case__number=number)
    }
    assert papers["pdf"].startswith(b"%PDF-")
    text = read(papers["docx"], "reply.docx").text
    for word in (
        *words,
        "王晓梅",
        number,
        "具体情况如下。",
        "永政审告〔2026〕7号",
        "2026年9月17日",
        "永州市行政审批服务局",
    ):
        assert word in text, word


def test_excessive_needs_the_applicants_reasons_first(city):
    number = claimed(city)
    answer = decide(city, number, decision="excessive", answer="不予处理。")
    assert answer.status_code == 422
    assert "先要求申请人说明理由" in answer.content.decode()
    assert state(number) == "handling"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"decision": ""}, "decision"),
        ({"decision": "given", "answer": ""}, "answer"),
        ({"decision": "refused", "answer": "不予公开"}, "refuse_ground"),
        (
            {
                "decision": "partly-given",
                "answer": "部分",
                "refuse_ground": "15-privacy",
                "refuse_reason": "x",
            },
            "redacted",
        ),
        ({"decision": "already-public", "answer": "已公开"}, "where"),
    ],
)
def test_what_a_decision_lacks_is_said_at_its_field(city, data, name):
    answer = decide(city, claimed(city), **data)
    assert answer.status_code == 422
    assert name in wrong(answer)


def test_the_letter_is_shown_before_it_is_handed_up_with_the_name_masked(city):
    number = claimed(city)
    page = decide(city, number, step="preview", decision="given", answer="见附件。").content.decode()
    assert "王＊" in page
    assert "王晓梅" not in page
    assert "见附件。" in page
    assert state(number) == "handling"


def test_an_answer_in_part_fills_itself_from_the_redaction_and_is_given(city):
    number = claimed(city)
    redaction = redacted(city, number, TEXT.encode(), "赵六的报告.txt")
    page = get(city, "handler", f"/openness/tasks/{number}/decide/").content.decode()
    assert "《验收报告（部分公开）》" in page
    assert "赵六" not in page
    assert "第 3 处，商业秘密（条例第十五条）：第三方不同意公开" in page
    references = [copy.reference for copy in redaction.copies.all()]
    answer = decide(
        city,
        number,
        decision="partly-given",
        answer="提供验收报告。",
        refuse_ground="15-privacy",
        refuse_reason="个人隐私",
        redacted="第 1 处",
        copies=references,
    )
    assert answer.status_code == 302
    assert Paper.objects.filter(case__number=number, reference__in=references).count() == 2
    city.act("approver", number, "approve", NOW, publish="no")


def test_the_applicant_downloads_the_answer_only_once_it_is_delivered(city):
    client = Client()
    number, code = ask(client, at("2026-09-14 10:00"))
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    city.act("handler", number, "claim", at("2026-09-16 10:00"))
    file = SimpleUploadedFile("信息.txt", "可以公开的信息".encode())
    assert decide(city, number, decision="given", answer="见附件。", document_file=file).status_code == 302
    paper = Paper.objects.get(case__number=number)
    city.act("approver", number, "approve", NOW, publish="no")
    address = f"/openness/follow/{number}/papers/{paper.reference}/"
    with told(NOW):
        client.post("/openness/follow/", {"number": number, "code": code})
        assert client.get(address).status_code == 404
    page = get(city, "handler", f"/openness/tasks/{number}/deliver/")
    post(
        city,
        "handler",
        f"/openness/tasks/{number}/deliver/",
        key=hidden(page, "key"),
        answered_on="2026-09-17",
    )
    with told(NOW):
        answer = client.get(address)
        assert b"".join(answer.streaming_content).decode() == "可以公开的信息"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "政府信息公开告知书.pdf" in client.get(f"/openness/follow/{number}/").content.decode()
        assert Client().get(address).status_code == 404


def test_others_see_none_of_the_staffs_pages(city):
    number = claimed(city)
    for role in ("stranger", "auditor", "citizen"):
        for page in ("ask", "redact", "decide", "letter", "deliver"):
            assert get(city, role, f"/openness/tasks/{number}/{page}/").status_code in (403, 404), (
                role,
                page,
            )
    assert Entry.objects.filter(kind="access.refused").count() >= 15


def test_a_script_in_every_field_of_the_decision_is_shown_as_text(city):
    script = "<script>alert(1)</script>"
    names = ("answer", "refuse_reason", "redacted", "where", "right_agency")
    number = claimed(city)
    page = decide(
        city,
        number,
        step="preview",
        decision="refused",
        refuse_ground="14-secret",
        **dict.fromkeys(names, script),
    )
    assert script not in page.content.decode()
    assert (
        decide(
            city, number, decision="refused", refuse_ground="14-secret", **dict.fromkeys(names, script)
        ).status_code
        == 302
    )
    assert script not in get(city, "handler", f"/openness/tasks/{number}/letter/").content.decode()


def test_a_stale_version_is_refused_and_what_was_typed_is_kept(city):
    number = claimed(city)
    address = f"/openness/tasks/{number}/decide/"
    with told(NOW):
        client = city.client("handler", NOW)
        page = client.get(address)
    city.act("handler", number, "confirm-clear", NOW)
    data = {"key": hidden(page, "key"), "version": hidden(page, "version"), "step": "send"}
    answer = post(city, "handler", address, **data, decision="given", answer="我写好的答复")
    assert answer.status_code == 422
    assert "有了变化" in answer.content.decode()
    assert "我写好的答复" in answer.content.decode()


def test_the_bureau_is_told_when_the_limit_has_passed(city):
    number = claimed(city)
    let_pass(at("2026-10-30 09:00"))
    assert Case.objects.get(number=number, held_by=BUREAU).is_breached


def test_the_case_page_leads_to_the_pages_of_the_office_and_only_theirs(city):
    number = claimed(city)
    here = f"/openness/tasks/{number}/decide/"
    assert here in get(city, "handler", f"/cases/{number}/").content.decode()
    assert here not in get(city, "auditor", f"/cases/{number}/").content.decode()
    decide(city, number, decision="given", answer="见附件。")
    page = get(city, "approver", f"/cases/{number}/").content.decode()
    assert here not in page
    assert f"/openness/tasks/{number}/letter/" in page
