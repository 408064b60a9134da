"""Numbers and weights in the cells of a score table, each with the exact place it was read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import Stated
from xunzheng.documents.labels import BLANKS, read_label
from xunzheng.documents.model import Cell, Document, LabelStyle, Table
from xunzheng.quantities.width import fold

_POINTS = re.compile(r"(?:权重|分值|满分|得分)?:?([+-]?\d{1,6}(?:\.\d{1,8})?)(?:分|%)?")
_BRACKETED = re.compile(r"[(\[](.*)[)\]]")
_MONEY = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d{1,8})?|\d{1,14}(?:\.\d{1,8})?)(亿元|万元|千元|元|万)?"
)
_RATE = re.compile(r"([+-]?\d{1,8}(?:\.\d{1,8})?)%?")
_FACTOR = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(10**8),
}
_NAME_WEIGHT = re.compile(
    r"[(\[]\s*((?:权重|分值|满分|共|计)?\s*:?\s*\d{1,4}(?:\.\d{1,4})?\s*分)\s*[)\]]\s*$|(?<![\d.])(\d{1,3}(?:\.\d{1,4})?\s*分)\s*$"
)
_NAME_SHARE = re.compile(
    r"[(\[]\s*((?:权重|分值|满分)\s*:?\s*\d{1,3}(?:\.\d{1,4})?|\d{1,3}(?:\.\d{1,4})?\s*%)\s*[)\]]\s*$"
)
_NAME_BARE = re.compile(r"[(\[]\s*(\d{1,3}(?:\.\d{1,4})?)\s*[)\]]\s*$")
_INDICATOR_LABEL = re.compile(r"指标\s*\d{1,2}\s*[:.、]\s*(?=\S)")
_BREAKS = re.compile(r"<br ?/?>|\s|\*\*", re.IGNORECASE)
_NAME_LABELS = frozenset(LabelStyle) - {LabelStyle.ORDINAL, LabelStyle.CHAPTER}


def read_points(text: str) -> Decimal | None:
    """The number of a weight or score (`4`, `４．５`, `4分`, `（4分）`, `4%`, `权重4`); None for all else.

    What is no single number (`5/6`, `—`, `优`) has no value; a percentage gives the number before the sign.
    """
    folded = re.sub(r"\s", "", fold(text[:60]))
    match = _POINTS.fullmatch(_BRACKETED.sub(r"\1", folded))
    return Decimal(match[1]) if match else None


def read_money(text: str, unit: str) -> Decimal | None:
    """The amount of a money cell in `unit`, the unit of the table; a unit in the cell itself is converted."""
    match = _MONEY.fullmatch(re.sub(r"\s", "", fold(text[:60])))
    if match is None:
        return None
    amount = Decimal(match[1] + match[2].replace(",", ""))
    return amount if match[3] is None else amount * _FACTOR[match[3]] / _FACTOR[unit]


def read_rate(text: str) -> Decimal | None:
    """The number of a rate cell as printed, the percent sign left off (`98.5%` and `98.5` are 98.5)."""
    match = _RATE.fullmatch(re.sub(r"\s", "", fold(text[:60])))
    return Decimal(match[1]) if match else None


def is_number_or_nothing(text: str) -> bool:
    """Whether a cell can stand in a column of numbers: a number, empty, or a dash or stroke for none."""
    folded = re.sub(r"\s", "", fold(text[:60]))
    return not folded or folded in "--/无" or read_points(folded) is not None


@dataclass(frozen=True, slots=True)
class NameWeight:
    """A name without its weight, and where in the document the weight stands, if it holds one."""

    name: str
    weight: tuple[int, int] | None = None


class Locator:
    """Makes places and stated values for one document; lines are found without counting from the top."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._ends = [match.start() for match in re.finditer("\n", document.text)]

    def place(self, table: Table, cell: Cell, start: int | None = None, end: int | None = None) -> Place:
        """The place of a cell, or of `start` to `end` within it."""
        first = cell.start if start is None else start
        last = cell.end if end is None else end
        line = bisect_left(self._ends, first) + 1
        quote = self.text[first:last]
        return Place(table.section, table.index, first, last, line, quote, cell.row, cell.column)

    def stated(self, table: Table, cell: Cell, value: Decimal | None = None) -> Stated:
        """The whole text of a cell as stated, with its value."""
        return Stated(cell.text, self.place(table, cell), value)

    def points(self, table: Table, cell: Cell) -> Stated:
        """A weight or score cell."""
        return self.stated(table, cell, read_points(cell.text))

    def span(self, table: Table, cell: Cell, start: int, end: int) -> Stated:
        """A part of a cell as stated; its value where it reads as points."""
        text = self.text[start:end]
        return Stated(text, self.place(table, cell, start, end), read_points(text))


def read_name(cell: Cell, *, has_weight_column: bool, takes_bare: bool = False) -> NameWeight:
    """Part an indicator's name from the weight in it: `资金到位率\\n（4分）` is 资金到位率 and 4分.

    A percentage or 权重 in brackets is a weight only where the table has no column of weights; a bare
    number in brackets only where `takes_bare` says that this table writes its weights so. Labels
    (`1.`, `指标1：`) and line breaks are left out of the name.
    """
    folded = fold(cell.text)
    patterns = [_NAME_WEIGHT] if has_weight_column else [_NAME_WEIGHT, _NAME_SHARE]
    if takes_bare and not has_weight_column:
        patterns.append(_NAME_BARE)
    tail = max(0, len(folded) - 40)
    for pattern in patterns:
        match = pattern.search(folded, tail)
        if match and _clean(cell.text[: match.start()]):
            start, end = match.span(1) if match[1] else match.span(2)
            return NameWeight(_clean(cell.text[: match.start()]), (cell.start + start, cell.start + end))
    return NameWeight(_clean(cell.text))


def has_bare_weight(text: str) -> bool:
    """Whether a name ends in a bare number in brackets: `投入（20）`."""
    return _NAME_BARE.search(fold(text[-40:])) is not None


def _clean(text: str) -> str:
    match = _INDICATOR_LABEL.match(fold(text))
    text = text[match.end() :] if match else text
    label = read_label(text)
    if label is not None and label.style in _NAME_LABELS and text[label.end :].strip(BLANKS):
        text = text[label.end :]
    return _BREAKS.sub("", text)
