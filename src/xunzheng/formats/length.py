"""The length of a report, the same wherever it is told."""

from __future__ import annotations


def count_characters(text: str) -> int:
    """The characters of the text without white space, in code points.

    >>> count_characters("一、概况\\n 500 万元")
    9
    """
    return sum(not character.isspace() for character in text)
