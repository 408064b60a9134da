"""The score sheet as a report states it: a tree of indicators with the weights and scores as read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.finding import Place
from xunzheng.audit.layout import Layout


@dataclass(frozen=True, slots=True)
class Stated:
    """A number or text of the sheet together with the place it was read from.

    `value` is None where the text is no number (`text` then says what stands there) or is empty.
    """

    text: str
    place: Place
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SheetNode:
    """An indicator of the sheet as read; a leaf has no children.

    `name` is without weight and line breaks (`资金到位率`); `path` the names from level one down, its
    own last. `score` is None where the sheet has no place for one; a `Stated` with empty text where
    the cell is there but empty. `points` are the evaluation points (评价要点), without their labels'
    lead-in; `notes` the other lines of explanation (the terms of the formula). `target`, `actual`
    and `reason` are the columns of the self-evaluation table, None where there is no such column.
    """

    name: str
    path: tuple[str, ...]
    place: Place
    weight: Stated | None = None
    score: Stated | None = None
    explanation: str = ""
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    formula: Stated | None = None
    target: Stated | None = None
    actual: Stated | None = None
    reason: Stated | None = None
    children: tuple[SheetNode, ...] = ()

    def leaves(self) -> Iterator[SheetNode]:
        """The leaf indicators under this node, itself if it is one, in the sheet's order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[SheetNode]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class FundsRow:
    """A row of the funds block of a self-evaluation table (年度资金总额, 其中：当年财政拨款 …), as read.

    The columns that the table does not have are None. Money is in the unit that the table states.
    """

    name: str
    place: Place
    initial: Stated | None = None  # 年初预算数
    budget: Stated | None = None  # 全年预算数 (A)
    executed: Stated | None = None  # 全年执行数 (B)
    weight: Stated | None = None  # 分值
    rate: Stated | None = None  # 执行率
    score: Stated | None = None  # 得分


@dataclass(frozen=True, slots=True)
class Sheet:
    """A score sheet as read: level-one nodes, the stated totals, and the funds block if there is one.

    `table` is the index of the document's table block. `has_scores` says whether the sheet has a
    score column at all; `has_reasons` whether it has a column for the reasons of deviations. `told`
    says that it is told in sentences, without a table: `table` is then the paragraph of its first
    indicator, and what it leaves out is no fault of form. `layout` is the layout that it was read by, None
    where no pack describes it; `doubtful` says that its cells had to be put together or taken apart, so
    that what rests on them is a suspicion at most. `reviews` are the same sheet with the scores of its
    other score columns (复核得分).
    """

    table: int
    nodes: tuple[SheetNode, ...]
    total_weight: Stated | None = None
    total_score: Stated | None = None
    grade: Stated | None = None
    funds: tuple[FundsRow, ...] = ()
    money_unit: str = "万元"
    has_scores: bool = True
    has_reasons: bool = False
    told: bool = False
    layout: Layout | None = None
    doubtful: bool = False
    reviews: tuple[Sheet, ...] = ()

    def leaves(self) -> Iterator[SheetNode]:
        """All leaf indicators in the sheet's order."""
        for node in self.nodes:
            yield from node.leaves()

    def walk(self) -> Iterator[SheetNode]:
        """All nodes, parents before children."""
        for node in self.nodes:
            yield from node.walk()
