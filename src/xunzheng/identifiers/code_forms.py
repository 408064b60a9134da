"""Forms of codes as data: parts of fixed length, and the code lists that give them meaning."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from xunzheng.identifiers.characters import DIGITS, LETTERS_AND_DIGITS
from xunzheng.identifiers.credit_code import credit_code_flaws
from xunzheng.identifiers.flaw import Flaw, character_flaws, length_flaws
from xunzheng.identifiers.item_code import day_flaws

CREDIT_AUTHORITY = "credit-authority"
CREDIT_CATEGORY = "credit-category"
ITEM_KIND = "item-kind"
ITEM_LEVEL = "item-level"


class PartKind(enum.StrEnum):
    """What a part may hold."""

    DIGITS = "digits"
    CHARACTERS = "characters"
    REGION = "region"
    DAY = "day"
    CREDIT_CODE = "credit-code"


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes with their meanings (代码表)."""

    code: str
    title: str
    meanings: Mapping[str, str]

    def meaning(self, code: str) -> str:
        """The meaning of the code, or an empty text where the list does not have it."""
        return self.meanings.get(code, "")


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of a code: its name, length and kind, and the code list that gives it meaning, if any."""

    name: str
    length: int
    kind: PartKind
    codes: str | None = None


@dataclass(frozen=True, slots=True)
class CodeForm:
    """A form of code: parts in their order, with a separator between them or none."""

    code: str
    title: str
    parts: tuple[FormPart, ...]
    separator: str = ""

    @property
    def length(self) -> int:
        """How many characters a code of the form has, separators among them."""
        return sum(part.length for part in self.parts) + len(self.separator) * (len(self.parts) - 1)

    def split(self, text: str) -> tuple[tuple[FormPart, int, str], ...]:
        """The parts of a code of the right length, each with its place (from 1) and characters."""
        found, start = [], 0
        for part in self.parts:
            found.append((part, start + 1, text[start : start + part.length]))
            start += part.length + len(self.separator)
        return tuple(found)

    def join(self, texts: tuple[str, ...]) -> str:
        """A code of its parts' characters; `split` gives them back."""
        return self.separator.join(texts)

    def flaws(self, text: str) -> tuple[Flaw, ...]:
        """What is wrong with a code in capitals: length, separators, then part by part."""
        wrong = length_flaws(text, self.length) or self._separator_flaws(text)
        if wrong:
            return wrong
        return tuple(flaw for part, place, own in self.split(text) for flaw in _part_flaws(part, place, own))

    def _separator_flaws(self, text: str) -> tuple[Flaw, ...]:
        ends = (place + part.length - 1 for part, place, _ in self.split(text)[:-1] if self.separator)
        return tuple(
            Flaw(end + 1, "缺少分隔符", f"“{self.separator}”", f"“{text[end]}”")
            for end in ends
            if text[end] != self.separator
        )


@dataclass(frozen=True, slots=True)
class CodeForms:
    """What a rule pack says of codes: forms and code lists."""

    forms: tuple[CodeForm, ...] = ()
    lists: Mapping[str, CodeList] = field(default_factory=dict)

    def meaning(self, of_list: str | None, code: str) -> str:
        """The meaning of the code in the list; an empty text where there is no such list or code."""
        found = self.lists.get(of_list or "")
        return found.meaning(code) if found is not None else ""


def _part_flaws(part: FormPart, place: int, text: str) -> tuple[Flaw, ...]:
    if part.kind is PartKind.DAY:
        return day_flaws(text, place)
    if part.kind is PartKind.CREDIT_CODE:
        inner = credit_code_flaws(text)
        return tuple(
            Flaw((flaw.position or 1) + place - 1, flaw.what, flaw.expected, flaw.found) for flaw in inner
        )
    if part.kind is PartKind.CHARACTERS:
        return character_flaws(text, LETTERS_AND_DIGITS, "数字或大写字母", place)
    return character_flaws(text, DIGITS, "数字", place)
