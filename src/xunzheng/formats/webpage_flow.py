"""The flow of a web page: its tree walked once, as lines and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xunzheng.formats.webpage_grid import GroupedRow, SourceCell, read_span
from xunzheng.formats.webpage_main import is_layout
from xunzheng.formats.webpage_text import item_number, numbered, shown
from xunzheng.formats.webpage_tree import BLOCKS, HEADINGS, Node

_UPPER_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ICON = 64


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line: `linked` of its characters stand in `links` links; `inside` the main part or not."""

    text: str
    declared: int | None
    linked: int
    links: int
    inside: bool


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of data with its rows, and how many characters of it stand in links."""

    rows: list[GroupedRow]
    linked: int
    inside: bool
    nested: bool


@dataclass(slots=True)
class _Cell:
    node: Node
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    node: Node
    rows: list[GroupedRow] = field(default_factory=list)
    group: int = 0
    cells: list[SourceCell] = field(default_factory=list)
    feet: list[GroupedRow] = field(default_factory=list)


class Flow:
    """Walks a tree and gathers `items`; `images` counts pictures of the main part larger than icons."""

    def __init__(self, root: Node, main: Node, left_out: set[Node]) -> None:
        self.items: list[PageLine | PageTable] = []
        self.images: list[str] = []
        self._main = main
        self._left_out = {id(node) for node in left_out}
        self._inside = False
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._link_depth = 0
        self._preserved = 0
        self._declared: int | None = None
        self._number = ""
        self._table: _Table | None = None
        self._cell: _Cell | None = None
        self._nested = 0
        self._has_nested = False
        self._walk(root)
        self._flush()

    def _walk(self, root: Node) -> None:
        self._enter(root)
        stack: list[tuple[Node, Iterator[Node | str]]] = [(root, iter(root.children))]
        while stack:
            node, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(node)
            elif isinstance(child, str):
                self._text(child)
            elif id(child) not in self._left_out:
                self._enter(child)
                stack.append((child, iter(child.children)))

    def _text(self, text: str) -> None:
        if self._preserved and "\n" in text:
            first, *rest = text.split("\n")
            self._piece(first)
            for line in rest:
                self._flush()
                self._piece(line)
        else:
            self._piece(text)

    def _piece(self, text: str) -> None:
        self._pieces.append(text)
        if self._link_depth:
            self._linked += len(text.strip())

    def _enter(self, node: Node) -> None:
        tag = node.tag
        if node is self._main:
            self._flush()
            self._inside = True
        if self._cell is not None and (tag in ("table", "tr", "td", "th")):
            self._enter_nested(tag)
        elif tag == "table" and self._table is None and not is_layout(node):
            self._flush()
            self._table = _Table(node)
        elif self._table is not None and self._cell is None and tag in ("td", "th"):
            self._flush()
            self._cell = _Cell(node)
        elif tag == "br":
            self._flush()
        elif tag in BLOCKS:
            self._flush()
            self._enter_block(node)
        else:
            self._enter_inline(node)

    def _enter_block(self, node: Node) -> None:
        if node.tag == "li":
            self._number = item_number(node)
        elif node.tag in HEADINGS:
            self._declared = HEADINGS[node.tag]
        elif node.tag == "pre":
            self._preserved += 1
        elif self._table is not None and node.tag in ("thead", "tbody", "tfoot"):
            self._table.group += 1

    def _enter_inline(self, node: Node) -> None:
        if node.tag == "a" and "href" in node.attributes:
            self._link_depth += 1
            self._links += 1
        elif node.tag == "img" and self._inside:
            self._image(node)
        elif node.tag == "input" and self._cell is not None:
            if node.attributes.get("type", "text").lower() in ("text", "number", "date"):
                self._piece(node.attributes.get("value", ""))
        elif node.tag == "sup" and len(node.children) == 1:
            raised = node.children[0]
            digits = raised.strip() if isinstance(raised, str) else ""
            if digits.isascii() and digits.isdigit():  # the mark of a note behind 100 makes no 1001 of it
                node.children = [digits.translate(_UPPER_DIGITS)]

    def _image(self, node: Node) -> None:
        sizes = [node.attributes.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
        if not any(size.isascii() and size.isdigit() and int(size[:6]) <= _ICON for size in sizes):
            self.images.append(shown(node.attributes.get("alt", ""))[:30])

    def _enter_nested(self, tag: str) -> None:
        """A table within a cell of data: its rows as lines, its cells parted by blanks."""
        if tag == "table":
            self._nested += 1
            self._has_nested = True
            self._flush()
        elif tag == "tr":
            self._flush()
        else:
            self._pieces.append("\u00a0")

    def _leave(self, node: Node) -> None:
        tag = node.tag
        if self._cell is not None and node is self._cell.node:
            self._close_cell()
        elif self._cell is not None and tag == "table":
            self._nested -= 1
            self._flush()
        elif self._cell is not None and tag in ("tr", "td", "th"):
            pass
        elif self._table is not None and node is self._table.node:
            self._close_table()
        elif self._table is not None and tag == "tr" and node.parent is not None:
            self._close_row(node.parent.tag)
        elif tag in BLOCKS:
            self._flush()
            self._leave_block(tag)
        elif tag == "a" and "href" in node.attributes:
            self._link_depth -= 1
        if node is self._main:
            self._flush()
            self._inside = False

    def _leave_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self._declared = None
        elif tag == "li":
            self._number = ""
        elif tag == "pre":
            self._preserved -= 1

    def _flush(self) -> None:
        """End the line: what was gathered goes to the cell, or becomes a line of the page."""
        text = shown("".join(self._pieces)) if self._pieces else ""
        self._pieces.clear()
        if text:
            text, self._number = numbered(self._number, text), ""
            if self._cell is not None:
                self._cell.lines.append(text)
            else:
                line = PageLine(text, self._declared, self._linked, self._links, self._inside)
                self.items.append(line)
        if self._cell is None:
            self._linked = self._links = 0

    def _close_cell(self) -> None:
        self._flush()
        cell, table = self._cell, self._table
        self._cell = None
        self._linked = self._links = 0
        if cell is not None and table is not None:
            attributes = cell.node.attributes
            table.cells.append(
                SourceCell(
                    "\n".join(cell.lines),
                    read_span(attributes.get("rowspan"), is_row=True),
                    read_span(attributes.get("colspan"), is_row=False),
                )
            )

    def _close_row(self, group: str) -> None:
        table = self._table
        if table is None:
            return
        self._flush()
        rows = table.feet if group == "tfoot" else table.rows
        rows.append(GroupedRow(table.group, tuple(table.cells)))
        table.cells = []

    def _close_table(self) -> None:
        self._flush()
        table = self._table
        self._table = None
        if table is None:
            return
        if table.cells:
            table.rows.append(GroupedRow(table.group, tuple(table.cells)))
        rows = [*table.rows, *table.feet]
        if any(cell.text for row in rows for cell in row.cells):
            self.items.append(PageTable(rows, table.node.linked, self._inside, self._has_nested))
        self._has_nested = False
