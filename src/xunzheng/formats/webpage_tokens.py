"""Tokens of a web page: tags with the attributes that matter here, and text; in one pass, whatever comes."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from html import unescape
from typing import NamedTuple

LONGEST_ATTRIBUTE = 2_000
_KEPT = frozenset(
    [
        "style",
        "class",
        "id",
        "href",
        "rowspan",
        "colspan",
        "hidden",
        "alt",
        "role",
        "start",
        "type",
        "value",
        "selected",
        "checked",
        "width",
        "height",
        "content",
        "name",
        "charset",
        "http-equiv",
        "src",
        "reversed",
    ]
)
_NAME = re.compile(r"[A-Za-z][^\s/>]{0,60}")
_ATTRIBUTE = re.compile(
    r"""[\s/]*([^\s/>=][^\s/>=]*|=[^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?"""
)
_TAG_END = re.compile(r"[\s/]*>")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_NO_ATTRIBUTES: dict[str, str] = {}


class Token(NamedTuple):
    """A start tag (`start`), end tag (`end`) or text (`text`); `name` is the tag's name or the text."""

    kind: str
    name: str
    attributes: dict[str, str] = _NO_ATTRIBUTES
    closed: bool = False


def tokens(page: str) -> Iterator[Token]:
    """The tokens of a page. Comments, conditional comments, declarations and processing marks are none.

    What stands in scripts and styles is left out; that of a title or text area is text. Time is linear.
    """
    at = 0
    while at < len(page):
        opening = page.find("<", at)
        if opening < 0:
            opening = len(page)
        if opening > at:
            yield Token("text", unescape(page[at:opening]))
        if opening >= len(page):
            return
        following = page[opening + 1 : opening + 2]
        if following.isascii() and following.isalpha():
            token, at = _start(page, opening + 1)
            yield token
            if token.name in _RAW and not token.closed:
                at = yield from _raw(page, at, token.name)
        elif following == "/":
            name = _NAME.match(page, opening + 2)
            closing = page.find(">", opening)
            at = len(page) if closing < 0 else closing + 1
            if name:
                yield Token("end", name[0].lower())
        elif following in ("!", "?"):
            at = _mark_end(page, opening)
        else:
            yield Token("text", "<")
            at = opening + 1


def _mark_end(page: str, at: int) -> int:
    """Where a comment or declaration ends."""
    if page.startswith(("<!-->", "<!--->"), at):
        return page.index(">", at) + 1
    sign = "-->" if page.startswith("<!--", at) else ">"
    end = page.find(sign, at + 2)
    return len(page) if end < 0 else end + len(sign)


def _start(page: str, at: int) -> tuple[Token, int]:
    match = _NAME.match(page, at)
    name = match[0].lower() if match else ""
    at = match.end() if match else at
    attributes: dict[str, str] = {}
    while True:
        end = _TAG_END.match(page, at)
        if end:
            return Token("start", name, attributes, "/" in end[0]), end.end()
        found = _ATTRIBUTE.match(page, at)
        if found is None or found.end() == at:
            return Token("start", name, attributes), len(page)
        at = found.end()
        key = found[1].lower() if len(found[1]) < 20 else ""
        if key in _KEPT and key not in attributes:
            value = found[2] or found[3] or found[4] or ""
            attributes[key] = unescape(value[:LONGEST_ATTRIBUTE])


def _raw(page: str, at: int, name: str) -> Generator[Token, None, int]:
    """What stands in an element that holds no tags; where the page goes on behind it."""
    closing = _RAW[name].search(page, at)
    end = closing.start() if closing else len(page)
    if name in ("textarea", "title"):
        yield Token("text", unescape(page[at:end]))
    return end
