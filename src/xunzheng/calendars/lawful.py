"""Whether a clock's pauses, extensions and promise are ones that its rule allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRefused, ClockRule, ExtensionRule, Length

if TYPE_CHECKING:
    from xunzheng.calendars.clock import Extension


def check_pauses(rule: ClockRule, pauses: Sequence[Pause]) -> None:
    """Raises ClockRefused at the first pause on a ground that the rule does not allow."""
    for pause in pauses:
        if pause.ground not in rule.grounds_by_code:
            allowed = "、".join(f"{ground.code}（{ground.title}）" for ground in rule.grounds)
            raise ClockRefused(
                "规则不允许以此事由暂停计时",
                where=_where(rule),
                expected=allowed or "不得暂停",
                found=pause.ground,
                advice="请改用法定事由；没有法定事由的，时间照计。",
            )


def check_extensions(rule: ClockRule, extensions: Sequence[Extension]) -> None:
    """Raises ClockRefused where an extension is not allowed, too many, too long, or approved by nobody."""
    if not extensions:
        return
    allowed = rule.extension
    if allowed is None:
        raise ClockRefused(
            "规则不允许延长",
            where=_where(rule),
            expected="不得延长",
            found=f"延长 {len(extensions)} 次",
            advice="请去掉延长。",
        )
    if any(not extension.approver.strip() for extension in extensions):
        raise ClockRefused(
            "延长没有写明批准人",
            where=_where(rule),
            expected=allowed.approver or "批准人",
            found="空",
            advice="请写明由谁批准。",
        )
    _check_measure(rule, allowed, extensions)


def _check_measure(rule: ClockRule, allowed: ExtensionRule, extensions: Sequence[Extension]) -> None:
    amounts = [extension.amount for extension in extensions]
    unit = rule.limit.unit.words if rule.limit is not None else ""
    if len(amounts) > allowed.times or sum(amounts) > allowed.most or min(amounts) < 1:
        raise ClockRefused(
            "延长超出规则",
            where=_where(rule),
            expected=f"至多 {allowed.times} 次，合计不超过 {allowed.most}{unit}",
            found=f"{len(amounts)} 次，{'、'.join(map(str, amounts))}{unit}",
            advice="请核对延长的次数和长短。",
        )


def check_granted(rule: ClockRule, extension: Extension, due_at: datetime | None) -> None:
    """Raises ClockRefused where the extension was granted after the limit had passed without it."""
    if due_at is not None and extension.granted_at > due_at:
        raise ClockRefused(
            "延长批准于期满之后",
            where=_where(rule),
            expected=f"不晚于 {due_at.isoformat(' ', 'minutes')}",
            found=extension.granted_at.isoformat(" ", "minutes"),
            advice="期满以后不能再延长；请核对批准时间。",
        )


def check_promise(rule: ClockRule, promised: Length | None) -> None:
    """Raises ClockRefused where a limit that the case must set is missing, or the promise is longer."""
    if rule.is_given and promised is None:
        raise ClockRefused(
            "这一时限由个案确定，没有给出",
            where=_where(rule),
            expected="承诺或指定的时限",
            found="没有",
            advice="请给出时限，例如 5 个工作日。",
        )
    limit = rule.limit
    if limit is None or promised is None or promised.unit is not limit.unit:
        return
    if promised.amount > limit.amount:
        raise ClockRefused(
            "承诺时限长于法定时限",
            where=_where(rule),
            expected=f"不超过{limit}",
            found=str(promised),
            advice="请核对承诺时限。",
        )


def check_promised_end(rule: ClockRule, promised: datetime | None, due_at: datetime | None) -> None:
    """Raises ClockRefused where the promised end is after that of the law."""
    if promised is None or due_at is None or promised <= due_at:
        return
    raise ClockRefused(
        "承诺的截止晚于法定的截止",
        where=_where(rule),
        expected=f"不晚于 {due_at.isoformat(' ', 'minutes')}",
        found=promised.isoformat(" ", "minutes"),
        advice="请核对承诺时限；用法定时限的单位写，就能直接比较。",
    )


def check_end(rule: ClockRule, ends_at: datetime | None) -> None:
    """Raises ClockRefused where a limit counts back from a moment that is not given, or does not and is."""
    if (rule.ends_before is None) is (ends_at is None):
        return
    raise ClockRefused(
        "缺少届满的时刻" if ends_at is None else "这一时限不是从届满倒算的",
        where=_where(rule),
        expected=rule.ends_before_title or rule.ends_before or "不给届满的时刻",
        found="没有" if ends_at is None else ends_at.isoformat(" ", "minutes"),
        advice="请给出届满的时刻。" if ends_at is None else "请去掉届满的时刻。",
    )


def _where(rule: ClockRule) -> str:
    return f"时限规则 {rule.code}（{rule.title}）"
