"""The manuscript of a project: its report by the outline of the form, and the official table."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from xunzheng.authoring.annex_table import annex_table
from xunzheng.authoring.assessment import Assessment
from xunzheng.authoring.derivation_table import derivation_table
from xunzheng.authoring.forms import Content, Layout, Part
from xunzheng.authoring.report_charts import attainment_chart, funds_chart, points_chart
from xunzheng.authoring.scored_table import scored_table
from xunzheng.authoring.sentences import (
    arranged_sentences,
    arrived_sentences,
    attained_sentences,
    bases_sentences,
    goal_sentences,
    indicator_sentence,
    lost_sentences,
    managed_sentences,
    method_sentences,
    paragraphs,
    project_sentences,
    result_sentences,
    signature_lines,
    spent_sentences,
    told_apart,
)
from xunzheng.authoring.transfer_table import transfer_table
from xunzheng.documents.manuscript import (
    Chart,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Role,
)
from xunzheng.quantities.numerals import int_to_chinese

_TABLES: Mapping[Layout, Callable[[Assessment], Grid]] = {
    Layout.SCORED: scored_table,
    Layout.ANNEX: annex_table,
    Layout.TRANSFER: transfer_table,
}
_SENTENCES: Mapping[Content, Callable[[Assessment], Iterator[str]]] = {
    Content.PROJECT: project_sentences,
    Content.BASES: bases_sentences,
    Content.GOAL: goal_sentences,
    Content.METHOD: method_sentences,
    Content.ARRANGED: arranged_sentences,
    Content.ARRIVED: arrived_sentences,
    Content.SPENT: spent_sentences,
    Content.MANAGED: managed_sentences,
    Content.RESULT: result_sentences,
    Content.ATTAINED: attained_sentences,
    Content.LOST: lost_sentences,
}
_CHARTS: Mapping[Content, Callable[[Assessment], Iterator[Chart]]] = {
    Content.SPENT: funds_chart,
    Content.RESULT: points_chart,
}
_LABELS = ("{}、", "（{}）", "{}.", "（{}）")


class Extent(enum.StrEnum):
    """How much of it is written."""

    WHOLE = "whole"
    REPORT = "report"
    TABLE = "table"


def compose(assessment: Assessment, extent: Extent = Extent.WHOLE) -> Manuscript:
    """The report with its table behind it on pages of its own, or one of the two alone."""
    project, form = assessment.project, assessment.form
    year = f"{project.year}年度"
    if extent is Extent.TABLE:
        return Manuscript(form.table_title, (_table(assessment),), subtitle=f"（{year}）")
    pieces: list[Piece] = [Contents(2), *_parts(form.outline, assessment, 1)]
    caption = f"{form.table_title}（{year}）"
    if extent is Extent.WHOLE:
        pieces.append(Passage(f"附件：{caption}"))  # GB/T 9704, 7.3.4: named below the text
    pieces += [Passage(line, Role.SIGNATURE) for line in signature_lines(assessment)]
    if extent is Extent.WHOLE:
        pieces += [NewPage(), Passage("附件", Role.NOTE), _table(assessment, caption)]
    return Manuscript(f"{project.name}{year}{form.report_title}", tuple(pieces), subtitle=project.unit)


def _table(assessment: Assessment, caption: str = "") -> Grid:
    return replace(_TABLES[assessment.form.layout](assessment), caption=caption)


def _parts(parts: tuple[Part, ...], assessment: Assessment, level: int) -> Iterator[Piece]:
    """The parts that have something to say, numbered in their order."""
    number = 0
    for part in parts:
        pieces = [*_said(part, assessment, level + 1), *_parts(part.parts, assessment, level + 1)]
        if pieces:
            number += 1
            yield Heading(level, f"{label(number, level)}{part.title}")
            yield from pieces


def label(number: int, level: int) -> str:
    """The label of a heading: 一、 then （一） then 1. then （1）."""
    written = int_to_chinese(number) if level <= 2 else str(number)
    return _LABELS[level - 1].format(written)


def _said(part: Part, assessment: Assessment, level: int) -> Iterator[Piece]:
    for content in part.says:
        if content is Content.INDICATORS:
            yield from _indicators(assessment, level)
        else:
            yield from map(Passage, _SENTENCES[content](assessment))
        if content in _CHARTS:
            yield from _CHARTS[content](assessment)
    text = assessment.project.texts.get(part.text, "") if part.text else ""
    yield from map(Passage, paragraphs(text))


def _indicators(assessment: Assessment, level: int) -> Iterator[Piece]:
    """Each level one under a heading of its own, its indicators one by one, then sums and the plot."""
    names = told_apart(assessment.items)
    for number, (name, items) in enumerate(assessment.by_level(), start=1):
        title = f"{name}完成情况" if name.endswith("指标") else f"{name}类指标"
        yield Heading(level, f"{label(number, level)}{title}")
        yield from (Passage(indicator_sentence(item, next(names))) for item in items)
    yield from derivation_table(assessment.items)
    yield from attainment_chart(assessment)
