"""The tree of a Word file put into the shape that shows: changes accepted, boxes and tables set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from xunzheng.formats.docx_equations import linear_text
from xunzheng.formats.docx_fields import mark_fields, write_equation
from xunzheng.formats.docx_names import (
    CAPTION,
    COMPATIBILITY,
    KIND,
    NESTED,
    NOTE,
    PPR,
    RPR,
    TABLE_END,
    TBL,
    TC,
    TC_PR,
    TR,
    TRPR,
    VAL,
    P,
    R,
    T,
    is_on,
    m,
    w,
)
from xunzheng.formats.docx_styles import Styles

REVISED, HIDDEN = "revised", "hidden"
_RAISED = w("vertAlign")
_UPPER_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_ALTERNATE, _CHOICE, _FALLBACK = (
    f"{{{COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)
_BOX_CONTENT, _VANISH, _R_STYLE, _P_STYLE = w("txbxContent"), w("vanish"), w("rStyle"), w("pStyle")
_TAKEN_OUT = (w("del"), w("moveFrom"))
_PUT_IN = (w("ins"), w("moveTo"))
_CELL_DELETED = w("cellDel")
_CHANGED = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid")
_FORMER = (*(w(f"{name}Change") for name in _CHANGED), w("numberingChange"))
_BLOCKS = frozenset({P, TBL, w("sdt"), w("customXml")})
_LONGEST_CAPTION = 60
_FARTHEST = 100


def show(root: etree._Element, styles: Styles) -> None:
    """Change the tree to what a reader of the page sees.

    One of the alternatives of a drawing is kept; tracked changes are accepted; hidden text, ruby and
    the properties before a change go; raised digits are written as such; text boxes follow their
    paragraph; a table of one cell is a frame and gives way to what is in it; a table inside a table
    follows the outer one. Marks are set where changes or hidden text were, around fields that are not
    shown, and behind each table. Each step takes time in proportion to what it finds.
    """
    _choose_alternatives(root)
    _remove_all(root, *_FORMER, w("rt"))
    _accept_changes(root)
    _hide(root, styles)
    _raise_digits(root)
    _drop_galleries(root)
    mark_fields(root)
    for equation in list(root.iter(m("oMath"))):
        write_equation(equation, linear_text(equation))
        _remove(equation)
    _set_text_boxes_behind(root)
    tables = _unframe(root)
    _set_nested_tables_behind(tables)
    for table in tables:
        table.addnext(table.makeelement(TABLE_END))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.clear()  # to take out an element with many children costs their square
        parent.remove(element)


def _remove_all(root: etree._Element, *names: str) -> None:
    for element in list(root.iter(*names)):
        _remove(element)


def _choose_alternatives(root: etree._Element) -> None:
    """Keep the first choice, or the fallback where the choice has no text and the fallback has."""
    for alternate in list(root.iter(_ALTERNATE)):
        branches = list(alternate.iterchildren(_CHOICE, _FALLBACK))
        with_text = (branch for branch in branches if next(branch.iter(T), None) is not None)
        kept = next(with_text, branches[0] if branches else None)
        for branch in branches:
            if branch is not kept:
                _remove(branch)


def _note(before: etree._Element, kind: str) -> None:
    mark = before.makeelement(NOTE)
    mark.set(KIND, kind)
    if before.getparent() is None:
        before.insert(0, mark)
    else:
        before.addprevious(mark)


def _accept_changes(root: etree._Element) -> None:
    changes = list(root.iter(*_TAKEN_OUT, *_PUT_IN, _CELL_DELETED))
    if not changes:
        return
    first = _holder(changes[0])
    if first is not None:
        _note(first, REVISED)
    ended: list[etree._Element] = []
    for change in changes:
        parent = change.getparent()
        if change.tag in _PUT_IN or parent is None:
            continue
        if parent.tag == RPR:
            properties = parent.getparent()
            paragraph = None if properties is None or properties.tag != PPR else properties.getparent()
            ended += [] if paragraph is None or paragraph.tag != P else [paragraph]
        elif parent.tag in (TRPR, TC_PR):
            _remove_holder(parent)
        else:
            _remove(change)
    for paragraph in reversed(ended):
        _join_with_next(paragraph)


def _holder(change: etree._Element) -> etree._Element | None:
    """What a first change is noted before: itself, its paragraph's properties, its row or its cell."""
    parent = change.getparent()
    is_of_table = parent is not None and parent.tag in (TRPR, TC_PR)
    while parent is not None and parent.tag in (RPR, PPR, TRPR, TC_PR):
        change, parent = parent, parent.getparent()
    return parent if is_of_table or parent is None else change


def _remove_holder(properties: etree._Element) -> None:
    holder = properties.getparent()
    if holder is not None and holder.getparent() is not None:
        _remove(holder)


def _join_with_next(paragraph: etree._Element) -> None:
    """The end of this paragraph was deleted: what is left of it opens the following paragraph."""
    beside = islice(paragraph.itersiblings(), _FARTHEST)
    following = next((each for each in beside if each.tag in _BLOCKS), None)
    content = [child for child in paragraph if child.tag != PPR]
    has_text = any(next(child.iter(T), None) is not None for child in content)
    if following is None or following.tag != P:
        if not has_text:
            for mark in list(paragraph.iter(NOTE)):
                paragraph.addprevious(mark)
            _remove(paragraph)
        return
    first = next(iter(following), None)  # neither the length nor a slice: both count all that is there
    at = 0 if first is None or first.tag != PPR else 1
    for child in reversed(content):
        following.insert(at, child)
    _remove(paragraph)


def _hide(root: etree._Element, styles: Styles) -> None:
    noted = False
    for run in list(_hidden_runs(root, styles)):
        has_text = next(run.iter(T), None) is not None
        if has_text and not noted and run.getparent() is not None:
            _note(run, HIDDEN)
            noted = True
        run.clear()


def _raise_digits(root: etree._Element) -> None:
    """Write raised digits as such: the mark of a note behind 100 makes no 1001 of it."""
    for raised in root.iter(_RAISED):
        properties = raised.getparent()
        run = None if properties is None else properties.getparent()
        if raised.get(VAL) != "superscript" or run is None or run.tag != R:
            continue
        for text in run.iterchildren(T):
            if text.text and text.text.isascii() and text.text.isdigit():
                text.text = text.text.translate(_UPPER_DIGITS)


def _hidden_runs(root: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    for vanish in root.iter(_VANISH):
        properties = vanish.getparent()
        run = None if properties is None or not is_on(vanish.get(VAL)) else properties.getparent()
        if run is not None and run.tag == R:
            yield run
    if not styles.has_hidden:
        return
    for style in root.iter(_R_STYLE, _P_STYLE):
        if not styles.of(style.get(VAL)).is_hidden:
            continue
        properties = style.getparent()
        holder = None if properties is None else properties.getparent()
        if holder is not None and holder.tag == R:
            yield holder
        elif holder is not None and holder.tag == P:
            yield from holder.iter(R)


def _drop_galleries(root: etree._Element) -> None:
    """Tables of contents that Word inserted as a building block."""
    for gallery in list(root.iter(w("docPartGallery"))):
        if gallery.get(VAL) == "Table of Contents":
            block = next(gallery.iterancestors(w("sdt")), None)
            if block is not None:
                _remove(block)


def _set_text_boxes_behind(root: etree._Element) -> None:
    for box in reversed(list(root.iter(_BOX_CONTENT))):
        host = next(box.iterancestors(P), None)
        if host is None:
            continue
        for block in reversed([child for child in box if child.tag in _BLOCKS]):
            host.addnext(block)


def _unframe(root: etree._Element) -> list[etree._Element]:
    """Let tables of one cell give way to what is in it; returned are the other tables, in order."""
    kept: list[etree._Element] = []
    for table in list(root.iter(TBL)):
        cells = list(islice(_own_cells(table), 2))
        if len(cells) != 1:
            kept.append(table)
            continue
        for block in [child for child in cells[0] if child.tag in _BLOCKS]:
            table.addprevious(block)
        _remove(table)
    return kept


def _own_cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of the table itself; those of tables inside it are not asked for."""
    return (cell for row in _children(table, TR) for cell in _children(row, TC))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), *_PUT_IN):
            yield from _children(child, name)


def _set_nested_tables_behind(tables: Sequence[etree._Element]) -> None:
    for table in reversed(tables):
        outer = None
        for ancestor in table.iterancestors(TBL):
            outer = ancestor
        if outer is None:
            continue
        before = table.getprevious()
        if before is not None and before.tag == P:
            words = "".join(text.text or "" for text in islice(before.iter(T), 50)).strip()
            if "表" in words and len(words) <= _LONGEST_CAPTION:
                table.set(CAPTION, words)
        table.set(NESTED, "1")
        outer.addnext(table)
