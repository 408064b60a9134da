"""The styles of a Word file, as far as they bear on reading: numbering, outline, hidden text, contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from xunzheng.formats.docx_names import ILVL, NUM_ID, OUTLINE, PPR, RPR, VAL, is_on, w, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc\s*[1-9]|目录\s*[1-9]|table of figures|图表目录)", re.IGNORECASE)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph has from its style and those that the style is based on.

    `number` is the numId that applies (0 or None: no numbering), `level` its level as stated, `linked`
    the styles from this one up to where the numId is stated, for a level that names one of them.
    `outline` counts from 0; None for body text.
    """

    number: int | None = None
    level: int | None = None
    linked: tuple[str, ...] = ()
    outline: int | None = None
    is_contents: bool = False
    is_hidden: bool = False


PLAIN = ParagraphStyle()


class Styles:
    """The styles by identifier; a style that is based on itself through others ends its chain there."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, ParagraphStyle] = {}
        self.default = ""
        self.has_hidden = False
        if root is None:
            return
        for element in root.iterchildren(w("style")):
            identifier = element.get(w("styleId")) or ""
            self._elements.setdefault(identifier, element)
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self.default = identifier
        self.has_hidden = next(root.iter(w("vanish")), None) is not None

    def of(self, identifier: str | None) -> ParagraphStyle:
        """The resolved style; that of the document's default paragraph style for None."""
        key = self.default if identifier is None else identifier
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._resolve(key)
        return found

    def numbering_of(self, identifier: str) -> int | None:
        """The numId that a numbering style states, for `numStyleLink`."""
        return self.of(identifier).number

    def _resolve(self, identifier: str) -> ParagraphStyle:
        """Resolve the styles from the outermost one not yet resolved down to this one."""
        chain: dict[str, etree._Element] = {}
        while identifier in self._elements and identifier not in chain and identifier not in self._read:
            chain[identifier] = self._elements[identifier]
            identifier = _value(chain[identifier], "basedOn") or ""
        style = self._read.get(identifier, PLAIN)
        for key in reversed(chain):
            style = self._read[key] = _derived(key, chain[key], style)
        return style


def _derived(identifier: str, element: etree._Element, base: ParagraphStyle) -> ParagraphStyle:
    properties = element.find(PPR)
    number = _number(properties, NUM_ID)
    level = _number(properties, ILVL)
    outline = _number(properties, OUTLINE)
    outline = _named_outline(element) if outline is None else outline
    hidden = _vanishes(element)
    linked = (identifier,) if number is not None else (identifier, *base.linked)[:_DEEPEST]
    return ParagraphStyle(
        number=base.number if number is None else number,
        level=base.level if level is None else level,
        linked=linked,
        outline=base.outline if outline is None else outline,
        is_contents=base.is_contents or _CONTENTS.fullmatch(_value(element, "name") or "") is not None,
        is_hidden=base.is_hidden if hidden is None else hidden,
    )


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(w(name))
    return None if child is None else child.get(VAL)


def _number(properties: etree._Element | None, name: str) -> int | None:
    if properties is None:
        return None
    where = properties if name == OUTLINE else properties.find(w("numPr"))
    child = None if where is None else where.find(name)
    return None if child is None else whole(child.get(VAL), 0)


def _named_outline(element: etree._Element) -> int | None:
    match = _HEADING.fullmatch((_value(element, "name") or "").strip())
    return int(match[1]) - 1 if match else None


def _vanishes(element: etree._Element) -> bool | None:
    properties = element.find(RPR)
    vanish = None if properties is None else properties.find(w("vanish"))
    return None if vanish is None else is_on(vanish.get(VAL))
