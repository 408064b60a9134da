"""Indicators told in words, read clause by clause from the sentences of one paragraph."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence

from xunzheng.audit.statements.sentences import Clause, Figure, Sentence
from xunzheng.audit.statements.told_sheet_cells import (
    LARGEST_WEIGHT,
    Cell,
    Item,
    Items,
    alike,
    can_be_weight,
    cell_of,
    differ_in_kind,
    is_exact,
    points_of,
)
from xunzheng.audit.statements.told_sheet_words import Role, Told, goes_with, name_of, role_of
from xunzheng.evaluation.naming import stem
from xunzheng.quantities.units import Dimension

_LONGEST_TITLE = 40
_FARTHEST = 400
_FEWEST_FOR_OVER = 3
_HOLLOW = re.compile(r"得分?(?:[\s_]{1,12}|\(\s{0,8}\))分(?!值)")
_FULL = re.compile(r"(?:得|评|获|计)(?:了|为)?满分")
_DIMENSION = re.compile(
    r"(?:投入|决策|过程|产出|数量|质量|时效|成本|效益|效果|经济效益|社会效益|生态效益|可持续影响|满意度|服务对象满意度)"
    r"(?:方面|类)?(?:的)?(?:指标|目标)?(?:完成)?(?:情况)?"
)
_BY = re.compile(r"按(?:照)?(?:实际|预算|资金)?(?:支出)?(?:执行率|执行进度)?的?$")
_COST = re.compile(r"成本|单价|造价|均价|标准")
_WEIGHT_LABELS = frozenset({"", "满分", "分值", "权重", "共", "计", "标准分", "满分为", "该项满分"})


def read_items(sentences: Sequence[Sentence]) -> Items:
    """The indicators told in the sentences of one paragraph, with what is told of each.

    Weights without a word that says so (产出50分，得48分) count only where every number of that kind in
    the paragraph has its score beside it: otherwise they may be scores themselves. Time is linear.
    """
    reader = _Reader()
    for sentence in sentences:
        reader.read(sentence)
    found = reader.found
    plain = [item for item in found.items if item.weight is not None and not item.sure]
    doubtful = any(item.score is None for item in plain)
    few = sum(item.score is not None for item in plain) < _FEWEST_FOR_OVER
    for item in plain:
        if doubtful or (few and _is_over(item)):
            item.weight = item.score = None
    return found


def _is_over(item: Item) -> bool:
    weight = item.weight.value if item.weight else None
    score = item.score.value if item.score else None
    return weight is not None and score is not None and score > weight


class _Reader:
    """Reads clause by clause.

    `item` is the indicator that nameless numbers belong to, while `open`; `boundary` the sign that closed it.
    `pending` is a name that stands alone before a colon or comma, with its offset.
    """

    def __init__(self) -> None:
        self.found = Items()
        self.item: Item | None = None
        self.open = False
        self.boundary = ""
        self.pending: tuple[str, int] | None = None
        self.dimensions: tuple[str, ...] = ()
        self.previous: Figure | None = None

    def read(self, sentence: Sentence) -> None:
        owned = _by_clause(sentence)
        for number, clause in enumerate(sentence.clauses):
            if clause.bracket != -1:
                continue
            figures = owned.get(number, [])
            if not any(figure.bracket == -1 for figure in figures):
                self._wordless(sentence, clause)
            for figure in figures:
                self._figure(sentence, clause, figure)
                self.previous = figure
            self._hollow(sentence, clause)
            if clause.ends == ";":
                self._close(";")
        title = self._title(sentence)
        self._close("。")
        self.pending = title

    def _title(self, sentence: Sentence) -> tuple[str, int] | None:
        """The name in a run-in heading: （1）改造厕所。目标1200户 …"""
        heads = sentence.opens and not sentence.figures and len(sentence.text) < _LONGEST_TITLE
        words = _unnumbered(sentence.folded.rstrip("。"))
        name = name_of(words) if heads and not _DIMENSION.fullmatch(words) else ""
        return (name, sentence.start) if name else None

    def _close(self, boundary: str) -> None:
        self.open, self.boundary, self.pending = False, boundary, None

    def _wordless(self, sentence: Sentence, clause: Clause) -> None:
        """A clause without numbers: the name of what follows, or of its dimension."""
        if clause.ends not in (":", ",") or (self.open and clause.ends == ","):
            return
        words = sentence.words(clause.start, min(clause.end, clause.start + 60))
        name = name_of(words)
        if clause.ends == ":":
            self.item, self.open = None, False
            dimension = _DIMENSION.fullmatch(_unnumbered(words))
            if dimension is not None:
                self.dimensions, self.pending = (dimension[0],), None
                return
        self.pending = (name, clause.start) if name else None

    def _figure(self, sentence: Sentence, clause: Clause, figure: Figure) -> None:
        score = figure.quantity.unit.dimension is Dimension.SCORE
        if figure.bracket != -1 and score:
            self._bracketed(sentence, clause, figure)
            return
        told = role_of(self._own_words(figure), score=score)
        if figure.quantity.unit.dimension is Dimension.MONEY and not _COST.search(told.name or self._name()):
            self._far()
            return
        match told.role:
            case Role.TARGET:
                self._target(sentence, clause, figure, told)
            case Role.ACTUAL:
                self._actual(sentence, figure, told)
            case Role.WEIGHT:
                self._weight(sentence, clause, figure, told)
            case Role.SCORE:
                self._score(sentence, clause, figure, told)
            case Role.TOTAL:
                self.found.totals.append((sentence, figure))
                self.item, self.open = None, False
            case Role.PLAIN if figure.bracket == -1:
                self._plain(sentence, clause, figure, told, score=score)
            case _:
                pass

    def _own_words(self, figure: Figure) -> str:
        """The words before a number, without the name of the indicator that is being read."""
        repeats = self.item is not None and self.open and figure.label.startswith(self.item.name)
        return figure.label[len(self._name()) :].removeprefix("指标") if repeats else figure.label

    def _name(self) -> str:
        return self.item.name if self.item is not None else self.pending[0] if self.pending else ""

    def _far(self) -> None:
        if self.item is not None:
            self.item.far = True

    def _begin(self, sentence: Sentence, clause: Clause, name: str, before: int) -> Item:
        offset = sentence.folded.rfind(
            name, max(before - sentence.start - _FARTHEST, 0), before - sentence.start
        )
        if offset < 0:
            offset = sentence.folded.find(name)
        start = offset + sentence.start if offset >= 0 else clause.start
        end = start + len(name) if offset >= 0 else max(before, clause.end)
        item = Item(name, start, end, sentence, self.dimensions)
        self.found.items.append(item)
        self.item, self.open, self.pending = item, True, None
        return item

    def _named(self, sentence: Sentence, clause: Clause, figure: Figure, words: str) -> Item | None:
        """The item of a name in the words before a number; None, and none open, where they are no name."""
        name = name_of(words)
        if name and self.item is not None and stem(name) == stem(self.item.name):
            self.open = True
            return self.item
        if not name:
            self.item, self.open = None, False
            return None
        return self._begin(sentence, clause, name, figure.start)

    def _current(self, sentence: Sentence, clause: Clause, figure: Figure) -> Item | None:
        """The item that a nameless number belongs to: the open one, or that of a name standing alone."""
        if self.item is not None and (self.open or self._goes_on(figure)):
            self.open = True
            return self.item
        name, before = self.pending or ("", clause.start)
        if not name and figure.bracket != -1:
            name, before = _before_bracket(sentence, clause, figure)
        return self._begin(sentence, clause, name, before) if name else None

    def _goes_on(self, figure: Figure) -> bool:
        return self.boundary == ";" or "该指标" in figure.label or "该项" in figure.label

    def _target(self, sentence: Sentence, clause: Clause, figure: Figure, told: Told) -> None:
        item = (
            self._named(sentence, clause, figure, told.name)
            if told.name
            else self._current(sentence, clause, figure)
        )
        if item is None:
            return
        if item.target is not None or item.actual is not None:
            self.item, self.open = None, False
            return
        if item.lead is not None:
            adjacent = self.previous is item.lead and alike(item.lead, figure)
            if not adjacent:
                return
            item.actual = cell_of(sentence, item.lead)
        item.target, item.far = cell_of(sentence, figure), False

    def _actual(self, sentence: Sentence, figure: Figure, told: Told) -> None:
        item = self.item
        going = self.open or (self.boundary == ";") or told.strong
        if item is None or not going or item.far or item.actual is not None:
            return
        lead = item.lead
        if item.target is None and lead is not None and told.strong and self.previous is lead:
            cell = cell_of(item.sentence, lead)
            item.target = cell if cell.start < lead.start or cell.end > lead.end else None
        if item.target is None or item.target.figure is None:
            return
        target = item.target.figure
        comparable = alike(target, figure) or (
            told.strong and not told.verb and differ_in_kind(target, figure)
        )
        if comparable and goes_with(told.verb, target.label + item.name):
            item.actual = cell_of(sentence, figure)
            self.open = True

    def _weight(self, sentence: Sentence, clause: Clause, figure: Figure, told: Told) -> None:
        item = (
            self._named(sentence, clause, figure, told.name)
            if told.name
            else self._current(sentence, clause, figure)
        )
        if item is not None and item.weight is None and can_be_weight(figure):
            item.weight, item.sure = points_of(sentence, figure), True

    def _bracketed(self, sentence: Sentence, clause: Clause, figure: Figure) -> None:
        """A weight in brackets: behind the name, or behind the score."""
        words = figure.label.strip(" ,:")
        if words not in _WEIGHT_LABELS or figure.tail.strip() or not can_be_weight(figure):
            return
        name, opening = _before_bracket(sentence, clause, figure)
        item = self.item if self.open else None
        if item is not None and item.score is not None and item.weight is None:
            item.weight, item.sure = points_of(sentence, figure), True
        elif name:
            begun = self._begin(sentence, clause, name, opening)
            begun.weight, begun.sure = points_of(sentence, figure), bool(words)

    def _score(self, sentence: Sentence, clause: Clause, figure: Figure, told: Told) -> None:
        item = (
            self._named(sentence, clause, figure, told.name)
            if told.name
            else self._current(sentence, clause, figure)
        )
        if item is None or item.score is not None or not is_exact(figure):
            return
        weight, value = item.weight.value if item.weight else None, figure.quantity.value
        beside = item.weight is not None and self._is_beside(item.weight, clause)
        item.sure = item.sure or (beside and told.strong)
        over = weight is not None and value > weight
        if over and (value >= LARGEST_WEIGHT or not (told.strong or item.sure)):
            self.item, self.open = None, False
            return
        item.score = points_of(sentence, figure)

    def _is_beside(self, weight: Cell, clause: Clause) -> bool:
        """Whether a weight stands before a score in one clause with nothing between: 产出（35分）得30分."""
        return weight.figure is self.previous and clause.start <= weight.start < clause.end

    def _plain(self, sentence: Sentence, clause: Clause, figure: Figure, told: Told, *, score: bool) -> None:
        name = name_of(told.name)
        item = self.item if self.open else None
        waits = item is not None and item.weight is not None and item.score is None
        if score:
            if name and can_be_weight(figure):
                begun = self._begin(sentence, clause, name, figure.start)
                begun.weight = points_of(sentence, figure)
            elif name:
                self.item, self.open = None, False
            return
        self._far()
        if waits and item is not None and _BY.search(figure.label) and is_exact(figure):
            item.by = cell_of(sentence, figure)
        if name and not waits:
            self._begin(sentence, clause, name, figure.start).lead = figure

    def _hollow(self, sentence: Sentence, clause: Clause) -> None:
        """A score left blank (得　　分), or told as full marks."""
        item = self.item
        if item is None or not self.open or item.weight is None or item.score is not None:
            return
        words = sentence.words(clause.start, clause.end)
        blank, full = _HOLLOW.search(words), _FULL.search(words)
        found = blank or full
        if found is not None:
            start = clause.start + found.start()
            value = None if blank else item.weight.value
            item.score = Cell(start, clause.start + found.end(), sentence, None, value)


def _by_clause(sentence: Sentence) -> dict[int, list[Figure]]:
    """The figures of each clause outside brackets, those of its own brackets included, in order."""
    owned: dict[int, list[Figure]] = {}
    for figure in sentence.figures:
        clause = figure.clause
        if figure.bracket != -1:
            bracket = sentence.brackets[figure.bracket]
            if bracket.parent != -1:
                continue
            clause = bracket.clause
        insort(owned.setdefault(clause, []), figure, key=lambda each: each.start)
    return owned


def _before_bracket(sentence: Sentence, clause: Clause, figure: Figure) -> tuple[str, int]:
    """The name that a figure's bracket follows, empty after another number, and the bracket's offset."""
    opening = sentence.brackets[figure.bracket].start
    own = sentence.words(max(clause.start, opening - _LONGEST_TITLE), opening)
    return "" if any(sign.isdigit() for sign in _unnumbered(own)) else name_of(own), opening


def _unnumbered(words: str) -> str:
    return re.sub(r"^\s*(?:\(\S{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.)])\s*", "", words).strip()
