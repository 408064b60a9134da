"""The reader for web pages: the report in them, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.documents.model import Document
from xunzheng.formats.composing import Composer
from xunzheng.formats.encoding import Decoded, decode_characters
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.webpage_chrome import without_chrome
from xunzheng.formats.webpage_flow import Flow, PageLine, PageTable
from xunzheng.formats.webpage_grid import place_cells
from xunzheng.formats.webpage_main import main_part, zones
from xunzheng.formats.webpage_tree import MOST_NODES, Page

LIMIT = 20 * 1024 * 1024
MOST_CELLS = 300_000
_HEAD = 4_096
_LITTLE = 200
_FEW_LINES = 12
_LONGEST_TITLE = 100
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_BLANKS = re.compile(r"\s")
_SITE_PARTS = re.compile(r"\s*[-_|｜—–]+\s*|\s{2,}")
_SITE_NAME = re.compile(r"(?:网|网站|门户|平台|首页|人民政府|政务公开|信息公开|通知公告)$")
_EMPTY_TITLE = re.compile(
    r"(?:无标题文档|未命名|新建.{0,20}文档|untitled.{0,12}|document\d*|index|网页|正文|.{0,40}\.(?:docx?|wps|html?))",
    re.IGNORECASE,
)


def read_webpage(
    content: bytes,
    name: str,
    *,
    most_cells: int = MOST_CELLS,
    most_nodes: int = MOST_NODES,
    most_file_bytes: int = LIMIT,
) -> Document:
    """Read a report from a web page or from HTML that an office program saved.

    The encoding is told by the bytes, whatever the page declares. Of the page the part with the text is
    read, told by where the text outside links stands; menus, paths, tools, dates of issue, footers and
    hidden elements are left out, in doubt they are kept. Tables that only arrange the page are taken apart;
    tables of data come with their spans. The title is put before the text where the text lacks it.

    Work is bounded by `most_nodes` elements and `most_cells` places of tables; what is past them is said to
    be unread. Raises `Unreadable` for what is empty, too large or without text.

    Example: ``read_webpage("<p>一、概况</p>".encode(), "a.html").sections[0].title == "概况"``.
    """
    if len(content) > most_file_bytes:
        found = f"文件有 {len(content) / 1024 / 1024:.1f} MB"
        expected = f"不超过 {most_file_bytes // 1024 // 1024} MB 的网页"
        raise Unreadable(name, found, expected, "只保存正文部分，或拆分后分别核对")
    decoded = _decode(content, name)
    page = Page(decoded.text, most_nodes)
    left_out = zones(page.root)
    flow = Flow(page.root, main_part(page.root, left_out), left_out)
    items = without_chrome(flow.items)
    if not items:
        raise _refusal(name, page, flow)
    composer = Composer()
    _lay_title(composer, page, flow.items, items)
    _lay_items(composer, items, most_cells)
    _say(composer, page, flow, decoded)
    return composer.document(name, "html", decoded.encoding)


def _decode(content: bytes, name: str) -> Decoded:
    declared = _CHARSET.search(content[:_HEAD])
    if declared and declared[1].lower().startswith(b"big5"):
        for encoding in ("utf-8", "big5hkscs"):
            try:
                return Decoded(content.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return decode_characters(content, name)


def _refusal(name: str, page: Page, flow: Flow) -> Unreadable:
    if page.has_frames:
        found, advice = "网页由框架组成，正文在别的文件里", "在浏览器中打开正文所在的框架，另存那一页"
    elif flow.images:
        found, advice = "网页里只有图片，没有文字", "先做文字识别（OCR），再给出文字"
    else:
        found, advice = "网页里没有正文", "检查正文是否要由脚本载入；在浏览器中打开后复制正文，另存为纯文本"
    return Unreadable(name, found, "报告的文字或表格", advice)


def _lay_title(
    composer: Composer,
    page: Page,
    everything: Sequence[PageLine | PageTable],
    kept: Sequence[PageLine | PageTable],
) -> None:
    """Put the page's title first where the beginning of the text does not have it."""
    heading = next((x.text for x in everything if isinstance(x, PageLine) and x.declared == 1), "")
    candidates = [page.article_title, heading]
    if "Microsoft" not in page.generator:
        candidates.append(_title_of_page(page.title))
    title = next((_bare(text) for text in candidates if _says_something(text)), "")
    first = "".join(_bare(item.text) for item in kept[:_FEW_LINES] if isinstance(item, PageLine))
    table = kept[0] if isinstance(kept[0], PageTable) else None
    if table is not None:
        first += "".join(_bare(cell.text) for row in table.rows[:2] for cell in row.cells)
    if title and title not in first:
        composer.line(next(text for text in candidates if _bare(text) == title))


def _says_something(text: str) -> bool:
    return 4 <= len(_bare(text)) <= _LONGEST_TITLE and not _EMPTY_TITLE.fullmatch(text.strip())


def _title_of_page(title: str) -> str:
    """The title without the names of site and column that stand around it."""
    parts = [part for part in _SITE_PARTS.split(title) if part and not _SITE_NAME.search(part)]
    return max(parts, key=len, default="")


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def _lay_items(composer: Composer, items: Sequence[PageLine | PageTable], most_cells: int) -> None:
    left = most_cells
    for item in items:
        if isinstance(item, PageLine):
            composer.part()
            composer.line(item.text, item.declared)
            continue
        table = place_cells(item.rows, left)
        left -= table.rows * table.columns
        start = composer.length
        doubt = "单元格里套着表格，里层的表格按文字读入。" if item.nested else None
        if table.cells:
            composer.table(table.rows, table.columns, table.cells, doubt)
        if doubt:
            composer.doubt(doubt, start, composer.length)
        if table.rows_left_out:
            left = 0
            message = f"网页的表格超出 {most_cells} 个单元格的限度，有 {table.rows_left_out} 行没有读入。"
            composer.give_up(message)


def _say(composer: Composer, page: Page, flow: Flow, decoded: Decoded) -> None:
    if page.cut:
        composer.give_up("网页的标记太多，后面的部分没有读入；请只保存正文。")
    if flow.images:
        named = next((alt for alt in flow.images if alt), "")
        message = (
            f"正文里有 {len(flow.images)} 张图片{f'（“{named}”等）' if named else ''}，图中的文字没有读出。"
        )
        say = composer.give_up if composer.length < _LITTLE else composer.doubt
        say(message)
    if page.hidden_sentences:
        composer.doubt(f"网页里有隐藏的文字（{page.hidden_sentences} 句），没有读入。")
    for doubt in decoded.doubts[:1]:
        broken = "网页里有读不出的乱码，原文字未知；请对照原网页。"
        composer.give_up(broken if doubt.code == "unreadable" else doubt.message)
