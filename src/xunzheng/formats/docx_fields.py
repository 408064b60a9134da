"""Fields of a Word file: what shows of them stays, page numbers and tables of contents do not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from xunzheng.formats.docx_names import DROP, KEEP, KIND, VAL, R, T, is_on, w, whole

_DROPPED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES"})
_ENCLOSED = re.compile(
    r"\\o\s*(?:\\a[clr]\s*)?[(（]\s*[○◯〇]\s*[,，;；]\s*([0-9]{1,2})\s*[)）]", re.IGNORECASE
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FLD_CHAR, _INSTR_TEXT, _FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_TYPE, _LONGEST = w("fldCharType"), 500


@dataclass(slots=True)
class _Open:
    begin: etree._Element
    instruction: str = ""
    has_result: bool = False
    pieces: list[str] = field(default_factory=list)


def mark_fields(root: etree._Element) -> None:
    """Set marks around the results that are to be dropped, and write out what fields show without one.

    A field that never ends is left as it is, so that nothing behind it is lost.
    """
    for simple in list(root.iter(_FLD_SIMPLE)):
        if _kind(simple.get(w("instr")) or "") in _DROPPED:
            _surround(simple, simple, _kind(simple.get(w("instr")) or ""))
    opened: list[_Open] = []
    for element in list(root.iter(_FLD_CHAR, _INSTR_TEXT)):
        if element.tag == _INSTR_TEXT:
            if opened and not opened[-1].has_result:
                opened[-1].pieces.append((element.text or "")[:_LONGEST])
            continue
        kind = element.get(_TYPE)
        if kind == "begin":
            opened.append(_Open(element))
            _show_form_field(element)
        elif kind == "separate" and opened:
            opened[-1].has_result = True
        elif kind == "end" and opened:
            _close(opened.pop(), element)


def _kind(instruction: str) -> str:
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def _close(opened: _Open, end: etree._Element) -> None:
    instruction = "".join(opened.pieces[:50])
    kind = _kind(instruction)
    if kind in _DROPPED:
        _surround(opened.begin, end, kind)
    elif kind == "EQ" and (match := _ENCLOSED.search(instruction[:_LONGEST])):
        number = int(match[1])
        _write(end, _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else f"({number})")


def _surround(first: etree._Element, last: etree._Element, kind: str) -> None:
    drop = first.makeelement(DROP)
    drop.set(KIND, kind)
    first.addprevious(drop)
    last.addnext(first.makeelement(KEEP))


def _write(where: etree._Element, text: str) -> None:
    shown = where.makeelement(T)
    shown.text = text
    where.addnext(shown)


def _show_form_field(begin: etree._Element) -> None:
    """Check boxes and drop-down lists of forms show their state, which stands in no run."""
    box = next(begin.iter(w("checkBox")), None)
    if box is not None:
        state = box.find(w("checked"))
        state = box.find(w("default")) if state is None else state
        _write(begin, "☑" if state is not None and is_on(state.get(VAL)) else "□")
    choices = next(begin.iter(w("ddList")), None)
    if choices is not None:
        entries = [entry.get(VAL) or "" for entry in choices.iterchildren(w("listEntry"))]
        result = choices.find(w("result"))
        chosen = 0 if result is None else whole(result.get(VAL), 0)
        if 0 <= chosen < len(entries):
            _write(begin, entries[chosen])


def write_equation(equation: etree._Element, text: str) -> None:
    """Put a run with the text in the place of an equation."""
    run = equation.makeelement(R)
    shown = equation.makeelement(T)
    shown.text = text
    run.append(shown)
    equation.addprevious(run)
