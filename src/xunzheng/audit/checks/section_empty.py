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
_MARKS = re.compile(r"[\s。.,，:：;；、]+")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Headings with nothing under them, or only the template's prompt; a heading of headings is not empty."""
    for body in read_bodies(reading.document):
        if (
            body.parent
            or body.tables
            or _SENTENCE.search(reading.document.text[body.heading_start : body.heading_end].strip())
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


CHECK = Check("section-empty", 1, ("section-empty",), find)
