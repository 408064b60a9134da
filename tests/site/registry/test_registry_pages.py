"""The registry's pages: the tree, a history, changes, and an import from its preview to its taking over."""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from xunzheng.site.accounts.actor import ANONYMOUS, Actor, Held
from xunzheng.site.journal.models import Entry
from xunzheng.site.registry import queries, views
from xunzheng.site.registry.forms import Import, carried, carry
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.queries import organisation_on
from xunzheng.site.registry.rows import MOST_BYTES
from xunzheng.site.registry.services import change
from xunzheng.site.registry.words import REGISTRY_WORDS

REGISTRAR = Actor("7", "登记员", (Held("registrar", "A", "A"),))
READER = Actor("8", "经办员", (Held("handler", "A", "A"),))
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"
pytestmark = pytest.mark.django_db


def ask(view, *args, actor=REGISTRAR, method="get", **sent):
    request = getattr(RequestFactory(), method)("/registry/", sent)
    request.actor = actor
    return view(request, *args)


def post(view, *args, **sent):
    return ask(view, *args, method="post", **sent)


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def city():
    for code, name, parent in (("A", "市政府", ""), ("B", "发展局", "A"), ("C", "审批科", "B")):
        fields = {"name": name, "parent": parent, "kind": "部门"}
        change(KINDS["organisation"], code, fields, date(2020, 1, 1), "user:1", AT)


def test_the_tree_goes_level_by_level(city):
    top, below = text_of(ask(views.rows, "organisation")), text_of(ask(views.rows, "organisation", under="A"))
    assert ("市政府" in top, "发展局" in top) == (True, False)
    assert ("发展局" in below, "审批科" in below) == (True, False)
    assert "审批科" in text_of(ask(views.rows, "organisation", text="审批"))
    assert "审批科" in text_of(ask(views.rows, "organisation", text="C"))
    assert "这一天没有" in text_of(ask(views.rows, "organisation", day="2019-01-01"))


def test_the_rows_go_on_by_code(monkeypatch):
    monkeypatch.setattr(queries, "ROWS_OF_A_PAGE", 2)
    for n in range(5):
        change(KINDS["organisation"], f"N{n}", {"name": f"局{n}", "kind": "部门"}, date(2020, 1, 1), "u", AT)
    first = text_of(ask(views.rows, "organisation"))
    assert "局1" in first
    assert "局2" not in first
    assert "after=N1" in first
    assert "局3" in text_of(ask(views.rows, "organisation", after="N1"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_pages(kind):
    for view in (views.rows, views.new, views.take_in):
        assert "xunzheng.css" in text_of(ask(view, kind))
    with pytest.raises(Http404):
        ask(views.rows, f"{kind}s")


def test_a_change_shows_in_the_history(city):
    response = post(views.change_row, "organisation", code="B", name="发改局", on="2022-05-01")
    assert response.status_code == 302
    page = text_of(ask(views.row, "organisation", "B"))
    assert "发展局" in page
    assert page.count("<g><title>") == 2
    assert "2022-05-01" in page
    assert organisation_on("B", date(2022, 5, 1)).name == "发改局"
    post(views.change_row, "organisation", code="B", name="正名", on="2022-05-01")
    assert 'class="withdrawn"' in text_of(ask(views.row, "organisation", "B"))


def test_a_refused_change_keeps_what_was_typed_and_says_why(city):
    page = text_of(post(views.change_row, "organisation", code="B", name=SCRIPT, parent="none"), 422)
    assert "上级编码" in page
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    assert organisation_on("B", date(2026, 1, 1)).name == "发展局"


def test_an_end(city):
    assert "还属于它" in text_of(post(views.end_row, "organisation", code="B", on="2024-01-01"), 422)
    assert post(views.end_row, "organisation", code="C", on="2024-01-01").status_code == 302
    assert organisation_on("C", date(2024, 1, 1)) is None


def test_what_is_not_there(city):
    with pytest.raises(Http404):
        ask(views.row, "organisation", "nobody")
    with pytest.raises(BadRequest):
        post(views.end_row, "organisation", code="C", on="gestern")


@pytest.mark.parametrize("actor", [None, ANONYMOUS])
def test_nobody_in_particular_changes_nothing(city, actor):
    with pytest.raises(PermissionDenied):
        post(views.change_row, "organisation", code="B", name="x", actor=actor)
    with pytest.raises(PermissionDenied):
        post(
            views.take_over,
            carried=carry(Import(KINDS["organisation"], "a", date(2026, 1, 1), [])),
            actor=actor,
        )


FILE = "编码,名称,类型,上级编码\nD,新局,部门,A\n"
BAD = FILE + f"E,{SCRIPT},部门,none\n"


def preview_of(text: str | bytes, name: str = "机构.csv") -> str:
    content = text if isinstance(text, bytes) else text.encode()
    return text_of(
        post(views.take_in, "organisation", file=SimpleUploadedFile(name, content), on="2026-01-01")
    )


def carried_in(page: str) -> str:
    return re.search(r'name="carried" value="([^"]+)"', page)[1]


def test_an_import_is_shown_then_taken(city):
    page = preview_of(FILE, f"{SCRIPT}.csv")
    assert SCRIPT not in page
    assert Organisation.objects.count() == 3
    taken = text_of(post(views.take_over, carried=carried_in(page)))
    assert "新登记：1" in taken
    assert organisation_on("D", date(2026, 1, 1)).parent == "A"
    assert Entry.objects.filter(who="7", kind="registry.change").count() == 1


def test_with_refused_rows_only_the_good_ones_when_asked(city):
    page = preview_of(BAD)
    assert "不能导入的行：1" in page
    assert SCRIPT not in page
    assert "上级编码" in page
    text_of(post(views.take_over, carried=carried_in(page)), 422)
    assert organisation_on("D", date(2026, 1, 1)) is None
    text_of(post(views.take_over, carried=carried_in(page), good="yes"))
    assert organisation_on("D", date(2026, 1, 1)).name == "新局"
    response = post(views.refused_file, carried=carried_in(page))
    assert response["Content-Type"].startswith("text/csv")
    assert "3,上级编码," in response.content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"x" * (MOST_BYTES + 1), "姓名\n甲\n".encode(), b"PK\x03\x04"]
)
def test_a_file_that_cannot_be_read_is_refused(content):
    sent = SimpleUploadedFile("a.csv", content)
    assert 'role="alert"' in text_of(post(views.take_in, "organisation", file=sent), 422)
    assert "请选择文件" in text_of(post(views.take_in, "organisation"), 422)


@pytest.mark.parametrize("text", ["", "x", "x:y:z"])
def test_an_import_that_was_altered_on_its_way_is_a_bad_request(text):
    with pytest.raises(BadRequest):
        post(views.take_over, carried=text)
    whole = carry(Import(KINDS["post"], "a.csv", date(2026, 1, 1), []))
    assert carried(whole).file == "a.csv"
    with pytest.raises(BadRequest):
        carried(whole[:-1] + ("A" if whole[-1] != "A" else "B"))


def test_both_languages_say_it_with_the_same_values():
    def named(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    assert all(named(word.zh) == named(word.en) for word in REGISTRY_WORDS.values())


def test_who_may_not_change_the_registry_is_shown_no_form_for_it(city):
    for actor, is_shown in ((REGISTRAR, True), (READER, False)):
        page = text_of(ask(views.row, "organisation", "B", actor=actor))
        assert ("/registry/organisation/change/" in page, "/registry/organisation/end/" in page) == (
            is_shown,
            is_shown,
        )
        listed = text_of(ask(views.rows, "organisation", actor=actor))
        assert ("/registry/organisation/new/" in listed) is is_shown
