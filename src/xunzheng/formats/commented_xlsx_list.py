"""The sheet that is added to a workbook: the findings as a list, each with a link to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape

from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_wording import (
    LEVELS,
    fit,
    name_of,
    rule_words,
    shortened,
    verdict_words,
)
from xunzheng.formats.annotated_markup import Insertion, Markup, in_last
from xunzheng.formats.annotated_notes import COLOURS
from xunzheng.formats.annotated_parts import DECLARATION, with_colon
from xunzheng.formats.sheets_document import Source

HEADINGS = (
    "序号",
    "级别",
    "名称",
    "工作表",
    "单元格",
    "原文",
    "报告所写",
    "应当是",
    "算式",
    "差异",
    "依据",
    "建议",
)
_WIDTHS = (5, 6, 16, 12, 8, 18, 28, 28, 30, 18, 24, 32)
_LONGEST = 30_000
_LONGEST_QUOTE = 120
_LINK_COLUMN = 4
_HEAD_ROWS = 3


class Styles(NamedTuple):
    """The indexes of the cell styles that the sheet uses; all 0 in a workbook without styles."""

    title: int = 0
    heading: int = 0
    plain: int = 0
    link: int = 0
    levels: Mapping[Severity, int] = MappingProxyType(dict.fromkeys(Severity, 0))


def with_styles(part: bytes) -> tuple[bytes, Styles]:
    """The styles with those of the sheet behind its own, so that every index stays what it was.

    A part without the lists that this needs is left as it is. Raises `NotMarkup` where it is no XML.
    """
    markup = Markup(part)
    lists = {markup.name(number).rpartition(b":")[2]: number for number in markup.children(0)}
    wanted = [lists.get(name) for name in (b"fonts", b"fills", b"borders", b"cellXfs")]
    fonts, fills, borders, formats = wanted
    if fonts is None or fills is None or borders is None or formats is None:
        return part, Styles()
    colon = with_colon(markup)
    font, fill, border, style = (
        sum(1 for _ in markup.children(number)) for number in (fonts, fills, borders, formats)
    )
    levels = list(Severity)
    insertions = [
        *_more(markup, fonts, [_font(colon, *each) for each in _fonts()]),
        *_more(markup, fills, [_fill(colon, "FF31475E")]),
        *_more(markup, borders, [_border(colon)]),
        *_more(markup, formats, list(_formats(colon, font, fill, border))),
    ]
    indexes = {level: style + 4 + number for number, level in enumerate(levels)}
    return markup.with_insertions(insertions), Styles(style, style + 1, style + 2, style + 3, indexes)


def _fonts() -> Iterator[tuple[str, str, int]]:
    """Colour, weight and size: title, heading, plain, link, then one for each level."""
    yield from (("FF1F2D3D", "b", 14), ("FFFFFFFF", "b", 10), ("FF1F2D3D", "", 10), ("FF1F5FA8", "u", 10))
    yield from ((f"FF{COLOURS[level]}", "b", 10) for level in Severity)


def _font(colon: str, colour: str, weight: str, size: int) -> str:
    stated = f"<{colon}{weight}/>" if weight else ""
    return (
        f'<{colon}font>{stated}<{colon}sz val="{size}"/><{colon}color rgb="{colour}"/>'
        f'<{colon}name val="微软雅黑"/><{colon}family val="2"/><{colon}charset val="134"/></{colon}font>'
    )


def _fill(colon: str, colour: str) -> str:
    inner = f'<{colon}fgColor rgb="{colour}"/><{colon}bgColor indexed="64"/>'
    return f'<{colon}fill><{colon}patternFill patternType="solid">{inner}</{colon}patternFill></{colon}fill>'


def _border(colon: str) -> str:
    line = f'style="thin"><{colon}color rgb="FFC9D1DA"/>'
    sides = "".join(f"<{colon}{side} {line}</{colon}{side}>" for side in ("left", "right", "top", "bottom"))
    return f"<{colon}border>{sides}<{colon}diagonal/></{colon}border>"


def _formats(colon: str, font: int, fill: int, border: int) -> Iterator[str]:
    for number in range(4 + len(Severity)):
        is_title, is_heading = number == 0, number == 1
        wrap = "" if is_title else ' wrapText="1"'
        across = ' horizontal="center"' if is_heading or number > 3 else ""
        down = "center" if is_title or is_heading else "top"
        parts = f'fontId="{font + number}" fillId="{fill if is_heading else 0}"'
        frame = f'borderId="{0 if is_title else border}"'
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        alignment = f'<{colon}alignment vertical="{down}"{across}{wrap}/>'
        yield f'<{colon}xf numFmtId="0" {parts} {frame} {applied}>{alignment}</{colon}xf>'


def _more(markup: Markup, number: int, entries: Sequence[str]) -> Iterator[Insertion]:
    """The entries at the end of a list, and its count made to fit."""
    tag = markup.start_tag(number)
    match = re.search(rb"""\scount\s*=\s*["'](\d{1,7})["']""", tag)
    if match:
        at = markup.starts[number]
        count = sum(1 for _ in markup.children(number)) + len(entries)
        yield Insertion(at + match.start(1), at + match.end(1), str(count).encode())
    yield in_last(markup, "".join(entries).encode(), number)


def list_sheet(audit: Audit, cells: Sequence[Source | None], styles: Styles, namespace: str) -> bytes:
    """The sheet; `cells` are the cells of the findings' first places, None where there is none."""
    rows = [
        _row(1, [f"循证核对意见：{audit.document.name}"], [styles.title]),
        _row(2, [_summary(audit)], [0]),
        _row(_HEAD_ROWS, HEADINGS, [styles.heading] * len(HEADINGS)),
    ]
    links: list[str] = []
    for number, (finding, cell) in enumerate(zip(audit.findings, cells, strict=True), 1):
        row = _HEAD_ROWS + number
        kinds = [styles.plain] * len(HEADINGS)
        kinds[1] = styles.levels[finding.severity]
        if cell is not None:
            kinds[_LINK_COLUMN] = styles.link
            sheet = cell.sheet.replace("'", "''")
            links.append(
                f'<hyperlink ref="E{row}" location="{_quoted(f"{chr(39)}{sheet}{chr(39)}!{cell.cell}")}"/>'
            )
        rows.append(_row(row, _texts(number, finding, cell), kinds))
    last = _HEAD_ROWS + max(len(audit.findings), 1)
    return _sheet(rows, links, last, namespace).encode()


def _summary(audit: Audit) -> str:
    counts = "、".join(
        f"{name} {sum(finding.severity is level for finding in audit.findings)}"
        for level, name in LEVELS.items()
    )
    examined = len(audit.findings) + len(audit.held)
    return f"共核对 {examined} 处，{len(audit.held)} 处无误；发现 {len(audit.findings)} 处：{counts}。"


def _texts(number: int, finding: Finding, cell: Source | None) -> list[str]:
    first = finding.where[0] if finding.where else None
    return [
        str(number),
        LEVELS[finding.severity],
        name_of(finding.code),
        cell.sheet if cell else "",
        cell.cell if cell else "",
        shortened(first.quote, _LONGEST_QUOTE) if first else "",
        finding.claim,
        finding.expected,
        finding.arithmetic or "",
        verdict_words(finding.verdict) if finding.verdict else "",
        rule_words(finding.rule) if finding.rule else "",
        finding.advice,
    ]


def _row(number: int, texts: Sequence[str], styles: Sequence[int]) -> str:
    cells = "".join(
        _cell(f"{chr(65 + column)}{number}", text, style)
        for column, (text, style) in enumerate(zip(texts, styles, strict=True))
    )
    height = {1: 26, 2: 18, _HEAD_ROWS: 22}.get(number) or _height(texts)
    return f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'


def _height(texts: Sequence[str]) -> int:
    """How high a row is whose cells are wrapped, in points; Chinese characters take the width of two."""
    lines = (
        sum(1 + _columns(line) // width for line in text.split("\n"))
        for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return min(6 + 14 * max(lines), 400)


def _columns(line: str) -> int:
    return sum(1 if character < "\u0250" else 2 for character in line)


def _cell(reference: str, text: str, style: int) -> str:
    stated = f' s="{style}"' if style else ""
    if reference.startswith("A") and text.isdecimal() and text.isascii():
        return f'<c r="{reference}"{stated}><v>{text}</v></c>'
    if not text:
        return f'<c r="{reference}"{stated}/>'
    shown = escape(fit(text[:_LONGEST]))
    return f'<c r="{reference}"{stated} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _sheet(rows: Sequence[str], links: Sequence[str], last: int, namespace: str) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    below = f"A{_HEAD_ROWS + 1}"
    pane = f'<pane ySplit="{_HEAD_ROWS}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{DECLARATION}<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:L{last}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="A{_HEAD_ROWS}:L{last}"/>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
