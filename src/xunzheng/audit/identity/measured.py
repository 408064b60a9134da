"""A figure with what it measures, wherever the report states it: in a sentence, a table or a score sheet."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import Dimension


class Source(enum.Enum):
    """Where a figure stands."""

    PROSE = "prose"
    TABLE = "table"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words that say what a figure measures, taken apart.

    `noun` are the words that name the thing, `acts` what was done with it (one sign for each family of
    verbs: 资助 and 受助 are one), `states` the words that set a part of the thing off from the rest
    (竣工, 新增, 农村). `bound` says that the noun stands right beside the figure, not in a clause before.
    """

    noun: str
    acts: frozenset[str]
    states: frozenset[str]
    bound: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """One statement of a measured thing.

    `base` is the measure that figures must share to be one thing. `stage` is where in the life of money or
    work the figure stands (planned, spent, …; None: the plain actual value). `year` is the year that the
    words name, None where they name none; `part` the part of the year, batch or section of works (一季度,
    第二批); `owners` the named places and units that the sentence speaks of, or the row of a table whose
    column names the thing. `of_which` marks a part of a whole that the same sentence states; `whole` that
    the words speak of all of it (全年, 共); `scope` the level of government that it is spoken of (县 in
    全县). `words` are the report's own; `start` and `end` the figure's offsets in the document;
    `row` and `column` its cell, -1 in a sentence.
    """

    subject: Subject
    quantity: Quantity
    base: str
    stage: Stage | None
    year: int | None
    part: str
    owners: frozenset[str]
    of_which: bool
    whole: bool
    scope: str
    source: Source
    words: str
    start: int
    end: int
    block: int
    section: tuple[str, ...]
    sentence: int
    row: int = -1
    column: int = -1

    @property
    def is_rate(self) -> bool:
        """Whether the figure is a rate."""
        return self.quantity.unit.dimension is Dimension.RATE

    @property
    def company(self) -> tuple[int, int]:
        """The figures that are told in one breath: those of a sentence outside tables, or of a row."""
        return (self.block, self.row) if self.row >= 0 else (-1, self.sentence)
