"""Archives: their names, their members, and the tricks that a hostile one plays."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.batch.reports import CLEAN
from xunzheng.batch.archive import ArchiveRefused, Archives, list_members, looks_like_archive
from xunzheng.batch.limits import Limits
from xunzheng.batch.sources import find_sources


def pack(path: Path, members: dict[str, bytes], **options) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def pack_as_windows(path: Path, name: str, content: bytes) -> Path:
    """An archive whose names are GB18030, without saying so: the flag of UTF-8 is not set."""
    raw, stand_in = name.encode("gb18030"), "x" * len(name.encode("gb18030"))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(stand_in, content)
    path.write_bytes(held.getvalue().replace(stand_in.encode(), raw))
    return path


def paths(folder: Path, limits: Limits | None = None) -> list[str]:
    return [source.path.removeprefix(f"{folder}/") for source in find_sources([folder], limits).files]


def test_members_are_named_after_their_archive(tmp_path):
    pack(tmp_path / "区县.zip", {"甲/1.txt": b"a", "2.docx": b"b", "甲/": b"", "图.png": b"c"})
    found = find_sources([tmp_path])
    assert paths(tmp_path) == ["区县.zip/2.docx", "区县.zip/甲/1.txt"]
    assert found.passed_over == {".png": 1}


def test_names_written_by_chinese_windows_are_read(tmp_path):
    pack_as_windows(tmp_path / "a.zip", "永州市/自评报告.txt", b"x")
    assert paths(tmp_path) == ["a.zip/永州市/自评报告.txt"]


def test_paths_cannot_leave_the_archive(tmp_path):
    pack(tmp_path / "a.zip", {"../../etc/a.txt": b"a", "/b.txt": b"b", "c\\d.txt": b"c"})
    assert paths(tmp_path) == ["a.zip/b.txt", "a.zip/c/d.txt", "a.zip/etc/a.txt"]


def test_members_are_read_one_by_one(tmp_path):
    path = pack(tmp_path / "a.zip", {"a.txt": b"first", "b.txt": b"second"})
    archives = Archives()
    assert archives.read(str(path), 1, Limits()) == b"second"
    assert archives.read(str(path), 0, Limits(file=2)) == b"fir"
    with pytest.raises(ArchiveRefused, match="变了"):
        archives.read(str(path), 9, Limits())
    archives.close()


def test_an_archive_in_an_archive_is_told(tmp_path):
    inner = pack(tmp_path / "inner.zip", {"a.txt": b"a"}).read_bytes()
    (tmp_path / "inner.zip").unlink()
    pack(tmp_path / "a.zip", {"inner.zip": inner})
    (source,) = find_sources([tmp_path]).files
    assert "压缩包里的压缩包" in source.trouble


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(members=2), "超过 2 个文件"),
        (Limits(unpacked=5), "解开后超过"),
        (Limits(directory=10), "目录超过"),
    ],
)
def test_an_archive_over_the_limits_is_one_file_that_cannot_be_read(tmp_path, limits, says):
    pack(tmp_path / "a.zip", {f"{n}.txt": b"abc" for n in range(3)})
    (source,) = find_sources([tmp_path], limits).files
    assert says in source.trouble


def test_a_member_that_swells_is_refused(tmp_path):
    pack(tmp_path / "a.zip", {"bomb.txt": b"0" * (9 * 1024 * 1024), "good.txt": b"a"})
    good, bomb = sorted(find_sources([tmp_path]).files, key=lambda source: source.trouble)
    assert good.trouble == ""
    assert "压缩比" in bomb.trouble


def test_a_member_over_the_limit_is_refused(tmp_path):
    pack(tmp_path / "a.zip", {"a.txt": b"abcdef"})
    (source,) = find_sources([tmp_path], Limits(file=1)).files
    assert "超过 0 MB" in source.trouble


def test_a_locked_member_is_told(tmp_path):
    content = bytearray(pack(tmp_path / "a.zip", {"a.txt": b"abc"}).read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    (source,) = find_sources([tmp_path]).files
    assert "密码" in source.trouble


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x05\x06", b"Rar!\x1a\x07"])
def test_what_is_no_archive_is_told(tmp_path, content):
    (tmp_path / "a.zip").write_bytes(content)
    (source,) = find_sources([tmp_path]).files
    assert "压缩包不完整" in source.trouble


def test_a_torn_member_is_told(tmp_path):
    path = pack(tmp_path / "a.zip", {"a.txt": CLEAN.encode() * 50})
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused, match="损坏"):
        Archives().read(str(path), 0, Limits())


def test_a_directory_that_lies_about_its_size_is_not_parsed(tmp_path):
    path = pack(tmp_path / "a.zip", {"a.txt": b"abc"})
    long = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 1 << 40, 0)
    content = path.read_bytes()
    at = content.rfind(b"PK\x05\x06")
    path.write_bytes(content[:at] + long + content[at:])
    with pytest.raises(ArchiveRefused, match="目录超过"):
        list_members(str(path), Limits())


def test_a_report_that_is_called_zip_is_a_report(tmp_path):
    path = pack(tmp_path / "a.zip", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert not looks_like_archive(str(path))
    assert paths(tmp_path) == ["a.zip"]


def test_only_what_is_called_zip_is_opened(tmp_path):
    path = pack(tmp_path / "a.docx", {"a.txt": b"abc"})
    assert not looks_like_archive(str(path))


@pytest.mark.parametrize("folder", ["word", "xl", "docProps", "_rels"])
def test_reports_in_a_folder_that_is_called_like_a_part_of_office_are_found(tmp_path, folder):
    path = pack(tmp_path / "a.zip", {f"{folder}/甲.txt": b"x"})
    assert looks_like_archive(str(path))
