"""The staff's pages: requests on paper by channel, redaction, the decision with its letter, delivery."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.openness.city import BUREAU, REQUEST, ask, at, hidden, let_pass, receipt, state, told, wrong
from xunzheng.formats.reading import read
from xunzheng.site.cases.models import Case, Clock, Paper
from xunzheng.site.cases.papers import path_of
from xunzheng.site.journal.models import Entry
from xunzheng.site.openness.models import Redaction

pytestmark = pytest.mark.django_db
NOW = at("2026-09-17 09:00")
SECRETS = ("赵六", "13874699999", "贰佰叁拾肆万伍仟陆佰柒拾捌元整", "SECRET-TOKEN-77")
TEXT = (
    "零陵路改造工程竣工验收报告\n施工单位联系人赵六，电话13874699999。\n"
    "投标报价贰佰叁拾肆万伍仟陆佰柒拾捌元整，内部编号SECRET-TOKEN-77。\n验收结论：合格。"
)
MARKED = (
    TEXT.replace("赵六", "⟦15-privacy|赵六⟧")
    .replace("13874699999", "⟦15-privacy|13874699999⟧")
    .replace(
        "贰佰叁拾肆万伍仟陆佰柒拾捌元整", "⟦15-commercial:第三方不同意公开|贰佰叁拾肆万伍仟陆佰柒拾捌元整⟧"
    )
    .replace("SECRET-TOKEN-77", "⟦16-internal|SECRET-TOKEN-77⟧")
)


def claimed(city) -> str:
    number, _ = ask(Client(), at("2026-09-14 10:00"))
    city.act("receiver", number, "register-confirmed", at("2026-09-16 09:30"), confirmed_on="2026-09-16")
    city.act("handler", number, "claim", at("2026-09-16 10:00"))
    return number


def post(city, role: str, address: str, now=NOW, /, **data):
    with told(now):
        return city.client(role, now).post(address, data)


def get(city, role: str, address: str, now=NOW):
    with told(now):
        return city.client(role, now).get(address)


CHANNELS = [
    # channel, the day, the state afterwards, the day on which the reply's clock starts (Art. 31)
    ("hand-in", "2026-09-15", "handling", "2026-09-15"),
    ("oral", "2026-09-17", "handling", "2026-09-17"),
    ("registered-post", "2026-09-14", "handling", "2026-09-14"),
    ("ordinary-post", "2026-09-16", "handling", "2026-09-16"),
    ("ordinary-post", "", "received", None),
    ("fax", "2026-09-17", "handling", "2026-09-17"),
    ("fax", "", "received", None),
]


@pytest.mark.parametrize(("channel", "day", "then", "starts"), CHANNELS)
def test_a_request_on_paper_counts_from_the_day_of_its_channel(city, channel, day, then, starts):
    address = "/openness/register/"
    key = hidden(get(city, "receiver", address), "key")
    data = {
        **REQUEST,
        "key": key,
        "channel": channel,
        "received_on": day,
        "delivery": "post",
        "address": "零陵区芝山路1号",
    }
    for _ in range(2):
        number, code = receipt(post(city, "receiver", address, **data))
    case = Case.objects.get()
    assert (case.number, case.state) == (number, then)
    assert case.applicant.startswith("paper-")
    clock = Clock.objects.filter(case=case, key="reply").first()
    assert (clock and clock.started_at.astimezone(NOW.tzinfo).date().isoformat()) == starts
    with told(NOW):
        assert Client().post("/openness/follow/", {"number": number, "code": code}).status_code == 302
        assert get(city, "receiver", f"/openness/tasks/{number}/receipt.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "hand-in", "received_on": ""}, "received_on"),
        ({"channel": "hand-in", "received_on": "2026-09-18"}, "received_on"),
        ({"channel": "fax", "received_on": "yesterday"}, "received_on"),
        ({"channel": "fax", "name": ""}, "name"),
    ],
)
def test_what_is_wrong_on_paper_is_said(city, changed, name):
    answer = post(
        city, "receiver", "/openness/register/", **{**REQUEST, "received_on": "2026-09-16", **changed}
    )
    assert answer.status_code == 422
    assert name in wrong(answer)
    assert not Case.objects.exists()


def test_only_the_receiver_registers_and_for_his_own_agency(city):
    for role in ("handler", "citizen", "auditor"):
        assert get(city, role, "/openness/register/").status_code == 403
    answer = post(
        city, "receiver", "/openness/register/", **{**REQUEST, "agency": "YZ-HOUSING", "channel": "fax"}
    )
    assert answer.status_code == 422


def redacted(city, number: str, content: bytes, name: str, marked: str = MARKED) -> Redaction:
    answer = post(
        city, "handler", f"/openness/tasks/{number}/redact/", original=SimpleUploadedFile(name, content)
    )
    assert answer.status_code == 302, answer.content.decode()[2000:4000]
    answer = post(city, "handler", answer["Location"], text=marked, title="验收报告（部分公开）")
    assert answer.status_code == 302, answer.content.decode()[2000:4000]
    return Redaction.objects.get()


def docx_of(text: str) -> bytes:
    from xunzheng.documents.manuscript import Manuscript, Passage
    from xunzheng.formats.writing import OutputKind, write

    first, *rest = text.split("\n")
    return write(Manuscript(first, tuple(Passage(line) for line in rest)), OutputKind.DOCX)


def layers(content: bytes) -> bytes:
    """All that is in the bytes: themselves, the parts of a package, and each compressed stream unpacked."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found += [layers(package.read(name)) for name in package.namelist()]
    for match in re.finditer(rb"stream\r?\n", content):
        unpacking = zlib.decompressobj()
        try:
            found.append(unpacking.decompress(content[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(
    ("content", "name"), [(TEXT.encode(), "报告.txt"), (docx_of(TEXT), "报告.docx")], ids=["text", "docx"]
)
def test_the_hidden_words_are_nowhere_in_the_bytes_of_the_copies(city, content, name):
    redaction = redacted(city, claimed(city), content, name)
    copies = [path_of(copy.digest).read_bytes() for copy in redaction.copies.all()]
    assert len(copies) == 2
    for copy in copies:
        inside = layers(copy)
        for secret in SECRETS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                assert secret.encode(encoding) not in inside, (secret, encoding)
            assert secret.encode("utf-16-be").hex().upper().encode() not in inside.upper()
    docx, pdf = sorted(copies, key=lambda copy: copy.startswith(b"%PDF"))
    shown = read(docx, "copy.docx").text
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    for text in (shown, re.sub(r"\s", "", drawn)):
        assert "验收结论：合格" in text
        assert "未公开1" in text
        assert all(secret not in text for secret in SECRETS)


def test_the_measure_finds_words_that_are_there():
    assert SECRETS[3].encode() in layers(docx_of(TEXT))
    assert SECRETS[0].encode() in layers(docx_of(TEXT))
    packed = zlib.compress(b"BT (SECRET-TOKEN-77) Tj ET")
    assert SECRETS[3].encode() in layers(b"%PDF-1.7\n<<>>stream\n" + packed + b"\nendstream")


def test_both_are_kept_with_digests_and_the_original_is_not_among_the_papers(city):
    number = claimed(city)
    redaction = redacted(city, number, TEXT.encode(), "报告.txt")
    assert bytes(redaction.original).decode() == TEXT
    assert not Paper.objects.filter(digest=redaction.original_digest).exists()
    for copy in redaction.copies.all():
        assert Paper.objects.get(reference=copy.reference).digest == copy.digest
    assert [o.ground for o in redaction.omissions.order_by("place")] == [
        "15-privacy", "15-privacy", "15-commercial", "16-internal",
    ]  # fmt: skip
    contents = "".join(Entry.objects.values_list("content", flat=True))
    assert redaction.original_digest in contents
    assert all(secret not in contents for secret in SECRETS)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"text": TEXT}, "没有标记"),
        ({"text": MARKED.replace("合格", "优秀")}, "和原件不一样"),
        ({"text": MARKED, "title": "赵六的报告"}, "名称里有遮盖的字"),
        ({"text": MARKED.replace("第三方不同意公开", "坏\x00理由")}, "理由不能用"),
    ],
)
def test_a_redaction_that_will_not_do_is_refused_and_the_marks_are_kept(city, data, word):
    number = claimed(city)
    address = f"/openness/tasks/{number}/redact/"
    at_mark = post(city, "handler", address, original=SimpleUploadedFile("报告.txt", TEXT.encode()))[
        "Location"
    ]
    answer = post(city, "handler", at_mark, **data)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert "⟦15-privacy|赵六⟧" in answer.content.decode() or data["text"] == TEXT
    assert not Redaction.objects.get().copies.exists()


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


def decide(city, number: str, now=NOW, step: str = "send", **data):
    address = f"/openness/tasks/{number}/decide/"
    with told(now):
        client = city.client("handler", now)
        page = client.get(address)
        sent = {"key": hidden(page, "key"), "version": hidden(page, "version"), "step": step, **data}
        return client.post(address, sent)


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
    redaction = redacted(city, number, TEXT.encode(), "报告.txt")
    page = get(city, "handler", f"/openness/tasks/{number}/decide/").content.decode()
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
            assert get(city, role, f"/openness/tasks/{number}/{page}/").status_code in (403, 404), (role, page)
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
