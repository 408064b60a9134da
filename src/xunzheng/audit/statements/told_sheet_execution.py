"""The execution rate as words score it: its rate, the rule that the score follows it, weight and score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xunzheng.audit.sheet_reading import is_execution
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.told_sheet_cells import Cell, Item
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_RATE = re.compile(r"(?:^|[^\u4e00-\u9fff]|预算|资金|项目|总体|全年|年末|其)执行率(?:[为是:]|达到?)?$")
_RULE = re.compile(
    r"按(?:照)?(?:实际)?(?:预算|资金)?执行率[^。;]{0,12}(?:乘|×|\*|与分值|比例|计分|计算|折算|得分)"
    r"|执行率(?:与|乘以?|×|\*)[^。;]{0,6}(?:分|乘)|执行率不足100%[^。;]{0,12}比例"
)
_BANDED = re.compile(r"(?:以上|≥|大于|不低于|达到?)[^。;]{0,12}(?:满分|不扣分)|分档|分段|每(?:低|少|降)")


@dataclass(frozen=True, slots=True)
class Execution:
    """The one execution rate that the prose states, where it also says that the score follows the rate.

    `banded` says that some other rule is told (95%以上得满分), so that no score can be computed.
    """

    rate: Cell | None = None
    banded: bool = False


def read_execution(prose: Iterable[Sentence]) -> Execution:
    """The execution rate of a report whose score is said to be weight × rate; none where rates differ."""
    rates: list[tuple[Sentence, Figure]] = []
    ruled = False
    for sentence in prose:
        if "执行率" not in sentence.folded:
            continue
        if _BANDED.search(sentence.folded):
            return Execution(banded=True)
        ruled = ruled or _RULE.search(sentence.folded) is not None
        rates += [(sentence, figure) for figure in sentence.figures if _is_rate(figure)]
    if not ruled or len({figure.quantity.in_base for _, figure in rates}) != 1:
        return Execution()
    sentence, figure = rates[0]
    return Execution(Cell(figure.start, figure.end, sentence, figure))


def _is_rate(figure: Figure) -> bool:
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    rate = quantity.unit.dimension is Dimension.RATE and figure.bracket == -1
    return exact and rate and _RATE.search(figure.label[-20:]) is not None


def join_execution(items: Sequence[Item]) -> None:
    """Put together the weight and the score of the execution rate where two places tell one of each."""
    rows = [item for item in items if is_execution(item.name) and item.target is None]
    weights = [item for item in rows if item.weight is not None]
    scores = [item for item in rows if item.score is not None]
    if len(weights) == 1 and len(scores) == 1 and weights[0] is not scores[0]:
        scores[0].weight, scores[0].sure = weights[0].weight, True
        weights[0].weight = None
