"""Charts of a workbook: Excel's own, over the values beside them."""

from __future__ import annotations

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it brings no types

from xunzheng.documents.manuscript import Chart, ChartKind
from xunzheng.formats.charts import TONES, tones_of

_PATTERNS = {
    "suspicion": "wide_upward_diagonal",
    "hatch": "wide_upward_diagonal",
    "good": "narrow_horizontal",
}
_KINDS = {
    ChartKind.BARS: {"type": "bar"},
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
    ChartKind.COLUMNS: {"type": "column"},
}
_ROW = 32


def insert_chart(
    book: xlsxwriter.Workbook, sheet: Worksheet, chart: Chart, head_row: int, columns: int
) -> None:
    """Put the chart to the right of its values: their head stands in `head_row`, the names in column A."""
    if not chart.labels or not chart.series:
        return
    made = book.add_chart(_KINDS[chart.kind])
    first, last = head_row + 1, head_row + len(chart.labels)
    for number, (series, tone) in enumerate(zip(chart.series, tones_of(chart), strict=True), 1):
        made.add_series(
            {
                "name": series.name or chart.title,
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, number, last, number],
                "data_labels": {"value": True},
                "gap": 60,
                **_filled(tone),
            }
        )
    _set_up_axes(made, chart)
    height = max(
        240, _ROW * len(chart.labels) * (1 if chart.kind is not ChartKind.BARS else len(chart.series))
    )
    made.set_size({"width": 640, "height": min(height + 90, 2_000)})
    said = chart.alternative or chart.title
    sheet.insert_chart(head_row, columns + 1, made, {"description": said, "object_position": 2})


def _filled(tone: str) -> dict[str, object]:
    style = TONES[tone]
    if style.strokes:
        pattern = _PATTERNS.get(tone, "percent_25")
        fill: dict[str, object] = {
            "pattern": {"pattern": pattern, "fg_color": style.ink, "bg_color": style.ground}
        }
    else:
        fill = {"fill": {"color": style.ground}}
    return {**fill, "border": {"color": style.ink}}


def _set_up_axes(made: xlsxwriter.chart.Chart, chart: Chart) -> None:
    made.set_title({"name": chart.title, "name_font": {"size": 12}} if chart.title else {"none": True})
    names: dict[str, object] = {"num_font": {"size": 10}}
    values: dict[str, object] = {"major_gridlines": {"visible": False}}
    if all(value is None or value >= 0 for series in chart.series for value in series.values):
        values["min"] = 0
    if chart.unit:
        values["name"] = chart.unit
    if chart.kind is ChartKind.COLUMNS:
        made.set_x_axis(names)
        made.set_y_axis(values)
    else:  # bars lie: the names stand at the upright axis, the first on top
        made.set_y_axis({**names, "reverse": True})
        made.set_x_axis({**values, "label_position": "high"})
    made.set_legend({"position": "top"} if len(chart.series) > 1 else {"none": True})
