"""Measured things in the cells of tables and in the lines of score sheets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from xunzheng.audit.identity.measured import Measured, Source, Subject
from xunzheng.audit.identity.naming import part_named, rate_subject
from xunzheng.audit.identity.prose import DIMENSIONS, FULL_RATE, STAGED, read_cell
from xunzheng.audit.identity.words import subject_of
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import Stage, stage_of
from xunzheng.documents.model import Document, Table
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import PERCENT, Dimension, Unit
from xunzheng.quantities.width import fold

_UNIT = re.compile(r"单位\s*:\s*([^\d\s,;。、()|]{1,6})")
_HEADER_UNIT = re.compile(r"[(\[]([^\d()\[\]]{1,6})[)\]]\s*$|[,/]([^\d,/]{1,4})$")
_UNIT_HEADER = re.compile(r"(?:计量|度量|数量)?单位")
_LONGEST_UNIT = 7
_NOT_MEASURED = re.compile(
    r"占比|比例|比重|%|序号|编号|编码|代码|科目|单价|均价|标准|[人户亩]均|平均|增幅|增长|同比|环比|排名|得分|分值|权重|评分"
    r"|日期|时间|年份|满意度|备注|说明|凭证"
)
_PLANNED = re.compile(r"计划|目标|任务|指标值|预期|应")
_SUMMED = re.compile(r"合计|总计|共计|小计|总和")
_YEAR = re.compile(r"20\d\d")
_OTHER_YEAR = re.compile(r"上年|去年|同期|以前")
_PART = re.compile(r"季度|\d月|半年|第?[一二三四五六七八九十\d]标段|第.[批期标]|首批|[一二三四][批期]")
_VALUE = re.compile(r"^\D*[\d.,]+\s*")
_VALUE_CELL = re.compile(r"[≥≤><=+-]{0,2}\s*(?!(?:19|20)\d\d年)\d[\d,.]{0,20}\s*\D{0,8}")
_BEFORE = 60  # characters before a table that may give its unit
_BEHIND = 24  # characters behind it
_ALL_FUNDS = re.compile(r"(?:年度|项目)*(?:资金总额|总额|总计|合计)")
_TOPIC = re.compile(r"明细|情况|如下|见下表|统计|一览|表\d*|[:：()]|安排|支出|资金|分配|完成|各")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])")
_LONGEST_HEAD = 12
_LIST_COLUMNS = 2  # of a table that can do without a header
_MOST_HEADER_ROWS = 4
_LONGEST_VALUE = 24
_LONGEST_LABEL = 30
_SHOWN = 60

_Cells = Mapping[tuple[int, int], Sentence | None]
_Line = list[tuple[int, str, Sentence | None]]


def read_tables(
    document: Document, sentences: Sequence[Sentence], sheets: Sequence[Sheet]
) -> Iterator[Measured]:
    """The measured things of the cells: the lines of score sheets, and row × column of other tables.

    A line of a sheet gives its target (planned) and its actual value. Elsewhere the row's label and the
    column's header name a figure, and its unit stands in the cell, the header or the table's caption; a
    figure without a unit is left out. Time is linear in the cells.
    """
    cells: dict[int, dict[tuple[int, int], Sentence | None]] = {}
    heads: dict[tuple[int, int], str] = {}
    for sentence in sentences:
        if sentence.row is not None and sentence.column is not None:
            at = (sentence.row, sentence.column)
            table = cells.setdefault(sentence.block, {})
            table[at] = None if at in table else sentence  # several sentences measure no one thing
            column = (sentence.block, sentence.column)
            if not sentence.figures and len(sentence.text) <= _LONGEST_HEAD:
                heads[column] = sentence.folded
            elif any(len(figure.label) > 1 for figure in sentence.figures):
                yield from read_cell(sentence, heads.get(column, ""))
    for sheet in sheets:
        table = cells.get(sheet.table, {})
        yield from _of_sheet(sheet, table)
        yield from _of_funds(sheet, table)
    told = {sheet.table for sheet in sheets}
    for block in document.tables():
        if block.index in cells and block.index not in told:
            yield from _of_table(document, block, cells[block.index])


def _of_sheet(sheet: Sheet, cells: _Cells) -> Iterator[Measured]:
    for node in sheet.leaves():
        if _NOT_MEASURED.search(node.name) or _OTHER_YEAR.search(node.name):
            continue
        unit = _VALUE.sub("", fold(node.target.text))[:6] if node.target is not None else ""
        for stated, planned in ((node.target, True), (node.actual, False)):
            measured = _of_line(node, stated, cells, unit_named(unit), planned=planned)
            if measured is not None:
                yield measured


def _of_line(
    node: SheetNode, stated: Stated | None, cells: _Cells, unit: Unit | None, *, planned: bool
) -> Measured | None:
    """The target or actual value of a line; the latter may leave its unit to the target."""
    if stated is None or stated.place.row is None or stated.place.column is None:
        return None
    sentence = cells.get((stated.place.row, stated.place.column))
    figure = _only_figure(sentence)
    quantity = _with_unit(figure.quantity, unit) if figure is not None else None
    if sentence is None or figure is None or quantity is None:
        return None
    rate = quantity.unit.dimension is Dimension.RATE
    if rate is not node.name.endswith("率"):
        return None
    if quantity.precision is not Precision.EXACT and not planned:
        return None
    money = quantity.unit.dimension is Dimension.MONEY
    stage = Stage.PLANNED if planned else stage_of(node.name) if money else None
    subject = rate_subject(fold(node.name)) if rate else subject_of(fold(node.name))
    return _measured(sentence, figure, quantity, subject, stage, Source.SHEET, node.name)


def _of_funds(sheet: Sheet, cells: _Cells) -> Iterator[Measured]:
    """The amounts and rates of the funds block of a self-evaluation table."""
    unit = unit_named(sheet.money_unit)
    for row in sheet.funds:
        columns = ((row.budget, Stage.PLANNED, "全年预算数"), (row.executed, Stage.SPENT, "全年执行数"))
        for stated, stage, head in (*columns, (row.rate, None, "预算执行率")):
            yield from _of_fund(row, stated, sheet.table, cells, unit, stage, head)


def _of_fund(
    row: FundsRow,
    stated: Stated | None,
    block: int,
    cells: _Cells,
    unit: Unit | None,
    stage: Stage | None,
    head: str,
) -> Iterator[Measured]:
    at = (None, None) if stated is None else (stated.place.row, stated.place.column)
    here = stated is not None and stated.place.block == block
    sentence = None if not here or at[0] is None or at[1] is None else cells.get((at[0], at[1]))
    figure = _only_figure(sentence)
    quantity = _with_unit(figure.quantity, PERCENT if stage is None else unit) if figure is not None else None
    if sentence is None or figure is None or quantity is None:
        return
    if quantity.precision is not Precision.EXACT:
        return
    name = fold(row.name).rpartition("其中")[2].strip(": ")
    subject = subject_of(_ALL_FUNDS.sub("", name))
    if stage is None:
        subject = Subject(subject.noun + head, frozenset(), subject.states)
    measured = _measured(sentence, figure, quantity, subject, stage, Source.SHEET, f"{name}·{head}")
    yield replace(measured, of_which="其中" in row.name)


def _measured(
    sentence: Sentence,
    figure: Figure,
    quantity: Quantity,
    subject: Subject,
    stage: Stage | None,
    source: Source,
    words: str,
) -> Measured:
    return Measured(
        subject=subject,
        quantity=quantity,
        base=quantity.unit.base,
        stage=stage,
        year=None,
        part="",
        owners=frozenset(),
        of_which=False,
        whole=False,
        scope="",
        source=source,
        words=words,
        start=figure.start,
        end=figure.end,
        block=sentence.block,
        section=sentence.section,
        sentence=sentence.number,
        row=-1 if sentence.row is None else sentence.row,
        column=-1 if sentence.column is None else sentence.column,
    )


def _only_figure(sentence: Sentence | None) -> Figure | None:
    if sentence is None or len(sentence.figures) != 1 or len(sentence.text) > _LONGEST_VALUE:
        return None
    figure = sentence.figures[0]
    return figure if len(figure.label) <= 4 and len(figure.tail) <= 6 else None


def _with_unit(quantity: Quantity, unit: Unit | None) -> Quantity | None:
    """The quantity, a bare number in the given unit; None for zero and where there is no unit."""
    if quantity.unit.dimension is Dimension.NUMBER and unit is not None:
        quantity = replace(quantity, unit=unit)
    known = quantity.unit.dimension in DIMENSIONS or quantity.unit.dimension is Dimension.RATE
    full = quantity.unit.dimension is Dimension.RATE and quantity.value == FULL_RATE
    return quantity if known and quantity.value and not full else None


def _of_table(document: Document, table: Table, cells: _Cells) -> Iterator[Measured]:
    rows: dict[int, _Line] = {}
    for cell in table.cells:
        text = fold(cell.text[:_SHOWN]).strip()
        rows.setdefault(cell.row, []).append((cell.column, text, cells.get((cell.row, cell.column))))
    first = next((row for row in sorted(rows) if any(_is_value(text) for _, text, _ in rows[row][1:])), 0)
    if first > _MOST_HEADER_ROWS or (first == 0 and table.columns > _LIST_COLUMNS):
        return
    heads = _heads(table, first)
    caption = fold((table.title or "") + document.text[max(0, table.start - _BEFORE) : table.start])
    stated = _UNIT.search(caption) or _UNIT.match(
        fold(document.text[table.end : table.end + _BEHIND]).strip()
    )
    unit = unit_named(stated[1]) if stated else None
    topic = _topic(_UNIT.sub("", caption.rstrip().rpartition("\n")[2]))
    stage = stage_of(_UNIT.sub("", caption.rstrip().rpartition("\n")[2]))
    spanning = {(cell.row, cell.column) for cell in table.cells if cell.row_span > 1}
    opening = Counter(line[0][1] for line in rows.values())
    for row in range(first, table.rows):
        line = rows.get(row, [])
        groups = bool(line) and (opening[line[0][1]] > 1 or (row, line[0][0]) in spanning)
        for measured in _of_row(line, heads, unit, _label(line, groups=groups), topic):
            money = measured.quantity.unit.dimension is Dimension.MONEY
            yield replace(measured, stage=stage) if money and measured.stage is None else measured


def _topic(caption: str) -> Subject:
    """What a table is about, by the line above it, which the total row need not say again."""
    is_topic = len(caption) <= _LONGEST_LABEL and not _HEADING.match(caption)
    return subject_of(_TOPIC.sub("", caption) if is_topic else "")


def _label(line: _Line, *, groups: bool) -> str:
    """The label of a row: its first words; where those are a group of rows, its own name behind them."""
    words = [text for _, text, _ in line if len(text) > 1 and not _is_value(text)]
    if groups and len(words) > 1:
        return words[0] + words[1] if _SUMMED.search(words[1]) else words[1]
    return words[0] if words else ""


def _of_row(
    line: _Line, heads: Mapping[int, str], unit: Unit | None, label: str, topic: Subject
) -> Iterator[Measured]:
    if not label or len(label) > _LONGEST_LABEL or _OTHER_YEAR.search(label):
        return
    own = next((text for column, text, _ in line if _UNIT_HEADER.fullmatch(heads.get(column, ""))), "")
    unit = (unit_named(own) if 0 < len(own) < _LONGEST_UNIT else None) or unit
    for column, text, sentence in line[1:]:
        head = heads.get(column, "")
        figure = _only_figure(sentence)
        if sentence is None or figure is None or not _is_value(text) or _NOT_MEASURED.search(head + label):
            continue
        named = _HEADER_UNIT.search(head)
        quantity = _with_unit(figure.quantity, unit_named(named[1] or named[2]) if named else unit)
        bounds = _PLANNED.search(head) is not None
        if quantity is not None and (quantity.precision is Precision.EXACT or bounds):
            yield _of_cell(sentence, figure, quantity, label, head, topic)


def _of_cell(
    sentence: Sentence, figure: Figure, quantity: Quantity, label: str, head: str, topic: Subject
) -> Measured:
    plain = _HEADER_UNIT.sub("", head)
    total = bool(_SUMMED.search(label))
    row, column = subject_of(_ALL_FUNDS.sub("", _SUMMED.sub("", label))), subject_of(plain)
    subject = Subject(row.noun + column.noun, row.acts | column.acts, row.states | column.states)
    if quantity.unit.dimension is Dimension.RATE:
        subject = Subject(row.noun + rate_subject(plain).noun, frozenset(), subject.states)
    elif total and not subject.noun:
        subject = Subject(topic.noun, subject.acts | topic.acts, subject.states)
    stage = Stage.PLANNED if _PLANNED.search(head) else None
    if quantity.unit.dimension is Dimension.MONEY:
        stage = stage or stage_of(label + head)
    elif stage is None and stage_of(head) in STAGED:
        stage = stage_of(head)
    year, part = _YEAR.search(head + label), _PART.search(head + label)
    measured = _measured(sentence, figure, quantity, subject, stage, Source.TABLE, f"{label}·{plain}")
    return replace(
        measured,
        year=int(year[0]) if year else None,
        part=part_named(part[0]) if part else "",
        owners=frozenset({row.noun}) if row.noun and column.noun else frozenset(),
        whole=total,
    )


def _is_value(text: str) -> bool:
    return _VALUE_CELL.fullmatch(text) is not None


def _heads(table: Table, first: int) -> dict[int, str]:
    """The header of each column: what the cells above its figures say, from the top."""
    heads: dict[int, str] = {}
    for cell in takewhile(lambda cell: cell.row < first, table.cells):
        text = "".join(fold(cell.text[:_SHOWN]).split())
        for column in range(cell.column, cell.column + cell.column_span):
            heads[column] = heads.get(column, "") + text
    return heads
