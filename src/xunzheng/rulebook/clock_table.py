"""The rules of clocks out of their TOML tables."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from xunzheng.basis import Basis
from xunzheng.calendars.rules import (
    ClockRefused,
    ClockRule,
    Closing,
    Effect,
    EffectKind,
    EffectMoment,
    ExtensionRule,
    Ground,
    HolidayEnd,
    LateStart,
    Length,
    Lights,
    Unit,
)
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header

_CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
_LIMIT = re.compile(r"([0-9]{1,5}) ?([a-z]{1,3})")
_AT_ONCE, _GIVEN, _UNTIL_END = "at-once", "given", "until-end"
_WORDS = (_AT_ONCE, _GIVEN, _UNTIL_END)
E = TypeVar("E", bound=enum.StrEnum)


@dataclass(frozen=True, slots=True)
class ClockRules:
    """The clock rules of one pack, in its order."""

    rules: tuple[ClockRule, ...]


def read_clocks(top: Fields, header: Header) -> ClockRules:
    """The tables `[events]`, `[[grounds]]`, `[lights]` and `[[rules]]`. Raises RulePackError."""
    events = _events(top.table("events"))
    grounds = {ground.code: ground for ground in map(_ground, top.tables("grounds"))}
    lights = _lights(top) or Lights()
    known: dict[str, ClockRule] = {}
    for table in top.tables("rules"):
        rule = _rule(table, header, events, grounds, lights)
        if rule.code in known:
            raise table.refusal("code", "编码重复", "每条规则一个编码", rule.code, "请换一个编码。")
        known[rule.code] = rule
        table.close()
    if not known:
        raise top.refusal("rules", "没有规则", "至少一条 [[rules]]", "没有", "请补上规则。")
    return ClockRules(tuple(known.values()))


def _rule(
    table: Fields,
    header: Header,
    events: Mapping[str, str],
    grounds: Mapping[str, Ground],
    lights: Lights,
) -> ClockRule:
    starts_at = table.choice("starts_at", events)
    text, length = _limit(table)
    ends_before = table.choice("ends_before", events) if "ends_before" in table else None
    restarts_on = table.choice("restarts_on", events) if "restarts_on" in table else None
    if (text == _UNTIL_END) and ends_before is None:
        raise table.refusal("limit", "没有写明届满的事件", "写上 ends_before", text, "请补上。")
    _fits(table, text, is_backward=ends_before is not None)
    return ClockRule(
        code=_code(table),
        title=table.text("title"),
        starts_at=starts_at,
        starts_at_title=events[starts_at],
        limit=length,
        is_given=text == _GIVEN,
        at_once_if_possible=table.flag("at_once_if_possible", default=False),
        ends_before=ends_before,
        ends_before_title=events[ends_before] if ends_before else "",
        restarts_on=restarts_on,
        restarts_on_title=events[restarts_on] if restarts_on else "",
        extension=_extension(table),
        grounds=_grounds(table, grounds),
        breach=_effect(table),
        closing=_member(table, "closing", Closing, Closing.OFFICE),
        holiday_end=_member(table, "holiday_end", HolidayEnd, HolidayEnd.STANDS),
        late_start=_member(table, "late_start", LateStart, LateStart.SAME_DAY),
        lights=_lights(table) or lights,
        note=table.optional_text("note") or "",
        basis=_basis(table, header.basis),
    )


def _fits(table: Fields, limit: str, is_backward: bool) -> None:
    """Refuse what would be passed over: a limit that counts back neither stands nor moves with its case, and
    what must be done at once has nothing that could be extended.
    """
    for key in ("extension", "grounds"):
        if is_backward and key in table:
            advice = "请删去其中一个。"
            raise table.refusal(key, "从届满倒算的时限不能延长、暂停", "没有 ends_before", key, advice)
    if is_backward and limit == _GIVEN:
        raise table.refusal("limit", "从届满倒算的时限要写数目", "例如 30 d，或 until-end", limit, "请补上。")
    if limit == _AT_ONCE and "extension" in table:
        raise table.refusal("extension", "即时办理的不能延长", "有数目的时限", limit, "请删去其中一个。")


def _code(table: Fields) -> str:
    code = table.text("code")
    if len(code) > 60 or not _CODE.fullmatch(code):
        raise table.refusal("code", "编码写法不对", "大写字母、数字和点", code, "例如 LIC.DECIDE。")
    return code


def _limit(table: Fields) -> tuple[str, Length | None]:
    """The limit as written, and its length where it is one."""
    text = table.text("limit")
    try:
        length = None if text in _WORDS else read_length(text)
    except ClockRefused as error:
        raise table.refusal("limit", error.what, error.expected, error.found, error.advice) from error
    if text not in _WORDS and length is None:
        expected = f"数目加单位（{'、'.join(Unit)}），或 {'、'.join(_WORDS)}"
        raise table.refusal("limit", "看不懂的时限", expected, text, "例如 20 wd。")
    return text, length


def read_length(text: str) -> Length | None:
    """A length as packs and the command line write it (`20 wd`, `24h`); None where it is none.

    Raises ClockRefused where its number is out of range.

    >>> str(read_length("20 wd"))
    '20个工作日'
    """
    found = _LIMIT.fullmatch(text.strip())
    if found is None or found[2] not in tuple(Unit):
        return None
    return Length(int(found[1]), Unit(found[2]))


def _basis(table: Fields, basis: Basis) -> Basis:
    """The basis of the pack with the article of the rule; a rule may be unverified in a verified pack."""
    verified = table.flag("verified", default=basis.verified)
    to_check = table.optional_text("to_check") or basis.note
    if not verified and not to_check:
        raise table.refusal("to_check", "未核对的规则要写明待核对什么", "说明文字", "没有", "请补上。")
    article = table.optional_text("article") or basis.article
    return replace(basis, article=article, verified=verified, note=to_check)


def _events(table: Fields) -> Mapping[str, str]:
    codes = table.keys()
    events = {code: table.text(code) for code in codes}
    table.close()
    return events


def _ground(table: Fields) -> Ground:
    ground = Ground(
        table.text("code"),
        table.text("title"),
        table.optional_text("article") or "",
        table.flag("tells_applicant", default=False),
    )
    table.close()
    return ground


def _grounds(table: Fields, known: Mapping[str, Ground]) -> tuple[Ground, ...]:
    codes = table.texts("grounds")
    for code in codes:
        if code not in known:
            expected = "、".join(known) or "先写 [[grounds]]"
            raise table.refusal("grounds", "没有这个暂停事由", expected, code, "请改用其中一个。")
    return tuple(known[code] for code in codes)


def _extension(table: Fields) -> ExtensionRule | None:
    inner = table.optional_table("extension")
    if inner is None:
        return None
    extension = ExtensionRule(
        most=_positive(inner, "most"),
        times=_positive(inner, "times", 1),
        approver=inner.text("approver"),
        tells_applicant=inner.flag("tells_applicant", default=False),
        article=inner.optional_text("article") or "",
    )
    inner.close()
    return extension


def _positive(table: Fields, key: str, default: int = 0) -> int:
    value = table.whole(key, default)
    if not 1 <= value <= 1000:
        raise table.refusal(key, "数目不对", "1 到 1000 的整数", str(value), "请核对。")
    return value


def _effect(table: Fields) -> Effect:
    inner = table.optional_table("breach")
    if inner is None:
        return Effect()
    effect = Effect(
        _member(inner, "effect", EffectKind),
        _member(inner, "moment", EffectMoment, EffectMoment.EXPIRY),
        inner.optional_text("sentence") or "",
        inner.optional_text("article") or "",
    )
    inner.close()
    return effect


def _lights(table: Fields) -> Lights | None:
    inner = table.optional_table("lights")
    if inner is None:
        return None
    lights = Lights(inner.share("yellow"), inner.share("red"))
    inner.close()
    return lights


def _member(table: Fields, key: str, kind: type[E], default: E | None = None) -> E:
    known = {member.value: member for member in kind}
    return known[table.choice(key, known, None if default is None else default.value)]
