"""The report gives its total score and its grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet

_EMPTY_GRADE = re.compile(
    r"(?:等级|等次|结论|结果)(?:评定)?(?:为|是)?\s*:?\s*(?:“\s*”|\"\s*\"|_{2,}|(?:为|是)\s*[。,;])"
)
_EMPTY_SCORE = re.compile(r"(?:评分|得分|总分)(?:为|是)\s*:?\s*(?:_{2,}|\s)*分")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """A blank left where the grade or the total belongs; and a scored sheet with neither anywhere."""
    blanks = [
        *_blanks(reading, _EMPTY_GRADE, "grade-missing"),
        *_blanks(reading, _EMPTY_SCORE, "total-missing"),
    ]
    yield from blanks
    codes = {finding.code for finding in blanks}
    scored = [sheet for sheet in reading.sheets if _is_scored(sheet)]
    for sheet in scored[:1]:
        totalled = bool(reading.total_scores) or any(s.total_score and s.total_score.text for s in scored)
        graded = bool(reading.grades) or any(s.grade and s.grade.text.strip() for s in scored)
        if not totalled and "total-missing" not in codes:
            yield _missing(reading, sheet, "total-missing", "总分", Severity.SUSPICION)
        if totalled and not graded and "grade-missing" not in codes:
            cell = any(s.grade is not None for s in scored)
            severity = Severity.SUSPICION if cell else Severity.ADVICE
            yield _missing(reading, sheet, "grade-missing", "评价等级", severity)
    if not scored and reading.total_scores and not reading.grades and not codes:
        total = reading.total_scores[0]
        place = reading.place(total.sentence, total.start, total.end)
        claim = f"有总分 {place.quote}，全文未写评价等级"
        yield _absent("grade-missing", Severity.ADVICE, place, claim, "评价等级")
    in_sheet = any(s.total_score and s.total_score.text.strip() for s in reading.sheets)
    totalled = bool(reading.total_scores) or in_sheet
    if reading.grades and not totalled and "total-missing" not in codes:
        grade = reading.grades[0]
        place = reading.place(grade.sentence, grade.start, grade.end)
        claim = f"有等级“{grade.word}”，全文未写总分"
        yield _absent("total-missing", Severity.SUSPICION, place, claim, "总分")


def _is_scored(sheet: Sheet) -> bool:
    return (
        sheet.has_scores
        and sum(leaf.score is not None and leaf.score.value is not None for leaf in sheet.leaves()) > 1
    )


def _blanks(reading: Reading, pattern: re.Pattern[str], code: str) -> Iterator[Finding]:
    what = "评价等级" if code == "grade-missing" else "总分"
    for sentence in reading.sentences:
        match = pattern.search(sentence.folded)
        if match:
            place = reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
            yield Finding(
                code=code,
                severity=Severity.ERROR,
                where=(place,),
                claim=f"“{place.quote}”处为空",
                expected=what,
                advice=f"请填写{what}。",
                check=CHECK.id,
            )


def _missing(reading: Reading, sheet: Sheet, code: str, what: str, severity: Severity) -> Finding:
    place = next(sheet.leaves()).place
    if code == "grade-missing" and reading.total_scores:
        total = reading.total_scores[0]
        place = reading.place(total.sentence, total.start, total.end)
    elif code == "grade-missing" and sheet.total_score is not None:
        place = sheet.total_score.place
    return _absent(code, severity, place, f"评分表有各项得分，全文未写{what}", what)


def _absent(code: str, severity: Severity, place: Place, claim: str, what: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        where=(place,),
        claim=claim,
        expected=what,
        advice=f"请写明{what}。",
        check=CHECK.id,
    )


CHECK = Check("conclusion-missing", 1, ("grade-missing", "total-missing"), find)
