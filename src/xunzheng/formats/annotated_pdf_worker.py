"""The confined half of the annotator of PDF files: notes put onto the pages, the file's own bytes kept.

Run as a program of its own, never imported by the rest: it reads from standard input one line of JSON and
behind it the file, and writes the file with what was added behind its end.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]  # it brings no types

from xunzheng.formats.pdf_worker import Characters, Turn, box_of

_DATE = "D:20000101000000Z"
_SIZE = 18.0
_PRINTED = 4


def turn_of(page: Any) -> Turn:
    """How the page was turned when it was read."""
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        most = Characters(text_page).quarters.most_common(1)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return Turn(box_of(page), most[0][0] if most else pdfium.FPDFPage_GetRotation(page) % 4)


def point_of(turn: Turn, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page as it was read lies in the file's coordinates."""
    if turn.quarters == 0:
        return turn.left + x, turn.top - y
    if turn.quarters == 1:
        return turn.left + y, turn.bottom + x
    if turn.quarters == 2:
        return turn.right - x, turn.bottom + y
    return turn.right - y, turn.top - x


def corners(turn: Turn, box: list[int]) -> list[tuple[float, float]]:
    """The corners of a box in the order of the reading: upper left, upper right, lower left, lower right."""
    left, top, right, bottom = (side / 10 for side in box)
    return [point_of(turn, x, y) for x, y in ((left, top), (right, top), (left, bottom), (right, bottom))]


def write_note(page: Any, turn: Turn, note: dict[str, Any]) -> bool:
    """Put a note onto a page: its boxes marked, or a sign in the margin where it has none."""
    is_marked = bool(note["boxes"])
    kind = pdfium.FPDF_ANNOT_HIGHLIGHT if is_marked else pdfium.FPDF_ANNOT_TEXT
    annotation = pdfium.FPDFPage_CreateAnnot(page, kind)
    if not annotation:
        return False
    quads = [corners(turn, box) for box in note["boxes"]]
    if not quads:
        at = note["at"]
        quads = [corners(turn, [at[0], at[1], at[0] + 180, at[1] + 180])]
    xs, ys = [x for quad in quads for x, _ in quad], [y for quad in quads for _, y in quad]
    rect = pdfium.FS_RECTF(min(xs), max(ys), max(xs), min(ys))
    pdfium.FPDFAnnot_SetRect(annotation, rect)
    for quad in quads if is_marked else ():
        points = pdfium.FS_QUADPOINTSF(*(value for corner in quad for value in corner))
        pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, points)
    red, green, blue = note["colour"]
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
    for key, text in (("Contents", note["text"]), ("T", note["author"]), ("M", _DATE), ("NM", note["name"])):
        raw = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        wide = ctypes.cast(raw, ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFAnnot_SetStringValue(annotation, key.encode() + b"\0", wide)
    pdfium.FPDFAnnot_SetFlags(annotation, _PRINTED)
    pdfium.FPDFPage_CloseAnnot(annotation)
    return True


def save(document: Any) -> bool:
    """Write the document to standard output, what was added behind the bytes that it had."""
    function = dict(pdfium.FPDF_FILEWRITE._fields_)["WriteBlock"]

    def write(_: Any, piece: Any, size: int) -> int:
        sys.stdout.buffer.write(ctypes.string_at(piece, size))
        return 1

    sink = pdfium.FPDF_FILEWRITE(version=1, WriteBlock=function(write))
    return bool(pdfium.FPDF_SaveAsCopy(document, sink, pdfium.FPDF_INCREMENTAL))


def main() -> int:
    """0: written; 2: pdfium cannot open the file; 3: not saved."""
    notes: list[dict[str, Any]] = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        return 2
    by_page: dict[int, list[dict[str, Any]]] = {}
    for note in notes:
        by_page.setdefault(note["page"], []).append(note)
    for number, beside in sorted(by_page.items()):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            continue
        turn = turn_of(page)
        for note in beside:
            write_note(page, turn, note)
        pdfium.FPDF_ClosePage(page)
    if not save(document):
        return 3
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
