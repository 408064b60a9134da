"""Where clocks stand: lights, what a breach has brought, and clocks that their rule does not allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from tests.calendars.written_clocks import BASIS, CALENDAR, at, clock, days, extended, paused, rule
from xunzheng.calendars.clock import Clock, Light, due_at, promised_due_at, restart, stand
from xunzheng.calendars.pauses import Pause, merge
from xunzheng.calendars.rules import (
    ClockRefused,
    ClockRule,
    Effect,
    EffectKind,
    EffectMoment,
    Length,
    Lights,
    Unit,
)

START, TEN = "2024-10-08T09:00", days(10)
LIGHTS = [
    # now, stopped, light, used, remaining; ten working days end on the 21st, yellow from 7, red from 9
    ("2024-10-08T10:00", None, Light.GREEN, 0, 10),
    ("2024-10-01T10:00", None, Light.GREEN, 0, 10),
    ("2024-10-15T10:00", None, Light.GREEN, 6, 4),
    ("2024-10-16T10:00", None, Light.YELLOW, 7, 3),
    ("2024-10-18T10:00", None, Light.RED, 9, 1),
    ("2024-10-21T17:30", None, Light.RED, 10, 0),
    ("2024-10-21T17:31", None, Light.OVERDUE, 10, 0),
    ("2030-01-01T00:00", None, Light.OVERDUE, 10, 0),
    ("2024-10-25T10:00", "2024-10-21T17:30", Light.IN_TIME, 10, 0),
    ("2024-10-25T10:00", "2024-10-22T09:00", Light.LATE, 10, 0),
    ("2024-10-15T10:00", "2024-10-22T09:00", Light.GREEN, 6, 4),
]


@pytest.mark.parametrize(("now", "stopped", "light", "used", "remaining"), LIGHTS)
def test_the_light_follows_what_is_used(
    now: str, stopped: str | None, light: Light, used: int, remaining: int
) -> None:
    given = clock(TEN, START, stopped_at=at(stopped) if stopped else None)
    standing = stand(given, CALENDAR, at(now))
    assert (standing.light, standing.used, standing.remaining) == (light, used, remaining)


PAUSED = [
    # now, light, used; paused from the 10th at nine to the 14th at ten
    ("2024-10-10T08:59", Light.GREEN, 1),
    ("2024-10-10T09:00", Light.PAUSED, 1),
    ("2024-10-14T09:59", Light.PAUSED, 2),
    ("2024-10-14T10:00", Light.GREEN, 2),
]


@pytest.mark.parametrize(("now", "light", "used"), PAUSED)
def test_a_paused_clock_shows_so(now: str, light: Light, used: int) -> None:
    given = clock(TEN, START, paused("2024-10-10T09:00", "2024-10-14T10:00"))
    standing = stand(given, CALENDAR, at(now))
    assert (standing.light, standing.used, standing.is_paused) == (light, used, light is Light.PAUSED)


def test_an_open_pause_leaves_the_rest_of_the_limit() -> None:
    standing = stand(clock(TEN, START, paused("2024-10-10T09:00", None)), CALENDAR, at("2030-01-01"))
    assert (standing.used, standing.remaining, standing.light) == (1, 9, Light.PAUSED)
    assert standing.why_no_due == "自 2024-10-10 09:00 因听证暂停，尚未恢复，所以没有截止时刻"
    assert standing.consequence is None


def test_an_open_pause_is_told_by_the_clock_of_the_place() -> None:
    pause = paused("2024-10-10T09:00", None)
    elsewhere = replace(pause, start=pause.start.astimezone(UTC))
    standing = stand(clock(TEN, START, elsewhere), CALENDAR, at("2030-01-01"))
    assert standing.why_no_due.startswith("自 2024-10-10 09:00 因")


HOURS = [
    # unit, now, used of four hours from nine o'clock
    (Unit.HOUR, "2024-10-08T08:00", Fraction(0)),
    (Unit.HOUR, "2024-10-08T10:20", Fraction(4, 3)),
    (Unit.HOUR, "2024-10-09T10:20", Fraction(4)),
    (Unit.WORKING_HOUR, "2024-10-08T13:00", Fraction(3)),
    (Unit.WORKING_HOUR, "2024-10-08T14:45", Fraction(13, 4)),
]


@pytest.mark.parametrize(("unit", "now", "used"), HOURS)
def test_hours_are_used_exactly(unit: Unit, now: str, used: Fraction) -> None:
    standing = stand(clock(days(4, unit), START), CALENDAR, at(now))
    assert (standing.used, standing.remaining) == (used, 4 - used)


def test_what_is_done_at_once_is_red_from_the_start() -> None:
    standing = stand(clock(rule(None), START, promised=None), CALENDAR, at(START))
    assert (standing.light, standing.used) == (Light.RED, 0)


def test_ahead_of_an_event_the_days_until_then_are_used() -> None:
    given = clock(
        rule(None, ends_before="ends", grounds=(), extension=None), "2024-09-01", ends_at=at("2024-09-11")
    )
    standing = stand(given, CALENDAR, at("2024-09-09"))
    assert (standing.used, standing.remaining, standing.light) == (8, 2, Light.YELLOW)
    late = stand(replace(given, started_at=at("2024-09-12")), CALENDAR, at("2024-09-12"))
    assert (late.used, late.light) == (0, Light.OVERDUE)


EFFECTS = [
    # kind, moment, since, phrase
    (
        EffectKind.DEEMED_ACCEPTED,
        EffectMoment.START,
        "2024-10-08T09:00",
        "视为受理（自 2024-10-08 09:00 起，追溯至起算之时",
    ),
    (
        EffectKind.DEEMED_RENEWED,
        EffectMoment.EXPIRY,
        "2024-10-21T17:30",
        "视为准予延续（自 2024-10-21 17:30 起；",
    ),
    (EffectKind.SILENCE_CONSENTS, EffectMoment.EXPIRY, "2024-10-21T17:30", "视为同意"),
    (EffectKind.AGENCY_DECIDES, EffectMoment.EXPIRY, "2024-10-21T17:30", "由行政机关决定"),
    (EffectKind.RIGHT_LAPSES, EffectMoment.EXPIRY, "2024-10-21T17:30", "权利消灭"),
    (
        EffectKind.SUPERVISION,
        EffectMoment.EXPIRY,
        "2024-10-21T17:30",
        "逾期，转督办（自 2024-10-21 17:30 起；期限见《虚构的规定》（虚构〔2024〕1号）第二条）",
    ),
]


@pytest.mark.parametrize(("kind", "moment", "since", "phrase"), EFFECTS)
def test_a_breach_brings_what_the_rule_says(
    kind: EffectKind, moment: EffectMoment, since: str, phrase: str
) -> None:
    given = clock(days(10, breach=Effect(kind, moment)), START)
    assert stand(given, CALENDAR, at("2024-10-21T17:30")).consequence is None
    late = stand(given, CALENDAR, at("2024-10-22T17:30"))
    assert late.consequence is not None
    assert late.consequence.takes_effect_at == at(since)
    assert phrase in late.consequence.words
    assert late.overrun == timedelta(days=1)
    stopped = replace(given, stopped_at=at("2024-10-22T09:00"))
    assert stand(stopped, CALENDAR, at("2024-11-01")).consequence == late.consequence


def test_the_words_of_an_effect_are_those_of_the_rule_with_its_own_article() -> None:
    breach = Effect(EffectKind.SUPERVISION, sentence="列入督办", article="第九条")
    basis = replace(BASIS, title="《甲》《乙》", number=None)
    late = stand(clock(days(10, breach=breach, basis=basis), START), CALENDAR, at("2024-11-01"))
    assert late.consequence is not None
    assert late.consequence.words == "列入督办（自 2024-10-21 17:30 起；《甲》《乙》第九条）"


NAIVE = datetime(2024, 10, 8, 9)  # noqa: DTZ001 a moment without a zone is what is refused
PLAIN = days(5, grounds=(), extension=None)
REFUSED = [
    # clock, what the sentence says
    (
        lambda: clock(PLAIN, START, paused("2024-10-09", "2024-10-10")),
        "规则不允许以此事由暂停计时",
        "不得暂停",
    ),
    (
        lambda: clock(TEN, START, paused("2024-10-09", "2024-10-10", "holiday")),
        "事由",
        "hearing（听证）、testing（检测）",
    ),
    (lambda: clock(PLAIN, START, extensions=(extended(1, "2024-10-09"),)), "规则不允许延长", "延长 1 次"),
    (
        lambda: clock(TEN, START, extensions=(extended(11, "2024-10-09"),)),
        "延长超出规则",
        "合计不超过 10个工作日",
    ),
    (lambda: clock(TEN, START, extensions=(extended(0, "2024-10-09"),)), "延长超出规则", "1 次，0个工作日"),
    (lambda: clock(TEN, START, extensions=(extended(1, "2024-10-09"),) * 3), "延长超出规则", "至多 2 次"),
    (
        lambda: clock(rule(None), START, extensions=(extended(11, "2024-10-08"),)),
        "延长超出规则",
        "合计不超过 10；",
    ),
    (
        lambda: clock(TEN, START, extensions=(replace(extended(1, "2024-10-09"), approver=" "),)),
        "延长没有写明批准人",
        "应为：负责人",
    ),
    (
        lambda: clock(TEN, START, extensions=(extended(1, "2024-10-22"),)),
        "延长批准于期满之后",
        "不晚于 2024-10-21 17:30",
    ),
    (lambda: clock(rule(None, is_given=True), START), "这一时限由个案确定，没有给出", "X.RULE"),
    (lambda: clock(TEN, START, promised=Length(11, Unit.WORKING_DAY)), "承诺时限长于法定时限", "11个工作日"),
    (lambda: clock(rule(None, ends_before="ends"), START), "缺少届满的时刻", "ends"),
    (lambda: clock(TEN, START, ends_at=at("2024-11-01")), "这一时限不是从届满倒算的", "2024-11-01 00:00"),
    (lambda: restart(clock(TEN, START), at("2024-10-09")), "规则没有规定重新起算", "不重新起算"),
    (
        lambda: restart(clock(days(5, restarts_on="x"), START), at("2024-10-01")),
        "重新起算早于原起算",
        "2024-10-01",
    ),
    (lambda: paused("2024-10-09", "2024-10-08"), "暂停的结束早于开始", "2024-10-08"),
    (lambda: Pause(NAIVE, None, "hearing"), "时刻没有时区", "暂停的开始"),
    (lambda: Clock(TEN, NAIVE), "时刻没有时区", "起算"),
    (lambda: clock(TEN, START, stopped_at=NAIVE), "时刻没有时区", "办结"),
    (lambda: clock(TEN, "9999-12-31"), "年份不在可以计算的范围内", "1900 年到 2999 年"),
    (lambda: Length(0, Unit.HOUR), "时限的数目不对", "0"),
    (lambda: Lights(Fraction(1), Fraction(1, 2)), "亮灯的界限不对", "黄灯 1，红灯 1/2"),
]


@pytest.mark.parametrize(("make", "what", "phrase"), REFUSED)
def test_what_the_rule_does_not_allow_is_refused_with_the_sentence(
    make: object, what: str, phrase: str
) -> None:
    assert callable(make)
    with pytest.raises(ClockRefused) as refused:
        due_at(make(), CALENDAR)
    assert what in str(refused.value)
    assert phrase in str(refused.value)


def test_a_promise_in_another_unit_is_compared_by_its_end() -> None:
    """14 days from 8 October end on the 22nd, ten working days on the 21st; 13 days end with them."""
    late, in_time = (clock(TEN, START, promised=Length(days, Unit.CALENDAR_DAY)) for days in (14, 13))
    assert promised_due_at(in_time, CALENDAR) == due_at(in_time, CALENDAR) == at("2024-10-21T17:30")
    with pytest.raises(ClockRefused, match="承诺的截止晚于法定的截止"):
        stand(late, CALENDAR, at(START))


def test_a_promise_in_another_unit_may_be_shorter() -> None:
    assert due_at(clock(TEN, START, promised=Length(24, Unit.HOUR)), CALENDAR) == at("2024-10-21T17:30")


def test_pauses_that_overlap_are_merged() -> None:
    assert merge(
        [paused("2024-10-09", "2024-10-11"), paused("2024-10-10", None), paused("2024-10-12", "2024-10-13")]
    ) == (merge([paused("2024-10-09", None)]))
    assert merge([paused("2024-10-09", "2024-10-09")]) == ()


WORDS = [
    (days(20), "20个工作日"),
    (days(5, at_once_if_possible=True), "即时或者5个工作日"),
    (rule(None), "即时"),
    (rule(None, is_given=True), "个案确定"),
    (rule(None, ends_before="ends"), "届满之前"),
    (days(30, Unit.CALENDAR_DAY, ends_before="ends"), "届满30日前"),
    (days(2, Unit.URGENT_HOUR), "2个紧急工作时"),
]


@pytest.mark.parametrize(("the_rule", "words"), WORDS)
def test_a_limit_is_told_in_words(the_rule: ClockRule, words: str) -> None:
    assert the_rule.limit_words == words


def test_units_and_effects_know_their_kind() -> None:
    assert [unit.is_of_days for unit in Unit] == [unit.seconds == 0 for unit in Unit]
    assert [kind for kind in EffectKind if not kind.is_breach] == [EffectKind.TERM_ENDS]
