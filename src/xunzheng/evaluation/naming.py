"""When two names mean one indicator: width, spaces, weights in brackets and the usual endings aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_WEIGHT = re.compile(r"[(\[]\d{1,3}(?:\.\d{1,4})?(?:分|%)?[)\]]$")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\))")
_ENDINGS = (("指标", "情况", "程度"), ("性", "率"))
_LONGEST = 60


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """The name in half width, without blanks, list number and the weight in brackets.

    >>> plain("管理制度健全性\\n（5分）")
    '管理制度健全性'
    """
    folded = unicodedata.normalize("NFKC", name[: 2 * _LONGEST])
    joined = re.sub(r"[\s“”\"'《》]+", "", folded)
    return _NUMBERING.sub("", _WEIGHT.sub("", joined))


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """The plain name without its usual endings: 管理制度健全性 and 管理制度健全 have one stem."""
    short = plain(name)
    for endings in _ENDINGS:
        ending = next((ending for ending in endings if short.endswith(ending)), "")
        if ending and len(short) > len(ending) + 1:
            short = short[: -len(ending)]
    return short


def shared_parents(wanted: Sequence[str], parents: Sequence[str]) -> int:
    """How many of the wanted names stand among the parents, by stem."""
    stems = {stem(parent) for parent in parents}
    return sum(1 for name in wanted if stem(name) in stems)
