"""Packages given back: what is not changed is copied packed, whatever it is."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.formats.docx_files import zipped
from xunzheng.formats.annotated_markup import Insertion, Markup, NotMarkup, in_last
from xunzheng.formats.annotated_package import MOST_BYTES, Parts
from xunzheng.formats.annotated_parts import with_default_type, with_relation, with_type
from xunzheng.formats.refusals import Unreadable


def test_parts_are_copied_in_their_order_and_new_ones_put_behind() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("[Content_Types].xml", "<a/>", zipfile.ZIP_DEFLATED)
        package.writestr("media\\图.bin", bytes(range(256)), zipfile.ZIP_STORED)
        package.writestr("dir/", "")
    parts = Parts(held.getvalue(), "a.docx")
    given = parts.replaced({"[content_types].xml": b"<b/>", "word/new.xml": b"<n/>"})
    with zipfile.ZipFile(io.BytesIO(given)) as package:
        assert package.testzip() is None
        assert package.namelist() == ["[Content_Types].xml", "media\\图.bin", "dir/", "word/new.xml"]
        assert package.read("media\\图.bin") == bytes(range(256))
        assert package.read("[Content_Types].xml") == b"<b/>"
    assert given == parts.replaced({"[content_types].xml": b"<b/>", "word/new.xml": b"<n/>"})


def test_a_bomb_among_the_parts_is_never_unpacked() -> None:
    original = zipped({"a.xml": b"<a/>", "bomb.bin": bytes(30 * 1024 * 1024)})
    parts = Parts(original, "a.docx")
    assert len(parts.replaced({"a.xml": b"<b/>"})) < 100_000


def test_data_descriptors_and_times_survive() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    held = Stream()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        entry = zipfile.ZipInfo("a.xml", (2020, 2, 3, 4, 5, 6))
        package.writestr(entry, b"<a>" + b"x" * 100 + b"</a>")
    given = Parts(held.getvalue(), "a.docx").replaced({})
    with zipfile.ZipFile(io.BytesIO(given)) as package:
        assert package.getinfo("a.xml").date_time == (2020, 2, 3, 4, 5, 6)
        assert package.read("a.xml").count(b"x") == 100


@pytest.mark.parametrize("cut", [0, 10, 60], ids=["empty", "torn", "torn later"])
def test_what_is_torn_is_refused(cut: int) -> None:
    with pytest.raises(Unreadable, match="压缩包不完整"):
        Parts(zipped({"a.xml": b"<a/>" * 50})[:cut], "a.docx")


def test_a_wrong_place_in_the_directory_is_refused() -> None:
    original = bytearray(zipped({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    original[0:4] = b"XXXX"
    parts = Parts(bytes(original), "a.docx")
    with pytest.raises(Unreadable, match="压缩包不完整"):
        parts.replaced({})
    with pytest.raises(Unreadable, match="压缩包不完整"):
        parts.read("a.xml")


def test_too_large_a_part_is_refused() -> None:
    parts = Parts(zipped({"a.xml": bytes(1000)}), "a.docx")
    parts._left = 10
    with pytest.raises(Unreadable, match=f"解开后超过 {MOST_BYTES // 1024 // 1024} MB"):
        parts.read("a.xml")


def test_elements_are_found_in_the_bytes() -> None:
    source = '<?xml version="1.0"?>\n<a x="1>2"><!-- <b> --><b y=\'>\'/>甲&amp;乙<c>丙</c ></a>'.encode()
    markup = Markup(source, {0, 2})
    assert [markup.whole(number) for number in range(3)] == [
        source[22:],
        b"<b y='>'/>",
        "<c>丙</c >".encode(),
    ]
    assert list(markup.children(0)) == [1, 2]
    assert (markup.can_be_cut(0), markup.can_be_cut(2), markup.can_be_cut(1)) == (False, True, False)
    assert (
        markup.with_insertions([in_last(markup, b"!", 1), Insertion(0, 0, b"")]).count(b"<b y='>'>!</b>") == 1
    )


@pytest.mark.parametrize("source", [b"<a>", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_what_is_no_markup_is_refused(source: bytes) -> None:
    with pytest.raises(NotMarkup):
        Markup(source)


def test_lists_of_a_package() -> None:
    types = b'<x:Types xmlns:x="t"><x:Default Extension="XML" ContentType="a"/></x:Types>'
    assert with_default_type(types, "xml", "b") == types
    assert b'<x:Types xmlns:x="t"><x:Default Extension="vml"' in with_default_type(types, "vml", "b")
    assert with_type(types, "a/b.xml", "c").endswith(
        b'<x:Override PartName="/a/b.xml" ContentType="c"/></x:Types>'
    )
    empty = b'<Types xmlns="t"/>'
    assert with_default_type(empty, "vml", "b") == empty
    first, name = with_relation(None, "comments", "c.xml", strict=False)
    second, other = with_relation(first, "comments", "d.xml", strict=True)
    assert (name, other) == ("rIdXz1", "rIdXz2")
    assert second.count(b"<Relationship ") == 2
