"""Sources: which files a batch takes, what they are called, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xunzheng.batch.archive import Archives
from xunzheng.batch.limits import Limits
from xunzheng.batch.refusal import BatchRefused
from xunzheng.batch.sources import digest_of, find_sources, read_source, shown


def names(folder: Path, *paths: str | Path, **options) -> list[str]:
    found = find_sources(paths or [folder], **options)
    return [os.path.relpath(source.path, folder) for source in found.files]


def put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, "utf-8")


def test_a_folder_gives_the_reports_below_it_by_path(tmp_path):
    put(tmp_path, "b/二.docx", "a.TXT", "b/a/c.pdf", "d.wps", "e.et", "f.htm", "g.mht")
    assert names(tmp_path) == ["a.TXT", "b/a/c.pdf", "b/二.docx", "d.wps", "e.et", "f.htm", "g.mht"]


def test_what_is_no_report_is_passed_over_and_counted(tmp_path):
    put(tmp_path, "a.docx", "p.JPG", "q.jpg", "~$a.docx", ".b.docx", "Thumbs.db", "bare", ".git/c.docx")
    found = find_sources([tmp_path])
    assert [source.name for source in found.files] == ["a.docx"]
    assert found.passed_over == {".jpg": 2, "隐藏文件": 3, "": 1}


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path):
    put(tmp_path, "a.jpg", ".hidden")
    assert names(tmp_path, tmp_path / "a.jpg", tmp_path / ".hidden") == [".hidden", "a.jpg"]


def test_a_file_given_twice_comes_once(tmp_path):
    put(tmp_path, "a/b.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a/b.txt")
    assert len(names(tmp_path, tmp_path, tmp_path / "a/b.txt", tmp_path / "a")) == 1


def test_links_to_folders_are_not_followed(tmp_path):
    put(tmp_path, "a/b.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    assert names(tmp_path) == ["a/b.txt"]


def test_results_of_the_batch_are_no_reports(tmp_path):
    put(tmp_path, "a.txt", "results.xlsx")
    assert names(tmp_path, leave_out=[tmp_path / "results.xlsx"]) == ["a.txt"]


@pytest.mark.parametrize(
    ("path", "says"), [("none", "找不到"), ("a\0b", "不接受的字符"), ("a.txt/b", "读不了")]
)
def test_a_path_that_is_none_is_refused(tmp_path, path, says):
    put(tmp_path, "a.txt")
    with pytest.raises(BatchRefused, match=says):
        find_sources([f"{tmp_path}/{path}"])


def test_more_files_than_the_limit_are_refused(tmp_path):
    put(tmp_path, "a.txt", "b.txt", "c.txt")
    with pytest.raises(BatchRefused, match="超过 2 个"):
        find_sources([tmp_path], Limits(files=2))


def test_a_pipe_is_told_and_not_opened(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (source,) = find_sources([tmp_path]).files
    assert "不是普通文件" in source.trouble


def test_a_dead_link_is_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (source,) = find_sources([tmp_path]).files
    assert "没有这个文件" in source.trouble


def test_a_name_that_is_no_text_is_shown_and_read(tmp_path):
    raw = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6\n.txt"
    with open(raw, "wb") as opened:
        opened.write(b"abc")
    (source,) = find_sources([tmp_path]).files
    assert source.path.endswith("����\N{REPLACEMENT CHARACTER}.txt")
    assert read_source(source, Limits(), Archives()) == b"abc"


def test_two_names_that_look_the_same_stay_two(tmp_path):
    for raw in (b"\xb1.txt", b"\xb2.txt"):
        with open(os.fsencode(tmp_path) + b"/" + raw, "wb") as opened:
            opened.write(raw)
    first, second = find_sources([tmp_path]).files
    assert second.path == f"{first.path} (2)"


def test_of_a_file_over_the_limit_one_byte_more_is_read(tmp_path):
    put(tmp_path, "abcdef.txt")
    (source,) = find_sources([tmp_path]).files
    limits = Limits(file=4)
    assert read_source(source, limits, Archives()) == b"abcde"
    assert digest_of(source, limits, Archives()) == digest_of(source, limits, Archives())


def test_a_file_that_is_gone_has_no_digest(tmp_path):
    put(tmp_path, "a.txt")
    (source,) = find_sources([tmp_path]).files
    (tmp_path / "a.txt").unlink()
    assert digest_of(source, Limits(), Archives()) is None


def test_control_and_direction_signs_are_not_shown():
    assert shown("a\x1b[2J\u202eb") == "a�[2J�b"
