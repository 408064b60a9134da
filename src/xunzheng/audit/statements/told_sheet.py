"""Score sheets told in prose: `覆盖率年初目标值≥90%，实际完成值92%，该指标10分，自评得10分`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.audit.sheet_reading import is_execution
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.audit.statements.told_sheet_cells import Cell, Item, Items
from xunzheng.audit.statements.told_sheet_execution import Execution, join_execution, read_execution
from xunzheng.audit.statements.told_sheet_goals import read_goals
from xunzheng.audit.statements.told_sheet_items import read_items
from xunzheng.documents.model import Document, Paragraph
from xunzheng.evaluation.naming import plain, stem

_REASON = re.compile(
    r"原因|因为|因[^此而素地人材病]|主要[是系在]|[,。;]系|受.{1,16}影响|导致|所致|由于|扣\s?\d|扣分|失分|丢分|偏离|偏差|得益"
)
_BEHIND = re.compile(r"\s*(?:主要)?(?:原因|由于|因|系|受|偏[差离]|超|未)")
_LOSS = re.compile(r"扣|失分|丢分|减分")
_DEVIATIONS = re.compile(r"偏离|偏差|未完成|原因")
_PLANS = re.compile(r"下一步|今后|建议|打算|措施|改进|计划安排|年计划|办法|标准|细则|规则")
_WHOLE = 100
_LONGEST_TITLE = 20
_GENERIC = frozenset({"完成", "目标", "指标", "项目", "工作", "情况", "数量"})


def read_told_sheets(
    sentences: Sequence[Sentence], document: Document, sheets: Sequence[Sheet] = ()
) -> tuple[Sheet, ...]:
    """The indicators that prose tells in words, a sheet for each section, marked `told`.

    Of each indicator at least two of target, actual value, weight and score are told with explicit words
    (目标, 计划; 实际, 完成; 满分, 分; 得, 自评); what leaves a doubt is left out. `target` and `actual` keep
    their signs of comparison, a score left blank is an empty `Stated`; `reason` is the sentence of the
    paragraph that gives one, and for lost points any sentence that speaks of lost points. The total is
    given where the weights make 100. Indicators that stand in one of the tables (`sheets`) are left to
    them. Time is linear in the text.

    >>> from xunzheng.formats import read
    >>> from xunzheng.audit.statements.sentences import read_sentences
    >>> report = read("推荐就业率目标80%，实际76%，该指标满分8分，自评8分。".encode(), "a.txt")
    >>> [(n.name, n.target.text, n.actual.text, n.score.value)
    ...  for s in read_told_sheets(read_sentences(report), report) for n in s.leaves()]
    [('推荐就业率', '80%', '76%', Decimal('8'))]
    """
    prose = [sentence for sentence in sentences if sentence.row is None]
    writer = _Writer(document, prose)
    known = {stem(node.name) for sheet in sheets for node in sheet.walk()}
    seen: set[tuple[str, ...]] = set()
    found: list[Sheet] = []
    paragraphs = list(_paragraphs(prose, document))
    join_execution([item for _, items in paragraphs for item in items.items])
    sections = [[items for _, items in group] for _, group in groupby(paragraphs, key=lambda each: each[0])]
    for section in [*sections, [Items(read_goals(prose))]]:
        told = [item for items in section for item in items.items if item.told > 1]
        nodes = tuple(node for item in told if (node := writer.node(item, known, seen)))
        if nodes:
            found.append(_sheet(nodes, section, writer))
    return tuple(found)


def _paragraphs(prose: Sequence[Sentence], document: Document) -> Iterator[tuple[tuple[str, ...], Items]]:
    """Each paragraph's section, without its own title, and the indicators that it tells."""
    for block, group in groupby(prose, key=lambda sentence: sentence.block):
        sentences = list(group)
        section = sentences[0].section
        if any(_PLANS.search(title[-_LONGEST_TITLE:]) for title in section[-1:]):
            continue
        paragraph = document.blocks[block]
        heads = isinstance(paragraph, Paragraph) and paragraph.level > 0
        yield (section[:-1] if heads else section), read_items(sentences)


def _sheet(nodes: tuple[SheetNode, ...], paragraphs: Sequence[Items], writer: _Writer) -> Sheet:
    weights = [
        node.weight.value for node in nodes if node.weight is not None and node.weight.value is not None
    ]
    totals = [total for items in paragraphs for total in items.totals]
    whole = sum(weights) == _WHOLE and len({figure.quantity.value for _, figure in totals}) == 1
    total = None
    if whole:
        sentence, figure = totals[0]
        total = writer.stated(Cell(figure.start, figure.end, sentence, figure, figure.quantity.value))
    return Sheet(
        table=nodes[0].place.block,
        nodes=nodes,
        total_score=total,
        has_scores=any(node.score is not None for node in nodes),
        told=True,
    )


class _Writer:
    """Writes items as nodes, with their places and reasons."""

    def __init__(self, document: Document, prose: Sequence[Sentence]) -> None:
        self._text = document.text
        self._execution: Execution = read_execution(prose)
        self._lines = [0, *(match.end() for match in re.finditer("\n", document.text))]
        self._reasons: dict[int, Sentence] = {}
        self._loss = next((sentence for sentence in prose if _LOSS.search(sentence.folded)), None)
        self._deviations: dict[str, Sentence] = {}
        before: Sentence | None = None
        for sentence in prose:
            if _REASON.search(sentence.folded):
                self._reasons.setdefault(sentence.block, sentence)
            if before is not None and _BEHIND.match(sentence.folded):
                self._reasons.setdefault(before.block, sentence)
            before = sentence
            if any(_DEVIATIONS.search(title[-_LONGEST_TITLE:]) for title in sentence.section):
                for pair in _pairs(sentence.folded):
                    self._deviations.setdefault(pair, sentence)

    def node(self, item: Item, known: set[str], seen: set[tuple[str, ...]]) -> SheetNode | None:
        """The node of an item; None where a table has it, or it was told before in the same words."""
        actual = item.actual
        if is_execution(item.name) and item.target is None and actual is None and item.told > 1:
            actual = None if self._execution.banded else item.by or self._execution.rate
        cells = [self.stated(cell) for cell in (item.target, actual, item.weight, item.score)]
        told = (stem(item.name), *(cell.text if cell else "" for cell in cells))
        if stem(item.name) in known or told in seen:
            return None
        seen.add(told)
        target, achieved, weight, score = cells
        return SheetNode(
            name=item.name,
            path=(*item.dimensions, item.name),
            place=self._place(item.named or item.sentence, item.start, item.end),
            weight=weight,
            score=score,
            target=target,
            actual=achieved,
            reason=self._reason(item, weight, score),
        )

    def stated(self, cell: Cell | None) -> Stated | None:
        """A number of an item as a cell of a sheet; empty text where it was left blank."""
        if cell is None:
            return None
        place = self._place(cell.sentence, cell.start, cell.end)
        blank = cell.figure is None and cell.value is None
        return Stated("" if blank else place.quote, place, cell.value)

    def _reason(self, item: Item, weight: Stated | None, score: Stated | None) -> Stated | None:
        loses = (
            weight is not None
            and score is not None
            and weight.value is not None
            and score.value is not None
            and score.value < weight.value
        )
        sentence = self._reasons.get(item.sentence.block) or (self._loss if loses else None)
        if sentence is None:
            sentence = next(
                (self._deviations[p] for p in _pairs(plain(item.name)) if p in self._deviations), None
            )
        if sentence is None:
            return None
        place = self._place(sentence, sentence.start, sentence.end)
        return Stated(place.quote, place)

    def _place(self, sentence: Sentence, start: int, end: int) -> Place:
        line = bisect_right(self._lines, start)
        return Place(sentence.section, sentence.block, start, end, line, self._text[start:end])


def _pairs(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters that are no generic words."""
    pairs = (text[at : at + 2] for at in range(len(text) - 1))
    return (pair for pair in pairs if pair not in _GENERIC)
