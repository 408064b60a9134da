"""The form of an action: what it asks, how it refuses with nothing lost, stale versions, repeats, uploads."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site.cases.city import NOW, PROCESS, Walk
from xunzheng.processes.definition import FieldType
from xunzheng.site.cases.library import library
from xunzheng.site.cases.models import Case, Event, Paper, Particular
from xunzheng.site.cases.services import Command, Done, perform
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n" + b"x" * 100
SCRIPT = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def form_of(client, walk: Walk, action: str, query: str = "") -> dict[str, str]:
    answer = client.get(f"{walk.address}do/{action}/{query}")
    assert answer.status_code == 200
    found = hidden(answer.content.decode())
    return {name: found[name] for name in ("key", "expected", "token")}


def send(client, walk: Walk, action: str, **typed):
    """Open the form and send it."""
    return client.post(f"{walk.address}do/{action}/", {**form_of(client, walk, action), **typed})


def problems(page: str) -> list[str]:
    box = page[page.index('id="problem"') :]
    return [
        unescape(re.sub("<[^>]+>", "", text))
        for text in re.findall(r"<li[^>]*>(.*?)</li>", box[: box.index("</ul>")])
    ]


DRAFT = {"f-decision": "given", "f-answer": "见附件"}


def test_an_action_is_taken_and_the_page_says_so(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    answer = send(handler, walk, "draft", **DRAFT, note="已核对")
    assert answer.status_code == 302
    page = handler.get(answer["Location"]).content.decode()
    assert "已办理：拟答复" in page
    assert "已核对" in page
    assert Case.objects.get().state == "reviewing"


@pytest.mark.parametrize(
    ("typed", "told", "anchors"),
    [
        ({}, ["“答复种类”必填，还没有填写。", "“答复内容”必填，还没有填写。"], ["f-decision", "f-answer"]),
        ({"f-decision": "nonsense", "f-answer": "x"}, ["“答复种类”须选其中之一"], ["f-decision"]),
        ({**DRAFT, "f-decision": "refused"}, ["不予公开或者部分公开的，须写明依据和理由"], []),
        ({**DRAFT, "f-answer": "一" * 10_001}, ["“答复内容”超过10000字，现有10001字。"], ["f-answer"]),
        ({**DRAFT, "f-answer": "有\u202e反"}, ["控制字符（U+202E）"], ["f-answer"]),
    ],
)
def test_a_refusal_is_said_at_the_field_and_at_the_top_and_nothing_is_lost(city, typed, told, anchors):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    answer = send(handler, walk, "draft", note="我写的说明", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(any(text in found for found in problems(page)) for text in told)
    assert re.findall(r'<a href="#([^"]+)">', page[page.index('id="problem"') :])[: len(anchors)] == anchors
    assert all(
        f'id="{anchor}-problem"' in page and f'aria-describedby="{anchor}-problem"' in page
        for anchor in anchors
    )
    assert "我写的说明" in page
    assert typed.get("f-answer", "") in page
    assert Case.objects.get().state == "handling"


def test_what_was_chosen_is_still_chosen(city):
    walk = city.walk(12).clear().drafted()
    page = send(city.browser("approver-xzsp"), walk, "return-draft").content.decode()
    assert "“退回修改”须说明理由" in problems(page)[0]
    walk = city.walk(12, "另一件").clear()
    page = send(
        city.browser("handler-xzsp"), walk, "draft", **{"f-decision": "refused", "f-answer": "否"}
    ).content.decode()
    assert '<option value="refused" selected>' in page


def test_the_same_form_twice_is_done_once(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT}
    first, second = (handler.post(f"{walk.address}do/draft/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Event.objects.filter(kind="Acted", text__contains='"draft"').count() == 1


def test_the_same_form_with_other_words_is_not_taken_for_the_first(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT}
    handler.post(f"{walk.address}do/draft/", form)
    again = handler.post(f"{walk.address}do/draft/", {**form, "f-answer": "别的话"})
    page = again.content.decode()
    assert again.status_code == 409
    assert "已经提交过一次" in page
    assert "别的话" in page
    assert hidden(page)["key"] != form["key"]


def test_a_stale_version_shows_what_happened_and_lets_one_repeat(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT, "note": "我的说明"}
    longer = {"extension_days": "5", "extension_reason": "检索量大"}
    walk.do("approver", "extend", 1, values=longer)
    answer = handler.post(f"{walk.address}do/draft/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    meanwhile = page[page.index('class="meanwhile"') : page.index("</section>")]
    assert "批准延长答复期限" in meanwhile
    assert "孙丽" in meanwhile
    assert "检索量大" in meanwhile
    assert "确认内容明确" not in meanwhile  # that was before the form was opened
    assert "看过了，仍然提交" in page
    assert "我的说明" in page
    again = {**form, **{name: hidden(page)[name] for name in ("key", "expected")}}
    assert handler.post(f"{walk.address}do/draft/", again).status_code == 302
    assert Case.objects.get().state == "reviewing"


def test_a_step_that_is_gone_keeps_what_was_typed_and_offers_no_button(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT, "f-where": "我写了很久的话"}
    walk.do("applicant", "withdraw", 1, note="不需要了")
    answer = handler.post(f"{walk.address}do/draft/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "本案已经进入别的环节" in page
    assert "撤回申请" in page[page.index('class="meanwhile"') :]
    assert "我写了很久的话" in page
    assert 'class="primary"' not in page


def test_two_at_once_one_wins(city):
    walk = city.walk(5).registered()
    one, two = city.browser("handler-xzsp"), city.browser("handler2-xzsp")
    forms = [form_of(client, walk, "claim") for client in (one, two)]
    first = one.post(f"{walk.address}do/claim/", forms[0])
    second = two.post(f"{walk.address}do/claim/", forms[1])
    assert (first.status_code, second.status_code) == (302, 409)
    assert "钱进" in second.content.decode()
    assert Case.objects.get().holder == str(city.people["handler-xzsp"].pk)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"key": ""}, 422),
        ({"key": "键" * 10}, 422),
        ({"key": "x" * 121}, 422),
        ({"expected": "0"}, 409),
        ({"expected": "99"}, 409),
        ({"expected": "nonsense"}, 409),
        ({"expected": "9" * 400}, 409),
        ({"token": "third.7"}, 422),
        ({"token": "\x00"}, 302),
    ],
)
def test_a_bent_form_does_no_harm(city, changed, status):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT, **changed}
    answer = handler.post(f"{walk.address}do/draft/", form)
    assert answer.status_code == status
    assert (Case.objects.get().state == "reviewing") is (status == 302)


def test_who_may_not_is_told_why_and_it_is_journalled(city):
    walk = city.walk(12).clear()
    other = city.browser("handler2-xzsp")
    page = other.get(f"{walk.address}do/draft/").content.decode()
    assert "现在不能办这一步" in page
    assert "现由 钱进 承办" in page
    assert 'class="submission"' not in page
    form = {"key": "k", "expected": str(walk.done.version), "token": "main", **DRAFT}
    assert other.post(f"{walk.address}do/draft/", form).status_code == 422
    assert '"holder"' in Entry.objects.get(kind="access.refused").content


@pytest.mark.parametrize("action", ["no-such-action", "open", "record-overdue"])
def test_what_is_no_action_of_a_person_is_not_there(city, action):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    assert handler.get(f"{walk.address}do/{action}/").status_code == 404
    sent = {"key": "k", "expected": str(walk.done.version), "token": "main"}
    assert handler.post(f"{walk.address}do/{action}/", sent).status_code in (404, 422)
    assert Event.objects.filter(kind="Acted", text__contains=action).count() == 0


def test_without_its_token_a_form_is_refused(city):
    walk = city.walk(12).clear()
    handler = city.browser("handler-xzsp", enforce_csrf_checks=True)
    form = {**form_of(handler, walk, "draft"), **DRAFT}
    assert handler.post(f"{walk.address}do/draft/", form).status_code == 403
    page = handler.get(f"{walk.address}do/draft/").content.decode()
    form["csrfmiddlewaretoken"] = hidden(page)["csrfmiddlewaretoken"]
    assert handler.post(f"{walk.address}do/draft/", form).status_code == 302


def test_papers_are_taken_by_their_content_and_kept_through_a_refusal(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    files = {"m-reply": SimpleUploadedFile("答复书.pdf", PDF), "f-decision": "given"}
    page = send(handler, walk, "draft", **files).content.decode()
    paper = Paper.objects.get()
    assert f'name="held-reply" value="{paper.reference}" checked> 答复书.pdf' in page
    form = {name: hidden(page)[name] for name in ("key", "expected", "token")}
    answer = handler.post(f"{walk.address}do/draft/", {**form, **DRAFT, "held-reply": paper.reference})
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert paper.case_id == walk.done.case_id


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("恶意.pdf", b"<html><script>alert(1)</script>"), "内容不是可以接收的类型"),
        (SimpleUploadedFile("页面.html", b"<html>"), "内容不是可以接收的类型"),
        (SimpleUploadedFile("空.pdf", b""), "是空文件"),
        (SimpleUploadedFile("大.pdf", PDF * 2000), "太大，附件最大"),
    ],
)
def test_a_paper_that_is_not_taken_is_refused_with_the_rest_of_what_is_wrong(city, settings, file, told):
    settings.PAPER_LIMIT = 100_000
    file.seek(0)
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    good = SimpleUploadedFile("好.pdf", PDF)
    answer = send(handler, walk, "draft", **{"m-reply": [good, file], "f-answer": "我写的答复"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert any(told in text for text in problems(page))
    assert any("“答复种类”必填" in text for text in problems(page))
    assert "我写的答复" in page
    assert [paper.name for paper in Paper.objects.all()] == ["好.pdf"]
    assert Entry.objects.filter(kind="paper.refused").count() == 1


def test_too_many_papers_are_refused_and_the_words_stay(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    many = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(21)]
    answer = send(handler, walk, "draft", **{"m-documents": many, **DRAFT, "note": "我的说明"})
    assert answer.status_code == 422
    assert "一次最多上传 20 个文件" in answer.content.decode()
    assert "我的说明" in answer.content.decode()


def test_a_paper_of_somebody_else_is_not_given(city):
    walk = city.walk(12).clear()
    theirs = city.walk(12, "别的", office="431100-zjj").clear().paper("他人的.pdf")
    answer = send(city.browser("handler-xzsp"), walk, "draft", **DRAFT, **{"held-reply": theirs})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不是您上传的" in page
    assert "他人的" not in page


def test_a_full_disk_is_said_and_nothing_typed_is_lost(city, monkeypatch):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    monkeypatch.setattr("xunzheng.site.cases.views_action.keep_paper", full)
    answer = send(handler, walk, "draft", **DRAFT, **{"m-reply": SimpleUploadedFile("a.pdf", PDF)})
    assert answer.status_code == 422
    assert "服务器存不下附件" in answer.content.decode()
    assert "见附件" in answer.content.decode()


def test_a_step_is_assigned_to_somebody_of_the_office_only(city):
    walk, receiver = city.walk(5).registered(), city.browser("receiver-xzsp")
    page = receiver.get(f"{walk.address}do/assign/").content.decode()
    offered = re.findall(r'<option value="(\d+)">([^<]+)', page)
    assert {name for _, name in offered} == {"赵敏", "钱进", "孙丽", "何苗"}
    stranger = str(city.people["handler-zjj"].pk)
    for wrong in ("", stranger, "0", "<script>"):
        answer = send(receiver, walk, "assign", to=wrong)
        assert answer.status_code == 422
        assert "不在本单位" in answer.content.decode()
    assert send(receiver, walk, "assign", to=str(city.people["handler2-xzsp"].pk)).status_code == 302
    assert Case.objects.get().holder == str(city.people["handler2-xzsp"].pk)


def test_a_case_is_handed_to_an_office_of_the_region_and_leads_back_to_the_list(city):
    walk, handler = city.walk(5).claimed(), city.browser("handler-xzsp")
    assert send(handler, walk, "transfer", to="nowhere", note="职责在对方").status_code == 422
    answer = send(handler, walk, "transfer", to="431100-zjj", note="职责在对方")
    assert (answer.status_code, answer["Location"]) == (302, "/tasks/")
    assert Case.objects.get().held_by == "431100-zjj"


def test_offices_are_named_as_parties_by_name_or_code(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    agencies = "永州市住房和城乡建设局\r\n431100-zrzy\r\n\r\n"
    assert send(handler, walk, "consult", **{"f-agencies": agencies}).status_code == 302
    found = (
        Particular.objects.filter(kind="value", code="agencies")
        .order_by("item")
        .values_list("text", flat=True)
    )
    assert [text for text in found if text] == ["431100-zjj", "431100-zrzy"]


def test_a_branch_is_acted_on_in_its_own_lane(city):
    walk, handler = city.walk(12).clear().consulting(), city.browser("handler-xzsp")
    page = handler.get(walk.address).content.decode()
    (address,) = set(re.findall(r'href="[^"]*(\?token=third\.2)"', page))
    form = form_of(handler, walk, "third-object", address)
    assert form["token"] == "third.2"
    answer = handler.post(f"{walk.address}do/third-object/", {**form, "f-opinion": "涉及商业秘密"})
    assert answer.status_code == 302
    assert "第三方不同意" in handler.get(walk.address).content.decode()


def every_field() -> list[tuple[str, str]]:
    definition = library().in_force(PROCESS, NOW.date())
    return [
        (action.code, ask.field)
        for action in definition.actions
        for ask in action.fields
        if definition.field[ask.field].type in (FieldType.TEXT, FieldType.PARTIES)
    ]


@pytest.mark.parametrize("texts", [sorted(set(every_field()))], ids=["all"])
def test_script_in_every_text_of_every_action_is_text(city, texts):
    """Whatever the action, its form with script in each of its fields shows it as text, refused or not."""
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    for action in sorted({action for action, _ in texts}):
        typed = {f"f-{field}": SCRIPT for code, field in texts if code == action}
        sent = {"key": f"k-{action}", "expected": "1", "token": "main", "note": SCRIPT, "to": SCRIPT, **typed}
        answer = handler.post(f"{walk.address}do/{action}/", sent)
        page = answer.content.decode()
        assert answer.status_code in (409, 422), action
        assert SCRIPT not in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert typed.keys() <= {f"f-{name}" for name in re.findall(r'name="f-(\w+)"', page)}, action


def test_script_in_every_value_that_is_kept_is_text_on_every_page(city):
    walk = Walk(city, "431100-xzsp", SCRIPT, SCRIPT, 12)
    walk.registered().do("handler", "claim", 1, note=SCRIPT)
    walk.do(
        "handler", "ask-clarification", values={"clarify_what": SCRIPT, "clarify_days": "10"}, note=SCRIPT
    )
    walk.do("applicant", "clarify", values={"clarified_content": SCRIPT}, note=SCRIPT)
    walk.do("handler", "consult", values={"third_parties": (SCRIPT[:90],)}, note=SCRIPT)
    handler = city.browser("handler-xzsp")
    pages = [
        walk.address,
        f"{walk.address}do/third-received/",
        "/tasks/",
        "/tasks/?tab=all",
        "/tasks/?q=script",
    ]
    texts = [handler.get(address).content.decode() for address in pages]
    texts.append(handler.post(f"{walk.address}personal/", {"purpose": SCRIPT}).content.decode())
    texts.append(city.browser("auditor").get(f"{walk.address}journal/").content.decode())
    texts.append(city.browser("applicant").get(walk.address).content.decode())
    texts.append(handler.get(f"{walk.address}drawing.svg").content.decode())
    for text in texts:
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_command_given_elsewhere_meanwhile_is_refused_as_stale_by_the_form(city):
    walk, handler = city.walk(12).clear(), city.browser("handler-xzsp")
    form = {**form_of(handler, walk, "draft"), **DRAFT}
    done = perform(
        walk.done.case_id, Command("delegate", to=str(city.people["handler2-xzsp"].pk), note="出差"),
        city.actor("handler-xzsp"), "elsewhere", walk.done.version, NOW,
    )  # fmt: skip
    assert isinstance(done, Done)
    page = handler.post(f"{walk.address}do/draft/", form).content.decode()
    assert "委托他人代办" in page[page.index('class="meanwhile"') :]
    assert "何苗" in page
