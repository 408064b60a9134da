"""The layouts of tables and reports as rule packs describe them: how they are told and what they mean."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.finding import Place
from xunzheng.audit.parameters import RequiredDimension, WeightPart
from xunzheng.basis import Basis
from xunzheng.evaluation.rules import Denominator, Qualitative

ANY = "*"


class Role(enum.StrEnum):
    """What a column of an indicator table or of its funds block holds."""

    LEVEL = "level"  # 一级指标 … 四级指标
    NAME = "name"  # 指标名称, where the levels have no column
    WEIGHT = "weight"
    SCORE = "score"
    EXPLANATION = "explanation"
    POINTS = "points"
    TARGET = "target"
    ACTUAL = "actual"
    OPERATOR = "operator"  # 指标性质: the sign of the target
    UNIT = "unit"  # 计量单位: the unit of target and actual value
    REASON = "reason"
    REMARK = "remark"  # 说明: a reason beside an actual value, otherwise the points
    OTHER = "other"  # known, and of no use here: 序号, 数据来源
    INITIAL = "initial"  # from here on the funds block
    BUDGET = "budget"
    EXECUTED = "executed"
    RATE = "rate"
    PLANNED = "planned"  # of the form with four columns of funds
    ARRIVED = "arrived"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """What the columns under certain headings mean. `level` is that of a level column, from 1."""

    role: Role
    headings: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Recognition:
    """By what a layout is told.

    Of each group in `headings` one must be a cell of the table, or in a layout of reports part of a
    section's title; none of `absent` may be. `typical` headings and the `words` of the title count
    towards the better of two layouts. A heading is compared without blanks and short brackets; `*` in it
    stands for up to twelve characters.
    """

    headings: tuple[tuple[str, ...], ...]
    typical: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Execution:
    """How the layout scores the execution of the budget.

    `weight` is None where the layout leaves it open. Below `reason_below`, a share of one, the layout
    asks for a reason.
    """

    denominator: Denominator
    weight: Decimal | None = None
    reason_below: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of a table, or of a whole report, as its rule pack describes it.

    `of_report` says that it is told by the titles of the sections. `has_scores` is False where such tables
    bear no scores, so that none is missing. `framework` is the code of the framework whose formulas hold,
    `outline` that of the outline that the report follows. `weights` are the level-one weights that it
    lays down, `dimensions` what it must cover; empty where it says nothing. `qualitative` are the bands in
    which an indicator without a number is scored.
    """

    code: str
    title: str
    basis: Basis
    recognition: Recognition
    of_report: bool = False
    columns: tuple[LayoutColumn, ...] = ()
    has_scores: bool = True
    money_unit: str | None = None
    framework: str | None = None
    outline: str | None = None
    execution: Execution | None = None
    weights: tuple[WeightPart, ...] = ()
    dimensions: tuple[RequiredDimension, ...] = ()
    qualitative: Qualitative | None = None

    @property
    def pack(self) -> str:
        """The pack with its version, as a finding names it."""
        return f"{self.code}/{self.basis.version}"

    def column(self, heading: str) -> LayoutColumn | None:
        """The column of that heading, blanks and brackets taken out; None for one that it does not know."""
        return next((each for each in self.columns if _any_fits(each.headings, heading)), None)


@dataclass(frozen=True, slots=True)
class NearLayout:
    """A layout that came near: how many of its headings stand there, and which it lacks."""

    code: str
    title: str
    matched: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppliedLayout:
    """A layout that was applied, to a table or to the report (`table` is None), and why.

    `matched` are the headings as the report has them; `asked` says that the user chose it. `near` are the
    next best, the nearest first.
    """

    layout: Layout
    table: int | None
    place: Place
    matched: tuple[str, ...]
    near: tuple[NearLayout, ...] = ()
    asked: bool = False


def fits(pattern: str, text: str) -> bool:
    """Whether a heading of a layout is that of a table: the same, `*` standing for up to 12 characters.

    >>> fits("*预算数", "调整后预算数"), fits("预算数", "年初预算数")
    (True, False)
    """
    if ANY not in pattern:
        return pattern == text
    first, *rest = pattern.split(ANY)
    if not text.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest, start=1):
        last = number == len(rest)
        found = len(text) - len(piece) if last and text.endswith(piece) else text.find(piece, at)
        if not at <= found <= at + _MOST_ANY:
            return False
        at = found + len(piece)
    return at == len(text)


_MOST_ANY = 12


def _any_fits(patterns: tuple[str, ...], text: str) -> bool:
    return any(fits(pattern, text) for pattern in patterns)
