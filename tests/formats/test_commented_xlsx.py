"""The user's workbook given back: notes on the cells, one more sheet, nothing else changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.corpus.tally import Report, reports
from tests.formats.commented_files import at, audited, parts_of
from tests.formats.corpus_files import as_xlsx
from tests.formats.docx_files import zipped
from xunzheng.audit.run import audit
from xunzheng.formats.commented_xlsx import comment_xlsx
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.text import read_text
from xunzheng.formats.xlsx import read_xlsx
from xunzheng.rulebook import standard_rules

_LIST = "循证核对意见"
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(*, note: str = "", chart: bool = False) -> bytes:
    """A workbook with a merged title, a formula, and what is asked for."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "自评表"
    sheet.append(["支出明细表"])
    sheet.merge_cells("A1:C1")
    sheet.append(["项目", "预算数", "执行数"])
    sheet.append(["工资", 300, 290])
    sheet.append(["设备", 190, 180])
    sheet.append(["合计", 500, "=SUM(C3:C4)"])
    sheet["B5"].font = Font(bold=True)
    if note:
        sheet["B5"].comment = Comment(note, "张三")
    if chart:
        bars = BarChart()
        bars.add_data(Reference(sheet, min_col=2, min_row=2, max_row=4), titles_from_data=True)
        sheet.add_chart(bars, "F2")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def notes_in(content: bytes) -> dict[str, str]:
    """The notes of the first sheet by their cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment is not None}


def same_but_for(original: bytes, given: bytes, *changed: str) -> bool:
    """Whether all parts that were there are the same, but for the workbook's lists and those named."""
    before, after = parts_of(original), parts_of(given)
    lists = {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        *changed,
    }
    return all(after[name] == part for name, part in before.items() if name not in lists)


def without(part: bytes, *pieces: str) -> bytes:
    """The part without what was put in."""
    for piece in pieces:
        part, count = re.subn(piece.encode(), b"", part)
        assert count == 1
    return part


def test_notes_stand_on_the_cells_and_in_the_list() -> None:
    original = book(chart=True)
    document = read_xlsx(original, "a.xlsx")
    spans = [at(document, "500"), at(document, "支出明细表"), at(document, "500"), None]
    given = comment_xlsx(original, audited(document, *spans))
    notes = notes_in(given.content)
    assert given.notes == 3
    assert {cell: text.count("分项与合计不符") for cell, text in notes.items()} == {"B5": 2, "A1": 1}
    assert notes["A1"].startswith("【疑点】2. 分项与合计不符\n报告所写：合计500万元\n")
    listed = openpyxl.load_workbook(io.BytesIO(given.content))[_LIST]
    rows = [[cell.value for cell in row[:6]] for row in listed.iter_rows(min_row=4)]
    assert rows == [
        [1, "错误", "分项与合计不符", "自评表", "B5", "500"],
        [2, "疑点", "分项与合计不符", "自评表", "A1", "支出明细表"],
        [3, "建议", "分项与合计不符", "自评表", "B5", "500"],
        [4, "错误", "分项与合计不符", None, None, None],
    ]
    assert listed["E4"].hyperlink.location == "'自评表'!B5"
    assert listed.auto_filter.ref == "A3:L7"


def test_nothing_else_is_changed() -> None:
    original = book(chart=True)
    document = read_xlsx(original, "a.xlsx")
    given = comment_xlsx(original, audited(document, at(document, "500"))).content
    assert read_xlsx(given, "a.xlsx") == document
    assert same_but_for(original, given, _SHEET, "xl/worksheets/_rels/sheet1.xml.rels")
    before, after = parts_of(original), parts_of(given)
    assert without(after[_SHEET], r"<legacyDrawing [^>]*/>") == before[_SHEET]
    assert without(after["xl/workbook.xml"], f'<sheet name="{_LIST}"[^>]*/>') == before["xl/workbook.xml"]
    assert _formats(after["xl/styles.xml"])[: len(_formats(before["xl/styles.xml"]))] == _formats(
        before["xl/styles.xml"]
    )
    loaded = openpyxl.load_workbook(io.BytesIO(given)).worksheets[0]
    assert (loaded["C5"].value, loaded["B5"].font.b, len(loaded._charts)) == ("=SUM(C3:C4)", True, 1)


def _formats(part: bytes) -> list[bytes]:
    return [etree.tostring(entry) for entry in etree.fromstring(part).iterfind("{*}cellXfs/{*}xf")]


def test_a_note_that_is_there_is_gone_on_with() -> None:
    original = book(note="请附明细")
    document = read_xlsx(original, "a.xlsx")
    given = comment_xlsx(original, audited(document, at(document, "500"), at(document, "300"))).content
    notes = notes_in(given)
    assert notes["B5"].startswith("请附明细\n\n【错误】1. ")
    assert notes["B3"].startswith("【疑点】2. ")
    boxes = next(part for name, part in parts_of(given).items() if name.endswith(".vml"))
    assert boxes.count(b"<x:Row>") + boxes.count(b":Row>") >= 2
    assert len(set(re.findall(rb'id="(_x0000_s\d+)"', boxes))) == 2


def test_a_cell_with_a_conversation_is_left_alone_and_said() -> None:
    original = book(note="会话")
    parts = parts_of(original)
    name = next(name for name in parts if "comment" in name and name.endswith(".xml"))
    parts[name] = parts[name].replace("张三".encode(), b"tc={0-0}")
    original = zipped(parts)
    document = read_xlsx(original, "a.xlsx")
    given = comment_xlsx(original, audited(document, at(document, "500")))
    assert (given.notes, notes_in(given.content)["B5"]) == (0, "会话")
    assert given.remarks == ("有 1 处发现所在的单元格已有会话批注，没有再加批注，只列在核对意见表里。",)


def test_the_boxes_of_controls_are_gone_on_with() -> None:
    original = book()
    parts = parts_of(original)
    parts[_SHEET] = parts[_SHEET].replace(
        b"</worksheet>", f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="v1"/></worksheet>'.encode()
    )
    kind = f'Type="{_OFFICE}/vmlDrawing"'
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="v1" {kind} Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    ).encode()
    parts["xl/drawings/vmlDrawing1.vml"] = b'<xml><v:shape id="_x0000_s1025"/><br></xml>'
    original = zipped(parts)
    document = read_xlsx(original, "a.xlsx")
    given = parts_of(comment_xlsx(original, audited(document, at(document, "500"))).content)
    boxes = given["xl/drawings/vmlDrawing1.vml"]
    assert boxes.startswith(b'<xml><v:shape id="_x0000_s1025"/><br>')
    assert b'id="_x0000_s1026"' in boxes
    assert given[_SHEET] == parts[_SHEET]


def _as_strict(part: bytes) -> bytes:
    strict = part.replace(_MAIN.encode(), _STRICT.encode())
    return strict.replace(_OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def test_strict_workbooks_get_strict_parts() -> None:
    original = zipped({name: _as_strict(part) for name, part in parts_of(book()).items()})
    document = read_xlsx(original, "a.xlsx")
    given = parts_of(comment_xlsx(original, audited(document, at(document, "500"))).content)
    assert all(_MAIN.encode() not in part for part in given.values())
    assert read_xlsx(zipped(given), "a.xlsx") == document


def test_a_workbook_with_prefixes_and_without_styles() -> None:
    parts = parts_of(book())
    root = etree.fromstring(parts[_SHEET])
    prefixed = etree.tostring(root).replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    parts[_SHEET] = prefixed.replace(b"xmlns=", b"xmlns:x=")
    del parts["xl/styles.xml"]
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", relations)
    original = zipped(parts)
    document = read_xlsx(original, "a.xlsx")
    given = comment_xlsx(original, audited(document, at(document, "500")))
    assert b"<x:legacyDrawing " in parts_of(given.content)[_SHEET]
    assert read_xlsx(given.content, "a.xlsx") == document


def test_macros_are_copied_and_a_signature_is_said() -> None:
    more = {"xl/vbaProject.bin": b"\0macro", "_xmlsignatures/sig1.xml": b"<s/>"}
    original = zipped(parts_of(book()) | more)
    document = read_xlsx(original, "a.xlsm")
    given = comment_xlsx(original, audited(document, at(document, "500")))
    assert parts_of(given.content)["xl/vbaProject.bin"] == b"\0macro"
    assert "签名" in given.remarks[0]


def test_given_back_twice() -> None:
    original = book()
    document = read_xlsx(original, "a.xlsx")
    once = comment_xlsx(original, audited(document, at(document, "500"))).content
    twice = comment_xlsx(once, audited(read_xlsx(once, "a.xlsx"), at(document, "500"))).content
    assert openpyxl.load_workbook(io.BytesIO(twice)).sheetnames == ["自评表", _LIST, f"{_LIST}2"]
    assert read_xlsx(twice, "a.xlsx") == document


def test_another_file_than_the_audited_one_is_refused() -> None:
    document = read_xlsx(book(), "a.xlsx")
    with pytest.raises(Unreadable, match="核对时的不同"):
        comment_xlsx(book(note="x"), audited(read_text("别的".encode(), "a.txt"), (0, 1)))
    assert document.text


def test_a_torn_part_is_refused() -> None:
    parts = parts_of(book(note="x"))
    name = next(name for name in parts if "comment" in name and name.endswith(".xml"))
    parts[name] = parts[name].replace(b"commentList", b"other")
    original = zipped(parts)
    document = read_xlsx(original, "a.xlsx")
    with pytest.raises(Unreadable, match="写错了"):
        comment_xlsx(original, audited(document, at(document, "500")))


@pytest.mark.parametrize("report", reports()[::12], ids=lambda report: report.name)
def test_reports_given_back_read_the_same(report: Report) -> None:
    original = as_xlsx(read_text(report.text.read_bytes(), report.text.name))
    document = read_xlsx(original, "a.xlsx")
    outcome = audit(document, standard_rules())
    given = comment_xlsx(original, outcome)
    assert read_xlsx(given.content, "a.xlsx") == document
    listed = openpyxl.load_workbook(io.BytesIO(given.content))[_LIST]
    assert listed.max_row == 3 + len(outcome.findings)
    assert len(notes_in(given.content)) <= given.notes


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_note(tmp_path: Path) -> None:
    original = book(note="请附明细", chart=True)
    document = read_xlsx(original, "a.xlsx")
    given = comment_xlsx(original, audited(document, at(document, "500"), at(document, "300")))
    (tmp_path / "a.xlsx").write_bytes(given.content)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "ods",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    content = parts_of((tmp_path / "a.ods").read_bytes())["content.xml"]
    assert content.count(b"<office:annotation ") == 2
    assert _LIST.encode() in content


def test_a_line_of_several_cells_is_noted_at_the_cell_that_is_quoted() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"] = "绩效自评表"
    sheet["A2"], sheet["C2"] = "填报单位：某局", "金额单位：万元"
    for row in (("项目", "预算"), ("工资", 300)):
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    document = read_xlsx(stream.getvalue(), "a.xlsx")
    assert "填报单位：某局\u3000金额单位：万元" in document.text
    spans = [at(document, "万元"), at(document, "某局")]
    assert set(notes_in(comment_xlsx(stream.getvalue(), audited(document, *spans)).content)) == {"A2", "C2"}
