"""The re-scored sheet laid beside the sheet as read: which score belongs to which indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.sheet import Sheet, SheetNode
from xunzheng.evaluation.interval import ZERO, Interval
from xunzheng.evaluation.naming import plain, stem
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet

KINDS = ("counted", "attached", "stated", "judged", "lost", "none")


@dataclass(frozen=True, slots=True)
class EvidenceShare:
    """How many points stand on one kind of evidence; `start` and `length` are per cent of the full score.

    Besides the four kinds there are `lost` (points that evidence did not earn) and `none` (the weight of
    the indicators without evidence). `indicators` is None for `lost`.
    """

    kind: str
    points: str
    indicators: int | None
    start: str
    length: str


@dataclass(frozen=True, slots=True)
class Rescoring:
    """The re-scored sheet by the indicators of the sheet as read; without one, everything is absent."""

    scores: Mapping[tuple[str, ...], IndicatorScore] = field(default_factory=dict)
    sheet: Scoresheet | None = None

    def score_of(self, node: SheetNode) -> IndicatorScore | None:
        """The score of the indicator, None where the re-scored sheet has no such indicator."""
        return self.scores.get(node.path)

    def points_of(self, node: SheetNode) -> Interval | None:
        """The points of the indicator: its own score, else the sum of its parts if all are scored."""
        own = self.score_of(node)
        if own is not None:
            return own.points
        parts = [self.scores.get(leaf.path) for leaf in node.leaves()]
        known = [part.points for part in parts if part is not None]
        return sum(known, ZERO) if node.children and len(known) == len(parts) else None

    @property
    def total(self) -> Interval | None:
        """The total after the cap and rounding."""
        return Interval(Fraction(self.sheet.low), Fraction(self.sheet.high)) if self.sheet else None

    @property
    def grade(self) -> str | None:
        """The grade of the total, None where none is due or the scale is not known."""
        grading = self.sheet.grading if self.sheet else None
        return grading.grade.word if grading and grading.grade else None


def lay_beside(sheets: Sequence[Sheet], rescored: Scoresheet | None) -> tuple[Rescoring, ...]:
    """One rescoring for each sheet; the re-scored sheet goes to the one that shares most indicators with it.

    Names are compared without width, list numbers and weights in brackets, first by the whole path, then
    by the stem of the name alone where it is unique on both sides.
    """
    if rescored is None or not sheets:
        return tuple(Rescoring() for _ in sheets)
    matched = [_match(sheet, rescored) for sheet in sheets]
    best = max(range(len(sheets)), key=lambda n: (len(matched[n]), -n))
    return tuple(
        Rescoring(matched[n], rescored) if n == best and matched[n] else Rescoring()
        for n in range(len(sheets))
    )


def list_funds(sheet: Sheet, rescored: Scoresheet | None) -> Sheet:
    """The sheet with its execution rate as the first indicator, where the funds block scores it.

    The re-scored sheet has it as a level-one indicator that the indicator rows do not list.
    """
    row = next((row for row in sheet.funds if row.weight and row.weight.value is not None), None)
    listed = {plain(node.name) for node in sheet.nodes}
    for item in rescored.scores if rescored and row else ():
        if row and not item.children and plain(item.name) not in listed:
            node = SheetNode(item.name, (item.name,), row.place, row.weight, row.score, actual=row.rate)
            return replace(sheet, nodes=(node, *sheet.nodes))
    return sheet


def _match(sheet: Sheet, rescored: Scoresheet) -> dict[tuple[str, ...], IndicatorScore]:
    by_path = {tuple(map(plain, item.path)): item for item in rescored.walk()}
    leaves = list(rescored.leaves())
    counts = Counter(stem(item.name) for item in leaves)
    own = Counter(stem(leaf.name) for leaf in sheet.leaves())
    by_stem = {stem(item.name): item for item in leaves if counts[stem(item.name)] == 1}
    found: dict[tuple[str, ...], IndicatorScore] = {}
    for node in sheet.walk():
        item = by_path.get(tuple(map(plain, node.path)))
        if item is None and not node.children and own[stem(node.name)] == 1:
            item = by_stem.get(stem(node.name))
        if item is not None and bool(item.children) == bool(node.children):
            found[node.path] = item
    return found


def share_evidence(sheet: Scoresheet) -> tuple[EvidenceShare, ...]:
    """How many points stand on which kind of evidence; kinds without any are left out.

    Where points are known between bounds only, the lower one counts, as it is the one that is certain.
    """
    points = dict.fromkeys(KINDS, Fraction(0))
    indicators = Counter[str]()
    for leaf in sheet.leaves():
        weight, earned = Fraction(leaf.weight), leaf.points.low
        kind = leaf.kind.value if leaf.kind and leaf.proved else "none"
        indicators[kind] += 1
        points[kind] += weight if kind == "none" else earned
        points["lost"] += 0 if kind == "none" else max(weight - earned, Fraction(0))
    return _lay_end_to_end(points, indicators)


def _lay_end_to_end(
    points: Mapping[str, Fraction], indicators: Mapping[str, int]
) -> tuple[EvidenceShare, ...]:
    whole = sum(points.values(), Fraction(0))
    start = Fraction(0)
    shares: list[EvidenceShare] = []
    for kind in KINDS:
        if points[kind] > 0 or indicators[kind]:
            count = None if kind == "lost" else indicators[kind]
            length = percent(points[kind], whole)
            shares.append(
                EvidenceShare(kind, write_points(points[kind]), count, percent(start, whole), length)
            )
        start += points[kind]
    return tuple(shares)


def write_points(points: Fraction) -> str:
    """The points with at most two digits, rounded half up and then marked with ≈; a true minus sign.

    >>> write_points(Fraction(-1, 3)), write_points(Fraction(23, 2))
    ('≈−0.33', '11.5')
    """
    hundredths = int(abs(points) * 100 + Fraction(1, 2))
    digits = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    sign = "−" if points < 0 and hundredths else ""
    return f"{'' if Fraction(hundredths, 100) == abs(points) else '≈'}{sign}{digits}"


def percent(part: Fraction | Decimal, whole: Fraction | Decimal) -> str:
    """The share in per cent with two digits, between 0 and 100; 0 of nothing.

    >>> percent(Decimal(1), Decimal(8))
    '12.50'
    """
    if whole <= 0:
        return "0.00"
    hundredths = round(min(max(Fraction(part) / Fraction(whole), Fraction(0)), Fraction(1)) * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
