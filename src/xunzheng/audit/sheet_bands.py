"""Qualitative outcomes of a score sheet, in the bands that its layout lays down."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xunzheng.audit.layout import Layout
from xunzheng.audit.sheet import SheetNode
from xunzheng.audit.sheet_reading import plain_text
from xunzheng.evaluation.rules import Qualitative, QualitativeBand

_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome told in the word of a band.

    `share` is the score over the weight, `position` where in the band it lies, 0 its lower end and 1 its
    upper; both None where there is no score, and `position` too where the score lies outside the band.
    """

    rule: Qualitative
    band: QualitativeBand
    word: str
    share: Fraction | None = None
    position: Fraction | None = None


def banded(node: SheetNode, layout: Layout | None) -> Outcome | None:
    """The outcome of a leaf whose actual value is the word of a band; None for all others."""
    rule = layout.qualitative if layout is not None else None
    word = plain_text(node.actual).strip("。.;,、")
    band = rule.band(word) if rule is not None and 0 < len(word) <= _LONGEST else None
    if rule is None or band is None:
        return None
    weight = node.weight.value if node.weight is not None else None
    score = node.score.value if node.score is not None else None
    if not weight or weight < 0 or score is None:
        return Outcome(rule, band, word)
    share = Fraction(score) / Fraction(weight)
    low, high = band.shares.low or Fraction(0), band.shares.high or Fraction(0)
    position = (share - low) / (high - low) if band.shares.holds(share) and high > low else None
    return Outcome(rule, band, word, share, position)
