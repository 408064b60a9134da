"""For tests of what is given back: audits with findings where one wants them, and Word files compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from xunzheng.audit.finding import Citation, Finding, Place, Severity
from xunzheng.audit.run import Audit
from xunzheng.documents.model import Document, Table
from xunzheng.formats.docx_names import STRICT, w

_ADDED = (w("commentRangeStart"), w("commentRangeEnd"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEVELS = tuple(Severity)


def place_of(document: Document, start: int, end: int) -> Place:
    """The place of a span."""
    blocks = [block for block in document.blocks if block.start <= start]
    block = blocks[-1] if blocks else None
    row = column = None
    if isinstance(block, Table):
        cells = [cell for cell in block.cells if cell.start <= start and end <= cell.end]
        row, column = (cells[-1].row, cells[-1].column) if cells else (None, None)
    section, index = (block.section, block.index) if block else ((), 0)
    quote = document.text[start:end]
    return Place(section, index, start, end, document.line_of(start), quote, row, column)


def audited(document: Document, *spans: tuple[int, int] | None) -> Audit:
    """An audit with one finding for each span; None is a finding without a place."""
    findings = [
        Finding(
            "sum-of-parts",
            _LEVELS[number % 3],
            () if span is None else (place_of(document, *span),),
            "合计500万元",
            "合计490万元",
            "核对总数与各分项。",
            "sum-of-parts/1",
            arithmetic="300 + 190 = 490 ≠ 500（万元）",
            rule=Citation("某办法", "财预〔2020〕10号", "第十五条"),
        )
        for number, span in enumerate(spans)
    ]
    return audit_of(document, findings)


def audit_of(document: Document, findings: Sequence[Finding]) -> Audit:
    """An audit of just these findings."""
    return Audit(document, tuple(findings), (), (), None, ())


def at(document: Document, quote: str, nth: int = 0) -> tuple[int, int]:
    """The span of the n-th occurrence of a quote."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return start, start + len(quote)


def parts_of(package: bytes) -> dict[str, bytes]:
    """All parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def tree_of(part: bytes) -> etree._Element:
    """The tree of a part, in the transitional namespaces."""
    for strict, transitional in STRICT:
        part = part.replace(strict, transitional)
    return etree.fromstring(part, etree.XMLParser(remove_comments=True))


def joined(part: bytes, first_own: int = 0) -> bytes:
    """The part without the marks of comments from an id on, and with like runs side by side joined."""
    root = tree_of(part)
    for mark in list(root.iter(*_ADDED)):
        if int(mark.get(w("id"), "0")) >= first_own:
            _take_out(mark)
    for reference in list(root.iter(w("commentReference"))):
        run = reference.getparent()
        if run is not None and int(reference.get(w("id"), "0")) >= first_own:
            _take_out(run)
    for run in list(root.iter(w("r"))):
        _join(run)
    for text in root.iter(w("t")):
        text.attrib.pop(_SPACE, None)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
    if len(parent) == 0 and not (parent.text or "").strip():
        parent.text = None


def _join(run: etree._Element) -> None:
    """Move what following runs of the same properties hold into this one."""
    while run.getparent() is not None and not (run.tail or "").strip():
        following = run.getnext()
        if following is None or following.tag != w("r") or not _alike(run, following):
            break
        content = [child for child in following if child.tag != w("rPr")]
        for child in content:
            last = run[-1] if len(run) else None
            if last is not None and last.tag == child.tag == w("t") and not (last.tail or ""):
                last.text = (last.text or "") + (child.text or "")
                last.tail = child.tail
            else:
                run.append(child)
        run.tail = following.tail
        parent = following.getparent()
        assert parent is not None
        parent.remove(following)


def _alike(run: etree._Element, other: etree._Element) -> bool:
    return dict(run.attrib) == dict(other.attrib) and _properties(run) == _properties(other)


def _properties(run: etree._Element) -> bytes:
    found = run.find(w("rPr"))
    return b"" if found is None else etree.tostring(found, method="c14n", with_tail=False)


def commented(part: bytes, identifier: int) -> str:
    """The text of the runs between the marks of a comment; a line end for each paragraph, `¦` for a cell."""
    pieces: list[str] = []
    is_inside = False
    for element in tree_of(part).iter():
        if element.tag == w("commentRangeStart") and element.get(w("id")) == str(identifier):
            is_inside = True
        elif element.tag == w("commentRangeEnd") and element.get(w("id")) == str(identifier):
            return "".join(pieces)
        elif is_inside:
            pieces += _shown(element)
    raise AssertionError(f"comment {identifier} has no range")


def _shown(element: etree._Element) -> Iterator[str]:
    if element.tag == w("t"):
        yield element.text or ""
    elif element.tag == w("tab"):
        yield "\t"
    elif element.tag == w("footnoteReference"):
        yield "*"
    elif element.tag in (w("p"), w("tc")):
        yield "\n" if element.tag == w("p") else "¦"
