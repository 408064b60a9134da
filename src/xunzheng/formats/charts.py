"""Charts as SVG: bars with long labels, stacked bars and columns, their values written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from html import escape

from xunzheng.documents.manuscript import Chart, ChartKind, Series
from xunzheng.formats.chart_text import measure, wrap

WIDTH = 640
MOST_LABELS = 60
_SIZE = 14
_SMALL = 12
_LINE = 18
_LABEL_SHARE = 0.38
_BAR = 16
_GAP = 12
_HEIGHT = 240  # of the columns
_TALLEST = 860  # of a drawing: with its title it just fits on a page of the standard's type area
_FONTS = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, SimHei, sans-serif"
)
_NEUTRAL = ("plain", "faint", "hatch", "dots")


@dataclass(frozen=True, slots=True)
class Tone:
    """How a series is filled: ink, ground, and the strokes on it that tell it apart without colours."""

    ink: str
    ground: str
    strokes: tuple[tuple[int, int, int, int], ...] = ()


_SLANTED = ((-2, 2, 2, -2), (0, 8, 8, 0), (6, 10, 10, 6))
_LEVEL = ((0, 2, 8, 2), (0, 6, 8, 6))
_DOTS = ((1, 2, 3, 2), (5, 6, 7, 6))
TONES = {
    "error": Tone("#b0301c", "#b0301c"),
    "suspicion": Tone("#7a5000", "#fbefcd", _SLANTED),
    "advice": Tone("#42607c", "#e5ecf2", _DOTS),
    "good": Tone("#2b6a45", "#e0efe4", _LEVEL),
    "plain": Tone("#12505c", "#12505c"),
    "faint": Tone("#857e6d", "#e4e0d4"),
    "hatch": Tone("#12505c", "#e0ecec", _SLANTED),
    "dots": Tone("#12505c", "#ffffff", _DOTS),
    "paper": Tone("#ffffff", "#ffffff"),
}


def render_chart(chart: Chart, prefix: str = "c") -> str:
    """The chart as one `<svg>` element, 640 units wide, with its title left to the caption beside it.

    Every value is written; fills differ in strokes as well as in colour, so that a print in black says
    the same. `prefix` opens the ids inside, for several charts in one page. Of more bars than fit on a page
    the largest are drawn, of more than `MOST_LABELS` columns the first, and how many are not is written
    below. Text is escaped.

    Example: ``render_chart(Chart(ChartKind.BARS, "得分", ("产出",), (Series("分", (Decimal(9),)),)))``.
    """
    drawing = _draw(chart)
    marks = "".join(_svg_of(mark, prefix) for mark in drawing.marks)
    patterns = "".join(_pattern(f"{prefix}-{tone}", TONES[tone]) for tone in drawing.patterns)
    size = f'viewBox="0 0 {WIDTH} {drawing.height}" width="{WIDTH}" height="{drawing.height}"'
    label = escape(chart.alternative or chart.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}" '
        f'font-family="{_FONTS}"><defs>{patterns}</defs>{marks}</svg>'
    )


def tell_chart(chart: Chart) -> dict[str, object]:
    """The same drawing as plain values: width, height, tones and marks, for whoever draws it otherwise."""
    drawing = _draw(chart)
    tones = {name: asdict(TONES[name]) for name in (*drawing.tones, "paper")}
    marks = [{"is": type(mark).__name__.lower(), **asdict(mark)} for mark in drawing.marks]
    return {"width": WIDTH, "height": drawing.height, "tones": tones, "marks": marks}


def shape_of(chart: Chart) -> float:
    """How wide the drawing is for its height."""
    return round(WIDTH / _draw(chart).height, 4)


def _draw(chart: Chart) -> _Drawing:
    drawing = _Drawing(tones_of(chart))
    drawing.legend(chart)
    if chart.kind is ChartKind.COLUMNS:
        shown = replace(chart, labels=chart.labels[:MOST_LABELS])
        _draw_columns(drawing, shown, shown.labels)
    else:
        shown = _largest(chart, _TALLEST - drawing.at - _LINE)
        _draw_bars(drawing, shown, shown.labels)
    drawing.foot(len(chart.labels) - len(shown.labels))
    return drawing


def _largest(chart: Chart, room: float) -> Chart:
    """The chart with as many of its rows as fit into `room`, the largest ones, in their order."""
    weights = [
        sum((abs(value) for value in _values(chart, row) if value is not None), Decimal(0))
        for row in range(len(chart.labels))
    ]
    kept: list[int] = []
    for row in sorted(range(len(weights)), key=lambda row: -weights[row]):
        room -= _row_height(chart, wrap(chart.labels[row], WIDTH * _LABEL_SHARE, _SIZE)) + _GAP
        if room < 0:
            break
        kept.append(row)
    kept.sort()
    series = [replace(each, values=tuple(_value(each, row) for row in kept)) for each in chart.series]
    return replace(chart, labels=tuple(chart.labels[row] for row in kept), series=tuple(series))


def _row_height(chart: Chart, lines: Sequence[str]) -> int:
    """How high the bars of a row and its label are together."""
    return max(_bars_of(chart) * (_BAR + 2), len(lines) * _LINE)


def _bars_of(chart: Chart) -> int:
    return 1 if chart.kind is ChartKind.STACKED else max(len(chart.series), 1)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, its baseline at `y`; `anchor` says which part of it stands at `x`."""

    x: float
    y: float
    text: str
    anchor: str
    size: int


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box."""

    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A thin line."""

    x1: float
    y1: float
    x2: float
    y2: float


Mark = Text | Box | Line


def tones_of(chart: Chart) -> tuple[str, ...]:
    """The tone of each series: the one that the chart names, else one of the neutral ones in turn."""
    known = [tone if tone in TONES else "plain" for tone in chart.tones]
    neutral = [_NEUTRAL[number % len(_NEUTRAL)] for number in range(len(chart.series))]
    return tuple(known[number] if number < len(known) else neutral[number] for number in range(len(neutral)))


class _Drawing:
    """The marks made so far; `at` is where the next thing goes."""

    def __init__(self, tones: Sequence[str]) -> None:
        self.tones = tones
        self.at = 4.0
        self.marks: list[Mark] = []

    @property
    def height(self) -> int:
        """How far down the marks go."""
        return int(self.at + 4)

    @property
    def patterns(self) -> list[str]:
        """The tones that are told by strokes."""
        return [tone for tone in dict.fromkeys(self.tones) if TONES[tone].strokes]

    def text(self, x: float, y: float, text: str, anchor: str = "start", size: int = _SIZE) -> None:
        """Write a line of text."""
        self.marks.append(Text(round(x, 1), round(y, 1), text, anchor, size))

    def box(self, x: float, y: float, width: float, height: float, tone: str) -> None:
        """Fill a box."""
        sizes = round(max(width, 0), 1), round(max(height, 0), 1)
        self.marks.append(Box(round(x, 1), round(y, 1), *sizes, tone))

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self.marks.append(Line(round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)))

    def legend(self, chart: Chart) -> None:
        """The unit and, for several series, what each fill means."""
        x, unit = 0.0, f"单位：{chart.unit}" if chart.unit else ""
        if len(chart.series) > 1:
            for tone, series in zip(self.tones, chart.series, strict=True):
                width = 22 + measure(series.name, _SMALL) + 18
                if x and x + width > WIDTH - measure(unit, _SMALL) - 12:
                    x, self.at = 0.0, self.at + _LINE
                self.box(x, self.at + 2, 14, 12, tone)
                self.text(x + 20, self.at + 12, series.name, size=_SMALL)
                x += width
        if unit:
            self.text(WIDTH, self.at + 12, unit, "end", _SMALL)
        if unit or x:
            self.at += _LINE + 6

    def foot(self, left_out: int) -> None:
        """Say what is not drawn."""
        if left_out > 0:
            self.text(0, self.at + 14, f"其余 {left_out} 项没有画出。", size=_SMALL)
            self.at += _LINE


def _svg_of(mark: Mark, prefix: str) -> str:
    if isinstance(mark, Text):
        place = f'x="{mark.x}" y="{mark.y}" text-anchor="{mark.anchor}" font-size="{mark.size}"'
        return f'<text class="chart-text" {place} fill="#1d2329">{escape(mark.text)}</text>'
    if isinstance(mark, Line):
        path = f"M{mark.x1} {mark.y1} L{mark.x2} {mark.y2}"
        return f'<path class="chart-line" d="{path}" stroke="#857e6d" stroke-width="1" fill="none"/>'
    style = TONES[mark.tone]
    fill = f"url(#{prefix}-{mark.tone})" if style.strokes else style.ground
    place = f'x="{mark.x}" y="{mark.y}" width="{mark.width}" height="{mark.height}"'
    return f'<rect class="tone-{mark.tone}" {place} fill="{fill}" stroke="{style.ink}" stroke-width="1"/>'


def _pattern(name: str, tone: Tone) -> str:
    strokes = " ".join(f"M{x1} {y1} L{x2} {y2}" for x1, y1, x2, y2 in tone.strokes)
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{tone.ground}"/>'
        f'<path d="{strokes}" stroke="{tone.ink}" stroke-width="1.6"/></pattern>'
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a value stands between two ends."""

    low: Decimal
    high: Decimal
    start: float
    length: float

    def at(self, value: Decimal) -> float:
        return self.start + float((value - self.low) / (self.high - self.low)) * self.length


def _scale(ends: Sequence[Decimal], start: float, length: float) -> _Scale:
    low, high = min([Decimal(0), *ends]), max([Decimal(0), *ends])
    return _Scale(low, high if high > low else low + 1, start, length)


def _values(chart: Chart, row: int) -> list[Decimal | None]:
    return [_value(each, row) for each in chart.series]


def _value(series: Series, row: int) -> Decimal | None:
    return series.values[row] if row < len(series.values) else None


def _written(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"


def _plain(total: Decimal) -> str:
    """A total without the zeros that adding up left at its end: 9.79 and 0.21 make 10."""
    text = _written(total)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ends(chart: Chart, rows: Sequence[str]) -> list[Decimal]:
    """How far the bars reach: each value, or what stacked values add up to on either side of zero."""
    shown = [[value for value in _values(chart, row) if value is not None] for row in range(len(rows))]
    if chart.kind is not ChartKind.STACKED:
        return [value for values in shown for value in values]
    above = [sum((value for value in values if value > 0), Decimal(0)) for values in shown]
    return above + [sum((value for value in values if value < 0), Decimal(0)) for values in shown]


def _draw_bars(drawing: _Drawing, chart: Chart, rows: Sequence[str]) -> None:
    widest = max((measure(label, _SIZE) for label in rows), default=0)
    left = min(widest, WIDTH * _LABEL_SHARE) + 10
    ends = _ends(chart, rows)
    beside = max((measure(_written(end), _SMALL) for end in ends), default=0) + 10
    scale = _scale(ends, left, WIDTH - left - beside)
    top = drawing.at
    for number, label in enumerate(rows):
        lines = wrap(label, left - 10, _SIZE)
        bars, height = _bars_of(chart), _row_height(chart, lines)
        first = drawing.at + (height - len(lines) * _LINE) / 2
        for at, line in enumerate(lines):
            drawing.text(left - 10, first + at * _LINE + 14, line, "end")
        y = drawing.at + (height - bars * (_BAR + 2)) / 2 + 1
        _draw_row(drawing, scale, _values(chart, number), y, chart.kind is ChartKind.STACKED)
        drawing.at += height + _GAP
    zero = scale.at(Decimal(0))
    drawing.line(zero, top - 4, zero, max(drawing.at - _GAP + 4, top))


def _draw_row(
    drawing: _Drawing, scale: _Scale, values: Sequence[Decimal | None], y: float, stacked: bool
) -> None:
    if stacked:
        _draw_stack(drawing, scale, values, y)
        return
    for tone, value in zip(drawing.tones, values, strict=True):
        low, high = sorted((scale.at(Decimal(0)), scale.at(value or Decimal(0))))
        if value is not None:
            drawing.box(low, y, high - low, _BAR, tone)
        drawing.text(high + 5, y + 13, _written(value), size=_SMALL)
        y += _BAR + 2


def _draw_stack(drawing: _Drawing, scale: _Scale, values: Sequence[Decimal | None], y: float) -> None:
    """Boxes beside one another from zero on, their values in them where they fit, the sum at the end."""
    above = below = Decimal(0)
    inside: list[tuple[float, str]] = []
    for tone, value in zip(drawing.tones, values, strict=True):
        if not value:
            continue
        start = above if value > 0 else below
        low, high = sorted((scale.at(start), scale.at(start + value)))
        drawing.box(low, y, high - low, _BAR, tone)
        above, below = (above + value, below) if value > 0 else (above, below + value)
        if measure(_written(value), _SMALL) + 8 <= high - low:
            inside.append(((low + high) / 2, _written(value)))
    for x, text in inside if len(inside) > 1 else []:
        width = measure(text, _SMALL) + 4
        drawing.box(x - width / 2, y + 1.5, width, _BAR - 3, "paper")
        drawing.text(x, y + 12.5, text, "middle", _SMALL)
    known = [value for value in values if value is not None]
    total = _plain(sum(known, Decimal(0))) if known else _written(None)
    drawing.text(scale.at(above) + 5, y + 13, total, size=_SMALL)


def _draw_columns(drawing: _Drawing, chart: Chart, rows: Sequence[str]) -> None:
    top = drawing.at + _LINE
    scale = _scale(_ends(chart, rows), top + _HEIGHT, -float(_HEIGHT))
    zero = scale.at(Decimal(0))
    step = WIDTH / max(len(rows), 1)
    width = min(step * 0.7 / max(len(chart.series), 1), 56.0)
    deepest = 0
    for number, label in enumerate(rows):
        middle = step * (number + 0.5)
        x = middle - width * len(chart.series) / 2
        for tone, value in zip(drawing.tones, _values(chart, number), strict=True):
            high, low = sorted((zero, scale.at(value or Decimal(0))))
            if value is not None:
                drawing.box(x, high, width, low - high, tone)
            drawing.text(x + width / 2, high - 4, _written(value), "middle", _SMALL)
            x += width
        lines = wrap(label, step - 4, _SMALL)
        deepest = max(deepest, len(lines))
        for at, line in enumerate(lines):
            drawing.text(middle, top + _HEIGHT + 16 + at * 15, line, "middle", _SMALL)
    drawing.line(0, zero, WIDTH, zero)
    drawing.at = top + _HEIGHT + 6 + deepest * 15 + 4
