"""Quantities in Arabic digits: the number, its unit, its range and its hedges."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xunzheng.quantities.dates import read_date
from xunzheng.quantities.hedges import NONE, Hedge, hedge_after, hedge_before, hedge_within, strongest
from xunzheng.quantities.measures import MULTIPLIERS, ReadUnit, read_unit
from xunzheng.quantities.passage import Found, Passage, is_ideograph
from xunzheng.quantities.quantity import NotQuantity, Precision, Quantity
from xunzheng.quantities.units import NUMBER, WAN_YUAN, YUAN, Dimension, Unit

_PLAIN = re.compile(r"\d++(?:\.\d++)?+(?![.,]\d)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d++)?+(?![.,]?\d)")
_BLOB = re.compile(r"\d++(?:[.,]\d++){1,12}")
_PIECE = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_MONEY_SIGNS = frozenset("元万亿千百")
_MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[①-⑳]")
_TO = re.compile(r" ?(?:--?|~|至|到) ?(?=\d)")
_MOST_DIGITS = 24
_FEW = 2  # pieces between commas that may be two numbers of a cell
_AROUND = 8  # blanks around a number that stands alone
_ACCOUNT_DIGITS = 13
_MINUS_SIGNS = frozenset("-－−﹣–")
_MINUS_BEFORE = frozenset(" \n\r\t|\f\v\x07([=,;:、。，；：（＝≥≤<>")
_BALANCES = (
    "结余",
    "余额",
    "差额",
    "净额",
    "缺口",
    "同比",
    "环比",
    "增长",
    "增减",
    "盈亏",
    "利润",
    "变动",
    "剩余",
    "为",
    "是",
)
_MANY = ("多次", "多个", "多种", "多项", "多家", "多名", "多方")
_WITHIN = ("内部", "内容", "内涵", "内外", "内控")


class Number(NamedTuple):
    """A number read at a place: None as value where the digits are no number."""

    value: Decimal | None
    places: int
    end: int


class Measure(NamedTuple):
    """A number with the unit that follows it."""

    value: Decimal
    places: int
    unit: Unit
    end: int
    hedge: Hedge


def read_figure(passage: Passage, at: int, floor: int) -> Found:
    """What the digits that begin at an offset say; `floor` is the end of what was read before them.

    Answers for every digit: a mention, or the reason why it is none. Dates, numbers of documents
    and the like have been looked for before.
    """
    number = read_number(passage, at)
    if number.value is None:
        return _unreadable(passage, at, number.end)
    measure = _read_measure(passage, number, number.value)
    if measure.unit is NUMBER:
        excluded = _not_counting(passage, at, measure)
        if excluded:
            return excluded
    start = _sign_start(passage, at, floor)
    negative = start < at
    measure = _with_currency(passage, start, measure)
    upper = None if negative or _continues_chain(passage.folded, at) else _read_upper(passage, measure)
    before = hedge_before(passage.folded, floor, start)
    if upper is not None:
        return _range(passage, start, measure, upper, before)
    value = -measure.value if negative else measure.value
    hedge = _whole_hedge(passage.folded, before, measure)
    quantity = Quantity(value, measure.unit, measure.places, hedge.precision)
    return passage.mention(start, measure.end, quantity, hedge.operator)


def read_number(passage: Passage, at: int) -> Number:
    """The number whose first digit stands at an offset: plain, with thousands separators, or malformed."""
    folded = passage.folded
    match = _PLAIN.match(folded, at) or _GROUPED.match(folded, at)
    if match is None or ("," in match[0] and not _separates_thousands(passage, match)):
        return _read_blob(passage, at)
    written = match[0].replace(",", "")
    if len(written) > _MOST_DIGITS:
        return Number(None, 0, match.end())
    return Number(Decimal(written), _places(written), match.end())


def _places(written: str) -> int:
    return len(written) - written.find(".") - 1 if "." in written else 0


def _separates_thousands(passage: Passage, match: re.Match[str]) -> bool:
    """A full-width comma between numbers parts a list, unless the number is full-width or has decimals."""
    written = passage.text[match.start() : match.end()]
    return "，" not in written or "." in match[0] or not any("0" <= sign <= "9" for sign in written)


def _read_blob(passage: Passage, at: int) -> Number:
    """Digits with several commas or points: the first number of a list, or malformed."""
    match = _BLOB.match(passage.folded, at)
    end = match.end() if match else at + 1
    comma = passage.text.find("，", at, end)
    end = end if comma < 0 else comma
    blob = passage.folded[at:end]
    if _GROUPED.fullmatch(blob):
        return Number(Decimal(blob.replace(",", "")), _places(blob), end)
    pieces = blob.split(",")
    whole_list = comma >= 0 or passage.folded[end : end + 1] not in _MONEY_SIGNS
    listed = whole_list and all(_PIECE.fullmatch(piece) for piece in pieces)
    listed = listed and not (len(pieces) > _FEW and _is_alone(passage, blob) and _is_mixed(pieces))
    if (len(pieces) > 1 or comma >= 0) and listed and len(pieces[0]) <= _MOST_DIGITS:
        return Number(Decimal(pieces[0]), _places(pieces[0]), at + len(pieces[0]))
    return Number(None, 0, end)


def _is_alone(passage: Passage, blob: str) -> bool:
    """Whether nothing else stands in the cell or paragraph: a number is meant there, not a list."""
    return len(passage.folded) <= len(blob) + _AROUND and passage.folded.strip() == blob


def _is_mixed(pieces: list[str]) -> bool:
    """Whether some pieces have decimals and others none (1,82.878,77): no list is written so."""
    return len({"." in piece for piece in pieces}) > 1


def _unreadable(passage: Passage, at: int, end: int) -> Found:
    blob = passage.folded[at:end]
    if blob.isdecimal() and read_unit(passage.folded, end) is None:
        return passage.exclusion(at, end, NotQuantity.ACCOUNT)
    groups = blob.split(".")
    counts = passage.line_lead(at) != "" and read_unit(passage.folded, end) is not None
    if len(groups) > 2 and all(0 < len(group) <= 2 for group in groups) and "," not in blob and not counts:
        return passage.exclusion(at, end, NotQuantity.LIST_NUMBER)
    if len(groups) == 4 and all(0 < len(group) <= 3 for group in groups) and "," not in blob:
        return passage.exclusion(at, end, NotQuantity.NAME)
    return passage.malformed(at, end)


def _read_measure(passage: Passage, number: Number, value: Decimal) -> Measure:
    read = _unit_after(passage.folded, number.end)
    if read is None:
        return Measure(value, number.places, NUMBER, number.end, NONE)
    joined = _read_compound(passage, number, value, read)
    if joined:
        return joined
    return Measure(value, number.places, read.unit, read.end, hedge_within(read.precision))


def _unit_after(folded: str, end: int) -> ReadUnit | None:
    """The unit behind a number, which one blank may part from it: 491 万元; or in brackets: 4.52(万人).

    The mark of a note between the two is passed over: 100¹万元.
    """
    following = folded[end : end + 1]
    if following not in (" ", "("):
        return read_unit(folded, end) or _unit_behind_mark(folded, end)
    read = read_unit(folded, end + 1)
    if read is None or read.unit is NUMBER:
        return None
    if following == " ":
        return read
    return read._replace(end=read.end + 1) if folded[read.end : read.end + 1] == ")" else None


def _unit_behind_mark(folded: str, end: int) -> ReadUnit | None:
    """The unit behind the raised mark of a note; a power of ten has none, an item of a list is none."""
    mark = _MARK.match(folded, end)
    read = read_unit(folded, mark.end()) if mark else None
    if mark is None or read is None or read.unit is NUMBER:
        return None
    is_sure = read.unit.dimension in (Dimension.MONEY, Dimension.RATE)
    is_power = folded.startswith("10", end - 2) and not folded[end - 3 : end - 2].isdecimal()
    if is_power and (not is_sure or folded[end - 3 : end - 2] in tuple("×*")):
        return None
    return read if is_sure or mark[0] < "①" else None


def _read_compound(passage: Passage, number: Number, value: Decimal, high: ReadUnit) -> Measure | None:
    """`1亿2000万元` and `3万5千元` are one number, in the smaller of the two units."""
    folded, at = passage.folded, high.end
    if high.unit.symbol not in MULTIPLIERS or number.places or not folded[at : at + 1].isdecimal():
        return None
    low = _PLAIN.match(folded, at)
    read = _unit_after(folded, low.end()) if low and len(low[0]) <= 4 and "." not in low[0] else None
    if low is None or read is None or read.unit.dimension not in (Dimension.MONEY, Dimension.COUNT):
        return None
    if read_date(passage.text, folded, at) or Decimal(low[0]) * read.unit.factor >= high.unit.factor:
        return None
    total = value * high.unit.factor / read.unit.factor + Decimal(low[0])
    return Measure(total, 0, read.unit, read.end, hedge_within(read.precision))


def _not_counting(passage: Passage, at: int, measure: Measure) -> Found | None:
    """Digits without a unit that belong to a name, a code or a numbered thing."""
    folded, end = passage.folded, measure.end
    following = folded[end : end + 1]
    if following == "号":
        numbered = end - at >= 5 or folded[at - 1 : at] in tuple("字发函令文预办政财])")
        kind = NotQuantity.DOCUMENT_NUMBER if numbered else NotQuantity.NAME
        return passage.exclusion(at, end + 1, kind)
    if following == "版" or (following.isascii() and following.isalpha()):
        named = _LETTERS.match(folded, end)
        if named:
            return passage.exclusion(at, named.end(), NotQuantity.NAME)
    if following == "+" and folded[end + 1 : end + 2].isascii() and folded[end + 1 : end + 2].isalpha():
        return passage.exclusion(at, end + 2, NotQuantity.NAME)
    if measure.places == 0 and end - at >= _ACCOUNT_DIGITS and "," not in folded[at:end]:
        return passage.exclusion(at, end, NotQuantity.ACCOUNT)
    return None


_LETTERS = re.compile(r"版本?|(?![xX]\d)[A-Za-z][A-Za-z0-9]*+")


def _sign_start(passage: Passage, at: int, floor: int) -> int:
    """Where the number begins with its minus sign, if it has one; dashes that join are none."""
    if at - 1 < floor or passage.text[at - 1] not in _MINUS_SIGNS:
        return at
    before = passage.folded[at - 2 : at - 1] if at >= 2 else ""
    if not before or before in _MINUS_BEFORE:
        return at - 1 if not _subtracts(passage, at - 1) else at
    true_minus = passage.text[at - 1] == "−" and is_ideograph(before)
    balance = passage.folded[max(floor, at - 3) : at - 1].endswith(_BALANCES)
    return at - 1 if true_minus or balance else at


def _continues_chain(folded: str, at: int) -> bool:
    """Whether digits and a dash stand before the number: 1-2-3 holds no range."""
    return folded[at - 1 : at] == "-" and folded[at - 2 : at - 1].isdecimal()


def _subtracts(passage: Passage, at: int) -> bool:
    """Whether a sign after a blank stands between two numbers (5 -3)."""
    before = passage.folded[max(0, at - 3) : at].rstrip(" ")
    return passage.folded[at - 1 : at] == " " and before[-1:].isdecimal()


def _with_currency(passage: Passage, start: int, measure: Measure) -> Measure:
    """¥ before a number says what its unit leaves out."""
    if passage.folded[start - 1 : start] != "¥":
        return measure
    unit = {"": YUAN, "万": WAN_YUAN}.get(measure.unit.symbol, measure.unit)
    return measure._replace(unit=unit)


def _whole_hedge(folded: str, before: Hedge, measure: Measure) -> Hedge:
    """The hedges before, within and after taken together; 近三年 is a period, not about three years."""
    mark = _MARK.match(folded, measure.end)
    after = hedge_after(folded, mark.end() if mark else measure.end)
    if measure.unit.dimension is Dimension.DURATION:
        if folded.startswith("内", measure.end) and not folded.startswith(_WITHIN, measure.end):
            after = _WITHIN_TIME
        if (
            after is NONE
            and folded.startswith("多", measure.end)
            and not folded.startswith(_MANY, measure.end)
        ):
            after = hedge_within(Precision.OVER)
        if before == _ABOUT and measure.unit.base == "年":
            before = NONE
    return strongest(before, measure.hedge, after)


_WITHIN_TIME = hedge_after("以内", 0)
_ABOUT = hedge_before("约", 0, 1)


def _read_upper(passage: Passage, lower: Measure) -> Measure | None:
    """The upper end if the number opens a range (2-4个, 80分—90分, 5至8人)."""
    folded = passage.folded
    joint = _TO.match(folded, lower.end)
    if joint is None:
        return None
    number = read_number(passage, joint.end())
    if number.value is None or read_date(passage.text, folded, joint.end()):
        return None
    upper = _read_measure(passage, number, number.value)
    following = folded[upper.end : upper.end + 2]
    if following[:1] == "=" or (following[:1] == "-" and following[1:].isdecimal()):
        return None
    if upper.unit is NUMBER and (lower.unit is not NUMBER or upper.value <= lower.value):
        return None
    lowest = _in_unit_of(lower, upper.unit)
    return upper if lowest is not None and lowest <= upper.value else None


def _in_unit_of(measure: Measure, unit: Unit) -> Decimal | None:
    """The value in another unit; a bare number takes the unit as it is, 100万 before 万元 is money."""
    if measure.unit is NUMBER or measure.unit == unit:
        return measure.value
    bare = measure.unit.symbol in MULTIPLIERS and unit.dimension in (Dimension.MONEY, Dimension.COUNT)
    if not bare and not measure.unit.adds_to(unit):
        return None
    ratio = measure.unit.factor / unit.factor
    return measure.value * ratio


def _range(passage: Passage, start: int, lower: Measure, upper: Measure, before: Hedge) -> Found:
    lowest = _in_unit_of(lower, upper.unit)
    places = max(lower.places, upper.places)
    hedge = _whole_hedge(passage.folded, before, upper)
    quantity = Quantity(lowest or Decimal(0), upper.unit, places, hedge.precision, upper.value)
    return passage.mention(start, upper.end, quantity, hedge.operator)
