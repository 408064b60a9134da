"""One pass over a text that reads out its quantities and names what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from xunzheng.quantities.counts import NUMERAL_SIGNS, read_count
from xunzheng.quantities.dates import read_date
from xunzheng.quantities.figures import read_figure
from xunzheng.quantities.lookalikes import (
    QUOTES,
    read_bracketed_year,
    read_lookalike,
    read_ordinal,
    read_quoted,
    read_title,
)
from xunzheng.quantities.passage import Found, Passage
from xunzheng.quantities.quantity import Exclusion, Mention, NotQuantity
from xunzheng.quantities.width import fold

_CIRCLED = "".join(map(chr, range(0x2460, 0x249C))) + "".join(map(chr, range(0x3220, 0x322A)))
_TRIGGER = re.compile(rf"[0-9{NUMERAL_SIGNS}{_CIRCLED}{''.join(QUOTES)}《第元\[(]")


def scan(text: str, folded: str | None = None) -> tuple[Found, ...]:
    """Everything in a text that has digits or numerals: mentions, exclusions and malformed numbers.

    In order and without overlap; `text[each.start : each.end] == each.text`. Never raises, and takes
    time linear in the length of the text. `folded` is `fold(text)` where that is known. Chinese numerals
    that count nothing (统一, 一方面) are passed over.

    >>> [each.text for each in scan("2019年项目支出491万元（永政发〔2013〕24号）")]
    ['2019年', '491万元', '〔2013〕24号']
    """
    return tuple(_scan(Passage(text, fold(text) if folded is None else folded)))


def mentions(text: str) -> tuple[Mention, ...]:
    """The quantities of a text, in order.

    >>> [str(each.quantity.in_base) for each in mentions("用于运转449万元，热线43万元")]
    ['4490000', '430000']
    """
    return tuple(found for found in scan(text) if isinstance(found, Mention))


def exclusions(text: str) -> tuple[Exclusion, ...]:
    """What looks like a quantity in a text and is none, in order."""
    return tuple(found for found in scan(text) if isinstance(found, Exclusion))


def _scan(passage: Passage) -> Iterator[Found]:
    at = floor = 0
    while match := _TRIGGER.search(passage.folded, at):
        found = _READERS[match[0]](passage, match.start(), floor)
        if isinstance(found, int):
            at = found
        else:
            yield found
            at = floor = found.end


def _read_digits(passage: Passage, at: int, floor: int) -> Found | int:
    return read_lookalike(passage, at, floor) or read_figure(passage, at, floor)


def _read_circled(passage: Passage, at: int, floor: int) -> Found | int:
    return passage.exclusion(at, at + 1, NotQuantity.LIST_NUMBER)


def _read_first_month(passage: Passage, at: int, floor: int) -> Found | int:
    """元月, which is January; every other 元 stands behind a number and has been read with it."""
    date = read_date(passage.text, passage.folded, at) if passage.folded[at + 1 : at + 2] == "月" else None
    joined = passage.folded[at - 1 : at] in tuple("万亿千百十")
    return at + 1 if date is None or joined else passage.exclusion(at, date.end, NotQuantity.DATE)


def _or_next(read: Callable[[Passage, int], Found | None]) -> Callable[[Passage, int, int], Found | int]:
    """A reader that answers with the next offset where it finds nothing."""
    return lambda passage, at, floor: read(passage, at) or at + 1


_READERS: dict[str, Callable[[Passage, int, int], Found | int]] = {
    **dict.fromkeys("0123456789", _read_digits),
    **dict.fromkeys(NUMERAL_SIGNS, read_count),
    **dict.fromkeys(_CIRCLED, _read_circled),
    **dict.fromkeys(QUOTES, _or_next(read_quoted)),
    "《": _or_next(read_title),
    "第": _or_next(read_ordinal),
    "元": _read_first_month,
    "[": _or_next(read_bracketed_year),
    "(": _or_next(read_bracketed_year),
}
