"""The working paper of an audit in the manner of a finance bureau's review opinion (复核意见)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xunzheng.audit.catalogue import CATALOGUE, held_name
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.rules import cite
from xunzheng.audit.run import Audit
from xunzheng.audit.sheet import Sheet
from xunzheng.authoring.findings_list_counts import CodeCount, codes_chart, count_codes
from xunzheng.authoring.findings_list_wording import (
    LEVELS,
    fit,
    name_of,
    place_parts,
    rule_words,
    shortened,
    verdict_words,
)
from xunzheng.authoring.working_paper_opinion import opinion
from xunzheng.documents.manuscript import (
    Alignment,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Role,
    Slot,
)
from xunzheng.documents.model import Document

_LONGEST_QUOTE = 160
_MOST_PLACES = 4
_MOST_QUOTES = 8
_RANKS = {level: number for number, level in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose report was audited; None where that is not known, and left to be filled in."""

    unit: str | None = None
    project: str | None = None
    year: int | None = None


def working_paper(audit: Audit, subject: Subject, sheet: Sheet | None = None) -> Manuscript:
    """The paper: subject and basis, the general opinion, a summary, the findings one by one, what is right.

    `sheet` is the score sheet with the total and grade that the report states; the first of the audit that
    has scores where it is left out. The findings stand in a table with an empty column for what the unit has
    to say, the gravest first.

    Example: ``working_paper(outcome, Subject("某局", "某项目", 2023)).title == "绩效自评报告复核意见"``.
    """
    stated = sheet or next((each for each in audit.sheets if each.has_scores), None)
    pieces: list[Piece] = [_about(audit, subject), Heading(1, "一、总体意见")]
    pieces += [Passage(sentence) for sentence in opinion(audit, stated)]
    pieces += _summary(audit.findings)
    if audit.findings:
        pieces += [NewPage(lying=True), Heading(1, "三、逐项意见"), _table(audit), NewPage()]
    pieces += _right(audit, "四" if audit.findings else "二")
    pieces += _signed()
    return Manuscript("绩效自评报告复核意见", tuple(pieces), header="绩效自评报告复核意见", is_result=True)


def _about(audit: Audit, subject: Subject) -> Grid:
    document = audit.document
    year = f"{subject.year} 年度" if subject.year else ""
    bases = "；".join(bases_of(audit))
    rows = (
        (_name("被评单位"), _text(subject.unit or ""), _name("评价年度"), _text(year)),
        (_name("项目名称"), Slot(fit(subject.project or ""), column_span=3)),
        (_name("核对的文件"), Slot(fit(document.name), column_span=3)),
        (_name("核对依据"), Slot(fit(bases) or "报告自身的数字", column_span=3)),
        (_name("规则包"), Slot("、".join(audit.packs) or "没有用到", column_span=3)),
    )
    return Grid(rows, (14, 50, 12, 24), header_rows=0)


def bases_of(audit: Audit) -> tuple[str, ...]:
    """The regulations that the audit stands on, each once: of the findings, the scores and the layouts."""
    rules = (finding.rule for finding in audit.findings)
    cited = [rule for rule in rules if rule is not None and rule.number is not None]
    bases = [applied.layout.basis for applied in audit.layouts]
    if audit.rescored is not None:
        bases.append(audit.rescored.basis)
    citations = [*cited, *(cite(basis) for basis in bases)]
    return tuple(dict.fromkeys(rule_words(replace(citation, article=None)) for citation in citations))


def _name(text: str) -> Slot:
    return Slot(text, heading=True, align=Alignment.CENTRE)


def _text(text: str) -> Slot:
    return Slot(fit(text))


def _summary(findings: Sequence[Finding]) -> Iterator[Piece]:
    rows = count_codes(findings)
    chart = codes_chart(rows)
    if chart is not None:
        yield Heading(1, "二、问题汇总")
        yield _counted(rows)
        yield chart


def _counted(rows: Sequence[CodeCount]) -> Grid:
    head = tuple(_name(text) for text in ("问题", *LEVELS.values(), "合计"))
    body = tuple((_text(name_of(row.code)), *map(_count, (*row.by_level, row.total))) for row in rows)
    levels = [sum(row.by_level[number] for row in rows) for number in range(len(LEVELS))]
    last = (Slot("合计", heading=True), *map(_count, (*levels, sum(levels))))
    return Grid((head, *body, last), (40, 12, 12, 12, 12), caption="按种类和级别")


def _count(count: int) -> Slot:
    shown = str(count) if count else "—"
    return Slot(shown, align=Alignment.RIGHT, number=Decimal(count) if count else None)


def _table(audit: Audit) -> Grid:
    names = ("序号", "级别", "问题", "位置和原文", "核对情况", "依据", "建议", "单位说明")
    ordered = sorted(audit.findings, key=lambda finding: _RANKS[finding.severity])
    rows = tuple(_row(audit.document, number, finding) for number, finding in enumerate(ordered, 1))
    note = "“单位说明”由被评单位填写：更正的数字，或不更正的理由和佐证材料。"
    head = tuple(_name(name) for name in names)
    return Grid((head, *rows), (5, 6, 10, 24, 27, 15, 19, 14), note=note)


def _row(document: Document, number: int, finding: Finding) -> tuple[Slot, ...]:
    return (
        Slot(str(number), align=Alignment.CENTRE),
        Slot(LEVELS[finding.severity], align=Alignment.CENTRE),
        _text(name_of(finding.code)),
        Slot("\n".join(_places(document, finding))),
        Slot("\n".join(_checked(finding))),
        _text(_basis(finding)),
        _text(finding.advice),
        Slot(""),
    )


def _places(document: Document, finding: Finding) -> Iterator[str]:
    """Where the finding is, the quotes of one line or table together."""
    quotes: dict[str, list[str]] = {}
    for place in finding.where:
        where, cell = place_parts(document, place)
        quote = shortened(place.quote, _LONGEST_QUOTE)
        quotes.setdefault(fit(where), []).append(cell + (f"“{quote}”" if quote else "（空）"))
    for where, quoted in list(quotes.items())[:_MOST_PLACES]:
        more = f"等 {len(quoted)} 处" if len(quoted) > _MOST_QUOTES else ""
        yield f"{where}：{'、'.join(quoted[:_MOST_QUOTES])}{more}"
    if len(quotes) > _MOST_PLACES:
        yield f"另有 {len(quotes) - _MOST_PLACES} 处"
    if not quotes:
        yield "全文"


def _basis(finding: Finding) -> str:
    if finding.rule is not None:
        return rule_words(finding.rule)
    entry = CATALOGUE.get(finding.code)
    return "报告自身的数字" if entry and entry.section in "AB" else "—"


def _checked(finding: Finding) -> Iterator[str]:
    yield f"报告所写：{fit(finding.claim)}"
    yield f"应当是：{fit(finding.expected)}"
    if finding.arithmetic:
        yield f"算式：{fit(finding.arithmetic)}"
    if finding.verdict:
        yield f"差异：{verdict_words(finding.verdict)}"


def _right(audit: Audit, number: str) -> Iterator[Piece]:
    counts = Counter(held.code for held in audit.held)
    if not counts:
        return
    yield Heading(1, f"{number}、核对无误的内容")
    yield Passage(f"下列 {len(audit.held)} 处已按报告自己的数字核算，结果与报告一致。")
    head = (_name("核对内容"), _name("处数"))
    body = tuple((_text(held_name(code)), _count(count)) for code, count in counts.most_common())
    yield Grid((head, *body), (40, 12))


def _signed() -> Iterable[Piece]:
    return (
        Passage("复核单位（盖章）：　　　　　　　　　　　　　　　　", Role.SIGNATURE),
        Passage("复核人：　　　　　　　　　　　　年　　月　　日", Role.SIGNATURE),
        Passage("被评单位负责人：　　　　　　　　年　　月　　日", Role.SIGNATURE),
    )
