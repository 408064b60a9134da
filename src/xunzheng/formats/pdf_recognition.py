"""Scanned pages: their characters recognised by the optional extra `ocr`, in a process apart."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xunzheng.formats.confined import Limits, run_confined
from xunzheng.formats.pdf_pages import BrokenRecord, Page, Report, read_pages

_WORKER = Path(__file__).with_name("ocr_worker.py")
_SCANNED = 0.5  # of the page under images
_FEW = 30
_PARTS = ("rapidocr", "onnxruntime", "cv2")


@dataclass(frozen=True, slots=True)
class RecognitionLimits:
    """What recognising may cost: seconds to begin and for each page, at the most, and bytes of memory.

    The memory is address space: the libraries reserve far more than they fill.
    """

    start: float = 30.0
    page: float = 15.0
    most: float = 900.0
    memory: int = 12 * 1024 * 1024 * 1024
    output: int = 48 * 1024 * 1024


def is_installed() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(part) is not None for part in _PARTS)


def is_scanned(page: Page) -> bool:
    """Whether a page is an image with next to no text."""
    return page.images > _SCANNED and sum(len(run.text) for run in page.runs) < _FEW


def recognised(content: bytes, report: Report, limits: RecognitionLimits | None = None) -> Report:
    """The report with the scanned pages as they were recognised; `Page.score` says how certainly.

    Without the extra, and where recognising fails or runs out of time, those pages stay as they are.
    """
    pages = [page.number for page in report.read if is_scanned(page)]
    if not pages or not is_installed():
        return report
    found = {
        page.number: page for page in _recognise(content, pages, limits or RecognitionLimits()) if page.runs
    }
    return replace(report, read=tuple(found.get(page.number, page) for page in report.read))


def _recognise(content: bytes, pages: Sequence[int], limits: RecognitionLimits) -> tuple[Page, ...]:
    seconds = min(limits.start + limits.page * len(pages), limits.most)
    command = [sys.executable, "-I", str(_WORKER), str(seconds * 0.9), ",".join(map(str, pages))]
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    outcome = run_confined(command, content, Limits(seconds, limits.memory, limits.output), environment=one)
    try:
        return read_pages(outcome.output)
    except BrokenRecord:
        return ()
