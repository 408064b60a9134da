"""The regions by which reports are told: the provinces, and the places that packs are in force in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from xunzheng.audit.setting import Region
from xunzheng.rulebook.pack import RulePack


@lru_cache(maxsize=1)
def provinces() -> tuple[Region, ...]:
    """The regions of province level, by code (GB/T 2260)."""
    text = (resources.files("xunzheng.rulebook") / "regions.toml").read_text("utf-8")
    names: dict[str, list[str]] = tomllib.loads(text)["regions"]
    return tuple(Region(code, own[0], tuple(own[1:])) for code, own in names.items())


def regions_with(packs: Iterable[RulePack]) -> tuple[Region, ...]:
    """The provinces and the places that the packs name, each once.

    >>> [region.name for region in regions_with(standard_shelf().packs) if region.code == "450400"]
    ['梧州市']
    """
    found = {region.code: region for region in provinces()}
    for pack in packs:
        code, place = pack.header.basis.jurisdiction, pack.header.place
        if place:
            found.setdefault(code, Region(code, place[0], place[1:]))
    return tuple(found[code] for code in sorted(found))
