"""Refusals of the readers: files that cannot be read as a report, each with a sentence that helps."""

from __future__ import annotations


class Unreadable(Exception):
    """The file cannot be read as a report; the message is the Chinese sentence that the user sees.

    The sentence names the file, the place in it where there is one, what was expected and what was
    found, and what to do.
    """

    def __init__(self, name: str, found: str, expected: str, advice: str, where: str = "") -> None:
        place = f"（{where}）" if where else ""
        super().__init__(f"读不了 {name}{place}：{found}；这里需要的是{expected}。请{advice}。")
        self.name = name
        self.found = found
        self.expected = expected
        self.advice = advice
        self.where = where
