"""The reader for Excel workbooks (xlsx, xlsm): every sheet, its numbers as shown, its formulas checked."""

from __future__ import annotations

from xunzheng.documents.model import Document
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.sheets_document import WorkbookReading, compose_workbook
from xunzheng.formats.sheets_model import MOST_CELLS, SheetDoubt, Workbook, Worksheet
from xunzheng.formats.xlsx_package import LIMIT, MOST_BYTES, Package, Relation
from xunzheng.formats.xlsx_sheet import SheetReader
from xunzheng.formats.xlsx_styles import read_strings, read_styles

MOST_SHEETS = 500


def read_xlsx(
    content: bytes,
    name: str,
    *,
    most_cells: int = MOST_CELLS,
    most_bytes: int = MOST_BYTES,
    most_file_bytes: int = LIMIT,
) -> Document:
    """Read a report from a workbook.

    Each sheet with content stands under its name (unless that is a mere `Sheet1`): rows of text as lines,
    the rest as tables with their merged cells. Numbers are written as the program shows them (0.00, #,##0,
    0.00%, dates); without a format, to the 15 digits that a workbook keeps. Formulas show their stored
    results; the simple ones are computed again, and a stale result is a doubt with both values. Hidden rows
    and columns are read and said, hidden sheets and comments left out and said. Macros are never run and
    links to other files never followed.

    At most `most_cells` cells are read, the rest is said to be unread. Raises `Unreadable` for what is torn,
    locked, without text, or larger than `most_bytes` when unpacked.

    Example: ``read_xlsx(Path("自评表.xlsx").read_bytes(), "自评表.xlsx").tables()``.
    """
    return read_xlsx_cells(
        content, name, most_cells=most_cells, most_bytes=most_bytes, most_file_bytes=most_file_bytes
    ).document


def read_xlsx_cells(
    content: bytes,
    name: str,
    *,
    most_cells: int = MOST_CELLS,
    most_bytes: int = MOST_BYTES,
    most_file_bytes: int = LIMIT,
) -> WorkbookReading:
    """The same, with the sheet and cell that each span of the text was read from."""
    _refuse_large(content, name, most_file_bytes)
    workbook = _read_workbook(Package(content, name, most_bytes), most_cells)
    reading = compose_workbook(workbook, name, "xlsx", most_cells)
    if not reading.document.blocks:
        raise Unreadable(name, "工作簿里没有文字", "报告的文字或表格", "检查是否选错了文件或内容全是图片")
    return reading


def read_workbook(
    content: bytes,
    name: str,
    *,
    most_cells: int = MOST_CELLS,
    most_bytes: int = MOST_BYTES,
    most_file_bytes: int = LIMIT,
) -> Workbook:
    """The sheets with their cells, not laid out: for files that are lists, not reports.

    Raises `Unreadable` as `read_xlsx` does, but not for a workbook without text.
    """
    _refuse_large(content, name, most_file_bytes)
    return _read_workbook(Package(content, name, most_bytes), most_cells)


def _refuse_large(content: bytes, name: str, most_bytes: int) -> None:
    if len(content) > most_bytes:
        found = f"文件有 {len(content) / 1024 / 1024:.1f} MB"
        expected = f"不超过 {most_bytes // 1024 // 1024} MB 的工作簿"
        raise Unreadable(name, found, expected, "删去多余的工作表和图片，或拆分后分别核对")


def _read_workbook(package: Package, most_cells: int) -> Workbook:
    part = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "")
    part = part if package.has(part) else "xl/workbook.xml"
    root = package.tree(part)
    if root is None:
        raise package.torn("xl/workbook.xml")
    relations = package.relations(part)
    settings = root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    reader = SheetReader(
        package,
        read_styles(package, _target(relations, "styles")),
        read_strings(package, _target(relations, "sharedStrings")),
        since_1904,
        most_cells,
    )
    workbook = Workbook(since_1904=since_1904)
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for at, value in entry.attrib.items() if str(at).endswith("}id")), "")
        relation = relations.get(str(key))
        if relation is None or relation.kind != "worksheet" or not package.has(relation.target):
            continue
        if len(workbook.sheets) == MOST_SHEETS:
            workbook.doubts.append(SheetDoubt(f"工作表超过 {MOST_SHEETS} 个，其余没有读入。", None, True))
            break
        workbook.sheets.append(_sheet(reader, relation, entry.get("name", ""), entry.get("state", "visible")))
    if any(relation.kind == "externalLink" for relation in relations.values()):
        message = "工作簿引用了别的文件，没有打开那些文件，引用处按本文件里存的结果读入。"
        workbook.doubts.append(SheetDoubt(message))
    return workbook


def _sheet(reader: SheetReader, relation: Relation, name: str, state: str) -> Worksheet:
    sheet = reader.read(relation.target, name)
    sheet.is_hidden = state != "visible"
    return sheet


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")
