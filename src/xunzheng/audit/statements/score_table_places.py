"""The places of a sheet that was read from paragraphs: each in the block that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, replace

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.documents.model import Document


class Relocator:
    """Moves the places of a sheet of our own making to the blocks of the document."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks

    def sheet(self, sheet: Sheet) -> Sheet:
        """The sheet with all its places moved."""
        return replace(
            sheet,
            nodes=tuple(self._node(node) for node in sheet.nodes),
            funds=tuple(self.funds(row) for row in sheet.funds),
            total_weight=self._stated(sheet.total_weight),
            total_score=self._stated(sheet.total_score),
            grade=self._stated(sheet.grade),
            reviews=(),
        )

    def funds(self, row: FundsRow) -> FundsRow:
        """A row of the funds block with its places moved."""
        stated = {
            each.name: self._stated(value)
            for each in fields(row)
            if isinstance(value := getattr(row, each.name), Stated)
        }
        return replace(row, place=self._place(row.place), **stated)  # type: ignore[arg-type]  # by name

    def _node(self, node: SheetNode) -> SheetNode:
        stated = {
            each.name: self._stated(value)
            for each in fields(node)
            if isinstance(value := getattr(node, each.name), Stated)
        }
        children = tuple(self._node(child) for child in node.children)
        return replace(node, place=self._place(node.place), children=children, **stated)  # type: ignore[arg-type]  # by name

    def _stated(self, stated: Stated | None) -> Stated | None:
        return None if stated is None else replace(stated, place=self._place(stated.place))

    def _place(self, place: Place) -> Place:
        block = self.blocks[bisect_right(self.blocks, place.start, key=lambda each: each.start) - 1]
        return replace(place, section=block.section, block=block.index, row=None, column=None)
