"""The clock drawn and told: examples worked out by hand, and laws that hold for every clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from xunzheng.calendars.clock import Clock, Extension, Pause
from xunzheng.calendars.explanation import explain
from xunzheng.formats.html.words import Speaker
from xunzheng.site.cases.clock_picture import bar_of, sheet_of, stretches_of
from xunzheng.site.cases.library import library
from xunzheng.site.cases.words import CASE_WORDS

ZONE = ZoneInfo("Asia/Shanghai")
T = Speaker("zh", CASE_WORDS)
NOW = datetime(2026, 10, 9, 10, 0, tzinfo=ZONE)
DAYS = st.integers(0, 200)


def explained(started: datetime, now: datetime = NOW, rule: str = "FOI.CLARIFY", **more):
    calendar = library().calendar("")
    return explain(Clock(library().rules("", NOW.date())[rule], started, **more), calendar, now)


def test_seven_working_days_over_national_day():
    """Received on Tuesday 29 September 2026: 30 September is the first day; 1 to 7 October are free;
    8 and 9 the second and third; Saturday the 10th is worked; 12, 13 and 14 the fifth to the seventh."""
    one = explained(datetime(2026, 9, 29, 15, tzinfo=ZONE))
    told = [
        (str(each.first), each.days, each.kind, each.from_count, each.to_count)
        for each in stretches_of(one, NOW)
    ]
    assert told == [
        ("2026-09-29", 1, "start", 0, 0),
        ("2026-09-30", 1, "used", 1, 1),
        ("2026-10-01", 7, "holiday", 1, 1),
        ("2026-10-08", 2, "used", 2, 3),
        ("2026-10-10", 1, "left", 4, 4),
        ("2026-10-11", 1, "off", 4, 4),
        ("2026-10-12", 3, "left", 5, 7),
    ]
    weeks = sheet_of(one, NOW)
    assert [cell.on.day if cell else None for cell in weeks[0]] == [None, 29, 30, 1, 2, 3, 4]
    assert [(cell.on.day, cell.running) for cell in weeks[1] if cell and cell.running] == [
        (8, 2),
        (9, 3),
        (10, 4),
    ]
    due = [cell for week in weeks for cell in week if cell and cell.is_due]
    assert [cell.on for cell in due] == [date(2026, 10, 14)]
    today = [cell for week in weeks for cell in week if cell and cell.is_today]
    assert [cell.on for cell in today] == [date(2026, 10, 9)]


def test_the_bar_marks_today_and_the_due_day():
    bar = bar_of(explained(datetime(2026, 9, 29, 15, tzinfo=ZONE)), NOW, T)
    assert bar is not None
    assert [mark.kind for mark in bar.marks] == ["due", "today"]
    # 16 days, each 16 wide; today is the eleventh, and its mark stands in the middle of it.
    assert bar.width == 16 * 16
    assert [mark.x for mark in bar.marks] == [15 * 16 + 7.2, 10 * 16 + 7.2]
    assert dict(bar.paths)["holiday"].count("M") == 7


def test_what_is_over_is_drawn_to_today_and_no_further_than_two_months():
    started = datetime(2026, 9, 29, 15, tzinfo=ZONE)
    over = dict(bar_of(explained(started, NOW + timedelta(days=7)), NOW + timedelta(days=7), T).paths)["over"]
    assert over.count("M") == 2  # 15 and 16 October
    late = NOW + timedelta(days=80)
    assert dict(bar_of(explained(started, late), late, T).paths)["over"].count("M") == 60


def test_pauses_and_extensions_have_their_kinds():
    started = datetime(2026, 9, 1, 9, tzinfo=ZONE)
    pause = Pause(
        datetime(2026, 9, 3, 9, tzinfo=ZONE), datetime(2026, 9, 7, 9, tzinfo=ZONE), "third-party", "张三"
    )
    longer = Extension(5, "李四", datetime(2026, 9, 8, 9, tzinfo=ZONE), "检索量大")
    one = explained(started, rule="FOI.REPLY", pauses=(pause,), extensions=(longer,))
    kinds = [cell.kind for week in sheet_of(one, NOW) for cell in week if cell]
    assert kinds.count("paused") == 2  # Thursday and Friday; on Monday the 7th it runs again
    assert kinds.count("extended") == 5
    words = {each.words for each in stretches_of(one, NOW) if each.kind in ("paused", "extended")}
    assert any("征求第三方意见暂停" in text and "张三批准" in text for text in words)
    assert any(text.startswith("延长期内（李四批准") for text in words)


def test_a_limit_of_hours_has_no_days_to_draw():
    rules = library().rules("", NOW.date())
    hours = next(code for code, rule in rules.items() if rule.limit and not rule.limit.unit.is_of_days)
    one = explained(datetime(2026, 9, 29, 15, tzinfo=ZONE), rule=hours)
    assert bar_of(one, NOW, T) is None
    assert sheet_of(one, NOW) == ()
    assert stretches_of(one, NOW)


@given(DAYS, st.integers(0, 60))
def test_sheet_stretches_and_bar_tell_the_same_days(start, later):
    started = datetime(2026, 1, 5, 9, tzinfo=ZONE) + timedelta(days=start)
    now = started + timedelta(days=later)
    one = explained(started, now, "FOI.REPLY")
    cells = [cell for week in sheet_of(one, now) for cell in week if cell]
    stretches = stretches_of(one, now)
    assert all(len(week) == 7 for week in sheet_of(one, now))
    assert sum(each.days for each in stretches) == len(cells) == len(one.lines)
    assert [cell.running for cell in cells if cell.running is not None] == list(range(1, 21))
    assert stretches[-1].to_count == 20
    bar = bar_of(one, now, T)
    drawn = {kind: path.count("M") for kind, path in bar.paths if kind != "over"}
    assert sum(drawn.values()) == len(cells)
    assert all(drawn[kind] == [cell.kind for cell in cells].count(kind) for kind in drawn)
