"""All mutations by code, the codes that have none, and the making of a planted report from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.planted import arithmetic, citations, form, logic, notation, results, scores, targets
from bench.planted.layouts import LAYOUTS, tell_report
from bench.planted.planting import Mutation, Planted
from bench.planted.telling import Report

MUTATIONS: Mapping[str, tuple[Mutation, ...]] = {
    **arithmetic.MUTATIONS,
    **notation.MUTATIONS,
    **scores.MUTATIONS,
    **results.MUTATIONS,
    **targets.MUTATIONS,
    **logic.MUTATIONS,
    **form.MUTATIONS,
    **citations.MUTATIONS,
}
WITHOUT: Mapping[str, str] = {
    "unreadable": "a property of the file, not of the report told: held by the tests of the readers",
    "reading-doubt": "a doubt of the reader's own, not a mistake: held by the tests of the readers",
}
DEVELOP, JUDGE = 1_000_000, 2_000_000
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """A report with the mistake planted in it, or with none."""

    seed: int
    layout: str
    report: Report
    planted: Planted | None


def plant(report: Report, code: str, chance: random.Random) -> tuple[Report, Planted] | None:
    """The report with a mistake of a code, by one of its mutations that can be made there."""
    for mutation in chance.sample(MUTATIONS[code], len(MUTATIONS[code])):
        outcome = mutation(report, chance)
        if outcome is not None:
            return outcome
    return None


def sample(seed: int, code: str | None) -> Sample:
    """The sample of a seed: consistent without a code, else with one mistake of that code.

    Where the story of the seed cannot hold the mistake, further stories of the same seed are tried.
    """
    chance = random.Random(f"sample {seed} {code}")
    layouts = list(LAYOUTS)
    if code is None:
        layout = chance.choice(layouts)
        return Sample(seed, layout, tell_report(seed * 100, layout, judging=seed >= JUDGE), None)
    for attempt in range(_TRIES):
        layout = chance.choice(layouts)
        report = tell_report(seed * 100 + attempt, layout, judging=seed >= JUDGE)
        # the mutations take turns, so that one that is seldom possible is not crowded out
        mutation = MUTATIONS[code][seed // len(MUTATIONS) % len(MUTATIONS[code])]
        outcome = mutation(report, chance) if attempt < _TRIES // 2 else plant(report, code, chance)
        if outcome is not None:
            return Sample(seed, layout, *outcome)
    raise LookupError(f"{code}: no story of seed {seed} can hold it")


def codes_in_turn(count: int, every: int = 8) -> Iterator[str | None]:
    """Whose turn it is: each code in turn, and a consistent report at each eighth place."""
    codes = list(MUTATIONS)
    for at in range(count):
        yield None if at % every == 0 else codes[(at - at // every - 1) % len(codes)]
