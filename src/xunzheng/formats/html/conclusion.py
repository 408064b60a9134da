"""The total and the grade that a report states in its text, for a sheet that has no row for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import Sheet, Stated
from xunzheng.audit.statements.conclusions import read_grades, read_total_scores
from xunzheng.audit.statements.sentences import Sentence, read_sentences
from xunzheng.documents.model import Document


def conclude_from_text(sheets: Sequence[Sheet], document: Document) -> tuple[Sheet, ...]:
    """The sheets, the one that has scores with the total and grade of the text where its own are missing.

    Only where there is one such sheet, and the text states one total and one grade; several that differ
    are a matter for the findings. A total under half of the scores' sum is that of a part, not the whole.
    """
    scored = [sheet for sheet in sheets if sheet.has_scores]
    if len(scored) != 1 or (scored[0].total_score and scored[0].grade):
        return tuple(sheets)
    sheet, sentences = scored[0], read_sentences(document)
    total = sheet.total_score or _total(sheet, sentences, document)
    grade = sheet.grade or _grade(sentences, document)
    return tuple(replace(one, total_score=total, grade=grade) if one is sheet else one for one in sheets)


def _total(sheet: Sheet, sentences: Sequence[Sentence], document: Document) -> Stated | None:
    scores = (leaf.score.value for leaf in sheet.leaves() if leaf.score and leaf.score.value is not None)
    least = sum(scores, Decimal(0)) / 2
    found = {total.score: total for total in read_total_scores(sentences) if total.score >= least}
    if len(found) != 1:
        return None
    (total,) = found.values()
    return _stated(total.sentence, total.start, total.end, document, total.score)


def _grade(sentences: Sequence[Sentence], document: Document) -> Stated | None:
    found = {grade.word: grade for grade in read_grades(sentences)}
    if len(found) != 1:
        return None
    (grade,) = found.values()
    return _stated(grade.sentence, grade.start, grade.end, document, None)


def _stated(sentence: Sentence, start: int, end: int, document: Document, value: Decimal | None) -> Stated:
    quote = document.text[start:end]
    place = Place(sentence.section, sentence.block, start, end, document.line_of(start), quote)
    return Stated(quote, place, value)
