"""The user's Word file given back: comments around exactly the quoted characters, nothing else changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.tally import Report, reports
from tests.formats.commented_files import (
    at,
    audit_of,
    audited,
    commented,
    joined,
    parts_of,
    place_of,
    tree_of,
)
from tests.formats.docx_files import (
    NAMESPACES,
    abstract,
    level,
    listed,
    num,
    p,
    report_as_word,
    run,
    tbl,
    tc,
    tr,
    word,
    zipped,
)
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import audit
from xunzheng.formats.commented_docx import comment_docx
from xunzheng.formats.docx import read_docx
from xunzheng.formats.docx_names import MAIN, w
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.text import read_text
from xunzheng.rulebook import standard_rules

_MAIN = "word/document.xml"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

# (what stands in the body, quoted characters, what the comment must enclose)
_PLACES = {
    "inside a run": (p("支出合计500万元。"), "500万元", "500万元"),
    "a whole run": (p("支出", runs=run("500", "<w:b/>") + run("万元")), "500", "500"),
    "over runs": (p("支出5", runs=run("00", "<w:b/>") + run("万元")), "500万", "500万"),
    "begins behind a tab": (p(runs="<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t></w:r>"), "乙", "乙"),
    "a tab and more": (p(runs="<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t></w:r>"), "甲\t乙", "甲\t乙"),
    "blanks kept": (p(runs="<w:r><w:t>one two</w:t></w:r>"), "two", "two"),
    "in a hyperlink": (
        p("见", runs=f'<w:hyperlink w:anchor="a">{run("附件一")}</w:hyperlink>'),
        "附件",
        "附件",
    ),
    "in an insertion": (
        p("支出", runs=f'<w:ins w:id="1" w:author="a">{run("500万元")}</w:ins>'),
        "500",
        "500",
    ),
    "over a deletion": (
        p(
            "支5",
            runs=f'<w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>{run("00元")}',
        ),
        "500",
        "500",
    ),
    "in an open control": (
        p(runs=f"<w:sdt><w:sdtPr/><w:sdtContent>{run('甲乙丙')}</w:sdtContent></w:sdt>"),
        "乙",
        "乙",
    ),
    "around a set control": (
        p(runs=f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('甲乙丙')}</w:sdtContent></w:sdt>"),
        "乙",
        "甲乙丙",
    ),
    "in a simple field": (p(runs=f'<w:fldSimple w:instr="REF a">{run("甲乙丙")}</w:fldSimple>'), "乙", "乙"),
    "in a field's result": (
        p(
            runs='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("甲乙丙")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "乙",
        "乙",
    ),
    "in a cell": (tbl(tr(tc("甲"), tc("乙丙")), tr(tc("1"), tc("2"))), "丙", "丙"),
    "over cells": (tbl(tr(tc("甲"), tc("乙丙")), tr(tc("1"), tc("2"))), "甲\t乙", "甲¦\n乙"),
    "over paragraphs": (p("甲乙") + p("丙丁"), "乙\n丙", "乙\n丙"),
    "in a nested table": (
        tbl(tr(tc("外"), tc(content=tbl(tr(tc("里一"), tc("里二"))) + p())), tr(tc("a"), tc("b"))),
        "里二",
        "里二",
    ),
    "an entity": (p("甲&乙<丙"), "&", "&"),
    "behind an entity": (p("甲&乙<丙"), "丙", "丙"),
    "a section of characters": (p(runs="<w:r><w:t><![CDATA[甲<乙]]></w:t></w:r>"), "乙", "甲<乙"),
    "a comment in the XML": (p(runs="<w:r><w:t>甲<!-- x -->乙丙</w:t></w:r>"), "丙", "丙"),
    "behind a line end": (p(runs="<w:r><w:t>a\r\nb\r\nc</w:t></w:r>"), "c", "c"),
    "a ruby": (
        p(
            "汉",
            runs="<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zi</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>字母</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        ),
        "母",
        "zi字母",
    ),
    "characters that print nothing": (p(runs="<w:r><w:t>甲\u200b乙\u200b丙</w:t></w:r>"), "丙", "丙"),
    "beyond the first plane": (p("甲𠀀乙𠀁丙"), "𠀁", "𠀁"),
}


@pytest.mark.parametrize(("body", "quote", "enclosed"), _PLACES.values(), ids=_PLACES)
def test_a_comment_encloses_what_is_quoted(body: str, quote: str, enclosed: str) -> None:
    original = word(body)
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, quote)))
    part = parts_of(given.content)[_MAIN]
    assert commented(part, 0) == enclosed
    assert _unchanged(original, given.content)


def _unchanged(original: bytes, given: bytes, first: int = 0) -> bool:
    """The laws: the same document, the same text part but for the marks, all other parts the same."""
    before, after = parts_of(original), parts_of(given)
    assert read_docx(given, "a.docx") == read_docx(original, "a.docx")
    assert joined(after[_MAIN], first) == joined(before[_MAIN], first)
    lists = {_MAIN, "[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    assert {n: c for n, c in after.items() if n not in lists} == {
        n: c for n, c in before.items() if n not in lists
    }
    assert _keeps_blanks(after[_MAIN])
    return True


def _keeps_blanks(part: bytes) -> bool:
    space = "{http://www.w3.org/XML/1998/namespace}space"
    split = [text for text in tree_of(part).iter(w("t")) if (text.text or "") != (text.text or "").strip(" ")]
    return all(text.get(space) == "preserve" for text in split)


def test_an_automatic_number_is_commented_at_its_paragraph() -> None:
    lists = abstract(0, level(0, "chineseCounting", "（%1）", suffix="nothing")) + num(1, 0)
    original = word(listed("基本情况", 1) + p("正文。"), numbering=lists)
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "（一）"), at(document, "一）基")))
    part = parts_of(given.content)[_MAIN]
    assert [commented(part, 0), commented(part, 1)] == ["基本情况", "基"]
    assert _unchanged(original, given.content)


@pytest.mark.parametrize("empty", ["<w:p/>", '<w:p w:rsidR="00A1" />', "<w:p></w:p>", "<w:p><w:pPr/></w:p>"])
def test_an_empty_cell_is_commented_at_its_paragraph(empty: str) -> None:
    original = word(tbl(tr(tc("得分"), tc(content=empty)), tr(tc("1"), tc("2"))))
    document = read_docx(original, "a.docx")
    cell = next(document.tables()).cells[1]
    given = comment_docx(original, audited(document, (cell.start, cell.end), (cell.start, cell.end)))
    part = parts_of(given.content)[_MAIN]
    marks = list(tree_of(part).iter(w("commentReference")))
    around = {[each.tag for each in mark.iterancestors()][2] for mark in marks}
    assert (given.notes, len(marks), around) == (2, 2, {w("tc")})
    assert commented(part, 0) == commented(part, 1) == ""
    assert _unchanged(original, given.content)


def test_a_footnote_is_commented_at_its_reference() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("按账面数500万元。")}</w:footnote>'
    original = word(p("支出", runs=reference + run("合计")), footnotes=notes)
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "500万元"), at(document, "[1]")))
    part = parts_of(given.content)[_MAIN]
    assert [commented(part, 0), commented(part, 1)] == ["*", "*"]
    assert _unchanged(original, given.content)


def test_a_text_box_is_commented_at_its_drawing() -> None:
    inner = f"<w:txbxContent>{p('框里合计500万元')}{p()}</w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{inner}</v:textbox></w:pict></w:r>"
    original = word(p("前", runs=box + run("后")))
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "500")))
    root = tree_of(parts_of(given.content)[_MAIN])
    start = next(root.iter(w("commentRangeStart")))
    assert [each.tag for each in start.iterancestors()] == [w("p"), w("body"), w("document")]
    following = start.getnext()
    assert following is not None
    assert next(following.iter(w("txbxContent")), None) is not None
    assert _unchanged(original, given.content)


def test_the_whole_report_is_commented_at_its_first_paragraph() -> None:
    original = word(p("标题") + p("正文500万元。"))
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, None))
    assert commented(parts_of(given.content)[_MAIN], 0) == "标题"


def test_several_findings_at_one_place() -> None:
    original = word(p("支出合计500万元，其中工资300万元。"))
    document = read_docx(original, "a.docx")
    spans = [
        at(document, "500万元"),
        at(document, "500万元"),
        at(document, "合计500"),
        at(document, "万元，其"),
    ]
    given = comment_docx(original, audited(document, *spans))
    part = parts_of(given.content)[_MAIN]
    assert [commented(part, number) for number in range(4)] == ["500万元", "500万元", "合计500", "万元，其"]
    assert _unchanged(original, given.content)


def test_ranges_side_by_side_do_not_overlap() -> None:
    original = word(p("甲乙丙"))
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "甲"), at(document, "乙")))
    names = [str(e.tag).rpartition("}")[2] for e in tree_of(parts_of(given.content)[_MAIN]).iter()]
    assert names.index("commentRangeEnd") < names.index(
        "commentRangeStart", names.index("commentRangeStart") + 1
    )


def test_a_finding_in_several_blocks_has_a_pointer_at_each() -> None:
    original = word(p("全年支出500万元。") + p("其他。") + p("全年支出490万元。"))
    document = read_docx(original, "a.docx")
    places = tuple(place_of(document, *at(document, quote)) for quote in ("500万元", "490万元"))
    finding = Finding("repeat", Severity.ERROR, places, "500万元", "490万元", "统一口径。", "repeat/1")
    given = comment_docx(original, audit_of(document, [finding]))
    part = parts_of(given.content)
    assert [commented(part[_MAIN], 0), commented(part[_MAIN], 1)] == ["500万元", "490万元"]
    texts = _texts(part["word/comments.xml"])
    assert "另见：正文“490万元”" in texts[0]
    assert "第 1 条" in texts[1]
    assert "500万元" in texts[1]


def _texts(part: bytes) -> list[str]:
    comments = tree_of(part).iter(w("comment"))
    return ["\n".join("".join(map(str, q.itertext())) for q in c.iter(w("p"))) for c in comments]


def test_a_comment_says_everything_of_its_finding() -> None:
    original = word(p("合计500万元"))
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "500")))
    part = parts_of(given.content)["word/comments.xml"]
    assert _texts(part) == [
        "【错误】1. 分项与合计不符\n报告所写：合计500万元\n应当是：合计490万元\n"
        "算式：300 + 190 = 490 ≠ 500（万元）\n依据：《某办法》（财预〔2020〕10号）第十五条\n"
        "建议：核对总数与各分项。"
    ]
    comment = next(tree_of(part).iter(w("comment")))
    assert comment.get(w("author")) == "循证"
    assert comment.get(w("date")) == "2000-01-01T00:00:00Z"


_OLD = (
    f'<w:comments {NAMESPACES}><w:comment w:id="7" w:author="张三"><w:p><w:r><w:t>请核实</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)


def _with_old_comments(part: str = _OLD) -> bytes:
    body = p(
        "支出",
        runs=f'<w:commentRangeStart w:id="7"/>{run("500万元")}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>',
    )
    parts = parts_of(word(body))
    relations = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relation = f'<Relationship Id="r9" Target="comments.xml" Type="{kind}"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", relation).encode()
    return zipped({**parts, "word/comments.xml": part})


def test_comments_that_are_there_stay_and_are_counted_on_from() -> None:
    original = _with_old_comments()
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "500")))
    part = parts_of(given.content)
    assert part["word/comments.xml"].startswith(_OLD.removesuffix("</w:comments>").encode())
    assert [c.get(w("id")) for c in tree_of(part["word/comments.xml"])] == ["7", "8"]
    assert (commented(part[_MAIN], 7), commented(part[_MAIN], 8)) == ("500万元", "500")
    assert part["word/_rels/document.xml.rels"] == parts_of(original)["word/_rels/document.xml.rels"]
    assert _unchanged(original, given.content, first=8)


def test_an_empty_part_of_comments_is_filled() -> None:
    original = _with_old_comments(f"<w:comments {NAMESPACES}/>")
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "支")))
    assert len(tree_of(parts_of(given.content)["word/comments.xml"])) == 1


def test_a_torn_part_of_comments_is_refused() -> None:
    original = _with_old_comments("<w:comments")
    document = read_docx(original, "a.docx")
    with pytest.raises(Unreadable, match="批注"):
        comment_docx(original, audited(document, at(document, "支")))


def test_strict_files_get_strict_comments() -> None:
    parts = {
        name: part.replace(MAIN.encode(), _STRICT.encode())
        for name, part in parts_of(word(p("合计500"))).items()
    }
    original = zipped(parts)
    document = read_docx(original, "a.docx")
    given = parts_of(comment_docx(original, audited(document, at(document, "500"))).content)
    assert _STRICT in given["word/comments.xml"].decode()
    assert MAIN not in given[_MAIN].decode() + given["word/comments.xml"].decode()
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in given["word/_rels/document.xml.rels"]
    )
    assert commented(given[_MAIN], 0) == "500"


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        (f'<document xmlns="{MAIN}"><body><p><r><t>支出500元</t></r></p></body></document>', "utf-8"),
        (
            f'<x:document xmlns:x="{MAIN}"><x:body><x:p><x:r><x:t>支出500元</x:t></x:r></x:p></x:body>'
            "</x:document>",
            "utf-8-sig",
        ),
        (
            f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{MAIN}"><w:body><w:p><w:r>'
            "<w:t>支出500元</w:t></w:r></w:p></w:body></w:document>",
            "utf-16",
        ),
        (
            f'<?xml version="1.0" encoding="GB18030"?><w:document xmlns:w="{MAIN}"><w:body><w:p><w:r>'
            "<w:t>支出500元</w:t></w:r></w:p></w:body></w:document>",
            "gb18030",
        ),
    ],
    ids=["default namespace", "another prefix", "UTF-16", "GB18030"],
)
def test_prefixes_and_encodings(written: str, encoding: str) -> None:
    parts = {**parts_of(word(p())), _MAIN: written.encode(encoding)}
    original = zipped(parts)
    document = read_docx(original, "a.docx")
    given = comment_docx(original, audited(document, at(document, "500")))
    part = parts_of(given.content)[_MAIN]
    assert commented(part, 0) == "500"
    assert read_docx(given.content, "a.docx") == document


def test_macros_and_signatures_are_copied_and_the_signature_is_said() -> None:
    more = {
        "word/vbaProject.bin": b"\x00macro",
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/sig1.xml": b"<s/>",
    }
    original = word(p("合计500万元"), more)
    document = read_docx(original, "a.docm")
    given = comment_docx(original, audited(document, at(document, "500")))
    assert parts_of(given.content)["word/vbaProject.bin"] == b"\x00macro"
    assert ["签名" in remark for remark in given.remarks] == [True]


def test_without_findings_the_parts_are_the_same() -> None:
    original = word(p("合计500万元"))
    given = comment_docx(original, audited(read_docx(original, "a.docx")))
    assert (given.notes, parts_of(given.content)) == (0, parts_of(original))


def test_another_file_than_the_audited_one_is_refused() -> None:
    document = read_docx(word(p("合计500万元")), "a.docx")
    with pytest.raises(Unreadable, match="核对时的不同"):
        comment_docx(word(p("合计600万元")), audited(document, (0, 2)))


def test_a_taken_name_is_not_taken_again() -> None:
    original = word(p("合计500万元"), {"word/comments.xml": "<other/>"})
    document = read_docx(original, "a.docx")
    given = parts_of(comment_docx(original, audited(document, at(document, "500"))).content)
    assert given["word/comments.xml"] == b"<other/>"
    assert b"comments1.xml" in given["word/_rels/document.xml.rels"]


_RUNS = st.lists(
    st.tuples(
        st.text("甲乙 5&<\t", min_size=1, max_size=6),
        st.sampled_from(["", "<w:b/>"]),
        st.sampled_from(["", "hyperlink", "ins", "sdt", "smartTag"]),
    ),
    min_size=1,
    max_size=4,
)


def _wrapped(text: str, properties: str, around: str) -> str:
    inner = run(text, properties)
    if around == "sdt":
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    return f"<w:{around}>{inner}</w:{around}>" if around else inner


@settings(max_examples=150)
@given(st.lists(_RUNS, min_size=1, max_size=4), st.booleans(), st.data())
def test_only_marks_are_put_in(
    paragraphs: list[list[tuple[str, str, str]]], is_table: bool, data: st.DataObject
) -> None:
    bodies = [p(runs="".join(_wrapped(*each) for each in runs)) for runs in paragraphs]
    body = tbl(tr(*(tc(content=each) for each in bodies), tc("末"))) if is_table else "".join(bodies)
    original = word(body + p("完"))
    document = read_docx(original, "a.docx")
    places = st.integers(0, len(document.text) - 1)
    spans = data.draw(
        st.lists(st.tuples(places, places).map(lambda pair: (min(pair), max(pair))), max_size=6)
    )
    given = comment_docx(original, audited(document, *spans))
    assert given.notes == len(spans)
    part = parts_of(given.content)[_MAIN]
    for number, (start, end) in enumerate(spans):
        quote = document.text[start:end].replace("\n", "").replace("\t", "").replace(" ", "")
        enclosed = commented(part, number).translate(dict.fromkeys(map(ord, "\n\t ¦")))
        assert quote in enclosed if start < end else True
    assert _unchanged(original, given.content)


@pytest.mark.parametrize("report", reports()[::8], ids=lambda report: report.name)
def test_reports_given_back_read_the_same(report: Report) -> None:
    original = report_as_word(read_text(report.text.read_bytes(), report.text.name))
    document = read_docx(original, "a.docx")
    outcome = audit(document, standard_rules())
    given = comment_docx(original, outcome)
    assert given.notes >= len(outcome.findings)
    assert _unchanged(original, given.content)
    assert audit(read_docx(given.content, "a.docx"), standard_rules()).findings == outcome.findings


_OFFICE = shutil.which("soffice")
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_comment(tmp_path: Path) -> None:
    report = reports()[1]
    parts = parts_of(report_as_word(read_text(report.text.read_bytes(), report.text.name)))
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORDS}{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("numbering", "numbering"))
    )
    relations = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    types = parts["[Content_Types].xml"].decode().replace("</Types>", f"{relations}{overrides}</Types>")
    original = zipped({**parts, "[Content_Types].xml": types})
    outcome = audit(read_docx(original, "a.docx"), standard_rules())
    given = comment_docx(original, outcome)
    file = tmp_path / "a.docx"
    file.write_bytes(given.content)
    command = [str(_OFFICE), f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "odt", "--outdir", str(tmp_path), str(file)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    content = parts_of((tmp_path / "a.odt").read_bytes())["content.xml"]
    assert content.count(b"<office:annotation ") == given.notes > 0
