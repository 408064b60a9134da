"""Which bracket closes which, found before anything else is read."""

from __future__ import annotations

import re
from typing import NoReturn

from xunzheng.evaluation.formula.errors import FormulaError
from xunzheng.evaluation.formula.signs import BLANKS, CLOSING, EQUALS, FAMILIES, OPENING, QUOTES, STOPS

DEPTH_LIMIT = 100

_INTERESTING = re.compile(f"[{re.escape(OPENING + CLOSING + EQUALS)}{''.join(QUOTES)}]|若|如果")
_COMPARING = frozenset("<>＜＞!！")


class Brackets:
    """The pairs of a text: `closing[i]` is where the bracket or quote opened at `i` closes.

    `definition` is the place of the first equals sign outside every bracket that does not belong to a
    condition; the formula's target stands before it. Raises FormulaError for a bracket without a
    partner or more than 100 levels.
    """

    __slots__ = ("closing", "definition")

    def __init__(self, text: str) -> None:
        self.closing: dict[int, int] = {}
        self.definition: int | None = None
        opened: list[int] = []
        conditional = False
        position = 0
        while found := _INTERESTING.search(text, position):
            char, at = found.group(), found.start()
            position = found.end()
            if char in QUOTES:
                position = self._quote(text, at) + 1
            elif char in OPENING:
                opened.append(at)
                if len(opened) > DEPTH_LIMIT:
                    refuse_depth(text, at)
            elif char in CLOSING:
                self.closing[_partner(text, opened, at)] = at
            elif char in EQUALS:
                free = not opened and not conditional and self.definition is None
                if free and (at == 0 or text[at - 1] not in _COMPARING):
                    self.definition = at
            else:
                conditional = conditional or not opened
        if opened:
            _refuse_open(text, opened[-1])

    def _quote(self, text: str, at: int) -> int:
        end = text.find(QUOTES[text[at]], at + 1)
        if end < 0:
            raise FormulaError(
                f"第{at + 1}个字符的引号 {text[at]} 没有结束：应有与它成对的 {QUOTES[text[at]]} ，"
                f"直到公式末尾也没有找到。请补上引号，或删去多余的一个。",
                text,
                at + 1,
            )
        self.closing[at] = end
        return end


def _partner(text: str, opened: list[int], at: int) -> int:
    if not opened:
        raise FormulaError(
            f"第{at + 1}个字符的右括号“{text[at]}”是多余的：它前面没有与它成对的左括号。"
            f"请删去它，或补上左括号。",
            text,
            at + 1,
        )
    start = opened.pop()
    if FAMILIES[text[start]] != FAMILIES[text[at]]:
        raise FormulaError(
            f"第{at + 1}个字符的右括号“{text[at]}”与第{start + 1}个字符的左括号“{text[start]}”不成对："
            f"这里应为“{FAMILIES[text[start]][1]}”。请改正其中一个。",
            text,
            at + 1,
        )
    return start


def _refuse_open(text: str, start: int) -> NoReturn:
    end = len(text.rstrip(BLANKS + STOPS)) + 1
    raise FormulaError(
        f"第{end}个字符处缺少右括号“{FAMILIES[text[start]][1]}”：第{start + 1}个字符的左括号“{text[start]}”"
        f"直到公式末尾都没有关闭。请补上右括号。",
        text,
        end,
    )


def refuse_depth(text: str, at: int) -> NoReturn:
    """Refuse what is nested deeper than 100 levels at the 0-based place `at`."""
    raise FormulaError(
        f"第{at + 1}个字符处嵌套过深：括号和“若”最多{DEPTH_LIMIT}层，这里是第{DEPTH_LIMIT + 1}层。"
        f"请把公式拆成几个。",
        text,
        at + 1,
    )
