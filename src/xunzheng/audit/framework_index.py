"""The indicators of a framework by their names, looked up without walking the tree for each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.evaluation.framework import Framework, Located
from xunzheng.evaluation.naming import plain, shared_parents, stem

_MOST = 64  # frameworks whose index is kept


@dataclass(frozen=True, slots=True)
class FrameworkIndex:
    """A framework's indicators by plain name and by stem, in order; `leaves` are the ids of its leaves."""

    framework: Framework
    names: dict[str, tuple[Located, ...]]
    stems: dict[str, tuple[Located, ...]]
    leaves: frozenset[int]

    def candidates(self, path: Sequence[str]) -> tuple[Located, ...]:
        """What `Framework.candidates` gives: the closest matches of the path's last name."""
        *parents, name = path or ("",)
        found = self.names.get(plain(name)) or self.stems.get(stem(name), ())
        if len(found) < 2:
            return found
        shared = [shared_parents(parents, located.path[:-1]) for located in found]
        best = max(shared)
        return tuple(item for item, count in zip(found, shared, strict=True) if count == best)


_KEPT: dict[int, FrameworkIndex] = {}


def index_of(framework: Framework) -> FrameworkIndex:
    """The index of a framework, made once for each in a process; the oldest is dropped beyond 64."""
    kept = _KEPT.get(id(framework))
    if kept is not None and kept.framework is framework:
        return kept
    if len(_KEPT) >= _MOST:
        _KEPT.pop(next(iter(_KEPT)), None)
    made = _index(framework)
    _KEPT[id(framework)] = made
    return made


def _index(framework: Framework) -> FrameworkIndex:
    names: dict[str, list[Located]] = {}
    stems: dict[str, list[Located]] = {}
    for located in framework.walk():
        own = located.indicator.names()
        for key in dict.fromkeys(map(plain, own)):
            names.setdefault(key, []).append(located)
        for key in dict.fromkeys(map(stem, own)):
            stems.setdefault(key, []).append(located)
    return FrameworkIndex(
        framework,
        {key: tuple(found) for key, found in names.items()},
        {key: tuple(found) for key, found in stems.items()},
        frozenset(id(located.indicator) for located in framework.leaves()),
    )
