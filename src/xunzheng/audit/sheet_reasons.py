"""Which indicators of a score sheet have lost points or deviations explained, in the table or in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xunzheng.audit.reading import Reading
from xunzheng.audit.sheet import SheetNode
from xunzheng.audit.sheet_reading import says_nothing
from xunzheng.evaluation.naming import plain, stem
from xunzheng.quantities.width import fold

_REASONING = re.compile(
    r"扣|失分|丢分|得分|原因|不足|主要是|由于|因为|未达|未完成|未能|低于|偏差|偏离|偏低|较低|较慢|滞后"
)
_GENERAL = re.compile(
    r"(?:扣分|失分|丢分|减分|扣\d{1,3}(?:\.\d{1,2})?分)(?:项|事项|点)?(?:的)?(?:主要)?(?:原因|是因为|是由于|系因|因为|由于|主要是)"
    r"|(?:由于|因为|鉴于|因[^此而为])[^。;]{1,60}(?:扣\d{1,3}(?:\.\d{1,2})?分|扣减\d|酌情扣)"
)
_BY_SHARE = re.compile(
    r"按[^。;]{0,10}比例[^。;]{0,6}(?:计|得|给|评|赋|打|算)|(?:实际|完成)[^。;]{0,6}(?:÷|/|与)[^。;]{0,4}目标"
    r"[^。;]{0,10}(?:×|乘|计分|之比)"
)
_LOST = re.compile(r"扣|比例|未达|未完成")
_UNIT_WORDS = re.compile(r"\(.*?\)|[\d,.%].*$|数$|数量$")
_LONGEST_NAME = 40
_SHORTEST_NAME = 3
_SHORT_FORMS = ("满意度", "到位率", "执行率", "及时率", "完成率", "达标率", "节约率")


def explained(reading: Reading, nodes: Iterable[SheetNode], *, general: bool = True) -> frozenset[int]:
    """The nodes, by their position, that a reason is given for.

    The reason column counts where it says something other than 无; else a sentence of the prose that
    names the indicator together with a word of reasoning (扣, 原因, 不足, 主要是, 未达 …). A sentence that
    gives the reasons of the deductions in general (扣分原因是…) counts for all, unless `general` is off,
    as for a target surpassed. Time is linear in the
    prose, times the number of different name lengths, of which there are at most 40.
    """
    leaves = list(nodes)
    sentences = list(_reasoning_sentences(reading))
    if general and any(_GENERAL.search(sentence) for sentence in sentences):
        return frozenset(range(len(leaves)))
    forms = [_forms(leaf.name) for leaf in leaves]
    named = _named({form for each in forms for form in each}, sentences)
    return frozenset(
        position
        for position, leaf in enumerate(leaves)
        if not says_nothing(leaf.reason) or not named.isdisjoint(forms[position])
    )


def scored_by_share(reading: Reading) -> bool:
    """Whether the report says that a missed target is scored by the share that was reached."""
    return any(_BY_SHARE.search(sentence.folded) for sentence in reading.sentences)


def detailed_in_prose(reading: Reading, nodes: Iterable[SheetNode]) -> frozenset[int]:
    """The level-one nodes, by their position, below whose own heading the prose tells of lost points."""
    told: set[str] = set()
    for sentence in reading.prose:
        if sentence.section and _LOST.search(sentence.folded):
            told |= {re.sub(r"[(（].*", "", fold(title)).strip() for title in sentence.section}
    leaves = list(nodes)
    return frozenset(at for at, leaf in enumerate(leaves) if len(leaf.path) == 1 and leaf.name in told)


def _reasoning_sentences(reading: Reading) -> Iterator[str]:
    for sentence in reading.prose:
        if _REASONING.search(sentence.folded):
            yield re.sub(r"[\s“”\"'《》]+", "", sentence.folded)


def _forms(name: str) -> frozenset[str]:
    """The name as prose may write it: whole, without its ending, or its usual short form."""
    whole = plain(name)
    short = (form for form in _SHORT_FORMS if whole.endswith(form))
    forms = (whole, stem(name), plain(_UNIT_WORDS.sub("", fold(name))), *short)
    return frozenset(form for form in forms if _SHORTEST_NAME <= len(form) <= _LONGEST_NAME)


def _named(names: set[str], sentences: list[str]) -> set[str]:
    lengths = {len(name) for name in names}
    return {
        piece
        for sentence in sentences
        for length in lengths
        for start in range(len(sentence) - length + 1)
        if (piece := sentence[start : start + length]) in names
    }
