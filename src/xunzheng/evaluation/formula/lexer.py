"""Cuts a formula into tokens, deciding by context what is a name, a unit, a keyword and a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

from xunzheng.evaluation.formula.brackets import DEPTH_LIMIT, Brackets, refuse_depth
from xunzheng.evaluation.formula.errors import FormulaError
from xunzheng.evaluation.formula.keywords import IF, SPLIT_WORDS, Keywords
from xunzheng.evaluation.formula.naming import explains, fold_name
from xunzheng.evaluation.formula.signs import (
    AGGREGATE_WORD,
    AGGREGATES,
    BLANK,
    BLANKS,
    CLOSING,
    COLONS,
    COMMAS,
    COMPARISONS,
    DIVIDE,
    EQUALS,
    LIST_SIGN,
    MINUS,
    NAME_CHAR,
    OPENING,
    OPERATORS,
    PERCENTS,
    PLUS,
    QUOTES,
    SIGMA,
    STOPS,
    TIMES,
    comparison_sign,
)
from xunzheng.evaluation.formula.tree import Literal, Name, Oddity
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.units import NUMBER, Unit

DIGITS_LIMIT = 40

_OPERATOR_TYPES = {PLUS: "PLUS", MINUS: "MINUS", TIMES: "TIMES", DIVIDE: "DIVIDE"}
_GAP = re.compile(f"[{BLANK}]*")
_RUN = re.compile(f"{NAME_CHAR}+")
_NAME_START = re.compile(NAME_CHAR)
_PLAIN_NUMBER = re.compile(r"\d+(?:[.．]\d+)?")
_GROUPED_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?")
_LETTERS = re.compile(r"[^\W\d_]+")
_PER = frozenset("/／")
_LONGEST_UNIT = 12
_PERCENT = re.compile(f"[{BLANK}]*([{''.join(PERCENTS)}])")
_LETTER_TIMES = re.compile(rf"[xXｘＸ](?=[{BLANK}]*[\d（(\[［【])")
_LETTER_TIMES_100 = re.compile(rf"[xXｘＸ](?=100[{BLANK}]*[%％])")
_COMPARISON = re.compile(rf"[<＜][>＞]|[!！][=＝]|[<>＜＞]?[=＝]=?|[{''.join(COMPARISONS)}{EQUALS}]")
_ENDS_OPERAND = frozenset({"NAME", "NUMBER", "RPAR"})
_LABEL = re.compile(f"[^：:＝={re.escape(OPENING)}{''.join(QUOTES)}]{{1,40}}[：:]")
_BARE_LABELS = frozenset({"公式", "计算公式", "计算方法", "计算式", "指标公式"})


class Token:
    """One token, in the form that Lark's LALR parser takes; `node` is set for names and numbers."""

    __slots__ = ("end", "node", "start", "text", "type")
    line = column = end_line = end_column = None

    def __init__(
        self, kind: str, text: str, start: int, end: int, node: Name | Literal | None = None
    ) -> None:
        self.type = kind
        self.text = text
        self.start = start
        self.end = end
        self.node = node

    @property
    def start_pos(self) -> int:
        """The offset, under the name that Lark asks for."""
        return self.start

    @property
    def end_pos(self) -> int:
        """The end offset, under the name that Lark asks for."""
        return self.end


@dataclass(slots=True)
class _Frame:
    """The bracket opened at `start`: whether it holds a list, whether a comparison was seen, its 若."""

    start: int = -1
    is_list: bool = False
    within_condition: bool = False
    compared: bool = False
    stages: list[str] = field(default_factory=list)
    begun: int = 0

    @property
    def in_condition(self) -> bool:
        return self.stages[-1] == "condition" if self.stages else self.within_condition

    @property
    def awaits_then(self) -> bool:
        return bool(self.stages) and self.stages[-1] == "condition"


class Lexer:
    """Reads the tokens of one text; `tokens` and `oddities` hold them after `read()`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.oddities: list[Oddity] = []
        self.brackets = Brackets(text)
        self.keywords = Keywords(text, self.brackets.closing)
        self.frames = [_Frame()]
        self.depth = 0
        self.end = len(text.rstrip(BLANKS + STOPS))

    def read(self) -> list[Token]:
        """All tokens in order. Raises FormulaError at the first character that cannot stand there."""
        self._note_tail()
        position = self._skip_label()
        text, end = self.text, self.end
        while (position := _skip(text, position)) < end:
            position = self._read_one(text[position], position)
        return self.tokens

    def _read_one(self, char: str, at: int) -> int:
        if char in OPERATORS:
            return self._push(_OPERATOR_TYPES[OPERATORS[char]], at, at + 1)
        if char.isdecimal():
            return self._read_number(at)
        if _NAME_START.match(char) or char in QUOTES:
            return self._read_word(at)
        if char in OPENING:
            return self._open(at)
        if char in CLOSING:
            return self._close(at)
        return self._read_sign(char, at)

    def _read_sign(self, char: str, at: int) -> int:
        if found := _COMPARISON.match(self.text, at):
            return self._compare(found.group(), at)
        if char in COMMAS or (char == LIST_SIGN and self.frames[-1].is_list):
            branches = self.keywords.present and self.keywords.branches(at + 1)
            return at + 1 if branches else self._push("COMMA", at, at + 1)
        if char in SIGMA:
            follows = self.text[_skip(self.text, at + 1) :][:1]
            return self._push("FUNC" if follows and follows in OPENING else "SIGMA", at, at + 1)
        if char in COLONS and self._lacks_equals():
            self._note("missing-equals", "名称后面用了冒号，应为等号“＝”。", at, at + 1)
            return self._push("DEFINE", at, at + 1)
        return self._refuse_character(at)

    def _compare(self, written: str, at: int) -> int:
        frame = self.frames[-1]
        sign = comparison_sign(written)
        if sign == "＝" and not frame.in_condition:
            return self._push("DEFINE", at, at + len(written))
        frame.compared = True
        self.tokens.append(Token("COMPARE", sign, at, at + len(written)))
        return at + len(written)

    def _open(self, at: int) -> int:
        before = self.tokens[-1] if self.tokens else None
        if before is not None and before.type == "NAME" and self._lacks_equals():
            message = f"名称“{before.text}”和算式之间缺少等号“＝”。"
            self._note("missing-equals", message, before.end, at + 1)
            self._push("DEFINE", at, at)
        is_list = before is not None and before.type == "FUNC"
        self._deepen(at)
        self.frames.append(_Frame(at, is_list, self.frames[-1].in_condition))
        return self._push("LPAR", at, at + 1)

    def _close(self, at: int) -> int:
        frame = self.frames.pop()
        self.depth -= 1 + frame.begun
        self.frames[-1].compared |= frame.compared
        return self._push("RPAR", at, at + 1)

    def _lacks_equals(self) -> bool:
        if len(self.tokens) != 1 or self.tokens[0].type != "NAME" or self.brackets.definition is not None:
            return False
        # With its equals sign, a target that begins with 若 would be read as a condition.
        return not IF.match(self.tokens[0].text)

    def _deepen(self, at: int) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            refuse_depth(self.text, at)

    def _read_number(self, at: int) -> int:
        pattern = _PLAIN_NUMBER if self.frames[-1].is_list else _GROUPED_NUMBER
        found = pattern.match(self.text, at)
        assert found is not None  # the caller saw a digit
        digits, end = found.group(), found.end()
        unit, after = self._read_unit(end)
        if after == end and digits.isdecimal() and self._goes_on(end):
            return self._read_name(at)
        if len(digits) > DIGITS_LIMIT:
            raise FormulaError(
                f"第{at + 1}个字符起的数字太长：最多{DIGITS_LIMIT}位，这里有{len(digits)}位。"
                f"请核对是否粘连。",
                self.text,
                at + 1,
            )
        value = Decimal(digits.replace(",", "").replace("．", "."))
        return self._push("NUMBER", at, after, Literal(value, unit, at, after))

    def _read_unit(self, at: int) -> tuple[Unit, int]:
        """The unit that stands behind a number up to the end of the word, and where it ends."""
        if found := _PERCENT.match(self.text, at):
            return PERCENTS[found.group(1)], found.end()
        start = _skip(self.text, at)
        end = self._word_end(start)
        if end > start and self.text[end : end + 1] in _PER:
            composite_end = self._word_end(end + 1)
            unit = unit_named(self.text[start:composite_end]) if composite_end > end + 1 else None
            if unit is not None:
                return unit, composite_end
        unit = unit_named(self.text[start:end]) if end > start else None
        return (unit, end) if unit is not None else (NUMBER, at)

    def _word_end(self, start: int) -> int:
        """Where the word without digits that begins at `start` ends, before a keyword or a 乘号 x."""
        found = _LETTERS.match(self.text, start, min(start + _LONGEST_UNIT, self.end))
        if found is None or _LETTER_TIMES.match(self.text, start):
            return start
        return self._cut(start, found.end(), in_word=True)

    def _goes_on(self, at: int) -> bool:
        """Whether the digits before `at` begin a name."""
        found = _RUN.match(self.text, at, self.end)
        if found is None or _LETTER_TIMES.match(self.text, at):
            return False
        return self._cut(at, found.end(), in_word=True) > at

    def _find_keyword(self, start: int, end: int, *, in_word: bool) -> tuple[str, int, int] | None:
        if not self.keywords.present:
            return None
        frame = self.frames[-1]
        bracket = frame.start if frame.compared and frame.in_condition else None
        return self.keywords.find(start, end, in_word=in_word, awaits_then=frame.awaits_then, bracket=bracket)

    def _read_word(self, at: int) -> int:
        follows_operand = bool(self.tokens) and self.tokens[-1].type in _ENDS_OPERAND
        times = _LETTER_TIMES if follows_operand else _LETTER_TIMES_100
        if times.match(self.text, at):
            self._note("letter-for-times", "乘号写成了字母x，应为“×”。", at, at + 1)
            return self._push("TIMES", at, at + 1)
        if self.keywords.present:
            if not follows_operand and (end := self.keywords.opening(at)) > at:
                return self._begin_conditional(at, end)
            keyword = self._find_keyword(at, at + 3, in_word=False)
            if keyword is not None and keyword[1] == at:
                return self._read_keyword(*keyword)
        return self._read_name(at)

    def _begin_conditional(self, at: int, end: int) -> int:
        frame = self.frames[-1]
        self._deepen(at)
        frame.begun += 1
        frame.compared = False
        frame.stages.append("condition")
        return self._push("IF", at, end)

    def _read_keyword(self, kind: str, start: int, end: int) -> int:
        frame = self.frames[-1]
        frame.compared = False
        if kind == "THEN":
            frame.stages[-1] = "chosen"
        elif kind == "ELSE" and frame.stages:
            frame.stages.pop()
        return self._push(kind, start, end)

    def _read_name(self, at: int) -> int:
        end, blank = self._name_end(at)
        written = self.text[at:end]
        name = fold_name(written)
        if name.upper() in AGGREGATES and self._opens_bracket(end):
            self.tokens.append(Token("FUNC", name.upper(), at, end))
            return end
        if blank is not None:
            self._note("blank-in-name", f"名称“{name}”中间夹有空格。", *blank)
        self.tokens.append(Token("NAME", name, at, end, Name(name, at, end)))
        return end

    def _opens_bracket(self, at: int) -> bool:
        at = _skip(self.text, at)
        return at < self.end and self.text[at] in OPENING

    def _name_end(self, start: int) -> tuple[int, tuple[int, int] | None]:
        """Where the name that begins at `start` ends, and the first blank within it."""
        blank: tuple[int, int] | None = None
        position = start
        while (after := self._piece_end(start, position)) > position:
            position = after
            ahead = _skip(self.text, position)
            if ahead > position:
                if not self._continues(start, ahead):
                    break
                blank = blank or (position, ahead)
                position = ahead
        return position, blank

    def _piece_end(self, start: int, at: int) -> int:
        text = self.text
        char = text[at] if at < self.end else ""
        if found := _RUN.match(text, at, self.end):
            return self._cut(at, found.end(), in_word=at > start)
        if char in QUOTES and char:
            return self.brackets.closing[at] + 1
        if at == start or not char:
            return at
        if char in OPENING and self._belongs(start, at):
            return self.brackets.closing[at] + 1
        return at + 1 if char == LIST_SIGN and self._joins(at + 1) else at

    def _joins(self, at: int) -> bool:
        """Whether the 、 in front of `at` joins a name: outside a list, and with no keyword behind it."""
        if self.frames[-1].is_list or at >= self.end:
            return False
        found = _RUN.match(self.text, at, self.end)
        return self._cut(at, found.end(), in_word=True) > at if found else self.text[at] in QUOTES

    def _cut(self, start: int, end: int, *, in_word: bool) -> int:
        keyword = self._find_keyword(start, end, in_word=in_word)
        if keyword is not None:
            end = keyword[1]
        letter = _LETTER_TIMES_100.search(self.text, start, min(end + 8, self.end))
        return letter.start() if letter and letter.start() < end else end

    def _belongs(self, start: int, at: int) -> bool:
        """Whether the bracket at `at` explains the name that begins at `start`."""
        text, definition = self.text, self.brackets.definition
        if definition is not None and at < definition:
            return True
        if AGGREGATE_WORD.fullmatch(text, start, at):
            return False
        return explains(text[at + 1 : self.brackets.closing[at]])

    def _continues(self, start: int, at: int) -> bool:
        """Whether the name goes on behind a blank: with a word that is no number and no keyword."""
        if at >= self.end:
            return False
        char = self.text[at]
        if char in OPENING:
            return self._belongs(start, at)
        if char in QUOTES:
            return True
        if not _NAME_START.match(char) or char.isdecimal() or _LETTER_TIMES.match(self.text, at):
            return False
        keyword = self._find_keyword(at, at + 3, in_word=False)
        splits = self.keywords.present and self.text[:at].rstrip(BLANKS)[-1:] + char in SPLIT_WORDS
        return not splits and (keyword is None or keyword[1] > at)

    def _skip_label(self) -> int:
        start = 0
        found = _LABEL.match(self.text)
        definition = self.brackets.definition
        if found and (definition is not None or found.group()[:-1].strip() in _BARE_LABELS):
            start = found.end()
        if start:
            skipped = self.text[:start].strip()
            self._note("unused", f"公式前面的“{skipped}”不是公式的一部分，已略过。", 0, start)
        return start

    def _note_tail(self) -> None:
        tail = self.text[self.end :]
        if tail.strip(BLANKS) not in {"", "。"}:
            message = f"公式后面的“{tail.strip(BLANKS)}”不是公式的一部分，已略过。"
            self._note("unused", message, self.end, len(self.text))

    def _note(self, kind: str, message: str, start: int, end: int) -> None:
        self.oddities.append(Oddity(kind, message, start, end))

    def _push(self, kind: str, start: int, end: int, node: Name | Literal | None = None) -> int:
        self.tokens.append(Token(kind, self.text[start:end], start, end, node))
        return end

    def _refuse_character(self, at: int) -> NoReturn:
        char = self.text[at]
        shown = char if char.isprintable() else f"U+{ord(char):04X}"
        if char in "。．.":
            advice = "句号后面还有内容；一个公式到句号为止，请把说明文字删去。"
        elif char in PERCENTS:
            advice = "百分号只能写在数字后面；请写成“×100%”，或删去它。"
        else:
            advice = "公式里可以有名称、数字、＋－×÷、括号、百分号、等号和逗号；请改写或删去它。"
        raise FormulaError(f"第{at + 1}个字符“{shown}”不能出现在这里：{advice}", self.text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at
