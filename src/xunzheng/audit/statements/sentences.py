"""Sentences and the figures in them: each number with the words that say what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from xunzheng.documents.model import Cell, Document, Paragraph
from xunzheng.quantities.quantity import Exclusion, Malformed, Mention, Quantity
from xunzheng.quantities.scan import scan
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, Dimension
from xunzheng.quantities.width import fold

_BRACKETS = {"(": ")", "[": "]", "【": "】", "{": "}"}
_QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』"}
_OPENING = {close: opening for opening, close in (_BRACKETS | _QUOTES).items()}
_PAIRED_SIGN = re.compile(r"[()\[\]【】{}“”《》「」『』]")
_END_OR_OPENING = re.compile(r"[。!?\n(\[【{“《「『]")
_DIVIDER = re.compile(r"[,;:、。!?\n()\[\]【】{}]")
_CLAUSE_ENDS = frozenset(",;:、。!?\n")
_BARE = {"万": WAN_YUAN, "亿": YI_YUAN}
_MONEY_WORDS = re.compile(r"资金|经费|投资|支出|拨款|预算|金额|补助|补贴|费用|收入|到位|支付|下达")
_SENTENCE_ENDS = frozenset("。!?\n")


class Clause(NamedTuple):
    """A run of words between two delimiters at one bracket level.

    `bracket` is the index of the innermost bracket of the sentence that it stands in, -1 outside.
    `after` is the sign before it and `ends` the sign behind it, folded to half width (`,` `、` `;`
    `:` `。` or a bracket's own sign); empty at the sentence's ends.
    """

    start: int
    end: int
    bracket: int
    after: str
    ends: str


class Bracket(NamedTuple):
    """A pair of brackets: `start` is the opening sign's offset, `end` the one behind the closing sign.

    `clause` is the clause that it interrupts, `parent` the bracket around it (-1: none).
    """

    start: int
    end: int
    parent: int
    clause: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a sentence, with its words.

    `label` are the words of its clause before it (from the figure before, if there is one), brackets
    taken out; `tail` the words behind it up to the next figure or the clause's end.
    """

    quantity: Quantity
    start: int
    end: int
    text: str
    label: str
    tail: str
    clause: int
    bracket: int

    @property
    def base(self) -> str:
        """The base unit: figures of one base can be added.

        A bare number takes the sign behind it for its measure word (318路), since no list of measure
        words is complete.
        """
        unit = self.quantity.unit
        if unit.dimension is Dimension.NUMBER and "\u4e00" <= self.tail[:1] <= "\u9fff":
            return f"·{self.tail[0]}"
        return unit.base


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph or cell. All offsets are those of the document's text.

    `folded` is the text with its full-width signs folded, of the same length as `text`. `number`
    counts the sentences of the document, `opens` says that it is the first of its paragraph or cell.
    `semicolons` are the offsets of the semicolons outside brackets.
    """

    number: int
    block: int
    row: int | None
    column: int | None
    section: tuple[str, ...]
    start: int
    text: str
    folded: str
    opens: bool
    clauses: tuple[Clause, ...]
    brackets: tuple[Bracket, ...]
    figures: tuple[Figure, ...]
    exclusions: tuple[Exclusion, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    semicolons: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """The offset behind the sentence."""
        return self.start + len(self.text)

    def words(self, start: int, end: int) -> str:
        """The folded text between two document offsets."""
        return self.folded[max(start - self.start, 0) : max(end - self.start, 0)]


def segments(sentence: Sentence) -> list[tuple[Figure, ...]]:
    """The figures of a sentence in groups divided by the semicolons outside brackets."""
    groups: list[list[Figure]] = [[] for _ in range(len(sentence.semicolons) + 1)]
    for figure in sentence.figures:
        groups[bisect_left(sentence.semicolons, figure.start)].append(figure)
    return [tuple(group) for group in groups if group]


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """All sentences of a document in reading order, those of table cells included.

    A sentence ends at 。！？ or a line break outside brackets and quotation marks. Brackets that are
    not closed within the paragraph count as ordinary signs. Time is linear in the text.
    """
    found: list[Sentence] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.extend(_of_text(block.text, block.start, block.index, block.section, None, len(found)))
        else:
            for cell in block.cells:
                found.extend(_of_text(cell.text, cell.start, block.index, block.section, cell, len(found)))
    return tuple(found)


def _of_text(
    text: str, shift: int, block: int, section: tuple[str, ...], cell: Cell | None, number: int
) -> Iterator[Sentence]:
    if not text or text.isspace():
        return
    folded = fold(text)
    seen = scan(text, folded)
    partner = _partners(folded)
    opaque = _opaque(folded, partner, seen)
    row, column = (cell.row, cell.column) if cell else (None, None)
    upcoming = 0
    for begin, end in _sentence_ranges(folded, partner, opaque):
        first = upcoming
        while upcoming < len(seen) and seen[upcoming].start < end:
            upcoming += 1
        own = text[begin:end]
        if own.isspace():
            continue
        clauses, brackets = _clauses(folded, begin, end, shift, partner, opaque)
        mentions, exclusions, malformed = _sorted_out(seen[first:upcoming], shift)
        yield Sentence(
            number=number,
            block=block,
            row=row,
            column=column,
            section=section,
            start=begin + shift,
            text=own,
            folded=folded[begin:end],
            opens=begin < 200 and not text[:begin].strip(),
            clauses=clauses,
            brackets=brackets,
            figures=_figures(_with_money(mentions, folded), clauses, brackets, folded, shift),
            exclusions=exclusions,
            malformed=malformed,
            semicolons=tuple(c.end for c in clauses if c.bracket == -1 and c.ends == ";"),
        )
        number += 1


_Found = Mention | Exclusion | Malformed


def _sorted_out(
    seen: Sequence[_Found], shift: int
) -> tuple[list[Mention], tuple[Exclusion, ...], tuple[Malformed, ...]]:
    """What was found in a paragraph's text by its kind; all but the mentions at the document's offsets."""
    mentions: list[Mention] = []
    exclusions: list[Exclusion] = []
    malformed: list[Malformed] = []
    for item in seen:
        if isinstance(item, Mention):
            mentions.append(item)
        elif isinstance(item, Exclusion):
            exclusions.append(Exclusion(item.start + shift, item.end + shift, item.text, item.kind))
        else:
            malformed.append(Malformed(item.start + shift, item.end + shift, item.text))
    return mentions, tuple(exclusions), tuple(malformed)


def _partners(folded: str) -> dict[int, int]:
    """Opening sign → closing sign, for brackets and quotation marks that are closed and well nested."""
    partner: dict[int, int] = {}
    open_signs: list[tuple[str, int]] = []
    for match in _PAIRED_SIGN.finditer(folded):
        sign, offset = match[0], match.start()
        opening = _OPENING.get(sign)
        if opening is None:
            open_signs.append((sign, offset))
            continue
        for depth in range(len(open_signs) - 1, max(len(open_signs) - 4, -1), -1):
            if open_signs[depth][0] == opening:
                partner[open_signs[depth][1]] = offset
                del open_signs[depth:]
                break
    return partner


def _opaque(folded: str, partner: dict[int, int], seen: Sequence[_Found]) -> bytearray:
    """Which characters divide nothing: those of numbers, names and quotations."""
    opaque = bytearray(len(folded))
    for item in seen:
        opaque[item.start : item.end] = b"\x01" * (item.end - item.start)
    covered = -1  # quotations within quotations are marked once
    for opening in sorted(partner):
        if folded[opening] in _QUOTES and opening > covered:
            covered = partner[opening]
            opaque[opening : covered + 1] = b"\x01" * (covered + 1 - opening)
    return opaque


def _sentence_ranges(folded: str, partner: dict[int, int], opaque: bytearray) -> Iterator[tuple[int, int]]:
    begin, closes = 0, -1
    for match in _END_OR_OPENING.finditer(folded):
        offset = match.start()
        if match[0] in _SENTENCE_ENDS:
            if offset > closes and not opaque[offset]:
                yield begin, offset + 1
                begin = offset + 1
        else:
            closes = max(closes, partner.get(offset, -1))
    if begin < len(folded):
        yield begin, len(folded)


def _clauses(
    folded: str, begin: int, end: int, shift: int, partner: dict[int, int], opaque: bytearray
) -> tuple[tuple[Clause, ...], tuple[Bracket, ...]]:
    """The clauses of one sentence in order of their start, and its brackets, at the document's offsets.

    `begin` and `end` are offsets within the text. A bracket interrupts the clause that it stands in:
    that clause goes on behind it.
    """
    drafts: list[tuple[int, int, str]] = [(begin, -1, "")]  # start, bracket, the sign before
    stops: list[tuple[int, str]] = [(end, "")]  # end, the sign behind
    brackets: list[Bracket] = []
    stack: list[tuple[int, int, int]] = []  # closing offset, bracket, interrupted clause
    current, level = 0, -1
    for match in _DIVIDER.finditer(folded, begin, end):
        sign, offset = match[0], match.start()
        if stack and offset == stack[-1][0]:
            stops[current] = (offset, sign)
            _, closed, current = stack.pop()
            level = brackets[closed].parent
            continue
        if opaque[offset]:
            continue
        if sign in _BRACKETS:
            if partner.get(offset, end) >= end:
                continue
            brackets.append(Bracket(offset + shift, partner[offset] + 1 + shift, level, current))
            stack.append((partner[offset], len(brackets) - 1, current))
            level = len(brackets) - 1
        elif sign in _CLAUSE_ENDS:
            stops[current] = (offset, sign)
            if offset + 1 >= end:
                continue
        else:
            continue
        current = len(drafts)
        drafts.append((offset + 1, level, sign))
        stops.append((end, ""))
    clauses = tuple(
        Clause(start + shift, stop + shift, bracket, after, ends)
        for (start, bracket, after), (stop, ends) in zip(drafts, stops, strict=True)
    )
    return clauses, tuple(brackets)


def _figures(
    mentions: Sequence[Mention],
    clauses: Sequence[Clause],
    brackets: Sequence[Bracket],
    folded: str,
    shift: int,
) -> tuple[Figure, ...]:
    if not mentions:
        return ()
    owners = _owners(mentions, clauses, shift)
    following: list[int] = [0] * len(mentions)
    upcoming: dict[int, int] = {}
    for position in range(len(mentions) - 1, -1, -1):
        owner = owners[position]
        following[position] = upcoming.get(owner, clauses[owner].end - shift)
        upcoming[owner] = mentions[position].start
    before: dict[int, int] = {}
    figures: list[Figure] = []
    for position, mention in enumerate(mentions):
        owner = owners[position]
        clause = clauses[owner]
        label_from = before.get(owner, clause.start - shift)
        before[owner] = mention.end
        figures.append(
            Figure(
                quantity=mention.quantity,
                start=mention.start + shift,
                end=mention.end + shift,
                text=mention.text,
                label=_bare(folded, label_from, mention.start, brackets, shift)
                or _led_in_by(folded, owner, clauses, shift),
                tail=_bare(folded, mention.end, following[position], brackets, shift),
                clause=owner,
                bracket=clause.bracket,
            )
        )
    return tuple(figures)


def _led_in_by(folded: str, owner: int, clauses: Sequence[Clause], shift: int) -> str:
    """The words before a colon, for a figure that stands right behind it: `自评得分：98分`."""
    if clauses[owner].after != ":" or owner == 0:
        return ""
    lead = clauses[owner - 1]
    same = lead.bracket == clauses[owner].bracket and lead.ends == ":"
    return folded[max(lead.start, lead.end - 24) - shift : lead.end - shift].strip() if same else ""


def _with_money(mentions: Sequence[Mention], folded: str) -> Sequence[Mention]:
    """The mentions, those in a bare 万 or 亿 taken for money where the words or their neighbours speak of it.

    Offices often leave the 元 out (29.6万); whether people or yuan are meant, only the context says.
    """
    if all(m.quantity.unit.symbol not in _BARE for m in mentions):
        return mentions
    money = any(m.quantity.unit.dimension is Dimension.MONEY for m in mentions)
    return [
        _as_money(m) if m.quantity.unit.symbol in _BARE and (money or _speaks_of_money(m, folded)) else m
        for m in mentions
    ]


def _as_money(mention: Mention) -> Mention:
    quantity = replace(mention.quantity, unit=_BARE[mention.quantity.unit.symbol])
    return replace(mention, quantity=quantity)


def _speaks_of_money(mention: Mention, folded: str) -> bool:
    return bool(_MONEY_WORDS.search(folded, max(mention.start - 16, 0), mention.start))


def _owners(mentions: Sequence[Mention], clauses: Sequence[Clause], shift: int) -> list[int]:
    """For each mention the innermost clause around it: the last opened one that has not ended."""
    owners: list[int] = []
    open_clauses: list[int] = []
    upcoming = 0
    for mention in mentions:
        start = mention.start + shift
        while upcoming < len(clauses) and clauses[upcoming].start <= start:
            open_clauses.append(upcoming)
            upcoming += 1
        while len(open_clauses) > 1 and clauses[open_clauses[-1]].end <= start:
            open_clauses.pop()
        owners.append(open_clauses[-1])
    return owners


def _bare(folded: str, start: int, end: int, brackets: Sequence[Bracket], shift: int) -> str:
    """The text between two offsets of one clause, without the brackets that interrupt it."""
    if not brackets:
        return folded[start:end].strip()
    pieces: list[str] = []
    position = start
    upcoming = bisect_left(brackets, start + shift, key=_start)
    while upcoming < len(brackets) and brackets[upcoming].start < end + shift:
        bracket = brackets[upcoming]
        pieces.append(folded[position : bracket.start - shift])
        position = bracket.end - shift
        upcoming = bisect_left(brackets, bracket.end, upcoming, key=_start)
    pieces.append(folded[position:end])
    return "".join(pieces).strip()


_start = attrgetter("start")
