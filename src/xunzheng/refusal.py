"""The refusal: a sentence for the user saying what, where, expected, found and what to do."""

from __future__ import annotations

_LONGEST = 300


def shorten(text: str) -> str:
    """The text on one line, cut to 300 characters, so that hostile input cannot flood a message."""
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


class Refusal(ValueError):
    """{where}：{what}。应为：{expected}；实为：{found}。{advice}"""

    def __init__(self, what: str, *, where: str, expected: str, found: str, advice: str) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.found = shorten(found)
        self.advice = advice
        super().__init__(f"{where}：{what}。应为：{expected}；实为：{self.found}。{advice}")
