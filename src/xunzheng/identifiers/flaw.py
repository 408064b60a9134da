"""What is wrong with an identifier, by position, and the refusal of one that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.identifiers.characters import CREDIT, LETTERS_AND_DIGITS
from xunzheng.refusal import Refusal

_FORBIDDEN = frozenset(LETTERS_AND_DIGITS) - frozenset(CREDIT)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: at which position (from 1; None: as a whole), what was expected and found."""

    position: int | None
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"第 {self.position} 位" if self.position else "整体"
        return f"{place}：{self.what}，应为{self.expected}，实为{self.found}"


class BadIdentifier(Refusal):
    """{where}：{what}。应为：{expected}；实为：{found}。{advice}"""


def refuse_flawed(title: str, flaws: tuple[Flaw, ...]) -> None:
    """Raise BadIdentifier for the first flaw, if there is one. The identifier itself is not repeated."""
    for flaw in flaws:
        raise BadIdentifier(
            flaw.what,
            where=f"{title}第 {flaw.position} 位" if flaw.position else title,
            expected=flaw.expected,
            found=flaw.found,
            advice="请对照证件或系统原文核对。",
        )


def length_flaws(text: str, *lengths: int) -> tuple[Flaw, ...]:
    """The flaw of a length that is none of the lawful ones."""
    if len(text) in lengths:
        return ()
    return (Flaw(None, "长度不对", "或 ".join(f"{length} 位" for length in lengths), f"{len(text)} 位"),)


def character_flaws(text: str, alphabet: str, name: str, first: int = 1) -> tuple[Flaw, ...]:
    """A flaw for each character outside the alphabet; `name` says what is allowed, `first` is its place."""
    return tuple(
        Flaw(place, _reason(letter, alphabet), name, f"“{letter}”")
        for place, letter in enumerate(text, first)
        if letter not in alphabet
    )


def check_flaws(position: int, what: str, expected: str, found: str) -> tuple[Flaw, ...]:
    """The flaw of a check character that does not hold."""
    return () if expected == found else (Flaw(position, f"{what}不符", f"“{expected}”", f"“{found}”"),)


def _reason(letter: str, alphabet: str) -> str:
    if alphabet == CREDIT and letter in _FORBIDDEN:
        return "不使用的字母（I、O、Z、S、V 易与数字混淆）"
    return "不允许的字符"
