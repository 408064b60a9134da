"""The writer for web pages: one file with its styles and charts in it, for screens and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files

from xunzheng.documents.manuscript import (
    RESULT_MARK,
    Alignment,
    Chart,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
)
from xunzheng.documents.manuscript_grid import Spot, header_end, place
from xunzheng.formats.charts import render_chart
from xunzheng.formats.written_widths import fit_columns

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_RUN = re.compile("  +")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_CONTENTS = {"zh": "目录", "en": "Contents"}
_ALIGNED = {Alignment.LEFT: "", Alignment.CENTRE: "centre", Alignment.RIGHT: "right"}
_LEAST_CONTENTS = 3
_WIDTH = 48.0  # of the text, in characters of a table
_PADDING = 1.4


def write_html(manuscript: Manuscript) -> bytes:
    """The manuscript as a page that needs nothing else: no script, no file, no network.

    Charts are drawn (SVG), contents are a list of links, tables have the scopes of their headings; it
    follows the reader's choice of light or dark, and prints on A4, lying where the manuscript lies.
    All text is escaped, and a content policy lets nothing but the page's own styles in.

    Example: ``write_html(Manuscript("报告", ())).startswith(b"<!doctype html>")``.
    """
    return "\n".join(_page(manuscript)).encode()


def _page(manuscript: Manuscript) -> Iterator[str]:
    language = _LANGUAGES.get(manuscript.language, "zh-CN")
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    if manuscript.is_result:
        yield f'<meta name="keywords" content="{RESULT_MARK}">'
    yield f"<title>{_text(manuscript.title)}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>"
    if manuscript.header:
        yield f'<aside class="running">{_text(manuscript.header)}</aside>'
    if manuscript.title:
        yield f'<p class="title" role="heading" aria-level="1">{_text(manuscript.title)}</p>'
    if manuscript.subtitle:
        yield f'<p class="subtitle">{_text(manuscript.subtitle)}</p>'
    yield from _Body(manuscript).written()
    yield "</main>\n</body>\n</html>\n"


@lru_cache(maxsize=1)
def _style() -> str:
    return files("xunzheng.formats").joinpath("written_html.css").read_text(encoding="utf-8")


class _Body:
    """Writes the pieces; all stand side by side, so that a reader sees one text and no frame around parts."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._pieces = manuscript.pieces
        self._language = manuscript.language
        self._headings = 0
        self._charts = 0
        self._is_lying = False
        self._breaks = False

    def written(self) -> Iterator[str]:
        for piece in self._pieces:
            yield from self._piece(piece)

    def _piece(self, piece: Piece) -> Iterator[str]:
        if isinstance(piece, NewPage):
            self._is_lying, self._breaks = piece.lying, True
        elif isinstance(piece, Heading):
            self._headings += 1
            tag = f"h{piece.level + 1}"
            yield f'<{tag} id="s{self._headings}"{self._classes()}>{_text(piece.text)}</{tag}>'
        elif isinstance(piece, Passage):
            yield f"<p{self._classes(piece.role.value)}>{_text(piece.text)}</p>"
        elif isinstance(piece, Grid):
            yield from self._grid(piece)
        elif isinstance(piece, Chart):
            self._charts += 1
            caption = f"<figcaption>{_text(piece.title)}</figcaption>" if piece.title else ""
            drawn = render_chart(piece, f"c{self._charts}")
            yield f"<figure{self._classes('chart')}>{drawn}{caption}</figure>"
        else:
            yield from self._contents(piece)

    def _classes(self, *names: str) -> str:
        """The class attribute, with what the page asks of the first element on it."""
        every = [*names, *(["lying"] if self._is_lying else []), *(["new-page"] if self._breaks else [])]
        self._breaks = False
        return f' class="{" ".join(every)}"' if every else ""

    def _contents(self, contents: Contents) -> Iterator[str]:
        headings = [piece for piece in self._pieces if isinstance(piece, Heading)]
        listed = [(n, h) for n, h in enumerate(headings, 1) if h.level <= contents.depth]
        if len(listed) < _LEAST_CONTENTS:
            return
        word = _CONTENTS.get(self._language, "目录")
        yield f'<nav{self._classes("contents")} aria-label="{word}"><p>{word}</p>\n<ul>'
        for number, heading in listed:
            yield f'<li class="level-{heading.level}"><a href="#s{number}">{_text(heading.text)}</a></li>'
        yield "</ul></nav>"

    def _grid(self, grid: Grid) -> Iterator[str]:
        rows = place(grid)
        head = header_end(grid, rows)
        label = f' aria-label="{_text(grid.caption)}"' if grid.caption else ""
        yield f'<figure{self._classes("grid")} tabindex="0" role="group"{label}><table>'
        if grid.caption:
            yield f"<caption>{_text(grid.caption)}</caption>"
        widths = fit_columns(grid, rows, _WIDTH, 1, _PADDING)
        yield "".join(f'<col style="width:{100 * width / _WIDTH:.2f}%">' for width in widths)
        if head:
            yield "<thead>"
            yield from (_row(spots, True) for spots in rows[:head])
            yield "</thead>"
        yield "<tbody>"
        yield from (_row(spots, False) for spots in rows[head:])
        yield "</tbody></table></figure>"
        if grid.note:
            yield f"<p{self._classes('note')}>{_text(grid.note)}</p>"


def _row(spots: Sequence[Spot], is_head: bool) -> str:
    return f"<tr>{''.join([_cell(spot, is_head) for spot in spots])}</tr>"


def _cell(spot: Spot, is_head: bool) -> str:
    slot = spot.slot
    spans = f' rowspan="{slot.row_span}"' if slot.row_span > 1 else ""
    spans += f' colspan="{slot.column_span}"' if slot.column_span > 1 else ""
    aligned = f' class="{_ALIGNED[slot.align]}"' if _ALIGNED[slot.align] else ""
    text = _text(slot.text).replace("\n", "<br>")
    if not (slot.heading or is_head):
        return f"<td{spans}{aligned}>{text}</td>"
    if is_head:
        scope = "colgroup" if slot.column_span > 1 else "col"
    else:
        scope = "rowgroup" if slot.row_span > 1 else "row"
    return f'<th scope="{scope}"{spans}{aligned}>{text}</th>'


def _text(text: str) -> str:
    """Escaped, with blanks that a browser would draw together kept apart."""
    if "  " in text:
        text = _RUN.sub(lambda match: " " + "\u00a0" * (len(match[0]) - 1), text)
    return escape(text)
