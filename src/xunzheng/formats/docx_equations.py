"""Equations of a Word file (m:oMath) as one line of text, in the signs of the official tables' formulas."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from xunzheng.formats.docx_names import T, m

_SIMPLE = re.compile(r"[^+\-－—×÷*/＋=＝ ]*")
_SKIPPED = frozenset(
    m(name)
    for name in (
        "rPr",
        "fPr",
        "sSubPr",
        "sSupPr",
        "radPr",
        "naryPr",
        "dPr",
        "ctrlPr",
        "funcPr",
        "oMathParaPr",
    )
)
_VAL = m("val")


def linear_text(equation: etree._Element) -> str:
    """The equation in one line: a fraction is `（a）/（b）`, a root `√（a）`, a power `a^b`, an index `a_b`.

    Brackets are left out around what is a single term. Nesting is as deep as the file's, which the
    parser bounds.
    """
    return "".join(map(_written, equation))


def _written(element: etree._Element) -> str:
    if element.tag == m("t") or element.tag == T:
        return element.text or ""
    if element.tag in _SKIPPED:
        return ""
    write = _WRITERS.get(str(element.tag))
    return write(element) if write else linear_text(element)


def _part(element: etree._Element, name: str) -> str:
    child = element.find(m(name))
    return "" if child is None else linear_text(child)


def _bracketed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"（{text}）"


def _fraction(element: etree._Element) -> str:
    return f"{_bracketed(_part(element, 'num'))}/{_bracketed(_part(element, 'den'))}"


def _root(element: etree._Element) -> str:
    return f"√{_bracketed(_part(element, 'e'))}"


def _superscript(element: etree._Element) -> str:
    return f"{_bracketed(_part(element, 'e'))}^{_bracketed(_part(element, 'sup'))}"


def _subscript(element: etree._Element) -> str:
    return f"{_part(element, 'e')}_{_part(element, 'sub')}"


def _sum(element: etree._Element) -> str:
    sign = element.find(f"{m('naryPr')}/{m('chr')}")
    return (sign.get(_VAL) or "∑" if sign is not None else "∫") + _part(element, "e")


def _delimited(element: etree._Element) -> str:
    opening = element.find(f"{m('dPr')}/{m('begChr')}")
    closing = element.find(f"{m('dPr')}/{m('endChr')}")
    inner = "，".join(linear_text(child) for child in element.iterchildren(m("e")))
    left = "（" if opening is None else opening.get(_VAL) or ""
    right = "）" if closing is None else closing.get(_VAL) or ""
    return f"{left}{inner}{right}"


_WRITERS: dict[str, Callable[[etree._Element], str]] = {
    m("f"): _fraction,
    m("rad"): _root,
    m("sSup"): _superscript,
    m("sSub"): _subscript,
    m("nary"): _sum,
    m("d"): _delimited,
}
