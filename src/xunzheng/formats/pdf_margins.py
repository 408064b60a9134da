"""What recurs at the edges of pages, and tables of contents: kept out of the report's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xunzheng.formats.pdf_lines import Line
from xunzheng.formats.text_lines import is_page_number

_ZONE = 0.13
_HEADER_ZONE = 0.09
_SMALLER = 0.85
_EDGE_LINES = 4
_SAME_HEIGHT = 40
_LEAST_SHARE = 0.3
_PAGE = re.compile(
    r"[-—–―－~～·•\s]*([0-9０-９]{1,4})[-—–―－~～·•\s]*|"
    r"(?:第|Page)?\s*([0-9０-９]{1,4})\s*页?\s*(?:[/／]|of|，?共|,共)\s*[0-9０-９]{1,4}\s*页?",
    re.IGNORECASE,
)
_PAGE_AT_EDGE = re.compile(
    r"第\s?[0-9]{1,4}\s?页(?:\s?[，,]?\s?共\s?[0-9]{1,4}\s?页)?$|[0-9]{1,4}[-—\s]{0,4}$"
)
_LEADER = re.compile(r"(?:[.．·…‥•_]\s?){3,}\s*[-—(（]?[0-9０-９]{1,4}[-—)）]?$")
_CONTENTS = re.compile(r"目\s*[录錄次]")

PageSize = tuple[int, int]


def without_margins(pages: Sequence[Sequence[Line]], sizes: Sequence[PageSize]) -> list[list[Line]]:
    """The lines of each page without headers, footers and page numbers.

    Such a line stands near the upper or lower edge and recurs, the page number at its ends aside, at the
    same height on another page and on nearly a third of all; or it is a page number and nothing else.
    """
    edges = [list(_at_edges(lines, size[1])) for lines, size in zip(pages, sizes, strict=True)]
    dropped = _recurring(edges, len(pages)) | _page_numbers(edges)
    if len(pages) == 1 and _is_lone_header(pages[0], sizes[0][1]):
        dropped.add(id(pages[0][0]))
    return [[line for line in lines if id(line) not in dropped] for lines in pages]


def _is_lone_header(lines: Sequence[Line], height: int) -> bool:
    if len(lines) < 3 or lines[0].top > _HEADER_ZONE * height:
        return False
    usual = sorted(line.size for line in lines)[len(lines) // 2]
    return lines[0].size <= _SMALLER * usual and lines[1].top - lines[0].bottom > usual


def _at_edges(lines: Sequence[Line], height: int) -> Iterator[Line]:
    for line in lines[:_EDGE_LINES]:
        if line.bottom < _ZONE * height:
            yield line
    for line in lines[max(len(lines) - _EDGE_LINES, _EDGE_LINES) :]:
        if line.top > (1 - _ZONE) * height:
            yield line
    for line in lines[:_EDGE_LINES]:
        if line.top > (1 - _ZONE) * height:
            yield line


def _recurring(edges: Sequence[Sequence[Line]], count: int) -> set[int]:
    places: dict[str, list[Line]] = defaultdict(list)
    for lines in edges:
        for line in lines:
            places[_without_page_number(line)].append(line)
    found: set[int] = set()
    for lines in places.values():
        for group in _level(lines):
            if len({line.page for line in group}) >= max(2, _LEAST_SHARE * count):
                found.update(map(id, group))
    return found


def _level(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in groups that stand at one height of their pages."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if groups and line.top - groups[-1][0].top <= _SAME_HEIGHT:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _without_page_number(line: Line) -> str:
    """The pieces of a header that are the same on every page: those that are no page number."""
    kept = [piece.text for piece in line.pieces if not _PAGE.fullmatch(piece.text.strip())]
    return re.sub(r"\s", "", _PAGE_AT_EDGE.sub("", " ".join(kept)))


def _page_numbers(edges: Sequence[Sequence[Line]]) -> set[int]:
    """Decorated page numbers anywhere at the edges; bare ones where they count up with the pages."""
    found: set[int] = set()
    bare: dict[int, list[Line]] = defaultdict(list)
    for lines in edges:
        for line in lines:
            match = _PAGE.fullmatch(line.text.strip())
            if match is None:
                continue
            if is_page_number(line.text) or match[1] is None:
                found.add(id(line))
            else:
                bare[int(match[1]) - line.page].append(line)
    for offset, lines in bare.items():
        if len(lines) >= 2 or offset == 1:
            found.update(map(id, lines))
    return found


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without a table of contents: three or more that end in dots and a page number.

    A heading `目录` directly above goes too; what wraps within the contents goes with them.
    """
    leads = [index for index, line in enumerate(lines) if _LEADER.search(line.text[-80:])]
    if len(leads) < 3:
        return list(lines)
    dropped = set(leads)
    if leads[0] and _CONTENTS.fullmatch(lines[leads[0] - 1].text.strip()):
        dropped.add(leads[0] - 1)
    for first, last in pairwise(leads):
        if last - first == 2:
            dropped.add(first + 1)
    return [line for index, line in enumerate(lines) if index not in dropped]
