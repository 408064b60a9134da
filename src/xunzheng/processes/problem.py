"""A problem of a definition: where in it, and what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the place (`actions › draft › to`), `text` the sentence."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}：{self.text}"
