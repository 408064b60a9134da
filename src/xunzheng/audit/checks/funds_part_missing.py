"""A report that goes by parts has one that tells of the money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.documents.model import Section
from xunzheng.quantities.width import fold

_OUTSET = re.compile(r"概况|基本情况")
_WORK = re.compile(r"绩效情况|绩效目标(?:完成|实现)|产出|完成情况|成效")
_RESULT = re.compile(r"(?:自评|评价)(?:结论|结果|得分)")
_OUTLOOK = re.compile(r"问题|建议|改进|打算|下一步")
_FUNDS = re.compile(r"资金|经费|预算|支出|收支|投入|执行|财务|决策|过程|指标分析")
_CLOSING = re.compile(f"{_RESULT.pattern}|{_OUTLOOK.pattern}")
_TOLD = re.compile(
    r"(?:到位|下达|拨付|拨款|划拨|支付|支出|执行|使用)[^。]{0,40}\d[\d,.]*\s*(?:亿|[百千万])?元"
)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """The part about the money, where the report has its outset, what was done, the result and the outlook.

    Nothing is said where any heading may stand for it (资金, 预算, 支出, 过程 …), or where a paragraph
    outside the result and the outlook tells an amount that arrived, was paid or spent; what was planned is
    not yet that. Advice: a table may tell it all.
    """
    sections = reading.document.sections
    titles = [fold(section.title) for section in sections if "表" not in section.title]
    if any(map(_FUNDS.search, titles)) or not _goes_by_parts(sections) or any(_told(reading)):
        return
    before = next(section for section in sections if _OUTSET.search(fold(section.title)))
    heading = reading.document.blocks[before.first_block]
    yield Finding(
        code="section-missing",
        severity=Severity.ADVICE,
        where=(reading.span_place(heading.index, heading.start, heading.end, before.path),),
        claim="没有说明资金到位和使用情况的部分",
        expected="自评报告说明项目资金的安排、到位和使用情况",
        advice="请补写“项目资金情况”部分，或说明为何不设。",
        check=CHECK.id,
    )


def _goes_by_parts(sections: Sequence[Section]) -> bool:
    titles = [fold(section.title) for section in sections if section.level == 1]
    return all(any(map(part.search, titles)) for part in (_OUTSET, _WORK, _RESULT, _OUTLOOK))


def _told(reading: Reading) -> Iterator[Sentence]:
    """Sentences that tell of the money outside the result and the outlook."""
    closing = [section for section in reading.document.sections if _CLOSING.search(fold(section.title))]
    passed = {block for section in closing for block in range(section.first_block, section.end_block)}
    return (
        sentence
        for sentence in reading.prose
        if sentence.block not in passed and _TOLD.search(sentence.folded)
    )


CHECK = Check("funds-part-missing", 1, ("section-missing",), find)
