"""Starting up: `xunzheng --version` against a bare `python -c pass`, each a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
GOAL = 0.150  # seconds


def commands() -> dict[str, list[str]]:
    """What is started; the installed command stands beside the interpreter."""
    audit = ["-m", "xunzheng", "audit", "--sample", "--summary"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "xunzheng --version": [str(Path(sys.executable).with_name("xunzheng")), "--version"],
        "xunzheng --help": [str(Path(sys.executable).with_name("xunzheng")), "--help"],
        "xunzheng audit --sample --summary": [sys.executable, *audit],
    }


def seconds(command: list[str]) -> float:
    """The time on the wall from start to end of a process."""
    begun = time.perf_counter()
    ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    spent = time.perf_counter() - begun
    if ran.returncode not in (0, 1):  # 1: the sample has findings at error level
        raise RuntimeError(f"{command}: exit code {ran.returncode}\n{ran.stderr.decode()}")
    return spent


def main() -> int:
    """Print medians and differences; 1 if the goal for --version is missed."""
    seen: dict[str, list[float]] = {name: [] for name in commands()}
    for number in range(ROUNDS + 1):
        for name, command in commands().items():
            second = seconds(command)
            if number:
                seen[name].append(second)
    bare = statistics.median(seen["python -c pass"])
    print(f"milliseconds, median (least) of {ROUNDS} interleaved starts; difference to the bare interpreter")
    for name, spent in seen.items():
        median = statistics.median(spent)
        print(f"  {name:34} {median * 1000:7.1f} ({min(spent) * 1000:.1f})  {(median - bare) * 1000:+.1f}")
    return int(statistics.median(seen["xunzheng --version"]) - bare > GOAL)


if __name__ == "__main__":
    sys.exit(main())
