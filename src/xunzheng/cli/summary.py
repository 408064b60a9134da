"""The ten-line summary of an audit that `bin/run` opens with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from xunzheng import __version__
from xunzheng.audit.finding import Finding, Severity
from xunzheng.cli.audit_text import SEVERITIES, code_name
from xunzheng.cli.quotation import place_name
from xunzheng.cli.score import totals_sentence
from xunzheng.cli.terminal import safe, wrapped
from xunzheng.formats.length import count_characters

if TYPE_CHECKING:
    from xunzheng.audit.run import Audit


def summary_lines(audit: Audit) -> Iterator[Text]:
    """Ten lines: the report, the rules, the findings by severity, what held, the scores, the gravest."""
    document = audit.document
    tables = sum(1 for _ in document.tables())
    lines = document.text.count("\n") + 1
    yield Text.assemble(("循证 Xunzheng ", "bold"), __version__)
    size = f"{lines} 行，{count_characters(document.text)} 字（不计空白），{tables} 张表"
    yield _row("报告", f"{document.name}（{document.format}，{document.encoding}，{size}）")
    yield _row("规则", "、".join(audit.packs) or "没有用到规则包")
    for severity, (name, style) in SEVERITIES.items():
        yield _row(name, _by_code([f for f in audit.findings if f.severity is severity]), style)
    yield _row("成立", _held(audit))
    yield _row("评分", totals_sentence(audit))
    yield _row("存疑", f"读取文件时存疑 {len(document.doubts)} 处")
    yield _row("首要", _gravest(audit))


def _row(label: str, text: str, style: str = "dim") -> Text:
    line = wrapped(safe(text), 94)
    return Text.assemble((label, style), "  ", line[0] + ("…" if len(line) > 1 else ""))


def _held(audit: Audit) -> str:
    examined = len(audit.findings) + len(audit.held)
    return f"核对 {examined} 处，{len(audit.held)} 处成立" if examined else "没有可以核对的内容"


def _by_code(findings: list[Finding]) -> str:
    counts = Counter(code_name(finding.code) for finding in findings)
    names = "、".join(name if count == 1 else f"{name}×{count}" for name, count in counts.items())
    return f"{len(findings)}" + (f"：{names}" if names else "")


def _gravest(audit: Audit) -> str:
    ranks = list(Severity)
    ordered = sorted(audit.findings, key=lambda finding: ranks.index(finding.severity))
    if not ordered:
        return "没有发现" if audit.held else "没有可以核对的内容，请确认给出的是绩效自评报告"
    first = ordered[0]
    where = f"{place_name(audit.document, first.where[0])}：" if first.where else ""
    return f"{where}{code_name(first.code)}，{first.arithmetic or first.claim}"
