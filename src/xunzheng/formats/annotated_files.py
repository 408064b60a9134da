"""What is given back for an audited report: its own file with notes, and the working paper."""

from __future__ import annotations

from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_report import annotated_report
from xunzheng.authoring.working_paper import Subject, working_paper
from xunzheng.documents.manuscript import Manuscript
from xunzheng.formats.annotated_notes import Annotated
from xunzheng.formats.html.conclusion import conclude_from_text
from xunzheng.formats.kinds import Kind, kind_of
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.formats.writing import OutputKind, write
from xunzheng.formats.written_refusal import Unwritable

_MACROS = {"docx": "docm", "xlsx": "xlsm"}
_KINDS = {Kind.DOCX: "docx", Kind.XLSX: "xlsx", Kind.PDF: "pdf"}
_NOT_OWN = "原文件不能加批注，批注排在所在段落之后。"


def own_suffix(content: bytes, name: str) -> str:
    """The suffix of the file that this report is given back as, without its dot.

    Word, Excel and PDF files come back as what they are; all others as a web page.

    Example: ``own_suffix(b"%PDF-1.7", "报告.pdf") == "pdf"``.
    """
    kind = _KINDS.get(kind_of(content), "html")
    given = name.rpartition(".")[2].lower()
    return given if given == _MACROS.get(kind) else kind


def give_back(content: bytes, audit: Audit, suffix: str, limits: ReadLimits = STANDARD) -> Annotated:
    """The report with its findings, in the format of a suffix (docx, docm, xlsx, xlsm, pdf, html).

    A Word, Excel or PDF file that is asked for as what it is comes back itself: with comments at the quoted
    characters, with notes on the cells and a sheet that lists them, with marked text. Otherwise its text is
    set anew with numbered notes: as a page with a margin (`html`), or with the notes below each paragraph.

    Raises `Unwritable` for a suffix that the file cannot be given back in, `Unreadable` as the readers do.

    Example: ``give_back(content, outcome, "html").content.startswith(b"<!doctype html>")``.
    """
    kind = _KINDS.get(kind_of(content))
    plain = next((own for own, macros in _MACROS.items() if suffix == macros), suffix)
    if plain != suffix and own_suffix(content, audit.document.name) != suffix:
        raise Unwritable(f" .{suffix} 文件", "原文件不是这种带宏的文件", f"把后缀改成 .{plain}")
    if kind == plain:
        return _own(content, audit, plain, limits)
    if plain in ("html", "htm"):
        from xunzheng.formats.annotated_html import annotate_html

        return annotate_html(audit)
    if plain == "xlsx":
        raise Unwritable(" .xlsx 文件", "原文件不是 Excel 工作簿，没有单元格可以批注", "改成 .html 或 .pdf")
    if plain not in ("pdf", "docx"):
        raise Unwritable(f" .{suffix[:20]} 文件", "批注不能写成这种格式", "改成 .docx、.xlsx、.pdf 或 .html")
    return Annotated(write(annotated_report(audit), OutputKind(plain)), len(audit.findings), (_NOT_OWN,))


def _own(content: bytes, audit: Audit, kind: str, limits: ReadLimits) -> Annotated:
    from xunzheng.formats.reading import pdf_limits, word_limits

    if kind == "docx":
        from xunzheng.formats.commented_docx import comment_docx

        return comment_docx(content, audit, word_limits(limits))
    if kind == "xlsx":
        from xunzheng.formats.commented_xlsx import comment_xlsx

        return comment_xlsx(content, audit, limits)
    from xunzheng.formats.annotated_pdf import annotate_pdf

    return annotate_pdf(content, audit, pdf_limits(limits))


def paper_of(audit: Audit, unit: str | None, project: str | None) -> Manuscript:
    """The working paper, with the total and grade that the report states in its text where no table does."""
    sheets = conclude_from_text(audit.sheets, audit.document)
    stated = next((sheet for sheet in sheets if sheet.has_scores), None)
    year = audit.setting.on.year if audit.setting is not None and audit.setting.on is not None else None
    return working_paper(audit, Subject(unit, project, year), stated)
