"""The project: what is a fact about it, said once; everything else is computed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from xunzheng.evaluation.evidence import EvidenceKind


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the funds, in 万元: planned at the start, planned after adjustment, arrived, spent."""

    kind: str
    name: str
    initial: Decimal
    budget: Decimal
    arrived: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Proof:
    """What a value stands on: an attached file with its SHA-256, a stated place, or whose judgement."""

    kind: EvidenceKind
    place: str = ""
    digest: str = ""
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A named quantity that an actual value follows from: `有效问卷`, `588份`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ProjectIndicator:
    """One indicator with what was aimed at and reached.

    `key` is its place in the file. `code` names a leaf of the form's framework; otherwise `level_one` and
    `level_two` say where it stands. `target` and `actual` are written as in the table (`≥90%`); instead of
    `actual` may stand `share` (part and whole, for a rate) or `parts` (which add up). `outcome` is the band
    of a qualitative indicator and `score` the points that somebody judged in it. `met` are the numbers of
    the evaluation points that are met, `values` the quantities of the framework's formula by their names.
    """

    key: str
    name: str
    weight: Decimal | None
    proof: Proof
    level_one: str = ""
    level_two: str = ""
    code: str = ""
    target: str = ""
    actual: str = ""
    share: tuple[Counted, Counted] | None = None
    parts: tuple[Counted, ...] = ()
    outcome: str = ""
    score: Decimal | None = None
    met: frozenset[int] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


@dataclass(frozen=True, slots=True)
class Managed:
    """A row of the management of the funds: how it is, and what is wrong with it and done about it."""

    name: str
    state: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project and its year, as the clerk knows it. Amounts are in 万元.

    `form` is the code of the chosen form. `region` may be empty, `leader` and `phone` too. `expected` and
    `achieved` are the year's goal and what came of it. `texts` are the clerk's own words by the keys of the
    form's outline, paragraphs on lines of their own. `bases` are the documents that the project stands on.
    `adjusted_because` is the reason where the budget was changed, `spent_because` where little was spent.
    """

    form: str
    name: str
    year: int
    unit: str
    department: str
    reported_on: date
    sources: tuple[Source, ...]
    expected: str
    achieved: str
    indicators: tuple[ProjectIndicator, ...]
    region: str = ""
    leader: str = ""
    phone: str = ""
    execution_weight: Decimal | None = None
    adjusted_because: str = ""
    spent_because: str = ""
    bases: tuple[str, ...] = ()
    managed: tuple[Managed, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    @property
    def initial(self) -> Decimal:
        """Planned at the start of the year, all sources."""
        return sum((source.initial for source in self.sources), Decimal(0))

    @property
    def budget(self) -> Decimal:
        """Planned for the year after adjustment, all sources."""
        return sum((source.budget for source in self.sources), Decimal(0))

    @property
    def arrived(self) -> Decimal:
        """Arrived, all sources."""
        return sum((source.arrived for source in self.sources), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """Spent, all sources."""
        return sum((source.spent for source in self.sources), Decimal(0))

    @property
    def left(self) -> Decimal:
        """Arrived less spent, all sources."""
        return self.arrived - self.spent
