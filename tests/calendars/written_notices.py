"""Notices of holidays and office hours written short, for the tests."""

from __future__ import annotations

from datetime import date, time, timedelta, timezone
from importlib import resources

from xunzheng.basis import Basis
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.days import WorkingDays
from xunzheng.calendars.hours import HoursRule, Interval, OfficeHours, Season
from xunzheng.calendars.notices import FixedHoliday, Holiday, StatutoryHolidays, YearNotice
from xunzheng.rulebook import load_pack

ZONE = timezone(timedelta(hours=8))

NOTICE_2024 = YearNotice(
    2024,
    Basis("关于2024年部分节假日安排的通知", "国办发明电〔2023〕7号"),
    (
        Holiday("元旦", date(2024, 1, 1), date(2024, 1, 1)),
        Holiday("春节", date(2024, 2, 10), date(2024, 2, 17), (date(2024, 2, 4), date(2024, 2, 18))),
        Holiday("国庆节", date(2024, 10, 1), date(2024, 10, 7), (date(2024, 9, 29), date(2024, 10, 12))),
    ),
)
# Like the notices for 2008 and 2019: it moves days of the December before it.
NOTICE_2025 = YearNotice(
    2025,
    Basis("关于2025年部分节假日安排的通知（虚构）"),
    (Holiday("元旦", date(2024, 12, 30), date(2025, 1, 1), (date(2024, 12, 28), date(2024, 12, 29))),),
)
LAW = StatutoryHolidays(
    Basis("全国年节及纪念日放假办法", valid_from=date(2025, 1, 1)),
    (FixedHoliday("元旦", 1, 1), FixedHoliday("劳动节", 5, 1), FixedHoliday("劳动节", 5, 2)),
)
DAYS = WorkingDays([NOTICE_2024, NOTICE_2025])

MORNING = Interval(time(8, 30), time(12))
AFTERNOON = Interval(time(14, 30), time(17, 30))
SUMMER_AFTERNOON = Interval(time(15), time(18))
SUMMER = Season((MORNING, SUMMER_AFTERNOON), first=(6, 1), last=(9, 30))
HOURS = OfficeHours([HoursRule(Basis("某市办公时间"), (SUMMER, Season((MORNING, AFTERNOON))))])
CALENDAR = Calendar(DAYS, HOURS, ZONE)


def standard_days() -> WorkingDays:
    """The working days of all years that the program comes with a notice for."""
    folder = resources.files("xunzheng.rulebook") / "packs"
    names = [item.name for item in folder.iterdir() if item.name.startswith("calendar-")]
    packs = [load_pack((folder / name).read_bytes(), name) for name in names]
    notices = [pack.content for pack in packs if isinstance(pack.content, YearNotice)]
    return WorkingDays(sorted(notices, key=lambda notice: notice.is_supplement))
