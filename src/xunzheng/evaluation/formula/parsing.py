"""Reads a formula as it is printed, and says in words where it cannot be read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from xunzheng.evaluation.formula.errors import FormulaError
from xunzheng.evaluation.formula.lexer import Lexer, Token
from xunzheng.evaluation.formula.oddities import find_oddities
from xunzheng.evaluation.formula.tree import Formula, Oddity

if TYPE_CHECKING:
    from xunzheng.evaluation.formula.grammar import Parser, Unexpected

LENGTH_LIMIT = 10_000

_BULLET = re.compile("[①-⑳]+(?=[^①-⑳])")
_WORDS = {
    "DEFINE": "等号",
    "PLUS": "运算符",
    "RPAR": "右括号",
    "COMMA": "逗号",
    "COMPARE": "比较符号（＞＜≥≤＝≠）",
    "THEN": "“则”",
    "ELSE": "“否则”",
    "AND": "“且”",
    "OR": "“或”",
    "LPAR": "左括号",
    "$END": "公式结束",
}
_SIGNS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE"})
_OPERANDS = frozenset({"NAME", "NUMBER", "LPAR", "FUNC", "SIGMA", "IF"})


def parse(text: str) -> Formula:
    """Read the formula in `text`, in the notation of the official indicator tables.

    Full-width and half-width signs, any kind of brackets, blanks, a full stop at the end and a missing
    equals sign before a bracket are accepted; what is strange is named in `oddities`. A dash between
    names is a minus. At most 10,000 characters and 100 levels of brackets and 若.

    Raises FormulaError, with the place, for anything that is no formula. Source of the notation:
    财预〔2013〕53号, 附件 共性指标体系框架.

    >>> formula = parse("质量达标率＝（质量达标产出数/实际产出数）/100%。")
    >>> formula.target, [oddity.kind for oddity in formula.oddities]
    ('质量达标率', ['divides-by-100%'])
    """
    if len(text) > LENGTH_LIMIT:
        raise FormulaError(
            f"公式太长：最多{LENGTH_LIMIT}个字符，这里有{len(text)}个。请核对是否把整段文字当成了公式，或把它拆开。",
            text,
            LENGTH_LIMIT + 1,
        )
    lexer = Lexer(text)
    tokens = lexer.read()
    if not tokens:
        raise FormulaError(
            "公式是空的：应有算式，例如“资金到位率＝实际到位资金÷计划投入资金×100%”。", text, 1
        )
    parser, unexpected = _machinery()
    try:
        target, expression, oddities = parser.parse(tokens)
    except unexpected as failure:
        raise _explain(failure, tokens, text, lexer.end) from None
    if target is not None and (bullet := _BULLET.match(target)):
        target = target[bullet.end() :]
        oddities.append(_skipped_bullet(bullet.group(), tokens[0].start))
    formula = Formula(text, target, expression)
    found = sorted([*lexer.oddities, *oddities, *find_oddities(formula)], key=_place)
    return Formula(text, target, expression, tuple(found))


@cache
def _machinery() -> tuple[Parser, type[Unexpected]]:
    from xunzheng.evaluation.formula import grammar  # Lark is heavy: only when a formula is parsed

    return grammar.Parser(), grammar.Unexpected


def _skipped_bullet(bullet: str, at: int) -> Oddity:
    return Oddity("unused", f"指标名称前面的序号“{bullet}”已略过。", at, at + len(bullet))


def _place(oddity: Oddity) -> tuple[int, int, str]:
    return oddity.start, oddity.end, oddity.kind


def _explain(failure: Unexpected, tokens: list[Token], text: str, end: int) -> FormulaError:
    found = failure.found
    at = end if found is None else found.start
    place = f"第{at + 1}个字符处" if found is None else f"第{at + 1}个字符“{_shown(found)}”处"
    seen = "公式已经结束" if found is None else f"“{_shown(found)}”"
    before = next((token for token in reversed(tokens) if token.end <= at and token is not found), None)
    advice = _advise(found, failure.expected, before)
    message = f"{place}：这里应为{_in_words(failure.expected)}，看到的是{seen}。{advice}"
    return FormulaError(message, text, at + 1)


def _shown(token: Token) -> str:
    return token.text if len(token.text) <= 20 else token.text[:19] + "…"


def _in_words(expected: frozenset[str]) -> str:
    if "NAME" in expected:
        return "名称、数字或左括号"
    words = [word for kind, word in _WORDS.items() if kind in expected]
    return "、".join(words[:-1]) + ("或" if len(words) > 1 else "") + words[-1]


def _advise(found: Token | None, expected: frozenset[str], before: Token | None) -> str:
    kind = "$END" if found is None else found.type
    if "NAME" in expected:
        return _advise_operand(kind, before)
    if kind == "DEFINE":
        return "一个公式只能有一个等号，等号左边只能是一个指标名称；请删去多余的等号或把两个公式分开。"
    if kind == "COMPARE":
        return "比较只能写在“若……则……否则……”的“若”和“则”之间。"
    if kind in _OPERANDS:
        return "两项之间缺少运算符；请在它前面补上＋、－、×或÷。"
    if kind == "COMMA":
        return "逗号只用来隔开“合计（A，B）”这类括号里的各项；请改成运算符或删去。"
    if "COMPARE" in expected and kind != "ELSE":
        return "“若”和“则”之间要有＞、＜、≥、≤、＝或≠这样的比较；请补上。"
    if "THEN" in expected:
        return "“若”之后要先写比较，再写“则”；请补全。"
    if "ELSE" in expected:
        return "每个“若……则……”都要有“否则”；请补上。"
    return "请按“若……则……否则……”的次序写，或删去多余的词。"


def _advise_operand(kind: str, before: Token | None) -> str:
    if before is not None and before.type in _SIGNS:
        if kind in _SIGNS:
            return f"“{before.text}”和后面的运算符连在了一起；负数请加括号，多余的请删去。"
        return f"“{before.text}”后面缺少一项；请补上，或删去“{before.text}”。"
    if kind == "RPAR":
        return "括号里缺少内容；请补上，或删去这对括号。"
    if before is not None and before.type == "DEFINE":
        return "等号右边缺少算式；请补上。"
    return "这里缺少一项；请补上。"
