"""Published answers: what is published and what never, search, feeds, files, taking down; the yearly
table.
"""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.site.openness.city import BUREAU, HOUSING, ask, at, let_pass, told, wrong
from xunzheng.identifiers.credit_code import make_credit_code
from xunzheng.site.openness.models import Publication
from xunzheng.site.openness.statistics import ITEMS, table

pytestmark = pytest.mark.django_db
NOW = at("2026-09-18 09:00")
SCRIPT = "<script>alert(1)</script>"
PRIVATE = ("王晓梅", "431102199003070021", "13874600000")


def answered(city, publish: str = "yes", decision: str = "given", now=NOW, asker=None, **values) -> str:
    client = Client(REMOTE_ADDR=f"10.1.{Publication.objects.count()}.{now.day}")
    number, _ = ask(client, now, **(asker or {}))
    day = now.date().isoformat()
    city.act("receiver", number, "register-confirmed", now, confirmed_on=day)
    city.act("handler", number, "claim", now)
    city.act("handler", number, "draft", now, decision=decision, answer="提供验收报告一份。", **values)
    city.act("approver", number, "approve", now, publish=publish)
    city.act("handler", number, "deliver", now, answered_on=day)
    return number


def publish(city, number: str, role: str = "editor", **changed):
    data = {"title": "零陵路改造工程竣工验收报告", "text": "已提供验收报告。", "checked": "yes", **changed}
    with told(NOW):
        return city.client(role, NOW).post(f"/openness/tasks/{number}/publish/", data)


def page(address: str = "/openness/", client: Client | None = None) -> str:
    with told(NOW):
        return (client or Client()).get(address).content.decode()


def test_an_answer_is_published_in_the_editors_words_and_tells_nobody_who_asked(city):
    number = answered(city)
    with told(NOW):
        assert number in city.client("editor", NOW).get("/openness/waiting/").content.decode()
    address = publish(city, number)["Location"]
    for shown in (page(), page(address), page("/openness/feed.rss"), page("/openness/feed.atom")):
        assert "零陵路改造工程竣工验收报告" in shown
        assert all(private not in shown for private in (*PRIVATE, number, "visitor-"))
    assert "予以公开" in page(address)
    with told(NOW):
        assert number not in city.client("editor", NOW).get("/openness/waiting/").content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"checked": ""}, "checked"),
        ({"text": "王晓梅申请的报告"}, "text"),
        ({"text": "请拨13874600000"}, "text"),
        ({"text": "坏\x00字"}, "text"),
        ({"title": "431102199003070021的申请"}, "text"),
        ({"title": "长" * 201}, "title"),
    ],
)
def test_what_would_tell_who_asked_or_is_empty_is_refused(city, changed, field):
    number = answered(city)
    answer = publish(city, number, **changed)
    assert answer.status_code == 422
    assert field in wrong(answer)
    assert not Publication.objects.exists()


def test_who_stands_for_a_company_is_not_told_and_the_kind_of_its_code_may_be(city):
    uscc = str(make_credit_code("91", "431100", "70000000"))
    asker = {
        "applicant_kind": "legal-person",
        "name": "示例建工",
        "uscc": uscc,
        "representative": "欧阳文",
    }
    number = answered(city, asker=asker)
    for told_after_all in ("欧阳文", "示例建工", uscc):
        answer = publish(city, number, text=f"已提供{told_after_all}要的报告。")
        assert "text" in wrong(answer), told_after_all
    assert publish(city, number, text="请凭统一社会信用代码查询。").status_code == 302


def test_the_name_of_a_published_file_does_not_tell_who_asked(city):
    from tests.site.openness.office import decide
    from xunzheng.site.cases.models import Paper

    number, _ = ask(Client(), NOW)
    city.act("receiver", number, "register-confirmed", NOW, confirmed_on="2026-09-18")
    city.act("handler", number, "claim", NOW)
    file = SimpleUploadedFile("答复王晓梅.txt", "全文".encode())
    decide(city, number, NOW, decision="given", answer="见附件", document_file=file)
    city.act("approver", number, "approve", NOW, publish="yes")
    city.act("handler", number, "deliver", NOW, answered_on="2026-09-18")
    given = Paper.objects.get(case__number=number).reference
    assert "text" in wrong(publish(city, number, files=[given]))
    assert publish(city, number).status_code == 302


def test_what_was_not_approved_for_publication_is_not_published(city):
    assert publish(city, answered(city, publish="no")).status_code == 404


def test_who_does_not_publish_for_the_agency_cannot(city):
    number = answered(city)
    for role in ("handler", "receiver", "citizen", "stranger", "supervisor"):
        assert publish(city, number, role).status_code in (403, 404), role
    assert not Publication.objects.exists()


def test_it_is_published_once(city):
    number = answered(city)
    publish(city, number)
    again = publish(city, number)
    assert again.status_code == 422
    assert Publication.objects.count() == 1


def test_taken_down_it_is_gone_and_can_be_published_anew(city):
    number = answered(city)
    address = publish(city, number)["Location"]
    with told(NOW):
        assert Client().post(f"{address}withdraw/", {"why": "x"}).status_code == 401
        assert city.client("handler", NOW).post(f"{address}withdraw/", {"why": "x"}).status_code == 403
        city.client("editor", NOW).post(f"{address}withdraw/", {"why": "附件里有手机号"})
        assert Client().get(address).status_code == 404
    assert Publication.objects.get().withdrawn_why == "附件里有手机号"
    assert publish(city, number).status_code == 302


def test_files_that_were_given_are_published_and_no_others(city):
    from tests.site.openness.office import decide
    from xunzheng.site.cases.models import Paper

    number, _ = ask(Client(), NOW)
    city.act("receiver", number, "register-confirmed", NOW, confirmed_on="2026-09-18")
    city.act("handler", number, "claim", NOW)
    decide(
        city,
        number,
        NOW,
        decision="given",
        answer="见附件",
        document_file=SimpleUploadedFile("报告.txt", "全文".encode()),
    )
    city.act("approver", number, "approve", NOW, publish="yes")
    city.act("handler", number, "deliver", NOW, answered_on="2026-09-18")
    given = Paper.objects.get(case__number=number).reference
    address = publish(city, number, files=[given, "0" * 32])["Location"]
    with told(NOW):
        answer = Client().get(f"{address}files/1/")
        assert b"".join(answer.streaming_content).decode() == "全文"
        assert Client().get(f"{address}files/2/").status_code == 404


@pytest.mark.parametrize("reference", ["nothing", "0" * 16, "%00", "..%2f", "a" * 300])
def test_a_strange_reference_is_not_found(city, reference):
    assert Client().get(f"/openness/published/{reference}/").status_code == 404


def test_it_is_searched_by_words_and_agency(city):
    publish(city, answered(city), title="零陵路验收报告", text="全文")
    publish(city, answered(city), title="公园绿化合同", text="合同全文")
    assert page("/openness/?q=绿化").count("<li><h2>") == 1
    assert page("/openness/?q=绿化 合同").count("<li><h2>") == 1
    assert page("/openness/?q=桥梁").count("<li><h2>") == 0
    assert page(f"/openness/?agency={BUREAU}").count("<li><h2>") == 2
    assert page(f"/openness/?agency={HOUSING}").count("<li><h2>") == 0
    assert "可以申请公开" in page("/openness/?q=桥梁")
    assert SCRIPT not in page(f"/openness/?q={SCRIPT}&agency={SCRIPT}&before={SCRIPT}")
    assert page("/openness/?q=%00%07&before=%00").count("<li><h2>") == 2


def test_the_register_goes_on_page_by_page(city, monkeypatch):
    monkeypatch.setattr("xunzheng.site.openness.publishing.ROWS_OF_A_PAGE", 2)
    for place in range(3):
        publish(city, answered(city), title=f"第{place}件", text="全文")
    first = page()
    assert [f"第{place}件" in first for place in range(3)] == [False, True, True]
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert [f"第{place}件" in page(f"/openness/{following}") for place in range(3)] == [True, False, False]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_the_feeds_are_well_formed_with_scripts_as_text(city, kind):
    publish(city, answered(city), title=f"题{SCRIPT}", text=f"文{SCRIPT}")
    with told(NOW):
        answer = Client().get(f"/openness/feed.{kind}")
    root = ElementTree.fromstring(answer.content)
    assert SCRIPT in "".join(root.itertext())
    assert answer["Content-Type"].startswith(f"application/{kind}+xml")
    assert Client().get("/openness/feed.exe").status_code == 404


def test_the_yearly_table_counts_and_closes(city):
    """Ten requests: two of 2025, of which one is withdrawn in 2026 and one stays open, and eight of 2026."""
    ask(Client(), at("2025-12-30 09:00"))
    old, _ = ask(Client(), at("2025-12-31 09:00"))
    city.act("receiver", old, "withdraw", at("2026-01-05 09:00"), note="申请人要求")
    answered(city)
    answered(city, decision="already-public", where="网站")
    answered(city, decision="refused", refuse_ground="15-privacy", refuse_reason="x")
    answered(city, decision="refused", refuse_ground="14-secret", refuse_reason="x")
    answered(city, decision="partly-given", refuse_ground="15-privacy", refuse_reason="x", redacted="x")
    answered(city, decision="not-held")
    abandoned, _ = ask(
        Client(), NOW, applicant_kind="legal-person", uscc="12441500196720244T", representative="赵六"
    )
    city.act("receiver", abandoned, "register-confirmed", NOW, confirmed_on="2026-09-18")
    city.act("handler", abandoned, "claim", NOW)
    city.act("handler", abandoned, "ask-clarification", NOW, clarify_what="x", clarify_days="1")
    let_pass(at("2026-09-25 09:00"))
    ask(Client(), NOW)
    year = table(2026, BUREAU)
    counts = {row.code: row.total for row in year.rows if row.total}
    assert counts == {
        "received": 8, "carried-in": 2, "given": 2, "partly": 1, "secret": 1, "third": 1, "not-held": 1,
        "abandoned": 1, "other": 1, "decided": 8, "carried-on": 2,
    }  # fmt: skip
    assert next(row.counts for row in year.rows if row.code == "abandoned") == (0, 1, 0)
    assert year.is_closed
    before = {row.code: row.total for row in table(2025).rows if row.total}
    assert before == {"received": 2, "carried-on": 2}
    assert table(2026, HOUSING).rows[0].total == 0


def test_every_outcome_of_the_process_has_its_row():
    from xunzheng.rulebook.shelf import standard_shelf

    definition = standard_shelf().pack("process-foi-request").content
    placed = [outcome for item in ITEMS for outcome in item.outcomes]
    assert {outcome.code for outcome in definition.outcomes} - set(placed) == {"withdrawn"}
    grounds = [ground for item in ITEMS for ground in item.grounds]
    assert sorted(grounds) == sorted(choice.code for choice in definition.field["refuse_ground"].choices)


def test_the_table_is_a_page_a_workbook_and_separated_values(city):
    answered(city)
    shown = page(f"/openness/yearly/?year=2026&agency={BUREAU}")
    assert "收到和处理申请情况" in shown
    with told(NOW):
        book = openpyxl.load_workbook(io.BytesIO(Client().get("/openness/yearly.xlsx?year=2026").content))
        text = Client().get("/openness/yearly.csv?year=2026").content.decode("utf-8-sig")
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "（一）予以公开" in cells
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(text))}
    assert rows["（一）予以公开"] == ["1", "0", "0", "1"]
    assert Client().get("/openness/yearly.exe").status_code == 404
    for strange in ("year=-1", "year=99999", "year=２０２６", "year=%00", "agency=%00", f"agency={SCRIPT}"):
        with told(NOW):
            answer = Client().get(f"/openness/yearly/?{strange}")
        assert answer.status_code == 200
        assert SCRIPT not in answer.content.decode()
