"""The reader for Word files (docx, docm): what the page shows, as the one document model."""

from __future__ import annotations

from collections.abc import Callable

from xunzheng.documents.model import Document, Doubt
from xunzheng.documents.outline import document_from_blocks
from xunzheng.formats.docx_blocks import BlockReader, TooManyLines
from xunzheng.formats.docx_names import BODY, w
from xunzheng.formats.docx_numbering import Numbering
from xunzheng.formats.docx_package import DocxLimits, Package
from xunzheng.formats.docx_styles import Styles
from xunzheng.formats.docx_tree import show
from xunzheng.formats.refusals import Unreadable

LIMITS = DocxLimits()
_NOTE_KINDS = (("footnotes", "footnote", ""), ("endnotes", "endnote", "尾注"))
_MACROS = "文件带有宏；宏没有运行，也不读。"


def read_docx(content: bytes, name: str, limits: DocxLimits = LIMITS) -> Document:
    """Read a report from a Word file.

    The text is what Word shows: automatic numbers stand before their paragraphs, tracked changes are
    accepted, hidden text, page numbers, tables of contents, comments, headers and footers are left out.
    A paragraph with line breaks becomes one paragraph for each line; in a cell its lines stay together.
    Headings carry the level that the file states (outline level, heading style). Merged cells are one
    cell with its spans. Text boxes follow the paragraph that they hang on, a table in a cell follows
    the outer table, a table of one cell gives way to its content. Footnotes and endnotes stand at the
    end behind their mark (`[1]`, `[尾注1]`); the mark itself is not put into the sentence. Macros are
    never run, links never followed. What is uncertain or was left out is in `document.doubts`.

    Raises `Unreadable` for what is no Word file, locked, torn, or larger than the limits.

    Example: ``read_docx(Path("报告.docx").read_bytes(), "报告.docx").format == "docx"``.
    """
    return read_package(Package(content, name, limits), BlockReader)


def read_package(
    package: Package, reader_of: Callable[[Styles, Numbering, DocxLimits], BlockReader]
) -> Document:
    """The same from an opened package, with a reader that may look at the text's tree before it changes."""
    name, main = package.name, package.main()
    parts = package.related(main)
    root = package.parse_document(main)
    styles = Styles(package.parse(parts["styles"]) if "styles" in parts else None)
    numbering = Numbering(package.parse(parts["numbering"]) if "numbering" in parts else None, styles)
    reader = reader_of(styles, numbering, package.limits)
    reader.prepare(root)
    try:
        show(root, styles)
        body = root.find(BODY)
        reader.read(root if body is None else body)
        _read_notes(package, parts, styles, reader)
    except TooManyLines:
        raise Unreadable(name, f"文件超过 {package.limits.lines} 段", "一份报告", "拆分后分别核对") from None
    reader.finish()
    _refuse_empty(reader, name)
    doubts = [*_macro_doubts(package), *sorted(reader.doubts, key=lambda doubt: (doubt.start, doubt.end))]
    return document_from_blocks(name, reader.text, reader.sources, doubts=doubts, file_format="docx")


def _read_notes(package: Package, parts: dict[str, str], styles: Styles, reader: BlockReader) -> None:
    """Append the notes that the text refers to, in that order and numbered so."""
    for part, element, word in _NOTE_KINDS:
        wanted = list(dict.fromkeys(key for kind, key in reader.references if kind == part))
        if not wanted or part not in parts:
            continue
        root = package.parse(parts[part])
        if root.tag != w(part):
            continue
        show(root, styles)
        notes = {note.get(w("id")): note for note in root.iterchildren(w(element))}
        for number, key in enumerate(wanted, 1):
            if key in notes:
                reader.read(notes[key], f"[{word}{number}] ")


def _refuse_empty(reader: BlockReader, name: str) -> None:
    if reader.sources:
        return
    if reader.images:
        found = f"文件里只有图片（{reader.images} 处），没有文字"
        raise Unreadable(name, found, "报告的文字", "先做文字识别（OCR），再给出文字")
    raise Unreadable(name, "文件里没有文字", "报告的文字", "检查是否选错了文件或导出失败")


def _macro_doubts(package: Package) -> list[Doubt]:
    return [Doubt("reading-doubt", _MACROS, 0, 0)] if package.has_macros else []
