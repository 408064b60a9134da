"""The interview for each form, answered from a finished project, and what an answer is worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.authoring.given_project import FORMS, table
from xunzheng.authoring.assessment import assess
from xunzheng.authoring.interview import next_question, take
from xunzheng.authoring.project_table import read_project, table_of
from xunzheng.authoring.questions import Answer, NoAnswer, Progress, Question, read_answer
from xunzheng.rulebook.official_forms import form_rules, forms

MOST = 400


def told(question: Question, due: Progress) -> str:
    """The answer that a finished project gives to a question."""
    path = question.path
    if question.answer is Answer.YES:
        return _told_yes(path, due)
    if path[0] == "ways":
        item = due.at(("indicators", int(path[1])))
        return next(way for way in ("share", "parts", "actual") if way in item)
    value = due.at(path)
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return "" if value is None else str(value)


def _told_yes(path: tuple[str | int, ...], due: Progress) -> str:
    if path == ("more",):
        return ""
    kinds = {each.get("kind") or each.get("code") for each in due.at((str(path[0]),))}
    return "是" if path[1] in kinds else "否"


def interviewed(due_table: dict[str, Any]) -> Progress:
    due, progress = Progress(due_table), Progress()
    for _ in range(MOST):
        code = progress.at(("form",))
        rules = form_rules(code) if code else None
        question = next_question(progress, forms(), rules)
        if question is None:
            return progress
        answer = told(question, due)
        if question.path == ("more",):
            answer = "是" if len(progress.at(("indicators",)) or []) < len(due_table["indicators"]) else "否"
        take(progress, question, answer, rules)
    raise AssertionError("没有问完")


@pytest.mark.parametrize("form", FORMS)
def test_answering_from_a_project_gives_the_same_scores(form: str) -> None:
    due: Any = table(form)
    if form == "national-2020":
        due["indicators"][1]["parts"] = [{"name": "东", "value": "930株"}, {"name": "西", "value": "930株"}]
    project = read_project(due)
    progress = interviewed(table_of(project))
    made = {key: value for key, value in progress.table.items() if key != "ways"}
    assert assess(read_project(made), form_rules(form)).total == assess(project, form_rules(form)).total
    assert read_project(made).indicators == project.indicators


def test_the_annex_with_its_wrong_answers() -> None:
    rules = form_rules("annex-2013")
    progress = Progress(table("annex-2013"))
    qualitative = Question(("indicators", 4, "score"), "得分", Answer.NUMBER)
    with pytest.raises(NoAnswer, match="得分不在“达成”档内"):
        take(progress, qualitative, "3", rules)
    assert progress.at(qualitative.path) == 18
    worded = dict(progress.table["indicators"][4])
    worded.pop("target")
    progress.table["indicators"][4] = worded
    with pytest.raises(NoAnswer, match="得分不在“达成”档内"):
        take(progress, qualitative, "3", rules)


def test_a_weight_of_nothing_is_not_kept() -> None:
    progress = Progress({"form": "annex-2013", "indicators": [{"code": "A"}]})
    weight = Question(("indicators", 0, "weight"), "分值", Answer.NUMBER)
    with pytest.raises(NoAnswer, match="分值不能为零"):
        take(progress, weight, "0", form_rules("annex-2013"))
    assert progress.table["indicators"] == [{"code": "A"}]


def test_adjusted_funds_ask_for_the_reason() -> None:
    due: Any = table("transfer-2023")
    due["funds"][0] |= {"initial": 600, "budget": 500}
    due["project"]["adjusted_because"] = "上级核减"
    assert interviewed(due).at(("project", "adjusted_because")) == "上级核减"


def test_little_spent_asks_for_the_reason_and_words_without_points_for_no_score() -> None:
    due: Any = table("transfer-2023")
    due["funds"][0]["spent"] = 100
    due["project"]["spent_because"] = "汛期停工"
    judged = {"kind": "stated", "place": "走访记录"}
    due["indicators"].append(
        {
            "level_one": "效益指标",
            "level_two": "社会效益指标",
            "name": "下游群众安全",
            "target": "有保障",
            "outcome": "达成",
            "evidence": judged,
        }
    )
    progress = interviewed(due)
    assert progress.at(("project", "spent_because")) == "汛期停工"
    assert progress.at(("indicators", 1)) == due["indicators"][1]


def test_a_missing_answer_is_no_table() -> None:
    progress = Progress({"a": ["x"], "b": 3})
    assert [progress.at(path) for path in (("a", 0), ("a", 1), ("b", "c"), ("c",), ("a", "x"))] == [
        "x",
        None,
        None,
        None,
        None,
    ]


CHOICES = (("one", "甲"), ("two", "乙"))


@pytest.mark.parametrize(
    ("answer", "text", "value"),
    [
        (Answer.LINE, " 甲 ", "甲"),
        (Answer.NUMBER, "1,862.5万元", Decimal("1862.5")),
        (Answer.NUMBER, "8分", Decimal(8)),
        (Answer.WHOLE, "2023年", 2023),
        (Answer.DAY, "2024年1月20日", date(2024, 1, 20)),
        (Answer.DAY, "2024/1/2", date(2024, 1, 2)),
        (Answer.CHOICE, "2", "two"),
        (Answer.CHOICE, "甲", "one"),
        (Answer.YES, "Y", True),
        (Answer.YES, "没有", False),
        (Answer.NUMBERS, "2、1", [1, 2]),
        (Answer.NUMBERS, "全部", [1, 2]),
        (Answer.NUMBERS, "无", []),
    ],
)
def test_answers_are_read_kindly(answer: Answer, text: str, value: object) -> None:
    assert read_answer(Question(("x",), "问", answer, CHOICES), text) == value


@pytest.mark.parametrize(
    ("answer", "text", "sentence"),
    [
        (Answer.LINE, "甲" * 2001, "太长了（2001 字）"),
        (Answer.LINE, "", "不能空着"),
        (Answer.NUMBER, "三百", "“三百”不是数字"),
        (Answer.NUMBER, "-1", "不可用"),
        (Answer.NUMBER, "NaN", "不可用"),
        (Answer.NUMBER, "1e99", "不可用"),
        (Answer.WHOLE, "23", "不是年份"),
        (Answer.DAY, "2023-02-30", "不是日期"),
        (Answer.CHOICE, "3", "没有“3”这一项"),
        (Answer.YES, "或许", "请回答"),
        (Answer.NUMBERS, "1、9", "1 到 2 的序号"),
    ],
)
def test_answers_that_cannot_be_taken(answer: Answer, text: str, sentence: str) -> None:
    with pytest.raises(NoAnswer, match=sentence):
        read_answer(Question(("x",), "问", answer, CHOICES), text)


def test_an_optional_question_may_be_passed_over() -> None:
    assert read_answer(Question(("x",), "问", optional=True), "  ") is None
    assert read_answer(Question(("x",), "问", default="甲"), "") == "甲"
