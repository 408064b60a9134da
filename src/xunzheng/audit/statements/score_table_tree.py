"""The tree of indicators, grown row by row from the columns of levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xunzheng.audit.layout import Role
from xunzheng.audit.sheet import SheetNode, Stated
from xunzheng.audit.statements.score_table_cells import Locator, has_bare_weight, read_name
from xunzheng.audit.statements.score_table_columns import Columns, bare
from xunzheng.audit.statements.score_table_points import Explanation, read_explanation
from xunzheng.audit.statements.score_table_rows import RowKind, SheetRow
from xunzheng.audit.statements.score_table_targets import complete_target
from xunzheng.documents.model import Cell, Table

_KEPT = (Role.TARGET, Role.ACTUAL, Role.REASON, Role.OPERATOR, Role.UNIT)


@dataclass(slots=True)
class _Draft:
    """An indicator while its rows are still being read: the cells of its own rows by role."""

    level: int
    name: Cell
    weights: list[Cell] = field(default_factory=list)
    scores: list[Cell] = field(default_factory=list)
    explanation: list[Cell] = field(default_factory=list)
    points: list[Cell] = field(default_factory=list)
    kept: dict[Role, Cell] = field(default_factory=dict)
    children: list[_Draft] = field(default_factory=list)


class Tree:
    """Grows the drafts: a name in a level column opens an indicator, a row without names goes on with it."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.roots: list[_Draft] = []
        self._path: dict[int, _Draft] = {}

    def add(self, row: SheetRow) -> None:
        """Take in one row of indicators."""
        opened = self._open(row)
        leaf = self._path[max(self._path)] if self._path else None
        if leaf is None:
            return
        self._numbers(row, opened, leaf)
        places = self.columns.places
        leaf.explanation += self._filled(row, places.get(Role.EXPLANATION))
        for column in self.columns.points:
            leaf.points += self._filled(row, column)
        for role in _KEPT:
            cell = row.cells.get(places[role]) if role in places else None
            if cell is not None and (role not in leaf.kept or not leaf.kept[role].text):
                leaf.kept[role] = cell

    def _filled(self, row: SheetRow, column: int | None) -> list[Cell]:
        cell = row.cells.get(column) if column is not None else None
        return [cell] if cell is not None and cell.text else []

    def _open(self, row: SheetRow) -> list[_Draft]:
        """The indicators that the row opens, outermost first."""
        named = [(at, row.cells[c]) for at, c in enumerate(self.columns.levels) if row.text(c)]
        opened: list[_Draft] = []
        for at, cell in named:
            current = self._path.get(at)
            is_last = at == named[-1][0]
            if not opened and current is not None and self._repeats(row, current, cell, is_last):
                continue
            draft = _Draft(at, cell)
            parent = max((level for level in self._path if level < at), default=None)
            siblings = self.roots if parent is None else self._path[parent].children
            siblings.append(draft)
            self._path = {level: held for level, held in self._path.items() if level < at} | {at: draft}
            opened.append(draft)
        return opened

    def _repeats(self, row: SheetRow, current: _Draft, cell: Cell, is_last: bool) -> bool:
        """Whether a name merely repeats the open indicator, as where a merged cell was filled downwards."""
        if bare(current.name.text) != bare(cell.text):
            return False
        if not is_last or current.children:
            return True
        places = self.columns.places
        return all(
            row.text(places[role]) in ("", current.kept[role].text if role in current.kept else "")
            for role in (Role.TARGET, Role.ACTUAL)
            if role in places
        )

    def _numbers(self, row: SheetRow, opened: Sequence[_Draft], leaf: _Draft) -> None:
        for position, column in self.columns.weights.items():
            cell = row.cells.get(column)
            if cell is not None:
                owner = self._owner(cell, opened, leaf) if len(self.columns.weights) == 1 else None
                owner = owner or self._at(position, opened, leaf)
                if owner is not None:
                    owner.weights.append(cell)
        score = self.columns.places.get(Role.SCORE)
        cell = row.cells.get(score) if score is not None else None
        if cell is not None:
            self._owner(cell, opened, leaf).scores.append(cell)

    def _owner(self, cell: Cell, opened: Sequence[_Draft], leaf: _Draft) -> _Draft:
        """The indicator that a number belongs to: the innermost that reaches down as far as its cell."""
        reaching = [draft for draft in opened if draft.name.row_span >= cell.row_span]
        return reaching[-1] if reaching and cell.row_span > 1 else leaf

    def _at(self, position: int, opened: Sequence[_Draft], leaf: _Draft) -> _Draft | None:
        """The indicator of the level that a weight column is for, if this row opened or continues it."""
        if position == len(self.columns.levels) - 1:
            return leaf
        return next((draft for draft in opened if draft.level == position), None)


class Finisher:
    """Turns finished drafts into nodes."""

    def __init__(self, locator: Locator, table: Table, columns: Columns, roots: Sequence[_Draft]) -> None:
        self.locator = locator
        self.table = table
        self.columns = columns
        names = [draft.name.text for root in roots for draft in _all(root)]
        self._takes_bare = sum(map(has_bare_weight, names)) * 2 > len(names)

    def nodes(self, drafts: Sequence[_Draft], path: tuple[str, ...] = ()) -> tuple[SheetNode, ...]:
        """The nodes of `drafts` under `path`."""
        return tuple(self._node(draft, path) for draft in drafts)

    def _node(self, draft: _Draft, above: tuple[str, ...]) -> SheetNode:
        name = read_name(
            draft.name, has_weight_column=bool(self.columns.weights), takes_bare=self._takes_bare
        )
        path = (*above, name.name)
        weight = self._number(draft.weights)
        if name.weight is not None and (weight is None or not weight.text):
            weight = self.locator.span(self.table, draft.name, *name.weight)
        read = read_explanation(draft.points if self.columns.points else draft.explanation)
        return SheetNode(
            name=name.name,
            path=path,
            place=self.locator.place(self.table, draft.name),
            weight=weight,
            score=self._number(draft.scores),
            explanation="\n".join(cell.text for cell in draft.explanation),
            points=read.points,
            notes=read.notes,
            formula=self._formula(read) or self._formula(read_explanation(draft.explanation)),
            target=self._target(draft),
            actual=self._kept(draft, Role.ACTUAL),
            reason=self._kept(draft, Role.REASON),
            children=self.nodes(draft.children, path),
        )

    def _number(self, cells: Sequence[Cell]) -> Stated | None:
        """The one number that the cells of a group hold; several different ones are kept as text."""
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return self.locator.points(self.table, cells[0]) if cells else None
        if len({bare(cell.text) for cell in filled}) == 1:
            return self.locator.points(self.table, filled[0])
        return Stated("；".join(cell.text for cell in filled), self.locator.place(self.table, filled[0]))

    def _formula(self, read: Explanation) -> Stated | None:
        if read.formula is None:
            return None
        cell, start, end = read.formula
        return Stated(self.locator.text[start:end], self.locator.place(self.table, cell, start, end))

    def _target(self, draft: _Draft) -> Stated | None:
        """The target; a bare number takes the sign and the unit that stand in columns of their own."""
        target = self._kept(draft, Role.TARGET)
        if target is None or Role.OPERATOR not in self.columns.places:
            return target
        words = {
            role: bare(draft.kept[role].text) for role in (Role.OPERATOR, Role.UNIT) if role in draft.kept
        }
        return complete_target(target, words.get(Role.OPERATOR, ""), words.get(Role.UNIT, ""))

    def _kept(self, draft: _Draft, role: Role) -> Stated | None:
        cell = draft.kept.get(role)
        return None if cell is None else self.locator.stated(self.table, cell)


def _all(draft: _Draft) -> list[_Draft]:
    found, waiting = [], [draft]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += current.children
    return found


def read_tree(
    rows: Sequence[SheetRow], locator: Locator, table: Table, columns: Columns
) -> tuple[SheetNode, ...]:
    """The level-one nodes that the indicator rows of a table make up."""
    tree = Tree(columns)
    for row in rows:
        if row.kind is RowKind.INDICATOR:
            tree.add(row)
    return Finisher(locator, table, columns, tree.roots).nodes(tree.roots)
