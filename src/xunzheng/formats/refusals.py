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


class WrongLimit(Exception):
    """A setting for the limits of reading is not a whole number within its bounds."""

    def __init__(self, name: str, found: str, least: int, most: int) -> None:
        expected, advice = f"{least} 至 {most} 的整数", "请改正，或删去以使用默认值。"
        super().__init__(f"设置 {name} 不对：应为{expected}；实为“{found[:80]}”。{advice}")
        self.name = name
        self.found = found
        self.least = least
        self.most = most
