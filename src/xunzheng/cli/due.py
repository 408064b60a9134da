"""The command `due`: until when something must be done, which days counted and why the rest did not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from rich.text import Text

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Extension, Light, Pause
from xunzheng.calendars.days import NoNotice
from xunzheng.calendars.explanation import Explanation, explain
from xunzheng.calendars.explanation_json import explanation_to_json
from xunzheng.calendars.pauses import check_moment
from xunzheng.calendars.rules import ClockRule, Length
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import field, opened_output, page_width, print_lines, safe
from xunzheng.rulebook import Shelf, shelf_from
from xunzheng.rulebook.clock_table import read_length
from xunzheng.rulebook.header import NATION

_PAUSE = re.compile(r"(?P<start>[^.=]+)\.\.(?P<end>[^=]*)=(?P<ground>[^=@]+)(@(?P<approver>.+))?")

LIGHTS = {
    Light.GREEN: ("绿灯", "green"),
    Light.YELLOW: ("黄灯", "yellow"),
    Light.RED: ("红灯", "red"),
    Light.OVERDUE: ("已逾期", "bold red"),
    Light.PAUSED: ("暂停中", "cyan"),
    Light.IN_TIME: ("按时办结", "green"),
    Light.LATE: ("逾期办结", "red"),
}


@dataclass(frozen=True, slots=True)
class DueRequest:
    """What is asked for, as it was typed; `on` chooses the rule, the start day if there is none."""

    code: str
    start: str
    now: str | None = None
    pauses: tuple[str, ...] = ()
    extend: int | None = None
    promised: str | None = None
    ends: str | None = None
    stop: str | None = None
    on: date | None = None
    region: str | None = None
    explained: bool = False
    as_json: bool = False
    provisional: bool = False
    packs: Path | None = None


def show_due(request: DueRequest) -> int:
    """Compute and print.

    Raises `Refused` where what was typed cannot be read, or a year is not known; UnknownCode for a rule or
    region that is none; ClockRefused where the rule does not allow a pause or extension.
    """
    shelf = shelf_from(request.packs)
    jurisdiction = shelf.region(request.region).code if request.region else NATION
    zone = shelf.calendar(jurisdiction).zone
    start = read_moment(request.start, zone, "起算")
    rule = shelf.clock_rule(request.code.upper(), request.on or start.date(), jurisdiction)
    now = datetime.now(zone) if request.now is None else read_moment(request.now, zone, "现在")
    calendar = _calendar(shelf, jurisdiction, start.year, request.provisional)
    try:
        explanation = explain(_clock(request, rule, start, zone), calendar, now)
    except NoNotice as unknown:
        is_to_come = unknown.year > calendar.days.years[-1] and not request.provisional
        raise Refused(_without_notice(unknown, is_to_come)) from None
    with opened_output(None) as console:
        if request.as_json:
            content = explanation_to_json(explanation)
            print_lines(console, json.dumps(content, ensure_ascii=False, indent=2).splitlines())
        else:
            print_lines(console, due_lines(explanation, request.explained, page_width(console)))
    return 0


def read_moment(text: str, zone: tzinfo, what: str) -> datetime:
    """The moment, told in the zone of the place; a date alone is the moment at which that day begins.

    Raises `Refused` where it is none, ClockRefused where it lies where no calendar reaches.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"看不懂的{what}时间“{safe(text[:40])}”。"
            "请写成 2024-09-27T15:00，或只写日期 2024-09-27（当日零时）。"
        ) from None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    check_moment(moment, what)
    return moment.astimezone(zone)


def _clock(request: DueRequest, rule: ClockRule, start: datetime, zone: tzinfo) -> Clock:
    return Clock(
        rule=rule,
        started_at=start,
        pauses=tuple(_pause(text, zone) for text in request.pauses),
        extensions=_extensions(request.extend, rule, start),
        stopped_at=None if request.stop is None else read_moment(request.stop, zone, "办结"),
        promised=None if request.promised is None else _promised(request.promised, rule),
        ends_at=None if request.ends is None else _end(request.ends, zone),
    )


def _pause(text: str, zone: tzinfo) -> Pause:
    """`FROM..TO=GROUND[@APPROVER]`; without TO it has not ended yet. Raises `Refused`, ClockRefused."""
    found = _PAUSE.fullmatch(text)
    if found is None:
        raise Refused(
            f"看不懂的暂停“{safe(text[:60])}”。请写成 FROM..TO=事由，例如 2024-10-08..2024-10-15=hearing；"
            "还没有结束的不写 TO。"
        )
    end = found["end"].strip()
    return Pause(
        read_moment(found["start"].strip(), zone, "暂停开始"),
        read_moment(end, zone, "暂停结束") if end else None,
        found["ground"].strip(),
        (found["approver"] or "").strip(),
    )


def _extensions(amount: int | None, rule: ClockRule, start: datetime) -> tuple[Extension, ...]:
    """One extension, approved by whom the rule names and in time, since nothing else is said."""
    if amount is None:
        return ()
    approver = rule.extension.approver if rule.extension else ""
    return (Extension(amount, approver or "批准人未写明", start),)


def _promised(text: str, rule: ClockRule) -> Length:
    """A number of the limit's unit, or a number with its own unit. Raises `Refused`, ClockRefused."""
    if text.isascii() and text.isdigit() and len(text) <= 5 and rule.limit is not None:
        return Length(int(text), rule.limit.unit)
    found = read_length(text)
    if found is None:
        raise Refused(f"看不懂的承诺时限“{safe(text[:20])}”。请写数目，或数目加单位，例如 10wd、24h。")
    return found


def _end(text: str, zone: tzinfo) -> datetime:
    """A date alone is valid through its last moment."""
    moment = read_moment(text, zone, "届满")
    return moment + timedelta(days=1) if _is_date(text) else moment


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _calendar(shelf: Shelf, jurisdiction: str, start_year: int, is_provisional: bool) -> Calendar:
    """With the years after the last notice, where they are wanted."""
    known = shelf.calendar(jurisdiction)
    if not is_provisional:
        return known
    last = known.days.years[-1]
    return shelf.calendar(jurisdiction, range(last + 1, max(last, start_year) + 30))


def _without_notice(unknown: NoNotice, is_to_come: bool) -> str:
    advice = "通知发布前可加 --provisional，只按周末和固定日期的法定节日暂算" if is_to_come else "请核对日期"
    return f"{unknown.what}。应为：{unknown.expected}；实为：{unknown.found}。{advice}。"


def due_lines(explanation: Explanation, is_explained: bool, width: int) -> Iterator[Text]:
    """The due moment, the rule, what counted and what did not; with each day or stretch if asked for."""
    rule, standing = explanation.clock.rule, explanation.standing
    yield Text.assemble((rule.code, "bold cyan"), f"  {rule.title}")
    if standing.due_at is None:
        yield from field("截止", standing.why_no_due, width, "bold")
    else:
        yield from field("截止", moment_words(standing.due_at), width, "bold")
    if standing.promised_due_at is not None:
        yield from field("承诺截止", moment_words(standing.promised_due_at), width, "bold")
    start = explanation.clock.started_at
    yield from field("起算", f"{rule.starts_at_title}，{start:%Y-%m-%d %H:%M}", width)
    yield from field("期限", _limit_words(explanation), width)
    if explanation.lines:
        yield from field("计入", _totals(explanation), width)
    yield from _state_lines(explanation, width)
    yield from basis_lines(rule, width)
    if explanation.is_provisional:
        yield from field("暂定", "有些日子还没有放假通知可依，通知发布后须重算。", width, "yellow")
    if is_explained:
        yield Text("")
        yield from _explained(explanation, width)


def basis_lines(rule: ClockRule, width: int) -> Iterator[Text]:
    """The citation, whether it was held against the original, and what is uncertain."""
    basis = rule.basis
    title = basis.title if basis.title.startswith("《") else f"《{basis.title}》"
    number = f"（{basis.number}）" if basis.number else ""
    yield from field("依据", f"{title}{number}{basis.article or ''}", width)
    if not basis.verified:
        yield from field("未核对", basis.note, width, "yellow")
    if rule.note:
        yield from field("说明", rule.note, width)


def moment_words(moment: datetime) -> str:
    """A moment with its weekday; midnight is the end of the day before: `2024-10-30 24:00（周三）`."""
    day = moment
    clock = f"{moment:%H:%M}"
    if moment.time() == time():
        day, clock = moment - timedelta(days=1), "24:00"
    elif moment.second or moment.microsecond:
        clock = f"{moment:%H:%M:%S}"
    return f"{day:%Y-%m-%d} {clock}（周{'一二三四五六日'[day.weekday()]}）"


def _limit_words(explanation: Explanation) -> str:
    clock = explanation.clock
    words = str(clock.promised) if clock.rule.is_given else clock.rule.limit_words
    extended = sum(extension.amount for extension in clock.extensions)
    unit = clock.rule.limit.unit.words if clock.rule.limit else ""
    if extended:
        words += f"，延长 {extended}{unit}（{clock.extensions[0].approver}批准）"
    if clock.promised is not None and not clock.rule.is_given:
        words += f"；承诺 {clock.promised}"
    return words


def _totals(explanation: Explanation) -> str:
    unit = explanation.unit.words if explanation.unit else ""
    counted = explanation.counted
    number = str(counted) if counted.denominator == 1 else f"{float(counted):.2f}"
    is_of_days = explanation.unit is None or explanation.unit.is_of_days
    measure = "天" if is_of_days else "段"
    left = [f"{reason.words} {times} {measure}" for reason, times in explanation.left_out.items()]
    words = (
        f"{number}{'日' if explanation.unit == 'mo' else unit}"
        if unit
        else explanation.clock.rule.limit_words
    )
    return "；".join([words, *left])


def _state_lines(explanation: Explanation, width: int) -> Iterator[Text]:
    standing = explanation.standing
    words, style = LIGHTS[standing.light]
    if standing.is_overdue and not explanation.clock.rule.breach.kind.is_breach:
        words, style = "已期满", "bold"
    if standing.promised_light is not None:
        words += f"；按承诺：{LIGHTS[standing.promised_light][0]}"
    yield from field("现在", words, width, style)
    if standing.consequence is not None:
        yield from field("后果", standing.consequence.words, width, "red")


def _explained(explanation: Explanation, width: int) -> Iterator[Text]:
    is_of_days = explanation.unit is None or explanation.unit.is_of_days
    for line in explanation.lines:
        count = line.running
        number = str(count) if count.denominator == 1 else f"{float(count):.2f}"
        told = f"{line.on} 周{'一二三四五六日'[line.on.weekday()]}"
        if not is_of_days:
            told = f"{line.start:%m-%d %H:%M:%S} 至 {line.end:%m-%d %H:%M:%S}"
        is_counted = line.reason.is_counted
        mark, style = (number, "") if is_counted else ("—", "dim")
        yield Text(f"  {told}  {mark:>5}  {safe(line.words)}"[: width * 2], style=style)
