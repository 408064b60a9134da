"""The confined half of the PDF reader: pdfium's characters, drawn lines and images as lines of JSON.

Run as a program of its own (`confined.run_confined`), never imported by the rest: it reads the file from
standard input and writes one line about the file, then one for each page as soon as it is read, so that a
page that kills it costs only what comes after. Lengths are whole tenths of a point; y runs downwards.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]  # it brings no types

MOST_OBJECTS = 200_000
MOST_CHARACTERS = 100_000
_MOST_SEGMENTS = 2_000
_DEEPEST_FORM = 8
_THIN = 3.0
_STRAIGHT = 0.5
_GAP = 0.3
_HYPHEN, _LINE_END_HYPHEN = 0x2D, 0x02  # pdfium reports a hyphen at the end of a line as the latter
_HIDDEN = 3  # text rendering mode: neither filled nor stroked

# As a number, not as a pointer: it is asked for once for each character, and only compared.
pdfium.FPDFText_GetTextObject.restype = ctypes.c_void_p

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Object = Any  # an opaque handle of pdfium


def say(record: dict[str, object]) -> None:
    """Write one record; flushed, for the process may not live to write the next."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


class Turn:
    """The turn from the file's coordinates to a page on which most text runs from left to right."""

    def __init__(self, box: Box, quarters: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.quarters = quarters
        size = (self.right - self.left, self.top - self.bottom)
        self.width, self.height = size if quarters % 2 == 0 else size[::-1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file lies on the turned page, counted from its upper left corner."""
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box as (left, top, right, bottom) on the turned page."""
        if self.quarters == 0 and left <= right and bottom <= top:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def tenths(value: float) -> int:
    """Whole tenths of a point, within what any page can have."""
    return round(max(-200_000.0, min(200_000.0, value)) * 10) if math.isfinite(value) else 0


def quarter_of(radians: float) -> int | None:
    """The direction of writing in quarter turns, as `Turn` counts; None where slanted, as watermarks are."""
    quarters = -radians / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else None


class Style:
    """What the characters of one text object share."""

    def __init__(self, text_page: Object, index: int, handle: int) -> None:
        self.quarter = quarter_of(pdfium.FPDFText_GetCharAngle(text_page, index))
        text_object = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
        self.hidden = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _HIDDEN


class Characters:
    """The characters of a page, as runs of close neighbours of one text object."""

    def __init__(self, text_page: Object) -> None:
        self.faults = self.hidden = self.slanted = 0
        self.count = pdfium.FPDFText_CountChars(text_page)
        self.quarters: Counter[int] = Counter()
        self._found = list(self._read(text_page, min(self.count, MOST_CHARACTERS)))

    def _read(self, text_page: Object, count: int) -> Iterator[tuple[int, str, Box, int | None]]:
        """The object, character, box and direction of each character that is drawn."""
        rect = pdfium.FS_RECTF()
        at = ctypes.byref(rect)
        styles: dict[int, Style] = {}
        get_object, get_unicode = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
        get_box, has_fault = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_HasUnicodeMapError
        is_generated = pdfium.FPDFText_IsGenerated
        for index in range(count):
            handle = get_object(text_page, index)
            if not handle or not get_box(text_page, index, at):
                continue
            style = styles.get(handle)
            if style is None:
                style = styles[handle] = Style(text_page, index, handle)
            code = get_unicode(text_page, index)
            if code == 32 and is_generated(text_page, index) == 1:
                continue
            if has_fault(text_page, index) == 1 or code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                self.faults += 1
                code = 0xFFFD
            code = _HYPHEN if code == _LINE_END_HYPHEN else code
            self.hidden += style.hidden
            if style.quarter is None:
                self.slanted += 1
                continue
            self.quarters[style.quarter] += 1
            yield handle, chr(code), (rect.left, rect.bottom, rect.right, rect.top), style.quarter

    def runs(self, turn: Turn) -> list[list[object]]:
        """Runs as [text, left edges and the last right edge, top, bottom, is turned]; none off the page."""
        runs: list[_Run] = []
        quarters, width, height, place = turn.quarters, turn.width, turn.height, turn.box
        for key, character, box, quarter in self._found:
            placed = place(*box)
            if placed[2] < 0 or placed[0] > width or placed[3] < 0 or placed[1] > height or character < " ":
                continue
            turned = quarter != quarters
            if not runs or not runs[-1].takes(key, placed, turned):
                runs.append(_Run(key, turned))
            runs[-1].text.append(character)
            runs[-1].boxes.append(placed)
        return [run.record() for run in runs]


class _Run:
    def __init__(self, key: int, turned: bool) -> None:
        self.key, self.turned = key, turned
        self.text: list[str] = []
        self.boxes: list[Box] = []

    def takes(self, key: int, box: Box, turned: bool) -> bool:
        """Whether a character goes on with this run: the same object, right beside the last."""
        if key != self.key or turned != self.turned:
            return False
        if turned:
            return True
        last = self.boxes[-1]
        near = _GAP * (last[3] - last[1])
        return abs(box[0] - last[2]) <= near and abs(box[3] - last[3]) <= near

    def record(self) -> list[object]:
        """The run as it is reported; of a turned one only the outer box."""
        lefts, tops, rights, bottoms = zip(*self.boxes, strict=True)
        sides = [min(lefts), max(rights)] if self.turned else [*lefts, rights[-1]]
        edges = [tenths(side) for side in sides]
        return ["".join(self.text), edges, tenths(min(tops)), tenths(max(bottoms)), int(self.turned)]


def matrix_of(handle: Object) -> Matrix:
    """The matrix of an object, the identity where there is none."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def combined(inner: Matrix, outer: Matrix) -> Matrix:
    """First the inner matrix, then the outer."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """The straight lines and the images of a page."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.rules: list[list[int]] = []
        self.images = 0.0
        self.left = MOST_OBJECTS
        self.paths = 0

    def take_page(self, page: Object) -> None:
        """Take every object of the page, those within forms too."""
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._take(pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0)
            if self.left <= 0:
                return

    def _take(self, handle: Object, outer: Matrix, depth: int) -> None:
        self.left -= 1
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            self._take_path(handle, outer)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = self._bounds(handle, outer)
            if box and kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.images += self._share(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = combined(matrix_of(handle), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
                if self.left <= 0:
                    return
                self._take(pdfium.FPDFFormObj_GetObject(handle, index), inner, depth + 1)

    def _bounds(self, handle: Object, outer: Matrix) -> Box | None:
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(handle, *map(ctypes.byref, edges)):
            return None
        left, bottom, right, top = (edge.value for edge in edges)
        x0, y0 = self.turn.point(*moved(outer, left, bottom))
        x1, y1 = self.turn.point(*moved(outer, right, top))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _share(self, box: Box) -> float:
        """The share of the page that a box covers."""
        width = min(box[2], self.turn.width) - max(box[0], 0)
        height = min(box[3], self.turn.height) - max(box[1], 0)
        whole = self.turn.width * self.turn.height
        return max(width, 0) * max(height, 0) / whole if whole > 0 else 0

    def _take_path(self, handle: Object, outer: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) or not (fill.value or stroke.value):
            return
        box = self._bounds(handle, outer)
        if box is None:
            return
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            self._rule(*box)
        elif stroke.value or pdfium.FPDFPath_CountSegments(handle) > 5:
            self._take_segments(handle, outer, bool(stroke.value))

    def _take_segments(self, handle: Object, outer: Matrix, stroked: bool) -> None:
        """The straight sides of a stroked path; of a filled one the parts of it that are thin."""
        count = pdfium.FPDFPath_CountSegments(handle)
        if count > _MOST_SEGMENTS:
            return
        self.left -= count // 8
        matrix = combined(matrix_of(handle), outer)
        for points in self._subpaths(handle, count, matrix):
            if stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
                        self._rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                continue
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
                self._rule(min(xs), min(ys), max(xs), max(ys))

    def _subpaths(self, handle: Object, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(handle, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(self.turn.point(*moved(matrix, x.value, y.value)))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if max(x1 - x0, y1 - y0) > 1.0:
            self.rules.append([tenths(x0), tenths(y0), tenths(x1), tenths(y1)])


def box_of(page: Object) -> Box:
    """The visible box of a page in its own coordinates."""
    rect = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, rect) and rect.right > rect.left and rect.top > rect.bottom:
        return rect.left, rect.bottom, rect.right, rect.top
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


def read_page(document: Object, number: int) -> dict[str, object]:
    """The record of one page; `broken` where pdfium cannot open it."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return {"page": number, "broken": True}
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        characters = Characters(text_page)
        most = characters.quarters.most_common(1)
        turn = Turn(box_of(page), most[0][0] if most else pdfium.FPDFPage_GetRotation(page) % 4)
        drawing = Drawing(turn)
        drawing.take_page(page)
        return {
            "page": number,
            "width": tenths(turn.width),
            "height": tenths(turn.height),
            "runs": characters.runs(turn),
            "rules": drawing.rules,
            "images": round(min(drawing.images, 1.0), 3),
            "paths": drawing.paths,
            "faults": characters.faults,
            "hidden": characters.hidden,
            "cut": drawing.left <= 0 or characters.count > MOST_CHARACTERS,
        }
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


_FAULTS = {
    pdfium.FPDF_ERR_PASSWORD: "password",
    pdfium.FPDF_ERR_SECURITY: "security",
    pdfium.FPDF_ERR_FORMAT: "format",
}


def main() -> int:
    """Read standard input; arguments: the most pages, and the seconds after which no page is begun."""
    most_pages, deadline = int(sys.argv[1]), time.monotonic() + float(sys.argv[2])
    content = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        say({"fault": _FAULTS.get(pdfium.FPDF_GetLastError(), "other")})
        return 0
    pages = pdfium.FPDF_GetPageCount(document)
    say({"pages": pages})
    for number in range(min(pages, most_pages)):
        if time.monotonic() > deadline:
            break
        say(read_page(document, number))
    return 0


if __name__ == "__main__":
    sys.exit(main())
