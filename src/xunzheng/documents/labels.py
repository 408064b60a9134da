"""Labels: the numbers that headings and list items open with, told apart from figures."""

from __future__ import annotations

import re
from collections.abc import Callable

from xunzheng.documents.model import Label, LabelStyle

BLANKS = " \t\r\n\u00a0\u3000\u2002\u2003\ufeff"
LONGEST = 40

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CJK = "[一二三四五六七八九十百〇零]{1,5}"
_NUMBER = "[0-9０-９]"
_OPEN, _CLOSE = "[（(﹙〔]", "[）)﹚〕]"
_GAP = "[ \u00a0\u3000]{0,2}"

_CHAPTER = re.compile(rf"第({_CJK}|{_NUMBER}{{1,3}})(部分|章|节|编|篇)")
_CJK_COMMA = re.compile(rf"({_CJK}){_GAP}[、．.]")
_CJK_PAREN = re.compile(rf"{_OPEN}?{_GAP}({_CJK}){_GAP}{_CLOSE}{_GAP}[、．.]?")
_ARABIC = re.compile(rf"({_NUMBER}{{1,3}}){_GAP}、")
_ARABIC_DOT = re.compile(rf"({_NUMBER}{{1,3}}){_GAP}[.．](?!{_NUMBER})")
_ARABIC_DOT_YEAR = re.compile(
    rf"({_NUMBER}{{1,3}})[.．](?={_NUMBER}{{3,5}}(?:热线|平台|电话|便民|政务)|(?:19|20|１９|２０){_NUMBER}{{2}}年)"
)
_DECIMAL = re.compile(rf"({_NUMBER}{{1,2}}(?:[.．]{_NUMBER}{{1,2}}){{1,4}})(?!{_NUMBER})[.．、]?")
_ARABIC_PAREN = re.compile(rf"{_OPEN}{_GAP}({_NUMBER}{{1,3}}){_GAP}{_CLOSE}{_GAP}[、．.]?")
_ARABIC_HALF_PAREN = re.compile(rf"({_NUMBER}{{1,3}}){_GAP}[）)]{_GAP}[、．.]?")
_ORDINAL = re.compile(rf"({_CJK})是(?![一二三四五六七八九十否])")

# After a decimal number these make it an amount, a size or a date rather than the label of a heading.
_MEASURE = re.compile(
    r"[万亿千百元分%％‰倍个人名件台套次户家条米吨亩度年月日号时天处座栋岁辆头只米升克里斤平立公厘毫"
    r"a-zA-Z℃×*~\-－—至到,，。；;/]|项(?!目)|(?:以上|以下|左右|余|多|折|成)"
)
# After `1、2` these make the two numbers members of one series (1、2号楼) rather than label and text.
_SERIES = re.compile(r"[、和及与]|[号级类月季日组期批班栋楼区等档层条队年轮次]")


def cjk_ordinal(text: str) -> int:
    """Read a Chinese ordinal below a thousand (`十二` is 12, `一百零三` is 103); 0 where it is none.

    Positional writing (`二〇`) counts too. Example: ``cjk_ordinal("二十一") == 21``.
    """
    if not any(character in text for character in "十百"):
        return int("".join(str(_DIGITS[character]) for character in text)) if text else 0
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit


def _code_ranges() -> dict[str, tuple[LabelStyle, int]]:
    runs = (
        (0x2460, 20, LabelStyle.CIRCLED, 1),
        (0x3251, 15, LabelStyle.CIRCLED, 21),
        (0x32B1, 15, LabelStyle.CIRCLED, 36),
        (0x2776, 10, LabelStyle.CIRCLED, 1),
        (0x2780, 10, LabelStyle.CIRCLED, 1),
        (0x278A, 10, LabelStyle.CIRCLED, 1),
        (0x24F5, 10, LabelStyle.CIRCLED, 1),
        (0x2474, 20, LabelStyle.ARABIC_PAREN, 1),
        (0x2488, 20, LabelStyle.ARABIC_DOT, 1),
        (0x3220, 10, LabelStyle.CJK_PAREN, 1),
        (0x3280, 10, LabelStyle.CIRCLED, 1),
    )
    return {
        chr(first + step): (style, ordinal + step)
        for first, count, style, ordinal in runs
        for step in range(count)
    }


_SINGLE = _code_ranges()
CIRCLED_CHARACTERS = "".join(
    character for character, (style, _) in _SINGLE.items() if style is LabelStyle.CIRCLED
)

_FIRST = frozenset("第（(﹙〔0123456789０１２３４５６７８９一二三四五六七八九十百〇零" + "".join(_SINGLE))
_Reading = tuple[LabelStyle, tuple[int, ...], int]


def _number(text: str) -> int:
    return int(text) if text[0] in "0123456789０１２３４５６７８９" else cjk_ordinal(text)


def _plain(pattern: re.Pattern[str], style: LabelStyle) -> Callable[[str], _Reading | None]:
    def read(head: str) -> _Reading | None:
        match = pattern.match(head)
        return (style, (_number(match[1]),), match.end()) if match else None

    return read


def _in_series(ordinal: int, rest: str) -> bool:
    """Whether `rest` goes on with the next number of a series: `1、2号楼`, `一、二级`."""
    match = re.match(rf"({_NUMBER}{{1,3}}|{_CJK})", rest)
    if match is None or _number(match[1]) != ordinal + 1:
        return False
    return _SERIES.match(rest, match.end()) is not None


def _listed(pattern: re.Pattern[str], style: LabelStyle) -> Callable[[str], _Reading | None]:
    def read(head: str) -> _Reading | None:
        match = pattern.match(head)
        if match is None or _in_series(_number(match[1]), head[match.end() :]):
            return None
        return style, (_number(match[1]),), match.end()

    return read


def _read_decimal(head: str) -> _Reading | None:
    match = _DECIMAL.match(head)
    if match is None:
        return None
    rest = head[match.end() :].lstrip(BLANKS)
    numbers = tuple(int(part) for part in re.split("[.．]", match[1]))
    if not rest or _MEASURE.match(rest) or numbers[0] == 0:
        return None
    if rest[0] in "0123456789０１２３４５６７８９" and not re.match(r"(19|20)\d\d年", rest):
        return None
    return LabelStyle.DECIMAL, numbers, match.end()


_READERS: tuple[Callable[[str], _Reading | None], ...] = (
    _plain(_CHAPTER, LabelStyle.CHAPTER),
    _listed(_CJK_COMMA, LabelStyle.CJK),
    _plain(_CJK_PAREN, LabelStyle.CJK_PAREN),
    _listed(_ARABIC, LabelStyle.ARABIC),
    _plain(_ARABIC_DOT_YEAR, LabelStyle.ARABIC_DOT),
    _read_decimal,
    _plain(_ARABIC_DOT, LabelStyle.ARABIC_DOT),
    _plain(_ARABIC_PAREN, LabelStyle.ARABIC_PAREN),
    _plain(_ARABIC_HALF_PAREN, LabelStyle.ARABIC_HALF_PAREN),
    _plain(_ORDINAL, LabelStyle.ORDINAL),
)


def read_label(text: str, offset: int = 0) -> Label | None:
    """Read the number that `text` opens with; None where it opens with none.

    `offset` is where `text` begins in the document, so that the label's `start` and `end` are document
    offsets; blanks before the label are passed over. Figures are not labels: `2019年…`, `12345热线`,
    `3.5万元`, `1、2号楼`, `一、二级医院`, a decimal number standing alone.

    Example: ``read_label("（三）人员编制情况").ordinal == 3``.
    """
    lead = len(text[:LONGEST]) - len(text[:LONGEST].lstrip(BLANKS))
    head = text[lead : lead + LONGEST]
    if not head or head[0] not in _FIRST:
        return None
    if head[0] in _SINGLE:
        style, ordinal = _SINGLE[head[0]]
        return Label(style, ordinal, head[0], offset + lead, offset + lead + 1)
    for reader in _READERS:
        reading = reader(head)
        if reading is not None:
            style, numbers, width = reading
            raw = head[:width].rstrip(BLANKS)
            start = offset + lead
            return Label(style, numbers[-1], raw, start, start + len(raw), numbers[:-1])
    return None
