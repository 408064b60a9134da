"""The explanation: which lines there are, in what words, and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.calendars.written_clocks import CALENDAR, at, clock, days, extended, paused, rule
from xunzheng.calendars.clock import Clock
from xunzheng.calendars.explanation import explain
from xunzheng.calendars.explanation_json import explanation_to_json
from xunzheng.calendars.rules import Closing, HolidayEnd, Length, Unit

NOTICE = "国办发明电〔2023〕7号"
PAUSE = "听证暂停（第四十五条，张三批准）"
FIVE = clock(
    days(5),
    "2024-09-27T15:00",
    paused("2024-09-30T09:00", "2024-10-08T09:00"),
    extensions=(extended(1, "2024-09-29"),),
)
DAYS = [
    # day, reason, running count, words
    ("2024-09-27", "start", 0, "收到（2024-09-27 15:00），起算日不计"),
    ("2024-09-28", "weekend", 0, "周六"),
    ("2024-09-29", "make-up", 1, f"国庆节调休上班（{NOTICE}）"),
    ("2024-09-30", "pause", 1, PAUSE),
    *((f"2024-10-0{day}", "holiday", 1, f"国庆节放假（{NOTICE}）") for day in range(1, 8)),
    ("2024-10-08", "counted", 2, "周二"),
    ("2024-10-09", "counted", 3, "周三"),
    ("2024-10-10", "counted", 4, "周四"),
    ("2024-10-11", "counted", 5, "周五"),
    ("2024-10-12", "extension", 6, f"国庆节调休上班（{NOTICE}），延长期内（负责人批准）"),
]


def lines(one: Clock, now: str = "2024-10-09") -> list[tuple[str, str, Fraction, str]]:
    """The lines as a table."""
    explained = explain(one, CALENDAR, at(now))
    return [(line.on.isoformat(), line.reason.value, line.running, line.words) for line in explained.lines]


def as_json(one: Clock, now: str) -> Any:
    """The explanation, written as JSON and read again."""
    return json.loads(json.dumps(explanation_to_json(explain(one, CALENDAR, at(now))), ensure_ascii=False))


def test_every_day_is_told_with_its_reason() -> None:
    assert lines(FIVE) == DAYS
    explained = explain(FIVE, CALENDAR, at("2024-10-09"))
    assert explained.standing.due_at == at("2024-10-12T17:30")
    assert explained.counted == 6
    assert {reason.words: number for reason, number in explained.left_out.items()} == {
        "起算日不计": 1,
        "周末不计": 1,
        "暂停不计": 1,
        "放假不计": 7,
    }
    assert not explained.is_provisional
    assert explained.citation == "《虚构的规定》（虚构〔2024〕1号）第二条"


def test_an_open_pause_is_told_until_now() -> None:
    one = clock(days(5), "2024-10-08T09:00", paused("2024-10-09T09:00", None, approver=""))
    assert [(day, reason) for day, reason, _, _ in lines(one, "2024-10-10T08:00")] == [
        ("2024-10-08", "start"),
        ("2024-10-09", "pause"),
        ("2024-10-10", "pause"),
    ]
    assert lines(one)[-1][-1] == "听证暂停（第四十五条）"
    assert lines(one, "2999-01-01")[-1][0] == "2026-12-31"


def test_two_pauses_of_one_day_are_both_told() -> None:
    one = clock(
        days(5),
        "2024-10-08T09:00",
        paused("2024-10-09T09:00", "2024-10-10T09:00"),
        paused("2024-10-09T10:00", "2024-10-10T09:00", "testing"),
    )
    assert lines(one)[1][-1] == f"{PAUSE}；检测暂停（第四十五条，张三批准）"


def test_a_restart_is_told_on_the_start_day() -> None:
    one = clock(days(1), "2024-10-08T09:00", restarted_from=at("2024-09-27T15:00"))
    assert lines(one)[0][-1].endswith("；原自 2024-09-27 15:00 起算，重新起算")


def test_an_event_without_a_title_is_told_by_its_code() -> None:
    one = clock(replace(days(1), starts_at_title=""), "2024-10-08T09:00")
    assert lines(one)[0][-1].startswith("received（")


def test_holidays_count_among_calendar_days_and_a_moved_end_is_told() -> None:
    one = clock(days(3, Unit.CALENDAR_DAY, holiday_end=HolidayEnd.NEXT_WORKING_DAY), "2024-10-03T10:00")
    assert [line[1:3] for line in lines(one)] == [
        ("start", 0),
        ("counted", 1),
        ("counted", 2),
        ("counted", 3),
        ("moved", 3),
        ("moved", 3),
    ]
    assert lines(one)[-1][-1] == "周二，末日遇休息日，顺延"


def test_calendar_days_to_midnight_need_no_notice() -> None:
    one = clock(days(36, Unit.MONTH, closing=Closing.MIDNIGHT), "2025-01-31T10:00")
    explained = explain(one, CALENDAR, at("2025-02-01"))
    assert explained.standing.due_at == at("2028-02-01")
    assert (explained.lines[-1].words, explained.is_provisional) == ("周一", False)


HOLIDAYS = [(f"2024-10-0{day}", "holiday") for day in range(1, 8)]
AT_ONCE = [
    # start, pauses, lines
    ("2024-10-08T09:00", [], [("2024-10-08", "at-once")]),
    ("2024-09-30T18:00", [], [("2024-09-30", "out-of-hours"), *HOLIDAYS, ("2024-10-08", "at-once")]),
    ("2024-10-11T18:00", [], [("2024-10-11", "out-of-hours"), ("2024-10-12", "at-once")]),
    (
        "2024-10-08T09:00",
        [("2024-10-08T10:00", "2024-10-09T09:00")],
        [("2024-10-08", "pause"), ("2024-10-09", "at-once")],
    ),
    ("2024-10-08T09:00", [("2024-10-08T10:00", None)], [("2024-10-08", "pause"), ("2024-10-09", "pause")]),
]


@pytest.mark.parametrize(("start", "pauses", "told"), AT_ONCE)
def test_what_is_done_at_once_is_told_from_its_coming(
    start: str, pauses: list[tuple[str, str | None]], told: list[tuple[str, str]]
) -> None:
    one = clock(rule(None), start, *(paused(*pause) for pause in pauses))
    assert [line[:2] for line in lines(one)] == told


def test_days_ahead_of_an_event_count_down() -> None:
    one = clock(days(3, ends_before="ends"), "2024-09-01", ends_at=at("2024-10-09T09:00"))
    told = lines(one)
    assert told[0] == ("2024-09-29", "counted", 3, f"国庆节调休上班（{NOTICE}），距届满 3个工作日")
    assert [line[1] for line in told[1:]] == ["counted", *["holiday"] * 7, "counted", "event"]
    monday = clock(days(1, ends_before="ends"), "2024-09-01", ends_at=at("2024-10-21T09:00"))
    assert [line[:3] for line in lines(monday)] == [
        ("2024-10-18", "counted", 1),
        ("2024-10-19", "weekend", 0),
        ("2024-10-20", "weekend", 0),
        ("2024-10-21", "event", 0),
    ]
    assert lines(clock(rule(None, ends_before="ends"), "2024-09-01", ends_at=at("2024-10-09"))) == []
    assert lines(clock(days(3, Unit.HOUR, ends_before="ends"), "2024-09-01", ends_at=at("2024-10-09"))) == []


HOURS_TOLD = [
    # start, end, reason, running, words
    ("09-30T16:00", "09-30T17:00", "counted", Fraction(1), "周一，办公时间内"),
    ("09-30T17:00", "09-30T17:30", "pause", Fraction(1), PAUSE),
    ("09-30T17:30", "10-01T00:00", "out-of-hours", Fraction(1), "周一，办公时间以外"),
    *(
        (f"10-0{day}T00:00", f"10-0{day + 1}T00:00", "holiday", Fraction(1), f"国庆节放假（{NOTICE}）")
        for day in range(1, 8)
    ),
    ("10-08T00:00", "10-08T08:30", "out-of-hours", Fraction(1), "周二，办公时间以外"),
    ("10-08T08:30", "10-08T09:30", "pause", Fraction(1), PAUSE),
    ("10-08T09:30", "10-08T10:30", "counted", Fraction(2), "周二，办公时间内"),
]


def test_working_hours_are_told_stretch_by_stretch() -> None:
    one = clock(
        days(2, Unit.WORKING_HOUR), "2024-09-30T16:00", paused("2024-09-30T17:00", "2024-10-08T09:30")
    )
    told = [
        (f"{line.start:%m-%dT%H:%M}", f"{line.end:%m-%dT%H:%M}", line.reason.value, line.running, line.words)
        for line in explain(one, CALENDAR, at("2024-10-09")).lines
    ]
    assert told == HOURS_TOLD


def test_urgent_hours_run_through_the_night_and_into_an_extension() -> None:
    one = clock(
        days(2, Unit.URGENT_HOUR),
        "2024-10-01T22:00",
        paused("2024-10-01T23:00", "2024-10-02T01:00"),
        extensions=(extended(1, "2024-10-01T22:30"),),
    )
    told = [
        (line.reason.value, line.running, line.words)
        for line in explain(one, CALENDAR, at("2024-10-09")).lines
    ]
    assert told == [
        ("counted", 1, "紧急工作时连续计算，夜间和节假日也计"),
        ("pause", 1, PAUSE),
        ("counted", 2, "紧急工作时连续计算，夜间和节假日也计"),
        ("extension", 3, "延长期内（负责人批准）"),
    ]


def test_hours_in_an_open_pause_have_no_extension_yet() -> None:
    one = clock(
        days(2, Unit.HOUR),
        "2024-10-08T09:00",
        paused("2024-10-08T10:00", None),
        extensions=(extended(1, "2024-10-08T09:30"),),
    )
    assert [line[1:3] for line in lines(one)] == [("counted", 1), ("pause", 1)]


def test_hours_that_are_to_come_have_no_lines_yet() -> None:
    one = clock(days(2, Unit.HOUR), "2024-10-08T09:00", paused("2024-10-08T08:00", None))
    assert explain(one, CALENDAR, at("2024-10-07")).lines == ()


def test_a_provisional_day_is_marked() -> None:
    # The last week of the last year that is known may still be moved by the next notice.
    explained = explain(clock(days(5), "2026-12-21T09:00"), CALENDAR, at("2026-12-22"))
    assert explained.is_provisional
    assert explained.lines[-1].words == "周一；这一天暂定，以放假通知为准"
    assert explained.lines[-1].on.isoformat() == "2026-12-28"


def test_the_json_form_holds_the_same() -> None:
    one = replace(FIVE, promised=Length(3, Unit.WORKING_DAY), stopped_at=at("2024-10-20"))
    content = as_json(one, "2024-10-21")
    assert content["rule"]["code"] == "X.RULE"
    assert (content["rule"]["closing"], content["rule"]["holiday_end"]) == ("office", "stands")
    assert content["pauses"] == content["lines"][3]["pauses"]
    assert content["rule"]["extension"] == {"most": 10, "times": 2, "approver": "负责人"}
    assert content["standing"]["due_at"] == "2024-10-12T17:30:00+08:00"
    assert content["standing"]["promised_light"] == "late"
    assert content["standing"]["consequence"]["takes_effect_at"] == "2024-10-12T17:30:00+08:00"
    assert [(line["start"][:10], line["reason"], line["running"]) for line in content["lines"]] == [
        day[:3] for day in DAYS
    ]
    assert content["lines"][3]["pauses"] == [
        {
            "ground": "hearing",
            "approver": "张三",
            "start": "2024-09-30T09:00:00+08:00",
            "end": "2024-10-08T09:00:00+08:00",
        }
    ]


def test_the_json_form_of_what_is_not_there_is_null() -> None:
    one = clock(rule(None, extension=None), "2024-10-08T09:00", paused("2024-10-08T10:00", None))
    content = as_json(one, "2024-10-08T11:00")
    assert content["promised"] is None
    assert content["rule"]["limit"] is None
    assert content["standing"]["due_at"] is None
    told = as_json(clock(days(4, Unit.HOUR), "2024-10-08T09:00"), "2024-10-08T10:20")
    assert told["standing"]["used"] == "4/3"
    assert told["lines"][0]["notice"] is None


def test_the_json_form_names_the_extensions() -> None:
    one = clock(days(4), "2024-10-08T09:00", extensions=(extended(2, "2024-10-09"),))
    told = as_json(one, "2024-10-09")
    assert told["extensions"] == [
        {"amount": 2, "approver": "负责人", "granted_at": "2024-10-09T00:00:00+08:00", "ground": ""}
    ]
    assert (told["pauses"], told["ends_at"]) == ([], None)
