"""Which known indicator framework a score sheet follows."""

from __future__ import annotations

from collections.abc import Sequence

from xunzheng.audit.sheet import Sheet
from xunzheng.evaluation.framework import Framework


def known_framework(sheet: Sheet, frameworks: Sequence[Framework]) -> Framework | None:
    """The framework that knows the most of the sheet's leaves, half of them at least; None if none does.

    Of frameworks that know equally many the first counts.
    """
    paths = [leaf.path for leaf in sheet.leaves()]
    best: Framework | None = None
    most = 0
    for framework in frameworks:
        leaves = {id(located.indicator) for located in framework.leaves()}
        known = sum(any(id(c.indicator) in leaves for c in framework.candidates(path)) for path in paths)
        if known > most:
            best, most = framework, known
    return best if most * 2 >= len(paths) else None
