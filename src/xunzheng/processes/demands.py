"""What an action asks for: values checked against their fields, and the papers that must be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xunzheng.processes.case import Value
from xunzheng.processes.command import Reason
from xunzheng.processes.definition import TODAY, Action, Definition, Field, FieldType

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.([0-9]{1,4}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MOST_PAPERS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The values as they are kept, and what is wrong or missing."""

    values: Mapping[str, Value]
    reasons: tuple[Reason, ...]


def check_values(
    definition: Definition,
    action: Action,
    given: Mapping[str, Value],
    known: Mapping[str, Value],
    today: date,
) -> Asked:
    """The values given for the action, each against its field; blank ones count as not given.

    `known` are the case's values so far, to which dates may be compared.
    """
    asked = {ask.field: ask.is_required for ask in action.fields}
    reasons = [
        Reason("field", f"“{action.title}”不填写“{code[:40]}”。", code) for code in given if code not in asked
    ]
    values = {code: given[code] for code in asked if code in given and not _is_blank(given[code])}
    around = {**known, **values}
    for code, is_required in asked.items():
        field = definition.field[code]
        if code in values:
            text = _wrong(field, values[code], around, today, definition)
        else:
            text = "必填，还没有填写" if is_required else ""
        if text:
            reasons.append(Reason("field", f"“{field.title}”{text}。", code))
    return Asked({code: _kept(value) for code, value in values.items()}, tuple(reasons))


def check_papers(
    definition: Definition, action: Action, given: Mapping[str, tuple[str, ...]]
) -> tuple[Reason, ...]:
    """What is wrong with the papers given for the action, or missing."""
    asked = {paper.material: paper.is_required for paper in action.papers}
    reasons = [
        Reason("paper", f"“{action.title}”不收材料“{code[:40]}”。", code)
        for code in given
        if code not in asked
    ]
    for code, is_required in asked.items():
        title, papers = definition.material[code].title, given.get(code, ())
        if is_required and not papers:
            reasons.append(Reason("paper", f"缺少材料“{title}”。", code))
        if len(papers) > _MOST_PAPERS:
            reasons.append(Reason("paper", f"材料“{title}”一次最多{_MOST_PAPERS}件。", code))
    return tuple(reasons)


def is_unfit(text: str, longest: int) -> bool:
    """Whether a text is too long, or holds characters that cannot be kept."""
    return len(text) > longest or _CONTROL.search(text) is not None


def wrong_constant(field: Field, value: str) -> str:
    """What is wrong with a value that a definition sets by itself, as it follows on the field's name."""
    check = _CHECKS.get(field.type)
    return "不能设为固定的值" if check is None else check(field, value)


def _is_blank(value: Value) -> bool:
    return not value.strip() if isinstance(value, str) else not value


def _kept(value: Value) -> Value:
    return value.strip() if isinstance(value, str) else tuple(item.strip() for item in value)


def _wrong(
    field: Field, value: Value, around: Mapping[str, Value], today: date, definition: Definition
) -> str:
    """What is wrong with a value, as it follows on the field's name; empty where nothing is."""
    if field.type is FieldType.PARTIES:
        return _wrong_parties(field, value)
    if not isinstance(value, str):
        return "只能填一项"
    if field.type is FieldType.DATE:
        return _wrong_date(field, value.strip(), around, today, definition)
    return _CHECKS[field.type](field, value.strip())


def _wrong_text(field: Field, value: str) -> str:
    if _CONTROL.search(value):
        return "含有不能保存的控制字符"
    return f"超过{field.longest}字，现有{len(value)}字" if len(value) > field.longest else ""


def _wrong_choice(field: Field, value: str) -> str:
    if any(choice.code == value for choice in field.choices):
        return ""
    return "须选其中之一：" + "、".join(choice.title for choice in field.choices)


def _wrong_number(field: Field, value: str) -> str:
    match = _NUMBER.fullmatch(value)
    if match is None or len(match[3] or "") > field.decimals:
        return f"须为数字，小数不超过{field.decimals}位" if field.decimals else "须为整数"
    number = Decimal(value)
    if field.least is not None and number < field.least:
        return f"不能小于{field.least}"
    return f"不能大于{field.most}" if field.most is not None and number > field.most else ""


def _wrong_yes_no(field: Field, value: str) -> str:
    return "" if value in ("yes", "no") else "须答“是”或“否”"


def _wrong_parties(field: Field, value: Value) -> str:
    if isinstance(value, str):
        return "须为名单"
    names = [name.strip() for name in value]
    if not all(names) or len(set(names)) < len(names):
        return "名单中有空白或重复"
    least, most = field.least or 1, field.most or 50
    if not least <= len(names) <= most:
        return f"须为{least}至{most}方，现有{len(names)}方"
    return next((text for text in (_wrong_text(field, name) for name in names) if text), "")


def _wrong_date(
    field: Field, value: str, around: Mapping[str, Value], today: date, definition: Definition
) -> str:
    day = _day(value)
    if day is None:
        return "须为日期，形如 2026-03-02"
    earliest, latest = _bound(field.earliest, around, today), _bound(field.latest, around, today)
    if earliest is not None and day < earliest:
        return f"不能早于{_bound_title(field.earliest, definition)}（{earliest.isoformat()}）"
    if latest is not None and day > latest:
        return f"不能晚于{_bound_title(field.latest, definition)}（{latest.isoformat()}）"
    return ""


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if value == day.isoformat() else None


def _bound(code: str | None, around: Mapping[str, Value], today: date) -> date | None:
    if code is None:
        return None
    return today if code == TODAY else _day(str(around.get(code, "")))


def _bound_title(code: str | None, definition: Definition) -> str:
    field = definition.field.get(code or "")
    return "今天" if field is None else f"“{field.title}”"


_CHECKS: Mapping[FieldType, Callable[[Field, str], str]] = {
    FieldType.TEXT: _wrong_text,
    FieldType.CHOICE: _wrong_choice,
    FieldType.NUMBER: _wrong_number,
    FieldType.YES_NO: _wrong_yes_no,
}
