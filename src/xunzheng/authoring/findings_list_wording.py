"""A finding in words: what a comment, a list and a working paper say of it, in one and the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.audit.finding import Citation, Finding, Place, Severity, Verdict
from xunzheng.documents.model import Document, Table

LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "错误", Severity.SUSPICION: "疑点", Severity.ADVICE: "建议"}
)
"""The levels by their names, the gravest first."""

_LONGEST_TITLE = 24
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def fit(text: str) -> str:
    """The text without characters that a file format cannot hold or that turn the writing around."""
    return _UNFIT.sub("", text)


def name_of(code: str) -> str:
    """The Chinese name of a code; the code itself where the catalogue does not have it."""
    entry = CATALOGUE.get(code)
    return entry.name_zh if entry else code


def shortened(text: str, longest: int) -> str:
    """The text on one line, at most so many characters.

    >>> shortened("全年支出\\n合计500万元", 8)
    '全年支出 合计…'
    """
    line = " ".join(fit(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def place_words(document: Document, place: Place) -> str:
    """Where a place is, as a person looks it up: the section, the line, or row and column of the table."""
    return "".join(place_parts(document, place))


def place_parts(document: Document, place: Place) -> tuple[str, str]:
    """The same in two: section with line or table, and the cell of the table (empty outside of one).

    Lines are counted in text files only: no other program shows them.
    """
    path = " › ".join(shortened(title, _LONGEST_TITLE) for title in place.section[-2:])
    block = document.blocks[place.block] if 0 <= place.block < len(document.blocks) else None
    if not isinstance(block, Table) or place.row is None:
        line = f"第{place.line}行" if document.format == "txt" else ""
        return " · ".join(part for part in (path, line) if part) or "正文", ""
    title = shortened(block.title, _LONGEST_TITLE) if block.title else "表格"
    column = "" if place.column is None else f"第{place.column + 1}列"
    where = title if place.section and title == path else " · ".join(part for part in (path, title) if part)
    return where, f"第{place.row + 1}行{column}"


def verdict_words(verdict: Verdict) -> str:
    """The difference, and whether rounding explains it, with the bounds that rounding allows."""
    rounding = "四舍五入可以解释" if verdict.explained_by_rounding else "四舍五入不能解释"
    bounds = ""
    if verdict.low is not None and verdict.high is not None and verdict.low != verdict.high:
        bounds = f"（按所列位数应在 {verdict.low:f} 至 {verdict.high:f} {verdict.unit}之间）"
    return f"{verdict.difference:+f} {verdict.unit}，{rounding}{bounds}"


def rule_words(rule: Citation) -> str:
    """The regulation with its number and article, and whether the citation was held against its source.

    >>> rule_words(Citation("项目支出绩效评价管理办法", "财预〔2020〕10号", "第十五条"))
    '《项目支出绩效评价管理办法》（财预〔2020〕10号）第十五条'
    """
    title = rule.title if rule.title.startswith("《") else f"《{rule.title}》"
    number = f"（{rule.number}）" if rule.number else ""
    doubt = "" if rule.verified else "（条文待核对）"
    return f"{title}{number}{rule.article or ''}{doubt}"


def told(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is to be said of a finding, as labels with their texts; what it does not have is left out."""
    yield "报告所写", finding.claim
    yield "应当是", finding.expected
    if finding.arithmetic:
        yield "算式", finding.arithmetic
    if finding.verdict:
        yield "差异", verdict_words(finding.verdict)
    if finding.rule:
        yield "依据", rule_words(finding.rule)
    yield "建议", finding.advice
