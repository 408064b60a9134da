"""What law and policy fix for the audit, as data: thresholds, lawful denominators, regulations, outlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xunzheng.audit.finding import Citation


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a check compares with, and who set it. Shares are of one: 0.30 is 30 %."""

    value: Decimal
    citation: Citation


@dataclass(frozen=True, slots=True)
class Divisor:
    """A lawful denominator of a rate by its names in the tables.

    `less` names what is taken off first: 全年预算数 less 统筹整合资金数. `citation` says where this
    denominator is in use.
    """

    names: tuple[str, ...]
    citation: Citation
    less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RateDefinition:
    """A rate of the reports: its names, what is divided, and by which divisors it may be divided.

    A stated rate is wrong only where no divisor yields it. `at_most_one` says that it cannot exceed
    100 %.
    """

    names: tuple[str, ...]
    dividends: tuple[str, ...]
    divisors: tuple[Divisor, ...]
    citation: Citation
    at_most_one: bool = False


@dataclass(frozen=True, slots=True)
class WeightPart:
    """A level-one indicator with the weight that the structure gives it."""

    names: tuple[str, ...]
    weight: Decimal


@dataclass(frozen=True, slots=True)
class WeightStructure:
    """Level-one weights laid down for a kind of table (10/50/30/10), in force from `valid_from`.

    The regulations allow other weights in special cases, so that a departure is a matter for a reader.
    """

    code: str
    title: str
    parts: tuple[WeightPart, ...]
    citation: Citation
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class RequiredDimension:
    """A dimension that the table of its kind must cover with at least one indicator."""

    level_one: str
    names: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation by its document number; `repealed_on` is the first day on which it no longer holds."""

    number: str
    title: str
    citation: Citation
    issuer: str | None = None
    issued_on: date | None = None
    repealed_on: date | None = None
    repealed_by: str | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether the regulation holds on the day, as far as is known here."""
        begun = self.issued_on is None or self.issued_on <= day
        return begun and (self.repealed_on is None or day < self.repealed_on)


@dataclass(frozen=True, slots=True)
class IssuerPrefix:
    """The prefix of an issuer's document numbers: 财预 is 财政部, 湘政发 is 湖南省人民政府."""

    prefix: str
    issuers: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of a report template by its usual titles; `required` unless the template lets it go."""

    titles: tuple[str, ...]
    required: bool = True
    sections: tuple[OutlineSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a kind of report, sections in order. `marks` are words that tell the kind."""

    code: str
    title: str
    sections: tuple[OutlineSection, ...]
    citation: Citation
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A report on a year is due on `month`/`day` of the year after."""

    title: str
    month: int
    day: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two numbers may stand before a check is sure, with the reason for just that far."""

    value: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Tolerances:
    """The tolerances of the checks on prose. Shares are of one: 0.25 is 25 % of the stated total.

    What lies within a `…_certain` is an error, within a `…_doubtful` a suspicion, beyond it nothing: two
    numbers that stand far apart were hardly meant for each other. Differences of rates are in points of
    one (0.05: five percentage points). No regulation sets them; the pack gives the reason of each.
    """

    sum_firm: Tolerance  # 合计, 分别为: the words promise all parts
    sum_loose: Tolerance  # 共: the words promise less
    sum_coarse: Tolerance  # a total in fewer digits than its parts: 2.85亿元
    sum_gathered: Tolerance  # the parts stand in several sentences or paragraphs
    of_which_certain: Tolerance  # 其中, the parts fall short
    of_which_doubtful: Tolerance
    of_which_over: Tolerance  # 其中, the parts make more than their whole
    complements_certain: Tolerance  # 已…/未…, or funding sources throughout
    bracket_certain: Tolerance
    bracket_doubtful: Tolerance
    rate_meant: Tolerance
    rate_near: Tolerance
    share_meant: Tolerance
    growth_certain: Tolerance
    product_meant: Tolerance  # times the stated amount, or one over it
    product_near: Tolerance
    product_averaged: Tolerance
    spending_low: Tolerance  # an execution rate under which 无偏差 is denied
    money_outlier: Tolerance  # times the next largest amount of the report
    yuan_small: Tolerance  # 元: no office books less where it counts in 万元


@dataclass(frozen=True, slots=True)
class AuditParameters:
    """All parameters of the audit, built from one rule pack.

    `template_prompts` are phrases of report templates that say what should be written (a section that
    holds only such a phrase is empty); `placeholders` what a form leaves to be replaced. In both, `#`
    stands for any whole number: `#字以内`, `指标#……`.
    """

    pack: str
    version: str
    rates: tuple[RateDefinition, ...]
    deviation_threshold: Limit
    execution_reason_threshold: Limit
    tolerances: Tolerances
    weight_structures: tuple[WeightStructure, ...] = ()
    required_dimensions: tuple[RequiredDimension, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    issuer_prefixes: tuple[IssuerPrefix, ...] = ()
    template_prompts: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    outlines: tuple[Outline, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def rate(self, name: str) -> RateDefinition | None:
        """The definition of the rate of that name; the longest known name that ends the given one wins.

        `全年预算执行率` is a 预算执行率; a name that no known one ends has no definition.
        """
        known = [(own, rate) for rate in self.rates for own in rate.names if name.endswith(own)]
        return max(known, key=lambda pair: len(pair[0]))[1] if known else None

    def regulation(self, number: str) -> Regulation | None:
        """The regulation of that document number, written with 〔〕."""
        return next((item for item in self.regulations if item.number == number), None)

    @property
    def repealed(self) -> tuple[Regulation, ...]:
        """The regulations that were repealed."""
        return tuple(item for item in self.regulations if item.repealed_on is not None)
