"""The clock rules of a pack, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from xunzheng.rulebook.clock_table import ClockRules


def clock_lines(content: ClockRules) -> Iterator[Text]:
    """Code, limit, title and article; `xunzheng rules CODE` shows the rest."""
    for rule in content.rules:
        mark = "" if rule.basis.verified else "（未核对原文）"
        article = f"  {rule.basis.article}" if rule.basis.article else ""
        yield Text.assemble(
            "  ", (f"{rule.code:<28}", "cyan"), f"{rule.limit_words}  {rule.title}{article}{mark}"
        )
