"""The reader for old Word files (doc) and RTF: LibreOffice where there is one, else antiword, confined."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace

from xunzheng.documents.model import Document, Doubt
from xunzheng.formats.confined import Ending, Limits, run_confined
from xunzheng.formats.doc_container import read_container
from xunzheng.formats.doc_docbook import NotDocBook, read_docbook
from xunzheng.formats.libreoffice import MOST, TimeUp, convert, find_libreoffice
from xunzheng.formats.limits import ReadLimits
from xunzheng.formats.refusals import Unreadable

_DOCX = "在 Word 或 WPS 中另存为 docx 后再给出"
_LESS = "旧版 Word（doc）由 antiword 读出：自动编号、文本框和纵向合并没有读入；另存为 docx 可以读全。"
_ANTIWORD = Limits(seconds=20, memory=512 * 1024 * 1024, output=64 * 1024 * 1024)
_DOCX_FILTER = "docx:MS Word 2007 XML"


@dataclass(frozen=True, slots=True)
class DocLimits:
    """What an old Word file may be and cost: bytes, and what each program may use."""

    size: int = 50 * 1024 * 1024
    antiword: Limits = _ANTIWORD
    libreoffice: Limits = MOST


def limits_within(limits: ReadLimits) -> DocLimits:
    """The limits for old Word files where those for reading set some; they hold for both programs."""
    standard = DocLimits()
    antiword, libreoffice = (
        replace(own, seconds=limits.seconds or own.seconds, memory=limits.memory or own.memory)
        for own in (standard.antiword, standard.libreoffice)
    )
    return DocLimits(limits.file_bytes or standard.size, antiword, libreoffice)


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs that can read old Word files; None where one is not installed."""

    antiword: str | None
    libreoffice: str | None


def find_programs() -> Programs:
    """The programs on the search path."""
    return Programs(shutil.which("antiword"), find_libreoffice())


def read_doc(
    content: bytes, name: str, limits: DocLimits | None = None, programs: Programs | None = None
) -> Document:
    """Read a report from an old Word file (Word 6 to 2003, WPS).

    LibreOffice, where installed, turns it into docx, which keeps merged cells and automatic numbers;
    otherwise, and where that fails or loses a table, antiword reads it, and doubts say what is lost.
    Macros are not run, links not followed. Raises `Unreadable` for what is encrypted or holds no Word
    text, for what neither can read, and where neither is installed.

    Example: ``read_doc(open("报告.doc", "rb").read(), "报告.doc").format == "doc"``.
    """
    limits, programs = limits or DocLimits(), programs or find_programs()
    _refuse_too_large(content, name, limits)
    container = read_container(content)
    if not container.is_word:
        found = "文件是旧版 Office 的容器，但里面没有 Word 文字"
        raise Unreadable(name, found, "一份 Word 报告", "检查是否选错了文件，或另存为 docx")
    if container.is_encrypted:
        raise Unreadable(name, "文件设有打开密码", "不加密的 Word 文件", "用密码打开后取消密码，另存为 docx")
    office, is_late = _by_libreoffice(content, name, "doc", limits, programs)
    document = fuller(office, _by_antiword(content, name, limits, programs))
    if document is None:
        raise _refusal(name, "旧版 Word 文件（doc）", programs, is_late)
    return document


def fuller(office: Document | None, plain: Document | None) -> Document | None:
    """The reading of LibreOffice, unless it lost a table: some long ones come out of it as bare text."""
    if office is None or plain is None:
        return office or plain
    has_lost = 2 * _count_cells(office) < _count_cells(plain)
    return plain if has_lost else office


def _count_cells(document: Document) -> int:
    return sum(len(table.cells) for table in document.tables())


def read_rtf(
    content: bytes, name: str, limits: DocLimits | None = None, programs: Programs | None = None
) -> Document:
    """Read a report from RTF, whatever the file is called; it takes LibreOffice.

    Raises `Unreadable` where that is not installed or cannot read the file.
    """
    limits, programs = limits or DocLimits(), programs or find_programs()
    _refuse_too_large(content, name, limits)
    document, is_late = _by_libreoffice(content, name, "rtf", limits, programs)
    if document is None:
        raise _refusal(name, "RTF 文件", replace(programs, antiword=None), is_late)
    return document


def _refuse_too_large(content: bytes, name: str, limits: DocLimits) -> None:
    if len(content) > limits.size:
        found, most = f"文件有 {len(content) / 1048576:.1f} MB", f"不超过 {limits.size // 1048576} MB 的文件"
        raise Unreadable(name, found, most, "删去图片或拆分后分别核对")


def _refusal(name: str, kind: str, programs: Programs, is_late: bool) -> Unreadable:
    if programs.antiword is None and programs.libreoffice is None:
        wanted = "antiword 或 LibreOffice" if kind.endswith("（doc）") else "LibreOffice"
        return Unreadable(
            name, f"这是{kind}，本机没有读它的程序", f"装有 {wanted} 的环境", f"安装 {wanted}，或{_DOCX}"
        )
    if is_late:
        found = f"这是{kind}，规定的时间内没有读完"
        return Unreadable(name, found, "一份较小的 Word 报告", f"稍后再试、删去图片，或{_DOCX}")
    return Unreadable(name, f"这是{kind}，但已损坏或没有文字，读不出来", "一份能打开的 Word 报告", _DOCX)


def _by_antiword(content: bytes, name: str, limits: DocLimits, programs: Programs) -> Document | None:
    """The document as antiword reads it; None where it cannot."""
    if programs.antiword is None:
        return None
    # antiword looks for its character tables in HOME first; there are none of ours.
    command = [programs.antiword, "-m", "UTF-8.txt", "-x", "db", "-"]
    outcome = run_confined(command, content, limits.antiword, environment={"HOME": "/nonexistent"})
    if outcome.ending is not Ending.WELL:
        return None
    try:
        document = read_docbook(outcome.output, name)
    except NotDocBook:
        return None
    if not document.blocks:
        return None
    return replace(document, doubts=(Doubt("reading-doubt", _LESS, 0, 0), *document.doubts))


def _by_libreoffice(
    content: bytes, name: str, suffix: str, limits: DocLimits, programs: Programs
) -> tuple[Document | None, bool]:
    """The document as LibreOffice turns it into docx, None where it cannot; and whether time ran out."""
    if programs.libreoffice is None:
        return None, False
    try:
        converted = convert(content, suffix, _DOCX_FILTER, programs.libreoffice, limits.libreoffice)
    except TimeUp:
        return None, True
    return (_read_converted(converted, name, suffix) if converted else None), False


def _read_converted(converted: bytes, name: str, file_format: str) -> Document | None:
    from xunzheng.formats.docx import read_docx

    try:
        document = read_docx(converted, name)
    except Unreadable:
        return None
    return replace(document, format=file_format) if document.blocks else None
