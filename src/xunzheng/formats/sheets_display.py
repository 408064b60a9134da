"""Numbers as a spreadsheet program shows them: format codes for amounts, percentages and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from xunzheng.formats.sheets_dates import is_date_section, show_date

LONGEST_CODE = 255
_MOST_DIGITS = 21
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)

# The formats that files name by number only (ECMA-376, part 1, 18.8.30, with its Chinese ones).
_YMD, _MD, _YM = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"'
_HM, _HMS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_LISTED: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("General", "0", "0.00", "#,##0", "#,##0.00", "#,##0", "#,##0", "#,##0.00", "#,##0.00")),
    (9, ("0%", "0.00%", "0.00E+00", "General", "General")),
    (14, ("yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss")),
    (22, ("yyyy/m/d h:mm",)),
    (27, (_YM, _MD, _MD, "m-d-yy", _YMD, _HM, _HMS, _HM, _HMS, _YM)),
    (37, ("#,##0", "#,##0", "#,##0.00", "#,##0.00", "#,##0", "#,##0", "#,##0.00", "#,##0.00")),
    (45, ("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", _YM, _MD, _YM, _MD, _MD, _HM, _HMS, _YM, _MD)),
)
BUILT_IN = {first + step: code for first, codes in _LISTED for step, code in enumerate(codes)}

_PIECE = re.compile(
    r'"([^"]*)"?|\\(.)|([_*]).|\[([^\]]*)\]|(General|G/通用格式)|([0#?][0#?,]*)|(\.)|(E[+-])|(%)|(@)|(.)',
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format code: words before and behind the number, and how it is written."""

    before: str
    behind: str
    decimals: int = 0
    least_decimals: int = 0
    least_digits: int = 0
    grouped: bool = False
    percents: int = 0
    thousands: int = 0
    is_number: bool = False
    is_plain: bool = False  # General, and what is not understood: the number as it is
    condition: tuple[str, Decimal] | None = None
    date: str | None = None


def show_number(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The text that a cell with this number and this format code shows.

    Rounds half away from zero, as the programs do; General and unknown codes give the number itself, to
    the 15 digits that a spreadsheet keeps. What is negative keeps a minus sign even where the format shows
    it by colour or brackets alone. A zero may be shown as nothing, or as `-`.

    Example: ``show_number(Decimal("0.9123"), "0.00%") == "91.23%"``.
    """
    if not value.is_finite():
        return str(value)
    value = _SHOWN.plus(value)
    section, signed = _choose(_sections(code[:LONGEST_CODE]), value)
    if section is None:
        return "" if value == 0 else plain(value)
    if section.date is not None:
        return show_date(value, section.date, since_1904) or plain(value)
    if section.is_plain:
        return f"{section.before}{plain(value)}{section.behind}"
    if not section.is_number:
        return section.before if value >= 0 or not section.before.strip("-") else f"-{section.before}"
    written = _write(abs(value), section)
    if written is None:
        return plain(value)
    is_negative = value < 0 and any(digit in "123456789" for digit in written)
    words = section.before.replace("(", "").replace("（", "") if signed else section.before
    tail = section.behind.replace(")", "").replace("）", "") if signed else section.behind
    has_sign = "-" in words
    return f"{'-' if is_negative and not has_sign else ''}{words}{written}{tail}".strip()


def plain(value: Decimal) -> str:
    """The number without exponent and zeros at its end; very large and small ones in powers of ten."""
    value = _SHOWN.plus(value)
    if value == 0:
        return "0"
    if not -_MOST_DIGITS < value.adjusted() < _MOST_DIGITS:
        return f"{value.normalize():E}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write(value: Decimal, section: Section) -> str | None:
    scaled = value.scaleb(2 * section.percents - 3 * section.thousands, _EXACT)
    if scaled.adjusted() > _MOST_DIGITS:
        return None
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-section.decimals), context=_EXACT)
    except InvalidOperation:
        return None
    text = f"{rounded:,f}" if section.grouped else f"{rounded:f}"
    whole, _, rest = text.partition(".")
    if rounded == 0 and section.least_digits == 0 and section.least_decimals == 0:
        return ""
    while len(rest) > section.least_decimals and rest.endswith("0"):
        rest = rest[:-1]
    return f"{whole.rjust(section.least_digits, '0')}{'.' if rest else ''}{rest}"


def _choose(sections: tuple[Section | None, ...], value: Decimal) -> tuple[Section | None, bool]:
    """The section for a value, and whether it is one for negative numbers alone; None: shows nothing."""
    conditional = [section for section in sections if section is not None and section.condition]
    if conditional:
        for section in conditional:
            if _meets(value, section.condition):
                return section, False
        rest = [section for section in sections if section is None or not section.condition]
        return (rest[0], False) if rest else (_PLAIN, False)
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _meets(value: Decimal, condition: tuple[str, Decimal] | None) -> bool:
    if condition is None:
        return True
    sign, bound = condition
    order = (value > bound) - (value < bound)
    return order in {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (0, 1), "<>": (-1, 1)}[sign]


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section | None, ...]:
    return tuple(_section(part) for part in _split(code)[:4])


def _split(code: str) -> list[str]:
    """The code's parts between the semicolons that stand outside quotation marks."""
    parts, start, quoted, at = [], 0, False, 0
    while at < len(code):
        if code[at] == "\\" and not quoted:
            at += 1
        elif code[at] == '"':
            quoted = not quoted
        elif code[at] == ";" and not quoted:
            parts.append(code[start:at])
            start = at + 1
        at += 1
    return [*parts, code[start:]]


_PLAIN = Section("", "", is_plain=True)


def _section(part: str) -> Section | None:
    if not part.strip():
        return None
    condition = _condition(part)
    if is_date_section(part):
        return Section("", "", date=part, condition=condition)
    before, behind, digits, flags = _pieces(part)
    if "E" in flags or "/" in flags:
        return _PLAIN
    if "@" in flags or "G" in flags:
        return Section(before, behind, is_plain=True, condition=condition)
    if not digits:
        return Section(before + behind, "", condition=condition, percents=0)
    whole, _, fraction = digits.partition(".")
    tail = (fraction if "." in digits else whole)[::-1]
    thousands = len(tail) - len(tail.lstrip(","))
    return Section(
        before,
        behind,
        decimals=sum(sign in "0#?" for sign in fraction),
        least_decimals=fraction.rstrip("#?,").count("0"),
        least_digits=whole.count("0"),
        grouped="," in whole.rstrip(","),
        percents=flags.count("%"),
        thousands=thousands,
        is_number=True,
        condition=condition,
    )


def _condition(part: str) -> tuple[str, Decimal] | None:
    for bracketed in re.findall(r"\[([^\]]*)\]", part):
        match = _CONDITION.fullmatch(bracketed.strip())
        if match:
            return match[1], Decimal(match[2])
    return None


def _pieces(part: str) -> tuple[str, str, str, str]:
    """The words before and behind the digits, the digit signs themselves, and the other signs in it."""
    before: list[str] = []
    behind: list[str] = []
    digits, flags = "", ""
    for match in _PIECE.finditer(part):
        quoted, escaped, _, bracketed, general, digit, point, power, percent, at, other = match.groups()
        words = quoted or escaped or ""
        if bracketed is not None:
            currency = _CURRENCY.fullmatch(bracketed)
            words = currency[1] if currency else ""
        elif digit or point:
            digits += digit or point
        elif power or general or at or (other == "/"):
            flags += "E" if power else "G" if general else "@" if at else "/"
        elif percent:
            flags += "%"
            words = "%"
        elif other and other != ",":
            words = other
        elif other == "," and digits:
            digits += ","
        (behind if digits or "G" in flags or "@" in flags else before).append(words)
    return "".join(before).lstrip(), "".join(behind).rstrip(), digits, flags
