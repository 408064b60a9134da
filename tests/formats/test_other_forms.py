"""Rarer forms: workbooks that LibreOffice turns into xlsx, and web pages saved as one file."""

from __future__ import annotations

import base64
import sys
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest

from tests.formats.corpus_files import as_html, as_xlsx
from tests.formats.seven_report import told
from tests.formats.test_text import assert_in_place
from xunzheng.documents.model import Document, Paragraph
from xunzheng.formats import Unreadable, other_workbooks, read
from xunzheng.formats.confined import Limits
from xunzheng.formats.kinds import Kind, kind_of
from xunzheng.formats.limits import ReadLimits
from xunzheng.formats.other_workbooks import read_other_workbook


def shape(document: Document) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in document.blocks
    ]


def office(folder: Path, made: bytes) -> str:
    """A program in place of LibreOffice that leaves `made` where it was told to."""
    program = folder / "office"
    body = (
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"made = {made!r}\n"
        "if made: pathlib.Path(out, 'report.xlsx').write_bytes(made)\n"
    )
    program.write_text(body, "utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("suffix", ["xlsb", "ods", "xml"])
def test_a_workbook_is_read_as_libreoffice_turns_it(tmp_path: Path, suffix: str) -> None:
    document = read_other_workbook(b"any", f"a.{suffix}", suffix, office=office(tmp_path, as_xlsx(told())))
    assert_in_place(document)
    assert document.format == suffix
    assert shape(document) == shape(told())
    assert "经 LibreOffice 转换" in document.doubts[0].message


def test_what_libreoffice_cannot_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="LibreOffice 读不出来"):
        read_other_workbook(b"any", "a.ods", "ods", office=office(tmp_path, b""))


def test_that_libreoffice_had_too_little_time_is_said(tmp_path: Path) -> None:
    program = tmp_path / "slow"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", "utf-8")
    program.chmod(0o755)
    with pytest.raises(Unreadable, match="规定的时间内没有读完"):
        read_other_workbook(b"any", "a.ods", "ods", office=str(program), limits=Limits(seconds=0.5))


def test_without_libreoffice_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_workbooks, "find_libreoffice", lambda: None)
    with pytest.raises(Unreadable, match="另存为 xlsx，或安装 LibreOffice"):
        read(OLD_XML, "a.xls")


def test_a_large_one_is_refused_before_anything_is_run() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read(OLD_XML, "a.xml", ReadLimits(file_bytes=10))


OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def saved_page(charset: str = "utf-8", encoding: str = "base64") -> bytes:
    """The report as a browser saves a page: HTML first, then an image."""
    page = as_html(told(), site=charset != "utf-8")
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "report"
    message.set_type("multipart/related")
    html = EmailMessage()
    html["Content-Type"] = f'text/html; charset="{charset}"'
    html["Content-Transfer-Encoding"] = encoding
    html.set_payload(base64.encodebytes(page).decode() if encoding == "base64" else page.decode("utf-8"))
    image = EmailMessage()
    image["Content-Type"] = "image/png"
    image["Content-Transfer-Encoding"] = "base64"
    image.set_payload("AAAA")
    message.set_payload([html, image])
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_saved_as_one_file_is_read(charset: str) -> None:
    content = saved_page(charset)
    assert kind_of(content) is Kind.MHT
    document = read(content, "a.mht")
    assert_in_place(document)
    assert (document.format, shape(document)) == ("mht", shape(told()))


def is_read_or_refused(content: bytes) -> bool:
    try:
        return bool(read(content, "a.mht").blocks)
    except Unreadable as refusal:
        return "a.mht" in str(refusal)


@pytest.mark.parametrize("end", range(60, 2_000, 97))
def test_a_torn_one_is_read_or_refused(end: int) -> None:
    assert is_read_or_refused(saved_page()[:end])


def test_one_without_a_page_is_refused() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    content = head + b"--x\nContent-Type: image/png\n\nA\n"
    with pytest.raises(Unreadable, match="没有网页正文"):
        read(content, "a.mht")


def boxed(depth: int) -> bytes:
    """A page in a part in a part …"""
    boundaries = [f"b{number}" for number in range(depth)]
    parts = "".join(
        f'--{outer}\nContent-Type: multipart/related; boundary="{inner}"\n\n'
        for outer, inner in pairwise(boundaries)
    )
    page = f"--{boundaries[-1]}\nContent-Type: text/html\n\n<html><body><p>hello</p></body></html>\n"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b0"\n\n'
    return (head + parts + page).encode()


def test_parts_within_parts_are_followed_and_not_without_end() -> None:
    assert read(boxed(20), "a.mht").text == "hello\n"
    with pytest.raises(Unreadable, match="套得太深"):
        read(boxed(5_000), "a.mht")


def test_a_page_among_too_many_parts_is_not_looked_for() -> None:
    many = b"--x\nContent-Type: image/png\n\nA\n" * 20_001
    with pytest.raises(Unreadable, match="个以上的部分"):
        read(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + many, "a.mht")


def test_a_text_that_begins_like_a_letter_is_a_text() -> None:
    assert kind_of("From: 财政局\n一、概况\n".encode()) is Kind.UNKNOWN
