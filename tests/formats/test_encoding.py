"""Encodings: what is chosen, what is refused with which sentence, what is left in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.formats.encoding import LIMIT, decode
from xunzheng.formats.refusals import Unreadable

REPORT = (
    "永州市政务服务专项\n一、项目概况\n"
    "①本项目预算四百九十一万元，全部到位，资金使用规范，绩效目标完成情况较好。"
)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (REPORT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + REPORT.encode(), "utf-8"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("utf-16-le"), "utf-16-le"),
        (REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("utf-32"), "utf-32-le"),
        (b"plain ASCII 100", "utf-8"),
        ("联通".encode("gbk"), "gb18030"),
    ],
)
def test_encoding_is_chosen(content: bytes, encoding: str) -> None:
    decoded = decode(content, "a.txt")
    assert decoded.encoding == encoding
    assert decoded.text in (REPORT, "plain ASCII 100", "联通")
    assert decoded.doubts == ()


def test_gb_text_that_is_valid_utf8_too() -> None:
    """Words of two-byte UTF-8 that read as common Chinese are taken for Chinese; a single sign is not."""
    content = "茅卤".encode("gbk")
    assert content.decode("utf-8") == "é±"
    assert decode(content, "a.txt").text == "茅卤"
    assert decode("3×4".encode(), "a.txt").text == "3×4"
    assert decode("Привет".encode(), "a.txt").encoding == "utf-8"


def test_line_ends_become_newlines() -> None:
    assert decode(b"a\r\nb\rc\x0bd\x0ce", "a").text == "a\nb\nc\nd\ne"
    assert decode("a\u2028b\u2029c\x85d".encode(), "a").text == "a\nb\nc\nd"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_cut_off_character_is_dropped_with_a_doubt(encoding: str) -> None:
    decoded = decode(REPORT.encode(encoding)[:-1], "a.txt")
    assert decoded.text == REPORT[:-1]
    (doubt,) = decoded.doubts
    assert (doubt.code, doubt.start, doubt.end) == ("reading-doubt", len(decoded.text), len(decoded.text))
    assert "不完整" in doubt.message


def test_cut_off_utf16_is_dropped_with_a_doubt() -> None:
    assert decode(REPORT.encode("utf-16")[:-1], "a.txt").text == REPORT[:-1]


def test_broken_utf16_is_read_around() -> None:
    decoded = decode(b"\xff\xfe" + "甲".encode("utf-16-le") + b"\x00\xd8" + "乙".encode("utf-16-le"), "a")
    assert decoded.doubts[0].code == "unreadable"


def test_few_broken_bytes_are_named_with_their_place() -> None:
    content = (REPORT * 3).encode()
    at = content.index("概况".encode())
    decoded = decode(content[:at] + b"\xff\xfe" + content[at:], "a.txt")
    (doubt,) = decoded.doubts
    assert doubt.code == "unreadable"
    assert set(decoded.text[doubt.start : doubt.end]) == {"\ufffd"}


def test_mojibake_is_named_and_long_lists_are_cut() -> None:
    decoded = decode(("一、概况锟斤拷锟斤拷" * 60).encode(), "a.txt")
    assert len(decoded.doubts) == 51
    assert decoded.text[decoded.doubts[0].start : decoded.doubts[0].end] == "锟斤拷锟斤拷"
    assert "前 50 处" in decoded.doubts[-1].message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的（0 字节）"),
        (b" \n\t\r\n", "只有空白"),
        ("\u3000\n".encode(), "只有空白"),
        (b"PK\x03\x04\x14\x00", "Word/Excel 文件（docx/xlsx）"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "doc/xls"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"\n <!DOCTYPE html><html>", "HTML"),
        (b"<?xml version='1.0'?>\n<html>", "HTML"),
        (b"abc\x00def", "NUL"),
        (b"\x00" * 64, "NUL"),
        (bytes(range(1, 9)) * 50 + b"abc", "控制字符"),
        (REPORT.encode("big5", errors="ignore") * 3, "既不是有效的 UTF-8，也不是有效的 GB18030"),
        (b"\xff\xff\x80\x80" * 30, "既不是有效的 UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        decode(content, "报告.bin")
    message = str(refusal.value)
    assert sentence in message
    assert message.startswith("读不了 报告.bin")
    assert "请" in message
    assert message.endswith("。")


def test_too_large_is_refused_before_decoding() -> None:
    class Unreadably(bytes):
        def decode(self, *_: object, **__: object) -> str:
            raise AssertionError("decoded")

    with pytest.raises(Unreadable, match=r"文件有 100\.0 MB.*不超过 20\.0 MB"):
        decode(Unreadably(100 * 1024 * 1024), "a.txt")
    assert LIMIT == 20 * 1024 * 1024
    with pytest.raises(Unreadable, match=r"0\.0 MB"):
        decode(b"12345", "a.txt", limit=4)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content, "a")
    except Unreadable:
        return
    assert decoded.text.strip()
    assert all(0 <= d.start <= d.end <= len(decoded.text) for d in decoded.doubts)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    marked = decode(b"\xef\xbb\xbf" + text.encode(), "a") if text.strip("\ufeff \u3000\u00a0") else None
    assert marked is None or marked.text == text.replace("\u2028", "\n").replace("\u2029", "\n")
