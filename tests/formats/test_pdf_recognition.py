"""Scanned pages: read where the extra `ocr` is installed, named as unreadable where it is not."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2  # type: ignore[import-untyped]  # the package has no type hints
import pytest

from tests.formats.pdf_typeset import source_of, typeset
from tests.formats.seven_report import told
from tests.formats.test_text import assert_in_place, rows_of
from xunzheng.formats import Unreadable, pdf_recognition, read
from xunzheng.formats.pdf_pages import Page, Report, Rule, Run
from xunzheng.formats.pdf_recognition import RecognitionLimits, is_installed, is_scanned, recognised

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed")


@cache
def scan() -> bytes:
    """The report as a scanner gives it: grey images of 150 dots per inch, laid a little askew."""
    pages = [
        page.render(scale=150 / 72).to_pil().convert("L").rotate(0.6, fillcolor=255)
        for page in pypdfium2.PdfDocument(typeset(source_of(told())))
    ]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return stream.getvalue()


@needs_ocr
def test_a_scanned_report_is_read_with_its_table_and_said_to_be_recognised() -> None:
    document = read(scan(), "扫描.pdf")
    assert_in_place(document)
    (table,) = document.tables()
    (expected,) = told().tables()
    assert rows_of(table) == rows_of(expected)
    lines = [paragraph.text for paragraph in document.paragraphs()]
    assert "一、项目概况" in lines
    assert any("维修供水点46处，其中集中供水工程12处、分散供水点34处" in line for line in lines)
    (doubt,) = document.doubts
    assert doubt.code == "reading-doubt"
    assert "扫描件" in doubt.message
    assert document.text[doubt.start : doubt.end].strip() == document.text.strip()


def test_without_the_extra_the_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_recognition, "_PARTS", ("no_such_part",))
    with pytest.raises(Unreadable, match=r"安装 xunzheng\[ocr\] 后可以识别"):
        read(scan(), "扫描.pdf")


SCANNED = Page(0, 5950, 8420, images=0.98)
WRITTEN = Page(1, 5950, 8420, runs=(Run("概" * 40, tuple(range(41)), 0, 100, False),), images=0.98)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (SCANNED, True),
        (WRITTEN, False),
        (Page(0, 5950, 8420, images=0.2), False),
        (Page(0, 5950, 8420, rules=(Rule(0, 0, 10, 1),), images=0.9), True),
    ],
)
def test_which_pages_are_scanned(page: Page, expected: bool) -> None:
    assert is_scanned(page) is expected


def test_a_report_without_scanned_pages_is_left_alone() -> None:
    report = Report(1, (WRITTEN,))
    assert recognised(b"", report) is report


@needs_ocr
@pytest.mark.parametrize(
    ("content", "limits"),
    [(b"no pdf", RecognitionLimits()), (b"", RecognitionLimits(start=0.05, page=0.0))],
    ids=["broken", "out of time"],
)
def test_where_recognising_fails_the_pages_stay_as_they_are(
    content: bytes, limits: RecognitionLimits
) -> None:
    report = Report(1, (SCANNED,))
    assert recognised(content, report, limits).read == (SCANNED,)
