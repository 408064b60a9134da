"""The report as one page with the findings as notes in its margin: no script, readable on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_counts import level_counts
from xunzheng.authoring.findings_list_wording import LEVELS, fit
from xunzheng.documents.manuscript import RESULT_MARK
from xunzheng.formats.annotated_notes import Annotated, Note, notes_of
from xunzheng.formats.html.blocks import CellView, MarkedDocument, ParagraphView, TableView, mark_document
from xunzheng.formats.html.findings import spans_of
from xunzheng.formats.html.marks import Segment

_LINE_OF_TEXT, _LINE_OF_NOTE = 46, 22  # characters
_HEIGHT_OF_TEXT, _HEIGHT_OF_NOTE = 29, 21  # pixels
_LEAST_ROW = 400  # characters of text after which a row may end

View = ParagraphView | TableView


def annotate_html(audit: Audit) -> Annotated:
    """The report as it was read, each finding's places marked and numbered, its note beside them.

    All text is escaped, and a content policy lets nothing but the page's own styles in. It follows the
    reader's choice of light or dark and prints on lying A4.

    Example: ``annotate_html(outcome).content.startswith(b"<!doctype html>")``.
    """
    notes = [note for note in notes_of(audit) if not note.is_pointer]
    return Annotated("\n".join(_page(audit, notes)).encode("utf-8", "replace"), len(notes))


def _page(audit: Audit, notes: Sequence[Note]) -> Iterator[str]:
    name = _text(audit.document.name)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f'<meta name="keywords" content="{RESULT_MARK}">'
    yield f"<title>批注：{name}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>"
    yield from _head(audit, name)
    yield from _rows(audit, notes)
    packs = _text("、".join(audit.packs) or "无")
    yield f"<footer>循证 核对，规则包：{packs}。批注不改动原文；标出的文字即发现所在。</footer>"
    yield "</main>\n</body>\n</html>\n"


def _head(audit: Audit, name: str) -> Iterator[str]:
    counts = level_counts(audit.findings)
    examined = len(audit.findings) + len(audit.held)
    yield f"<header>\n<h1>{name}</h1>"
    yield f"<p>共核对 {examined} 处，{len(audit.held)} 处无误，发现 {len(audit.findings)} 处。</p>"
    yield '<ul class="key">'
    for level, count in counts.items():
        yield f'<li class="{level.value}"><span class="level">{LEVELS[level]}</span> {count}</li>'
    yield "</ul>\n</header>"


def _rows(audit: Audit, notes: Sequence[Note]) -> Iterator[str]:
    """The blocks beside their notes: a row goes on until its text is as high as the notes beside it."""
    marked = mark_document(audit.document, spans_of(audit.findings, ()))
    levels = {note.number: note.severity for note in notes}
    beside = _by_block(marked, notes)
    text: list[str] = list[str]()
    margin: list[str] = list(map(_note, beside.pop(-1, [])))
    heights = [0, sum(map(_note_height, [note for note in notes if note.place is None]))]
    for view in marked.blocks:
        if text and heights[0] >= heights[1] and (beside.get(view.index) or heights[0] > _LEAST_ROW):
            yield _row(text, margin)
            text, margin, heights = [], [], [0, 0]
        text.append(_block(view, levels))
        heights[0] += _block_height(view)
        for note in beside.get(view.index, ()):
            margin.append(_note(note))
            heights[1] += _note_height(note)
    if text or margin:
        yield _row(text, margin)


def _by_block(marked: MarkedDocument, notes: Sequence[Note]) -> defaultdict[int, list[Note]]:
    known = {view.index for view in marked.blocks}
    beside: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        block = note.place.block if note.place is not None else -1
        beside[block if block in known else -1].append(note)
    return beside


def _row(text: Sequence[str], margin: Sequence[str]) -> str:
    left = "\n".join(text)
    right = "\n".join(margin)
    return (
        f'<div class="row">\n<div class="text">\n{left}\n</div>\n<div class="notes">\n{right}\n</div>\n</div>'
    )


def _block_height(view: View) -> int:
    if isinstance(view, TableView):
        lines = (max((len(_plain(cell.segments)) // 12 for cell in row), default=0) + 1 for row in view.rows)
        return sum(lines) * _HEIGHT_OF_NOTE + 30
    return (len(_plain(view.segments) + _plain(view.rest)) // _LINE_OF_TEXT + 1) * _HEIGHT_OF_TEXT


def _note_height(note: Note) -> int:
    lines = 1 + sum(len(text) // _LINE_OF_NOTE + 1 for _, text in note.lines)
    return lines * _HEIGHT_OF_NOTE + 30


def _plain(segments: Sequence[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def _block(view: View, levels: dict[int, Severity]) -> str:
    whole = _segment(view.margin, levels, "whole") if view.margin is not None else ""
    if isinstance(view, TableView):
        rows = "".join(f"<tr>{''.join(_cell(cell, levels) for cell in row)}</tr>" for row in view.rows)
        return f'<div class="table">{whole}<table>{rows}</table></div>'
    inner = whole + _segments(view.segments, levels)
    if view.rest:
        inner += f'<span class="rest">{_segments(view.rest, levels)}</span>'
    if view.tag == "p":
        return f'<p class="cover">{inner}</p>' if view.is_cover else f"<p>{inner}</p>"
    level = min(int(view.tag[1]) - 1, 5)
    return f"<h{level}>{inner}</h{level}>"


def _cell(cell: CellView, levels: dict[int, Severity]) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    kind = ' class="numeric"' if cell.numeric else ""
    return f"<td{spans}{kind}>{_segments(cell.segments, levels)}</td>"


def _segments(segments: Sequence[Segment], levels: dict[int, Severity]) -> str:
    return "".join(_segment(segment, levels) for segment in segments)


def _segment(segment: Segment, levels: dict[int, Severity], kind: str = "") -> str:
    text = _text(segment.text)
    if segment.mark is None:
        return text
    level = segment.severity.value if segment.severity else "advice"
    numbers = "".join(
        f'<a class="number {levels[number].value}" href="#n{number}">{number}</a>'
        for number in segment.ends
        if number in levels
    )
    shown = text or ("" if segment.text else "　" if not kind else "")
    classes = f"{level} {kind}".strip()
    return f'<mark class="{classes}" id="mark-{segment.mark}">{shown}</mark>{numbers}'


def _note(note: Note) -> str:
    title = _text(note.title)
    lines = "".join(f"<dt>{label}</dt><dd>{_text(text)}</dd>" for label, text in note.lines)
    heading = f'<h6><span class="level">{title}</span></h6>'
    return (
        f'<section class="note {note.severity.value}" id="n{note.number}">{heading}<dl>{lines}</dl></section>'
    )


def _text(text: str) -> str:
    return escape(fit(text))


@lru_cache(maxsize=1)
def _style() -> str:
    return files("xunzheng.formats").joinpath("annotated_html.css").read_text(encoding="utf-8")
