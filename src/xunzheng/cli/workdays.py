"""The command `workdays`: the working days between two dates, the holidays and make-up days among them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.text import Text

from xunzheng.basis import Basis
from xunzheng.calendars.days import Day, DayKind, NoNotice, WorkingDays
from xunzheng.cli.frameworks import citation
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import field, opened_output, page_width, print_lines
from xunzheng.rulebook import Shelf, shelf_from
from xunzheng.rulebook.header import NATION

RULE = "起算当日不计入，末日计入"
FURTHEST = 10


@dataclass(frozen=True, slots=True)
class WorkdaysRequest:
    """What is asked for: the days d with after < d <= until at the region, the nation if there is none.

    With `provisional`, years that have no notice yet are counted, and the result says that they were.
    """

    after: date
    until: date
    as_json: bool = False
    region: str | None = None
    provisional: bool = False
    packs: Path | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive days of one kind, under one name, by one notice."""

    days: tuple[Day, ...]

    @property
    def name(self) -> str:
        """The name of the holiday."""
        return self.days[0].name

    @property
    def basis(self) -> Basis:
        """The notice."""
        return self.days[0].basis


def show_workdays(request: WorkdaysRequest) -> int:
    """Count and print.

    Raises `Refused` where the dates are reversed or a year between them is not known, UnknownCode for a
    region that is none.
    """
    if request.until < request.after:
        raise Refused(f"末日 {request.until} 早于起算日 {request.after}。请把较早的日期写在前面。")
    shelf = shelf_from(request.packs)
    jurisdiction = shelf.region(request.region).code if request.region else NATION
    working = _working_days(shelf, jurisdiction, request)
    try:
        days = tuple(working.between(request.after, request.until))
        counted = working.count(request.after, request.until)
    except NoNotice as unknown:
        raise _refused(unknown, working) from None
    with opened_output(None) as console:
        if request.as_json:
            print_lines(console, _json(request, jurisdiction, days, counted).splitlines())
        else:
            print_lines(console, _lines(request, days, counted, page_width(console)))
    return 0


def stretches(days: Sequence[Day], kind: DayKind) -> list[Stretch]:
    """The days of the kind in runs without a gap, each under one name and notice."""
    runs: list[list[Day]] = []
    for before, day in itertools.pairwise((None, *days)):
        if day is None or day.kind is not kind:
            continue
        follows = before is not None and (before.kind, before.name, before.basis) == (
            kind,
            day.name,
            day.basis,
        )
        if follows:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Stretch(tuple(run)) for run in runs]


def _working_days(shelf: Shelf, jurisdiction: str, request: WorkdaysRequest) -> WorkingDays:
    """With the years after the last notice, where they are wanted; an earlier one had a notice.

    Raises `Refused` where the end is so far away that weekends say nothing any more.
    """
    known = shelf.calendar(jurisdiction).days
    if not request.provisional or not known.years:
        return known
    last = known.years[-1]
    if request.until.year > last + FURTHEST:
        told = f"末日 {request.until} 太远：最近的放假通知是 {last} 年的"
        raise Refused(f"{told}，暂定的年份至多到 {last + FURTHEST} 年。请改用较近的末日。")
    return shelf.calendar(jurisdiction, range(last + 1, request.until.year + 1)).days


def _refused(unknown: NoNotice, working: WorkingDays) -> Refused:
    advice = "在 --packs 的目录里加上那一年的日历规则包"
    if working.years and unknown.year > working.years[-1]:
        advice = f"通知发布后{advice}；通知发布前可加 --provisional，只按周末和固定日期的法定节日暂算"
    return Refused(f"{unknown.what}。应为：{unknown.expected}；实为：{unknown.found}。{advice}。")


def _lines(request: WorkdaysRequest, days: Sequence[Day], counted: int, width: int) -> Iterator[Text]:
    after, until = _dated(request.after), _dated(request.until)
    yield Text(f"{after} 至 {until}：{counted} 个工作日", style="bold")
    yield from field("算法", f"{RULE}：{request.after} 不计入，{request.until} 计入。", width)
    yield from field("日历天数", _totals(days), width)
    if any(day.provisional for day in days):
        yield from field("暂定", _provisional_years(days), width, "yellow")
    yield from _listed("放假", stretches(days, DayKind.HOLIDAY), width)
    yield from _listed("调休上班", stretches(days, DayKind.MAKE_UP), width)


def _listed(title: str, found: Sequence[Stretch], width: int) -> Iterator[Text]:
    if not found:
        return
    yield Text("")
    yield Text(title, style="bold")
    for stretch in found:
        yield Text.assemble("    ", (_span(stretch), "cyan"), f"  {stretch.name}")
        yield from field("", cited(stretch.basis), width, "dim")


def cited(basis: Basis) -> str:
    """The notice with its number, marked where it was not held against the original."""
    return citation(basis) + ("" if basis.verified else "（未核对原文）")


def _totals(days: Sequence[Day]) -> str:
    names = {"工作日": DayKind.WORKDAY, "调休上班": DayKind.MAKE_UP}
    names |= {"周末": DayKind.WEEKEND, "放假": DayKind.HOLIDAY}
    each = [f"{name} {sum(day.kind is kind for day in days)}" for name, kind in names.items()]
    return f"{len(days)} 天：{'，'.join(each)}"


def _provisional_years(days: Sequence[Day]) -> str:
    marked = [day for day in days if day.provisional]
    return (
        f"{marked[0].on} 至 {marked[-1].on} 间有 {len(marked)} 天还没有通知可依（年末一周要等下一年的通知），"
        "只按周末和固定日期的法定节日计算，通知发布后须重算。"
    )


def _span(stretch: Stretch) -> str:
    first, last = stretch.days[0].on, stretch.days[-1].on
    return _dated(first) if first == last else f"{_dated(first)} 至 {_dated(last)}"


def _dated(day: date) -> str:
    return f"{day}（周{'一二三四五六日'[day.weekday()]}）"


def _json(request: WorkdaysRequest, jurisdiction: str, days: Sequence[Day], counted: int) -> str:
    content = {
        "from": request.after.isoformat(),
        "from_counted": False,
        "to": request.until.isoformat(),
        "to_counted": True,
        "jurisdiction": jurisdiction,
        "working_days": counted,
        "calendar_days": len(days),
        "provisional": any(day.provisional for day in days),
        "holidays": [_record(stretch) for stretch in stretches(days, DayKind.HOLIDAY)],
        "make_up_days": [_record(stretch) for stretch in stretches(days, DayKind.MAKE_UP)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _record(stretch: Stretch) -> dict[str, object]:
    basis = stretch.basis
    return {
        "first": stretch.days[0].on.isoformat(),
        "last": stretch.days[-1].on.isoformat(),
        "name": stretch.name,
        "provisional": stretch.days[0].provisional,
        "notice": {"title": basis.title, "number": basis.number, "verified": basis.verified},
    }
