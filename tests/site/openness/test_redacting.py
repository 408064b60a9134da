"""Leaving parts out: hidden words are nowhere in the copies, both are kept, what will not do is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site.openness.office import (
    MARKED,
    SECRETS,
    TEXT,
    claimed,
    docx_of,
    post,
    redacted,
)
from xunzheng.formats.reading import read
from xunzheng.site.cases.models import Paper
from xunzheng.site.cases.papers import path_of
from xunzheng.site.journal.models import Entry
from xunzheng.site.openness.models import Redaction

pytestmark = pytest.mark.django_db


def layers(content: bytes) -> bytes:
    """All that is in the bytes: themselves, the parts of a package, and each compressed stream unpacked."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found += [layers(package.read(name)) for name in package.namelist()]
    for match in re.finditer(rb"stream\r?\n", content):
        unpacking = zlib.decompressobj()
        try:
            found.append(unpacking.decompress(content[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(
    ("content", "name"), [(TEXT.encode(), "报告.txt"), (docx_of(TEXT), "报告.docx")], ids=["text", "docx"]
)
def test_the_hidden_words_are_nowhere_in_the_bytes_of_the_copies(city, content, name):
    redaction = redacted(city, claimed(city), content, name)
    copies = [path_of(copy.digest).read_bytes() for copy in redaction.copies.all()]
    assert len(copies) == 2
    for copy in copies:
        inside = layers(copy)
        for secret in SECRETS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                assert secret.encode(encoding) not in inside, (secret, encoding)
            assert secret.encode("utf-16-be").hex().upper().encode() not in inside.upper()
    docx, pdf = sorted(copies, key=lambda copy: copy.startswith(b"%PDF"))
    shown = read(docx, "copy.docx").text
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    for text in (shown, re.sub(r"\s", "", drawn)):
        assert "验收结论：合格" in text
        assert "未公开1" in text
        assert all(secret not in text for secret in SECRETS)


def test_the_measure_finds_words_that_are_there():
    assert SECRETS[3].encode() in layers(docx_of(TEXT))
    assert SECRETS[0].encode() in layers(docx_of(TEXT))
    packed = zlib.compress(b"BT (SECRET-TOKEN-77) Tj ET")
    assert SECRETS[3].encode() in layers(b"%PDF-1.7\n<<>>stream\n" + packed + b"\nendstream")


def test_both_are_kept_with_digests_and_the_original_is_not_among_the_papers(city):
    number = claimed(city)
    redaction = redacted(city, number, TEXT.encode(), "报告.txt")
    assert bytes(redaction.original).decode() == TEXT
    assert not Paper.objects.filter(digest=redaction.original_digest).exists()
    for copy in redaction.copies.all():
        assert Paper.objects.get(reference=copy.reference).digest == copy.digest
    assert [o.ground for o in redaction.omissions.order_by("place")] == [
        "15-privacy", "15-privacy", "15-commercial", "16-internal",
    ]  # fmt: skip
    contents = "".join(Entry.objects.values_list("content", flat=True))
    assert redaction.original_digest in contents
    assert all(secret not in contents for secret in SECRETS)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"text": TEXT}, "没有标记"),
        ({"text": MARKED.replace("合格", "优秀")}, "和原件不一样"),
        ({"text": MARKED, "title": "赵六的报告"}, "名称里有遮盖的字"),
        ({"text": MARKED.replace("第三方不同意公开", "坏\x00理由")}, "理由不能用"),
    ],
)
def test_a_redaction_that_will_not_do_is_refused_and_the_marks_are_kept(city, data, word):
    number = claimed(city)
    address = f"/openness/tasks/{number}/redact/"
    at_mark = post(city, "handler", address, original=SimpleUploadedFile("报告.txt", TEXT.encode()))[
        "Location"
    ]
    answer = post(city, "handler", at_mark, **data)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert "⟦15-privacy|赵六⟧" in answer.content.decode() or data["text"] == TEXT
    assert not Redaction.objects.get().copies.exists()
