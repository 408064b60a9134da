"""The user's own PDF with the findings as marked text and notes; its pages stay what they are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit
from xunzheng.formats.annotated_notes import AUTHOR, Annotated, Note, notes_of
from xunzheng.formats.annotated_pdf_places import Box, PagePlaces
from xunzheng.formats.confined import Ending, Limits, run_confined
from xunzheng.formats.pdf import PdfLimits, read_pdf_pages
from xunzheng.formats.refusals import Unreadable

_WORKER = Path(__file__).with_name("annotated_pdf_worker.py")
_MARKS = {
    Severity.ERROR: (255, 176, 168),
    Severity.SUSPICION: (255, 220, 140),
    Severity.ADVICE: (180, 212, 240),
}
_MARGIN, _STEP = 120, 220
_MOST_BOXES = 60
_LONGEST = 8_000


def annotate_pdf(content: bytes, audit: Audit, limits: PdfLimits | None = None) -> Annotated:
    """The PDF that the audit was made of, each finding a marked text with a note that opens on it.

    What is added stands behind the file's own bytes (an incremental update), so that nothing of its pages
    changes. A finding of the whole report, or whose characters are not found again on the pages, is a sign
    in the margin of the nearest page, and how many there are is said.

    Raises `Unreadable` where the file is not the one that was audited, where it cannot be written, and as
    `read_pdf` does.

    Example: ``annotate_pdf(content, audit(read(content, name), standard_rules())).content[:4] == b"%PDF"``.
    """
    name, limits = audit.document.name, limits or PdfLimits()
    document, report = read_pdf_pages(content, name, limits)
    if document.text != audit.document.text:
        raise Unreadable(name, "文件的文字与核对时的不同", "核对过的那个文件", "重新核对这个文件")
    notes = list(notes_of(audit))
    if not notes:
        return Annotated(content, 0)
    placed = list(_placed(notes, PagePlaces(document, report)))
    command = [sys.executable, "-I", str(_WORKER)]
    given = json.dumps(placed, ensure_ascii=True).encode() + b"\n" + content
    outcome = run_confined(command, given, Limits(limits.seconds, limits.memory, 2 * limits.size))
    if outcome.ending is not Ending.WELL or b"%PDF" not in outcome.output[:1024]:
        raise Unreadable(name, "批注写不进这个 PDF", "可以修改的 PDF", "改用网页（html）形式的批注")
    lost = sum(not each["boxes"] for each in placed)
    remarks = (f"有 {lost} 条批注对应全文或在页面上找不到原字，放在页边。",) if lost else ()
    return Annotated(outcome.output, len(notes), remarks)


def _placed(notes: list[Note], places: PagePlaces) -> Iterator[dict[str, object]]:
    margins: dict[int, int] = {}
    for number, note in enumerate(notes, 1):
        place = note.place
        boxes = places.boxes(place.start, place.end) if place is not None else []
        page = boxes[0].page if boxes else 0
        at = [0, 0]
        if not boxes:
            near = places.near(place.start) if place is not None else None
            page = near.page if near is not None else 0
            at = [_MARGIN, _free(margins, page, near)]
        yield {
            "page": page,
            "boxes": [[*box[1:]] for box in boxes if box.page == page][:_MOST_BOXES],
            "at": at,
            "colour": _MARKS[note.severity],
            "text": note.text[:_LONGEST],
            "author": AUTHOR,
            "name": f"xunzheng-{number}",
        }


def _free(margins: dict[int, int], page: int, near: Box | None) -> int:
    """How far down the margin a sign goes, so that none stands on another."""
    wanted = near.top if near is not None else _MARGIN
    top = max(wanted, margins.get(page, 0))
    margins[page] = top + _STEP
    return top
