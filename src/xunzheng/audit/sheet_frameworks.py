"""Which known indicator framework a score sheet follows."""

from __future__ import annotations

from collections.abc import Sequence

from xunzheng.audit.framework_index import index_of
from xunzheng.audit.sheet import Sheet
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.naming import shared_parents


def known_framework(sheet: Sheet, frameworks: Sequence[Framework]) -> Framework | None:
    """The framework that knows the most of the sheet's leaves, half of them at least; None if none does.

    Of frameworks that know equally many the one counts that has more of their parents, then the first.
    The framework that the sheet's layout names goes before all others.
    """
    paths = [leaf.path for leaf in sheet.leaves()]
    own = sheet.layout.framework if sheet.layout is not None else None
    named = [framework for framework in frameworks if framework.code == own]
    if named and _knowledge(named[0], paths)[0] * 2 >= len(paths) > 0:
        return named[0]
    ranked = [(_knowledge(framework, paths), framework) for framework in frameworks]
    (known, _), best = max(ranked, key=lambda pair: pair[0], default=((0, 0), None))
    return best if known and known * 2 >= len(paths) else None


def _knowledge(framework: Framework, paths: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """How many of the paths are leaves of the framework, and how many of their parents it shares."""
    index = index_of(framework)
    known = shared = 0
    for path in paths:
        found = [item for item in index.candidates(path) if id(item.indicator) in index.leaves]
        known += bool(found)
        shared += max((shared_parents(path[:-1], item.path[:-1]) for item in found), default=0)
    return known, shared
