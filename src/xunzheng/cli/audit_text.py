"""The audit as text for a person: each finding with the quoted line, the sum, the rule and the advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from xunzheng.audit.catalogue import CATALOGUE, CodeEntry
from xunzheng.audit.finding import Citation, Finding, Place, Severity, Verdict
from xunzheng.cli.quotation import grouped, place_name, quotation, spanned, split_marks
from xunzheng.cli.terminal import field, safe
from xunzheng.documents.model import Document

if TYPE_CHECKING:
    from xunzheng.audit.layout import AppliedLayout
    from xunzheng.audit.run import Audit

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("错误", "bold red"),
    Severity.SUSPICION: ("疑点", "bold yellow"),
    Severity.ADVICE: ("建议", "bold cyan"),
}
NOTHING_EXAMINED = (
    "没有可以核对的内容：没有读到能核算的数字、表格或说法，所以什么也没有核对。请确认给出的是绩效自评报告。"
)
_MOST_PLACES = 6
_MOST_HEADINGS = 6


def audit_lines(audit: Audit, least: Severity, width: int) -> Iterator[Text]:
    """The whole text: the findings from `least` upwards, the gravest first, then the summary line."""
    shown = at_least(audit.findings, least)
    yield Text.assemble(("循证", "bold"), " · ", safe(audit.document.name))
    yield from choice_lines(audit, width)
    for severity, (name, style) in SEVERITIES.items():
        group = sorted((f for f in shown if f.severity is severity), key=_position)
        if group:
            yield Text("")
            yield Text(f"{name}（{len(group)}）", style=style)
        for finding in group:
            yield Text("")
            yield from finding_lines(finding, audit.document, width)
    yield Text("")
    hidden = len(audit.findings) - len(shown)
    yield Text(totals(audit) + (f" 未显示较轻的发现 {hidden} 处。" if hidden else ""), style="bold")


def choice_lines(audit: Audit, width: int) -> Iterator[Text]:
    """By which year and region the rules were chosen and which layouts were applied, with the reasons."""
    setting = audit.setting
    if setting is None:
        return
    yield from field("年度", setting.why_on, width, "dim")
    yield from field("地区", f"{setting.why_region}；等级按“{audit.scale}”", width, "dim")
    asked = audit.asked_layout
    if asked is not None and all(applied.layout.code != asked for applied in audit.layouts):
        yield from field("版式", f"指定的 {asked} 没有用上：报告里没有它的任何一个表头", width, "bold yellow")
    for told in dict.fromkeys(layout_sentence(applied) for applied in audit.layouts):
        yield from field("版式", told, width, "dim")


def layout_sentence(applied: AppliedLayout) -> str:
    """The layout with its pack, the headings that it was told by, and what came near."""
    layout = applied.layout
    whole = "全文" if applied.table is None else "表格"
    by = "由使用者指定，见有" if applied.asked else "据"
    shown = "、".join(applied.matched[:_MOST_HEADINGS]) + (
        "等" if len(applied.matched) > _MOST_HEADINGS else ""
    )
    doubt = "" if layout.basis.verified else "；未核对原文"
    near = "、".join(each.code for each in applied.near)
    also = f"；相近的还有 {near}" if near else ""
    return f"{whole}按“{layout.title}”（{layout.pack}），{by}“{shown}”{doubt}{also}"


def at_least(findings: Iterable[Finding], least: Severity) -> list[Finding]:
    """The findings that are as grave as `least` or graver."""
    ranks = list(SEVERITIES)
    return [finding for finding in findings if ranks.index(finding.severity) <= ranks.index(least)]


def totals(audit: Audit) -> str:
    """How many findings of each severity, how many statements were examined and how many held."""
    counts = count_severities(audit.findings)
    if not audit.findings and not audit.held:
        return NOTHING_EXAMINED
    parts = "、".join(f"{SEVERITIES[severity][0]} {count}" for severity, count in counts.items())
    examined = len(audit.findings) + len(audit.held)
    return f"发现 {len(audit.findings)} 处：{parts}。共核对 {examined} 处，其中 {len(audit.held)} 处成立。"


def count_severities(findings: Sequence[Finding]) -> dict[Severity, int]:
    """The number of findings of each severity, the gravest first, zeros included."""
    return {severity: sum(f.severity is severity for f in findings) for severity in SEVERITIES}


def finding_lines(finding: Finding, document: Document, width: int) -> Iterator[Text]:
    """One finding: code and name, the quoted places with marks, claim, expectation, sum, rule, advice."""
    style = SEVERITIES[finding.severity][1]
    first = finding.where[0] if finding.where else None
    place = f"  {place_name(document, first)}" if first else ""
    yield Text.assemble(
        ("● ", style), (finding.code, style), f" {code_name(finding.code)}", (safe(place), "dim")
    )
    for place_lines in _places(finding.where, document, width - 4, style):
        yield from place_lines
    yield from field("报告所写", finding.claim, width)
    yield from field("应当是", finding.expected, width)
    if finding.arithmetic:
        yield from field("算式", finding.arithmetic, width, "bold")
    if finding.verdict:
        yield from field("差异", verdict_sentence(finding.verdict), width)
    if finding.rule:
        yield from field("依据", citation_sentence(finding.rule), width)
    yield from field("建议", finding.advice, width)


def code_name(code: str) -> str:
    """The Chinese name of a code; the code itself when the catalogue does not have it."""
    entry: CodeEntry | None = CATALOGUE.get(code)
    return entry.name_zh if entry else code


def verdict_sentence(verdict: Verdict) -> str:
    """The difference, and whether rounding explains it, with the interval that rounding allows."""
    rounding = "四舍五入可以解释" if verdict.explained_by_rounding else "四舍五入不能解释"
    interval = ""
    if verdict.low is not None and verdict.high is not None and verdict.low != verdict.high:
        interval = f"（按所列位数，应在 {verdict.low:f} 到 {verdict.high:f} {verdict.unit}之间）"
    return f"{verdict.difference:+f} {verdict.unit}，{rounding}{interval}"


def citation_sentence(rule: Citation) -> str:
    """The regulation with number and article, the pack that carries it, and whether it was verified."""
    number = f"（{rule.number}）" if rule.number else ""
    pack = f"，规则包 {rule.pack}" if rule.pack else ""
    doubt = "" if rule.verified else "（未核对原文）"
    title = rule.title if rule.title.startswith("《") else f"《{rule.title}》"
    return f"{title}{number}{rule.article or ''}{pack}{doubt}"


def _position(finding: Finding) -> int:
    return finding.where[0].start if finding.where else 0


def _places(places: Sequence[Place], document: Document, width: int, style: str) -> Iterator[Iterable[Text]]:
    groups = grouped(document, places[: 5 * _MOST_PLACES], width)[:_MOST_PLACES]
    for index, group in enumerate(groups):
        if index:
            yield [Text(f"    另见 {safe(place_name(document, group[0]))}", style="dim")]
        yield _marked(document, group, width, style)
    hidden = len(places) - sum(map(len, groups))
    if hidden:
        yield [Text(f"    另有 {hidden} 处", style="dim")]


def _marked(document: Document, group: Sequence[Place], width: int, style: str) -> list[Text]:
    shown = quotation(document, spanned(document, group) if len(group) > 1 else group[0], width)
    line = Text.assemble("    ", safe(shown.before))
    marks = " " * cell_len(line.plain)
    for piece, marked in split_marks(shown, group):
        line.append(safe(piece), f"{style} underline" if marked else "")
        marks += ("^" if marked else " ") * max(1, cell_len(safe(piece)))
    line.append(safe(shown.after))
    return [line, Text(marks, style=style)]
