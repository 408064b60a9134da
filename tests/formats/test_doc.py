"""Old Word files: what antiword writes of them, LibreOffice's way round by docx, and what is refused."""

from __future__ import annotations

import random
import struct
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.doc_file import old_word_file
from tests.formats.docx_files import word
from xunzheng.documents.model import Document, Table
from xunzheng.formats import Unreadable, read
from xunzheng.formats.confined import Limits
from xunzheng.formats.doc import DocLimits, Programs, find_programs, fuller, read_doc, read_rtf
from xunzheng.formats.doc_container import SIGNATURE, read_container
from xunzheng.formats.doc_docbook import NotDocBook, read_docbook

INSTALLED = find_programs()
NONE = Programs(None, None)
OLD = old_word_file()
DOCX = word("<w:p><w:r><w:t>一、概况</w:t></w:r></w:p><w:p><w:r><w:t>正文。</w:t></w:r></w:p>")


@pytest.fixture
def antiword() -> Programs:
    """antiword alone; skipped where it is not installed."""
    if INSTALLED.antiword is None:
        pytest.skip("antiword is not installed")
    return replace(INSTALLED, libreoffice=None)


def office(folder: Path, body: str) -> Programs:
    """A stand-in for LibreOffice: a program called in the same way."""
    program = folder / "office"
    program.write_text(f"#!{sys.executable}\nimport os, pathlib, sys\nout = sys.argv[-2]\n{body}\n", "utf-8")
    program.chmod(0o755)
    return Programs(None, str(program))


def converting(folder: Path, made: bytes = DOCX) -> Programs:
    """A stand-in that leaves this docx."""
    (folder / "made").write_bytes(made)
    copied = f"pathlib.Path({str(folder / 'made')!r}).read_bytes()"
    return office(folder, f"pathlib.Path(out, 'report.docx').write_bytes({copied})")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def is_read_or_refused(content: bytes, programs: Programs) -> bool:
    """Whether a document comes out, or a sentence that names the file."""
    try:
        return bool(read_doc(content, "旧.doc", programs=programs).blocks)
    except Unreadable as refusal:
        return str(refusal).startswith("读不了 旧.doc")


def test_antiword_reads_paragraphs_and_tables(antiword: Programs) -> None:
    document = read_doc(OLD, "旧.doc", programs=antiword)
    assert document.format == "doc"
    assert texts(document) == [
        "一、概况",
        "本单位2023年预算1,234.56万元。",
        "条目甲",
        "条目乙",
        "二、绩效",
        "完成。",
    ]
    (table,) = document.tables()
    assert cells(table) == [
        (0, 0, 1, 2, "指标"),
        (0, 2, 1, 1, "分值"),
        (0, 3, 1, 1, "得分"),
        (1, 0, 1, 1, "产出"),
        (1, 1, 1, 1, "数量"),
        (1, 2, 1, 1, "10"),
        (1, 3, 1, 1, "9.5"),
        (2, 0, 1, 1, ""),
        (2, 1, 1, 1, "a|b <&>"),
        (2, 2, 1, 1, "10"),
        (2, 3, 1, 1, "10\n分"),
        (3, 0, 1, 2, "合计"),
        (3, 2, 1, 1, "20"),
        (3, 3, 1, 1, "19.5"),
    ]
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_antiword_s_losses_are_said(antiword: Programs) -> None:
    messages = [doubt.message for doubt in read_doc(OLD, "旧.doc", programs=antiword).doubts]
    assert len(messages) == 3
    assert ["antiword" in messages[0], "自动编号" in messages[1], "纵向合并" in messages[2]] == [True] * 3


@pytest.mark.parametrize("cut", [600, 3_000, 9_000, 15_000])
def test_a_cut_file_is_refused_or_read(antiword: Programs, cut: int) -> None:
    assert is_read_or_refused(OLD[:cut], antiword)


def test_mutations_are_refused_or_read(antiword: Programs) -> None:
    chance = random.Random(7)
    for _ in range(30):
        broken = bytearray(OLD)
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(512, len(broken))] = chance.randrange(256)
        assert is_read_or_refused(bytes(broken), antiword)


def test_libreoffice_goes_first(tmp_path: Path) -> None:
    document = read_doc(OLD, "旧.doc", programs=converting(tmp_path))
    assert (document.format, texts(document), document.name) == ("doc", ["一、概况", "正文。"], "旧.doc")


def test_libreoffice_is_started_again_when_it_asks(tmp_path: Path) -> None:
    body = (
        "first = not pathlib.Path(out, 'profile').exists()\n"
        "pathlib.Path(out, 'profile').mkdir(exist_ok=True)\n"
        "if first: sys.exit(81)\n"
        f"pathlib.Path(out, 'report.docx').write_bytes({DOCX!r})"
    )
    assert texts(read_doc(OLD, "旧.doc", programs=office(tmp_path, body))) == ["一、概况", "正文。"]


@pytest.mark.parametrize("body", ["sys.exit(1)", "os.abort()", "import time; time.sleep(60)", "pass"])
def test_where_libreoffice_fails_antiword_reads(antiword: Programs, tmp_path: Path, body: str) -> None:
    programs = replace(antiword, libreoffice=office(tmp_path, body).libreoffice)
    limits = DocLimits(libreoffice=Limits(seconds=1.0))
    assert texts(read_doc(OLD, "旧.doc", limits, programs))[0] == "一、概况"


def test_that_time_ran_out_is_said(tmp_path: Path) -> None:
    programs = office(tmp_path, "import time; time.sleep(60)")
    limits = DocLimits(libreoffice=Limits(seconds=0.5))
    with pytest.raises(Unreadable, match="规定的时间内没有读完") as refusal:
        read_rtf(b"{\\rtf1 x}", "a.rtf", limits, programs)
    assert "损坏" not in str(refusal.value)
    with pytest.raises(Unreadable, match="规定的时间内没有读完"):
        read_doc(OLD, "旧.doc", limits, programs)


def test_what_libreoffice_leaves_may_be_broken(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="读不出来"):
        read_doc(OLD, "旧.doc", programs=converting(tmp_path, b"no docx"))


def test_the_folder_of_the_conversion_is_removed(tmp_path: Path) -> None:
    note = tmp_path / "where"
    body = (
        f"pathlib.Path({str(note)!r}).write_text(out)\npathlib.Path(out, 'report.docx').write_bytes({DOCX!r})"
    )
    read_doc(OLD, "旧.doc", programs=office(tmp_path, body))
    assert not Path(note.read_text("utf-8")).exists()


if INSTALLED.libreoffice is not None:

    def test_libreoffice_keeps_merged_cells_and_numbers() -> None:
        document = read_doc(OLD, "旧.doc", programs=replace(INSTALLED, antiword=None))
        assert texts(document)[2:4] == ["1. 条目甲", "2. 条目乙"]
        (table,) = document.tables()
        assert (1, 0, 2, 1, "产出") in cells(table)
        assert document.doubts == ()


def encrypted(content: bytes) -> bytes:
    """The file with the flag of a password set."""
    at = content.index(struct.pack("<H", 0xA5EC), 512) + 10
    (flags,) = struct.unpack_from("<H", content, at)
    return content[:at] + struct.pack("<H", flags | 0x0100) + content[at + 2 :]


@pytest.mark.parametrize(
    ("content", "programs", "said"),
    [
        (OLD, NONE, "安装 antiword 或 LibreOffice，或在 Word 或 WPS 中另存为 docx"),
        (encrypted(OLD), NONE, "打开密码"),
        (
            OLD.replace("WordDocument".encode("utf-16-le"), "XordDocument".encode("utf-16-le")),
            NONE,
            "没有 Word 文字",
        ),
        (SIGNATURE, NONE, "没有 Word 文字"),
        (OLD[:1000], NONE, "没有 Word 文字"),
    ],
)
def test_refusals_say_what_to_do(content: bytes, programs: Programs, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_doc(content, "旧.doc", programs=programs)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read_doc(OLD, "旧.doc", DocLimits(size=1000), NONE)


RTF = rb"{\rtf1\ansi Hello}"


def test_rtf_takes_libreoffice(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="RTF 文件，本机没有读它的程序"):
        read_rtf(RTF, "旧.doc", programs=NONE)
    document = read_rtf(RTF, "旧.doc", programs=converting(tmp_path))
    assert (document.format, texts(document)) == ("rtf", ["一、概况", "正文。"])


@pytest.mark.parametrize(
    ("content", "file_format"),
    [
        ("一、概况\n正文。".encode("gb18030"), "txt"),
        ("<html><body><p>一、概况</p></body></html>".encode(), "html"),
        (DOCX, "docx"),
    ],
)
def test_other_files_with_the_name_of_old_word_files(content: bytes, file_format: str) -> None:
    assert read(content, "报告.doc").format == file_format


def test_a_directory_that_is_a_loop_ends() -> None:
    header = bytearray(OLD[:512])
    (first,) = struct.unpack_from("<I", header, 48)
    table = struct.unpack_from("<I", header, 76)[0]
    looped = bytearray(OLD)
    struct.pack_into("<I", looped, (table + 1) * 512 + 4 * first, first)
    assert read_container(bytes(looped)).names < read_container(OLD).names


@pytest.mark.parametrize("cut", range(0, 3_000, 150))
def test_any_beginning_of_a_container_is_read_or_nothing(cut: int) -> None:
    assert read_container(OLD[:cut]).names <= read_container(OLD).names


BOOK = (
    "<?xml version='1.0'?><!DOCTYPE book SYSTEM 'x'>"
    "<book><bookinfo><date>1</date></bookinfo><chapter>{}</chapter></book>"
)
ROW = "<row>{}</row>"


def book(inner: str) -> Document:
    return read_docbook(BOOK.format(inner).encode(), "a.doc")


def group(widths: list[str], *rows: list[str]) -> str:
    columns = "".join(f"<colspec colwidth='{width}'/>" for width in widths)
    written = "".join(ROW.format("".join(f"<entry>\n{text}\n</entry>" for text in row)) for row in rows)
    return f"<tgroup cols='{len(widths)}'>{columns}<tbody>{written}</tbody></tgroup>"


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([group(["50pt", "50pt"], ["a", "b"])], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        (
            [group(["100.00pt"], ["top"]), group(["50pt", "49.95pt"], ["a", "b"])],
            [(0, 0, 1, 2, "top"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b")],
        ),
        (
            [group(["50pt", "100pt"], ["a", "b"]), group(["100pt", "50pt"], ["c", "d"])],
            [(0, 0, 1, 1, "a"), (0, 1, 1, 2, "b"), (1, 0, 1, 2, "c"), (1, 2, 1, 1, "d")],
        ),
        ([group(["50pt"], ["a", "b"])], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        ([group([], ["a", "b"])], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        ([group(["x", "-5pt"], ["a", "b"])], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
    ],
)
def test_rows_of_different_widths_share_a_grid(groups: list[str], expected: list[tuple[object, ...]]) -> None:
    document = book(f"<para><informaltable>{''.join(groups)}</informaltable></para>")
    (table,) = document.tables()
    assert cells(table) == expected


def test_titles_have_the_level_of_their_style() -> None:
    document = book("<title>概况</title><sect1><title>资金</title><para>\n正文。\n</para></sect1>")
    assert [(paragraph.level, paragraph.text) for paragraph in document.paragraphs()] == [
        (1, "概况"),
        (2, "资金"),
        (0, "正文。"),
    ]
    assert [section.path for section in document.sections] == [("概况",), ("概况", "资金")]


@pytest.mark.parametrize("output", [b"", b"no xml", b"<html/>", b"<bo", b"\0\1\2"])
def test_what_is_no_docbook(output: bytes) -> None:
    with pytest.raises(NotDocBook):
        read_docbook(output, "a.doc")


def test_deep_nesting_ends() -> None:
    with pytest.raises(NotDocBook):
        read_docbook(b"<x>" * 100_000, "a.doc")


def test_entities_are_not_expanded() -> None:
    hostile = BOOK.replace("SYSTEM 'x'", "[<!ENTITY e SYSTEM 'file:///etc/hostname'>]").format(
        "<para>a&e;b</para>"
    )
    assert read_docbook(hostile.encode(), "a.doc").text == "a&e;b\n"


@pytest.mark.parametrize(
    ("office", "plain", "kept"),
    [
        (4, 4, "office"),
        (1, 4, "plain"),
        (2, 4, "office"),
        (0, 0, "office"),
        (None, 4, "plain"),
        (4, None, "office"),
    ],
)
def test_the_reading_that_lost_a_table_gives_way(office: int | None, plain: int | None, kept: str) -> None:
    """How many cells each program found; None where it could not read the file."""
    readings = {"office": _with_cells(office, "a"), "plain": _with_cells(plain, "b")}
    assert fuller(readings["office"], readings["plain"]) is readings[kept]


def _with_cells(count: int | None, name: str) -> Document | None:
    if count is None:
        return None
    rows = "".join(f"| {number} | 1 |\n" for number in range(count // 2))
    lines = f"| 年度 | 数 |\n| --- | --- |\n{rows}" if rows else "一、概况\n"
    return read(lines.encode(), name)
