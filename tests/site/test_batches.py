"""Batches on the site: handed in, watched, filtered, opened, exported, stopped, deleted, and gone in time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests.batch.reports import CLEAN, FAULTY
from xunzheng.batch.archive import Archives
from xunzheng.batch.folder import BatchFolder, Stage
from xunzheng.batch.record import Record
from xunzheng.batch.settings import BatchSettings
from xunzheng.batch.sources import Source
from xunzheng.batch.worker import answer
from xunzheng.site.batches import services
from xunzheng.site.batches.forms import safe_paths, wanted_from
from xunzheng.site.batches.models import KeptBatch
from xunzheng.site.batches.packing import zipped
from xunzheng.site.batches.queries import LEVELS, Wanted
from xunzheng.site.batches.services import batches_dir, delete_expired, folder_of

pytestmark = pytest.mark.django_db


def work_here(
    sources: Iterable[Source], jobs: int, settings: BatchSettings, should_stop: Callable[[], bool]
) -> Iterator[Record]:
    """What the workers do, in this process."""
    archives = Archives()
    for source in sources:
        if should_stop():
            return
        yield answer(source, settings, settings.rules(), archives)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches lie in a folder of the test's own, and are worked on here and now, in this process."""
    monkeypatch.setattr("xunzheng.batch.run.work", work_here)
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(BatchFolder, "start", lambda folder: folder.work(0))


@pytest.fixture
def client() -> Client:
    return Client()


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def archive(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in members.items():
            package.writestr(f"{name}.txt", content)
    return held.getvalue()


def hand_in(client: Client, *files: SimpleUploadedFile, **fields: str) -> str:
    """Hand the files in; the address of the batch."""
    response = client.post("/batches/", {"files": files, **fields})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


@pytest.fixture
def address(client: Client) -> str:
    """A batch of four: an error, none, one that cannot be read, and one in an archive."""
    return hand_in(
        client,
        upload("甲.txt", FAULTY),
        upload("乙.txt", CLEAN),
        upload("坏.docx", b"PK\x03\x04"),
        upload("区县.zip", archive(丙=FAULTY)),
        name="区县自评",
    )


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_form_says_that_what_is_handed_in_is_kept(client):
    page = page_of(client, "/batches/")
    assert "会存在本服务器上，凭一个猜不到的网址打开，7 天后自动删除" in page
    assert "最多 5000 份，合计不超过 500 MB" in page
    assert "deleted after 7 days" in " ".join(page_of(client, "/batches/?lang=en").split())


def test_a_batch_is_shown_with_all_its_files(client, address):
    page = page_of(client, address)
    assert "<h1>区县自评</h1>" in page
    assert "核查完了：4 份" in page
    assert "错误 2 处，读不了 1 份" in page
    assert [name for name in ("甲.txt", "乙.txt", "区县.zip/丙.txt") if f">{name}</span>" not in page] == []
    assert "读不了 坏.docx" in page
    kept = KeptBatch.objects.get()
    assert len(kept.token) == 43
    assert kept.expires_at - kept.kept_at == timedelta(days=7)
    assert client.get(address).headers["X-Robots-Tag"] == "noindex"
    assert (folder_of(kept).path.stat().st_mode & 0o777) == 0o700


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("level=errors", ["区县.zip/丙.txt", "甲.txt"]),
        ("level=none", ["乙.txt"]),
        ("level=unreadable", ["坏.docx"]),
        ("level=waiting", []),
        ("code=sum-of-parts", ["区县.zip/丙.txt", "甲.txt"]),
        ("unit=兰溪县水利局", ["乙.txt"]),
        ("year=2022", ["乙.txt"]),
        ("text=水利", ["乙.txt"]),
        ("text=区县.zip", ["区县.zip/丙.txt"]),
        ("text=%3Cscript%3E", []),
        ("level=nonsense&order=nonsense&page=x", ["乙.txt", "区县.zip/丙.txt", "坏.docx", "甲.txt"]),
        ("order=gravity", ["区县.zip/丙.txt", "甲.txt", "乙.txt", "坏.docx"]),
    ],
)
def test_files_are_filtered(client, address, query, names):
    page = page_of(client, f"{address}?{query}")
    rows = [row.split("</span>")[0] for row in page.split('<span class="fine">')[1:]]
    shown = [row for row in rows if row.endswith((".txt", ".docx"))]
    assert sorted(shown) == sorted(names)
    if "order=gravity" in query:
        assert shown[:2] == names[:2]
    assert "<script>" not in page


def test_long_lists_have_pages(client, monkeypatch):
    monkeypatch.setattr("xunzheng.site.batches.queries.ROWS_OF_A_PAGE", 2)
    address = hand_in(client, *(upload(f"{n}.txt", "x" * 30) for n in range(5)))
    first, last = page_of(client, f"{address}?text=txt"), page_of(client, f"{address}?text=txt&page=99")
    assert "第 1 页，共 3 页" in first
    assert "?text=txt&amp;order=path&amp;page=2" in first
    assert "第 3 页，共 3 页" in last
    assert ">4.txt</span>" in last
    assert 'rel="next"' not in last


def test_a_report_of_the_batch_is_opened(client, address):
    page = page_of(client, f"{address}file/?path=区县.zip/丙.txt")
    assert "300 + 190 = 490 ≠ 500" in page
    assert "这份报告属于“区县自评”" in page
    saved = client.get(f"{address}file/?path=甲.txt&as=file")
    assert "attachment" in saved.headers["Content-Disposition"]
    assert "default-src 'none'" in saved.content.decode()
    broken = client.get(f"{address}file/?path=坏.docx")
    assert broken.status_code == 422
    assert "读不了 坏.docx" in broken.content.decode()


@pytest.mark.parametrize(
    "path", ["", "none.txt", "../batch.json", "/etc/passwd", "../../line", "甲.txt/", "%00"]
)
def test_nothing_else_is_opened(client, address, path):
    assert client.get(f"{address}file/?path={path}").status_code == 404


def test_the_summary_leads_to_the_reports(client, address):
    page = page_of(client, f"{address}summary/")
    assert "报告按最重的发现分" in page
    assert f'href="{address}file/?path=%E7%94%B2.txt"' in page
    assert "Reports by their gravest finding" in page_of(client, f"{address}summary/?lang=en")


def test_results_are_exported_in_every_format(client, address):
    book = openpyxl.load_workbook(io.BytesIO(body(client.get(f"{address}results/results.xlsx"))))
    assert [row[0].value for row in book["报告"].iter_rows(min_row=2)] == [
        "乙.txt",
        "区县.zip/丙.txt",
        "坏.docx",
        "甲.txt",
    ]
    rows = list(
        csv.DictReader(io.StringIO(body(client.get(f"{address}results/results.csv")).decode("utf-8-sig")))
    )
    assert len(rows) == 4
    findings = body(client.get(f"{address}results/results.findings.csv")).decode("utf-8-sig")
    assert "sum-of-parts" in findings
    lines = body(client.get(f"{address}results/results.jsonl")).decode().splitlines()
    assert [json.loads(line)["errors"] for line in lines] == [0, 1, 0, 1]
    assert body(client.get(f"{address}results/results.parquet")).startswith(b"PAR1")
    response = client.get(f"{address}results/summary.html?lang=en")
    assert "4 reports" in body(response).decode()
    assert "attachment" in response.headers["Content-Disposition"]
    assert client.get(f"{address}results/journal").status_code == 404


def test_an_export_is_made_anew_when_there_is_more(client, address):
    body(client.get(f"{address}results/results.jsonl"))
    folder = folder_of(KeptBatch.objects.get())
    (folder.files / "丁.txt").write_text(FAULTY, "utf-8")
    client.post(f"{address}resume/")
    os.utime(folder.journal)
    assert len(body(client.get(f"{address}results/results.jsonl")).splitlines()) == 5


def test_parquet_that_cannot_be_made_is_told(client, address, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    response = client.get(f"{address}results/results.parquet")
    assert response.status_code == 409
    assert "xunzheng[parquet]" in response.content.decode()


def test_a_batch_that_has_not_begun_has_nothing_to_export(client, monkeypatch):
    monkeypatch.setattr(BatchFolder, "start", lambda folder: None)
    address = hand_in(client, upload("甲.txt", FAULTY))
    assert client.get(f"{address}results/results.csv").status_code == 409
    assert "已停止" in page_of(client, address)


def test_it_is_stopped_and_resumed(client, monkeypatch):
    start = BatchFolder.start
    monkeypatch.setattr(BatchFolder, "start", lambda folder: None)
    address = hand_in(client, upload("甲.txt", FAULTY))
    assert client.post(f"{address}stop/").headers["Location"] == address
    assert folder_of(KeptBatch.objects.get()).work(0).stage is Stage.STOPPED
    page = page_of(client, address)
    assert "接着核查" in page
    monkeypatch.setattr(BatchFolder, "start", start)
    (folder_of(KeptBatch.objects.get()).path / "stop").unlink()
    assert client.post(f"{address}resume/").status_code == 302
    assert "核查完了：1 份" in page_of(client, address)


def test_while_it_is_at_work_the_page_asks_again(client, address):
    state = folder_of(KeptBatch.objects.get()).path / "state.json"
    done = client.get(f"{address}live/", headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    values = json.loads(state.read_text("utf-8"))
    state.write_text(json.dumps({**values, "stage": "waiting", "finished": 0}), "utf-8")
    page = page_of(client, address)
    assert 'hx-trigger="every 2s"' in page
    assert '<meta http-equiv="refresh" content="5">' in page
    live = client.get(f"{address}live/?text=水利").content.decode()
    assert "排队中" in live
    assert "<html" not in live
    assert ">乙.txt</span>" in live
    assert ">甲.txt</span>" not in live


@pytest.mark.parametrize(
    ("files", "settings_of", "status", "says"),
    [
        ([], {}, 422, "还没有文件"),
        ([("empty.txt", b"")], {}, 422, "还没有文件"),
        ([("a.txt", b"a"), ("b.txt", b"b")], {"BATCH_FILES": 1}, 413, "文件太多：一批最多 1 份"),
        ([("a.txt", b"a" * 2_000_000)], {"BATCH_LIMIT": 1024 * 1024}, 413, "一批不超过 1 MB"),
        ([("a.txt", b"a")], {"BATCH_KEPT": 0}, 422, "已存有 0 批"),
    ],
)
def test_what_cannot_be_a_batch_is_refused_and_nothing_is_kept(
    client, settings, files, settings_of, status, says
):
    for name, value in settings_of.items():
        setattr(settings, name, value)
    response = client.post("/batches/", {"files": [upload(*file) for file in files]})
    assert response.status_code == status
    assert says in response.content.decode()
    by_htmx = client.post(
        "/batches/", {"files": [upload(*file) for file in files]}, headers={"HX-Request": "true"}
    )
    assert says in by_htmx.content.decode()
    assert by_htmx.headers["HX-Retarget"] == "#problem"
    assert KeptBatch.objects.count() == 0
    assert list(batches_dir().iterdir()) == []


def test_a_disk_that_is_full_is_told(client, monkeypatch):
    def fail(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xunzheng.site.batches.services.shutil.move", fail)
    response = client.post("/batches/", {"files": [upload("a.txt", "a")]})
    assert response.status_code == 422
    assert "存不下：磁盘已满" in response.content.decode()
    assert list(batches_dir().iterdir()) == []


def test_without_the_token_of_the_page_nothing_is_taken(tmp_path):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/batches/", {"files": [upload("a.txt", FAULTY)]}).status_code == 403
    assert KeptBatch.objects.count() == 0
    assert list(batches_dir().iterdir()) == []
    page = strict.get("/batches/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"files": [upload("a.txt", FAULTY)], "csrfmiddlewaretoken": token}
    assert strict.post("/batches/", sent).status_code == 302


def test_folders_keep_their_paths(client):
    told = json.dumps(["2023/甲/a.txt", "2023/乙/a.txt"])
    address = hand_in(client, upload("a.txt", FAULTY), upload("a.txt", CLEAN), paths=told)
    page = page_of(client, address)
    assert ">2023/甲/a.txt</span>" in page
    assert ">2023/乙/a.txt</span>" in page
    assert 'href="' + address + 'file/?path=2023%2F%E7%94%B2%2Fa.txt"' in page


PATHS = [
    (["a.txt", "a.txt", "A.TXT"], [], ["a.txt", "a (2).txt", "A (3).TXT"]),
    (["a.txt"], ["../../etc/a.txt"], ["etc/a.txt"]),
    (["a.txt"], ["/srv/a.txt"], ["srv/a.txt"]),
    (["a.txt"], ["other.txt"], ["a.txt"]),
    (["a\x00b\u202e.txt"], [], ["a_b_.txt"]),
    (["c:\\x\\a.txt"], [], ["c_/x/a.txt"]),
    ([".."], [], ["_"]),
    (["长" * 200 + ".docx"], [], ["长" * 78 + ".docx"]),
    (["a/" * 50 + "b.txt"], [], ["a/" * 11 + "b.txt"]),
]


@pytest.mark.parametrize(("names", "told", "paths"), PATHS)
def test_paths_stay_below_the_folder(names, told, paths):
    assert [path.casefold() for path in safe_paths(names, told)] == [path.casefold() for path in paths]


@pytest.mark.parametrize("told", ["", "[", '{"a": 1}', "[1]", "[" * 3000, '["x", "y"]'])
def test_paths_that_make_no_sense_are_passed_over(client, told):
    page = page_of(client, hand_in(client, upload("a.txt", FAULTY), paths=told))
    assert ">a.txt</span>" in page


def test_a_filter_takes_only_what_it_knows():
    assert wanted_from({}) == Wanted()
    assert wanted_from({"level": "x", "order": "x", "page": "٣"}) == Wanted()
    assert wanted_from({"level": LEVELS[0], "page": "3"}) == Wanted(level=LEVELS[0], page=3)


def test_deleting_leaves_nothing(client, address):
    folder = folder_of(KeptBatch.objects.get())
    response = client.post(f"{address}delete/")
    assert "报告和核查结果已从服务器上删去" in page_of(client, response.headers["Location"])
    assert not folder.path.exists()
    for way in ("", "summary/", "live/", "results/results.csv", "file/?path=甲.txt"):
        assert client.get(address + way).status_code == 404
    for way in ("stop/", "resume/", "delete/"):
        assert client.post(address + way).status_code == 404


def test_what_changes_something_is_posted(client, address):
    for way in ("stop/", "resume/", "delete/"):
        assert client.get(address + way).status_code == 405


def test_a_batch_is_gone_when_its_time_is_over(client, address):
    kept = KeptBatch.objects.get()
    assert delete_expired(kept.expires_at - timedelta(seconds=1)) == 0
    KeptBatch.objects.update(expires_at=timezone.now())
    assert client.get(address).status_code == 404
    assert not folder_of(kept).path.exists()
    assert KeptBatch.objects.count() == 0


def test_the_report_form_still_takes_two_files_at_most_and_no_more_bytes(client, settings):
    many = client.post("/", {"file": [upload(f"{n}.txt", CLEAN) for n in range(3)]})
    assert many.status_code == 400
    settings.UPLOAD_LIMIT = -64 * 1024 * 1024
    assert client.post("/", {"text": "x"}).status_code == 413


def test_the_migration_makes_what_the_model_says():
    call_command("makemigrations", "batches", check=True, dry_run=True, verbosity=0)


def test_the_rows_live_in_postgresql_too(postgresql_url, tmp_path):
    program = """
import json, django, datetime
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from xunzheng.site.batches import queries, services
from xunzheng.batch.folder import BatchFolder
BatchFolder.start = lambda folder: None
at = datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)
kept = services.keep_batch([], "名", at)
found = queries.find_batch(kept.token, at)
later = at + datetime.timedelta(days=8)
print(json.dumps([found.name, queries.find_batch(kept.token, later) is None, services.delete_expired(later)]))
"""
    environment = {**os.environ, "XUNZHENG_DATABASE_URL": postgresql_url, "XUNZHENG_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["名", True, 1]


def test_the_words_of_a_batch_are_complete(client, address):
    for way in ("", "summary/", "file/?path=甲.txt"):
        page = client.get(f"{address}{way}{'&' if '?' in way else '?'}lang=en").content.decode()
        assert '<html lang="en">' in page
    assert "Kept until" in page_of(client, address)


def test_a_file_that_brought_a_worker_down_is_not_tried_in_the_server(client, address, monkeypatch):
    monkeypatch.setattr("xunzheng.site.batches.services.read", lambda *rest: pytest.fail("read again"))
    response = client.get(f"{address}file/", {"path": "坏.docx"})
    assert response.status_code == 422
    assert "读不了 坏.docx" in response.content.decode()


def test_an_empty_file_is_listed_and_not_left_out(client):
    page = page_of(client, hand_in(client, upload("空.txt", b""), upload("甲.txt", FAULTY)))
    assert "核查完了：2 份" in page
    assert "文件是空的" in page


def test_a_record_that_comes_while_an_export_is_written_makes_it_stale(client, address, monkeypatch):
    folder = folder_of(KeptBatch.objects.get())
    honest = services.write_sorted

    def late(records, target):
        written = honest(records, target)
        os.utime(folder.journal)
        return written

    monkeypatch.setattr(services, "write_sorted", late)
    first = body(client.get(f"{address}results/results.jsonl"))
    monkeypatch.setattr(
        services, "write_sorted", lambda records, target: target.write_bytes(b"new") and (target,)
    )
    assert first != body(client.get(f"{address}results/results.jsonl")) == b"new"


def test_the_name_of_an_export_is_a_name(client):
    address = hand_in(client, upload("甲.txt", FAULTY), name='区/县 <b>"')
    response = client.get(f"{address}results/results.jsonl")
    assert body(response)
    assert unquote(response.headers["Content-Disposition"]).endswith("区_县 _b__-results.jsonl")


def test_what_a_killed_server_left_is_deleted_a_day_later(client, address):
    now = timezone.now()
    old, new = batches_dir() / ".incoming-old", batches_dir() / ".deleted-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    assert delete_expired(now) == 0
    assert (old.exists(), new.exists(), KeptBatch.objects.count()) == (False, True, 1)


def test_the_reports_are_given_back_in_one_archive(client, address):
    response = client.get(f"{address}results/annotated.zip")
    assert response.streaming
    assert "annotated.zip" in response.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(body(response))) as package:
        assert package.testzip() is None
        names = package.namelist()
        list_of_all = openpyxl.load_workbook(io.BytesIO(package.read("问题清单.xlsx")))
    assert list_of_all.sheetnames == ["报告", "发现"]
    assert sorted(names[1:]) == sorted(
        ["甲.txt-批注.html", "甲.txt-复核意见.docx", "乙.txt-复核意见.docx",
         "区县.zip/丙.txt-批注.html", "区县.zip/丙.txt-复核意见.docx"]
    )  # fmt: skip


def test_a_file_that_is_deleted_while_the_archive_is_sent_is_left_out(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a" * 600_000)
    files = [("甲.txt", tmp_path / "a.txt"), ("乙.txt", tmp_path / "gone.txt")]
    content = b"".join(zipped(files))
    assert len(content) < 10_000
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.namelist() == ["甲.txt"]
        assert package.read("甲.txt") == b"a" * 600_000
