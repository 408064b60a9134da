"""The styles of a user's Word file, and those of ours that it lacks."""

from __future__ import annotations

from lxml import etree

from xunzheng.formats.docx_names import VAL, w
from xunzheng.formats.written_docx_parts import NAMES
from xunzheng.formats.written_docx_styles import STYLES
from xunzheng.formats.written_docx_template_parts import TemplateParts

_MOST_PARENTS = 20
_ID = w("styleId")
_OUR_TAB = "8844"


class TemplateStyles:
    """Identities of the styles by our names; `numbered` are those that bring automatic numbers."""

    def __init__(self, parts: TemplateParts, width: int) -> None:
        """Look through the file's styles and add what is missing; the text is `width` twips wide."""
        self._parts = parts
        self._root = parts.styles()
        self._known = {
            style.get(_ID, ""): style
            for style in self._root.iterchildren(w("style"))
            if style.get(w("type"), "paragraph") == "paragraph"
        }
        self.identities = {name: identity for name in STYLES if (identity := self._find(name))}
        missing = [name for name in STYLES if name not in self.identities]
        for name in missing:
            self.identities[name] = self._free_identity(_own(name).get(_ID, ""))
        for name in missing:
            self._add(name, width)
        self.numbered = frozenset(name for name, key in self.identities.items() if self._is_numbered(key))

    def save(self) -> None:
        """Put the styles back into the file."""
        self._parts.save_styles(self._root)

    def _find(self, name: str) -> str:
        if name == "Normal":
            default = (key for key, style in self._known.items() if style.get(w("default")) in ("1", "true"))
            found = next(default, "")
            if found:
                return found
        wanted = name.lower()
        return next((key for key, style in self._known.items() if _name(style) == wanted), "")

    def _free_identity(self, wanted: str) -> str:
        taken = {style.get(_ID) for style in self._root.iterchildren(w("style"))}
        taken |= set(self.identities.values())
        identity, number = wanted, 1
        while identity in taken:
            number += 1
            identity = f"{wanted}{number}"
        return identity

    def _add(self, name: str, width: int) -> None:
        style = _own(name)
        style.set(_ID, self.identities[name])
        for child, target in (("basedOn", "Normal"), ("next", "报告正文")):
            link = style.find(w(child))
            if link is not None:
                link.set(VAL, self.identities[target])
        for tab in style.iter(w("tab")):
            if tab.get(w("pos")) == _OUR_TAB:
                tab.set(w("pos"), str(width))
        self._root.append(style)
        self._known[self.identities[name]] = style

    def _is_numbered(self, identity: str) -> bool:
        for _ in range(_MOST_PARENTS):
            style = self._known.get(identity)
            if style is None:
                return False
            if style.find(f"{w('pPr')}/{w('numPr')}") is not None:
                return True
            parent = style.find(w("basedOn"))
            identity = "" if parent is None else parent.get(VAL, "")
        return False


def _own(name: str) -> etree._Element:
    return etree.fromstring(f"<x {NAMES}>{STYLES[name]}</x>".encode())[0]


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(VAL, "").lower()
