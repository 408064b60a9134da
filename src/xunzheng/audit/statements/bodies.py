"""The body of each section: what stands under a heading before the next heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xunzheng.documents.model import Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Body:
    """The text under a heading up to the next heading of any level, its run-in part first.

    `text` is the document's text from `start`, where the first paragraph begins, to the end of the last
    one, with what stands between them; `tables` says that a table stands under the heading; `parent` that
    a deeper heading follows, so that an empty body is natural. `block` is the index of the heading, which
    ends at `heading_end`.
    """

    block: int
    title: str
    section: tuple[str, ...]
    heading_start: int
    heading_end: int
    start: int
    text: str
    tables: bool
    parent: bool


def read_bodies(document: Document) -> Iterator[Body]:
    """The bodies of all headings in order. Text before the first heading has none."""
    headings = [p for p in document.paragraphs() if p.level]
    blocks = document.blocks
    for position, heading in enumerate(headings):
        following = headings[position + 1] if position + 1 < len(headings) else None
        stop = following.index if following else len(blocks)
        inside = blocks[heading.index + 1 : stop]
        paragraphs = [b for b in inside if isinstance(b, Paragraph)]
        runs_in = heading.body_start < heading.end
        start = heading.body_start if runs_in or not paragraphs else paragraphs[0].start
        end = paragraphs[-1].end if paragraphs else heading.end
        yield Body(
            block=heading.index,
            title=heading.title or heading.text,
            section=heading.section,
            heading_start=heading.start,
            heading_end=heading.body_start,
            start=start,
            text=document.text[start:end],
            tables=any(isinstance(b, Table) for b in inside),
            parent=following is not None and following.level > heading.level,
        )
