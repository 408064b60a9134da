"""The grade belongs to the score, under the report's own scale, its region's or the national one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.statements.conclusions import DeclaredBand, StatedGrade, TotalScore
from xunzheng.evaluation.grades import Match
from xunzheng.quantities.writing import write_number

_NEAR = 3  # sentences between a grade and its score
_MOST = 50  # scores among which that of a grade is looked for


@dataclass(frozen=True, slots=True)
class _Graded:
    """A grade with the score that it is for."""

    word: str
    score: Decimal
    where: tuple[Place, ...]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated grade against the total score; a scale that the report declares takes precedence."""
    for graded in _graded(reading):
        own = _under_declared(graded, reading.declared_scale, rules)
        if own is not None:
            yield own
        elif not reading.declared_scale:
            yield from _under_known(graded, rules)


def _graded(reading: Reading) -> list[_Graded]:
    found = _graded_in_prose(reading)
    for sheet in reading.sheets:
        if sheet.grade is None or not sheet.grade.text.strip():
            continue
        total = sheet.total_score
        if total is not None and total.value is not None:
            found.append(_Graded(sheet.grade.text.strip(), total.value, (sheet.grade.place, total.place)))
    return found


def _graded_in_prose(reading: Reading) -> list[_Graded]:
    """Grades with the nearest score of their sentence, or else of the sentences near it."""
    found: list[_Graded] = []
    for grade in reading.grades:
        nearest = _nearest(grade, reading.total_scores)
        if nearest is not None:
            where = (
                reading.place(grade.sentence, grade.start, grade.end),
                reading.place(nearest.sentence, nearest.start, nearest.end),
            )
            found.append(_Graded(grade.word, nearest.score, where))
    return found


def _nearest(grade: StatedGrade, totals: Sequence[TotalScore]) -> TotalScore | None:
    here = grade.sentence.number
    first = bisect_left(totals, here - _NEAR, key=lambda total: total.sentence.number)
    behind = bisect_right(totals, here + _NEAR, key=lambda total: total.sentence.number)
    near = totals[first : min(behind, first + _MOST)]
    return min(near, key=lambda t: (t.sentence.number != here, abs(t.start - grade.start)), default=None)


def _under_declared(graded: _Graded, scale: tuple[DeclaredBand, ...], rules: Rules) -> Finding | Held | None:
    due = next((band for band in scale if band.holds(graded.score)), None)
    if due is None:
        return None
    if _same_word(due.word, graded.word, rules):
        return Held("grade-band", graded.where, f"{write_number(graded.score)} 分属“{due.word}”", CHECK.id)
    return Finding(
        code="grade-band",
        severity=Severity.ERROR,
        where=graded.where,
        claim=f"{write_number(graded.score)} 分，等级“{graded.word}”",
        expected=f"等级“{due.word}”（按报告自列的等级标准）",
        arithmetic=f"{write_number(graded.score)} 分落在报告自列的“{due.word}”档内，不在“{graded.word}”档内",
        advice=f"请将等级改为“{due.word}”，或核对得分。",
        check=CHECK.id,
    )


def _same_word(one: str, other: str, rules: Rules) -> bool:
    if one == other:
        return True
    grades = [rules.scale.named(word) for word in (one, other)]
    return grades[0] is not None and grades[0] == grades[1]


def _band_of(match: Match) -> str:
    """`92 分在 [90,100] 内，为“优”`: the scale's own sentence up to what it says of the stated word."""
    return match.explanation.partition("，与所写")[0]


def _under_known(graded: _Graded, rules: Rules) -> Outcomes:
    """Under the scale of the region, or the national one.

    An error only under a verified scale of a region that the report names: anything else may not be its
    scale. Where the region is a guess, a grade that the national scale gives holds too, and a word that
    only the national one knows is held against that.
    """
    scale = rules.scale
    national = rules.national_scale.matches(graded.word, graded.score)
    if rules.guessed and (national.agrees or scale.named(graded.word) is None):
        scale = rules.national_scale
    match = scale.matches(graded.word, graded.score)
    if match.agrees is None or match.due is None:
        return
    if match.agrees:
        yield Held("grade-band", graded.where, match.explanation, CHECK.id)
        return
    yield Finding(
        code="grade-band",
        severity=Severity.ERROR if _binds(rules) else Severity.SUSPICION,
        where=graded.where,
        claim=f"{write_number(graded.score)} 分，等级“{graded.word}”",
        expected=f"等级“{match.due.word}”（{scale.title}）",
        arithmetic=f"{_band_of(match)}，不属于所写的“{graded.word}”",
        rule=cite(scale.basis),
        advice="请核对等级；若依据地方等级标准，请在报告中注明该标准及文号。",
        check=CHECK.id,
    )


def _binds(rules: Rules) -> bool:
    local = rules.local_scale
    return local is not None and local.basis.verified and not rules.guessed


CHECK = Check("grade-band", 3, ("grade-band",), find)
