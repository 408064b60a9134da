"""The pages: request in, status and phrases out; what is wrong comes as one sentence in its place."""

from __future__ import annotations

import gzip
import logging
import re
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from xunzheng.samples import sample
from xunzheng.site.project.logs import OneLine

SUM = "某局2023年绩效自评报告\n\n一、概况\n全年支出合计500万元，分别为工资300万元、设备190万元。\n"
LIMIT = 1024 * 1024


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def upload(content: bytes, name: str = "报告.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def page_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "phrases"),
    [
        (
            "/",
            200,
            [
                "把自评报告放进来",
                "能读 Word（docx",
                'accept=".docx',
                "UTF-8 或 GB18030",
                "不超过 1 MB",
                "什么都不保存",
                "/sample/",
            ],
        ),
        ("/?lang=en", 200, ["Put a self-evaluation in", "nothing is kept", 'lang="en"']),
        ("/?lang=fr", 200, ["把自评报告放进来"]),
        ("/sample/", 200, ["核查结果", "lanqiao", "这是随程序附带的示例", "评分表"]),
        ("/sample/?lang=en", 200, ["Audit result", "Document and findings", "fictional bureau"]),
        ("/local/", 404, ["没有这个页面"]),
        ("/nowhere/", 404, ["没有这个页面", "回首页"]),
        ("/nowhere/?lang=en", 404, ["There is no such page"]),
        ("/reports/deleted/", 200, ["已删除"]),
    ],
)
def test_pages(client, path, status, phrases):
    response = client.get(path)
    assert response.status_code == status
    for phrase in phrases:
        assert phrase in page_of(response), phrase


@pytest.mark.parametrize("path", ["/sample/", "/reports/deleted/"])
def test_pages_to_read_take_no_post(client, path):
    assert client.post(path).status_code == 405


# what is handed in, the status, and phrases of the answer
POSTS = [
    ({"text": SUM}, 200, ["300 + 190 = 490 ≠ 500", "粘贴的报告", "这份结果没有保存"]),
    ({"file": (SUM.encode(), "某局.txt")}, 200, ["300 + 190 = 490 ≠ 500", "某局.txt"]),
    ({"file": (SUM.encode("gb18030"), "某局.txt")}, 200, ["300 + 190 = 490 ≠ 500"]),
    ({"file": (SUM.encode(), "<b>x</b>.txt")}, 200, ["300 + 190"]),
    ({}, 422, ["还没有内容"]),
    ({"text": " \n　"}, 422, ["还没有内容"]),
    ({"text": SUM, "file": (SUM.encode(), "a.txt")}, 422, ["请只留一种", "设备190万元"]),
    ({"file": (b"", "空.txt")}, 422, ["“空.txt”是空文件"]),
    ({"file": (b"x" * (LIMIT + 1), "大.txt")}, 413, ["上限是 1 MB", "这份是 1.0 MB"]),
    ({"file": (b"x" * (3 * LIMIT), "大.txt")}, 413, ["这份是 3.0 MB"]),
    ({"text": "字" * 350_000}, 413, ["上限是 1 MB"]),
    ({"file": (gzip.compress(b"x" * 500), "表.xlsx")}, 422, ["读不了", "表.xlsx"]),
    ({"file": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "扫描.txt")}, 422, ["读不了", "扫描.txt"]),
    ({"text": "报告\x00报告"}, 422, ["空字符"]),
]


@pytest.mark.parametrize("by_htmx", [False, True])
@pytest.mark.parametrize(("fields", "status", "phrases"), POSTS)
def test_posts(client, fields, status, phrases, by_htmx):
    handed_in = {key: upload(*value) if isinstance(value, tuple) else value for key, value in fields.items()}
    response = client.post("/", handed_in, headers={"HX-Request": "true"} if by_htmx else {})
    assert response.status_code == status
    answer = page_of(response)
    for phrase in phrases:
        if by_htmx and phrase == "设备190万元":
            continue
        assert phrase in answer, phrase
    assert ("<html" in answer) != by_htmx
    assert response.headers.get("HX-Retarget") == ("#problem" if by_htmx and status != 200 else None)


def test_english_refusals_are_in_english(client):
    assert "There is nothing yet" in page_of(client.post("/?lang=en", {}))
    refused = client.post("/?lang=en", {"file": upload(b"\x00\x01\x02\x03" * 50, "a.bin")})
    assert "cannot be read as a report" in page_of(refused)


def test_a_pasted_text_over_the_whole_limit_of_a_request(client):
    response = client.post("/", {"text": "字" * 700_000})
    assert response.status_code == 413
    assert "报告太大，上限是 1 MB" in page_of(response)


def test_the_language_is_remembered_and_can_be_changed_back(client):
    client.get("/?lang=en")
    assert "Put a self-evaluation in" in page_of(client.get("/"))
    client.get("/?lang=zh")
    assert "把自评报告放进来" in page_of(client.get("/"))


def test_a_cookie_that_names_no_language_is_passed_over(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "<script>"
    assert "把自评报告放进来" in page_of(client.get("/"))


def test_markup_in_a_report_and_its_name_stays_text(client):
    hostile = "<script>alert(1)</script>"
    report = f"一、{hostile}\n{hostile}合计500万元，分别为工资300万元、{hostile}190万元。\n"
    answer = page_of(client.post("/", {"file": upload(report.encode(), f"a{hostile}.txt")}))
    assert "&lt;script&gt;alert(1)" in answer
    assert "<script>alert" not in answer
    both = page_of(client.post("/", {"text": f"</textarea>{hostile}", "file": upload(b"x")}))
    assert hostile not in both


@pytest.mark.parametrize("path", ["/", "/sample/", "/nowhere/"])
def test_every_answer_carries_the_policies(client, path):
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/sample/"])
def test_no_page_holds_an_inline_script_or_style(client, path):
    answer = page_of(client.get(path))
    assert answer.count("<script") == answer.count("<script src=") == 3
    assert "<style" not in answer
    assert " style=" not in answer
    assert " onclick=" not in answer


@pytest.mark.parametrize(("headers", "phrase"), [({}, "<html"), ({"HX-Request": "true"}, "页面打开太久")])
def test_a_post_without_the_token_is_refused(headers, phrase):
    response = Client(enforce_csrf_checks=True).post("/", {"text": SUM}, headers=headers)
    assert response.status_code == 403
    assert phrase in page_of(response)


def test_a_host_that_is_not_named_is_refused(client):
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400


@pytest.mark.parametrize("message", ["Invalid HTTP_HOST header: 'evil'.", "a\nb " + "x" * 500])
def test_a_request_at_fault_takes_one_line_of_the_log(message):
    try:
        raise ValueError(message)
    except ValueError:
        record = logging.LogRecord("django", logging.ERROR, "", 1, message, (), sys.exc_info())
    written = OneLine().format(record)
    assert written == " ".join(message.split())[:300]
    assert "\n" not in written


def test_hosts_that_are_not_allowed_are_logged_on_one_line():
    loggers = settings.LOGGING["loggers"]
    assert loggers["django.security.DisallowedHost"]["handlers"] == ["line"]
    assert settings.LOGGING["handlers"]["line"]["formatter"] == "one-line"


def test_a_text_without_anything_to_check_is_not_called_right(client):
    answer = page_of(client.post("/", {"text": "hello world"}))
    assert "没有可以核对的内容" in answer
    assert "能核的都核对得上" not in answer
    assert "10 字（不计空白）" in answer


def test_english_pages_have_english_punctuation(client):
    head = page_of(client.get("/sample/?lang=en")).split('class="fine source">')[1].split("</p>")[0]
    assert "Rule packs: " in head
    assert ", " in head.split("Rule packs: ")[1]
    assert not set("：、（）") & set(head)


@pytest.mark.parametrize("megabytes", [6, 40])
def test_a_request_far_over_the_limit_gets_the_sentence_of_the_site(served, megabytes):
    """Sent as a browser without script sends it: a form with a file."""
    page = urlopen(served.address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
    cookie = page.headers["Set-Cookie"].split(";")[0]
    parts = (
        f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    )
    body = parts.encode() + b"x" * (megabytes * LIMIT) + b"\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Cookie": cookie}
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(served.address, body, headers))
    assert refused.value.code == 413
    assert f"上限是 4 MB，这份是 {megabytes}.0 MB" in refused.value.read().decode()


def test_a_bug_is_answered_with_a_page(client, monkeypatch):
    monkeypatch.setattr("xunzheng.site.reports.views.audit_report", lambda content, name: 1 / 0)
    response = client.post("/", {"text": SUM})
    assert response.status_code == 500
    assert "程序出错了" in page_of(response)


def test_the_local_file_is_shown_and_audited_anew(client, tmp_path: Path):
    file = tmp_path / "本地.txt"
    file.write_text(SUM, encoding="utf-8")
    with override_settings(LOCAL_FILE=file):
        answer = page_of(client.get("/local/"))
        assert "300 + 190 = 490 ≠ 500" in answer
        assert "本机文件，只读显示" in answer
        file.write_bytes(b"\x00\x01" * 100)
        assert client.get("/local/").status_code == 422
        file.unlink()
        assert client.get("/local/").status_code == 422


def test_the_sample_is_the_shipped_one(client):
    assert sample().decode().splitlines()[0] in page_of(client.get("/sample/"))


def test_static_files_are_served_without_being_collected(served):
    for path in (
        "xunzheng/xunzheng.css",
        "xunzheng/xunzheng.js",
        "reports/site.js",
        "django_htmx/htmx-2.min.js",
    ):
        with urlopen(f"{served.address}static/{path}") as answer:
            assert answer.status == 200
            assert len(answer.read()) > 1000


@pytest.mark.parametrize(("language", "title"), [("zh", "核查结果"), ("en", "Audit result")])
def test_a_result_can_be_had_as_one_file(client, language, title):
    response = client.get(f"/sample/?as=file&lang={language}")
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert title in page_of(response)
    assert "/static/" not in page_of(response)


def test_a_refusal_is_no_file(client):
    response = client.post("/?as=file", {"text": ""})
    assert response.status_code == 422
    assert "Content-Disposition" not in response.headers
