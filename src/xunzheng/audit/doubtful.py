"""What rests on a doubtful reading of a table, which makes a finding a suspicion at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.sheet import Sheet
from xunzheng.documents.model import Cell, Table

_WHY = "这里的表格是重新拼读的，请先对照原件；"
_RECOGNISED = "这里的文字是从扫描件识别出来的，请先对照原件；"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The stretches of the text, and the rows of tables, whose cells may stand elsewhere.

    `recognised` are the stretches whose characters a machine recognised from an image.
    """

    spans: tuple[tuple[int, int], ...]
    rows: frozenset[tuple[int, int]]
    recognised: tuple[tuple[int, int], ...] = ()

    def lowered(self, finding: Finding) -> Finding:
        """The finding, an error that rests on such a reading as a suspicion."""
        if finding.severity is not Severity.ERROR:
            return finding
        if any(map(self._is_recognised, finding.where)):
            return replace(finding, severity=Severity.SUSPICION, advice=_RECOGNISED + finding.advice)
        if not any(map(self._holds, finding.where)):
            return finding
        return replace(finding, severity=Severity.SUSPICION, advice=_WHY + finding.advice)

    def _is_recognised(self, place: Place) -> bool:
        return any(
            first <= place.start < last or place.start < first < place.end for first, last in self.recognised
        )

    def _holds(self, place: Place) -> bool:
        if place.row is not None and (place.block, place.row) in self.rows:
            return True
        return any(first <= place.start < last for first, last in self.spans)


def doubtful_parts(reading: Reading) -> Doubtful:
    """The doubtful parts of a reading.

    What stands on a page whose text was recognised from an image is in doubt as a whole.
    A sheet that was put together or taken apart is in doubt as a whole. In a table of which the file did
    not say where the cells stand, short rows are, and all rows where the file has one cell to a line;
    unless it is a sheet whose weights add up, which shows that it was read rightly.
    """
    spans = tuple(span for sheet in reading.sheets if sheet.doubtful for span in _extent(sheet))
    certain = {sheet.table for sheet in reading.sheets if not sheet.doubtful}
    rows = {
        (table.index, row)
        for table in reading.document.tables()
        if table.doubt is not None and table.index not in certain
        for row in _rows(table, reading.document.text)
    }
    recognised = tuple((doubt.start, doubt.end) for doubt in reading.document.doubts if doubt.recognised)
    return Doubtful(spans, frozenset(rows), recognised)


def _extent(sheet: Sheet) -> Iterator[tuple[int, int]]:
    places = [node.place for node in sheet.walk()]
    places += [cell.place for node in sheet.walk() for cell in (node.score, node.weight, node.reason) if cell]
    yield min(place.start for place in places), max(place.end for place in places) + 1
    for row in sheet.funds:
        cells = [cell for cell in (row.initial, row.budget, row.executed, row.rate, row.score) if cell]
        of_row = [row.place, *(cell.place for cell in cells)]
        yield min(place.start for place in of_row), max(place.end for place in of_row) + 1


def _rows(table: Table, text: str) -> Iterator[int]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row, cells in by_row.items():
        last = cells[-1]
        short = last.column + last.column_span < table.columns
        broken = any("\n" in text[one.end : two.start] for one, two in pairwise(cells))
        if short or broken:
            yield row
