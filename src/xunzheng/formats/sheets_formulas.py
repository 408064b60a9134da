"""Formulas of spreadsheets, the simple ones, computed again from the values in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import NamedTuple

from xunzheng.formats.sheets_model import Position, SheetCell, Workbook, Worksheet, read_position

LONGEST_FORMULA = 2_000
MOST_VISITS = 1_000_000
_DEEPEST = 60
_LARGEST_POWER = 64
_CONTEXT = Context(prec=40, rounding=ROUND_HALF_UP)
_NEGLIGIBLE = Decimal("1e-11")
_CUT = Decimal("1e-13")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?|\.\d{1,15})"
    r"|(?P<sheet>'(?:[^'\[\]]|''){1,40}'|[\w\u4e00-\u9fff.]{1,40})!(?=\$?[A-Za-z])"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.])"
    r"|(?P<name>[A-Z][A-Z.]{1,20})\("
    r"|(?P<sign>[-+*/^%(),:;]))"
)


class _Token(NamedTuple):
    kind: str
    text: str


class _NotComputable(Exception):
    """The formula uses something that is not computed here."""


class Checker:
    """Computes formulas of one workbook from the stored values of the cells that they name.

    `visits_left` bounds the cells looked at in all; when it is used up, nothing more is computed.
    """

    def __init__(self, workbook: Workbook, most_visits: int = MOST_VISITS) -> None:
        self.visits_left = most_visits
        self._sheets = {sheet.name.casefold(): sheet for sheet in workbook.sheets}

    def compute(self, sheet: Worksheet, cell: SheetCell) -> tuple[Decimal, Decimal] | None:
        """The value of a cell's formula and how far off a stored value may be; None: not computed here.

        Numbers, cells, areas, `+ - * / ^ %` and SUM, AVERAGE, MIN, MAX, PRODUCT, COUNT, ABS, ROUND are
        computed, exactly. Everything else is left alone, external references always.
        """
        if cell.formula is None or len(cell.formula) > LONGEST_FORMULA or self.visits_left <= 0:
            return None
        try:
            run = _Run(self, sheet, cell.shift, _tokens(cell.formula))
            value = run.whole()
        except (_NotComputable, DecimalException):
            return None
        return value, max(_NEGLIGIBLE, run.largest * _CUT)

    def sheet(self, name: str) -> Worksheet:
        """The sheet of that name, as formulas write it."""
        bare = name[1:-1].replace("''", "'") if name.startswith("'") else name
        found = self._sheets.get(bare.casefold())
        if found is None:
            raise _NotComputable
        return found

    def visit(self, count: int) -> None:
        """Count cells that are looked at."""
        self.visits_left -= count
        if self.visits_left < 0:
            raise _NotComputable


def _tokens(formula: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, text = 0, formula.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise _NotComputable
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class _Area(NamedTuple):
    sheet: Worksheet
    first: Position
    last: Position


_Value = Decimal | _Area


class _Run:
    """One formula being computed: precedence climbing over its tokens, bounded in depth."""

    def __init__(
        self, checker: Checker, sheet: Worksheet, shift: tuple[int, int], tokens: list[_Token]
    ) -> None:
        self.largest = Decimal(0)
        self._checker = checker
        self._sheet = sheet
        self._shift = shift
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Decimal:
        value = self._number(self._sum())
        if self._at < len(self._tokens):
            raise _NotComputable
        return value

    def _peek(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token("end", "")
        return token.text if token.kind == "sign" else ""

    def _take(self, *signs: str) -> str:
        sign = self._peek()
        if sign and sign in signs:
            self._at += 1
            return sign
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise _NotComputable

    def _sum(self) -> _Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotComputable
        value = self._product()
        while sign := self._take("+", "-"):
            left, right = self._number(value), self._number(self._product())
            value = self._seen(_CONTEXT.add(left, right) if sign == "+" else _CONTEXT.subtract(left, right))
        self._depth -= 1
        return value

    def _product(self) -> _Value:
        value = self._power()
        while sign := self._take("*", "/"):
            left, right = self._number(value), self._number(self._power())
            if sign == "/" and not right:
                raise _NotComputable
            value = self._seen(
                _CONTEXT.multiply(left, right) if sign == "*" else _CONTEXT.divide(left, right)
            )
        return value

    def _power(self) -> _Value:
        value = self._signed()
        while self._take("^"):
            base, power = self._number(value), self._number(self._signed())
            if abs(power) > _LARGEST_POWER or power != int(power):
                raise _NotComputable
            value = self._seen(_CONTEXT.power(base, power))
        return value

    def _signed(self) -> _Value:
        minus = 0
        signs = 0
        while sign := self._take("+", "-"):
            minus += sign == "-"
            signs += 1
        value = self._atom()
        if minus % 2:
            value = -self._number(value)
        while self._take("%"):
            value = self._number(value) / 100
        return value

    def _atom(self) -> _Value:
        if self._take("("):
            value = self._sum()
            self._need(")")
            return value
        if self._at >= len(self._tokens):
            raise _NotComputable
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return self._seen(Decimal(token.text))
        if token.kind == "name":
            return self._function(token.text)
        sheet = self._sheet
        if token.kind == "sheet":
            sheet = self._checker.sheet(token.text)
            token = self._tokens[self._at]
            self._at += 1
        if token.kind != "cell":
            raise _NotComputable
        return self._area(sheet, token.text)

    def _area(self, sheet: Worksheet, text: str) -> _Area:
        first = last = self._position(text)
        if self._take(":"):
            if self._at >= len(self._tokens) or self._tokens[self._at].kind != "cell":
                raise _NotComputable
            last = self._position(self._tokens[self._at].text)
            self._at += 1
        top, left = min(first.row, last.row), min(first.column, last.column)
        bottom, right = max(first.row, last.row), max(first.column, last.column)
        return _Area(sheet, Position(top, left), Position(bottom, right))

    def _position(self, text: str) -> Position:
        position = read_position(text)
        if position is None:
            raise _NotComputable
        row = position.row + (0 if "$" in text[1:] else self._shift[0])
        column = position.column + (0 if text.startswith("$") else self._shift[1])
        if row < 0 or column < 0:
            raise _NotComputable
        return Position(row, column)

    def _number(self, value: _Value) -> Decimal:
        """A value as an operand: of a cell its number, an empty one counts as zero."""
        if isinstance(value, Decimal):
            return value
        if value.first != value.last:
            raise _NotComputable
        self._checker.visit(1)
        cell = value.sheet.cell(*value.first)
        if cell is None or (cell.value is None and cell.formula is None):
            return Decimal(0)
        if cell.is_error or not isinstance(cell.value, Decimal):
            raise _NotComputable
        return self._seen(cell.value)

    def _seen(self, value: Decimal) -> Decimal:
        self.largest = max(self.largest, abs(value))
        return value

    def _function(self, name: str) -> Decimal:
        function = _FUNCTIONS.get(name)
        if function is None:
            raise _NotComputable
        arguments: list[_Value] = [self._sum()]
        while self._take(",", ";"):
            arguments.append(self._sum())
        self._need(")")
        if name == "ROUND":
            return self._round([self._number(value) for value in arguments])
        numbers = [number for value in arguments for number in self._numbers(value)]
        if name == "ABS" and len(numbers) != 1:
            raise _NotComputable
        return self._seen(function(numbers))

    def _numbers(self, value: _Value) -> Iterator[Decimal]:
        """The numbers that a function takes from an argument; text and empty cells do not count."""
        if isinstance(value, Decimal):
            yield value
            return
        rows = range(value.first.row, value.last.row + 1)
        for row in rows if len(rows) <= len(value.sheet.rows) else sorted(value.sheet.rows):
            cells = value.sheet.rows.get(row) if row in rows else None
            if cells is None:
                self._checker.visit(1)
                continue
            width = value.last.column - value.first.column + 1
            self._checker.visit(min(width, len(cells)) + 1)
            for column in _columns(value, cells):
                cell = cells[column]
                if cell.is_error or (cell.formula is not None and cell.value is None):
                    raise _NotComputable
                if isinstance(cell.value, Decimal):
                    yield self._seen(cell.value)

    def _round(self, numbers: list[Decimal]) -> Decimal:
        if len(numbers) != 2 or abs(numbers[1]) > 15 or numbers[1] != int(numbers[1]):
            raise _NotComputable
        # The programs round the number with its 15 digits, not its binary tail.
        kept = Context(prec=15, rounding=ROUND_HALF_UP).plus(numbers[0])
        return kept.quantize(Decimal(1).scaleb(-int(numbers[1])), context=_CONTEXT)


def _columns(area: _Area, cells: Mapping[int, SheetCell]) -> list[int]:
    wanted = range(area.first.column, area.last.column + 1)
    if len(wanted) < len(cells):
        return [column for column in wanted if column in cells]
    return [column for column in cells if column in wanted]


def _total(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = _CONTEXT.add(total, number)
    return total


def _product_of(numbers: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for number in numbers:
        product = _CONTEXT.multiply(product, number)
    return product if numbers else Decimal(0)


def _mean(numbers: list[Decimal]) -> Decimal:
    if not numbers:
        raise _NotComputable
    return _CONTEXT.divide(_total(numbers), Decimal(len(numbers)))


_FUNCTIONS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": _total,
    "AVERAGE": _mean,
    "PRODUCT": _product_of,
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "COUNT": lambda numbers: Decimal(len(numbers)),
    "ABS": lambda numbers: abs(numbers[0]),
    "ROUND": _total,
}
