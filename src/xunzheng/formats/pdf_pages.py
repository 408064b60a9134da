"""Pages as the confined half of the PDF reader reports them, checked before anything relies on them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FARTHEST = 2_000_000


class BrokenRecord(ValueError):
    """The confined half reported something that is no page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side: `edges` are their left edges and the right edge of the last.

    Of a `turned` run (written upwards or downwards) `edges` are its left and right side only.
    """

    text: str
    edges: Sequence[int]
    top: int
    bottom: int
    turned: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or thin box that is drawn on the page."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page with most of its text upright; all lengths are tenths of a point, y counts downwards.

    `images` is the share of the page under images, `faults` counts characters without a known meaning,
    `hidden` those that are not drawn (the text layer over a scan). `broken` pages could not be opened.
    `score` is set where the characters were recognised from an image: how certainly, in thousandths.
    """

    number: int
    width: int = 0
    height: int = 0
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    images: float = 0.0
    paths: int = 0
    faults: int = 0
    hidden: int = 0
    is_cut: bool = False
    is_broken: bool = False
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the confined half said: how many pages the file has, those that it read, or its fault."""

    pages: int
    read: tuple[Page, ...]
    fault: str | None = None


def read_report(output: bytes) -> Report:
    """The records of the confined half; a last line cut off with the process is left out.

    Raises `BrokenRecord` for anything else that is not as it should be.
    """
    lines = output.split(b"\n")[:-1]
    if not lines:
        return Report(0, (), "nothing")
    first = _record(lines[0])
    if "fault" in first:
        return Report(0, (), str(first["fault"])[:20])
    pages = tuple(_page(_record(line)) for line in lines[1:])
    if [page.number for page in pages] != list(range(len(pages))):
        raise BrokenRecord("pages out of order")
    return Report(_whole(first.get("pages")), pages)


def read_pages(output: bytes) -> tuple[Page, ...]:
    """The pages that a confined program wrote, one on each line, whatever their numbers.

    A last line cut off is left out. Raises `BrokenRecord` for anything else that is not as it should be.
    """
    return tuple(_page(_record(line)) for line in output.split(b"\n")[:-1])


def _record(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise BrokenRecord("no record") from fault
    if not isinstance(record, dict):
        raise BrokenRecord("no record")
    return record


def _whole(value: object) -> int:
    if type(value) is not int or not -_FARTHEST <= value <= _FARTHEST:
        raise BrokenRecord("no length")
    return value


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BrokenRecord("no list")
    return value


def _page(record: dict[str, object]) -> Page:
    number = _whole(record.get("page"))
    if record.get("broken"):
        return Page(number, is_broken=True)
    images = record.get("images")
    if not isinstance(images, int | float):
        raise BrokenRecord("no share")
    return Page(
        number=number,
        width=_whole(record.get("width")),
        height=_whole(record.get("height")),
        runs=tuple(_runs(_listed(record.get("runs")))),
        rules=tuple(Rule(*map(_whole, _exactly(rule, 4))) for rule in _listed(record.get("rules"))),
        images=float(images),
        paths=_whole(record.get("paths")),
        faults=_whole(record.get("faults")),
        hidden=_whole(record.get("hidden")),
        is_cut=bool(record.get("cut")),
        score=_whole(record["score"]) if "score" in record else None,
    )


def _exactly(value: object, count: int) -> list[object]:
    items = _listed(value)
    if len(items) != count:
        raise BrokenRecord("wrong length")
    return items


def _runs(records: list[object]) -> Iterator[Run]:
    for record in records:
        text, edges, top, bottom, turned = _exactly(record, 5)
        if not isinstance(text, str):
            raise BrokenRecord("no text")
        places = [_whole(edge) for edge in _listed(edges)]
        if len(places) != (2 if turned else len(text) + 1):
            raise BrokenRecord("edges do not fit the text")
        yield Run(text, places, _whole(top), _whole(bottom), bool(turned))
