"""The interview: from question to question until a project file is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xunzheng.authoring.amounts import plain
from xunzheng.authoring.draft import Path
from xunzheng.authoring.fault import Fault
from xunzheng.authoring.forms import Form, FormRules, Layout
from xunzheng.authoring.indicator_values import actual_text, attained, node_of, read_target
from xunzheng.authoring.project import Counted, ProjectIndicator, Proof, Source
from xunzheng.authoring.project_check import FUNDS_NAMES, check_source, check_values, formula_names
from xunzheng.authoring.questions import (
    Answer,
    NoAnswer,
    Progress,
    Question,
    first_question,
    goal_questions,
    project_questions,
    proof_questions,
    read_answer,
    source_questions,
    text_questions,
)
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.evaluation.framework import Indicator, execution_leaf
from xunzheng.evaluation.rules import FormulaMargin, FormulaRate, PointsMet, Qualitative

MORE: Path = ("more",)
_WAYS = (("actual", "直接写完成值"), ("share", "部分÷总数"), ("parts", "两个部分相加"))


def next_question(progress: Progress, forms: Sequence[Form], rules: FormRules | None) -> Question | None:
    """The next question that is open; None where the file is whole. `rules` are those of the chosen form."""
    return next(
        (question for question in _questions(progress, forms, rules) if progress.wants(question)), None
    )


def take(progress: Progress, question: Question, text: str, rules: FormRules | None) -> None:
    """Take an answer in. Raises NoAnswer, with the sentence for the user, where it cannot be taken."""
    value = read_answer(question, text)
    if value is None or question.path[:1] == MORE or question.path[-1] == "has":
        progress.passed.add(question.path)
        _decide(progress, question, value, rules)
        return
    before = progress.at(question.path)
    _put(progress.table, question.path, value)
    fault = _fault_of(progress, question, rules)
    if fault is not None:
        _put(progress.table, question.path, before)
        raise NoAnswer(f"{fault.what}。应为：{fault.expected}；实为：{fault.found}。{fault.advice}")


def _put(table: Any, path: Path, value: Any) -> None:
    for key, following in pairwise(path):
        if isinstance(key, int):
            table += [{} for _ in range(len(table), key + 1)]
        elif key not in table:
            table[key] = [] if isinstance(following, int) else {}
        table = table[key]
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value


def _decide(progress: Progress, question: Question, value: Any, rules: FormRules | None) -> None:
    """What a yes brings about: a source, a leaf, or one more indicator."""
    if not value or rules is None:
        return
    if question.path[0] == "funds":
        sources = progress.table.setdefault("funds", [])
        sources.append({"kind": str(question.path[1])})
    elif question.path[0] == "indicators":
        progress.table.setdefault("indicators", []).append({"code": str(question.path[1])})
    else:
        progress.table.setdefault("indicators", []).append({})
        progress.passed.discard(MORE)


def _questions(progress: Progress, forms: Sequence[Form], rules: FormRules | None) -> Iterator[Question]:
    yield first_question(forms)
    yield from () if rules is None else _behind_form(progress, rules)


def _behind_form(progress: Progress, rules: FormRules) -> Iterator[Question]:
    yield from project_questions()
    yield from _funds(progress, rules)
    yield from goal_questions()
    yield from _leaves(progress, rules) if rules.form.layout is Layout.ANNEX else _rows(progress, rules)
    _name_management(progress, rules)
    yield from text_questions(rules)


def _funds(progress: Progress, rules: FormRules) -> Iterator[Question]:
    sources = progress.at(("funds",)) or []
    kinds = {source.get("kind"): number for number, source in enumerate(sources)}
    for row in rules.form.funds:
        if row.kind in kinds:
            number = kinds[row.kind]
            yield from source_questions(number, row.label, sources[number].get("initial"))
        else:
            yield Question(("funds", row.kind, "has"), f"有没有{row.label}", Answer.YES, default="否")
    initial = sum((source.get("initial") or Decimal(0) for source in sources), Decimal(0))
    budget = sum((_source(source).budget for source in sources), Decimal(0))
    spent = sum((source.get("spent") or Decimal(0) for source in sources), Decimal(0))
    if initial != budget:
        yield Question(("project", "adjusted_because"), "年中调整预算的原因")
    if spent * 10 < budget * 9:
        yield Question(("project", "spent_because"), "预算执行率低于 90% 的原因和改进措施")


def _rows(progress: Progress, rules: FormRules) -> Iterator[Question]:
    items = progress.at(("indicators",)) or []
    for number in range(len(items)):
        yield from _row(progress, number, rules)
    left = _left(progress, rules)
    more = f"，分值还剩 {plain(left)} 分" if left is not None else ""
    words = "还有指标吗" if items else "现在填绩效指标，开始吗"
    yield Question(MORE, f"{words}{more}", Answer.YES, default="是" if not items or left else "否")


def _left(progress: Progress, rules: FormRules) -> Decimal | None:
    if not rules.form.is_scored:
        return None
    used = sum((item.get("weight") or Decimal(0) for item in progress.at(("indicators",)) or []), Decimal(0))
    leaf = execution_leaf(rules.framework)
    due = progress.at(("project", "execution_weight")) or (leaf.weight if leaf else None) or Decimal(0)
    return Decimal(100) - due - used


def _row(progress: Progress, number: int, rules: FormRules) -> Iterator[Question]:
    path: Path = ("indicators", number)
    form = rules.form
    levels = tuple((level.name, level.name) for level in form.levels)
    yield Question((*path, "level_one"), f"第 {number + 1} 个指标：一级指标", Answer.CHOICE, levels)
    level = form.level(progress.at((*path, "level_one")) or "")
    twos = tuple((each, each) for each in (level.dimensions if level else ()))
    yield Question((*path, "level_two"), "二级指标", Answer.CHOICE, twos)
    yield Question((*path, "name"), "三级指标名称")
    if form.is_scored:
        yield Question((*path, "weight"), "分值", Answer.NUMBER)
    yield from _valued(progress, path, form.qualitative, form.is_scored)


def _valued(progress: Progress, path: Path, rule: Qualitative | None, scored: bool) -> Iterator[Question]:
    """Target and actual value, or band and score; then the reason where one is called for, and the proof."""
    yield Question((*path, "target"), "年度指标值，如 ≥90%；定性的写文字，如 明显改善")
    item = _item(progress, path)
    if read_target(item) is None and rule is not None:
        yield from _judged(path, rule, scored)
    else:
        yield from _reached(progress, path, item)
    item = _item(progress, path)
    if _needs_reason(item, rule):
        yield Question((*path, "reason"), "偏差或扣分的原因和改进措施")
    judged = scored and read_target(item) is None
    yield from proof_questions((*path, "evidence"), progress.at((*path, "evidence", "kind")), judged)


def _judged(path: Path, rule: Qualitative, scored: bool) -> Iterator[Question]:
    bands = tuple((band.word, f"{band.word}（{band.shares.in_percent()}）") for band in rule.bands)
    yield Question((*path, "outcome"), "完成档次", Answer.CHOICE, bands)
    if scored:
        yield Question((*path, "score"), "评定的得分", Answer.NUMBER)


def _reached(progress: Progress, path: Path, item: ProjectIndicator) -> Iterator[Question]:
    ways = [way for way, _ in _WAYS if progress.at((*path, way)) is not None]
    way = ways[0] if ways else progress.at(("ways", str(path[1])))
    if way is None:
        yield Question(("ways", str(path[1])), "完成值怎样得来", Answer.CHOICE, _WAYS, default="1")
    elif way == "actual":
        yield Question((*path, "actual"), "实际完成值，如 92%")
    elif way == "share":
        for key, words, named, counted in (
            ("part", "部分", "满意", "541份"),
            ("whole", "总数", "有效问卷", "588份"),
        ):
            yield Question((*path, "share", key, "name"), f"{words}的名称，如 {named}")
            yield Question((*path, "share", key, "value"), f"{words}的数，如 {counted}")
    else:
        for number in range(2):
            yield Question((*path, "parts", number, "name"), f"第 {number + 1} 部分的名称")
            yield Question((*path, "parts", number, "value"), f"第 {number + 1} 部分的数，带单位")


def _item(progress: Progress, path: Path) -> ProjectIndicator:
    """The indicator as far as it is answered."""
    table = progress.at(path) or {}
    share, parts = table.get("share") or {}, table.get("parts") or []
    whole = [share.get(key, {}) for key in ("part", "whole")]
    counted = [Counted(each.get("name", ""), each.get("value", "")) for each in [*whole, *parts]]
    proof = table.get("evidence") or {}
    return ProjectIndicator(
        key="indicators",
        name=table.get("name") or "指标",
        weight=table.get("weight"),
        proof=Proof(EvidenceKind.JUDGED, by=proof.get("by", "评判人"), reason=proof.get("reason", "理由")),
        target=table.get("target", ""),
        actual=table.get("actual", ""),
        share=(counted[0], counted[1]) if all(each.value for each in counted[:2]) else None,
        parts=tuple(each for each in counted[2:] if each.value) if len(parts) > 1 else (),
        outcome=table.get("outcome", ""),
        score=table.get("score"),
    )


def _needs_reason(item: ProjectIndicator, rule: Qualitative | None) -> bool:
    """Whether points were lost, a target missed, or surpassed by 30 % or more."""
    if item.outcome and rule is not None:
        lost = item.score is not None and item.weight is not None and item.score < item.weight
        return lost or rule.band(item.outcome) != rule.bands[0]
    pair = attained(node_of(item, (item.name,), actual_text(item, rule)))
    by = pair.deviation if pair else None
    return pair is not None and (pair.met is False or (by is not None and abs(by) * 10 >= 3))


def _leaves(progress: Progress, rules: FormRules) -> Iterator[Question]:
    """Each leaf of the framework: whether it is used, its weight, and what its rule wants."""
    codes = {item.get("code"): n for n, item in enumerate(progress.at(("indicators",)) or [])}
    for located in rules.framework.leaves():
        leaf = located.indicator
        if leaf.code not in codes:
            words = f"设不设“{' › '.join(located.path)}”"
            yield Question(("indicators", leaf.code, "has"), words, Answer.YES, default="是")
            continue
        path: Path = ("indicators", codes[leaf.code])
        words = f"“{leaf.name}”的分值（还剩 {plain(_open(progress))} 分）"
        yield Question((*path, "weight"), words, Answer.NUMBER)
        yield from _ruled(progress, path, leaf, rules)


def _open(progress: Progress) -> Decimal:
    items = progress.at(("indicators",)) or []
    return Decimal(100) - sum((item.get("weight") or Decimal(0) for item in items), Decimal(0))


def _ruled(progress: Progress, path: Path, leaf: Indicator, rules: FormRules) -> Iterator[Question]:
    lost = False
    match leaf.rule:
        case PointsMet():
            choices = tuple((str(n), point) for n, point in enumerate(leaf.points, start=1))
            yield Question((*path, "met"), f"“{leaf.name}”符合哪几条要点", Answer.NUMBERS, choices)
            lost = len(progress.at((*path, "met")) or ()) < len(leaf.points)
        case FormulaRate() | FormulaMargin():
            for name in formula_names(leaf):
                if name not in FUNDS_NAMES:
                    yield Question((*path, "values", name), f"{name}，带单位，如 862万元")
            lost = True
        case Qualitative() as rule:
            yield Question((*path, "target"), f"“{leaf.name}”的指标值，如 明显改善", optional=True)
            yield from _judged(path, rule, True)
            lost = _needs_reason(_item(progress, path), rule)
        case _:
            yield from _valued(progress, path, rules.form.qualitative, True)
            return
    if lost:
        optional = isinstance(leaf.rule, FormulaRate | FormulaMargin)
        yield Question((*path, "reason"), "扣分的原因和改进措施（没有扣分可不写）", optional=optional)
    judged = isinstance(leaf.rule, Qualitative)
    yield from proof_questions((*path, "evidence"), progress.at((*path, "evidence", "kind")), judged)


def _name_management(progress: Progress, rules: FormRules) -> None:
    for number, name in enumerate(rules.form.management):
        if progress.at(("management", number, "state")) is not None:
            _put(progress.table, ("management", number, "name"), name)


def _fault_of(progress: Progress, question: Question, rules: FormRules | None) -> Fault | None:
    """What an answer makes wrong with those before it."""
    if rules is None or len(question.path) < 3:
        return None
    path, key = question.path[:2], question.path[2]
    faults: list[Fault] = []
    if path[0] == "funds":
        faults = list(check_source(_source(progress.at(path) or {}), str(key)))
    elif key == "score" or (key == "actual" and len(question.path) == 3):
        item = _item(progress, path)
        faults = list(check_values(item, (item.name,), rules.form.qualitative))
        if rules.form.layout is Layout.ANNEX and not item.target:
            faults = [fault for fault in faults if fault.key.endswith(".score")]
    elif key == "weight" and progress.at(question.path) == 0:
        faults = [Fault("weight", "分值不能为零", "大于 0 的数", "0", "不设的指标请不要加。")]
    elif len(question.path) > 3 and question.path[-1] == "value":
        faults = list(_check_counted(_item(progress, path), rules))
    return next((fault for fault in faults if not fault.missing), None)


def _check_counted(item: ProjectIndicator, rules: FormRules) -> Iterator[Fault]:
    """What is wrong with a value that follows from others, as soon as all of them are there."""
    return check_values(item, (item.name,), rules.form.qualitative) if item.share or item.parts else iter(())


def _source(table: dict[str, Any]) -> Source:
    """A source as far as it is answered: what is not yet said is as it was planned, and nothing spent."""
    initial = table.get("initial", Decimal(0))
    budget = table.get("budget", initial)
    spent = table.get("spent", Decimal(0))
    return Source(str(table.get("kind")), "", initial, budget, table.get("arrived", spent), spent)
