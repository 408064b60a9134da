"""Every section holds text of its own."""

from __future__ import annotations

import re

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.checks.template_residue import only_prompt
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.bodies import read_bodies

_SENTENCE = re.compile(r"[,，;；]|^.{24,}[。！]$|^.{40}")
_TOLD = re.compile(
    r"(?<!情况)(?<!目标)(?<!依据)(?<!问题)(?<!措施)(?<!建议)(?<!内容)(?<!概况)(?<!原因)(?<!结果)(?<!分析)(?<!评价)"
    r"(?<!管理)(?<!说明)(?<!其他)(?<!做法)(?<!效益)(?<!经验)(?<!安排)(?<!背景)(?<!绩效)(?<!指标)(?<!工作)(?<!打算)[。!！]$"
)
_SHORTEST = 8  # characters of a line that can tell something
_MARKS = re.compile(r"[\s。.,，:：;；、]+")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Headings with nothing under them, or only the template's prompt; a heading of headings is not empty."""
    for body in read_bodies(reading.document):
        if (
            body.parent
            or body.tables
            or _is_told(reading.document.text[body.heading_start : body.heading_end].strip())
        ):
            continue
        text = _MARKS.sub("", body.text)
        prompt = only_prompt(body.text, rules)
        if text and not prompt:
            continue
        yield Finding(
            code="section-empty",
            severity=Severity.SUSPICION,
            where=(reading.span_place(body.block, body.heading_start, body.heading_end, body.section),),
            claim=f"“{body.title}”之下" + ("只有模板提示语" if prompt else "没有内容"),
            expected="本项目自己的内容",
            advice="请补写这一部分；确无内容的，写明“无”及理由。",
            check=CHECK.id,
        )


def _is_told(line: str) -> bool:
    """Whether a line is a sentence of its own (公厕设备老化。), not the title of a part."""
    return bool(_SENTENCE.search(line) or (len(line) >= _SHORTEST and _TOLD.search(line)))


CHECK = Check("section-empty", 1, ("section-empty",), find)
