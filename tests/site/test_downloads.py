"""The downloads of a result: made in memory of what was handed in, and kept nowhere."""

from __future__ import annotations

import io
from urllib.parse import unquote
from urllib.request import urlopen

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.formats.commented_files import parts_of
from tests.formats.docx_files import p, word, zipped
from xunzheng.site.reports.models import KeptReport

SUM = "某局2023年绩效自评报告\n\n一、概况\n全年支出合计500万元，分别为工资300万元、设备190万元。\n"


def word_file() -> bytes:
    return word("".join(p(line) for line in SUM.split("\n") if line))


def sent(content: bytes, name: str, wanted: str, language: str = "zh"):
    file = SimpleUploadedFile(name, content)
    return Client().post(f"/?as={wanted}&lang={language}", {"file": file})


def name_of(response) -> str:
    return unquote(response.headers["Content-Disposition"].rpartition("''")[2])


def test_a_word_file_comes_back_with_comments():
    response = sent(word_file(), "报告.docx", "original")
    assert response.status_code == 200
    assert name_of(response) == "报告-批注.docx"
    comments = parts_of(response.content)["word/comments.xml"].decode()
    assert "300 + 190 = 490 ≠ 500（万元）" in comments
    assert response.headers["Content-Type"].endswith("wordprocessingml.document")


def test_a_text_comes_back_as_a_page_with_a_margin():
    response = Client().post("/?as=original", {"text": SUM})
    assert name_of(response) == "粘贴的报告-批注.html"
    assert response.content.startswith(b"<!doctype html>")
    assert "attachment" in response.headers["Content-Disposition"]


def test_the_list_is_a_workbook():
    response = sent(SUM.encode(), "报告.txt", "list", "en")
    assert name_of(response).endswith("-findings.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert "sum-of-parts" in [row[4].value for row in sheet.iter_rows(min_row=2)]


def test_the_paper_names_the_unit():
    response = Client().get("/sample/?as=paper")
    assert name_of(response).endswith("-复核意见.docx")
    assert "园林绿化" in parts_of(response.content)["word/document.xml"].decode()


def test_what_cannot_be_made_is_said():
    parts = parts_of(word_file())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relation = f'<Relationship Id="r9" Target="comments.xml" Type="{kind}"/></Relationships>'.encode()
    listing = "word/_rels/document.xml.rels"
    parts[listing] = parts[listing].replace(b"</Relationships>", relation)
    response = sent(zipped({**parts, "word/comments.xml": b"<torn"}), "报告.docx", "original")
    assert response.status_code == 422
    assert "批注部分的 XML 写错了" in response.content.decode()


@pytest.mark.django_db
def test_a_kept_report_has_the_downloads_at_its_address():
    client = Client()
    address = client.post("/", {"text": SUM, "keep": "on"}).headers["Location"]
    page = client.get(address).content.decode()
    for wanted in ("original", "list", "paper", "file"):
        assert f'href="?as={wanted}"' in page
        assert client.get(f"{address}?as={wanted}").status_code == 200
    assert KeptReport.objects.count() == 1


def test_downloads_make_no_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        for wanted in ("original", "list", "paper"):
            assert client.post(f"/?as={wanted}", {"text": SUM}).status_code == 200


def test_the_result_offers_the_downloads():
    page = Client().post("/", {"text": SUM}).content.decode()
    for label in ("批注后的原文件", "问题清单", "复核意见", "结果网页"):
        assert label in page


def test_downloads_leave_nothing_on_the_disk(served):
    before = served.said()
    for wanted in ("original", "list", "paper"):
        with urlopen(f"{served.address}/sample/?as={wanted}") as response:
            assert response.status == 200
            assert len(response.read()) > 5_000
    assert served.said() == before
