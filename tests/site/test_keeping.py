"""Keeping: nothing without the tick; with it a row behind an unguessable address, until it is deleted."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.core.management import call_command
from django.test import Client

from xunzheng.site.reports.models import KeptReport

SUM = "某局2023年绩效自评报告\n\n一、概况\n全年支出合计500万元，分别为工资300万元、设备190万元。\n"


def test_without_the_tick_no_query_is_made(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.post("/", {"text": SUM}).status_code == 200
        assert client.get("/sample/").status_code == 200
    assert KeptReport.objects.count() == 0


@pytest.mark.django_db
def test_with_the_tick_the_bytes_are_kept_and_found_again():
    client = Client()
    response = client.post("/", {"text": SUM, "keep": "on"})
    kept = KeptReport.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"/reports/{kept.token}/"
    assert len(kept.token) == 43
    assert bytes(kept.content) == SUM.encode()
    assert kept.digest == hashlib.sha256(SUM.encode()).hexdigest()
    page = client.get(response.headers["Location"])
    assert "300 + 190 = 490 ≠ 500" in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Kept on" in client.get(f"/reports/{kept.token}/?lang=en").content.decode()


@pytest.mark.django_db
def test_by_htmx_the_browser_is_sent_to_the_address():
    response = Client().post("/", {"text": SUM, "keep": "on"}, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == f"/reports/{KeptReport.objects.get().token}/"


@pytest.mark.django_db
def test_two_reports_have_two_addresses_though_they_are_equal():
    for _ in range(2):
        Client().post("/", {"text": SUM, "keep": "on"})
    assert len(set(KeptReport.objects.values_list("token", flat=True))) == 2


@pytest.mark.django_db
def test_what_cannot_be_read_is_not_kept():
    assert Client().post("/", {"text": "x\x00", "keep": "on"}).status_code == 422
    assert KeptReport.objects.count() == 0


@pytest.mark.django_db
def test_deleting():
    client = Client()
    address = client.post("/", {"text": SUM, "keep": "on"}).headers["Location"]
    assert client.get(f"{address}delete/").status_code == 405
    response = client.post(f"{address}delete/")
    assert (response.status_code, response.headers["Location"]) == (302, "/reports/deleted/")
    assert KeptReport.objects.count() == 0
    assert client.get(address).status_code == 404
    assert client.post(f"{address}delete/").status_code == 404


@pytest.mark.django_db
def test_deleting_needs_the_page_s_token():
    Client().post("/", {"text": SUM, "keep": "on"})
    kept = KeptReport.objects.get()
    assert Client(enforce_csrf_checks=True).post(f"/reports/{kept.token}/delete/").status_code == 403
    assert KeptReport.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "A" * 43, "%2e%2e", "' OR 1=1 --"])
def test_a_guess_finds_nothing(token):
    assert Client().get(f"/reports/{token}/").status_code == 404


@pytest.mark.django_db
def test_a_name_is_cut_to_what_the_row_holds():
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("字" * 300 + ".txt", SUM.encode(), "text/plain")
    assert Client().post("/", {"file": file, "keep": "on"}).status_code == 302
    assert len(KeptReport.objects.get().name) <= 255


@pytest.mark.django_db
def test_the_migrations_are_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_rows_live_in_postgresql_too(postgresql_url, tmp_path):
    program = """
import json, django, datetime
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from xunzheng.site.reports import queries, services
at = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
kept = services.keep_report(b"\\xe5\\x00", "名.txt", at)
found = queries.find_report(kept.token)
print(json.dumps([bytes(found.content).hex(), found.name, services.delete_report(kept.token),
                  queries.find_report(kept.token) is None]))
"""
    environment = {**os.environ, "XUNZHENG_DATABASE_URL": postgresql_url, "XUNZHENG_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["e500", "名.txt", True, True]


def test_a_served_upload_touches_neither_disk_nor_database(served):
    """The whole server: a body that waitress and Django would both rather put into a temporary file."""
    report = (SUM + ("说明文字" * 200 + "。\n") * 625).encode()
    before, files = served.said(), files_of(served.data_dir)
    answer = post_file(served.address, report)
    assert "300 + 190 = 490 ≠ 500" in answer
    assert served.said() == before
    assert files_of(served.data_dir) == files


def files_of(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def post_file(address: str, content: bytes) -> str:
    """Fetch the form, then hand the file in as a browser does."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    page = opener.open(address).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    edge = "edge-of-the-part"
    body = (
        (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{edge}--\r\n".encode()
    )
    request = Request(address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
    answer: str = opener.open(request).read().decode()
    return answer
