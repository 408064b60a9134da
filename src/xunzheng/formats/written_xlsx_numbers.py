"""Numbers in a workbook: the format that shows a number in exactly the digits of its text."""

from __future__ import annotations

import re
from decimal import Decimal

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]+)?")
_MOST_DIGITS = 15


def number_format(text: str, number: Decimal) -> str | None:
    """The number format under which Excel shows `number` as `text`; None where no format does.

    Known are digits with or without commas and decimals, and these with a `%`. What has more than the 15
    digits that a workbook keeps, or is written otherwise, stays text: nothing is shown that was not written.

    >>> number_format("1,234.50", Decimal("1234.5")), number_format("95.3%", Decimal("0.953"))
    ('#,##0.00', '0.0%')
    """
    percent = text.endswith("%")
    shown = text.removesuffix("%")
    match = _PLAIN.fullmatch(shown) or _GROUPED.fullmatch(shown)
    if match is None or len(re.sub("[^0-9]", "", shown)) > _MOST_DIGITS:
        return None
    value = Decimal(shown.replace(",", ""))
    if value == 0 and shown.startswith("-"):
        return None
    decimals = "." + "0" * (len(match[1]) - 1) if match[1] else ""
    digits = ("#,##0" if "," in shown else "0") + decimals
    if not percent:
        return digits if value == number else None
    if value == number * 100:
        return digits + "%"
    return f'{digits}"%"' if value == number else None
