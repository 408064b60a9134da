"""The user's own Word file with the findings as comments at their places, and nothing else of it changed."""

from __future__ import annotations

import posixpath

from xunzheng.audit.run import Audit
from xunzheng.formats.annotated_markup import NotMarkup, plain_utf8
from xunzheng.formats.annotated_notes import Annotated, Note, notes_of
from xunzheng.formats.annotated_package import Parts
from xunzheng.formats.annotated_parts import TYPES, relations_of, with_relation, with_type
from xunzheng.formats.commented_docx_anchors import Anchors, Span, namespace_of, tags_of
from xunzheng.formats.commented_docx_origins import read_docx_origins
from xunzheng.formats.commented_docx_part import first_free, with_comments
from xunzheng.formats.docx import LIMITS
from xunzheng.formats.docx_names import MAIN
from xunzheng.formats.docx_package import DocxLimits, Package
from xunzheng.formats.refusals import Unreadable

_SIGNED = "文件带有数字签名；加了批注以后签名不再有效，请以原文件为准。"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def comment_docx(content: bytes, audit: Audit, limits: DocxLimits = LIMITS) -> Annotated:
    """The Word file that the audit was made of, with one comment for each finding at its first place.

    Findings that reach over several paragraphs have a short comment at each further one. What concerns the
    whole report, an automatic number, or an empty cell stands at its paragraph; what stands in a footnote at
    the reference to it, in a text box at the drawing. Existing comments stay. Besides the marks of the
    comments, and runs split where one begins or ends inside, every byte of the text's part is as it was;
    all other parts are copied as they lie there, macros and signatures too.

    Raises `Unreadable` where the file is not the one that was audited, and as `read_docx` does.

    Example: ``comment_docx(content, audit(read(content, name), standard_rules())).content``.
    """
    name = audit.document.name
    reading = read_docx_origins(content, name, limits)
    if reading.document.text != audit.document.text:
        raise Unreadable(name, "文件的文字与核对时的不同", "核对过的那个文件", "重新核对这个文件")
    package, parts = Package(content, name, limits), Parts(content, name)
    main = package.main()
    comments = package.related(main).get("comments")
    root = package.parse_document(main)
    source = plain_utf8(parts.read(main), root)
    existing = parts.read(comments) if comments else None
    namespace = namespace_of(source)
    anchors = Anchors(source, tags_of(root), reading, namespace)
    try:
        placed = _place(anchors, audit, first_free(source, existing or b""))
        changed = {main: anchors.written()} if placed else {}
        if placed:
            changed |= _parts(parts, main, comments, existing, placed, namespace)
    except NotMarkup as fault:
        raise Unreadable(name, "批注部分的 XML 写错了", "完整的 Word 文件", "用 Word 另存再试") from fault
    remarks = (_SIGNED,) if any(part.startswith("_xmlsignatures/") for part in parts.names()) else ()
    return Annotated(parts.replaced(changed), len(placed), remarks)


def _place(anchors: Anchors, audit: Audit, first: int) -> list[tuple[int, Note]]:
    placed: list[tuple[int, Note]] = []
    start = next((block.start for block in audit.document.blocks), 0)
    for note in notes_of(audit):
        identifier = first + len(placed)
        place = note.place
        span = Span(place.start, place.end, identifier) if place else Span(start, start, identifier)
        if anchors.add(span) or anchors.add(Span(start, start, identifier)):
            placed.append((identifier, note))
    return placed


def _parts(
    parts: Parts,
    main: str,
    comments: str | None,
    existing: bytes | None,
    placed: list[tuple[int, Note]],
    namespace: str,
) -> dict[str, bytes]:
    """The part of the comments; where it is new, the two lists that it has to stand in."""
    if comments is not None:
        return {comments: with_comments(existing, placed, namespace)}
    folder = posixpath.dirname(main)
    part = _free_name(parts, folder)
    listing = relations_of(main)
    relations = parts.read(listing) if listing in parts else None
    listed, _ = with_relation(relations, "comments", posixpath.basename(part), strict=namespace != MAIN)
    return {
        TYPES: with_type(parts.read(TYPES), part, _TYPE),
        listing: listed,
        part: with_comments(None, placed, namespace),
    }


def _free_name(parts: Parts, folder: str) -> str:
    number = 1
    part = posixpath.join(folder, "comments.xml")
    while part in parts:
        part = posixpath.join(folder, f"comments{number}.xml")
        number += 1
    return part
