"""The parts of a stated total: which figures of a list speak, and in which lawful readings."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.statements.levels import Levels
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import (
    DETAIL,
    INCLUDING,
    OPEN_LIST,
    OTHER_TIME,
    PER_UNIT,
    Stage,
    name_of,
    stage_of,
)
from xunzheng.quantities.units import Dimension

_ADDABLE = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE, Dimension.SCORE})
_SIZE = re.compile(r"[宽高深厚]|口?径|见方|以[外远]")
_GAINED = re.compile(r"得分?(?:为|了)?$")

INCLUDES = frozenset({"包括", "包含", "用于"})
"""The words of a consisting list that do not promise all of its parts."""

LISTED = "列"
"""The cue of a list that is told as one, though no word ties it to its whole."""


class Link(enum.StrEnum):
    """How a text ties the parts to the total; only some of the ties promise that the parts are all."""

    OF_WHICH = "of-which"  # 491万元。其中…449万元；…43万元
    BRACKET = "bracket"  # 61件（办结56件、在办5件）
    THEN_TOTAL = "then-total"  # …449万元、…43万元，共计491万元
    CONSISTS = "consists"  # 491万元，分别为449万元、43万元
    GATHERED = "gathered"  # the parts in sentences of their own; nothing but nearness ties them


@dataclass(frozen=True, slots=True)
class SumClaim:
    """A stated sum. `parts` is the natural reading; `others` are further lawful readings of the list.

    `totals` are the figures that may be the total, the nearest first. `open` says that the list ends
    in 等 or is introduced by 含, so that it may leave parts out.
    """

    sentence: Sentence
    totals: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    others: tuple[tuple[Figure, ...], ...]
    link: Link
    open: bool
    cue: str


def is_addable(figure: Figure) -> bool:
    """Whether a figure is an amount, a count, a measure or points that can be added to others of its kind.

    A size that describes something (4.5米宽) is none of them.
    """
    if _SIZE.match(figure.tail):
        return False
    named = figure.quantity.unit.dimension in _ADDABLE or figure.base.startswith("·")
    return named and figure.quantity.upper is None


def _split_at(figures: Sequence[Figure], offsets: Sequence[int]) -> list[list[Figure]]:
    """The figures grouped by the dividing offsets between them; both in ascending order."""
    groups: list[list[Figure]] = [[]]
    upcoming = 0
    for figure in figures:
        while upcoming < len(offsets) and offsets[upcoming] <= figure.start:
            upcoming += 1
            if groups[-1]:
                groups.append([])
        groups[-1].append(figure)
    return groups


def readings(
    figures: Sequence[Figure], levels: Levels, level: int, total: Figure
) -> tuple[tuple[Figure, ...], tuple[tuple[Figure, ...], ...]]:
    """The natural reading of a list of figures of one base, and the other lawful ones.

    Where semicolons divide the list, each item speaks with its first figure, and the rest are
    details of it; where the items give two aspects each (编制18名、实有21人), those of the total's
    aspect speak; otherwise every figure that is not introduced as a detail.
    """
    plain = tuple(f for f in figures if not _is_detail(f, figures[0]))
    semicolons = levels.semicolons(level, figures[0].start, figures[-1].start)
    groups = _split_at(figures, semicolons)
    heads = tuple(group[0] for group in groups if group and not PER_UNIT.search(group[0].label))
    aspects = _by_aspect(plain)
    natural = heads if len(heads) > 1 else _nearest(total, plain, _joined_run(plain, levels, level))
    if len(aspects) > 1:
        wanted = _wanted(total)
        natural = aspects.get(wanted) or next(iter(aspects.values()))
    first_item = tuple(f for f in plain if not semicolons or f.start < semicolons[0])
    last_item = tuple(f for f in plain if not semicolons or f.start > semicolons[-1])
    run = _joined_run(plain, levels, level)
    candidates = [plain, heads, run, *aspects.values(), first_item, last_item, tuple(figures)]
    others = [reading for reading in candidates if reading != natural and len(reading) > 1]
    return natural, tuple(each for i, each in enumerate(others) if each not in others[:i])


def _joined_run(plain: tuple[Figure, ...], levels: Levels, level: int) -> tuple[Figure, ...]:
    """The first figures of a list that 、 or 和 joins, where it goes on behind a comma; else all of them.

    `道路9个、桥涵6个和饮水2个，已完工16个，在建1个`: behind the comma the same things are told of again.
    """
    commas = levels.commas(level, plain[0].start, plain[-1].start) if len(plain) > 2 else []
    run = tuple(f for f in plain if f.start < commas[0]) if commas else plain
    return run if len(run) > 1 else plain


def _nearest(total: Figure, *lists: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The list whose sum comes nearest to the total; the first of equals."""

    def gap(figures: tuple[Figure, ...]) -> Decimal:
        return abs(total.quantity.in_base - sum((f.quantity.in_base for f in figures), Decimal(0)))

    return min(lists, key=gap)


def _wanted(total: Figure) -> Stage | None:
    """The aspect that the parts of a total must have: a total score is made of points gained."""
    score = total.quantity.unit.dimension is Dimension.SCORE
    return Stage.ARRIVED if score and "满分" not in total.label else stage_of(total.label)


def _aspect(figure: Figure) -> Stage | None:
    """What a figure tells of its item: the stage of money or work, or points gained beside points due."""
    if figure.quantity.unit.dimension is Dimension.SCORE:
        return Stage.ARRIVED if _GAINED.search(figure.label) else Stage.PLANNED
    return stage_of(figure.label)


def _by_aspect(figures: Sequence[Figure]) -> dict[Stage | None, tuple[Figure, ...]]:
    """The figures by the stage that their words name, where at least two stages have two figures each."""
    groups: dict[Stage | None, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_aspect(figure), []).append(figure)
    repeated = {stage: tuple(of) for stage, of in groups.items() if len(of) > 1}
    return repeated if len(repeated) > 1 else {}


def _is_detail(figure: Figure, first: Figure) -> bool:
    if PER_UNIT.search(figure.label):
        return True
    if figure is not first and OTHER_TIME.search(figure.label) and not OTHER_TIME.search(first.label):
        return True
    return figure is not first and bool(DETAIL.match(figure.label)) and not DETAIL.match(name_of(first.label))


def is_open(parts: Sequence[Figure], lead: str) -> bool:
    """Whether a list may leave parts out: it ends in 等 or is introduced by 含."""
    return bool(parts and OPEN_LIST.match(parts[-1].tail)) or bool(INCLUDING.match(lead))
