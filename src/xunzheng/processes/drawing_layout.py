"""Where the boxes and arrows of a drawing lie, in pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

from xunzheng.processes.definition import State
from xunzheng.processes.drawing_graph import Arrow, Graph, Label, Lane

LINE = 15
_MARGIN, _LANE_HEAD, _ROW_GAP, _CHANNEL = 16, 26, 34, 30
_PADDING, _TITLE = 10, 22
_BUS = 20


@dataclass(frozen=True, slots=True)
class Box:
    """A state: its place, its title and what may be done within it."""

    state: State
    x: int
    y: int
    width: int
    height: int
    title: str
    inner: tuple[Label, ...]

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.width

    @property
    def middle(self) -> int:
        """The height of its middle."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its corners, the last of which bears the head, and where its labels begin, line by line."""

    arrow: Arrow
    corners: tuple[tuple[int, int], ...]
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Band:
    """A lane's place."""

    lane: Lane
    y: int
    height: int


@dataclass(slots=True)
class Layout:
    """The whole drawing."""

    width: int = 0
    height: int = _MARGIN
    bands: list[Band] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def lay_out(graph: Graph) -> Layout:
    """Lay the lanes one below the other, their layers from left to right, and the arrows between."""
    layout = Layout()
    for lane in graph.lanes:
        _lay_lane(graph, layout, lane)
    return layout


def text_width(text: str) -> int:
    """About how wide a text of 12 px is: Chinese characters are as wide as high."""
    return round(sum(12 if ord(character) > 0x2000 else 6.7 for character in text))


def label_text(label: Label) -> str:
    """A label with its clocks behind it."""
    return f"{label.text} {label.clocks}".strip()


def _lay_lane(graph: Graph, layout: Layout, lane: Lane) -> None:
    place = {state.code: depth for depth, layer in enumerate(lane.layers) for state in layer}
    arrows = [arrow for arrow in graph.arrows if arrow.source in place]
    near = [arrow for arrow in arrows if abs(place[arrow.source] - place[arrow.target]) == 1]
    far = [arrow for arrow in arrows if arrow not in near]
    heights = [_column_height(graph, layer, near) for layer in lane.layers]
    head = _LANE_HEAD + sum(_CHANNEL + LINE * (len(arrow.labels) - 1) for arrow in far)
    x, top = _MARGIN + 12, layout.height + head
    for depth, layer in enumerate(lane.layers):
        width = _box_width(graph, layer)
        y = top + (max(heights) - heights[depth]) // 2
        for state in layer:
            box = _box(graph, state, x, y + _above(state.code, near), width)
            layout.boxes[state.code] = box
            y += _slot(graph, state, near)
        x += width + _gap(near, place, depth)
    layout.width = max(layout.width, x, text_width(lane.title) + 4 * _MARGIN)
    height = head + max(heights) + 6
    layout.bands.append(Band(lane, layout.height, height))
    for arrow in near:
        layout.lines.append(_near_line(layout, arrow, place))
    _lay_far(layout, far)
    layout.height += height + _MARGIN


def _box(graph: Graph, state: State, x: int, y: int, width: int) -> Box:
    inner = graph.inner(state)
    return Box(state, x, y, width, _box_height(inner), graph.title(state), inner)


def _box_height(inner: tuple[Label, ...]) -> int:
    return 2 * _PADDING + _TITLE + LINE * len(inner)


def _box_width(graph: Graph, layer: tuple[State, ...]) -> int:
    texts = [text_width(graph.title(state)) + 14 for state in layer]
    texts += [text_width(f"↻ {label_text(label)}") for state in layer for label in graph.inner(state)]
    return max(96, *texts) + 2 * _PADDING


def _above(code: str, near: list[Arrow]) -> int:
    """The room that labels of arrows at a box's left need above its upper port."""
    return LINE * sum(len(arrow.labels) for arrow in near if arrow.target == code)


def _slot(graph: Graph, state: State, near: list[Arrow]) -> int:
    below = max((len(arrow.labels) for arrow in near if arrow.source == state.code), default=0)
    box = _box_height(graph.inner(state))
    return _above(state.code, near) + max(box, 30 + LINE * below) + _ROW_GAP


def _column_height(graph: Graph, layer: tuple[State, ...], near: list[Arrow]) -> int:
    return sum(_slot(graph, state, near) for state in layer)


def _gap(near: list[Arrow], place: dict[str, int], depth: int) -> int:
    """The room to the right of a layer: as wide as the widest label of the arrows that cross it."""
    widths = [
        text_width(label_text(label))
        for arrow in near
        if min(place[arrow.source], place[arrow.target]) == depth
        for label in arrow.labels
    ]
    return 2 * _BUS + 34 + max(widths) if widths else 40


def _near_line(layout: Layout, arrow: Arrow, place: dict[str, int]) -> Line:
    """Between neighbouring layers: forward above the middle of the right box, backward below it."""
    is_forward = place[arrow.source] < place[arrow.target]
    left, right = (arrow.source, arrow.target) if is_forward else (arrow.target, arrow.source)
    one, other = layout.boxes[left], layout.boxes[right]
    shift = -7 if is_forward else 7
    bus = one.right + _BUS + (0 if is_forward else 12)
    start, end = (one.right, one.middle + shift), (other.x, other.middle + shift)
    corners = (start, (bus, start[1]), (bus, end[1]), end)
    taken = sum(len(line.arrow.labels) for line in layout.lines if is_forward and line.corners[-1] == end)
    above = LINE * (taken + len(arrow.labels) - 1) + 5
    label_y = end[1] - above if is_forward else end[1] + 13
    return Line(arrow, corners if is_forward else corners[::-1], one.right + 2 * _BUS + 4, label_y)


def _lay_far(layout: Layout, far: list[Arrow]) -> None:
    """Arrows over several layers run in channels above the boxes, one for each, and between the layers."""
    channel = layout.height + _LANE_HEAD
    for number, arrow in enumerate(far):
        channel += _CHANNEL + LINE * (len(arrow.labels) - 1)
        one, other = layout.boxes[arrow.source], layout.boxes[arrow.target]
        y, start, end = channel - 8, one.right + 6 + 3 * number, other.x - 8 - 3 * number
        leaves, arrives = one.middle - 12, other.middle - 14
        corners = (
            (one.right, leaves),
            (start, leaves),
            (start, y),
            (end, y),
            (end, arrives),
            (other.x, arrives),
        )
        above = LINE * (len(arrow.labels) - 1) + 5
        layout.lines.append(Line(arrow, corners, min(start, end) + 8, y - above))
