"""The main text of a web page: which part of the tree holds the report, and what is about the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.formats.webpage_tree import Node

_MAIN_SHARE = 0.85
_ZONE_SHARE = 0.5
_PASSED = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "form",
        "center",
        "table",
        "tbody",
        "tr",
        "td",
        "span",
        "font",
        "header",
        "fieldset",
    ]
)
_ZONE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|menu|submenu|foot|footer|bottom|crumbs?|breadcrumbs?|bread|share|bdshare\w*|sharebox"
    r"|sidebar|copyright|toolbar|tools|search|login|pager|pagination|weizhi|dqwz|curpos|friendlinks?|friend-links?"
    r"|qrcode|ewm|related|xgxx|prevnext|accessibility)(?:[\s_\d-]|$)",
    re.IGNORECASE,
)
_COLUMN_TEXT = 200


def is_layout(table: Node) -> bool:
    """Whether a table only arranges the page: one column, other tables as its content, or columns of text."""
    if table.attributes.get("role", "").lower() in ("presentation", "none"):
        return True
    rows = [cells for row in table_rows(table) if (cells := row_cells(row))]
    if not rows or max(len(cells) for cells in rows) == 1:
        return True
    cells = [cell for row in rows for cell in row]
    if table.tables:
        return 2 * sum(cell.weight for cell in cells if cell.tables) >= table.weight
    return len(rows) == 1 and any(cell.blocks >= 3 and cell.weight > _COLUMN_TEXT for cell in cells)


def table_rows(table: Node) -> Iterator[Node]:
    """The rows of a table in the order shown: heads first, feet last."""
    for wanted in ("thead", "tbody", "tfoot"):
        for child in table.elements():
            if child.tag == wanted:
                yield from (row for row in child.elements() if row.tag == "tr")
            elif child.tag == "tr" and wanted == "tbody":
                yield child


def row_cells(row: Node) -> list[Node]:
    """The cells of a row."""
    return [cell for cell in row.elements() if cell.tag in ("td", "th")]


def zones(root: Node) -> set[Node]:
    """The elements named for menus, footers, search and sharing, unless most of the text stands in them."""
    found: set[Node] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        names = f"{node.attributes.get('id', '')} {node.attributes.get('class', '')}"
        if names != " " and _ZONE.search(names) and node.weight < _ZONE_SHARE * root.weight:
            found.add(node)
            continue
        waiting.extend(node.elements())
    return found


def main_part(root: Node, left_out: set[Node]) -> Node:
    """The innermost element that holds nearly all of the text outside links and `left_out`.

    Navigation is mostly links, so it does not count; where no single element holds nearly all, the one
    around several does: in doubt more is kept.
    """
    outside = {id(node) for node in left_out}
    lost: dict[int, int] = {}
    for node in left_out:
        weight = node.weight - node.linked
        above: Node | None = node
        while above is not None:
            lost[id(above)] = lost.get(id(above), 0) + weight
            above = above.parent

    def text(node: Node) -> int:
        return node.weight - node.linked - lost.get(id(node), 0)

    whole = text(root)
    part = root
    while True:
        inner = next(
            (
                child
                for child in part.elements()
                if id(child) not in outside and text(child) >= _MAIN_SHARE * whole and _may_enter(child)
            ),
            None,
        )
        if inner is None or whole <= 0:
            return part
        part = inner


def _may_enter(node: Node) -> bool:
    return node.tag in _PASSED and (node.tag != "table" or is_layout(node))
