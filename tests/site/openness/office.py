"""What the tests of the office share: a claimed request, an original with marks, requests of its pages."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.openness.city import ask, at, hidden, told
from xunzheng.site.openness.models import Redaction

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


def decide(city, number: str, now=NOW, step: str = "send", **data):
    address = f"/openness/tasks/{number}/decide/"
    with told(now):
        client = city.client("handler", now)
        page = client.get(address)
        sent = {"key": hidden(page, "key"), "version": hidden(page, "version"), "step": step, **data}
        return client.post(address, sent)


def docx_of(text: str) -> bytes:
    from xunzheng.documents.manuscript import Manuscript, Passage
    from xunzheng.formats.writing import OutputKind, write

    first, *rest = text.split("\n")
    return write(Manuscript(first, tuple(Passage(line) for line in rest)), OutputKind.DOCX)


def redacted(city, number: str, content: bytes, name: str, marked: str = MARKED) -> Redaction:
    answer = post(
        city, "handler", f"/openness/tasks/{number}/redact/", original=SimpleUploadedFile(name, content)
    )
    assert answer.status_code == 302, answer.content.decode()[2000:4000]
    answer = post(city, "handler", answer["Location"], text=marked, title="验收报告（部分公开）")
    assert answer.status_code == 302, answer.content.decode()[2000:4000]
    return Redaction.objects.get()
