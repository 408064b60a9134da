"""Automatic numbering: the label that Word shows before a paragraph, from the lists and the order of use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from xunzheng.formats.docx_names import VAL, is_on, w, whole
from xunzheng.formats.docx_numerals import write_ordinal
from xunzheng.formats.docx_styles import ParagraphStyle, Styles

_LEVELS = 9
_LONGEST_LABEL = 60
_LARGEST = 2**31 - 1
_SYMBOL_FONTS = ("Wingdings", "Webdings", "Symbol", "Marlett")
_PLACE = re.compile("%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CLOSED = re.compile("[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u2460-\u24ff\u3200-\u32ff、。）〕】》·]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it shows. `text` has `%1` … `%9` for the numbers."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 0
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None
    custom: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the level has a number of its own; bullets have none."""
        return self.number_format not in ("bullet", "none")


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list that paragraphs name by numId: its levels, and the values at which it starts anew.

    Lists with one `abstract` count on together, as Word lets them.
    """

    abstract: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class _Count:
    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document and how far each has counted; paragraphs are asked for in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[int, etree._Element] = {}
        self._numbers: dict[int, etree._Element] = {}
        self._lists: dict[int, ListDefinition | None] = {}
        self._counts: dict[int, _Count] = {}
        self._started: set[tuple[int, int]] = set()
        if root is not None:
            for element in root.iterchildren(w("abstractNum")):
                self._abstracts.setdefault(whole(element.get(w("abstractNumId")), -1), element)
            for element in root.iterchildren(w("num")):
                self._numbers.setdefault(whole(element.get(w("numId")), -1), element)

    def label(self, style: ParagraphStyle, number: int | None, level: int | None) -> str:
        """The label before the next paragraph, gap included; empty where it has none.

        `number` and `level` are what the paragraph itself states (numId, ilvl), None where it leaves
        that to its style. The numId 0 takes numbering off.
        """
        chosen = style.number if number is None else number
        found = self.definition(chosen) if chosen else None
        if found is None:
            return ""
        at = self._level(found, style, number, level)
        definition = found.levels.get(at)
        if definition is None or chosen is None:
            return ""
        if not definition.counts:
            self._restart_below(found, at)
            return _bullet(definition)
        self._count(chosen, found, at, definition)
        return _with_gap(self._written(found, at, definition), definition.suffix)

    def definition(self, number: int) -> ListDefinition | None:
        """The list of a numId; None where the file does not have it."""
        if number not in self._lists:
            self._lists[number] = self._define(number)
        return self._lists[number]

    def _level(
        self, found: ListDefinition, style: ParagraphStyle, number: int | None, level: int | None
    ) -> int:
        if level is None and number is None:
            linked = {each.style: at for at, each in found.levels.items() if each.style}
            level = next((linked[key] for key in style.linked if key in linked), style.level)
        return min(max(level or 0, 0), _LEVELS - 1)

    def _define(self, number: int) -> ListDefinition | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        identifier, levels = self._abstract(_child_number(element, "abstractNumId", -1))
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            at = whole(override.get(w("ilvl")), 0)
            stated = override.find(w("lvl"))
            if stated is not None:
                levels[at] = _read_level(stated)
            start = _child_number(override, "startOverride", None)
            if start is not None:
                starts[at] = start
            elif stated is not None and stated.find(w("start")) is not None:
                starts[at] = levels[at].start
        return ListDefinition(identifier, levels, starts)

    def _abstract(self, identifier: int | None) -> tuple[int, dict[int, Level]]:
        """The abstract list with its levels, followed through the style that defines it instead."""
        at = -1 if identifier is None else identifier
        seen: set[int] = set()
        while at in self._abstracts and at not in seen:
            seen.add(at)
            link = self._abstracts[at].find(w("numStyleLink"))
            number = None if link is None else self._styles.numbering_of(link.get(VAL) or "")
            element = None if number is None else self._numbers.get(number)
            following = None if element is None else _child_number(element, "abstractNumId", None)
            if following is None:
                break
            at = following
        found = self._abstracts.get(at)
        children: Iterable[etree._Element] = () if found is None else found.iterchildren(w("lvl"))
        return at, {whole(child.get(w("ilvl")), 0): _read_level(child) for child in children}

    def _count(self, number: int, found: ListDefinition, at: int, level: Level) -> None:
        values = self._counts.setdefault(found.abstract, _Count()).values
        if at in found.starts and (number, at) not in self._started:
            self._started.add((number, at))
            values[at] = None
        current = values[at]
        start = found.starts.get(at, level.start)
        values[at] = start if current is None else min(current + 1, _LARGEST)
        self._restart_below(found, at)

    def _restart_below(self, found: ListDefinition, at: int) -> None:
        count = self._counts.get(found.abstract)
        if count is None:
            return
        for below in range(at + 1, _LEVELS):
            level = found.levels.get(below)
            restart = None if level is None else level.restart
            if restart is None or restart > below or (restart and at < restart):
                count.values[below] = None

    def _written(self, found: ListDefinition, at: int, level: Level) -> str:
        values = self._counts[found.abstract].values

        def place(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            source = found.levels.get(shown)
            if source is None or shown > at or not source.counts:
                return ""
            value = values[shown]
            number = found.starts.get(shown, source.start) if value is None else value
            is_plain = level.is_legal and source.number_format != "decimalZero"
            return write_ordinal(number, "decimal" if is_plain else source.number_format, source.custom)

        return _PLACE.sub(place, level.text)[:_LONGEST_LABEL]


def _child_number(element: etree._Element, name: str, otherwise: int | None) -> int | None:
    child = element.find(w(name))
    if child is None:
        return otherwise
    return whole(child.get(VAL), 0 if otherwise is None else otherwise)


def _child_value(element: etree._Element, name: str) -> str | None:
    child = element.find(w(name))
    return None if child is None else child.get(VAL)


def _read_level(element: etree._Element) -> Level:
    formats = list(element.iter(w("numFmt")))
    stated = formats[0] if formats else None
    legal = element.find(w("isLgl"))
    restart = _child_number(element, "lvlRestart", None)
    number_format = "decimal" if stated is None else stated.get(VAL) or "decimal"
    has_glyph = number_format == "bullet" and _is_in_symbols(element)
    return Level(
        number_format=number_format,
        text="•" if has_glyph else (_child_value(element, "lvlText") or "")[:_LONGEST_LABEL],
        start=min(_child_number(element, "start", 0) or 0, _LARGEST),
        suffix=_child_value(element, "suff") or "tab",
        restart=restart,
        is_legal=legal is not None and is_on(legal.get(VAL)),
        style=_child_value(element, "pStyle"),
        custom=None if stated is None else stated.get(w("format")),
    )


def _is_in_symbols(element: etree._Element) -> bool:
    """Whether the level's sign is set in a symbol font, where letters stand for dots and arrows."""
    fonts = next(element.iter(w("rFonts")), None)
    return fonts is not None and (fonts.get(w("ascii")) or "").startswith(_SYMBOL_FONTS)


def _bullet(level: Level) -> str:
    """The sign of a bullet; glyphs of symbol fonts have no character and are shown as a dot."""
    sign = _PRIVATE.sub("•", level.text.strip()) if level.number_format == "bullet" else level.text
    return _with_gap(_PLACE.sub("", sign), level.suffix)


def _with_gap(label: str, suffix: str) -> str:
    """The label with what parts it from the text: a blank, or nothing behind full-width signs."""
    if not label or suffix == "nothing" or _CLOSED.search(label):
        return label
    return label + " "
