"""Scores told in words: `产出指标50分，得49分；…；自评总分97分`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.statements.conclusions import TotalScore
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.quantities.units import Dimension

_GAINED = re.compile(r"(?:得分?|自评得?分?|计|评)(?:为|了)?$")
_PLAIN = re.compile(r"(?:指标|情况|管理|执行率?|产出|效益|满意度|决策|过程|投入|效果|绩效|项目|资金)\S{0,4}$")
_FULL = re.compile(r"满分(?:为|共)?$")
_FULL_SCORE = 100
_FEWEST = 3
_MOST = 60  # figures told beside one total


@dataclass(frozen=True, slots=True)
class ToldScores:
    """A total score with the scores of the indicators told in the sentences that lead to it."""

    total: TotalScore
    parts: tuple[tuple[Sentence, Figure], ...]


def read_told_scores(sentences: Sequence[Sentence], totals: Sequence[TotalScore]) -> tuple[ToldScores, ...]:
    """Totals with three scores or more told in their sentence and the two before it, in one paragraph.

    Where scores come beside weights (50分，得49分), the ones said to be gained count; a list of plain
    scores (决策19分、过程20分) counts as it stands, unless it makes 100 under another total: then it is
    the weights. Paragraphs that speak of points added (加分, 附加) and sentences with more than 60 figures
    are passed over.
    """
    found: list[ToldScores] = []
    for total in totals:
        here = total.sentence
        near = [s for s in sentences[max(here.number - 2, 0) : here.number + 1] if s.block == here.block]
        if sum(len(s.figures) for s in near) > _MOST:
            continue
        figures = [(s, f) for s in near for f in s.figures if _is_score(f) and f.start != total.start]
        gained = [(s, f) for s, f in figures if _GAINED.search(f.label)]
        plain = [(s, f) for s, f in figures if _PLAIN.search(f.label)]
        parts = gained if len(gained) >= _FEWEST else ([] if gained else plain)
        weights = parts is plain and sum(f.quantity.value for _, f in parts) == _FULL_SCORE
        if len(parts) >= _FEWEST and not _adds(near) and (not weights or total.score == _FULL_SCORE):
            found.append(ToldScores(total, tuple(parts)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ToldWeights:
    """Weights told in one sentence (决策15分、过程20分 …，满分100分) with the full score told with them."""

    full: Figure
    parts: tuple[Figure, ...]
    sentence: Sentence


def read_told_weights(sentences: Sequence[Sentence]) -> tuple[ToldWeights, ...]:
    """Sentences that name a full score and three weights or more."""
    found: list[ToldWeights] = []
    for sentence in sentences:
        scores = [f for f in sentence.figures if _is_score(f)] if "满分" in sentence.folded else []
        full = [f for f in scores if _FULL.search(f.label)]
        parts = tuple(f for f in scores if _PLAIN.search(f.label) and not _FULL.search(f.label))
        if len(full) == 1 and len(parts) >= _FEWEST and len(parts) == len(scores) - 1:
            found.append(ToldWeights(full[0], parts, sentence))
    return tuple(found)


def _is_score(figure: Figure) -> bool:
    quantity = figure.quantity
    return quantity.unit.dimension is Dimension.SCORE and quantity.upper is None and figure.bracket == -1


def _adds(sentences: Sequence[Sentence]) -> bool:
    return any("加分" in s.folded or "附加" in s.folded for s in sentences)
