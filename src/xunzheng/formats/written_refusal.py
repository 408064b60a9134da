"""The refusal of the writers: what cannot be written, in a sentence that helps."""

from __future__ import annotations


class Unwritable(Exception):
    """The manuscript cannot be written so; the message is the Chinese sentence that the user sees.

    The sentence says what was to be written, what stands against it, what was expected, and what to do.
    """

    def __init__(self, what: str, found: str, advice: str) -> None:
        super().__init__(f"写不了{what}：{found}。请{advice}。")
        self.what = what
        self.found = found
        self.advice = advice
