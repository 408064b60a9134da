"""Charts as pictures, for the formats that cannot draw them: outlines (SVG) and pixels (PNG)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from xunzheng.documents.manuscript import Chart
from xunzheng.formats.charts import tell_chart
from xunzheng.formats.typesetting import Form, typesetter

RESOLUTION = 140  # pixels for 72 units of the drawing, which stand on 50 points of the page: 200 to the inch


def draw_charts(charts: Iterable[Chart], form: Form = "png") -> dict[Chart, bytes]:
    """The picture of each chart; `Unwritable` where there is nothing to draw them with.

    As `svg` the letters are outlines: whoever reads the text of the page does not meet those of its pictures.
    """
    return {chart: _drawn(json.dumps(tell_chart(chart), ensure_ascii=False), form) for chart in charts}


@lru_cache(maxsize=16)
def _drawn(told: str, form: Form) -> bytes:
    setter = typesetter()
    faces = json.dumps(setter.families["black"], ensure_ascii=False)
    inputs = {"chart": f'{{"faces": {faces}, {told[1:]}'}
    return setter.make(_page(), form, inputs, resolution=RESOLUTION)


@lru_cache(maxsize=1)
def _page() -> bytes:
    return files("xunzheng.formats").joinpath("chart_pictures.typ").read_bytes()
