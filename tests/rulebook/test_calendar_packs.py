"""The packs of holidays and office hours: day by day beside two other tables, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta, timezone

import chinese_calendar
import holidays
import pytest

from tests.rulebook.written_packs import HEAD
from xunzheng import rulebook
from xunzheng.calendars.days import DayKind, NoNotice
from xunzheng.calendars.hours import HoursRule
from xunzheng.calendars.notices import StatutoryHolidays, YearNotice
from xunzheng.rulebook import RulePack, RulePackError, Shelf, load_pack, shelf_with, standard_shelf

YEARS = range(2004, 2027)
CALENDAR = standard_shelf().calendar()
# The notice for 2006 (国办发明电〔2005〕35号, item 1) moves this Saturday to 3 January: it is worked.
# chinese_calendar has the free days of that New Year but not this day; holidays has it.
ONLY_HOLIDAYS_HAS_IT = {date(2005, 12, 31)}


def days_of(year: int) -> Iterator[date]:
    """All days of the year."""
    start = date(year, 1, 1).toordinal()
    return (date.fromordinal(number) for number in range(start, date(year + 1, 1, 1).toordinal()))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_worked_or_free_as_in_chinese_calendar(year: int) -> None:
    ours = {on for on in days_of(year) if CALENDAR.days.is_workday(on)}
    theirs = {on for on in days_of(year) if chinese_calendar.is_workday(on)}
    assert ours - theirs == {on for on in ONLY_HOLIDAYS_HAS_IT if on.year == year}
    assert theirs - ours == set()


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_worked_or_free_as_in_holidays(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    ours = {on for on in days_of(year) if CALENDAR.days.is_workday(on)}
    assert ours == {on for on in days_of(year) if china.is_working_day(on)}


ALIASES = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利70周年纪念日",
}


@pytest.mark.parametrize("year", YEARS)
def test_moved_days_bear_the_name_of_chinese_calendar(year: int) -> None:
    for on in set(days_of(year)) - ONLY_HOLIDAYS_HAS_IT:
        day = CALENDAR.days.day(on)
        is_free_weekday = day.kind is DayKind.HOLIDAY and on.weekday() < 5
        if is_free_weekday or day.kind is DayKind.MAKE_UP:
            name = chinese_calendar.get_holiday_detail(on)[1]
            chinese = chinese_calendar.Holiday(name).chinese
            # An item of a notice may be of two holidays (中秋节、国庆节), which are told apart there.
            assert ALIASES.get(chinese, chinese) in day.name, on


def test_the_known_years_are_without_a_gap() -> None:
    assert CALENDAR.days.years == tuple(YEARS)
    assert len(CALENDAR.days.spans) == 1


NAMED = [
    # what the later notices changed, and what a notice says of another year
    ("2005-12-31", DayKind.MAKE_UP, "元旦", "国办发明电〔2005〕35号"),
    ("2007-12-29", DayKind.MAKE_UP, "元旦", "国办发明电〔2007〕52号"),
    ("2007-12-31", DayKind.HOLIDAY, "元旦", "国办发明电〔2007〕52号"),
    ("2018-12-29", DayKind.MAKE_UP, "元旦", "国办发明电〔2018〕15号"),
    ("2015-09-03", DayKind.HOLIDAY, "抗战胜利70周年纪念日", "国发明电〔2015〕1号"),
    ("2015-09-06", DayKind.MAKE_UP, "抗战胜利70周年纪念日", "国发明电〔2015〕1号"),
    ("2019-05-03", DayKind.HOLIDAY, "劳动节", "国办发明电〔2019〕3号"),
    ("2019-04-28", DayKind.MAKE_UP, "劳动节", "国办发明电〔2019〕3号"),
    ("2020-01-30", DayKind.HOLIDAY, "春节", "国办发明电〔2019〕16号"),
    ("2020-01-31", DayKind.HOLIDAY, "春节", "国办发明电〔2020〕1号"),
    # The notice of 2019 made this Saturday a working day; the one of January 2020 took it back.
    ("2020-02-01", DayKind.HOLIDAY, "春节", "国办发明电〔2020〕1号"),
    ("2020-02-03", DayKind.WORKDAY, "周一", "国办发明电〔2019〕16号"),
]


@pytest.mark.parametrize(("on", "kind", "name", "number"), NAMED)
def test_a_day_cites_the_notice_that_settled_it(on: str, kind: DayKind, name: str, number: str) -> None:
    day = CALENDAR.days.day(date.fromisoformat(on))
    assert (day.kind, day.name, day.basis.number) == (kind, name, number)


def test_the_next_year_is_refused_and_provisional_by_wish() -> None:
    with pytest.raises(NoNotice):
        CALENDAR.days.day(date(2027, 1, 4))
    days = standard_shelf().calendar(provisional=[2027]).days
    labour_day = days.day(date(2027, 5, 1))
    assert (labour_day.kind, labour_day.basis.title) == (DayKind.HOLIDAY, "全国年节及纪念日放假办法")
    assert labour_day.provisional
    # 春节 of 2027 is on 6 February by the moon: no table, so its Monday counts, and is marked.
    monday = days.day(date(2027, 2, 8))
    assert (monday.kind, monday.provisional) == (DayKind.WORKDAY, True)


def written(form: str, body: str, **head: str) -> str:
    """A pack with the usual head."""
    values = {
        "form": form,
        "kind": "working-days",
        "code": "lanqiao-calendar",
        "title": "放假安排",
        "jurisdiction": "CN",
        "valid_from": "2027-01-01",
        "more": "valid_to = 2028-01-01",
    }
    return HEAD.format(**(values | head)) + body


NEW_YEAR = """
[[holidays]]
name = "元旦"
first = 2026-12-31
last = 2027-01-02
make_ups = [2026-12-27]
"""
LOCAL = """
[calendar]
supplement = true

[[holidays]]
name = "三月三"
first = 2024-04-11
last = 2024-04-12
"""
SEASONS = """
[hours]
zone = "+08:00"

[[seasons]]
first = "05-01"
last = "09-30"
weekdays = ["周五"]
intervals = ["08:00-12:00"]

[[seasons]]
intervals = ["09:00-12:00", "13:30-17:00"]
"""


def test_a_new_year_is_a_new_file() -> None:
    added = load_pack(written("calendar", NEW_YEAR), "calendar-2027.toml")
    days = shelf_with([added]).calendar().days
    assert days.years[-1] == 2027
    assert days.day(date(2026, 12, 27)).kind is DayKind.MAKE_UP
    assert days.count(date(2026, 12, 25), date(2027, 1, 4)) == 5
    # With the notice for 2027 the last week of 2026 is settled.
    assert not days.day(date(2026, 12, 29)).provisional
    assert CALENDAR.days.day(date(2026, 12, 29)).provisional


def test_a_region_lays_its_own_days_over_the_nations() -> None:
    local = load_pack(
        written(
            "calendar",
            LOCAL,
            kind="working-days-change",
            jurisdiction="450000",
            valid_from="2024-04-11",
            more="valid_to = 2024-04-13",
        ),
        "gx.toml",
    )
    shelf = shelf_with([local])
    city, nation = shelf.calendar("450400").days, shelf.calendar().days
    assert city.day(date(2024, 4, 12)).name == "三月三"
    assert city.day(date(2024, 2, 12)).name == "春节"
    assert nation.is_workday(date(2024, 4, 12))
    with pytest.raises(rulebook.UnknownCode):
        shelf.calendar("nowhere")


def test_a_region_has_its_own_hours_while_they_are_in_force() -> None:
    own = load_pack(
        written(
            "hours", SEASONS, kind="office-hours", jurisdiction="431100", valid_from="2024-01-01", more=""
        ),
        "hours.toml",
    )
    calendar = shelf_with([own]).calendar("431121")
    assert calendar.hours.closes_at(date(2024, 7, 5)) == time(12)
    assert calendar.hours.closes_at(date(2024, 7, 4)) == time(17)
    assert calendar.hours.closes_at(date(2023, 7, 4)) == time(17, 30)
    assert calendar.zone == timezone(timedelta(hours=8))
    assert isinstance(own.content, HoursRule)
    assert own.content.basis.pack == "lanqiao-calendar"


def test_places_without_days_of_their_own_share_a_calendar() -> None:
    shelf = standard_shelf()
    assert shelf.calendar("431121") is shelf.calendar("110000") is shelf.calendar()
    assert shelf.calendar(provisional=[2027]) is not shelf.calendar()


def test_an_example_that_is_taken_by_code_only_changes_no_day() -> None:
    example = load_pack(
        written("calendar", NEW_YEAR, more="valid_to = 2028-01-01\nby_code_only = true"), "x.toml"
    )
    assert shelf_with([example]).calendar().days.years[-1] == 2026


def test_office_hours_are_needed_and_in_one_zone() -> None:
    bare = [pack for pack in standard_shelf().packs if not isinstance(pack.content, HoursRule)]
    for packs in (bare, []):
        with pytest.raises(RulePackError, match="没有办公时间规则包"):
            Shelf(packs).calendar()
    abroad = load_pack(
        written("hours", SEASONS.replace("+08:00", "-05:30"), kind="office-hours", jurisdiction="431100"),
        "hours.toml",
    )
    with pytest.raises(RulePackError, match="UTC-05:30"):
        shelf_with([abroad]).calendar("431100")


REFUSED = [
    # what is wrong, form, body, further head, phrases of the refusal
    ("no holidays", "calendar", "", {}, ["holidays", "没有写节日"]),
    ("not a whole year", "calendar", NEW_YEAR, {"more": "valid_to = 2027-12-31"}, ["不是整年", "2028-01-01"]),
    ("without an end", "calendar", NEW_YEAR, {"more": ""}, ["不是整年", "不限"]),
    (
        "outside its days",
        "calendar",
        LOCAL.replace("2024", "2027"),
        {"more": "valid_to = 2027-04-12"},
        ["不在规则包的有效期内", "2027-04-12"],
    ),
    ("no date", "calendar", NEW_YEAR.replace("[2026-12-27]", '["2026-12-27"]'), {}, ["make_ups[0]", "日期"]),
    ("misspelt", "calendar", NEW_YEAR.replace("make_ups", "makeups"), {}, ["不认识的键", "makeups"]),
    (
        "worked on Monday",
        "calendar",
        NEW_YEAR.replace("12-27]", "12-28]"),
        {},
        ["不是周末", "2026-12-28", "x.toml › 元旦"],
    ),
    ("far away", "calendar", NEW_YEAR.replace("last = 2027", "last = 2029"), {}, ["起止日期不对"]),
    (
        "no month",
        "statutory-holidays",
        '[[holidays]]\nname = "元旦"\ndays = ["13-01"]\n',
        {},
        ["看不懂的月日"],
    ),
    (
        "no month-day",
        "statutory-holidays",
        '[[holidays]]\nname = "元旦"\ndays = ["1.1"]\n',
        {},
        ["看不懂的月日"],
    ),
    ("no zone", "hours", SEASONS.replace("+08:00", "北京"), {}, ["看不懂的时区"]),
    ("no interval", "hours", SEASONS.replace("08:00-12:00", "8点至12点"), {}, ["看不懂的办公时段"]),
    ("no time", "hours", SEASONS.replace("08:00-12:00", "08:00-25:00"), {}, ["看不懂的办公时段"]),
    ("no weekday", "hours", SEASONS.replace("周五", "周六"), {}, ["不认识的星期", "周六"]),
    (
        "reversed",
        "hours",
        SEASONS.replace("08:00-12:00", "12:00-08:00"),
        {},
        ["先后不对", "x.toml › 办公时间"],
    ),
    ("no general hours", "hours", SEASONS.partition("[[seasons]]\nintervals")[0], {}, ["缺少全年适用"]),
]


@pytest.mark.parametrize(
    ("what", "form", "body", "head", "phrases"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_a_faulty_pack_is_refused_with_its_place(
    what: str, form: str, body: str, head: dict[str, str], phrases: list[str]
) -> None:
    with pytest.raises(RulePackError) as refused:
        load_pack(written(form, body, **head), "x.toml")
    for phrase in (*phrases, "x.toml"):
        assert phrase in str(refused.value)


def packs_of(form: type) -> list[RulePack]:
    """The standard packs that hold such a thing."""
    return [pack for pack in standard_shelf().packs if isinstance(pack.content, form)]


def test_every_notice_is_named_and_numbered() -> None:
    notices = packs_of(YearNotice)
    assert len(notices) == len(YEARS) + 3
    for pack in notices:
        assert "通知" in pack.header.basis.title
        assert "发明电〔" in (pack.header.basis.number or "")
    assert len(packs_of(StatutoryHolidays)) == 1
