"""A judged sum as a finding shows it: its places and the sum written out."""

from __future__ import annotations

from xunzheng.audit.arithmetic import write_sum
from xunzheng.audit.finding import Place
from xunzheng.audit.reading import Reading
from xunzheng.audit.statements.judging import Judgement


def sum_places(reading: Reading, judgement: Judgement) -> tuple[Place, ...]:
    """The total's place first, then those of the parts, which may stand in other paragraphs."""
    sentence = judgement.claim.sentence
    figures = (judgement.total, *(part for _, part in judgement.parts))
    return tuple(
        reading.figure_place(sentence, figure)
        if sentence.start <= figure.start < sentence.end
        else reading.block_place(figure.start, figure.end)
        for figure in figures
    )


def written_sum(judgement: Judgement) -> str:
    """The sum as a person would check it by hand: `449 + 43 = 492 ≠ 491（万元）`."""
    parts = [(sign, part.quantity) for sign, part in judgement.parts]
    return write_sum(judgement.total.quantity, parts)
