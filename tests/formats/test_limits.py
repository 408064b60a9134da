"""The limits of reading: each setting reaches the readers that it names, and a wrong one is refused."""

from __future__ import annotations

import shutil
from dataclasses import fields

import pytest

from tests.formats.corpus_files import as_html, as_xlsx
from tests.formats.docx_files import report_as_word
from tests.formats.pdf_typeset import page_setup, typeset
from tests.formats.seven_report import as_xls, in_all_formats, told
from xunzheng.cli.inputs import read_limits
from xunzheng.cli.refusal import Refused
from xunzheng.formats import Unreadable, read
from xunzheng.formats.doc import DocLimits, limits_within
from xunzheng.formats.limits import LIMIT_SETTINGS, ReadLimits, limits_from
from xunzheng.formats.refusals import WrongLimit


def test_every_field_has_a_setting() -> None:
    assert [setting.field for setting in LIMIT_SETTINGS] == [field.name for field in fields(ReadLimits)]


def test_nothing_set_leaves_the_readers_their_own() -> None:
    assert limits_from({"XUNZHENG_READ_PAGES": " "}) == ReadLimits()


def test_sizes_are_megabytes() -> None:
    assert limits_from({"XUNZHENG_READ_FILE_MB": "3"}).file_bytes == 3 * 1024 * 1024


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "20001", "１０", "many", "9" * 30])
def test_a_wrong_limit_is_refused_with_its_bounds(text: str) -> None:
    with pytest.raises(WrongLimit, match="XUNZHENG_READ_PAGES 不对：应为1 至 20000 的整数"):
        limits_from({"XUNZHENG_READ_PAGES": text})


def test_the_command_line_refuses_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNZHENG_READ_CELLS", "few")
    with pytest.raises(Refused, match="XUNZHENG_READ_CELLS"):
        read_limits()


@pytest.mark.parametrize("suffix", ["txt", "docx", "doc", "xlsx", "xls", "html"])
def test_a_file_over_the_limit_is_refused(suffix: str) -> None:
    content = in_all_formats()[suffix]
    with pytest.raises(Unreadable, match="MB"):
        read(content, f"a.{suffix}", ReadLimits(file_bytes=100))


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_package_over_the_limit_when_unpacked_is_refused(suffix: str) -> None:
    content = {"docx": report_as_word, "xlsx": as_xlsx}[suffix](told())
    with pytest.raises(Unreadable, match=r"解压后|解开后"):
        read(content, f"a.{suffix}", ReadLimits(unpacked_bytes=1_000))


@pytest.mark.parametrize("writer", [report_as_word, as_xlsx, as_xls, as_html])
def test_cells_over_the_limit_are_left_unread_and_said(writer) -> None:  # type: ignore[no-untyped-def]  # four writers
    document = read(writer(told()), "a", ReadLimits(cells=20))
    assert sum(len(table.cells) for table in document.tables()) <= 20
    assert any(doubt.code == "unreadable" for doubt in document.doubts)


def test_pages_over_the_limit_are_left_unread_and_said() -> None:
    pages = typeset(page_setup() + "一、概况 #pagebreak() 二、绩效 #pagebreak() 三、问题")
    document = read(pages, "a.pdf", ReadLimits(pages=1))
    assert "问题" not in document.text
    assert any(doubt.code == "unreadable" and "页" in doubt.message for doubt in document.doubts)


def test_time_and_memory_hold_for_the_programs_that_read_apart() -> None:
    most = limits_within(ReadLimits(seconds=7, memory=99))
    assert {
        (most.antiword.seconds, most.antiword.memory),
        (most.libreoffice.seconds, most.libreoffice.memory),
    } == {(7, 99)}
    assert limits_within(ReadLimits()) == DocLimits()


@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is not installed")
def test_an_old_word_file_within_the_limits_is_read() -> None:
    assert read(in_all_formats()["doc"], "a.doc", ReadLimits(seconds=60)).blocks
