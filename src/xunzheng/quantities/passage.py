"""The text being scanned with its folded twin, and what surrounds a place in it."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.quantities.quantity import Exclusion, Malformed, Mention, NotQuantity, Quantity

Found = Mention | Exclusion | Malformed
"""What a place with digits or numerals in it turns out to be."""

_LINE_ENDS = "\n\r\t|\f\v\x07"
_MARGIN = 24
_CLAUSE_ENDS = frozenset("。;:!?,、…\n\r\t|\f\v\x07；：，！？")
_MARKUP = " #*>·"


@dataclass(frozen=True, slots=True)
class Passage:
    """`folded` is `fold(text)`: offsets are the same in both."""

    text: str
    folded: str

    def mention(self, start: int, end: int, quantity: Quantity, operator: str = "") -> Mention:
        """The quantity with the characters that it was read from."""
        return Mention(start, end, self.text[start:end], quantity, operator)

    def exclusion(self, start: int, end: int, kind: NotQuantity) -> Exclusion:
        """The characters between two offsets as something that is no quantity."""
        return Exclusion(start, end, self.text[start:end], kind)

    def malformed(self, start: int, end: int) -> Malformed:
        """The characters between two offsets as digits that are no number."""
        return Malformed(start, end, self.text[start:end])

    def line_lead(self, at: int) -> str | None:
        """What stands before an offset in its line or table cell, blanks and list markup off.

        None where more than a few characters do, so that the cost does not grow with the line.
        """
        start = max(0, at - _MARGIN)
        chunk = self.folded[start:at]
        cut = max(chunk.rfind(sign) for sign in _LINE_ENDS)
        if cut < 0 and start > 0:
            return None
        return chunk[cut + 1 :].strip(_MARKUP)

    def opens_clause(self, at: int) -> bool:
        """Whether an offset stands right after a punctuation mark, or first in its line or cell."""
        before = self.folded[at - 1 : at]
        return not before or before in _CLAUSE_ENDS or (before == " " and self.line_lead(at) == "")


def is_ideograph(sign: str) -> bool:
    """Whether a character is a Chinese one; False for the empty string."""
    return "\u4e00" <= sign <= "\u9fff" if sign else False
