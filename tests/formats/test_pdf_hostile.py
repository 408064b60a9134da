"""Broken and hostile PDF files: a sentence or what can be read, never a crash, within the limits."""

from __future__ import annotations

import random
import time
import zlib

import pytest

from tests.formats.pdf_raw import image_object, raw_pdf, stream_object, text
from xunzheng.documents.model import Document
from xunzheng.formats import Unreadable
from xunzheng.formats.pdf import PdfLimits, read_pdf
from xunzheng.formats.pdf_pages import BrokenRecord, read_report

WHOLE = raw_pdf([text("First line") + text("Second line", y=650), text("Third line")])


def outcome(content: bytes, limits: PdfLimits | None = None) -> Document | None:
    """The document, or None where the file is refused with a sentence."""
    try:
        document = read_pdf(content, "坏.pdf", limits)
    except Unreadable:
        return None
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    return document


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\0" * 5_000, b"%PDF-" * 2_000, WHOLE[:200], WHOLE[200:]],
)
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    assert outcome(content) is None


@pytest.mark.parametrize(
    "broken",
    [
        WHOLE.replace(b"startxref\n", b"startxref\n9"),
        WHOLE.replace(b"xref\n0", b"xrof\n0"),
        b"junk before\n" * 5 + WHOLE,
        WHOLE + b"junk after" * 500,
    ],
    ids=["wrong place", "no table", "junk before", "junk after"],
)
def test_a_broken_reference_table_is_mended(broken: bytes) -> None:
    document = outcome(broken)
    assert document is not None
    assert [paragraph.text for paragraph in document.paragraphs()] == [
        "First line",
        "Second line",
        "Third line",
    ]


def test_a_file_cut_off_is_said() -> None:
    with pytest.raises(Unreadable, match="文件不是完整的 PDF"):
        read_pdf(WHOLE[: WHOLE.index(b"xref\n0")], "坏.pdf")


def test_every_cut_is_a_sentence_or_a_document() -> None:
    for at in range(0, len(WHOLE), len(WHOLE) // 24):
        outcome(WHOLE[:at])


def test_pages_that_are_their_own_ancestors() -> None:
    loop = WHOLE.replace(b"/Kids[100 0 R 102 0 R]", b"/Kids[2 0 R 100 0 R]  ")
    outcome(loop)


def test_a_form_that_draws_itself() -> None:
    form = stream_object(
        b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X 5 0 R>>>>"
    )
    resources = b"<</Font<</F 4 0 R>>/XObject<</X 5 0 R>>>>"
    document = outcome(raw_pdf([text("Seen") + b"/X Do"], resources=resources, further={5: form}))
    assert document is not None
    assert document.text == "Seen\n"


def test_a_bomb_of_text_ends_at_a_limit() -> None:
    """A megabyte that unpacks to a page of fifty million characters."""
    bomb = zlib.compress(
        b"BT /F 1 Tf " + b"(" + b"x" * 1000 + b") Tj " * 1 + b"(xxxxxxxxxx) Tj " * 5_000_000, 9
    )
    page = b"/X Do"
    form = stream_object(
        bomb,
        b"/Filter/FlateDecode/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</Font<</F 4 0 R>>>>",
    )
    resources = b"<</Font<</F 4 0 R>>/XObject<</X 5 0 R>>>>"
    begun = time.monotonic()
    outcome(
        raw_pdf([page], resources=resources, further={5: form}),
        PdfLimits(seconds=5, memory=512 * 1024 * 1024),
    )
    assert time.monotonic() - begun < 30


def test_a_page_that_takes_too_long_costs_only_what_follows() -> None:
    slow = b"0 0 m 9 9 l S\n" * 3_000_000
    document = outcome(raw_pdf([text("Before"), slow, text("After")]), PdfLimits(seconds=2))
    assert document is None or document.text.startswith("Before\n")
    if document is not None and "After" not in document.text:
        assert "没有读入" in document.doubts[-1].message


def test_a_page_of_too_many_lines_is_read_without_tables() -> None:
    grid = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 590 %d l S\n" % (n % 590, n % 590, n % 800, n % 800) for n in range(21_000)
    )
    document = outcome(raw_pdf([text("Words") + grid]))
    assert document is not None
    assert document.text == "Words\n"
    assert "线条太多" in document.doubts[0].message


@pytest.mark.parametrize(
    "box",
    [b"[0 0 0 0]", b"[0 0 1e9 1e9]", b"[-1e30 0 1e38 5]", b"[5 5 1 1]", b"[(a) 1 2]", b"[nan 0 600 800]"],
)
def test_odd_page_sizes(box: bytes) -> None:
    outcome(raw_pdf([text("Words")], box=box))


@pytest.mark.parametrize("size", [b"0", b"-12", b"1e30", b"0.0001", b"99999"])
def test_odd_font_sizes(size: bytes) -> None:
    outcome(raw_pdf([text("Words").replace(b" 12 Tf", b" " + size + b" Tf")]))


def test_images_beyond_measure_are_not_decoded() -> None:
    image = image_object().replace(b"/Width 8/Height 8", b"/Width 999999/Height 999999")
    resources = b"<</Font<</F 4 0 R>>/XObject<</I 5 0 R>>>>"
    document = outcome(
        raw_pdf([text("Words") + b"q 99 0 0 99 0 0 cm /I Do Q"], resources=resources, further={5: image})
    )
    assert document is not None
    assert document.text == "Words\n"


def mutated(source: random.Random, content: bytes) -> bytes:
    """A copy with a few bytes changed, a part left out or doubled."""
    changed = bytearray(content)
    for _ in range(source.randint(1, 6)):
        at, length = source.randrange(len(changed)), source.randint(1, 40)
        kind = source.randrange(4)
        if kind == 0:
            changed[at] = source.randrange(256)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        else:
            changed[at : at + length] = source.choice([b"<<", b">>", b"999999999", b"-1", b"0 R", b"]", b"("])
        if not changed:
            return b""
    return bytes(changed)


def test_mutations_end_in_a_document_or_a_sentence() -> None:
    """Forty here; `bench/fuzz_pdf.py` runs thousands."""
    source = random.Random(20240617)
    for _ in range(40):
        outcome(mutated(source, WHOLE), PdfLimits(seconds=10))


@pytest.mark.parametrize(
    "output",
    [
        b"no json\n",
        b"[]\n",
        b'{"pages":"x"}\n',
        b'{"pages":1}\n{"page":1}\n',
        b'{"pages":1}\n{"page":0}\n',
        b'{"pages":1}\n{"page":0,"images":0,"width":1e999,"height":1,"runs":[],"rules":[]}\n',
        b'{"pages":1}\n{"page":0,"images":0,"width":1,"height":1,"runs":[["ab",[1,2],0,1,0]],"rules":[]}\n',
        b'{"pages":1}\n{"page":0,"images":0,"width":1,"height":1,"runs":[[7,[1,2],0,1,0]],"rules":[]}\n',
        b'{"pages":1}\n{"page":0,"images":"","width":1,"height":1,"runs":[],"rules":[[1,2,3]]}\n',
        b'{"pages":1}\n{"page":0,"images":0,"width":1,"height":1,"runs":[],"rules":[[1,2,3]]}\n',
        b'{"pages":1}\n{"page":0,"images":0,"width":true,"height":1,"runs":[],"rules":[]}\n',
        b'{"pages":1}\n' + b"[" * 100_000 + b"\n",
    ],
)
def test_the_confined_half_is_not_trusted(output: bytes) -> None:
    with pytest.raises(BrokenRecord):
        read_report(output)


def test_a_last_line_cut_off_is_left_out() -> None:
    report = read_report(b'{"pages":2}\n{"page":0,"broken":true}\n{"page":1,"wid')
    assert (report.pages, [page.is_broken for page in report.read]) == (2, [True])
    assert read_report(b'{"pages":2}').fault == "nothing"
