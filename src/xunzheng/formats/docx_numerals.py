"""Number formats of Word: how a list writes its n-th number (ECMA-376 Part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

import re
from collections.abc import Callable

from xunzheng.quantities.numerals import int_to_chinese

_LARGEST = 32_767
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SIMPLE_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_TRADITIONAL_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬")
_JAPANESE_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壱弐参四伍六七八九拾百阡萬")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CUSTOM = re.compile(r"\s*(0{0,9})1\s*(?:,|$)")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """a … z, aa, bb … zz, aaa …, as Word repeats them; it stops at 780."""
    if number > 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _chinese(number: int) -> str:
    """Counted up to 99; from 100 on digit by digit."""
    return int_to_chinese(number) if number < 100 else _digits(number).replace("〇", "○")


def _japanese(number: int) -> str:
    """Counted, with no zero and no 一 before 十, 百 and 千: 101 is 百一, 1200 is 千二百."""
    written = int_to_chinese(number).replace("零", "")
    if number < 10_000:
        written = re.sub("一(?=[十百千])", "", written)
    return written


def _runs(*runs: tuple[int, int]) -> Callable[[int], str]:
    """Single characters for 1, 2, … in the given runs of code points; plain digits beyond."""
    characters = "".join(chr(first + step) for first, count in runs for step in range(count))
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _row(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_CIRCLED = ((0x2460, 20), (0x3251, 15), (0x32B1, 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "arabicAbjad": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalEnclosedCircle": _runs(*_CIRCLED),
    "decimalEnclosedCircleChinese": _runs(*_CIRCLED),
    "decimalEnclosedFullstop": _runs((0x2488, 20)),
    "decimalEnclosedParen": _runs((0x2474, 20)),
    "ideographEnclosedCircle": _runs((0x3280, 10)),
    "chineseCounting": _chinese,
    "chineseCountingThousand": int_to_chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": int_to_chinese,
    "taiwaneseDigital": lambda number: _digits(number).replace("〇", "○"),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "japaneseLegal": lambda number: int_to_chinese(number).replace("零", "").translate(_JAPANESE_LEGAL),
    "koreanDigital2": lambda number: _digits(number).replace("〇", "零"),
    "ideographDigital": _digits,
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)
    ),
    "ideographLegalTraditional": lambda number: _legal(number, _TRADITIONAL_LEGAL),
    "chineseLegalSimplified": lambda number: _legal(number, _SIMPLE_LEGAL),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def _legal(number: int, table: dict[int, int]) -> str:
    """Financial numerals, which write the 一 that everyday ones leave out: 12 is 壹拾贰."""
    written = int_to_chinese(number)
    return ("一" + written if written.startswith("十") else written).translate(table)


def write_ordinal(number: int, number_format: str, custom: str | None = None) -> str:
    """The number as Word's list format writes it; in plain digits where the format is unknown.

    `custom` is the pattern of the format `custom` (`001, 002, 003, ...`). Numbers below 1 and above
    32,767 are written in digits by every format, since Word's own lists end there.

    Example: ``write_ordinal(12, "chineseCountingThousand") == "十二"``.
    """
    if number_format == "custom":
        match = _CUSTOM.match(custom or "")
        return f"{number:0{len(match[1]) + 1}d}" if match else str(number)
    written = _FORMATS.get(number_format, str)
    if not 1 <= number <= _LARGEST and number_format not in ("none", "bullet"):
        return str(number)
    return written(number)
