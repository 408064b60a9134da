"""The text of charts: how wide it is, about, and where it breaks."""

from __future__ import annotations

import unicodedata

_NARROW = 0.58
_MOST_LINES = 4


def measure(text: str, size: float) -> float:
    """The width of a text in a sans serif face, about: wide characters are as wide as they are high.

    >>> measure("产出 9", 10)
    31.6
    """
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return round((wide + _NARROW * (len(text) - wide)) * size, 3)


def wrap(text: str, width: float, size: float) -> list[str]:
    """The text in lines no wider than `width`, at most four, the last one ending in an ellipsis if cut.

    >>> wrap("数量指标完成", 30, 10)
    ['数量指', '标完成']
    """
    lines: list[str] = [""]
    wide = 0.0
    for character in text:
        step = measure(character, size)
        if lines[-1] and wide + step > width:
            if len(lines) == _MOST_LINES:
                return [*lines[:-1], lines[-1][:-1] + "…"]
            lines.append("")
            wide = 0.0
        lines[-1] += character
        wide += step
    return lines
