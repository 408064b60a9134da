"""The confined half of character recognition: scanned pages of a PDF as characters and drawn lines.

Run as a program of its own (`confined.run_confined`), never imported by the rest: it reads the file from
standard input and writes one line of JSON for each page that it is asked for, in the form of the PDF reader's
own records. Lengths are whole tenths of a point; y runs downwards.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

# What the libraries print must not come between the records.
RECORDS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

import cv2  # noqa: E402 (after standard output is put aside; the extra `ocr`)
import numpy  # noqa: E402 (after standard output is put aside)
import pypdfium2  # type: ignore[import-untyped]  # noqa: E402 (after standard output is put aside)
from rapidocr import RapidOCR  # noqa: E402 (the same; the extra `ocr`)

_DOTS = 200  # per inch: characters of 小五 (9 points) are then 25 dots high
_MOST_DOTS = 24_000_000
_SKEWED = 0.15  # degrees
_LEAST_SCORE = 0.5
_NARROW = 0.55
_LINE_LENGTH = 0.025  # of the page's width: shorter strokes belong to characters
_THICKEST = 9  # dots

Image = Any  # an array of numpy: rows, columns, three colours


def read_page(page: Any, engine: Any, number: int) -> dict[str, object]:
    """The record of one page: what was recognised on it, with its mean score."""
    width, height = page.get_size()
    image, scale = _image_of(page, width, height)
    found = _recognise(engine, image)
    skew = _skew(found)
    if abs(skew) > _SKEWED:
        image = _turned(image, skew)
        found = _recognise(engine, image)
    tenths = 10 / scale
    scores = [score for _, text, score in found for _ in text]
    return {
        "page": number,
        "width": round(width * 10),
        "height": round(height * 10),
        "runs": [_run(box, text, tenths) for box, text, _ in found],
        "rules": [[round(side * tenths) for side in rule] for rule in _rules(image)],
        "images": 1.0,
        "paths": 0,
        "faults": 0,
        "hidden": 0,
        "cut": False,
        "score": round(1000 * sum(scores) / len(scores)) if scores else 0,
    }


def _image_of(page: Any, width: float, height: float) -> tuple[Image, float]:
    """The page as it is seen, and how many dots make a point; very large pages get fewer dots."""
    scale = min(_DOTS / 72, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    return numpy.ascontiguousarray(page.render(scale=scale).to_numpy()[:, :, :3]), scale


def _recognise(engine: Any, image: Image) -> list[tuple[Any, str, float]]:
    outcome = engine(image)
    if outcome.boxes is None:
        return []
    found = zip(outcome.boxes, outcome.txts, outcome.scores, strict=True)
    return [(box, text.strip(), float(score)) for box, text, score in found if score >= _LEAST_SCORE and text]


def _skew(found: list[tuple[Any, str, float]]) -> float:
    """By how many degrees the longest lines fall to the right."""
    angles = []
    for box, *_ in sorted(found, key=lambda item: -len(item[1]))[:15]:
        (left, top), (right, bottom) = box[0], box[1]
        if right - left > 200:
            angles.append(numpy.degrees(numpy.arctan2(bottom - top, right - left)))
    return float(numpy.median(angles)) if angles else 0.0


def _turned(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255))


def _run(box: Any, text: str, tenths: float) -> list[object]:
    """A line as a run; its characters share its width, narrow ones taking about half of a wide one."""
    lefts, tops = [point[0] for point in box], [point[1] for point in box]
    left, right = min(lefts) * tenths, max(lefts) * tenths
    shares = numpy.cumsum([0.0, *(_NARROW if character < "\u2000" else 1.0 for character in text)])
    edges = [round(left + (right - left) * float(share / shares[-1])) for share in shares]
    return [text, edges, round(min(tops) * tenths), round(max(tops) * tenths), 0]


def _rules(image: Image) -> Iterator[tuple[int, int, int, int]]:
    """The straight lines that are drawn on a page, as boxes."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    length = max(int(image.shape[1] * _LINE_LENGTH), 20)
    for size in ((length, 1), (1, length)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        lines = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), numpy.ones((3, 3), numpy.uint8))
        outlines, _ = cv2.findContours(lines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            left, top, width, height = cv2.boundingRect(outline)
            if min(width, height) <= _THICKEST:
                yield left, top, left + width, top + height


def main() -> int:
    """Read standard input; arguments: the seconds after which no page is begun, and the pages from 0."""
    deadline = time.monotonic() + float(sys.argv[1])
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    one = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "Global.log_level": "error"}
    engine = RapidOCR(params=one)
    for number in map(int, sys.argv[2].split(",")):
        if time.monotonic() > deadline:
            break
        RECORDS.write(json.dumps(read_page(document[number], engine, number), ensure_ascii=False) + "\n")
        RECORDS.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
