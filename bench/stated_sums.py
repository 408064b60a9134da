"""Sums stated in words, found and checked, against Arelle checking as many calculation sums given as XBRL.

bin/bench stated_sums [SIZE …]. Both get the same numbers, and both must find every sum planted wrong.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from arelle import ValidateXbrlCalcs
from arelle.Cntlr import Cntlr

from _measure import Cost, growth, measure, steps, versions
from _stated_sums import StatedSum, make_sums, report
from _xbrl import write_instance
from xunzheng.audit.run import audit
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

SIZES = (100, 1_000, 10_000)
LINEAR = 1.1  # the exponent up to which growth passes for linear: sizes differ in more than their number
GOAL = 50


def audit_sums(content: bytes, sums: Sequence[StatedSum]) -> None:
    """Read and audit the report; every sum must be examined, and those planted wrong be found, no others."""
    outcome = audit(read(content, "sums.txt"), standard_rules())
    wrong = [f for f in outcome.findings if f.code == "sum-of-parts"]
    right = [h for h in outcome.held if h.code == "sum-of-parts"]
    planted = sum(stated.wrong for stated in sums)
    assert (len(wrong), len(right)) == (planted, len(sums) - planted), (len(wrong), len(right), planted)
    assert all(finding.severity == "error" for finding in wrong)


def validate_sums(controller: Cntlr, instance: Path, sums: Sequence[StatedSum]) -> None:
    """Let Arelle load the instance and check its calculations; it must find the same number wrong."""
    model = controller.modelManager.load(str(instance))
    mode = ValidateXbrlCalcs.ValidateCalcsMode.XBRL_v2_1
    codes = Counter(found.codes for found in ValidateXbrlCalcs.validate(model, mode))
    assert codes == {"xbrl.5.2.5.2:calcInconsistency": sum(s.wrong for s in sums)}, (codes, model.errors)
    model.close()


def offline_controller() -> Cntlr:
    """Arelle without network and settings: the XBRL core schemas come from its own package."""
    controller = Cntlr(disable_persistent_config=True)
    controller.webCache.workOffline = True
    return controller


def compare(size: int, controller: Cntlr, folder: Path) -> dict[str, Cost]:
    """The cost of both for one size."""
    sums = make_sums(size)
    content = report(sums).encode()
    instance = write_instance(sums, folder)
    calls: dict[str, Callable[[], object]] = {
        "xunzheng": lambda: audit_sums(content, sums),
        "arelle": lambda: validate_sums(controller, instance, sums),
    }
    return measure(calls, rounds=5 if size < 5_000 else 3, warm=1 if size < 5_000 else 0)


def main() -> int:
    """Print the table; 1 if growth is worse than linear."""
    logging.disable(logging.CRITICAL)
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    controller = offline_controller()
    print(f"against {versions('arelle-release')}: load + calculations, no other validation; seconds, medians")
    print("   sums  planted  xunzheng processor / wall  arelle processor / wall  ratio (processor)")
    ours, theirs = [], []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs = compare(size, controller, Path(folder))
        mine, other = costs["xunzheng"], costs["arelle"]
        ours.append(mine.processor)
        theirs.append(other.processor)
        print(
            f"{size:7,}  {size // 10:7,}  {mine.processor:18.3f} / {mine.wall:.3f}  "
            f"{other.processor:15.3f} / {other.wall:.3f}  {mine.processor / other.processor:.2f}",
            flush=True,
        )
    if len(sizes) == 1:
        return 0
    print(
        f"exponent: xunzheng {growth(sizes, ours):.2f} (steps {steps(sizes, ours)}), "
        f"arelle {growth(sizes, theirs):.2f} (steps {steps(sizes, theirs)})"
    )
    reached = ours[-1] * GOAL <= theirs[-1]
    print(f"goal of 1/{GOAL} of arelle at {sizes[-1]:,}: {'reached' if reached else 'not reached'}")
    return int(growth(sizes, ours) > LINEAR)


if __name__ == "__main__":
    sys.exit(main())
