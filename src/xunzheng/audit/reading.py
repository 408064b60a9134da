"""The reading: every statement of a document, read out once and shared by the checks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.finding import Place
from xunzheng.audit.layout import AppliedLayout, Layout
from xunzheng.audit.layout_choice import layout_of_report, layouts_of_tables
from xunzheng.audit.setting import Setting
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_splitting import split_scores
from xunzheng.audit.statements.conclusions import (
    DeclaredBand,
    StatedGrade,
    TotalScore,
    read_declared_scale,
    read_grades,
    read_total_scores,
)
from xunzheng.audit.statements.counts import CountClaim, read_counts
from xunzheng.audit.statements.flows import (
    Flows,
    RateClaim,
    ShareClaim,
    read_flows,
    read_rates,
    read_shares,
)
from xunzheng.audit.statements.glued import Glued, read_glued
from xunzheng.audit.statements.growths import GrowthClaim, read_growths
from xunzheng.audit.statements.parts import SumClaim
from xunzheng.audit.statements.period import Period, read_period
from xunzheng.audit.statements.products import ProductClaim, read_products
from xunzheng.audit.statements.prose_scores import (
    ToldScores,
    ToldWeights,
    read_told_scores,
    read_told_weights,
)
from xunzheng.audit.statements.score_table import read_sheets
from xunzheng.audit.statements.score_table_flat import flat_tables
from xunzheng.audit.statements.sentences import Figure, Sentence, read_sentences
from xunzheng.audit.statements.staffing import PostLimit, PostSum, read_post_limits, read_post_sums
from xunzheng.audit.statements.stocks import StockClaim, read_stocks
from xunzheng.audit.statements.sums import read_sums
from xunzheng.audit.statements.told_sheet import read_told_sheets
from xunzheng.documents.model import Document, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report says: sentences with their figures, and the statements made of them.

    `prose` are the sentences outside tables. `sheets` are the score sheets of the tables, `told_sheets`
    what sentences tell of indicators that stand in none of them. `lines` are the offsets at which the
    lines of the text begin, so that a place finds its line without counting. `layouts` are the layouts
    that were applied: that of the report, then those of its tables; `glued` numbers that ran together.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    prose: tuple[Sentence, ...]
    sums: tuple[SumClaim, ...]
    counts: tuple[CountClaim, ...]
    flows: tuple[Flows, ...]
    rates: tuple[RateClaim, ...]
    shares: tuple[ShareClaim, ...]
    growths: tuple[GrowthClaim, ...]
    products: tuple[ProductClaim, ...]
    stocks: tuple[StockClaim, ...]
    post_limits: tuple[PostLimit, ...]
    post_sums: tuple[PostSum, ...]
    total_scores: tuple[TotalScore, ...]
    told_scores: tuple[ToldScores, ...]
    told_weights: tuple[ToldWeights, ...]
    grades: tuple[StatedGrade, ...]
    declared_scale: tuple[DeclaredBand, ...]
    period: Period
    sheets: tuple[Sheet, ...]
    lines: tuple[int, ...]
    told_sheets: tuple[Sheet, ...] = ()
    layouts: tuple[AppliedLayout, ...] = ()
    glued: tuple[Glued, ...] = ()

    @property
    def report_layout(self) -> Layout | None:
        """The layout of the report as a whole."""
        return next((applied.layout for applied in self.layouts if applied.table is None), None)

    @property
    def all_sheets(self) -> tuple[Sheet, ...]:
        """The score sheets of the tables, then those that sentences tell."""
        return (*self.sheets, *self.told_sheets)

    def place(self, sentence: Sentence, start: int, end: int) -> Place:
        """The place of a span of a sentence."""
        return Place(
            section=sentence.section,
            block=sentence.block,
            start=start,
            end=end,
            line=self.line(start),
            quote=self.document.text[start:end],
            row=sentence.row,
            column=sentence.column,
        )

    def figure_place(self, sentence: Sentence, figure: Figure) -> Place:
        """The place of a figure."""
        return self.place(sentence, figure.start, figure.end)

    def span_place(self, block: int, start: int, end: int, section: tuple[str, ...] = ()) -> Place:
        """The place of a span of a paragraph, or of a whole block."""
        return Place(section, block, start, end, self.line(start), self.document.text[start:end])

    def block_place(self, start: int, end: int) -> Place:
        """The place of a span that is only known by its offsets: its block and cell are looked up."""
        blocks = self.document.blocks
        position = max(bisect_right(blocks, start, key=lambda block: block.start) - 1, 0)
        if not blocks:
            return self.span_place(0, start, end)
        block = blocks[position]
        row = column = None
        if isinstance(block, Table):
            behind = bisect_right(block.cells, start, key=lambda cell: cell.start)
            cell = block.cells[behind - 1] if behind else None
            if cell is not None and end <= cell.end:
                row, column = cell.row, cell.column
        quote = self.document.text[start:end]
        return Place(block.section, block.index, start, end, self.line(start), quote, row, column)

    def line(self, offset: int) -> int:
        """The line, counted from 1, that an offset stands in."""
        return bisect_right(self.lines, offset)


_ANYWHERE = Setting(None, None, False, "", "")


def read(
    document: Document,
    layouts: Sequence[Layout] = (),
    setting: Setting = _ANYWHERE,
    asked: str | None = None,
) -> Reading:
    """Read all statements out of a document. Pure; time grows linearly with the text.

    Tables are read by the layouts that fit them in the setting, or by the one whose code is asked for.
    """
    sentences = read_sentences(document)
    prose = tuple(sentence for sentence in sentences if sentence.row is None)
    flows = read_flows(sentences)
    totals = read_total_scores(sentences)
    of_report = layout_of_report(document, layouts, setting, asked)
    flat = tuple(flat_tables(document))
    of_tables = layouts_of_tables(document, (*document.tables(), *flat), layouts, setting, asked)
    own = {table: applied.layout for table, applied in of_tables.items()}
    sheets = tuple(split_scores(sheet) for sheet in read_sheets(document, own, flat))
    return Reading(
        document=document,
        sentences=sentences,
        prose=prose,
        sums=read_sums(sentences),
        counts=read_counts(document, sentences),
        flows=flows,
        rates=read_rates(flows),
        shares=read_shares(flows),
        growths=read_growths(flows),
        products=read_products(sentences),
        stocks=read_stocks(sentences),
        post_limits=read_post_limits(sentences),
        post_sums=read_post_sums(sentences),
        total_scores=totals,
        told_scores=read_told_scores(sentences, totals),
        told_weights=read_told_weights(sentences),
        grades=read_grades(sentences),
        declared_scale=read_declared_scale(sentences),
        period=read_period(document),
        sheets=sheets,
        lines=_line_starts(document.text),
        told_sheets=read_told_sheets(sentences, document, sheets),
        layouts=(*((of_report,) if of_report else ()), *of_tables.values()),
        glued=read_glued(sentences),
    )


def _line_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return tuple(starts)
