"""Word files that are broken, locked, or made to hurt: refused with a sentence, or read within limits."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from tests.formats.docx_files import (
    NAMESPACES,
    abstract,
    level,
    listed,
    num,
    p,
    run,
    style,
    tbl,
    tc,
    tr,
    word,
    zipped,
)
from xunzheng.formats.docx import read_docx
from xunzheng.formats.docx_package import DocxLimits
from xunzheng.formats.refusals import Unreadable

GOOD = word(p("一、概况") + tbl(tr(tc("甲"), tc("乙"))))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def document_xml(body: str, prologue: str = "") -> bytes:
    return zipped(
        {"word/document.xml": f"{prologue}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    )


def flagged(content: bytes) -> bytes:
    """The package with its parts marked as encrypted."""
    held = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        held[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(held)


LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "0 字节", id="empty"),
        pytest.param("一、概况".encode(), "不是 Office 压缩包", id="text"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "有打开密码", id="password"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "旧版 Office", id="doc"),
        pytest.param(GOOD[: len(GOOD) // 2], "压缩包不完整", id="cut in the middle"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, "压缩包不完整", id="only a magic number"),
        pytest.param(zipped({"a.txt": "x"}), "没有 Word 正文", id="another archive"),
        pytest.param(zipped({}), "没有 Word 正文", id="empty archive"),
        pytest.param(flagged(GOOD), "有密码", id="archive with a password"),
        pytest.param(zipped({"word/document.xml": "<workbook/>"}), "Excel", id="workbook"),
        pytest.param(
            zipped({"word/document.xml": "<a:b xmlns:a='urn:x'/>"}), "根元素是 b", id="another root"
        ),
        pytest.param(zipped({"word/document.xml": "<w:document><w:body>"}), "XML 不完整", id="broken XML"),
        pytest.param(zipped({"word/document.xml": ""}), "XML 不完整", id="empty part"),
        pytest.param(zipped({"word/document.xml": b"\xff\xfe<\x00"}), "XML 不完整", id="cut UTF-16"),
        pytest.param(document_xml(p("&c;"), LAUGHS), "DTD", id="entities"),
        pytest.param(
            document_xml(p("甲"), '<!DOCTYPE w SYSTEM "file:///etc/passwd">'), "DTD", id="external DTD"
        ),
        pytest.param(document_xml("<w:p>" * 400 + "</w:p>" * 400), "XML", id="depth"),
        pytest.param(document_xml(""), "没有文字", id="no text"),
        pytest.param(
            document_xml(p(runs="<w:r><w:drawing><a:blip/></w:drawing></w:r>")),
            "只有图片（1 处）",
            id="scanned",
        ),
        pytest.param(word(p("甲"), styles="<w:style>"), "styles.xml", id="broken styles"),
    ],
)
def test_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_docx(content, "报告.docx")
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("读不了 报告.docx")


def test_a_broken_part_is_named_with_its_line() -> None:
    with pytest.raises(Unreadable, match=r"word/document\.xml 第 2 行"):
        read_docx(zipped({"word/document.xml": "<w:document xmlns:w='x'>\n<w:body></w:document>"}), "a.docx")


def test_damaged_bytes_are_noticed() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
        )
    content = held.getvalue().replace("甲".encode(), "乙".encode())
    with pytest.raises(Unreadable, match="已损坏"):
        read_docx(content, "a.docx")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (DocxLimits(file_bytes=100), "文件有"),
        (DocxLimits(entries=1), "超过 1 个文件"),
        (DocxLimits(part_bytes=1000), "解开后有"),
        (DocxLimits(total_bytes=3000), "解开后有"),
        (DocxLimits(ratio=2, ratio_from=100), "压缩炸弹"),
        (DocxLimits(lines=3), "超过 3 段"),
    ],
)
def test_limits(limits: DocxLimits, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_docx(word(p("一、概况") * 50), "a.docx", limits)


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped({"word/document.xml": b" " * 60_000_000})
    tracemalloc.start()
    with pytest.raises(Unreadable, match="解开后有 57 MB"):
        read_docx(bomb, "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_bomb_beside_the_text_is_never_touched() -> None:
    document = read_docx(word(p("甲"), {"word/media/image1.png": b"\0" * 60_000_000}), "a.docx")
    assert document.text == "甲\n"


def with_relation(attributes: str) -> bytes:
    """A Word file whose text names its styles by a relation with these attributes."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" {attributes}/></Relationships>'
    )
    return word(p("甲"), {"word/_rels/document.xml.rels": relation})


def test_external_links_are_never_followed() -> None:
    content = with_relation('TargetMode="External" Target="http://127.0.0.1:9/styles.xml"')
    assert read_docx(content, "a.docx").text == "甲\n"


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "%2e%2e/%2e%2e/x", ""])
def test_relations_do_not_leave_the_package(target: str) -> None:
    assert read_docx(with_relation(f'Target="{target}"'), "a.docx").text == "甲\n"


@pytest.mark.parametrize(
    "missing", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml"]
)
def test_missing_parts(missing: str) -> None:
    whole = word(p("甲", '<w:pStyle w:val="1"/>'), styles=style("1"))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != missing}
    assert read_docx(zipped(parts), "a.docx").text == "甲\n"


def test_notes_that_are_no_notes() -> None:
    body = p("甲", runs='<w:r><w:footnoteReference w:id="1"/></w:r>')
    notes = {"word/footnotes.xml": f"<w:tbl {NAMESPACES}>{p('乙')}</w:tbl>"}
    assert read_docx(word(body, notes, footnotes=""), "a.docx").text == "甲\n"


def test_names_of_parts_by_another_writer() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(
            "Word\\Document.xml", f"<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
        )
    assert read_docx(held.getvalue(), "a.docx").text == "甲\n"


def test_cyclic_styles() -> None:
    styles = "".join(style(str(at), based=str((at + 1) % 500)) for at in range(500))
    body = "".join(p("甲", f'<w:pStyle w:val="{at}"/>') for at in range(500))
    assert read_docx(word(body, styles=styles), "a.docx").text == "甲\n" * 500


@pytest.mark.parametrize(
    "body",
    [
        "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>",
        "<w:tr><w:tc/></w:tr>" + p("甲"),
        "<w:tbl><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tbl>",
        "<w:t>x</w:t>" + p("甲"),
        "<w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:p>",
        "<w:gridSpan w:val='3'/><w:vMerge/><w:hMerge/><w:gridBefore w:val='2'/>" + p("甲"),
        p("甲") + "<w:txbxContent><w:p/></w:txbxContent>",
        p("甲") + "<w:del/><w:ins/><w:moveFrom/><w:vanish/><w:fldChar w:fldCharType='end'/>",
        p("甲") + "</w:body><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:trPr><w:del/></w:trPr><w:body>",
        p(
            "甲",
            "<w:numPr><w:ilvl w:val='x'/><w:numId w:val='-4'/></w:numPr>"
            "<w:outlineLvl w:val='99999999999999'/>",
        ),
    ],
)
def test_elements_out_of_place(body: str) -> None:
    assert "甲" in read_docx(word(body), "a.docx").text


def seconds(content: bytes) -> float:
    begun = time.process_time()
    read_docx(content, "a.docx")
    return time.process_time() - begun


MANY = 4000
DELETED = "<w:rPr><w:del/></w:rPr>"
BOX = f"<w:r><w:pict><w:txbxContent>{p('盒')}</w:txbxContent></w:pict></w:r>"
NUMBERED = abstract(0, *(level(at, "decimal", "%1.%2.%3") for at in range(9))) + num(1, 0)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(p("甲", DELETED), id="ends deleted"),
        pytest.param(p(properties=DELETED) + "<w:bookmarkStart/>" * 3, id="empty ends deleted"),
        pytest.param(p("甲", runs=BOX), id="boxes"),
        pytest.param(tbl(tr(tc("甲"), tc(content=tbl(tr(tc("乙"), tc("丙")))))), id="nested tables"),
        pytest.param(tbl(tr(tc("甲"))), id="frames"),
        pytest.param(listed("甲", 1, 3), id="lists"),
        pytest.param(p(runs=run("藏", "<w:vanish/>") + run("甲")), id="hidden"),
        pytest.param(
            p("甲", runs='<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'),
            id="open fields",
        ),
        pytest.param(p("甲", runs="<w:del/>" * 5), id="empty changes"),
    ],
)
def test_time_grows_with_the_file(unit: str) -> None:
    small, large = (word(unit * count + p("末"), numbering=NUMBERED) for count in (MANY // 8, MANY))
    least = min(seconds(small) for _ in range(3))
    assert seconds(large) < 8 * 4 * least + 0.5


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(p("甲", DELETED) * 30_000 + p("末"), id="one paragraph out of many"),
        pytest.param(tbl(tr(tc("甲")), *["<w:tr/>"] * 300_000), id="a frame with many empty rows"),
        pytest.param(p(runs="<w:r><w:rPr><w:vanish/></w:rPr>" + "<w:t>藏</w:t>" * 150_000 + "</w:r>甲")
                     + p("末"), id="one long hidden run"),
    ],
)  # fmt: skip
def test_what_goes_costs_no_more_than_what_stays(body: str) -> None:
    assert seconds(word(body)) < 10  # a quiet machine needs less than one; squares would take minutes


def test_one_hundred_boxes_on_one_paragraph() -> None:
    assert read_docx(word(p("甲", runs=BOX * 100)), "a.docx").text.count("盒") == 100
