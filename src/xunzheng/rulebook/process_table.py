"""Reading the definition of a process from its tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from xunzheng.processes.definition import (
    BACK,
    OPENING,
    SAME,
    Action,
    Allowance,
    Ask,
    Branch,
    Check,
    Choice,
    ClockEffect,
    ClockUse,
    ClockVerb,
    Definition,
    Field,
    FieldType,
    Fork,
    Given,
    Handing,
    JoinMode,
    Material,
    Message,
    Outcome,
    Paper,
    Relation,
    Role,
    State,
    StateKind,
    TimerRule,
    Turn,
)
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.process_conditions import read_condition, read_conditions

E = TypeVar("E", bound=StrEnum)
R = TypeVar("R")
_CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_LONGEST_CODE = 40


def read_process(top: Fields, header: Header) -> Definition:
    """The tables of a process. Whether they fit together is for `processes.validation` to say.

    Raises RulePackError.
    """
    head = top.table("process")
    title_en = head.text("title_en")
    head.close()
    return Definition(
        code=header.kind,
        version=header.basis.version or "",
        title=header.title,
        title_en=title_en,
        opening=_closed(top.table("opening"), _opening),
        states=_all(top, "states", _state),
        actions=_all(top, "actions", _action),
        roles=_all(top, "roles", lambda item: Role(*_named(item))),
        fields=_all(top, "fields", _field),
        materials=_all(top, "materials", lambda item: Material(*_named(item))),
        clocks=_all(top, "clocks", _clock),
        forks=_all(top, "forks", _fork),
        messages=_all(top, "messages", _message),
        outcomes=_all(top, "outcomes", _outcome),
        timers=_all(top, "timers", _timer),
        basis=header.basis,
    )


def _all(top: Fields, key: str, read: Callable[[Fields], R]) -> tuple[R, ...]:
    return tuple(_closed(item, read) for item in top.tables(key))


def _closed(item: Fields, read: Callable[[Fields], R]) -> R:
    result = read(item)
    item.close()
    return result


def _named(item: Fields) -> tuple[str, str, str]:
    return _code(item, "code"), item.text("title"), item.text("title_en")


def _code(item: Fields, key: str) -> str:
    value = item.text(key)
    if len(value) > _LONGEST_CODE or not _CODE.fullmatch(value):
        advice = "小写字母、数字、短横线或下划线，例如 ask-reasons。"
        raise item.refusal(key, "编码写法不对", f"不超过 {_LONGEST_CODE} 个字符的编码", value, advice)
    return value


def _one_of(item: Fields, key: str, kind: type[E], default: E | None = None) -> E:
    known = {member.value: member for member in kind}
    return kind(item.choice(key, known, None if default is None else default.value))


def _bound(item: Fields, key: str) -> int | None:
    return item.whole(key, 0) if key in item else None


def _state(item: Fields) -> State:
    return State(
        *_named(item),
        kind=_one_of(item, "kind", StateKind, StateKind.WORK),
        branch=item.optional_text("branch"),
        waits_for=item.optional_text("waits_for"),
    )


def _field(item: Fields) -> Field:
    return Field(
        *_named(item),
        type=_one_of(item, "type", FieldType, FieldType.TEXT),
        choices=_all(item, "choices", lambda choice: Choice(*_named(choice))),
        longest=item.whole("longest", 2000),
        least=_bound(item, "least"),
        most=_bound(item, "most"),
        decimals=item.whole("decimals", 0),
        earliest=item.optional_text("earliest"),
        latest=item.optional_text("latest"),
        role=item.optional_text("role"),
        is_personal=item.flag("personal", default=False),
    )


def _clock(item: Fields) -> ClockUse:
    code, title, title_en = _named(item)
    return ClockUse(code, item.text("rule"), title, title_en, item.flag("of_branch", default=False))


def _fork(item: Fields) -> Fork:
    code, title, title_en = _named(item)
    return Fork(
        code,
        title,
        title_en,
        branches=_all(item, "branches", _branch),
        mode=_one_of(item, "mode", JoinMode),
        to=item.text("to"),
        needed=item.whole("needed", 0),
        otherwise=item.optional_text("otherwise"),
        is_chosen=item.flag("chosen", default=False),
        clocks=_all(item, "clocks", _effect),
        messages=item.texts("messages"),
    )


def _branch(item: Fields) -> Branch:
    return Branch(
        *_named(item),
        begins=item.text("begins"),
        per=item.optional_text("per"),
        counts=item.texts("counts"),
        clocks=_all(item, "clocks", _effect),
        messages=item.texts("messages"),
        is_handed_over=item.flag("handed_over", default=False),
    )


def _message(item: Fields) -> Message:
    return Message(_code(item, "code"), item.text("to"), item.text("text"), item.text("text_en"))


def _outcome(item: Fields) -> Outcome:
    code, title, title_en = _named(item)
    return Outcome(code, title, title_en, item.text("article"), item.flag("published", default=False))


def _timer(item: Fields) -> TimerRule:
    return TimerRule(
        _one_of(item, "turn", Turn),
        clock=item.optional_text("clock"),
        field=item.optional_text("field"),
        states=item.texts("states"),
        action=item.optional_text("action"),
        messages=item.texts("messages"),
    )


def _effect(item: Fields) -> ClockEffect:
    verbs = [verb for verb in ClockVerb if verb.value in item]
    if len(verbs) != 1:
        known = "、".join(verb.value for verb in ClockVerb)
        found = "、".join(verbs) or "没有"
        raise item.refusal("clocks", "一项只写一个对时钟的动作", known, found, "例如 start = reply。")
    return ClockEffect(
        verbs[0],
        item.text(verbs[0].value),
        at=item.optional_text("at"),
        ground=item.optional_text("ground"),
        amount=item.optional_text("amount"),
    )


def _opening(item: Fields) -> Action:
    return _action_of(item, OPENING, (), item.text("to"))


def _action(item: Fields) -> Action:
    to = item.text("to") if "to" in item else SAME
    words = {"back": BACK, "same": SAME}
    return _action_of(item, _code(item, "code"), item.texts("from"), words.get(to, to))


def _action_of(item: Fields, code: str, sources: tuple[str, ...], to: str) -> Action:
    return Action(
        code,
        item.text("title"),
        item.text("title_en"),
        sources,
        to,
        who=_who(item),
        guard=read_conditions(item, "guard"),
        why=item.optional_text("why") or "",
        fields=tuple(Ask(*_asked(text)) for text in item.texts("fields")),
        papers=tuple(Paper(*_asked(text)) for text in item.texts("papers")),
        sets=_sets(item),
        clocks=_all(item, "clocks", _effect),
        fork=item.optional_text("fork"),
        child=item.optional_text("child"),
        handing=_one_of(item, "handing", Handing) if "handing" in item else None,
        outcome=item.optional_text("outcome"),
        outcome_from=item.optional_text("outcome_from"),
        messages=item.texts("messages"),
        checks=_all(item, "checks", _check),
        publishes=read_conditions(item, "publishes"),
        is_automatic=item.flag("automatic", default=False),
        needs_note=item.flag("needs_note", default=False),
    )


def _check(item: Fields) -> Check:
    why = item.text("why")
    return Check(read_condition(item.table("must")), why)


def _who(item: Fields) -> tuple[Allowance, ...]:
    allowances = []
    for text in item.texts("who"):
        role, _, relation = text.partition(":")
        if relation not in {each.value for each in Relation}:
            known = "、".join(f"{role}:{each.value}" for each in Relation)
            raise item.refusal("who", "看不懂谁可以办理", known, text, "写成“角色:关系”。")
        allowances.append(Allowance(role, Relation(relation)))
    return tuple(allowances)


def _asked(text: str) -> tuple[str, bool]:
    """The code, and whether it is required: `note?` need not be given."""
    return text.removesuffix("?"), not text.endswith("?")


def _sets(item: Fields) -> tuple[Given, ...]:
    table = item.optional_table("sets")
    if table is None:
        return ()
    result = []
    for key in tuple(table.keys()):
        value = table.text(key)
        copied = value.removeprefix("=") if value.startswith("=") else None
        result.append(Given(key, "" if copied else value, copied))
    return tuple(result)
