"""The report gives its total score and its grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.statements.conclusions import GRADE_WORDS, StatedGrade, TotalScore
from xunzheng.audit.statements.score_table_rows import is_total_label
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.documents.model import Paragraph, Table
from xunzheng.quantities.units import Dimension

_BLANK = r"_{2,}|\(\s*\)|“\s*”|\"\s*\""
_EMPTY_GRADE = re.compile(
    rf"(?:等级|等次|结论|结果)(?:评定)?(?:为|是)?\s*:?\s*(?:{_BLANK}|(?:为|是)\s*[。,;])"
)
_LABEL_ALONE = re.compile(r"(?:综合|自评|绩效|评价|考核|评定)*(?:等级|等次)(?:评定)?:")
_EMPTY_SCORE = re.compile(
    rf"(?:评分|得分|总分)(?:结果)?(?:为|是)?\s*:?\s*(?:{_BLANK}|(?<=[为是])|(?<=\s\s))\s*分"
)
_GRADE_BESIDE = re.compile(
    r"^\s*+(?:[,、;(]\s*+)?(?:等级|等次|评级|结果)?(?:为|系|属于?|是|定为|评为|评定为)?\s*+[“\"]?"
    rf"(?:{'|'.join(GRADE_WORDS)})(?=[”\"。,;、)\s]|等级|等次|$)"
)
_NOT_GAINED = re.compile(r"满分|分值|权重|标准分|扣")
_PARTIAL = 50  # points that no single group of indicators passes
_NAMES = {"grade-missing": "评价等级", "total-missing": "总分"}


def find(reading: Reading, rules: Rules) -> Outcomes:
    """A blank where the grade or the total belongs; and the one of the two that stands without the other.

    A sheet with scores and no total anywhere lacks it too. Many forms have no line for the grade, so
    that its absence is advice unless there is an empty cell for it. A report whose layout has no scores
    needs none.
    """
    blanks = [
        *_blanks(reading, _EMPTY_GRADE, "grade-missing"),
        *_unfilled(reading),
        *_blanks(reading, _EMPTY_SCORE, "total-missing"),
    ]
    yield from blanks
    codes = {finding.code for finding in blanks}
    if "total-missing" not in codes:
        yield from _total_missing(reading)
    if "grade-missing" not in codes:
        yield from _grade_missing(reading)


def _blanks(reading: Reading, pattern: re.Pattern[str], code: str) -> Iterator[Finding]:
    for sentence in reading.sentences:
        match = pattern.search(sentence.folded)
        if match:
            place = reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
            yield _finding(code, Severity.ERROR, (place,), f"“{place.quote}”处为空")


def _unfilled(reading: Reading) -> Iterator[Finding]:
    """A line that holds nothing but the label of the grade, with no grade in the next one."""
    for sentence, told in _labels(reading):
        if not told:
            place = reading.place(sentence, sentence.start, sentence.end)
            yield _finding("grade-missing", Severity.ERROR, (place,), f"“{place.quote.strip()}”处为空")


def _labels(reading: Reading) -> Iterator[tuple[Sentence, bool]]:
    """The lines that hold nothing but the label of the grade, and whether the next one is a grade."""
    blocks = reading.document.blocks
    for sentence in reading.prose:
        if _LABEL_ALONE.fullmatch(sentence.folded.strip()):
            following = blocks[sentence.block + 1] if sentence.block + 1 < len(blocks) else None
            yield sentence, isinstance(following, Paragraph) and following.text.strip() in GRADE_WORDS


def _total_missing(reading: Reading) -> Iterator[Finding]:
    if reading.total_scores or _total_cells(reading):
        return
    if any(_scored_beside(grade) for grade in reading.grades):
        return
    grades = [reading.place(grade.sentence, grade.start, grade.end) for grade in reading.grades[:1]]
    leaves = [_total_place(reading, sheet) for sheet in reading.sheets if _is_scored(sheet)][:1]
    there = [f"有等级“{place.quote}”" for place in grades] or ["评分表有各项得分"]
    if grades or leaves:
        claim = f"{there[0]}，全文未写总分"
        yield _finding("total-missing", Severity.SUSPICION, (*grades, *leaves), claim)


def _total_place(reading: Reading, sheet: Sheet) -> Place:
    """The empty cell for the total; else the label behind the sheet, or the first indicator."""
    if sheet.total_score:
        return sheet.total_score.place
    for block in reading.document.blocks[sheet.table + 1 : sheet.table + 3]:
        if isinstance(block, Paragraph) and is_total_label(block.text):
            return reading.span_place(block.index, block.start, block.end, block.section)
    return next(sheet.leaves()).place


def _grade_missing(reading: Reading) -> Iterator[Finding]:
    if reading.grades or any(_graded_cell(reading, sheet) for sheet in reading.sheets):
        return
    if reading.report_layout is not None and not reading.report_layout.has_scores:
        return
    if any(_graded_beside(total) for total in reading.total_scores):
        return
    if any(told for _, told in _labels(reading)):
        return
    told = [reading.place(total.sentence, total.start, total.end) for total in reading.total_scores[:1]]
    places = told or _total_cells(reading)[:1]
    if places:
        empty = any(sheet.grade is not None for sheet in reading.sheets)
        severity = Severity.SUSPICION if empty else Severity.ADVICE
        claim = f"有总分“{places[0].quote.strip()}”，全文未写评价等级"
        yield _finding("grade-missing", severity, tuple(places), claim)


def _graded_cell(reading: Reading, sheet: Sheet) -> bool:
    """Whether the sheet's line for the grade holds one; merged cells leave blanks before it."""
    if sheet.grade is None or sheet.grade.text.strip():
        return sheet.grade is not None
    table = reading.document.blocks[sheet.table]
    cells = table.cells if isinstance(table, Table) else ()
    return any(c.row == sheet.grade.place.row and c.text.strip() in GRADE_WORDS for c in cells)


def _total_cells(reading: Reading) -> list[Place]:
    """Where the scored sheets give a total."""
    totals = [sheet.total_score for sheet in reading.sheets if _is_scored(sheet)]
    return [total.place for total in totals if total is not None and total.text.strip()]


def _is_scored(sheet: Sheet) -> bool:
    scores = sum(leaf.score is not None and leaf.score.value is not None for leaf in sheet.leaves())
    return sheet.has_scores and scores > 1


def _scored_beside(grade: StatedGrade) -> bool:
    """Whether the grade's sentence gives the score that it is for (合计96.5分，评价等级“优”)."""
    return any(
        figure.quantity.unit.dimension is Dimension.SCORE
        and figure.quantity.value > _PARTIAL
        and not _NOT_GAINED.search(figure.label)
        for figure in grade.sentence.figures
    )


def _graded_beside(total: TotalScore) -> bool:
    """Whether a grade stands right behind the total (自评98分，优)."""
    return _GRADE_BESIDE.match(total.sentence.folded[total.end - total.sentence.start :]) is not None


def _finding(code: str, severity: Severity, where: tuple[Place, ...], claim: str) -> Finding:
    what = _NAMES[code]
    return Finding(
        code=code,
        severity=severity,
        where=where,
        claim=claim,
        expected=f"写明{what}",
        advice=f"请填写{what}，并与评分表一致。",
        check=CHECK.id,
    )


CHECK = Check("conclusion-missing", 3, ("grade-missing", "total-missing"), find)
