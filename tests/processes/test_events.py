"""Events as canonical text, and histories that do not hold together."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from tests.processes.world import FOI, HOTLINE, START, foi
from xunzheng.processes import events as e
from xunzheng.processes.event_text import UnknownEvent, from_text, to_text
from xunzheng.processes.evolve import BrokenHistory, evolve, replay

STARTED = e.ClockStarted(START, "甲", "reply", "FOI.REPLY", "main", START, None, "")
TEXT = (
    '{"at":"2026-03-02T01:00:00+00:00","by":"甲","clock":"reply","kind":"ClockStarted","promised":"",'
    '"restarted_from":null,"rule":"FOI.REPLY","started_at":"2026-03-02T01:00:00+00:00","token":"main","v":1}'
)


def test_the_text_is_canonical() -> None:
    """Sorted keys, no blanks, UTC with offset: this text is what is hashed, so it never changes."""
    assert to_text(STARTED) == TEXT
    assert from_text(TEXT) == STARTED


def test_one_moment_has_one_text() -> None:
    local = START.astimezone(timezone(timedelta(hours=8)))
    assert to_text(e.Published(local, "甲")) == to_text(e.Published(START, "甲"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "不是一个对象"),
        (TEXT.replace("ClockStarted", "ClockMelted"), "不认识的事件种类"),
        (TEXT.replace('"v":1', '"v":2'), "不认识的 ClockStarted 事件版本"),
        (TEXT.replace('"token":"main",', ""), "内容不全或多余"),
        (TEXT.replace('"token":"main"', '"token":1'), "内容类型不对"),
        (TEXT.replace("+00:00", ""), "内容类型不对"),
        (
            '{"at":"2026-03-02T01:00:00+00:00","by":"x","kind":"ClockExtended","clock":"c","amount":true,"ground":"","v":1}',
            "内容类型不对",
        ),
        (
            '{"at":"2026-03-02T01:00:00+00:00","by":"x","kind":"Joined","fork":"f","token":"m","state":"s","is_met":1,"v":1}',
            "内容类型不对",
        ),
        (
            '{"at":"2026-03-02T01:00:00+00:00","by":"x","kind":"Acted","token":"m","action":"a","state":"s","values":[],"materials":{},"note":"","v":1}',
            "内容类型不对",
        ),
        (
            '{"at":"2026-03-02T01:00:00+00:00","by":"x","kind":"Acted","token":"m","action":"a","state":"s","values":{"x":1},"materials":{},"note":"","v":1}',
            "内容类型不对",
        ),
    ],
)
def test_unknown_texts_are_refused(text: str, what: str) -> None:
    with pytest.raises(UnknownEvent, match=what):
        from_text(text)


def test_histories_that_do_not_hold_together() -> None:
    opened = foi().events[0]
    with pytest.raises(BrokenHistory, match="没有事件"):
        replay(FOI, [])
    with pytest.raises(BrokenHistory, match="第一个事件不是开案"):
        replay(FOI, [STARTED])
    with pytest.raises(BrokenHistory, match="重复开案"):
        replay(FOI, [opened, opened])
    with pytest.raises(BrokenHistory, match="另一个流程或版本"):
        replay(HOTLINE, [opened])
    with pytest.raises(BrokenHistory, match="不在案中"):
        evolve(replay(FOI, [opened]), e.ClockStopped(START, "甲", "没有", START), FOI)
