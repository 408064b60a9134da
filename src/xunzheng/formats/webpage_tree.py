"""The tree of a web page: what a browser would show, from tags as people leave them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xunzheng.formats.webpage_tokens import Token, tokens

MOST_NODES = 500_000
_MOST_STEPS = 20_000_000
_NEAR = 20
_DEEPEST = 1_000

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "bgsound",
    ]
)
SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "aside",
        "footer",
        "button",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "xml",
        "math",
        "frameset",
        "noframes",
        "noembed",
        "del",
        "dialog",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CLOSES_P = BLOCKS - {"html", "body", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "title"}
_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_SCOPE = frozenset({"table", "td", "th", "caption", "html", "body"})
_INSIDE = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"}) | _SCOPE),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPE),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPE),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (_GROUPS, frozenset({"table"})),
    "thead": (_GROUPS, frozenset({"table"})),
    "tfoot": (_GROUPS, frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "a": (frozenset({"a"}), _SCOPE),
}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_BLANK = re.compile(r"\s+")


class Node:
    """An element that shows: its children in order are elements and texts.

    `weight` counts the characters in it, `linked` those of them in links; `blocks` the block elements and
    line breaks in it, `tables` the tables. `number` is for the list that an item stands in to give.
    """

    __slots__ = ("attributes", "blocks", "children", "linked", "number", "parent", "tables", "tag", "weight")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Node | str] = []
        self.weight = 0
        self.linked = 0
        self.blocks = 0
        self.tables = 0
        self.number: int | None = None

    def elements(self) -> Iterator[Node]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Node))


class Page:
    """A page read: its tree, its titles, and how much was hidden or left out.

    `hidden_sentences` counts full stops in hidden text, `cut` says that the page has more elements than
    are read.
    """

    def __init__(self, page: str, most_nodes: int = MOST_NODES) -> None:
        self.root = Node("html", {}, None)
        self.title = ""
        self.article_title = ""
        self.generator = ""
        self.has_frames = False
        self.hidden_sentences = 0
        self.cut = False
        self._open: list[Node] = [self.root]
        self._names: Counter[str] = Counter({"html": 1})
        self._in_title = False
        self._left = most_nodes
        self._steps = _MOST_STEPS  # of all searches for an open element, so that none is long in the end
        for token in tokens(page):
            if self._left <= 0 and token.kind == "start":
                self.cut = True
                break
            self._take(token)
        while len(self._open) > 1:
            self._close_last()

    def _take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token.name)
        elif token.kind == "start":
            self._left -= 1
            self._start(token)
        elif token.name == "title":
            self._in_title = False
        elif token.name not in VOID:
            self._end(token.name)
        elif token.name == "br":
            self._start(Token("start", "br"))

    def _text(self, text: str) -> None:
        if self._in_title:
            self.title = self.title or " ".join(text.split())[:300]
            return
        node = self._open[-1]
        node.children.append(text)
        count = len(_BLANK.sub("", text))
        node.weight += count

    def _start(self, token: Token) -> None:
        name, attributes = token.name, token.attributes
        if name == "title":
            self._in_title = not token.closed
            return
        if name == "meta":
            self._meta(attributes)
            return
        if name == "body" or (name == "html" and len(self._open) == 1):
            self._end("head")
            return
        self.has_frames = self.has_frames or name == "frameset"
        self._imply_ends(name)
        parent = self._open[-1]
        node = Node(name, attributes, parent)
        if _shows(node):
            parent.children.append(node)
        if name in VOID or (token.closed and ":" in name):
            parent.blocks += name == "br"
        elif len(self._open) < _DEEPEST:
            self._open.append(node)
            self._names[name] += 1

    def _meta(self, attributes: dict[str, str]) -> None:
        name, content = attributes.get("name", "").lower(), attributes.get("content", "")
        if name == "articletitle":
            self.article_title = " ".join(content.split())[:300]
        elif name == "generator":
            self.generator = content[:100]

    def _imply_ends(self, name: str) -> None:
        """Close what a start tag closes: an open paragraph, the list item or table part before it."""
        if self._names["head"] and name not in SKIPPED and name not in VOID and name != "title":
            self._end("head")
        if name in _CLOSES_P and self._names["p"]:
            self._close_to(frozenset({"p"}), _SCOPE)
        if name in _INSIDE:
            self._close_to(*_INSIDE[name])
        if name in _CELLS and self._names["table"] and self._open[-1].tag in _GROUPS | {"table"}:
            self._start(Token("start", "tr"))

    def _end(self, name: str) -> None:
        if not self._names[name]:
            return
        if name in BLOCKS or name in SKIPPED or name == "a":
            self._close_to(frozenset({name}), frozenset() if name == "table" else _BOUNDS.get(name, _TABLE))
        elif self._find(frozenset({name}), BLOCKS) is not None:
            self._close_to(frozenset({name}), BLOCKS)

    def _find(self, names: frozenset[str], bounds: frozenset[str]) -> int | None:
        """The innermost open element of those names, not looking past one of `bounds`."""
        nearest = 0 if self._steps > 0 else max(0, len(self._open) - _NEAR)
        for at in range(len(self._open) - 1, nearest, -1):
            self._steps -= 1
            tag = self._open[at].tag
            if tag in names:
                return at
            if tag in bounds:
                return None
        return None

    def _close_to(self, names: frozenset[str], bounds: frozenset[str]) -> None:
        at = self._find(names, bounds)
        while at is not None and len(self._open) > at:
            self._close_last()

    def _close_last(self) -> None:
        node = self._open.pop()
        self._names[node.tag] -= 1
        parent = node.parent
        if parent is None:
            return
        if not _shows(node):
            if _HIDDEN.search(node.attributes.get("style", "")):
                self.hidden_sentences += sum(
                    child.count("。") for child in node.children if isinstance(child, str)
                )
            return
        parent.weight += node.weight
        parent.linked += node.weight if node.tag == "a" and "href" in node.attributes else node.linked
        parent.blocks += node.blocks + (node.tag in BLOCKS)
        parent.tables += node.tables + (node.tag == "table")


_TABLE = frozenset({"table", "td", "th"})
_BOUNDS = {
    "td": frozenset({"table"}),
    "th": frozenset({"table"}),
    "tr": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "head": frozenset[str](),
}


def _shows(node: Node) -> bool:
    """Whether an element is shown: no script, navigation or form control, and not hidden."""
    if node.tag in SKIPPED or "hidden" in node.attributes:
        return False
    style = node.attributes.get("style")
    return style is None or not _HIDDEN.search(style)
