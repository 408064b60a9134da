"""The official forms as data: the table's rows and words, and the outline of the report that goes with it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from xunzheng.audit.rules import Rules
from xunzheng.basis import Basis
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.grades import GradeScale
from xunzheng.evaluation.rules import Denominator, Qualitative


class Layout(enum.StrEnum):
    """How the table of a form is laid out."""

    SCORED = "scored"  # 项目支出绩效自评表
    ANNEX = "annex"  # 专项（项目）资金绩效评价表
    TRANSFER = "transfer"  # 转移支付绩效目标自评表


class Content(enum.StrEnum):
    """What a part of a report says from the data, without a word of the clerk."""

    PROJECT = "project"
    GOAL = "goal"
    BASES = "bases"
    METHOD = "method"
    ARRANGED = "arranged"
    ARRIVED = "arrived"
    SPENT = "spent"
    MANAGED = "managed"
    RESULT = "result"
    ATTAINED = "attained"
    INDICATORS = "indicators"
    OUTPUTS = "outputs"
    BENEFITS = "benefits"
    PROCESS = "process"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class FundsRow:
    """A row of the funds block: the `kind` that a source of the project names, and the printed `label`."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level-one indicator of the form with the level-two ones that may stand under it."""

    name: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report's outline.

    `says` is written from the data, `text` is the key of the clerk's own text, which must be there where
    `required`. A part that has neither is left out, and the labels are counted without it.
    """

    title: str
    says: tuple[Content, ...] = ()
    text: str = ""
    required: bool = False
    prompt: str = ""
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """This part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: its table and its report.

    `framework` is the code of the framework that the scores follow. `denominator` is what spent funds are
    divided by for the execution rate, `planned` the words for the planned funds. `funds` are the rows of
    the funds block in order; `levels` the indicators' first two levels, empty where the framework has them;
    `management` the rows on the management of the funds. `qualitative` is the rule of the indicators
    without a number, `notes` what is printed under the table.
    """

    code: str
    title: str
    layout: Layout
    table_title: str
    report_title: str
    framework: str
    denominator: Denominator
    planned: str
    basis: Basis
    scale: str | None = None
    funds: tuple[FundsRow, ...] = ()
    levels: tuple[Level, ...] = ()
    management: tuple[str, ...] = ()
    qualitative: Qualitative | None = None
    outline: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_scored(self) -> bool:
        """Whether the table has points at all."""
        return self.layout is not Layout.TRANSFER

    def parts(self) -> Iterator[Part]:
        """All parts of the outline, outer ones first."""
        for part in self.outline:
            yield from part.walk()

    def label(self, kind: str) -> str | None:
        """The printed label of a kind of funds; None for a kind that the form does not have."""
        return next((row.label for row in self.funds if row.kind == kind), None)

    def level(self, name: str) -> Level | None:
        """The level-one indicator of that name."""
        return next((level for level in self.levels if level.name == name), None)


@dataclass(frozen=True, slots=True)
class FormRules:
    """A form with what it refers to: its framework, its grade scale, and the rules of the audit."""

    form: Form
    framework: Framework
    scale: GradeScale | None
    rules: Rules
