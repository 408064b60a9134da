"""Spans of a text that are to be left out, marked in the text itself, and the text without them.

A mark is `⟦ground|words⟧`, or with a reason `⟦ground:reason|words⟧`. Without its marks the text must be the
original, so that nothing is changed by marking it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from xunzheng.documents.manuscript import Grid, Manuscript, Passage, Piece, Role, Slot
from xunzheng.documents.model import Document, Paragraph, Table
from xunzheng.refusal import Refusal

GROUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "14-secret": ("第十四条", "国家秘密"),
    "14-forbidden": ("第十四条", "法律、行政法规禁止公开"),
    "14-safety": ("第十四条", "危及国家安全、公共安全、经济安全、社会稳定"),
    "15-commercial": ("第十五条", "商业秘密"),
    "15-privacy": ("第十五条", "个人隐私"),
    "16-internal": ("第十六条第一款", "内部事务信息"),
    "16-process": ("第十六条第二款", "过程性信息"),
    "16-enforcement": ("第十六条第二款", "行政执法案卷信息"),
}
"""The grounds of Art. 14 to 16 by the codes of the process: the article, and what it protects."""
OPENS, CLOSES, PARTS = "⟦", "⟧", "|"
_MARK = re.compile(r"⟦([^⟦⟧|:：]*)(?:[:：]([^⟦⟧|]*))?\|([^⟦⟧]*)⟧")
_SHORTEST_SOUGHT = 2
_LONGEST_REASON = 200
_CELLS = re.compile(r"\s*\|\s*")


class WrongMarks(Refusal):
    """遮盖的标记不能用。"""

    def __init__(self, what: str, where: str, expected: str, found: str, advice: str) -> None:
        super().__init__(what, where=where, expected=expected, found=found, advice=advice)


@dataclass(frozen=True, slots=True)
class Span:
    """What is left out: its place in the original's text, its words, the ground and the reason."""

    start: int
    words: str
    ground: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text without what is left out, with a numbered note in place of each span; and the spans."""

    text: str
    spans: tuple[Span, ...]


def redact(marked: str, original: str) -> Redacted:
    """Leave out what is marked. Raises WrongMarks for a mark that cannot be read, a ground that there is
    not, a text that is not the original, or words that were marked at one place and stand open at another.
    """
    spans: list[Span] = []
    plain, shown, behind = "", "", 0
    for mark in _MARK.finditer(marked):
        between = _unmarked(marked, behind, mark.start())
        plain += between
        span = _span(mark, len(plain))
        spans.append(span)
        shown += between + note_of(len(spans), span.ground)
        plain += span.words
        behind = mark.end()
    rest = _unmarked(marked, behind, len(marked))
    _check_same(plain + rest, original)
    redacted = Redacted(shown + rest, tuple(spans))
    _check_absent(redacted)
    return redacted


def note_of(number: int, ground: str) -> str:
    """What stands in place of a span; it does not tell how long the span was."""
    article, title = GROUNDS[ground]
    return f"［未公开{number}：{article}，{title}］"


def text_of(document: Document) -> str:
    """The text of a document line by line; the rows of tables as cells between bars."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(_one_line(block.text))
        else:
            lines += _rows(block)
    return "\n".join(lines)


def manuscript_of(title: str, redacted: Redacted) -> Manuscript:
    """The redacted copy, made of the redacted text alone; at its end what was left out and on what ground."""
    pieces: list[Piece] = []
    for is_table, group in groupby(redacted.text.split("\n"), lambda line: line.startswith(PARTS)):
        lines = list(group)
        pieces += _grid(lines) if is_table else [Passage(line) for line in lines if line.strip()]
    pieces.append(Passage(f"本件依照《中华人民共和国政府信息公开条例》第三十七条作了区分处理，"
                          f"共有 {len(redacted.spans)} 处未公开。", Role.NOTE))  # fmt: skip
    return Manuscript(title, tuple(pieces))


def omissions(spans: tuple[Span, ...]) -> str:
    """What was left out and why, in words for the reply; never the words themselves."""
    lines = []
    for number, span in enumerate(spans, 1):
        article, title = GROUNDS[span.ground]
        because = f"：{span.reason}" if span.reason else ""
        lines.append(f"第 {number} 处，{title}（条例{article}）{because}")
    return "；\n".join(lines) + ("。" if lines else "")


def _span(mark: re.Match[str], start: int) -> Span:
    ground, reason, words = mark[1].strip(), (mark[2] or "").strip(), mark[3]
    where = f"标记“{mark[0][:20]}…”"
    if ground not in GROUNDS:
        expected = "、".join(GROUNDS)
        raise WrongMarks("没有这个依据", where, expected, ground[:40], "请用按钮加标记，或照上面的代码书写。")
    if not words.strip():
        raise WrongMarks("没有要遮盖的字", where, "竖线后面是要遮盖的字", "空", "请删去这个标记。")
    if not reason.isprintable():
        raise WrongMarks("理由不能用", where, "可见的字", "含有控制字符或者换行", "请重写理由。")
    if len(reason) > _LONGEST_REASON:
        raise WrongMarks("理由太长", where, f"不超过 {_LONGEST_REASON} 字", f"{len(reason)} 字", "请缩短。")
    return Span(start, words, ground, reason)


def _unmarked(marked: str, start: int, end: int) -> str:
    text = marked[start:end]
    for sign in (OPENS, CLOSES):
        at = text.find(sign)
        if at >= 0:
            line = marked.count("\n", 0, start + at) + 1
            expected = f"{OPENS}依据{PARTS}要遮盖的字{CLOSES}"
            found = text[at : at + 20]
            raise WrongMarks("标记不完整", f"第 {line} 行", expected, found, "标记不能嵌套，也不能只有一半。")
    return text


def _check_same(plain: str, original: str) -> None:
    if plain == original:
        return
    at = next((i for i, (a, b) in enumerate(zip(plain, original, strict=False)) if a != b), None)
    at = min(len(plain), len(original)) if at is None else at
    line = original.count("\n", 0, at) + 1
    expected, found = original[at : at + 12] or "（结束）", plain[at : at + 12] or "（结束）"
    raise WrongMarks("文字和原件不一样", f"第 {line} 行", expected, found, "只能加标记，不能改动原文。")


def _check_absent(redacted: Redacted) -> None:
    """Words that are left out at one place and stand at another would tell them after all."""
    for number, span in enumerate(redacted.spans, 1):
        words = span.words.strip()
        if len(words) >= _SHORTEST_SOUGHT and words in redacted.text:
            line = redacted.text.count("\n", 0, redacted.text.find(words)) + 1
            where = f"第 {line} 行"
            expected, found = f"第 {number} 处遮盖的字不再出现", "同样的字没有标记"
            raise WrongMarks("遮盖了的字别处还有", where, expected, found, "请把每一处都标上。")
        if len(words) >= _SHORTEST_SOUGHT and any(words in each.reason for each in redacted.spans):
            where, expected = f"第 {number} 处遮盖的字", "不出现在理由里"
            raise WrongMarks("理由里有遮盖的字", where, expected, "出现了", "理由会写进答复，请改写。")


def _one_line(text: str) -> str:
    return " ".join(text.replace(OPENS, "[").replace(CLOSES, "]").split())


def _rows(table: Table) -> list[str]:
    rows = []
    for row in table.grid():
        cells = [_one_line(cell.text).replace(PARTS, "¦") if cell else "" for cell in row]
        rows.append(f"{PARTS} {f' {PARTS} '.join(cells)} {PARTS}")
    return rows


def _grid(lines: list[str]) -> list[Piece]:
    rows = [_CELLS.split(line.strip().strip(PARTS)) for line in lines]
    width = max(map(len, rows))
    slots = tuple(tuple(Slot(cell.strip()) for cell in (*row, *[""] * (width - len(row)))) for row in rows)
    return [Grid(slots, (1,) * width, header_rows=0)]
