"""The questions that make a project file, and what an answer to them is worth."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from xunzheng.authoring.draft import Path
from xunzheng.authoring.forms import Form, FormRules

_DAY = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?")
_LARGEST = Decimal(10) ** 12
_PLACES = 6
_PROOFS = (
    ("stated", "业务台账、报表等"),
    ("attached", "附件"),
    ("counted", "系统统计"),
    ("judged", "人工评判"),
)
_YES, _NO = ("是", "y", "yes", "有"), ("否", "n", "no", "没有", "无")


class Answer(enum.StrEnum):
    """What kind of answer a question wants."""

    LINE = "line"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"
    YES = "yes"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the key that its answer fills, its words, and what is taken.

    `choices` are (value, words) to choose from, by number or by value. An `optional` one may be passed over.
    `default` is taken for an empty answer.
    """

    path: Path
    words: str
    answer: Answer = Answer.LINE
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    default: str = ""


@dataclass(slots=True)
class Progress:
    """What was answered, and which optional questions were passed over (they are asked again another day)."""

    table: dict[str, Any] = field(default_factory=dict)
    passed: set[Path] = field(default_factory=set)

    def at(self, path: Path) -> Any:
        """The answer at a key; None where there is none."""
        found: Any = self.table
        for key in path:
            if isinstance(found, Mapping):
                found = found.get(str(key))
            elif isinstance(found, Sequence) and isinstance(key, int) and key < len(found):
                found = found[key]
            else:
                return None
        return found

    def wants(self, question: Question) -> bool:
        """Whether the question is still open."""
        return self.at(question.path) is None and question.path not in self.passed


class NoAnswer(ValueError):
    """The answer cannot be taken; the message says why, and what would do."""


def read_answer(question: Question, text: str) -> Any:
    """The value of an answer; None where an optional question is passed over. Raises NoAnswer.

    >>> read_answer(Question(("project", "year"), "评价年度", Answer.WHOLE), "2023")
    2023
    """
    given = text.strip() or question.default
    if not given:
        if question.optional:
            return None
        raise NoAnswer("这一项不能空着，请填写。")
    return _READERS[question.answer](question, given)


def _line(_question: Question, given: str) -> str:
    if len(given) > 2000:
        raise NoAnswer(f"太长了（{len(given)} 字），请压缩到 2000 字以内。")
    return given


def _number(_question: Question, given: str) -> Decimal:
    try:
        number = Decimal(given.removesuffix("万元").removesuffix("分").replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise NoAnswer(f"“{given[:20]}”不是数字，请只写数字，如 862.5。") from None
    if not number.is_finite() or not 0 <= number < _LARGEST or number != round(number, _PLACES):
        raise NoAnswer(f"“{given[:20]}”不可用，请写不为负、至多 {_PLACES} 位小数的数。")
    return number


def _whole(_question: Question, given: str) -> int:
    digits = given.removesuffix("年")
    if not (digits.isascii() and digits.isdigit()) or not 2000 <= int(digits[:9]) <= 2100:
        raise NoAnswer(f"“{given[:20]}”不是年份，请写 2000 到 2100 之间的整数。")
    return int(digits)


def _day(_question: Question, given: str) -> date:
    match = _DAY.fullmatch(given)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(given)
    except ValueError:
        raise NoAnswer(f"“{given[:20]}”不是日期，请写成 2024-01-20 的样子。") from None


def _choice(question: Question, given: str) -> str:
    values = [value for value, _ in question.choices]
    if given.isascii() and given.isdigit() and 1 <= int(given[:3]) <= len(values):
        return values[int(given) - 1]
    named = [value for value, words in question.choices if given in (value, words)]
    if not named:
        raise NoAnswer(f"没有“{given[:20]}”这一项，请写 1 到 {len(values)} 的序号。")
    return named[0]


def _yes(_question: Question, given: str) -> bool:
    if given.lower() in _YES:
        return True
    if given.lower() in _NO:
        return False
    raise NoAnswer("请回答 是 或 否。")


def _numbers(question: Question, given: str) -> list[int]:
    count = len(question.choices)
    if given in ("无", "0"):
        return []
    if given in ("全部", "都"):
        return list(range(1, count + 1))
    parts = [part for part in re.split(r"[,，、\s]+", given) if part]
    fits = all(part.isascii() and part.isdigit() and 1 <= int(part[:3]) <= count for part in parts)
    if not fits:
        raise NoAnswer(f"请写 1 到 {count} 的序号，用顿号隔开；都符合写“全部”，都不符合写“无”。")
    return sorted({int(part) for part in parts})


_READERS: Mapping[Answer, Any] = {
    Answer.LINE: _line,
    Answer.NUMBER: _number,
    Answer.WHOLE: _whole,
    Answer.DAY: _day,
    Answer.CHOICE: _choice,
    Answer.YES: _yes,
    Answer.NUMBERS: _numbers,
}


def first_question(forms: Sequence[Form]) -> Question:
    """Which form: it decides all that is asked after."""
    choices = tuple((form.code, form.title) for form in forms)
    return Question(("form",), "用哪种表样", Answer.CHOICE, choices)


def project_questions() -> Iterator[Question]:
    """Project, unit and report."""
    yield Question(("project", "name"), "项目名称")
    yield Question(("project", "year"), "评价年度", Answer.WHOLE)
    yield Question(("project", "unit"), "实施单位")
    yield Question(("project", "department"), "主管部门")
    yield Question(("project", "region"), "地区", optional=True)
    yield Question(("project", "reported_on"), "报告日期，如 2024-01-20", Answer.DAY)
    yield Question(("project", "leader"), "项目负责人", optional=True)
    yield Question(("project", "phone"), "联系电话", optional=True)


def goal_questions() -> Iterator[Question]:
    """The goal and what came of it."""
    yield Question(("goals", "expected"), "年度总体目标")
    yield Question(("goals", "achieved"), "年度总体目标的实际完成情况")


def source_questions(number: int, label: str, initial: Decimal | None) -> Iterator[Question]:
    """The four amounts of a source; the budget is by default what was planned at the start."""
    path: Path = ("funds", number)
    yield Question((*path, "initial"), f"{label}：年初预算数（万元）", Answer.NUMBER)
    default = "" if initial is None else f"{initial:f}"
    yield Question((*path, "budget"), f"{label}：全年预算数（万元）", Answer.NUMBER, default=default)
    yield Question((*path, "arrived"), f"{label}：实际到位数（万元）", Answer.NUMBER)
    yield Question((*path, "spent"), f"{label}：全年执行数（万元）", Answer.NUMBER)


def proof_questions(path: Path, kind: str | None, judged: bool) -> Iterator[Question]:
    """What a value stands on; a `judged` one by whom and why."""
    default = "4" if judged else "1"
    yield Question((*path, "kind"), "佐证种类", Answer.CHOICE, _PROOFS, default=default)
    if kind == "attached":
        yield Question((*path, "file"), "附件的文件名（放在项目文件旁边）")
        yield Question((*path, "sha256"), "附件的 SHA-256 摘要")
    elif kind in ("stated", "counted"):
        yield Question((*path, "place"), "数据出自何处，如 2023年12月养护台账")
    if kind == "judged" or judged:
        yield Question((*path, "by"), "由谁评判")
        yield Question((*path, "reason"), "评判的理由")


def text_questions(rules: FormRules) -> Iterator[Question]:
    """The management of the funds, then the clerk's own words for each part of the outline."""
    for number, name in enumerate(rules.form.management):
        yield Question(("management", number, "state"), f"资金管理情况——{name}：情况说明")
        words = f"资金管理情况——{name}：存在问题和改进措施"
        yield Question(("management", number, "trouble"), words, optional=True)
    for part in rules.form.parts():
        if part.text:
            yield Question(("texts", part.text), f"“{part.title}”：{part.prompt}", optional=not part.required)
