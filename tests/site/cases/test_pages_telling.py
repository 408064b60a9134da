"""Moments and what remains of them, in the words of an office."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from xunzheng.calendars.clock import Clock, Pause, stand
from xunzheng.calendars.rules import Unit
from xunzheng.formats.html.words import Speaker
from xunzheng.site.cases.library import library
from xunzheng.site.cases.states import Light
from xunzheng.site.cases.telling import due_words, length_words, moment_words, standing_words
from xunzheng.site.cases.words import CASE_WORDS

ZONE = ZoneInfo("Asia/Shanghai")
ZH, EN = Speaker("zh", CASE_WORDS), Speaker("en", CASE_WORDS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOW = at("2026-10-20T10:00")


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        ("2026-10-23T17:30", "10月23日（周五）17:30", "Fri 23 Oct, 17:30"),
        ("2026-10-24T00:00", "10月23日（周五）24:00", "Fri 23 Oct, 24:00"),
        ("2026-10-24T00:01", "10月24日（周六）00:01", "Sat 24 Oct, 00:01"),
        ("2027-01-04T17:30", "2027年1月4日（周一）17:30", "Mon 4 Jan 2027, 17:30"),
        ("2025-12-31T09:05", "2025年12月31日（周三）09:05", "Wed 31 Dec 2025, 09:05"),
    ],
)
def test_a_moment(moment, zh, en):
    assert moment_words(at(moment), NOW, ZH) == zh
    assert moment_words(at(moment), NOW, EN) == en


@pytest.mark.parametrize(
    ("due", "light", "zh", "en"),
    [
        # Friday is three working days after Tuesday; over the weekend two days more do not count.
        ("2026-10-23T17:30", Light.GREEN, "还剩 3 个工作日", "3 working days left"),
        ("2026-10-26T17:30", Light.GREEN, "还剩 4 个工作日", "4 working days left"),
        ("2026-10-20T17:30", Light.RED, "今天到期", "due today"),
        ("2026-10-21T00:00", Light.RED, "今天到期", "due today"),
        ("2026-10-20T09:00", Light.OVERDUE, "已超期，不足 1 个工作日", "overdue by less than a working day"),
        ("2026-10-19T17:30", Light.OVERDUE, "已超期 1 个工作日", "1 working days overdue"),
        # From before National Day: 8, 9, 10 (worked for the holiday), 12–16, 19, 20 October.
        ("2026-09-30T17:30", Light.OVERDUE, "已超期 10 个工作日", "10 working days overdue"),
        # No notice for 2027 yet: calendar days, and nothing is guessed.
        ("2027-01-04T17:30", Light.GREEN, "还剩 76 日", "76 days left"),
        (None, Light.PAUSED, "未计时", "no clock runs"),
        (None, Light.GREEN, "未计时", "no clock runs"),
    ],
)
def test_what_remains(due, light, zh, en):
    calendar = library().calendar("")
    moment = at(due) if due else None
    assert due_words(moment, light, NOW, calendar, ZH) == zh
    assert due_words(moment, light, NOW, calendar, EN) == en


@pytest.mark.parametrize(
    ("started", "pauses", "stopped", "words"),
    [
        # 20 working days from Tuesday 13 October; 14, 15, 16, 19, 20 are used, today with them.
        ("2026-10-13T09:00", (), None, "还剩 15 个工作日"),
        ("2026-10-13T09:00", (("2026-10-16T09:00", None),), None, "暂停计时，还剩 18 个工作日"),
        ("2026-10-13T09:00", (("2026-10-14T09:00", "2026-10-16T09:00"),), None, "还剩 17 个工作日"),
        # 1 to 18 September with 20 (worked for the holiday) and 21–24, 28: the twentieth is Tuesday the 29th.
        ("2026-08-31T09:00", (), "2026-09-28T10:00", "按期完成"),
        ("2026-08-31T09:00", (), "2026-10-12T10:00", "超期完成"),
    ],
)
def test_what_remains_of_a_clock(started, pauses, stopped, words):
    calendar, rule = library().calendar(""), library().rules("", NOW.date())["FOI.REPLY"]
    held = tuple(Pause(at(a), at(b) if b else None, "third-party", "张三") for a, b in pauses)
    clock = Clock(rule, at(started), pauses=held, stopped_at=at(stopped) if stopped else None)
    standing = stand(clock, calendar, NOW)
    assert standing_words(standing, Unit.WORKING_DAY, NOW, calendar, ZH) == words


@pytest.mark.parametrize(
    ("unit", "zh"),
    [(Unit.WORKING_DAY, "2 个工作日"), (Unit.HOUR, "2 小时"), (Unit.URGENT_HOUR, "2 个紧急工作时")],
)
def test_a_length(unit, zh):
    assert length_words(2, unit, ZH) == zh
