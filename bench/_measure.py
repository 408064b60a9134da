"""Measuring side by side: interleaved rounds, medians, on the clock of the processor and on the wall's."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True, slots=True)
class Cost:
    """Median seconds of one call: of processor time (all threads of this process), and on the wall."""

    processor: float
    wall: float

    def written(self) -> str:
        """Both in milliseconds, for a table."""
        return f"{self.processor * 1000:10.1f} {self.wall * 1000:10.1f}"


def measure(calls: Mapping[str, Callable[[], object]], rounds: int, warm: int = 1) -> dict[str, Cost]:
    """The cost of each call; every round runs all of them once, so that a busy machine is busy for all."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for number in range(rounds + warm):
        for name, call in calls.items():
            gc.collect()
            processor, wall = time.process_time(), time.perf_counter()
            call()
            spent = (time.process_time() - processor, time.perf_counter() - wall)
            if number >= warm:
                seen[name].append(spent)
    return {
        name: Cost(statistics.median(p for p, _ in spent), statistics.median(w for _, w in spent))
        for name, spent in seen.items()
    }


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of growth: the slope of time over size, both logarithmic, by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    return statistics.linear_regression(x, y).slope


def steps(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """The exponent of each step from one size to the next, e.g. `1.01, 1.02`."""
    pairs = zip(zip(sizes, seconds, strict=True), zip(sizes[1:], seconds[1:], strict=True), strict=False)
    return ", ".join(f"{growth((a, c), (b, d)):.2f}" for (a, b), (c, d) in pairs)


def versions(*packages: str) -> str:
    """The packages with their versions, e.g. `markitdown 0.1.8`."""
    return ", ".join(f"{package} {version(package)}" for package in packages)
