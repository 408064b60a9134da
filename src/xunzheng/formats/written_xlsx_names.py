"""Names of worksheets: what Excel allows, each once, and where it can be a part of the sheet's first line."""

from __future__ import annotations

import re

LONGEST = 31
_ALLOWED = re.compile(r"[^\[\]:*?/\\]+")
_EDGES = " '\u3000"
_RESERVED = frozenset({"history"})


def sheet_name(first_line: str, taken: set[str], wanted: str = "") -> str:
    """A name for a sheet, put among the `taken` ones (in lower case).

    It is `wanted` where the first line has that word, else the longest part of the first line that Excel
    allows, at most 31 characters (of UTF-16); 表1, 表2 … where that is none or taken.

    >>> sheet_name("收入/支出明细表", set())
    '支出明细表'
    """
    parts = [_cut(part.strip(_EDGES)).strip(_EDGES) for part in _ALLOWED.findall(first_line)]
    best = max(parts, key=len, default="")
    name = wanted if wanted and wanted in first_line else best
    if not name or name.lower() in taken or name.lower() in _RESERVED:
        number = 1
        while f"表{number}" in taken:
            number += 1
        name = f"表{number}"
    taken.add(name.lower())
    return name


def _cut(text: str) -> str:
    """As much of the text as a name may have; characters beyond the first 65,536 count twice."""
    length = 0
    for at, character in enumerate(text):
        length += 1 + (character > "\uffff")
        if length > LONGEST:
            return text[:at]
    return text
