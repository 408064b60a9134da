"""A report that names faults does not give itself full marks everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_reading import funds_total, scored_leaves, unique
from xunzheng.audit.sheet_sums import Part, add, write_parts
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.audit.statements.told_sheet_marks import read_full_marks

_FEWEST = 3
_TITLE = re.compile(
    r"(?:存在|主要|突出|面临)的?(?:主要|突出)?(?:问题|不足|困难)|问题[及和与、]|不足之处|^问题$|问题及?原因"
)
_LEAD = re.compile(
    r"(?:存在|主要)的?(?:主要|突出)?(?:问题|不足|困难)(?:和不足|及原因|与不足|和困难)?(?:有|是|为|如下)?[:。]"
)
_FAULT = re.compile(
    r"不[足够高快准严强细全实及稳到深]|不规范|不到位|不平衡|不完善|不健全|不及时|滞后|偏[低慢大小]|较[低慢差弱]|欠缺|缺[乏少]|有待|未能|未完成"
    r"|未达|未按|薄弱|漏|困难|矛盾|短缺|老龄化|问题"
)
_NONE = re.compile(
    r"(?:^|[:,。])(?:暂?无|没有|不存在|未发现|未出现|无明显)|暂无(?:问题|不足)?|已(?:全部)?(?:整改|解决)"
)
_ADVICE = re.compile(r"建议|措施|下一步|今后|对策|打算")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each sheet of three indicators or more that all have full marks, beside the first fault in prose."""
    faults: tuple[Place, ...] | None = None
    scored = False
    for sheet in reading.all_sheets:
        rows = list(scored_leaves(sheet))
        if len(rows) < _FEWEST:
            continue
        scored = True
        if any(score != weight for _, weight, score in rows) or _loses(sheet) or _is_part(sheet):
            continue
        if faults is None:
            faults = tuple(_faults(reading))[:3]
        if faults:
            yield _finding(sheet, faults)
    if not scored:
        yield from _told(reading)


def _told(reading: Reading) -> Iterator[Finding]:
    """Full marks for all indicators told in words, where no sheet shows the scores."""
    claim = read_full_marks(reading.prose, reading.total_scores)
    faults = tuple(_faults(reading))[:3] if claim is not None else ()
    if claim is None or not faults:
        return
    sentence, start, end = claim
    place = reading.place(sentence, start, end)
    yield _written(place, faults, place.quote, "所列问题没有反映在任何一项得分中")


def _loses(sheet: Sheet) -> bool:
    """Whether points are lost outside the indicators: by the execution rate, or in the total."""
    row = funds_total(sheet)
    pairs = [(sheet.total_weight, sheet.total_score), (row.weight, row.score) if row else (None, None)]
    return any(w and s and w.value and s.value is not None and s.value < w.value for w, s in pairs)


def _is_part(sheet: Sheet) -> bool:
    """Whether the sheet is told in words and need not name every indicator."""
    if not sheet.told:
        return False
    whole = sum((weight for _, weight, _ in scored_leaves(sheet)), Decimal(0))
    return sheet.total_score is None or sheet.total_score.value != whole


def _faults(reading: Reading) -> Iterator[Place]:
    """The sentences that name faults: under a title about problems, or after 存在的问题：."""
    for sentence in reading.prose:
        text = _on_faults(sentence)
        if _FAULT.search(text) and not _NONE.search(text):
            yield reading.place(sentence, sentence.start, sentence.end)


def _on_faults(sentence: Sentence) -> str:
    """The part of a sentence that speaks of problems; empty where none does."""
    lead = _LEAD.search(sentence.folded)
    if lead is not None:
        return sentence.folded[lead.end() :]
    title = sentence.section[-1].strip() if sentence.section else ""
    heads = sentence.opens and sentence.folded.strip(" 。").endswith(title)
    if not _TITLE.search(title) or heads or _ADVICE.search(sentence.folded[:20]):
        return ""
    return sentence.folded


def _finding(sheet: Sheet, faults: tuple[Place, ...]) -> Finding:
    rows = list(scored_leaves(sheet))
    parts = [Part(leaf.name, leaf.place, leaf.score) for leaf, _, _ in rows if leaf.score is not None]
    total = sheet.total_score.place if sheet.total_score is not None else rows[0][0].place
    return _written(total, faults, f"{len(rows)} 项指标全部得满分", write_parts(add(parts), parts))


def _written(place: Place, faults: tuple[Place, ...], claim: str, arithmetic: str) -> Finding:
    return Finding(
        code="full-marks-with-faults",
        severity=Severity.SUSPICION,
        where=unique((place, *faults)),
        claim=claim,
        expected="正文列举了问题，相应指标应有扣分",
        arithmetic=arithmetic,
        advice="请把所列问题反映到相应指标的得分中，或说明问题为何不影响得分。",
        check=CHECK.id,
    )


CHECK = Check("full-marks-with-faults", 1, ("full-marks-with-faults",), find)
