"""People in post and the establishment that limits them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import TOTAL_CUE
from xunzheng.quantities.units import PERSON, Dimension

_ESTABLISHMENT = re.compile(
    r"(?:编制|定编|核编|编制数|编制总数|编制人数)(?:数|总数|人数|总计|共计|共|为|是|:|控制数|名额)*\s*$"
)
_RATED = re.compile(r"(?:核定|额定|批准|设计)[^,;:。、\d]{0,6}$")
_IN_POST = re.compile(r"(?:在编在岗|在编在册|在编|在岗|在职|实有|现有|实际在岗)\w{0,12}$")
_OUTSIDE = re.compile(
    r"退休|离休|临聘|聘用|外聘|编外|临时|劳务|合同制|派遣|返聘|雇员|辅警|协管|见习|实习|挂职|抽调|三支一扶|西部计划|购买服务|借调|空编|缺编|超编|辅助|遗属|公益性岗位|非在编|不在编"
)
_MOST_UNITS = 60
_KIND = re.compile(r"行政|事业|工勤|参公|公务员|机关|政法")

_OfKind = dict[str, tuple[Figure, Sentence]]
_Limits = dict[int, _OfKind]
"""By bracket (-1: outside) and kind of post."""


@dataclass(frozen=True, slots=True)
class PostLimit:
    """A stated establishment and the people in post that it limits."""

    limit: Figure
    actual: Figure
    sentence: Sentence
    limit_sentence: Sentence


def read_post_limits(sentences: Sequence[Sentence]) -> tuple[PostLimit, ...]:
    """Pairs of establishment and staff in post that stand together: in one bracket, or in one paragraph.

    Staff outside the establishment (临聘, 退休) is left out. Where kinds are named (行政编制, 事业编制)
    a pair must be of one kind.
    """
    found: list[PostLimit] = []
    limits: _Limits = {}
    place: tuple[int, int | None, int | None] | None = None
    for sentence in sentences:
        here = (sentence.block, sentence.row, sentence.column)
        if here != place:
            place, limits = here, {}
        for figure in sentence.figures:
            if figure.quantity.unit.dimension is not Dimension.COUNT:
                continue
            level = _scope(sentence, figure)
            if _ESTABLISHMENT.search(figure.label) or _RATED.search(figure.label):
                limits.setdefault(level, {})[_kind(figure.label)] = (figure, sentence)
            else:
                found.extend(_pair(figure, sentence, limits.get(level, {})))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PostSum:
    """A stated number of staff in post of several units, with the numbers of each in the same paragraph."""

    total: Figure
    parts: tuple[Figure, ...]
    sentence: Sentence


def read_post_sums(sentences: Sequence[Sentence]) -> tuple[PostSum, ...]:
    """The totals of staff in post (综上共有在编在岗59人) behind three such numbers or more in a paragraph.

    Paragraphs with more than 60 such numbers are lists of another kind and are passed over.
    """
    found: list[PostSum] = []
    parts: list[Figure] = []
    place: tuple[int, int | None, int | None] | None = None
    for sentence in sentences:
        here = (sentence.block, sentence.row, sentence.column)
        if here != place:
            place, parts = here, []
        for figure in sentence.figures:
            if figure.base != PERSON.base or not _in_post(figure):
                continue
            if TOTAL_CUE.search(figure.label) and 2 < len(parts) <= _MOST_UNITS:
                found.append(PostSum(figure, tuple(parts), sentence))
            parts.append(figure)
    return tuple(found)


def _in_post(figure: Figure) -> bool:
    return bool(_IN_POST.search(figure.label)) and not _OUTSIDE.search(figure.label + figure.tail[:4])


def _scope(sentence: Sentence, figure: Figure) -> int:
    """Figures in one bracket belong together; those outside brackets do so across sentences."""
    return -1 if figure.bracket == -1 else sentence.brackets[figure.bracket].start


def _kind(label: str) -> str:
    match = _KIND.search(label)
    return match.group() if match else ""


def _alike(limit: Figure, actual: Figure) -> bool:
    """Whether both count the same: people, whatever the measure word, or vehicles, rooms, beds."""
    people = limit.quantity.unit.base in (PERSON.base, "个") and actual.base == PERSON.base
    posts = _ESTABLISHMENT.search(limit.label) is not None
    named = limit.label[-2:] == actual.label[-2:]
    return (people and posts) or (limit.base == actual.base != "个" and (posts or named))


def _pair(figure: Figure, sentence: Sentence, limits: _OfKind) -> Iterator[PostLimit]:
    """The establishment for staff in post, each used once; where one side names no kind, the only one."""
    if not _in_post(figure):
        return
    alike = {kind: told for kind, told in limits.items() if _alike(told[0], figure)}
    kind = _kind(figure.label)
    only = next(iter(alike)) if len(alike) == 1 else None
    key = kind if kind in alike else (only if only is not None and not (kind and only) else None)
    if key is not None:
        limit, limit_sentence = limits.pop(key)
        yield PostLimit(limit, figure, sentence, limit_sentence)
