"""The refusals of the formula room: each a sentence with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

_CONTEXT = 24


class FormulaError(ValueError):
    """The text is no formula, or cannot be computed with what was given.

    `text` is the formula's source, `position` the 1-based number of the character that the sentence
    speaks of (one past the last character where something is missing at the end).
    """

    def __init__(self, message: str, text: str = "", position: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.position = position

    def pointer(self) -> str:
        """Two lines: the formula (cut around the place if it is long) and a caret under the character.

        Chinese characters and full-width signs take two columns, so the caret stands under them in a
        terminal.

        >>> print(FormulaError("…", "率＝（甲", 3).pointer())
        率＝（甲
            ^
        """
        at = self.position - 1
        first = max(0, at - _CONTEXT)
        last = at + _CONTEXT
        before = ("…" if first else "") + _one_line(self.text[first:at])
        after = _one_line(self.text[at:last]) + ("…" if last < len(self.text) else "")
        return f"{before}{after}\n{' ' * sum(map(_columns, before))}^"


class UnknownName(FormulaError):
    """The formula needs a value that was not given."""

    def __init__(
        self, message: str, text: str, position: int, missing: tuple[str, ...], given: Collection[str]
    ) -> None:
        super().__init__(message, text, position)
        self.missing = missing
        self.given = tuple(given)


class DimensionError(FormulaError):
    """Quantities of unlike units were added or compared: `left` and `right` are the two units."""

    def __init__(self, message: str, text: str, position: int, left: str, right: str) -> None:
        super().__init__(message, text, position)
        self.left = left
        self.right = right


class ValueRefused(FormulaError):
    """A value that was given cannot be computed with: a float, an infinite number, a list out of place."""


def _one_line(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn"}:
        return 0
    # “ ” · × ÷ … are "ambiguous": Chinese terminals and fonts draw them two columns wide.
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
