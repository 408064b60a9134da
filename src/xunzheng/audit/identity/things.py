"""The things that a report measures more than once: all their figures together, agreeing or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.audit.identity.likeness import Likeness
from xunzheng.audit.identity.matching import LIKELY, Match
from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.audit.identity.values import Nearness
from xunzheng.quantities.units import Dimension

_HELD = 60  # from here on two equal figures are told as one thing
_CERTAIN = 95
_MOST_FIGURES = 8
_DIGITS = 3  # digits that are not exchanged by chance


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with all its figures in the report's order, and the likeness of its surest disagreement.

    `likeness` is that of the two figures that agree best where none disagrees. `certain` says that the two
    that disagree are one thing beyond doubt: same words, same year, whole counts or amounts of four digits
    and more, two neighbouring digits exchanged.
    """

    figures: tuple[Measured, ...]
    likeness: Likeness
    certain: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two things whose values stand the other way round in two places: the labels were swapped."""

    first: Match
    second: Match


def things(found: Sequence[Match]) -> Iterator[Thing]:
    """The things that a report tells twice and more, from all its matches.

    Figures are joined where they are likely one thing. At most eight figures of a thing are shown.
    """
    edges = [m for m in found if m.likeness.confidence >= (_HELD if m.likeness.agree else LIKELY)]
    parents: dict[int, int] = {}

    def root(start: int) -> int:
        while parents.setdefault(start, start) != start:
            parents[start] = parents[parents[start]]
            start = parents[start]
        return start

    for match in edges:
        parents[root(match.other.start)] = root(match.one.start)
    groups: dict[int, list[Match]] = {}
    for match in edges:
        groups.setdefault(root(match.one.start), []).append(match)
    for group in groups.values():
        yield _thing(group)


def _thing(group: Sequence[Match]) -> Thing:
    figures = {figure.start: figure for match in group for figure in (match.one, match.other)}
    differing = [match for match in group if not match.likeness.agree]
    surest = max(differing or group, key=lambda match: match.likeness.confidence)
    kept = [surest.one, surest.other]
    kept += [figure for figure in figures.values() if figure not in kept][: _MOST_FIGURES - 2]
    ordered = tuple(sorted(kept, key=lambda figure: figure.start))
    return Thing(ordered, surest.likeness, bool(differing) and _is_certain(surest))


def _is_certain(match: Match) -> bool:
    one, other = match.one, match.other
    return (
        match.likeness.confidence >= _CERTAIN
        and match.likeness.nearness is Nearness.SWAPPED
        and one.subject == other.subject
        and len(one.subject.noun) > _DIGITS
        and len(one.quantity.value.normalize().as_tuple().digits) > _DIGITS
        and one.owners == other.owners
        and one.of_which == other.of_which
        and Source.TABLE not in (one.source, other.source)
    )


def exchanges(found: Sequence[Match]) -> Iterator[Exchange]:
    """Pairs of things of the same names in two places, each with the other's value: 合计 and 自筹 swapped."""
    seen: dict[tuple[object, ...], Match] = {}
    for match in found:
        one, other = match.one, match.other
        if match.likeness.agree or one.block == other.block or not _has_name(match):
            continue
        values = (one.quantity.in_base, other.quantity.in_base)
        place = (one.block, other.block, one.base)
        twin = seen.get((*place, *reversed(values)))
        if twin is not None and twin.one.subject.noun != one.subject.noun:
            yield Exchange(twin, match)
        seen[(*place, *values)] = match


def _has_name(match: Match) -> bool:
    """Whether both figures have the same name and digits enough that an exchange is no accident."""
    one, other = match.one, match.other
    digits = min(len(str(figure.quantity.value).strip("0.")) for figure in (one, other))
    least = 2 if one.quantity.unit.dimension is Dimension.MONEY else _DIGITS
    return one.subject.noun == other.subject.noun != "" and one.stage is other.stage and digits >= least
