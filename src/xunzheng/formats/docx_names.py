"""The names of WordprocessingML that the reader knows, as lxml writes them."""

from __future__ import annotations

from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = "urn:schemas-microsoft-com:vml"
OWN: Final = "urn:xunzheng:reading"

# ISO/IEC 29500 Strict writes other namespaces for the same elements.
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONS.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute: ``w("p")``."""
    return f"{{{MAIN}}}{name}"


def m(name: str) -> str:
    """The full name of an element of Office mathematics: ``m("oMath")``."""
    return f"{{{MATH}}}{name}"


VAL: Final = w("val")
BODY, P, R, T, RPR, PPR, TRPR = (w(name) for name in ("body", "p", "r", "t", "rPr", "pPr", "trPr"))
TBL, TR, TC, TC_PR, GRID_COL = (w(name) for name in ("tbl", "tr", "tc", "tcPr", "gridCol"))
GRID_SPAN, V_MERGE, H_MERGE, GRID_BEFORE = (w(n) for n in ("gridSpan", "vMerge", "hMerge", "gridBefore"))
P_STYLE, NUM_ID, ILVL, OUTLINE = (w(name) for name in ("pStyle", "numId", "ilvl", "outlineLvl"))
TAB, PTAB, BR, CR, SYM, NO_BREAK_HYPHEN = (w(n) for n in ("tab", "ptab", "br", "cr", "sym", "noBreakHyphen"))
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE, ALT_CHUNK = (
    w(name) for name in ("footnoteReference", "endnoteReference", "altChunk")
)
BLIP: Final = f"{{{DRAWING}}}blip"
IMAGE_DATA: Final = f"{{{VML}}}imagedata"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"

# Marks that the reader sets into the tree before it walks over it.
TABLE_END, DROP, KEEP, NOTE = (f"{{{OWN}}}{name}" for name in ("table-end", "drop", "keep", "note"))
KIND: Final = "kind"
CAPTION: Final = "caption"
NESTED: Final = "nested"


def is_on(value: str | None) -> bool:
    """Whether an on/off property with this `w:val` is on; without a value it is."""
    return value not in ("0", "false", "off")


def whole(value: str | None, otherwise: int) -> int:
    """The whole number that an attribute states; `otherwise` where it states none."""
    if value is None or len(value) > 12:
        return otherwise
    try:
        return int(value)
    except ValueError:
        return otherwise
