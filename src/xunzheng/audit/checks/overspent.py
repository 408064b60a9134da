"""No more is spent than arrived, or than was budgeted where the report says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import Flow, Flows, is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.stocks import OPENING
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension
from xunzheng.quantities.writing import write

_WITHIN = re.compile(
    r"(?:控制|限制)在\S{0,6}(?:预算|概算|批复|指标|限额|标准)(?:数|总额)?(?:之?内|以内|范围)|未超(?:过?|出)?\S{0,4}(?:预算|指标|限额)"
)
_ALL_ARRIVED = re.compile(r"(?:全部|足额|全额|已全部|均已)(?:拨付)?(?:到位|到账)")
_FINAL = re.compile(r"决算|实际|支出|执行|开支")
_LIMITED = re.compile(
    r"(?:控制|限制|限定|压缩|压降)在\S{0,6}$|(?:不(?:得)?超过?|不高于|不多于|限额|上限)(?:为|是)?$|不大于$|至多$|最多$"
)
_CAPPED = re.compile(r"(?:限额|上限|控制数|控制额|控制指标|控制线|红线)(?:为|是)?$")
_REACHED = re.compile(r"实际|决算|列支|支出|实有|已|达到?|完成|发生|累计|全年|为$")
_MOST = 40  # figures of a sentence that are looked at
_AIMS = re.compile(r"每|人均|户均|单价|年龄|之前|以前")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One amount that arrived and a larger one spent; and a budget said to be kept by a larger outcome."""
    for sentence in reading.prose:
        yield from _beyond(reading, sentence)
    for paragraph in reading.flows:
        if _opens_with_rest(paragraph) or any(
            flow.stage is Stage.CARRIED for _, here in paragraph.sentences for flow in here
        ):
            continue
        yield from _beside(reading, paragraph)
        yield from _behind(reading, paragraph)


def _opens_with_rest(paragraph: Flows) -> bool:
    """Whether the paragraph tells what was left before, which may be spent too (2021年末结余86.4万元)."""
    rest = [f for _, here in paragraph.sentences for f in here if f.stage is Stage.LEFT]
    return len(rest) > 1 or any(OPENING.search(f.figure.label) for f in rest)


def _beyond(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """A limit stated as such (控制在50批次以内) and, next to it, what was reached, which is more."""
    for limit, reached in pairwise(sentence.figures):
        under = limit.quantity.precision is Precision.UNDER and not limit.quantity.unit.base.startswith("/")
        bounded = _CAPPED.search(limit.label[-8:]) or (
            under and (limit.tail.startswith("以内") or _LIMITED.search(limit.label[-12:]))
        )
        same = reached.base == limit.base and limit.quantity.unit.dimension is reached.quantity.unit.dimension
        told = _REACHED.search(reached.label[-10:]) and not _AIMS.search(limit.label + reached.label)
        exact = reached.quantity.precision is Precision.EXACT and reached.quantity.upper is None
        aimed = "目标" in limit.label or "指标" in limit.label
        if bounded and not aimed and same and told and exact and "占" not in reached.label:
            yield from _compared(reading, (sentence, reached), (sentence, limit), "限额")


def _money(flows: Sequence[Flow], *stages: Stage) -> list[Figure]:
    return [
        flow.figure
        for flow in flows
        if flow.stage in stages
        and is_plain(flow.figure)
        and flow.figure.quantity.unit.dimension is Dimension.MONEY
    ]


def _beside(reading: Reading, paragraph: Flows) -> Iterator[Finding]:
    """Within one sentence."""
    for sentence, here in paragraph.sentences:
        arrived, spent = _money(here, Stage.ARRIVED), _money(here, Stage.SPENT)
        if len(arrived) == len(spent) == 1:
            yield from _compared(reading, (sentence, spent[0]), (sentence, arrived[0]), "到位")
        elif not arrived and _WITHIN.search(sentence.folded):
            yield from _within(reading, sentence, here)


def _within(reading: Reading, sentence: Sentence, here: Sequence[Flow]) -> Iterator[Finding]:
    """A budget and an outcome of which the sentence says that the one kept within the other."""
    here = here[:_MOST]
    planned = _money(here, Stage.PLANNED)
    final = [
        f.figure for f in here if is_plain(f.figure) and f.figure not in planned and _is_final(sentence, f)
    ]
    if len(planned) == len(final) == 1:
        yield from _compared(reading, (sentence, final[0]), (sentence, planned[0]), "预算")


def _is_final(sentence: Sentence, flow: Flow) -> bool:
    """Whether the words since the figure before call it the outcome (实际支出控制在预算内，为87万元)."""
    before = [f for f in sentence.figures if f.end <= flow.figure.start]
    since = sentence.words(before[-1].end if before else sentence.start, flow.figure.start)
    return _FINAL.search(since) is not None


def _behind(reading: Reading, paragraph: Flows) -> Iterator[Finding]:
    """The whole amount said to have arrived in one sentence, and a larger one spent in a later sentence."""
    whole: tuple[Sentence, Figure] | None = None
    for sentence, here in paragraph.sentences:
        spent = _money(here, Stage.SPENT)
        if whole is not None and len(spent) == 1:
            yield from _compared(reading, (sentence, spent[0]), whole, "到位")
        elif not spent and _ALL_ARRIVED.search(sentence.folded):
            money = _money(here, Stage.PLANNED, Stage.ARRIVED)
            whole = (sentence, max(money, key=lambda f: f.quantity.in_base)) if money else None


def _compared(
    reading: Reading, spent: tuple[Sentence, Figure], limit: tuple[Sentence, Figure], what: str
) -> Iterator[Finding]:
    (_, more), (_, most) = spent, limit
    if more.quantity.in_base > most.quantity.in_base:
        yield Finding(
            code="over-limit",
            severity=Severity.SUSPICION,
            where=tuple(reading.figure_place(sentence, figure) for sentence, figure in (spent, limit)),
            claim=f"{'实际' if what == '限额' else '支出'} {more.text}",
            expected=f"不超过{what} {most.text}",
            arithmetic=f"{write(more.quantity)} > {write(replace(most.quantity, precision=Precision.EXACT))}",
            advice="请核对限额与实际数；确已突破的，请说明原因。"
            if what == "限额"
            else f"请核对{what}与支出；超出部分另有来源的，请写明。",
            check=CHECK.id,
        )


CHECK = Check("overspent", 3, ("over-limit",), find)
