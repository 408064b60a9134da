"""A process drawn as SVG: states as boxes, actions as arrows, branches as lanes, the case's tokens marked."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from xunzheng.processes.case import Case
from xunzheng.processes.definition import Definition, StateKind
from xunzheng.processes.drawing_graph import Graph, Label
from xunzheng.processes.drawing_layout import LINE, Band, Box, Layout, Line, lay_out, text_width

_FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_INK, _QUIET, _CLOCK, _MARK = "#1f2937", "#6b7280", "#8a4b00", "#0b5cad"
_FILLS = {StateKind.WORK: "#ffffff", StateKind.WAIT: "#f3f4f6", StateKind.END: "#e5e7eb"}


def draw(definition: Definition, case: Case | None = None, language: str = "zh") -> str:
    """The SVG of a process; with a case, the states in which it stands are marked.

    `language` is `zh` or `en`. No script and no style are in it, so that it may stand in any page; what it
    shows is told in `title` and `desc`.
    """
    graph = Graph(definition, language)
    layout = lay_out(graph)
    legend = tuple(_legend(graph))
    width = max(layout.width, *(text_width(line) + 40 for line in legend))
    height = layout.height + 20 * len(legend) + 8
    standing = _standing(case)
    name = graph.title(definition)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" class="process" font-family={quoteattr(_FONT)} font-size="12" '
        f'aria-labelledby="process-title process-desc" lang="{"en" if graph.is_english else "zh"}">',
        f'<title id="process-title">{escape(name)}</title>',
        f'<desc id="process-desc">{escape(_description(graph, standing))}</desc>',
        '<defs><marker id="process-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="{_INK}"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_band(band, width) for band in layout.bands),
        *(part for line in layout.lines for part in _line(line)),
        *(part for box in layout.boxes.values() for part in _box(box, standing.get(box.state.code, 0))),
        *_legend_lines(legend, layout),
        "</svg>",
    ]
    return "\n".join(parts)


def _standing(case: Case | None) -> dict[str, int]:
    """How many tokens of the case stand in each state; of a closed case the main one only."""
    if case is None:
        return {}
    tokens = (case.main,) if case.is_closed else case.open_tokens
    counts: dict[str, int] = {}
    for token in tokens:
        counts[token.state] = counts.get(token.state, 0) + 1
    return counts


def _description(graph: Graph, standing: dict[str, int]) -> str:
    """What the drawing shows, in sentences: each arrow, and where the case stands."""
    state = graph.definition.state
    stop, comma = graph.words("。", ". "), graph.words("、", ", ")
    sentences = []
    if standing:
        where = comma.join(graph.title(state[code]) for code in standing)
        sentences.append(graph.words(f"现在处于：{where}", f"Now in: {where}"))
    for arrow in graph.arrows:
        how = comma.join(label.text for label in arrow.labels)
        ways = f"{graph.title(state[arrow.source])} → {graph.title(state[arrow.target])}"
        sentences.append(f"{ways}{graph.words('：', ': ')}{how}")
    return stop.join(sentences) + stop.strip()


def _band(band: Band, width: int) -> str:
    title = escape(band.lane.title)
    return (
        f'<g class="lane"><rect x="8" y="{band.y}" width="{width - 16}" height="{band.height}" rx="6" '
        'fill="#fafafa" stroke="#d1d5db"/>'
        f'<text x="20" y="{band.y + 18}" fill="{_QUIET}" font-weight="bold">{title}</text></g>'
    )


def _line(line: Line) -> Iterator[str]:
    points = " ".join(f"{x},{y}" for x, y in line.corners)
    dashes = ' stroke-dasharray="5 3"' if line.arrow.is_of_system else ""
    yield (
        f'<polyline class="action" points="{points}" fill="none" stroke="{_INK}"{dashes} '
        'marker-end="url(#process-head)"/>'
    )
    for number, label in enumerate(line.arrow.labels):
        yield _text(line.label_x, line.label_y + LINE * number, label, "")


def _box(box: Box, tokens: int) -> Iterator[str]:
    stroke, thick = (_MARK, "3") if tokens else (_INK, "1.2")
    fill = "#dbeafe" if tokens else _FILLS[box.state.kind]
    round_by = 18 if box.state.kind is StateKind.END else 5
    css = f"state {box.state.kind.value}{' current' if tokens else ''}"
    yield (
        f'<g class="{css}"><rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" '
        f'rx="{round_by}" fill="{fill}" stroke="{stroke}" stroke-width="{thick}"/>'
    )
    first = box.y + 26
    mark = "" if not tokens else ("● " if tokens == 1 else f"●×{tokens} ")
    yield (
        f'<text x="{box.x + box.width // 2}" y="{first}" text-anchor="middle" font-weight="bold" '
        f'fill="{_INK}">{mark}{escape(box.title)}</text>'
    )
    for number, label in enumerate(box.inner):
        yield _text(box.x + 10, first + 19 + LINE * number, label, "↻ ")
    yield "</g>"


def _text(x: int, y: int, label: Label, before: str) -> str:
    fill = _QUIET if label.is_of_system else _INK
    clocks = f' <tspan fill="{_CLOCK}" class="clocks">{escape(label.clocks)}</tspan>' if label.clocks else ""
    return f'<text x="{x}" y="{y}" fill="{fill}">{before}{escape(label.text)}{clocks}</text>'


def _legend(graph: Graph) -> Iterator[str]:
    everywhere = graph.everywhere()
    if everywhere:
        comma = graph.words("；", "; ")
        yield graph.words("任何未结束的状态：", "In any state that is no end: ") + comma.join(everywhere)
    clocks = [f"{graph.letters[use.code]} {graph.title(use)} ({use.rule})" for use in graph.definition.clocks]
    if clocks:
        signs = graph.words(
            "时钟：▶起算 ↺重新起算 ■停止 ‖暂停 ▷恢复 ＋延长",
            "Clocks: ▶ start ↺ restart ■ stop ‖ pause ▷ resume ＋ extend",
        )
        yield signs
        for first in range(0, len(clocks), 3):
            yield "    ".join(clocks[first : first + 3])
    yield graph.words(
        "虚线：由系统办理；↻：不离开该状态；◇：开启分支；圆角灰底：结束",
        "Dashed: by the system; ↻: stays in the state; ◇: opens branches; round and grey: an end",
    )


def _legend_lines(legend: tuple[str, ...], layout: Layout) -> Iterator[str]:
    for number, line in enumerate(legend):
        yield f'<text x="20" y="{layout.height + 14 + 20 * number}" fill="{_QUIET}">{escape(line)}</text>'
