"""Grade scales: bands with open or closed ends, the words for them, and which score earns which."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.basis import UNDATED, Basis
from xunzheng.evaluation.interval import Interval, Range, gaps_of
from xunzheng.evaluation.notation import write
from xunzheng.evaluation.refusals import RuleError, ScaleError
from xunzheng.evaluation.rounding import Rounding
from xunzheng.evaluation.trace import Step

_SUFFIXES = ("等级", "级", "等", "档")
_QUOTES = "“”\"'‘’「」『』《》〈〉()[]【】:;,.。、"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: its word, other words for it, and the scores that earn it (None in a words-only scale)."""

    word: str
    range: Range | None = None
    synonyms: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """The word and its synonyms."""
        return (self.word, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade of a score, or None with the reason; `explanation` is a sentence either way."""

    grade: Grade | None
    explanation: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a stated grade belongs to a score: True, False, or None where that cannot be decided."""

    agrees: bool | None
    stated: Grade | None
    due: Grade | None
    explanation: str


@dataclass(frozen=True, slots=True)
class GradeScale:
    """A grade scale, best grade first. `title` and `basis` say whose it is.

    The bands meet: between the lowest and the highest every score has one grade. A scale of whole-number
    bands (80–89, 90–100) declares `integers_only`: then every whole score has one, and 89.5 has none unless
    `round_first` says how scores are made whole. Raises ScaleError where two bands overlap or leave a gap, a
    word names two grades, or only some grades have numbers.
    """

    code: str
    title: str
    grades: tuple[Grade, ...]
    integers_only: bool = False
    round_first: Rounding | None = None
    basis: Basis = UNDATED

    def __post_init__(self) -> None:
        ranges = self._ranges()
        if not self.grades or (ranges and len(ranges) < len(self.grades)):
            raise self._refusal(
                "等级的分数段不全" if self.grades else "没有等级",
                "每个等级都有分数段，或都没有（只有名称）",
                "、".join(grade.word for grade in self.grades if grade.range is None) or "空",
            )
        try:
            gaps = gaps_of(ranges)
        except RuleError as error:
            raise self._refusal("分数段重叠", "每个分数至多属于一个等级", error.where) from error
        self._check_gaps(gaps)
        self._check_words()

    @property
    def has_numbers(self) -> bool:
        """Whether the bands are known; False for a scale of words only."""
        return bool(self._ranges())

    @property
    def gaps(self) -> tuple[Range, ...]:
        """The broken scores between whole-number bands that no grade claims, from low to high."""
        if self.round_first is not None and self.round_first.places == 0:
            return ()
        return gaps_of(self._ranges())

    def grade(self, score: Fraction | Decimal) -> Grading:
        """The grade of a score, explained; none for a score in a gap or outside the scale.

        >>> scale.grade(Decimal(92)).grade.word
        '优'
        """
        exact = Fraction(score)
        steps: tuple[Step, ...] = ()
        if not self.has_numbers:
            return Grading(None, f"“{self.title}”只有等级名称，没有分数段，不能定级")
        if self.round_first is not None:
            rounded = Fraction(self.round_first.apply(exact))
            steps = (Step("定级前取整", f"{write(exact)}，{self.round_first}", write(rounded)),)
            exact = rounded
        for grade in self.grades:
            if grade.range is not None and grade.range.holds(exact):
                how = f"{write(exact)} 分在 {grade.range} 内"
                return Grading(grade, f"{how}，为“{grade.word}”", (*steps, Step("定级", how, grade.word)))
        return Grading(None, self._why_none(exact), steps)

    def grade_interval(self, scores: Interval) -> Grading:
        """The grade of a score known between bounds: one where both bounds have it, else none."""
        low, high = self.grade(scores.low), self.grade(scores.high)
        if scores.is_exact or low.grade == high.grade:
            return low
        words = [found.grade.word if found.grade else "无等级" for found in (low, high)]
        return Grading(None, f"总分在 {scores} 之间，等级在“{words[0]}”与“{words[1]}”之间，尚不能定")

    def named(self, word: str) -> Grade | None:
        """The grade that a word names, quotes, width and endings aside: `“优秀”`, `优等级`."""
        wanted = _plain(word)
        for grade in self.grades:
            if any(wanted == _plain(own) for own in grade.words()):
                return grade
        return None

    def matches(self, stated_word: str, score: Fraction | Decimal) -> Match:
        """Whether the word that a report states is the grade of its score under this scale."""
        stated, grading = self.named(stated_word), self.grade(score)
        due = grading.grade
        if stated is None:
            known = "、".join(grade.word for grade in self.grades)
            return Match(None, None, due, f"“{self.title}”里没有“{stated_word[:20]}”这个等级（{known}）")
        if due is None:
            return Match(None, stated, None, grading.explanation)
        verdict = "相符" if stated == due else "不符"
        return Match(stated == due, stated, due, f"{grading.explanation}，与所写“{stated.word}”{verdict}")

    def _ranges(self) -> tuple[Range, ...]:
        return tuple(grade.range for grade in self.grades if grade.range is not None)

    def _check_gaps(self, gaps: tuple[Range, ...]) -> None:
        without = [str(gap) for gap in gaps if not self.integers_only or _holds_integer(gap)]
        if without:
            which = "整数分" if self.integers_only else "分数"
            raise self._refusal(
                "分数段之间有空档",
                f"最低到最高之间每个{which}都有等级",
                f"{'、'.join(without)} 内的分数没有等级",
                "请让相邻分数段首尾相接；只给整数分定级的标准，请写明 integers_only = true。",
            )

    def _check_words(self) -> None:
        seen: dict[str, Grade] = {}
        for grade in self.grades:
            for word in grade.words():
                other = seen.setdefault(_plain(word), grade)
                if not _plain(word) or other is not grade:
                    raise self._refusal("等级名称缺失或重复", "一个名称只指一个等级", word or "空")

    def _why_none(self, score: Fraction) -> str:
        for gap in self.gaps:
            if gap.holds(score):
                ruling = "标准未规定取整办法，" if self.round_first is None else ""
                return f"{write(score)} 分落在两档之间的空档 {gap}，{ruling}不能定级"
        return f"{write(score)} 分超出“{self.title}”的分数范围，不能定级"

    def _refusal(
        self, what: str, expected: str, found: str, advice: str = "请核对各等级的名称和分数段端点。"
    ) -> ScaleError:
        return ScaleError(
            what,
            where=f"等级标准“{self.title}”",
            expected=expected,
            found=found,
            advice=advice,
        )


def _holds_integer(gap: Range) -> bool:
    first = math.floor(gap.low or 0)
    return any(gap.holds(Fraction(number)) for number in (first, first + 1))


def _plain(word: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", word[:40]).split()).strip(_QUOTES)
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return folded[: -len(suffix)]
    return folded
