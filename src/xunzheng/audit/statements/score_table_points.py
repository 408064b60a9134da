"""The explanation of an indicator, taken apart: evaluation points, formula, and the other lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.documents.labels import BLANKS, CIRCLED_CHARACTERS, read_label
from xunzheng.documents.model import Cell, LabelStyle
from xunzheng.quantities.width import fold

_LONGEST_FORMULA = 400
_MOST_JOINED = 4
_BREAK = re.compile(r"\n|<br ?/?>", re.IGNORECASE)
_CIRCLED = re.compile(f"[{CIRCLED_CHARACTERS}]")
_LEAD_IN = re.compile(r"(?:评价|评分|考核|计分)(?:要点|标准|内容)\s*(?::|$)\s*")
_FORMULA_LEAD_IN = re.compile(
    r"(?:\d{1,2}[.、]\s*)?(?:指标|评分|具体)?(?:计算)?(?:公式|方法)(?:为|是)?\s*:?\s*"
)
_SENTENCE = re.compile("[^。;]+")
_HUNDRED = re.compile(r"[\u4e00-\u9fff)\]a-zA-Z]\s*[×xX*·÷/]\s*100\s*%")
_DIVIDED = re.compile(r"[\u4e00-\u9fff)\]\w]\s*÷\s*[\u4e00-\u9fff(\[\w]")
_EQUATION = re.compile(
    r"[\u4e00-\u9fff)\]]\s*(?<![<>≥≤!])=\s*[^=≥≤<>]{0,200}?[\u4e00-\u9fff)\]\d%]\s*[×÷/+*\-xX]\s*[\u4e00-\u9fff(\[\d]"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]{2}")
_FORMULA_END = re.compile(r",(?!\d)|\(?注|其中:")
_POINT_STYLES = frozenset(LabelStyle) - {LabelStyle.CHAPTER, LabelStyle.ORDINAL}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The lines beside an indicator. `formula` is the cell and the offsets of the formula in the document."""

    points: tuple[str, ...]
    notes: tuple[str, ...]
    formula: tuple[Cell, int, int] | None


def find_formula(line: str) -> tuple[int, int] | None:
    """Where in a line a formula stands, told by its shape; None where there is none.

    A formula divides or multiplies named quantities (`…×100%`, also mistyped `/100%`; `…÷…`;
    `名称=…×…`), whatever the indicator is called; a missing `=` does not matter. A lead-in (计算公式：) and
    the final full stop are left out.

    Example: ``find_formula("执行率=支出/预算×100%。") == (0, 13)``.
    """
    folded = fold(line)
    for sentence in _SENTENCE.finditer(folded):
        start, end = sentence.span()
        if end - start > _LONGEST_FORMULA or not _has_formula_shape(folded[start:end]):
            continue
        lead = _FORMULA_LEAD_IN.match(folded, start, end)
        start = lead.end() if lead and lead.end() < end else start
        end = _cut(folded, start, end)
        stripped = folded[start:end].strip(BLANKS + ",")
        start = folded.index(stripped, start)
        return start, start + len(stripped)
    return None


def _has_formula_shape(sentence: str) -> bool:
    if not _NAMES.search(sentence):
        return False
    hundred = _HUNDRED.search(sentence)
    if hundred and _NAMES.search(sentence, 0, hundred.start() + 1):
        return True
    return bool(_DIVIDED.search(sentence) and _NAMES.search(sentence)) or bool(_EQUATION.search(sentence))


def _cut(folded: str, start: int, end: int) -> int:
    """The end of the formula where the sentence goes on with words behind it."""
    depth = 0
    has_operator = False
    for at in range(start, end):
        sign = folded[at]
        depth += (sign in "([") - (sign in ")]")
        has_operator = has_operator or sign in "×÷/*"
        if has_operator and depth <= 0 and sign == "," and _FORMULA_END.match(folded, at):
            return at
    return end


def _segments(cell: Cell) -> Iterator[tuple[int, int]]:
    """The lines of a cell, parted before circled numbers too, as offsets in its text; never blank."""
    edges = [0]
    for match in _BREAK.finditer(cell.text):
        edges += [match.start(), match.end()]
    edges.append(len(cell.text))
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        starts = [left, *(m.start() for m in _CIRCLED.finditer(cell.text, left, right) if m.start() > left)]
        for start, end in zip(starts, [*starts[1:], right], strict=True):
            raw = cell.text[start:end]
            if raw.strip(BLANKS + "*"):
                lead = len(raw) - len(raw.lstrip(BLANKS))
                yield start + lead, start + len(raw.rstrip(BLANKS))


def _is_open(text: str) -> bool:
    """Whether a line breaks off inside a formula: an operator at its end, or a bracket not closed."""
    folded = fold(text)
    is_unclosed = folded.count("(") > folded.count(")")
    return folded[-1] in "=×÷" or ("=" in folded and (folded[-1] in "/*+-" or is_unclosed))


def _joined(cell: Cell) -> Iterator[tuple[int, int]]:
    """The lines of a cell, those that a formula runs over put together."""
    pending: tuple[int, int, int] | None = None
    for start, end in _segments(cell):
        first, count = (pending[0], pending[2] + 1) if pending else (start, 1)
        if count < _MOST_JOINED and _is_open(cell.text[first:end]):
            pending = first, end, count
            continue
        pending = None
        yield first, end
    if pending:
        yield pending[0], pending[1]


def _as_point(text: str) -> str | None:
    """The text of an evaluation point without its label; None for a line without one."""
    label = read_label(text)
    if label is None or label.style not in _POINT_STYLES:
        return None
    return text[label.end :].strip(BLANKS).rstrip("；;。") or None


def read_explanation(cells: Sequence[Cell]) -> Explanation:
    """Take apart the cells of the explanation columns, from the indicator's first row to its last.

    Labelled lines are evaluation points (label, final semicolon and the lead-in 评价要点： are left out),
    the first line with the shape of a formula is the formula, all others are notes.
    """
    points: list[str] = []
    notes: list[str] = []
    formula: tuple[Cell, int, int] | None = None
    for cell in cells:
        for start, end in _joined(cell):
            lead = _LEAD_IN.match(fold(cell.text[start:end]))
            start += lead.end() if lead else 0
            line = cell.text[start:end]
            if not line.strip(BLANKS):
                continue
            found = find_formula(line) if formula is None else None
            point = _as_point(line)
            if found is not None:
                first = cell.start + start + found[0]
                formula = cell, first, cell.start + start + found[1]
            elif point is not None:
                points.append(point)
            else:
                notes.append(_BREAK.sub("", line))
    return Explanation(tuple(points), tuple(notes), formula)
