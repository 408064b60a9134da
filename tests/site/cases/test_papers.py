"""Papers: told by content, kept by digest, scanned, given once; a full disk keeps nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.site.cases.offices import APPLICANT, HANDLER, NOW, OFFICE, PROCESS, REGION, asked, citizen, kinds
from xunzheng.site.cases import looking, papers
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.cases.paper_kinds import clean_name
from xunzheng.site.cases.papers import delete_unused, keep_paper, open_paper, path_of, scan_waiting
from xunzheng.site.cases.services import Asked, Done, Refused, open_case
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "papers"


def kept(content: bytes = PDF, name: str = "表.pdf", **given: Any) -> Paper:
    paper = keep_paper([content[:5], content[5:]], name, given.pop("actor", APPLICANT), NOW, **given)
    assert isinstance(paper, Paper), paper
    return paper


def with_paper(paper: Paper, key: str = "k") -> Done | Refused:
    request = Asked(OFFICE, REGION, asked().values, {"application": (paper.reference,)})
    return open_case(PROCESS, request, APPLICANT, key, NOW)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def test_a_paper_is_kept_given_and_opened(folder: Path) -> None:
    paper = kept()
    done = with_paper(paper)
    assert isinstance(done, Done)
    seen = looking.look(done.number, HANDLER, NOW)
    assert seen is not None
    (found,) = looking.papers_of(seen)
    shown = open_paper(found, HANDLER, "审核", NOW)
    assert isinstance(shown, papers.Opened)
    assert (shown.path.read_bytes(), shown.mime) == (PDF, "application/pdf")
    assert oct(shown.path.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.pdf"), (b"MZ\x90", "a.pdf"), (PDF, "a.exe"), (PDF, "a"), (b"<html><script>", "a.txt"),
        (b"\x00\x01", "a.txt"), (b"PK\x03\x04 a plain archive", "a.docx"), (b"<svg/>", "a.svg"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_is_refused_and_journalled(content: bytes, name: str, folder: Path) -> None:
    assert kinds(keep_paper([content], name, APPLICANT, NOW)) == ["paper"]
    assert files(folder) == []
    assert Entry.objects.filter(kind="paper.refused").count() == 1


def test_a_file_that_is_too_large_is_not_read_to_its_end(settings: Any, folder: Path) -> None:
    settings.PAPER_LIMIT = 1000
    read = []

    def chunks() -> Iterator[bytes]:
        for _ in range(10_000):
            read.append(1)
            yield b"%PDF-" + b"x" * 95

    assert kinds(keep_paper(chunks(), "a.pdf", APPLICANT, NOW)) == ["paper"]
    assert len(read) == 11
    assert files(folder) == []


def test_a_full_disk_keeps_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(*given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep_paper([PDF], "a.pdf", APPLICANT, NOW)
    assert files(folder) == []
    assert not Paper.objects.exists()


def test_a_paper_is_given_by_its_owner_and_once() -> None:
    paper = kept()
    assert isinstance(with_paper(paper), Done)
    assert kinds(with_paper(paper, "again")) == ["paper"]
    assert kinds(with_paper(kept(actor=citizen("other")), "stolen")) == ["paper"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("command", "state"),
    [("false", None), ("true", "clean"), ("sh -c 'exit 2'", "waiting"), ("/none", "waiting")],
)
def test_the_scanner_decides(command: str, state: str | None, settings: Any, folder: Path) -> None:
    settings.PAPER_SCANNER = command
    paper = keep_paper([PDF], "a.pdf", APPLICANT, NOW)
    if state is None:
        assert kinds(paper) == ["paper"]
        assert Entry.objects.filter(kind="paper.refused").exists()
        return
    assert isinstance(paper, Paper)
    assert paper.state == state
    if state == "waiting":
        assert kinds(with_paper(paper)) == ["paper"]
        assert kinds(open_paper(paper, APPLICANT, "", NOW)) == ["paper"]
        assert scan_waiting(NOW) == 0
        settings.PAPER_SCANNER = "true"
        assert scan_waiting(NOW) == 1
        assert isinstance(with_paper(paper), Done)


def test_only_files_that_no_row_names_are_deleted(folder: Path) -> None:
    used, unused, twin = kept(), kept(PDF + b"2"), kept(PDF)
    assert isinstance(with_paper(used), Done)
    later = NOW + timedelta(days=3)
    for path in files(folder):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert delete_unused(later) == 1
    assert [path.name for path in files(folder)] == [used.digest]
    assert twin.digest == used.digest
    assert not path_of(unused.digest).exists()


def test_a_file_that_was_changed_is_not_handed_out(folder: Path) -> None:
    paper = kept()
    path_of(paper.digest).write_bytes(b"%PDF-other")
    assert kinds(open_paper(paper, APPLICANT, "", NOW)) == ["paper"]
    assert Entry.objects.filter(kind="paper.broken").exists()


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "C:\\a\\x.pdf", "x\u202efdp.pdf", "a\nb.pdf", "长" * 300 + ".pdf", ""]
)
def test_names_are_made_harmless(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 100
    assert not set(clean) & set('/\\\n\u202e<>:"')
    assert clean.endswith(".pdf") or name == ""


def test_reading_a_personal_paper_is_journalled() -> None:
    paper = kept(is_personal=True)
    open_paper(paper, APPLICANT, "", NOW)
    assert not Entry.objects.filter(kind="read.personal").exists()
    open_paper(paper, HANDLER, "核对身份", NOW)
    assert Entry.objects.get(kind="read.personal").who == HANDLER.id
