"""The reader for PDF: lines joined to paragraphs, ruled tables to grids; pdfium runs confined."""

from __future__ import annotations

import importlib.util
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzheng.documents.model import Document
from xunzheng.formats.confined import Ending, Limits, Outcome, run_confined
from xunzheng.formats.pdf_columns import find_gutter, read_flows
from xunzheng.formats.pdf_document import Assembly, Item
from xunzheng.formats.pdf_lines import Line, pieces_of, read_lines
from xunzheng.formats.pdf_margins import without_contents, without_margins
from xunzheng.formats.pdf_pages import BrokenRecord, Page, Report, read_report
from xunzheng.formats.pdf_paragraphs import Placed
from xunzheng.formats.pdf_plain import read_plain_tables
from xunzheng.formats.pdf_recognition import is_installed, is_scanned, recognised
from xunzheng.formats.pdf_rules import TooMany, find_grids
from xunzheng.formats.pdf_tables import PageTable, read_table, split_by_grids
from xunzheng.formats.refusals import Unreadable

_WORKER = Path(__file__).with_name("pdf_worker.py")
_SAVE_AS_DOCX = "在 Word 或 WPS 中打开原文件，另存为 docx 或 PDF 后再给出"
_REPORT = "一份能打开的 PDF 报告"
_TIME_UP = "规定时间内没有读完"
_SCANNED = 0.5  # of the page under images, with a text layer over them
_OUTLINES = 200


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What a PDF may be and cost: bytes, pages, seconds by the clock, bytes of memory and of content."""

    size: int = 100 * 1024 * 1024
    pages: int = 1_000
    seconds: float = 60.0
    memory: int = 1536 * 1024 * 1024
    output: int = 48 * 1024 * 1024


def read_pdf(content: bytes, name: str, limits: PdfLimits | None = None) -> Document:
    """Read a report from a PDF file.

    The lines of a paragraph are joined, over page and column ends too: Chinese without a blank. Headers,
    footers, page numbers and tables of contents that are recognised as such are no part of the document.
    Ruled tables keep their merged cells; a table that goes on over the page end is one table, its repeated
    header dropped. Columns set by blanks are read as a table with a doubt. What the file holds besides its
    pages (attachments, scripts, forms' actions) is not touched.

    Doubts name the pages: scanned ones (recognised where the extra `ocr` is installed, `reading-doubt`; else
    `unreadable`), characters without a meaning, pages beyond the limits or not to be opened.

    Raises `Unreadable` for what pdfium cannot open, what asks for a password, what has no text at all, and
    where pdfium is not installed.

    Example: ``read_pdf(open("报告.pdf", "rb").read(), "报告.pdf").format == "pdf"``.
    """
    return read_pdf_pages(content, name, limits)[0]


def read_pdf_pages(content: bytes, name: str, limits: PdfLimits | None = None) -> tuple[Document, Report]:
    """The same, with the pages and the places of their characters."""
    limits = limits or PdfLimits()
    deadline = time.monotonic() + limits.seconds
    if len(content) > limits.size:
        found = f"文件有 {len(content) / 1048576:.1f} MB"
        raise Unreadable(name, found, f"不超过 {limits.size // 1048576} MB 的 PDF", "拆分后分别核对")
    report, outcome = _report(content, name, limits)
    if report.fault is not None:
        raise _refusal(name, report.fault, outcome)
    why = _why_incomplete(report, outcome, limits)
    whole = recognised(content, report)
    if whole is not report:
        deadline = time.monotonic() + limits.seconds
    return lay_out(whole, name, deadline, why=why), whole


def lay_out(report: Report, name: str, deadline: float = math.inf, why: str = _TIME_UP) -> Document:
    """The document of the pages that were read; `why` says why others were not.

    No page is begun after the deadline, a time on the monotonic clock. Raises `Unreadable` where no page
    has any text.
    """
    assembly = Assembly(name)
    tables, lines = _contents(report.read, assembly, deadline)
    if len(lines) < len(report.read):
        why = _TIME_UP
    pages = report.read[: len(lines)]
    assembly.add(_items(pages, tables, lines))
    for page in pages:
        _note_page(assembly, page)
    if len(pages) < report.pages:
        message = f"全文 {report.pages} 页，从这一页起没有读入：{why}。请拆分文件或另存后再核对。"
        assembly.note(len(pages), "unreadable", message)
    return assembly.document()


def _report(content: bytes, name: str, limits: PdfLimits) -> tuple[Report, Outcome]:
    """What the confined half says about the file."""
    if importlib.util.find_spec("pypdfium2_raw") is None:
        advice = "安装 pypdfium2，或" + _SAVE_AS_DOCX
        raise Unreadable(name, "这是 PDF 文件，而读 PDF 的组件没有安装", "装有 pypdfium2 的环境", advice)
    command = [sys.executable, "-I", str(_WORKER), str(limits.pages), str(limits.seconds * 0.9)]
    outcome = run_confined(command, content, Limits(limits.seconds, limits.memory, limits.output))
    try:
        return read_report(outcome.output), outcome
    except BrokenRecord:
        return Report(0, (), "nothing"), outcome


def _refusal(name: str, fault: str, outcome: Outcome) -> Unreadable:
    if fault in ("password", "security"):
        advice = "用密码打开后另存为不加密的 PDF，或给出 docx"
        return Unreadable(name, "文件设有打开密码", "不加密的 PDF", advice)
    if outcome.ending is Ending.TIME:
        return Unreadable(name, "文件太复杂，规定时间内没有读完", _REPORT, _SAVE_AS_DOCX)
    if fault == "format":
        return Unreadable(name, "文件不是完整的 PDF（可能下载中断或已损坏）", _REPORT, "重新下载或重新导出")
    return Unreadable(name, "文件损坏，读取程序中途停止", _REPORT, _SAVE_AS_DOCX)


def _contents(
    pages: Sequence[Page], assembly: Assembly, deadline: float
) -> tuple[list[list[PageTable]], list[list[Line]]]:
    """The tables and the other lines of each page, as many pages as the time allows."""
    tables: list[list[PageTable]] = []
    bodies: list[list[Line]] = []
    for page in pages:
        if time.monotonic() > deadline:
            break
        found, lines = _tables_and_lines(page, assembly)
        tables.append(found)
        bodies.append(lines)
    return tables, bodies


def _items(
    pages: Sequence[Page], tables: Sequence[Sequence[PageTable]], bodies: Sequence[Sequence[Line]]
) -> Iterator[Item]:
    """The lines and tables of all pages in reading order, without what recurs at the edges of pages."""
    sizes = [(page.width, page.height) for page in pages]
    kept = without_margins(bodies, sizes)
    flat = without_contents([line for lines in kept for line in lines])
    by_page: list[list[Line]] = [[] for _ in pages]
    for line in flat:
        by_page[line.page].append(line)
    gutter = None
    for page in pages:
        gutter = find_gutter(by_page[page.number], gutter)
        yield from _in_order(page, by_page[page.number], tables[page.number], gutter)


def _tables_and_lines(page: Page, assembly: Assembly) -> tuple[list[PageTable], list[Line]]:
    try:
        grids = find_grids(page.rules)
    except TooMany:
        grids = []
        assembly.note(page.number, "unreadable", "页上的线条太多，表格没有还原，文字按行读出。")
    inside, outside = split_by_grids(page.runs, grids)
    tables: list[PageTable] = []
    for grid, runs in zip(grids, inside, strict=True):
        table = read_table(grid, runs, page.number, page.height)
        if table is None:
            outside.extend(run for cell in runs for run in cell)
        else:
            tables.append(table)
    return tables, read_lines(pieces_of(outside), page.number)


def _in_order(
    page: Page, lines: Sequence[Line], tables: Sequence[PageTable], gutter: int | None
) -> Iterator[Item]:
    """The lines above each table, the table, and so on down the page; lines in their columns."""
    at = 0
    for table in [*tables, None]:
        end = at
        while end < len(lines) and (table is None or (lines[end].top + lines[end].bottom) // 2 < table.top):
            end += 1
        for flow in read_flows(lines[at:end], gutter):
            for block in read_plain_tables(flow.lines, page.height, page.rules):
                if isinstance(block, PageTable):
                    yield block
                else:
                    yield Placed(block, flow.column, page.width)
        if table is not None:
            yield table
        at = end


def _why_incomplete(report: Report, outcome: Outcome, limits: PdfLimits) -> str:
    if len(report.read) >= limits.pages:
        return "超过一次能读的页数"
    if outcome.ending in (Ending.CRASHED, Ending.FAILED):
        return "这里的内容使读取程序停止"
    return "文字总量超过限额" if outcome.ending is Ending.OUTPUT else _TIME_UP


def _note_page(assembly: Assembly, page: Page) -> None:
    """Say what of a page was not read, or only by a machine's recognition."""
    characters = sum(len(run.text) for run in page.runs)
    if page.is_broken:
        assembly.note(page.number, "unreadable", "这一页打不开，内容没有读入。")
    elif page.score is not None:
        certainty = f"{page.score // 10}.{page.score % 10}%"
        message = f"这一页是扫描件，文字由识别得出（平均可信度 {certainty}），数字请对照原件。"
        assembly.note(page.number, "reading-doubt", message, recognised=True)
    elif is_scanned(page):
        advice = "没有识别出文字" if is_installed() else "安装 xunzheng[ocr] 后可以识别"
        message = (
            f"这一页是扫描的图片，没有文字，内容没有读入（{advice}）；请先做文字识别（OCR），或给出原文件。"
        )
        assembly.note(page.number, "unreadable", message)
    elif not characters and page.paths > _OUTLINES:
        assembly.note(page.number, "unreadable", "这一页的文字已转成图形，内容没有读入；请给出原文件。")
    elif page.hidden > characters // 2 and page.images > _SCANNED:
        message = "这一页的文字来自扫描件的文字识别，可能有错字。"
        assembly.note(page.number, "reading-doubt", message, recognised=True)
    if page.faults > max(20, characters // 5):
        message = f"这一页有 {page.faults} 个字符在文件里没有对应的文字，读出的不可靠；请给出原文件。"
        assembly.note(page.number, "unreadable", message)
    if page.is_cut:
        assembly.note(page.number, "unreadable", "这一页的内容过多，只读入了一部分。")
