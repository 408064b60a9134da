"""Notices of holidays, and the law's holidays of fixed date, out of their TOML tables."""

from __future__ import annotations

from datetime import date

from xunzheng.basis import Basis
from xunzheng.calendars.notices import FixedHoliday, Holiday, StatutoryHolidays, YearNotice
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.month_days import read_month_day


def read_notice(top: Fields, header: Header) -> YearNotice:
    """The `[[holidays]]` of a year's notice, or of a later one that changes some of its days.

    A pack of a year is in force for just that year; one with `supplement = true` for the days it changes.
    Raises RulePackError, NoticeRefused.
    """
    is_supplement = _is_supplement(top)
    holidays = tuple(_read_holiday(table) for table in top.tables("holidays"))
    if not holidays:
        raise top.refusal("holidays", "没有写节日", "至少一个 [[holidays]]", "没有", "请照通知逐项写上。")
    start = header.basis.valid_from or date.min
    notice = YearNotice(start.year, header.basis, holidays, is_supplement)
    if is_supplement:
        _check_days(top, header.basis, notice)
    else:
        _check_year(top, header.basis)
    return notice


def read_statutory_holidays(top: Fields, header: Header) -> StatutoryHolidays:
    """The `[[holidays]]` of the law whose dates are the same every year. Raises RulePackError."""
    fixed = [item for table in top.tables("holidays") for item in _read_fixed(table)]
    return StatutoryHolidays(header.basis, tuple(fixed))


def _is_supplement(top: Fields) -> bool:
    table = top.optional_table("calendar")
    if table is None:
        return False
    is_supplement = table.flag("supplement")
    table.close()
    return is_supplement


def _read_holiday(table: Fields) -> Holiday:
    holiday = Holiday(table.text("name"), table.day("first"), table.day("last"), table.days("make_ups"))
    table.close()
    return holiday


def _read_fixed(table: Fields) -> tuple[FixedHoliday, ...]:
    name, days = table.text("name"), table.texts("days")
    table.close()
    return tuple(FixedHoliday(name, *read_month_day(table, "days", day)) for day in days)


def _check_year(top: Fields, basis: Basis) -> None:
    start = basis.valid_from or date.min
    if (start.month, start.day) == (1, 1) and basis.valid_to == date(start.year + 1, 1, 1):
        return
    raise top.refusal(
        "pack",
        "年度放假安排的起止不是整年",
        f"valid_from = {start.year}-01-01，valid_to = {start.year + 1}-01-01",
        f"{basis.valid_from} 起，{basis.valid_to or '不限'} 止",
        "只改动几天的通知请写 [calendar] 和 supplement = true。",
    )


def _check_days(top: Fields, basis: Basis, notice: YearNotice) -> None:
    days = [day for item in notice.holidays for day in (*item.free_days(), *item.make_ups)]
    outside = [day for day in days if not basis.holds_on(day)]
    if outside:
        expected = f"{basis.valid_from} 起，{basis.valid_to or '不限'} 止"
        advice = "请改 valid_from、valid_to，使所改的日子都在其中。"
        raise top.refusal("holidays", "日期不在规则包的有效期内", expected, outside[0].isoformat(), advice)
