"""Messages with their words filled in, and events told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from xunzheng.processes import events as e
from xunzheng.processes.case import Case
from xunzheng.processes.definition import SYSTEM, Definition, Field

_SLOT = re.compile(r"\{([\w.-]+)\}")
_WITHHELD: Final = "（略）"
_MOST_TOLD = 3


def filled(text: str, case: Case, definition: Definition, *, is_english: bool, to_applicant: bool) -> str:
    """The message with the case's number, outcome and values in it.

    Personal values are told to the applicant alone: a third party must not learn from a message who asks.
    """

    def fill(slot: re.Match[str]) -> str:
        return _value(slot[1], case, definition, is_english=is_english, to_applicant=to_applicant)

    return _SLOT.sub(fill, text)


def _value(name: str, case: Case, definition: Definition, *, is_english: bool, to_applicant: bool) -> str:
    if name == "case":
        return case.id
    if name == "outcome":
        outcome = definition.outcome.get(case.outcome or "")
        return "" if outcome is None else outcome.title_en if is_english else outcome.title
    field = definition.field.get(name)
    if field is not None and field.is_personal and not to_applicant:
        return _WITHHELD
    value = case.values.get(name, "")
    return _shown(value, field, is_english) if isinstance(value, str) else "、".join(value)


def _shown(value: str, field: Field | None, is_english: bool) -> str:
    for choice in () if field is None else field.choices:
        if choice.code == value:
            return choice.title_en if is_english else choice.title
    return value


def tell_meanwhile(events: Iterable[e.Event], definition: Definition, people: Mapping[str, str]) -> str:
    """What has happened to a case meanwhile, the last steps of it, in a sentence.

    `people` are the names by account; who has none there is the office, never a number.
    """
    steps = [step for step in (_step(event, definition, people) for event in events) if step]
    told = "；".join(steps[-_MOST_TOLD:])
    more = f"，此前还有 {len(steps) - _MOST_TOLD} 步" if len(steps) > _MOST_TOLD else ""
    return f"{told}{more}" if told else "有了新的进展，或者系统更新了时限或提醒"


def _step(event: e.Event, definition: Definition, people: Mapping[str, str]) -> str:
    if isinstance(event, e.Acted):
        action = definition.action.get(event.action)
        title = event.action if action is None else action.title
        return f"{_who(event.by, people)}于{_moment(event.at)}办理了“{title}”"
    if isinstance(event, e.ClockBreached):
        return f"{_moment(event.at)}时限已过"
    if isinstance(event, e.ChildClosed):
        return f"{_moment(event.at)}子件办结"
    return ""


def _who(by: str, people: Mapping[str, str]) -> str:
    return "系统" if by == SYSTEM else people.get(by, "办理机关")


def _moment(at: datetime) -> str:
    local = localtime(at)
    return f"{local.month}月{local.day}日{local:%H:%M}"
