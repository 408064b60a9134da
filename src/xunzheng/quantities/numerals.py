"""Chinese numerals: everyday (三百零五), positional (二〇二三) and financial (壹拾贰万叁仟元整)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **dict(zip("〇弌弍弎亖伍陸柒捌玖", range(10), strict=True)),
    **dict.fromkeys("○◯OoＯ0０О", 0),
    "两": 2,
    "俩": 2,
    "貳": 2,
    "贰": 2,
    "參": 3,
    "叄": 3,
    "叁": 3,
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十", "萬": "万", "億": "亿"}
_ZEROS = frozenset("零〇○◯")
_LONGEST = 40
_PLAIN = "零一二三四五六七八九"


def chinese_to_int(text: str) -> int | None:
    """The whole number that a Chinese numeral means; None if it is not a well-formed one.

    Everyday (三百零五, 两万, 廿五), short (三百五 is 350, 一万二 is 12000), financial (壹仟贰佰), positional
    (二〇二三, also with ○, O or 0 for the zero) and negative (负三) forms; 万 and 亿 nest (一万二千亿). Texts
    of more than 40 characters are taken for none.

    >>> chinese_to_int("三百零五"), chinese_to_int("二O二二"), chinese_to_int("百三十零")
    (305, 2022, None)
    """
    if not text or len(text) > _LONGEST:
        return None
    if text[0] == "负":
        magnitude = chinese_to_int(text[1:]) if text[1:2] != "负" else None
        return None if magnitude is None else -magnitude
    if all(sign in _DIGITS for sign in text):
        return _positional(text)
    plain = "".join(_TENS.get(sign, sign) for sign in text)
    return _large(plain, "亿", 10**8)


def _positional(text: str) -> int | None:
    if all(sign in "0０OoО" for sign in text):
        return None
    return int("".join(str(_DIGITS[sign]) for sign in text))


def _large(text: str, mark: str, factor: int) -> int | None:
    """A numeral that may be divided once by `mark` (亿, and below it 万)."""
    below = _myriads if mark == "亿" else _section
    head, found, tail = text.rpartition(mark)
    if not found:
        return below(tail)
    high = below(head)
    if not high:
        return None
    low = _remainder(tail, factor)
    return None if low is None else high * factor + low


def _myriads(text: str) -> int | None:
    return _large(text, "万", 10**4)


def _remainder(text: str, factor: int) -> int | None:
    """What stands behind 亿 or 万: nothing, a lone digit for the next power (一万二), or a lower numeral."""
    if not text:
        return 0
    if len(text) == 1 and text in _DIGITS and text not in _ZEROS:
        return _DIGITS[text] * factor // 10
    after_zero = text[0] in _ZEROS
    rest = text[1:] if after_zero else text
    low = (_myriads if factor == 10**8 else _section)(rest)
    if not low or low >= factor or (after_zero and low * 10 >= factor):
        return None
    return low


def _section(text: str) -> int | None:
    """A numeral below ten thousand: powers fall, a zero stands for at least one skipped power."""
    if text in _ZEROS:
        return 0
    total, digit, last, zero = 0, None, 10_000, False
    for sign in text:
        if sign in _POWERS:
            power = _POWERS[sign]
            bare = digit is None and (power != 10 or zero)
            if bare or digit == 0 or power >= last or (zero and power * 10 >= last):
                return None
            total += (1 if digit is None else digit) * power
            digit, last, zero = None, power, False
        elif sign in _ZEROS and digit is None and not zero and total:
            zero = True
        elif sign in _DIGITS and digit is None:
            digit = _DIGITS[sign]
        else:
            return None
    return _with_last_digit(total, digit, last, zero)


def _with_last_digit(total: int, digit: int | None, last: int, zero: bool) -> int | None:
    if digit is None:
        return None if zero or not total else total
    if digit == 0 or (zero and last == 10):
        return None
    return total + (digit if zero or last in (10, 10_000) else digit * last // 10)


def int_to_chinese(number: int) -> str:
    """The everyday numeral of a whole number with |number| < 10**16: 12 is 十二, 305 is 三百零五.

    `chinese_to_int` reads it back. Raises ValueError for larger numbers.

    >>> int_to_chinese(20_300_010)
    '二千零三十万零一十'
    """
    if abs(number) >= 10**16:
        raise ValueError(f"数字过大：{number} 超出一亿亿，无法写成中文数字。")
    if number < 0:
        return "负" + int_to_chinese(-number)
    if number == 0:
        return "零"
    written = _write_large(number)
    return written[1:] if written.startswith("一十") else written


def _write_large(number: int) -> str:
    for factor, mark in ((10**8, "亿"), (10**4, "万")):
        if number >= factor:
            high, low = divmod(number, factor)
            gap = "零" if 0 < low < factor // 10 else ""
            return _write_large(high) + mark + gap + (_write_large(low) if low else "")
    return _write_section(number)


def _write_section(number: int) -> str:
    written, gap = "", False
    for power, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += ("零" if gap and written else "") + _PLAIN[digit] + mark
        gap = not digit
    return written


_AMOUNT = re.compile(
    r"(?:人民币)?(?:(?P<yuan>[零〇壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟万萬亿億]{1,40})[元圆圓])?"
    r"(?P<gap>零)?(?:(?P<jiao>[壹贰貳叁參叄肆伍陆陸柒捌玖])角)?(?:零?(?P<fen>[壹贰貳叁參叄肆伍陆陸柒捌玖])分)?(?P<whole>[整正])?"
)


def chinese_amount_to_decimal(text: str) -> Decimal | None:
    """An amount of money in financial numerals, in 元; None if it is not a well-formed one.

    Form: 支付结算办法 (银发〔1997〕393号), 附一. 角 and 分 give two decimals; without them none.

    >>> chinese_amount_to_decimal("壹拾贰万叁仟元整"), chinese_amount_to_decimal("伍元零叁分")
    (Decimal('123000'), Decimal('5.03'))
    """
    match = _AMOUNT.fullmatch(text)
    if match is None or not (match["yuan"] or match["jiao"] or match["fen"]):
        return None
    yuan = chinese_to_int(match["yuan"]) if match["yuan"] else 0
    if yuan is None:
        return None
    if not (match["jiao"] or match["fen"]):
        return None if match["gap"] else Decimal(yuan)
    hundredths = _DIGITS[match["jiao"] or "零"] * 10 + _DIGITS[match["fen"] or "零"]
    return (Decimal(yuan * 100 + hundredths)).scaleb(-2)
