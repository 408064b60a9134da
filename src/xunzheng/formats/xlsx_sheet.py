"""One sheet of an xlsx file: its cells, merged areas, hidden rows and columns, comments and text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from xunzheng.formats.sheets_display import show_number
from xunzheng.formats.sheets_model import (
    MOST_COLUMNS,
    MOST_ROWS,
    Position,
    SheetCell,
    SheetDoubt,
    Worksheet,
    read_area,
    read_position,
)
from xunzheng.formats.xlsx_package import Package, local
from xunzheng.formats.xlsx_styles import Style, drop_before, rich_text, unescaped

MOST_MERGES = 200_000
OWN_AUTHOR = "循证"
"""The author of the notes in a file that was given back; they are no part of the report."""
_MOST_NOTES = 1_000
_MOST_ERRORS = 20
_LONGEST_NUMBER = 400
_PARTS = ("row", "c", "col", "mergeCell", "sheetFormatPr")


@dataclass(slots=True)
class SheetReader:
    """Reads the sheets of one workbook; `cells_left` is how many cells may still be kept."""

    package: Package
    styles: list[Style]
    strings: list[str]
    since_1904: bool
    cells_left: int
    _shared: dict[str, tuple[str, Position]] = field(default_factory=dict)
    _hides_rows: bool = False
    _columns_left: int = MOST_COLUMNS

    def read(self, part: str, name: str) -> Worksheet:
        """The sheet in a part of the package."""
        sheet = Worksheet(name)
        self._shared = {}
        self._hides_rows = False
        self._columns_left = MOST_COLUMNS
        row, column = -1, -1
        for event, element in self.package.events(part, _PARTS):
            kind = local(element)
            if kind == "row" and event == "start":
                row, column = self._row(sheet, element, row), -1
            elif kind == "row":
                element.clear()
                drop_before(element)
            elif kind == "c" and event == "end":
                position = read_position(element.get("r", "")) or Position(max(row, 0), column + 1)
                column = position.column
                if self.cells_left >= 0:
                    self._cell(sheet, element, position)
                element.clear()
            elif event == "end":
                self._setting(sheet, element, kind)
        self._beside(sheet, part)
        return sheet

    def _row(self, sheet: Worksheet, element: etree._Element, before: int) -> int:
        number = _whole(element.get("r"), MOST_ROWS)
        row = before + 1 if number is None else number - 1
        flat = element.get("ht") in ("0", "0.0") and element.get("customHeight") in ("1", "true")
        hidden = element.get("hidden")
        if hidden in ("1", "true") or flat or (self._hides_rows and hidden is None):
            sheet.hidden_rows.add(row)
        return row

    def _setting(self, sheet: Worksheet, element: etree._Element, kind: str) -> None:
        if kind == "col":
            if element.get("hidden") in ("1", "true") or element.get("width") in ("0", "0.0"):
                first = _whole(element.get("min"), MOST_COLUMNS)
                last = _whole(element.get("max"), MOST_COLUMNS)
                if first is not None and last is not None and self._columns_left > 0:
                    self._columns_left -= max(last - first, 0) + 1
                    sheet.hidden_columns.update(range(first - 1, last))
        elif kind == "sheetFormatPr":
            self._hides_rows = element.get("zeroHeight") in ("1", "true")
        elif kind == "mergeCell" and len(sheet.merges) < MOST_MERGES:
            area = read_area(element.get("ref", ""))
            if area is not None and area.rows * area.columns > 1:
                sheet.merges.append(area)

    def _cell(self, sheet: Worksheet, element: etree._Element, position: Position) -> None:
        number = _whole(element.get("s"), len(self.styles) - 1)
        style = self.styles[number] if number is not None else Style()
        cell = self._content(sheet, element, position, style)
        if cell is None:
            if not style.bordered:
                return
            cell = SheetCell(None, "", True)
        self.cells_left -= 1
        if self.cells_left >= 0:
            sheet.rows.setdefault(position.row, {})[position.column] = cell
        elif self.cells_left == -1:
            message = f"单元格太多，{position.reference} 以后的没有读入；请拆分文件。"
            sheet.doubts.append(SheetDoubt(message, unreadable=True))

    def _content(
        self, sheet: Worksheet, element: etree._Element, position: Position, style: Style
    ) -> SheetCell | None:
        text: str | None = None
        formula: str | None = None
        shift = (0, 0)
        for child in element:
            name = local(child)
            if name == "v":
                text = child.text or ""
            elif name == "is":
                text = rich_text(child)
            elif name == "f":
                formula, shift = self._formula(child, position)
        if text is None and formula is None:
            return None
        bordered = style.bordered
        if text is None:
            return SheetCell(None, "", bordered, formula, shift, code=style.code)
        cell = self._typed(sheet, element.get("t", "n"), text, style, position)
        if formula is None:
            return cell
        return (cell or SheetCell("", "", bordered))._replace(formula=formula, shift=shift)

    def _typed(
        self, sheet: Worksheet, kind: str, text: str, style: Style, position: Position
    ) -> SheetCell | None:
        bordered = style.bordered
        if kind == "s":
            index = _whole(text.strip(), len(self.strings) - 1)
            text = self.strings[index] if index is not None else ""
        elif kind == "n":
            value = _decimal(text)
            if value is not None:
                shown = show_number(value, style.code, since_1904=self.since_1904)
                return SheetCell(value, shown, bordered, code=style.code)
        elif kind == "b":
            return SheetCell(text.strip() == "1", "TRUE" if text.strip() == "1" else "FALSE", bordered)
        elif kind == "e":
            self._say_error(sheet, text.strip(), position)
            return SheetCell(text, text.strip(), bordered, is_error=True)
        elif kind == "str":
            text = unescaped(text)
        return SheetCell(text, text, bordered) if text else None

    def _say_error(self, sheet: Worksheet, text: str, position: Position) -> None:
        count = sum("错误值" in doubt.message for doubt in sheet.doubts)
        if count < _MOST_ERRORS:
            message = f"{position.reference} 是错误值 {text[:20]}，公式没有算出数来。"
            sheet.doubts.append(SheetDoubt(message, position))

    def _formula(self, element: etree._Element, position: Position) -> tuple[str | None, tuple[int, int]]:
        text, kind, key = element.text or "", element.get("t", "normal"), element.get("si", "")
        if kind == "shared":
            if text:
                self._shared[key] = text, position
            source = self._shared.get(key)
            if source is None:
                return "", (0, 0)
            text, origin = source
            return text, (position.row - origin.row, position.column - origin.column)
        # Formulas over whole arrays are not computed here; the braces say so to the reader of the formula.
        return (f"{{{text}}}" if kind in ("array", "dataTable") else text.lstrip("=")), (0, 0)

    def _beside(self, sheet: Worksheet, part: str) -> None:
        """The comments and the text boxes, which lie in parts of their own."""
        for relation in self.package.relations(part).values():
            if relation.kind == "comments":
                root = self.package.tree(relation.target)
                authors = (
                    [] if root is None else ["".join(map(str, a.itertext())) for a in root.iter("{*}author")]
                )
                own = {str(number) for number, author in enumerate(authors) if author == OWN_AUTHOR}
                for note in () if root is None else root.iter("{*}comment"):
                    if note.get("authorId") in own:
                        continue
                    text = "".join(map(str, note.itertext())).strip()
                    if len(sheet.notes) < _MOST_NOTES and text:
                        sheet.notes.append(f"{note.get('ref', '')}：{' '.join(text.split())}")
            elif relation.kind == "drawing":
                root = self.package.tree(relation.target)
                for body in () if root is None else root.iter("{*}txBody"):
                    paragraphs = ("".join(map(str, p.itertext())).strip() for p in body.iterfind("{*}p"))
                    sheet.boxes += [text for text in paragraphs if text]


def _whole(text: str | None, most: int) -> int | None:
    """A whole number from 0 to `most` in an attribute; None for anything else."""
    if text is None or len(text) > 9 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= most else None


def _decimal(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < _LONGEST_NUMBER else None
