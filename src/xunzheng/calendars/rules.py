"""Rules of clocks: from what event a limit runs, how long, what pauses it, and what a breach brings."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from xunzheng.basis import UNDATED, Basis
from xunzheng.refusal import Refusal

LONGEST = 10_000


class ClockRefused(Refusal):
    """{where}：{what}。应为：{expected}；实为：{found}。{advice}"""


class Unit(enum.StrEnum):
    """What a limit is counted in.

    Working days and calendar days are whole days; months end on the day of the same number; hours, minutes
    and seconds run through nights and holidays, working hours within office hours only. Urgent working hours
    (紧急工作时) run through like hours: they are a unit of their own because the standards of grid management
    name them so, not because they are counted otherwise.
    """

    WORKING_DAY = "wd"
    CALENDAR_DAY = "d"
    HOUR = "h"
    WORKING_HOUR = "wh"
    URGENT_HOUR = "uh"
    MONTH = "mo"
    MINUTE = "min"
    SECOND = "s"

    @property
    def words(self) -> str:
        """The unit as it follows a number: `工作日`."""
        return _UNIT_WORDS[self]

    @property
    def is_of_days(self) -> bool:
        """Whether whole days are counted."""
        return self in (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH)

    @property
    def seconds(self) -> int:
        """The seconds of one; 0 for units of days and months, which have no fixed length."""
        return _UNIT_SECONDS.get(self, 0)


_UNIT_WORDS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日",
    Unit.HOUR: "小时",
    Unit.WORKING_HOUR: "个工作时",
    Unit.URGENT_HOUR: "个紧急工作时",
    Unit.MONTH: "个月",
    Unit.MINUTE: "分钟",
    Unit.SECOND: "秒",
}
_UNIT_SECONDS = {
    Unit.HOUR: 3600,
    Unit.WORKING_HOUR: 3600,
    Unit.URGENT_HOUR: 3600,
    Unit.MINUTE: 60,
    Unit.SECOND: 1,
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: a whole number, at least 1, of one unit. Raises ClockRefused for others."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= LONGEST:
            raise ClockRefused(
                "时限的数目不对",
                where="时限",
                expected=f"1 到 {LONGEST} 的整数",
                found=str(self.amount),
                advice="请核对时限；当场、即时办理的不写数目。",
            )

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.words}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A lawful ground of a pause: 听证, 检验 …; `article` is where the law allows it."""

    code: str
    title: str
    article: str = ""
    tells_applicant: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How far a limit may be extended: by `most` of the limit's unit in all, at most `times` times."""

    most: int
    times: int = 1
    approver: str = ""
    tells_applicant: bool = True
    article: str = ""


class EffectKind(enum.StrEnum):
    """What it brings when a limit passes without what had to be done."""

    SUPERVISION = "supervision"
    DEEMED_ACCEPTED = "deemed-accepted"
    DEEMED_RENEWED = "deemed-renewed"
    SILENCE_CONSENTS = "silence-consents"
    AGENCY_DECIDES = "agency-decides"
    RIGHT_LAPSES = "right-lapses"
    DEEMED_ABANDONED = "deemed-abandoned"
    TERM_ENDS = "term-ends"
    SITE_FAILS = "site-fails"
    POINTS_LOST = "points-lost"

    @property
    def words(self) -> str:
        """The effect in a word or two: `视为受理`."""
        return _EFFECT_WORDS[self]

    @property
    def is_breach(self) -> bool:
        """Whether somebody failed; a term that simply ends is no failure."""
        return self is not EffectKind.TERM_ENDS


_EFFECT_WORDS = {
    EffectKind.SUPERVISION: "逾期，转督办",
    EffectKind.DEEMED_ACCEPTED: "视为受理",
    EffectKind.DEEMED_RENEWED: "视为准予延续",
    EffectKind.SILENCE_CONSENTS: "视为同意",
    EffectKind.AGENCY_DECIDES: "由行政机关决定",
    EffectKind.RIGHT_LAPSES: "权利消灭",
    EffectKind.DEEMED_ABANDONED: "视为放弃",
    EffectKind.TERM_ENDS: "期满",
    EffectKind.SITE_FAILS: "单项否决",
    EffectKind.POINTS_LOST: "扣分",
}


class EffectMoment(enum.StrEnum):
    """When the effect counts from: the expiry of the limit, or backdated to its start."""

    EXPIRY = "expiry"
    START = "start"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a breach brings, since when, and in what words; `article` where the law says so."""

    kind: EffectKind = EffectKind.SUPERVISION
    moment: EffectMoment = EffectMoment.EXPIRY
    sentence: str = ""
    article: str = ""


class Closing(enum.StrEnum):
    """When the last day ends: with the office's hours, or at midnight. No office hours: midnight."""

    OFFICE = "office"
    MIDNIGHT = "midnight"


class HolidayEnd(enum.StrEnum):
    """What becomes of a last day that is no working day: it stands, or the next working day is the last."""

    STANDS = "stands"
    NEXT_WORKING_DAY = "next-working-day"


class LateStart(enum.StrEnum):
    """What becomes of a start outside office hours: that day is the start day, or the next working day is."""

    SAME_DAY = "same-day"
    NEXT_WORKING_DAY = "next-working-day"


@dataclass(frozen=True, slots=True)
class Lights:
    """The shares of the limit from which on the light is yellow and red; overdue is a light of its own."""

    yellow: Fraction = Fraction(7, 10)
    red: Fraction = Fraction(9, 10)

    def __post_init__(self) -> None:
        if not 0 <= self.yellow <= self.red <= 1:
            raise ClockRefused(
                "亮灯的界限不对",
                where="亮灯",
                expected="0% ≤ 黄灯 ≤ 红灯 ≤ 100%",
                found=f"黄灯 {self.yellow}，红灯 {self.red}",
                advice="请核对两个比例。",
            )


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One limit of the catalogue.

    `starts_at` is the code of the event from which it runs (`accepted`), `starts_at_title` its name. `limit`
    is None where it must be done at once; where `is_given` is true the limit is set in each case (承诺时限,
    合理期限) and the clock brings it as `promised`. `ends_before` names an event ahead of which it must be
    done: the limit then counts backwards from it, and None means until the event itself. `restarts_on` is
    the event that starts the limit anew. `note` says what is uncertain of this rule alone.
    """

    code: str
    title: str
    starts_at: str
    limit: Length | None
    starts_at_title: str = ""
    extension: ExtensionRule | None = None
    grounds: tuple[Ground, ...] = ()
    breach: Effect = field(default_factory=Effect)
    basis: Basis = UNDATED
    is_given: bool = False
    at_once_if_possible: bool = False
    ends_before: str | None = None
    ends_before_title: str = ""
    restarts_on: str | None = None
    restarts_on_title: str = ""
    closing: Closing = Closing.OFFICE
    holiday_end: HolidayEnd = HolidayEnd.STANDS
    late_start: LateStart = LateStart.SAME_DAY
    lights: Lights = field(default_factory=Lights)
    note: str = ""
    grounds_by_code: Mapping[str, Ground] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grounds_by_code", {ground.code: ground for ground in self.grounds})

    @property
    def limit_words(self) -> str:
        """The limit as one reads it: `20个工作日`, `当场或者5个工作日`, `即时`."""
        if self.is_given:
            return "个案确定"
        if self.limit is None:
            return "届满之前" if self.ends_before else "即时"
        if self.ends_before:
            return f"届满{self.limit}前"
        return f"即时或者{self.limit}" if self.at_once_if_possible else str(self.limit)
