"""The sections of a user's Word file around the text that is put into it: upright and lying pages."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from xunzheng.formats.docx_names import w, whole
from xunzheng.formats.written_docx_parts import NAMES

_SECTION, _P, _PROPERTIES = w("sectPr"), w("p"), w("pPr")
_LEAST_WIDTH = 2_000


class Sections:
    """The page set-up that governs the place of the text, and what is made of it for lying pages.

    `widths` are those of the type area in twips, upright and lying.
    """

    def __init__(self, body: etree._Element, mark: etree._Element | None, default: str) -> None:
        """Find the set-up that governs `mark` (or the end); where the file has none, take `default`."""
        self._body = body
        self._last = body.find(_SECTION)
        if self._last is None:
            self._last = etree.fromstring(f"<x {NAMES}>{default}</x>".encode())[0]
            for edge in list(self._last.iterchildren(w("headerReference"), w("footerReference"))):
                self._last.remove(edge)  # the file has no such parts
            body.append(self._last)
        self._governing = _governing(mark, self._last)
        self._upright = _next_page(deepcopy(self._governing))
        self._lying = _laid(deepcopy(self._upright))
        self._written = 0
        self.widths = {False: _width(self._upright), True: _width(self._lying)}

    def write(self, lying: bool) -> str:
        """The set-up as it ends a section; page numbers begin anew in the first one only."""
        element = deepcopy(self._lying if lying else self._upright)
        if self._written:
            _go_on_counting(element)
        self._written += 1
        return etree.tostring(element, encoding="unicode", with_tail=False)

    def close(self, blocks: Sequence[etree._Element], mark: etree._Element | None, lying: bool) -> None:
        """Take the mark away, and let what stands behind the text begin on a page as it was."""
        if self._written:
            _go_on_counting(self._governing)
        ends_section = mark is not None and mark.find(f"{_PROPERTIES}/{_SECTION}") is not None
        is_end = mark is None or (mark.getnext() is self._last)
        if mark is not None and ends_section:
            for run in [child for child in mark if child.tag != _PROPERTIES]:
                mark.remove(run)
        elif mark is not None:
            self._body.remove(mark)
        if not lying:
            return
        if ends_section or is_end:
            replacement = deepcopy(self._lying)
            _go_on_counting(replacement)
            parent = self._governing.getparent()
            if parent is not None:
                parent.replace(self._governing, replacement)
        elif blocks:
            blocks[-1].addnext(_break(self.write(True)))


def _governing(mark: etree._Element | None, last: etree._Element) -> etree._Element:
    """The first set-up at or behind the mark."""
    sibling = mark
    while sibling is not None:
        found = sibling.find(f"{_PROPERTIES}/{_SECTION}") if sibling.tag == _P else None
        if found is not None:
            return found
        sibling = sibling.getnext()
    return last


def _next_page(section: etree._Element) -> etree._Element:
    """The set-up for sections that begin on a page of their own."""
    kind = section.find(w("type"))
    if kind is not None:
        kind.set(w("val"), "nextPage")
    return section


def _laid(section: etree._Element) -> etree._Element:
    """The set-up turned by a quarter: what was left is above."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or whole(size.get(w("w")), 0) >= whole(size.get(w("h")), 0):
        return section
    wide, high = size.get(w("w"), ""), size.get(w("h"), "")
    size.set(w("w"), high)
    size.set(w("h"), wide)
    size.set(w("orient"), "landscape")
    if margins is not None:
        top, right, bottom, left = (
            margins.get(w(side), "1440") for side in ("top", "right", "bottom", "left")
        )
        for side, value in (("top", left), ("right", top), ("bottom", right), ("left", bottom)):
            margins.set(w(side), value)
    return section


def _width(section: etree._Element) -> int:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    width = 11_906 if size is None else whole(size.get(w("w")), 11_906)
    sides = 3_600
    if margins is not None:
        sides = sum(whole(margins.get(w(side)), 0) for side in ("left", "right", "gutter"))
    return max(width - sides, _LEAST_WIDTH)


def _go_on_counting(section: etree._Element) -> None:
    number = section.find(w("pgNumType"))
    if number is not None and number.get(w("start")) is not None:
        del number.attrib[w("start")]


def _break(section: str) -> etree._Element:
    return etree.fromstring(f"<x {NAMES}><w:p><w:pPr>{section}</w:pPr></w:p></x>".encode())[0]
