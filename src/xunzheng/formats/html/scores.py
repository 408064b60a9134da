"""The score sheet as the page shows it: a tree of indicators, as stated beside as recomputed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.evaluation.interval import Interval
from xunzheng.evaluation.scoresheet import IndicatorScore
from xunzheng.evaluation.trace import Step
from xunzheng.formats.html.findings import write_number
from xunzheng.formats.html.rescoring import (
    EvidenceShare,
    Rescoring,
    percent,
    share_evidence,
    write_points,
)

FUNDS = ("initial", "budget", "executed", "weight", "rate", "score")


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar in per cent of the longest: its whole length, and how much of it is filled."""

    length: str
    filled: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A score as written beside the recomputed one; `kind` is number, text, empty or none (no cell)."""

    stated: str
    kind: str
    computed: str | None
    difference: str | None
    differs: bool


@dataclass(frozen=True, slots=True)
class NodeView:
    """An indicator; `source` is the id of the element of the document that it was read from."""

    name: str
    anchor: str
    level: int
    weight: str
    bar: BarView | None
    score: ScoreView
    evidence: str | None
    trace: tuple[Step, ...]
    reason: str
    formula: str
    explanation: str
    points: tuple[str, ...]
    notes: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    source: str | None
    children: tuple[NodeView, ...]

    @property
    def opens(self) -> bool:
        """Whether there is anything to show on demand."""
        texts = (
            self.formula,
            self.explanation,
            self.points,
            self.notes,
            self.trace,
            self.reason,
            self.columns,
        )
        return any(texts)


@dataclass(frozen=True, slots=True)
class FundsView:
    """A row of the funds block: what stands in each of the columns that the sheet has."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A score sheet: its tree, its totals, and on which evidence its points stand."""

    number: int
    nodes: tuple[NodeView, ...]
    weight: str
    total: ScoreView
    total_source: str | None
    grade: str | None
    computed_grade: str | None
    steps: tuple[Step, ...]
    framework: str | None
    shares: tuple[EvidenceShare, ...]
    funds_columns: tuple[str, ...]
    funds: tuple[FundsView, ...]
    money_unit: str
    has_scores: bool


def view_sheet(
    sheet: Sheet, number: int, rescoring: Rescoring, source: Callable[[int], str | None]
) -> SheetView:
    """The sheet as shown; `source` gives the id of the element that shows a block, by the block's index."""
    longest = max((_weight(node) for node in sheet.nodes), default=Decimal(0))
    look = _Look(number, rescoring, longest, source)
    rescored = rescoring.sheet
    columns = tuple(key for key in FUNDS if any(getattr(row, key) is not None for row in sheet.funds))
    return SheetView(
        number=number,
        nodes=tuple(look.view(node, f"{n}", 1) for n, node in enumerate(sheet.nodes, start=1)),
        weight=write_stated(sheet.total_weight) or "—",
        total=view_score(sheet.total_score, rescoring.total),
        total_source=_source(sheet.total_score, source),
        grade=sheet.grade.text.strip() if sheet.grade and sheet.grade.text.strip() else None,
        computed_grade=rescoring.grade,
        steps=rescored.steps if rescored else (),
        framework=rescored.title if rescored else None,
        shares=share_evidence(rescored) if rescored else (),
        funds_columns=columns,
        funds=tuple(_view_funds(row, columns) for row in sheet.funds),
        money_unit=sheet.money_unit,
        has_scores=sheet.has_scores,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What the views of all nodes of one sheet have in common."""

    number: int
    rescoring: Rescoring
    longest: Decimal
    source: Callable[[int], str | None]

    def view(self, node: SheetNode, position: str, level: int) -> NodeView:
        item, points = self.rescoring.score_of(node), self.rescoring.points_of(node)
        leaf = item if item and not item.children else None
        children = tuple(
            self.view(child, f"{position}-{n}", level + 1) for n, child in enumerate(node.children, start=1)
        )
        return NodeView(
            name=node.name,
            anchor=f"indicator-{self.number}-{position}",
            level=min(level, 4),
            weight=write_stated(node.weight) or "—",
            bar=self._bar(node, points),
            score=view_score(node.score, points),
            evidence=_evidence(leaf) if leaf else None,
            trace=leaf.steps if leaf else (),
            reason=leaf.note if leaf else "",
            formula=node.formula.text.strip() if node.formula else "",
            explanation=node.explanation,
            points=node.points,
            notes=node.notes,
            columns=_columns(node),
            source=self.source(node.place.block),
            children=children,
        )

    def _bar(self, node: SheetNode, points: Interval | None) -> BarView | None:
        weight = _weight(node)
        if weight <= 0 or self.longest <= 0:
            return None
        stated = node.score.value if node.score and node.score.value is not None else Decimal(0)
        filled = min(points.low if points else Fraction(stated), Fraction(weight))
        return BarView(percent(weight, self.longest), percent(filled, self.longest))


def _source(stated: Stated | None, source: Callable[[int], str | None]) -> str | None:
    return source(stated.place.block) if stated else None


def _evidence(leaf: IndicatorScore) -> str:
    return leaf.kind.value if leaf.kind and leaf.proved else "none"


def _weight(node: SheetNode) -> Decimal:
    if node.weight is not None and node.weight.value is not None:
        return max(node.weight.value, Decimal(0))
    return sum((_weight(child) for child in node.children), Decimal(0))


def view_score(stated: Stated | None, computed: Interval | None) -> ScoreView:
    """The score as stated and as recomputed, with the difference where both are one number.

    An empty cell for which a score can be computed differs, though there is nothing to subtract; a score
    known between bounds differs where the stated one lies outside.
    """
    value = stated.value if stated else None
    gap = outside = None
    if value is not None and computed is not None:
        outside = not computed.low <= value <= computed.high
        gap = computed.low - Fraction(value) if computed.is_exact else None
    kind = kind_of(stated)
    return ScoreView(
        stated=write_stated(stated),
        kind=kind,
        computed=None if computed is None else _write_interval(computed),
        difference=None if gap is None else _signed(gap),
        differs=bool(outside) or (computed is not None and kind == "empty"),
    )


def _signed(gap: Fraction) -> str:
    if gap == 0:
        return "0"
    written = write_points(gap)
    return written if gap < 0 else f"≈+{written[1:]}" if written.startswith("≈") else f"+{written}"


def _write_interval(points: Interval) -> str:
    low, high = write_points(points.low), write_points(points.high)
    return low if points.is_exact else f"{low}～{high}"


def kind_of(stated: Stated | None) -> str:
    """What stands in the cell: a `number`, a `text` that is none, nothing (`empty`), or no cell (`none`)."""
    if stated is None:
        return "none"
    if stated.value is not None:
        return "number"
    return "text" if stated.text.strip() else "empty"


def write_stated(stated: Stated | None) -> str:
    """The value with aligned digits, else the text as it stands; empty where there is no cell."""
    if stated is None:
        return ""
    return write_number(stated.value) if stated.value is not None else stated.text.strip()


def _columns(node: SheetNode) -> tuple[tuple[str, str], ...]:
    named = (("target", node.target), ("actual", node.actual), ("reason", node.reason))
    return tuple((key, stated.text.strip()) for key, stated in named if stated and stated.text.strip())


def _view_funds(row: FundsRow, columns: Sequence[str]) -> FundsView:
    """Amounts are set with aligned digits; a rate stays as it was written, with or without its sign."""
    cells: list[Stated | None] = [getattr(row, key) for key in columns]
    written = (
        cell.text.strip() if cell and key == "rate" else write_stated(cell)
        for key, cell in zip(columns, cells, strict=True)
    )
    return FundsView(row.name, tuple(written))
