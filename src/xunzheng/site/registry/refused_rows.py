"""The refused rows of an import as a file for the spreadsheet in which they are put right."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from xunzheng.site.registry.planning import RefusedRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refused_csv(refused: Sequence[RefusedRow]) -> str:
    """A line for each reason: row, column, expected, found, what to do. Excel opens it as UTF-8.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(("行号", "列", "应为", "实为", "怎么办"))
    for row in refused:
        fault = row.fault
        texts = (fault.column, fault.expected, fault.found, fault.advice)
        writer.writerow((row.number, *map(harmless, texts)))
    return "\ufeff" + stream.getvalue()


def harmless(text: str) -> str:
    """The text, with an apostrophe before what would be a formula.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
