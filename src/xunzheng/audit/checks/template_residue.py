"""No prompt or placeholder of the template is left in the text, and no section holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Citation, Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.bodies import Body, read_bodies
from xunzheng.documents.model import Table
from xunzheng.quantities.width import fold

_PROMPT_SHAPE = re.compile(
    r"^\W*(?:请|应|须|需)?(?:主要|简要|重点|具体)?(?:包括|说明|介绍|阐述|概述|填写|列示|描述|简述|写明|填列|参照\S{1,8}填)"
    r"[^0-9。]{4,90}[。.)]?\s*$"
)
_INSTRUCTION = re.compile(r"^\W*(?:填写|填报|编制|填表)(?:说明|要求)")
_LONGEST_PROMPT = 120
_MASKED = re.compile(
    r"(?<![\u4e00-\u9fff×X\d])×{2,}+(?=[\u4e00-\u9fff])|(?<=[是由在对和与及的为将])×{2,}+(?=[\u4e00-\u9fff])"
    r"|(?<![×X])[×X]{2,}+(?=[省市县区镇乡村局委厅院校年月日万元人个号项目公司单位]|\s*$|\s*[,，。;；、)）])|\*{2,}|_{4,}"
    r"|(?<![\dA-Za-z])20[xX×*]{2}年|[(（]\s*(?:此处|请)\S{0,20}[)）]|\d{2,4}\s*字(?:以内|以下|左右)"
)
_MASK_SIGN = re.compile(r"[×X]{2}|\*{2}|_{4}|20[xX×*]|[(（]\s*(?:此处|请)|字(?:以内|以下|左右)")
_ONLY_MASK = re.compile(r"[×xX*＊_]+")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """The template's own words, as the rule pack lists them or as their shape gives them away."""
    rule = Citation("报告模板提示语", pack=f"{rules.parameters.pack}/{rules.parameters.version}")
    found: dict[int, tuple[int, Severity]] = {}
    for body in read_bodies(reading.document):
        for start, end in _residue(body, _pattern(rules.parameters.template_prompts)):
            found.setdefault(start, (end, Severity.SUSPICION))
    for start, end in _masked(reading, _pattern(_worded(rules.parameters.placeholders))):
        found.setdefault(start, (end, Severity.ADVICE))
    for start, (end, severity) in found.items():
        yield _finding(reading, start, end, rule, severity)


def _worded(placeholders: tuple[str, ...]) -> tuple[str, ...]:
    """The pack's placeholders but those of nothing but marks, which mean something only in their place."""
    return tuple(each for each in placeholders if not _ONLY_MASK.fullmatch(each))


@lru_cache(maxsize=8)
def _pattern(prompts: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all prompts; `#` stands for a whole number. Never matches if there are none."""
    written = (re.escape(fold(prompt)).replace(re.escape("#"), r"(?<!\d)\d++") for prompt in prompts)
    return re.compile("|".join(written) or r"(?!)")


def only_prompt(text: str, rules: Rules) -> bool:
    """Whether a section's text is nothing but the template's prompt."""
    whole = text.strip()
    rest = _pattern(rules.parameters.template_prompts).sub("", fold(whole[:_LONGEST_PROMPT]))
    short = 0 < len(whole) <= _LONGEST_PROMPT
    return short and (_is_prompt(whole) or not re.sub(r"\W+", "", rest))


def _is_prompt(text: str) -> bool:
    """Whether a text as a whole has the shape of a prompt or of instructions."""
    folded = fold(text)
    shaped = _PROMPT_SHAPE.match(folded) or _INSTRUCTION.match(folded)
    return 0 < len(text) <= _LONGEST_PROMPT and shaped is not None


def _residue(body: Body, prompts: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    whole = body.text.strip()
    if _is_prompt(whole):
        offset = body.start + len(body.text) - len(body.text.lstrip())
        yield offset, offset + len(whole)
        return
    for match in prompts.finditer(fold(body.text)):
        yield body.start + match.start(), body.start + match.end()


def _masked(reading: Reading, placeholders: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    # What the whole text does not hold, none of its pieces can; most reports hold none.
    if not _MASK_SIGN.search(reading.document.text) and not placeholders.search(fold(reading.document.text)):
        return
    for block in reading.document.blocks:
        for piece in block.cells if isinstance(block, Table) else (block,):
            spans = [match.span() for match in _MASKED.finditer(piece.text)]
            spans += [match.span() for match in placeholders.finditer(fold(piece.text))]
            last = 0
            for start, end in sorted(spans):
                if start >= last:
                    yield piece.start + start, piece.start + end
                last = max(last, end)


def _finding(reading: Reading, start: int, end: int, rule: Citation, severity: Severity) -> Finding:
    place = reading.block_place(start, end)
    return Finding(
        code="template-residue",
        severity=severity,
        where=(place,),
        claim=place.quote.strip()[:60],
        expected="本项目自己的内容",
        rule=rule,
        advice="请删去模板提示语或占位符，写入本项目的实际内容。",
        check=CHECK.id,
    )


CHECK = Check("template-residue", 2, ("template-residue",), find)
