"""An event as canonical JSON text and back: sorted keys, no floats, moments in UTC with their offset."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

from xunzheng.processes.case import Value
from xunzheng.processes.events import Event
from xunzheng.refusal import Refusal

# `json.dumps` would make an encoder for every event.
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# The version of an event's form, by kind. Whoever changes a kind raises it, and goes on reading the old one.
_VERSIONS: Mapping[str, int] = {kind.__name__: 1 for kind in get_args(Event)}


class UnknownEvent(Refusal):
    """An event's text cannot be read: not JSON, an unknown kind or version, or fields that do not fit."""


def to_text(event: Event) -> str:
    """The canonical text: equal events have equal texts, and `from_text` gives the event back."""
    kind = type(event).__name__
    content: dict[str, object] = {"kind": kind, "v": _VERSIONS[kind]}
    for name, _ in _FORMS[kind]:
        value = getattr(event, name)
        content[name] = _moment_text(value) if isinstance(value, datetime) else value
    return _WRITTEN(content)


def from_text(text: str) -> Event:
    """The event of a text that `to_text` wrote, in this or an earlier version. Raises UnknownEvent."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise _unknown("不是有效的 JSON", "JSON 对象", text) from error
    if not isinstance(content, dict):
        raise _unknown("不是一个对象", "JSON 对象", text)
    kind, version = content.pop("kind", None), content.pop("v", None)
    if kind not in _FORMS:
        raise _unknown("不认识的事件种类", "、".join(_FORMS), str(kind))
    if version != _VERSIONS[kind]:
        raise _unknown(f"不认识的 {kind} 事件版本", f"版本 {_VERSIONS[kind]}", str(version))
    return _read(kind, content)


def _read(kind: str, content: dict[str, object]) -> Event:
    form = _FORMS[kind]
    if content.keys() != {name for name, _ in form}:
        raise _unknown(f"{kind} 事件的内容不全或多余", "、".join(n for n, _ in form), "、".join(content))
    try:
        event: Event = _KINDS[kind](**{name: reader(content[name]) for name, reader in form})
    except (TypeError, ValueError) as error:
        raise _unknown(f"{kind} 事件的内容类型不对", "各项内容的规定类型", str(content)) from error
    return event


def _moment_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.utcoffset() is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def _optional_moment(value: object) -> datetime | None:
    return None if value is None else _moment(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(item) for item in value)


def _values(value: object) -> Mapping[str, Value]:
    return {key: item if isinstance(item, str) else _texts(item) for key, item in _mapping(value).items()}


def _papers(value: object) -> Mapping[str, tuple[str, ...]]:
    return {key: _texts(item) for key, item in _mapping(value).items()}


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _unknown(what: str, expected: str, found: str) -> UnknownEvent:
    advice = "事件由更新的程序写成时，请升级本程序；否则请用 xunzheng verify 核对日志。"
    return UnknownEvent(what, where="事件记录", expected=expected, found=found, advice=advice)


_BY_TYPE: Mapping[Any, Callable[[object], object]] = {
    datetime: _moment,
    datetime | None: _optional_moment,
    str: _text,
    int: _number,
    bool: _flag,
    Mapping[str, Value]: _values,
    Mapping[str, tuple[str, ...]]: _papers,
}
_KINDS: Mapping[str, Any] = types.MappingProxyType({kind.__name__: kind for kind in get_args(Event)})


def _form(kind: Any) -> tuple[tuple[str, Callable[[object], object]], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _BY_TYPE[hints[field.name]]) for field in fields(kind))


_FORMS = {name: _form(kind) for name, kind in _KINDS.items()}
