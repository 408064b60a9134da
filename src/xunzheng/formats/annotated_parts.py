"""The lists of an Office package that a new part has to stand in: content types and relations."""

from __future__ import annotations

import posixpath
import re

from xunzheng.formats.annotated_markup import Insertion, Markup, in_last

TYPES = "[Content_Types].xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def kinds_of(*, strict: bool) -> str:
    """The namespace of relations, which their types begin with: the transitional one or that of Strict."""
    return _KINDS[strict]


def with_type(types: bytes, part: str, content_type: str) -> bytes:
    """The list of content types with that of a new part."""
    markup = Markup(types)
    override = f'<{with_colon(markup)}Override PartName="/{part}" ContentType="{content_type}"/>'
    return markup.with_insertions([in_last(markup, override.encode())])


def with_default_type(types: bytes, extension: str, content_type: str) -> bytes:
    """The list of content types with one for all parts of an extension, unless it has it."""
    markup = Markup(types)
    known = rb'Extension\s*=\s*["\']%s["\']' % re.escape(extension.encode())
    if markup.is_empty(0) or re.search(known, types, re.IGNORECASE):
        return types
    default = f'<{with_colon(markup)}Default Extension="{extension}" ContentType="{content_type}"/>'
    return markup.with_insertions([Insertion(markup.inner(0), markup.inner(0), default.encode())])


def with_relation(relations: bytes | None, kind: str, target: str, *, strict: bool) -> tuple[bytes, str]:
    """The relations of a part with one more, and its id; new ones where there were none."""
    if relations is None:
        relations = f'{DECLARATION}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    number = 1
    while f'"rIdXz{number}"'.encode() in relations:
        number += 1
    markup = Markup(relations)
    attributes = f'Id="rIdXz{number}" Type="{_KINDS[strict]}/{kind}" Target="{target}"'
    relation = f"<{with_colon(markup)}Relationship {attributes}/>"
    return markup.with_insertions([in_last(markup, relation.encode())]), f"rIdXz{number}"


def relations_of(part: str) -> str:
    """The name of the part that lists the relations of a part.

    >>> relations_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def with_colon(markup: Markup, number: int = 0) -> str:
    """The prefix of an element as it goes before the names of those in it."""
    prefix = markup.prefix(number).decode()
    return f"{prefix}:" if prefix else ""
