"""Totals over lists of which each item has a line of its own: 资金构成如下：⏎1.省级300万元⏎2.县级150万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from xunzheng.audit.statements.levels import OUTSIDE
from xunzheng.audit.statements.parts import Link, SumClaim, is_addable
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.slips import is_slip
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE

_LED_IN = re.compile(r"(?::|如下[:。]?|分别[为是]?|包括|其中)\s*$")
_LABELLED = re.compile(
    r"\W{0,2}(?:[一二三四五六七八九十\d]{1,3}\s*[).、]|[①-⑳]|[一二三四五六七八九十]是|[-—•●■])"
)
_TOTAL_LINE = re.compile(r"\W{0,2}(?:以上|上述)?(?:各项|几项|全部)?(?:合计|共计|总计|小计|累计)\W{0,2}\d")
_ORDINAL = re.compile(r"[一二三四五六七八九十\d]{1,3}|[①-⑳]")
_MOST = 30  # items
_LONGEST = 80  # characters of an item that promises to tell one number
_CLOSE = 100  # one part in so many that a list without a word of its own may differ by to be meant

_Line = list[Sentence]


def read_lines(sentences: Sequence[Sentence]) -> Iterator[SumClaim]:
    """The sums of which the total stands in one line and each part opens a line below it.

    Led in by a colon or 如下 the lines are meant as its parts; else only numbered lines are, where they
    make the total or miss it by a slip of the pen.
    """
    prose = (s for s in sentences if s.row is None)
    lines = [list(group) for _, group in groupby(prose, key=lambda s: s.block)]
    yield from _closed_by_total(lines)
    for position, line in enumerate(lines[:-1]):
        lead = line[-1]
        totals = [f for f in lead.figures[-_MOST:][::-1] if f.bracket == OUTSIDE and is_addable(f)]
        led = _LED_IN.search(lead.folded) is not None
        style = _style(lines[position + 1])
        if not totals or not (led or (style and style != _style(line))):
            continue
        below = lines[position + 1 : position + 1 + _MOST]
        for base in dict.fromkeys(f.base for f in totals):
            whole = tuple(f for f in totals if f.base == base and not PER_UNIT.search(f.label))
            items, plain = _items(below, base)
            if whole and len(items) > 1:
                yield from _claim(lead, whole, items, led=led, plain=plain)


def _closed_by_total(lines: Sequence[_Line]) -> Iterator[SumClaim]:
    """Lines of one number each with their total in the line behind them: 合计187.8万元."""
    for position, line in enumerate(lines):
        total = next(iter(line[0].figures), None)
        if total is None or not _TOTAL_LINE.match(line[0].folded) or not is_addable(total):
            continue
        found: list[Figure] = []
        for earlier in lines[max(position - _MOST, 0) : position][::-1]:
            own = [f for f in earlier[0].figures[:_MOST] if f.bracket == OUTSIDE and f.base == total.base]
            if len(own) != 1 or len(earlier) > 1 or len(earlier[0].text) > _LONGEST or not is_addable(own[0]):
                break
            found.append(own[0])
        parts = tuple(found[::-1])
        if len(parts) > 1 and _style(lines[position - 1]) == _style(lines[position - len(parts)]):
            yield SumClaim(line[0], (total,), parts, (parts[1:],), Link.THEN_TOTAL, False, "合计")


def _style(line: _Line) -> str:
    """How a line is numbered, whatever its number: `#.`, `(#)`; empty where it is not."""
    match = _LABELLED.match(line[0].folded)
    return "" if match is None else _ORDINAL.sub("#", match.group()).strip()


def _items(lines: Sequence[_Line], base: str) -> tuple[tuple[Figure, ...], bool]:
    """The first number of each line up to one that has none or is a total; whether each has no other."""
    found: list[Figure] = []
    plain = True
    style = _style(lines[0])
    for line in lines:
        own = [
            f for f in line[0].figures[:_MOST] if f.base == base and f.bracket == OUTSIDE and is_addable(f)
        ]
        if (
            _style(line) != style
            or not own
            or TOTAL_CUE.search(own[0].label)
            or PER_UNIT.search(own[0].label)
        ):
            break
        plain = plain and len(own) == len(line) == 1 and len(line[0].text) <= _LONGEST
        found.append(own[0])
    return tuple(found), plain


def _claim(
    lead: Sentence, whole: tuple[Figure, ...], items: tuple[Figure, ...], *, led: bool, plain: bool
) -> Iterator[SumClaim]:
    summed = sum((f.quantity.in_base for f in items), items[0].quantity.in_base * 0)
    others = tuple(items[:cut] for cut in range(2, len(items)))
    if led and plain:
        yield SumClaim(lead, whole, items, others, Link.CONSISTS, False, "：")
        return
    gaps = [(abs(f.quantity.in_base - summed), f) for f in whole]
    near = [f for gap, f in gaps if gap * _CLOSE <= summed or is_slip(f.quantity.in_base, summed)]
    if near:
        yield SumClaim(lead, tuple(near), items, others, Link.GATHERED, False, "累计")
