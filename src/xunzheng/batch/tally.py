"""The summary of a batch, counted record by record, so that memory does not grow with the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from xunzheng.audit.finding import Severity
from xunzheng.batch.record import Record

MOST_ROWS: Final = 5_000
MOST_WORST: Final = 20
MOST_UNREADABLE: Final = 200
SCORE_BOUNDS: Final = tuple(map(Decimal, (60, 70, 80, 90, 95, 100)))
DIFFERENCE_BOUNDS: Final = tuple(map(Decimal, (1, 5, 10)))
SAME: Final = Decimal("0.005")  # half a hundredth: nearer than scores are written


@dataclass(frozen=True, slots=True)
class Group:
    """The reports that share a unit, year, region, layout or format; `name` is None where none was read.

    `with_errors` counts reports, `counts` their findings by severity.
    """

    name: str | None
    reports: int
    with_errors: int
    counts: tuple[int, int, int]

    @property
    def errors(self) -> int:
        """Findings at error level."""
        return self.counts[0]


@dataclass(frozen=True, slots=True)
class CodeTally:
    """How often a code was found, and in how many reports; `counts` by severity."""

    code: str
    counts: tuple[int, int, int]
    total: int
    reports: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch amounts to.

    `counts` are findings by severity, `gravest` reports by their gravest finding (error, suspicion, advice)
    and those with none; `unexamined` are among the latter: nothing in them could be checked. Groups stand in
    the order of their errors, those of years and layouts by name. Bands count reports: a band of scores
    reaches from its bound to the next, one of differences (stated less recomputed) likewise, with the equal
    ones in the middle. `worst` are the reports with most errors. `unreadable` and `rows` are cut at a
    length, which `unreadable_count` and `total` tell. `unlisted` findings of `cut` reports are counted, but
    no list has them. Money is in 万元, over the `funded` reports that state both.
    """

    total: int
    audited: int
    unreadable_count: int
    counts: tuple[int, int, int]
    gravest: tuple[int, int, int, int]
    unexamined: int
    held: int
    unlisted: int
    cut: int
    codes: tuple[CodeTally, ...]
    units: tuple[Group, ...]
    years: tuple[Group, ...]
    regions: tuple[Group, ...]
    layouts: tuple[Group, ...]
    formats: tuple[Group, ...]
    stated_bands: tuple[int, ...]
    computed_bands: tuple[int, ...]
    difference_bands: tuple[int, ...]
    scored: int
    bounded: int
    regraded: int
    funded: int
    planned: Decimal
    spent: Decimal
    worst: tuple[Record, ...]
    unreadable: tuple[Record, ...]
    rows: tuple[Record, ...]
    packs: tuple[str, ...]
    seconds: float


def summary(records: Iterable[Record]) -> Summary:
    """Count the records. Only what the summary shows is held: no findings, and so many rows.

    Example: ``summary(audit_files(["reports"])).counts[0]`` is the number of errors.
    """
    tally = _Tally()
    for record in records:
        tally.add(record)
    return tally.summary()


def bare(record: Record) -> Record:
    """The record without its findings."""
    return replace(record, findings=()) if record.findings else record


@dataclass(slots=True)
class _Sums:
    reports: int = 0
    with_errors: int = 0
    counts: Counter[Severity] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        self.reports += 1
        self.with_errors += record.errors > 0
        self.counts.update(record.counts)


class _Tally:
    def __init__(self) -> None:
        self.total = self.audited = self.held = self.unexamined = self.unreadable_count = 0
        self.scored = self.bounded = self.regraded = self.funded = self.unlisted = self.cut = 0
        self.planned = self.spent = Decimal(0)
        self.counts: Counter[Severity] = Counter()
        self.gravest = [0, 0, 0, 0]
        self.codes: dict[str, list[int]] = {}
        self.groups: dict[str, dict[str | None, _Sums]] = {name: {} for name in _GROUPED}
        self.bands = {"stated": [0] * (len(SCORE_BOUNDS) + 2), "computed": [0] * (len(SCORE_BOUNDS) + 2)}
        self.differences = [0] * (2 * len(DIFFERENCE_BOUNDS) + 3)
        self.rows: list[Record] = []
        self.unreadable: list[Record] = []
        self.packs: set[str] = set()
        self.seconds = 0.0

    def add(self, record: Record) -> None:
        self.total += 1
        self.seconds += record.seconds
        self._keep(bare(record))
        if not record.is_audited:
            self.unreadable_count += 1
            return
        self.audited += 1
        self.held += record.held
        self.unlisted += record.unlisted
        self.cut += record.unlisted > 0
        self.packs.update(record.packs)
        self.counts.update(record.counts)
        self.gravest[_gravest(record)] += 1
        self.unexamined += not sum(record.counts.values()) and not record.held
        for name, read in _GROUPED.items():
            self.groups[name].setdefault(read(record), _Sums()).add(record)
        self._count_codes(record)
        self._count_scores(record)
        if record.planned is not None and record.spent is not None:
            self.funded += 1
            self.planned += record.planned
            self.spent += record.spent

    def _keep(self, record: Record) -> None:
        self.rows.append(record)
        if len(self.rows) > 2 * MOST_ROWS:
            self.rows = sorted(self.rows, key=_by_gravity)[:MOST_ROWS]
        if not record.is_audited and len(self.unreadable) < MOST_UNREADABLE:
            self.unreadable.append(record)

    def _count_codes(self, record: Record) -> None:
        for code, counts in _by_severity(record).items():
            sums = self.codes.setdefault(code, [0, 0, 0, 0, 0])
            sums[3] += record.codes[code]
            sums[4] += 1
            for place, severity in enumerate(Severity):
                sums[place] += counts[severity]

    def _count_scores(self, record: Record) -> None:
        if record.stated_score is not None:
            self.bands["stated"][_score_band(record.stated_score)] += 1
        if record.computed_score is not None:
            self.bands["computed"][_score_band(record.computed_score)] += 1
        self.bounded += record.lowest_score != record.highest_score
        if record.score_difference is not None:
            self.scored += 1
            self.differences[_difference_band(record.score_difference)] += 1
        grades = (record.stated_grade, record.computed_grade)
        self.regraded += None not in grades and grades[0] != grades[1]

    def summary(self) -> Summary:
        """All that was counted."""
        rows = sorted(self.rows, key=_by_gravity)[:MOST_ROWS]
        return Summary(
            total=self.total,
            audited=self.audited,
            unreadable_count=self.unreadable_count,
            counts=_in_order(self.counts),
            gravest=(self.gravest[0], self.gravest[1], self.gravest[2], self.gravest[3]),
            unexamined=self.unexamined,
            held=self.held,
            unlisted=self.unlisted,
            cut=self.cut,
            codes=tuple(
                sorted(
                    (CodeTally(code, (n[0], n[1], n[2]), n[3], n[4]) for code, n in self.codes.items()),
                    key=lambda tally: (-tally.counts[0], -tally.total, tally.code),
                )
            ),
            units=self._groups("unit", by_name=False),
            years=self._groups("year", by_name=True),
            regions=self._groups("region", by_name=False),
            layouts=self._groups("layout", by_name=False),
            formats=self._groups("format", by_name=True),
            stated_bands=tuple(self.bands["stated"]),
            computed_bands=tuple(self.bands["computed"]),
            difference_bands=tuple(self.differences),
            scored=self.scored,
            bounded=self.bounded,
            regraded=self.regraded,
            funded=self.funded,
            planned=self.planned,
            spent=self.spent,
            worst=tuple(row for row in rows[:MOST_WORST] if row.errors),
            unreadable=tuple(self.unreadable),
            rows=tuple(rows),
            packs=tuple(sorted(self.packs)),
            seconds=self.seconds,
        )

    def _groups(self, name: str, *, by_name: bool) -> tuple[Group, ...]:
        groups = [
            Group(key, sums.reports, sums.with_errors, _in_order(sums.counts))
            for key, sums in self.groups[name].items()
        ]
        if by_name:
            return tuple(sorted(groups, key=lambda group: (group.name is None, group.name or "")))
        return tuple(sorted(groups, key=lambda group: (-group.errors, -group.reports, group.name or "")))


_GROUPED: Final[dict[str, Callable[[Record], str | None]]] = {
    "unit": lambda record: record.unit,
    "year": lambda record: None if record.year is None else str(record.year),
    "region": lambda record: record.region,
    "layout": lambda record: record.layout,
    "format": lambda record: record.format,
}


def _by_severity(record: Record) -> dict[str, Counter[Severity]]:
    """How often each code was found at which severity.

    The severity of findings that the record did not keep is that of its others where they have one, and in
    sum it is what the record counts.
    """
    found: dict[str, Counter[Severity]] = {code: Counter() for code in record.codes}
    rest = Counter(record.counts)
    for finding in record.findings:
        found.setdefault(finding.code, Counter())[finding.severity] += 1
        rest[finding.severity] -= 1
    for code in sorted(record.codes, key=lambda code: -found[code].total()):
        counts = found[code]
        for severity in sorted(Severity, key=lambda one: (-counts[one], -rest[one])):
            more = max(min(record.codes[code] - counts.total(), rest[severity]), 0)
            counts[severity] += more
            rest[severity] -= more
    return {code: found[code] for code in record.codes}


def _by_gravity(record: Record) -> tuple[int, int, int, str]:
    return (-record.errors, -record.suspicions, -record.advice, record.path)


def _gravest(record: Record) -> int:
    return next((place for place, severity in enumerate(Severity) if record.counts.get(severity)), 3)


def _in_order(counts: Counter[Severity]) -> tuple[int, int, int]:
    return (counts[Severity.ERROR], counts[Severity.SUSPICION], counts[Severity.ADVICE])


def _score_band(value: Decimal) -> int:
    """Under 60, from each bound to under the next, 100 itself, and beyond."""
    return sum(value >= bound for bound in SCORE_BOUNDS) + (value > SCORE_BOUNDS[-1])


def _difference_band(value: Decimal) -> int:
    """Of nine bands: four below, the equal ones, four above; a bound belongs to the band nearer to nought."""
    if abs(value) < SAME:
        return 4
    distance = sum(abs(value) > bound for bound in DIFFERENCE_BOUNDS)
    return 5 + distance if value > 0 else 3 - distance
