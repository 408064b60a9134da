"""The audit's parameters out of their TOML tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from xunzheng.audit.finding import Citation
from xunzheng.audit.parameters import (
    AuditParameters,
    Deadline,
    Divisor,
    IssuerPrefix,
    Limit,
    Outline,
    OutlineSection,
    RateDefinition,
    Regulation,
    RequiredDimension,
    Tolerance,
    Tolerances,
    WeightPart,
    WeightStructure,
)
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header

_OUTLINE_LEVELS = 3
_COMMON_YEAR = 2023


def read_parameters(top: Fields, header: Header) -> AuditParameters:
    """The tables `[sources.*]`, `[parameters]` and the lists beside it.

    Every entry names its source, one of `[sources.*]`, which says whether it was verified.
    """
    table = top.table("parameters")
    sources = _read_sources(top, header)
    parameters = AuditParameters(
        pack=header.code,
        version=header.basis.version or "",
        rates=tuple(_rate(item, sources) for item in table.tables("rates")),
        deviation_threshold=_limit(table.table("deviation_threshold"), sources),
        execution_reason_threshold=_limit(table.table("execution_reason_threshold"), sources),
        tolerances=_tolerances(table.table("tolerances")),
        weight_structures=tuple(_structure(item, sources) for item in table.tables("weight_structures")),
        required_dimensions=tuple(_dimension(item, sources) for item in table.tables("required_dimensions")),
        regulations=tuple(_regulation(item, sources) for item in table.tables("regulations")),
        issuer_prefixes=tuple(_prefix(item, sources) for item in table.tables("issuer_prefixes")),
        template_prompts=table.texts("template_prompts"),
        placeholders=table.texts("placeholders"),
        outlines=tuple(_outline(item, sources) for item in table.tables("outlines")),
        deadlines=tuple(_deadline(item, sources) for item in table.tables("deadlines")),
    )
    table.close()
    return parameters


def _read_sources(top: Fields, header: Header) -> dict[str, Citation]:
    table = top.table("sources")
    return {code: _source(table.table(code), header) for code in table.keys()}  # noqa: SIM118 (not a mapping)


def _source(table: Fields, header: Header) -> Citation:
    citation = Citation(
        title=table.text("title"),
        number=table.optional_text("number"),
        article=table.optional_text("article"),
        pack=f"{header.code}/{header.basis.version}",
        verified=table.flag("verified"),
    )
    table.close()
    return citation


def _cited(table: Fields, sources: Mapping[str, Citation]) -> Citation:
    return sources[table.choice("source", sources)]


def _limit(table: Fields, sources: Mapping[str, Citation]) -> Limit:
    limit = Limit(table.number("value"), _cited(table, sources))
    table.close()
    return limit


def _tolerances(table: Fields) -> Tolerances:
    """Every tolerance by its name; none may be left out, since no default would say why."""
    read = {field.name: _tolerance(table.table(field.name)) for field in fields(Tolerances)}
    table.close()
    return Tolerances(**read)


def _tolerance(table: Fields) -> Tolerance:
    tolerance = Tolerance(table.number("value"), table.text("reason"))
    if tolerance.value <= 0:
        found = str(tolerance.value)
        raise table.refusal("value", "容差应为正数", "大于 0 的数", found, "请改为正数。")
    table.close()
    return tolerance


def _rate(table: Fields, sources: Mapping[str, Citation]) -> RateDefinition:
    rate = RateDefinition(
        names=table.texts("names"),
        dividends=table.texts("dividends"),
        divisors=tuple(_divisor(item, sources) for item in table.tables("divisors")),
        citation=_cited(table, sources),
        at_most_one=table.flag("at_most_one", default=False),
    )
    if not (rate.names and rate.dividends and rate.divisors):
        expected = "names、dividends、divisors 都不为空"
        raise table.refusal("names", "比率的定义不全", expected, "有的为空", "请补全。")
    table.close()
    return rate


def _divisor(table: Fields, sources: Mapping[str, Citation]) -> Divisor:
    divisor = Divisor(table.texts("names"), _cited(table, sources), table.texts("less"))
    table.close()
    return divisor


def _structure(table: Fields, sources: Mapping[str, Citation]) -> WeightStructure:
    structure = WeightStructure(
        code=table.text("code"),
        title=table.text("title"),
        parts=tuple(_part(item) for item in table.tables("parts")),
        citation=_cited(table, sources),
        valid_from=table.optional_day("valid_from"),
    )
    total = sum(part.weight for part in structure.parts)
    if total != 100:
        written = " + ".join(str(part.weight) for part in structure.parts)
        found = f"{total}（{written}）"
        raise table.refusal("parts", "一级指标权重之和不等于 100", "100", found, "请调整权重。")
    table.close()
    return structure


def _part(table: Fields) -> WeightPart:
    part = WeightPart(table.texts("names"), table.number("weight"))
    table.close()
    return part


def _dimension(table: Fields, sources: Mapping[str, Citation]) -> RequiredDimension:
    dimension = RequiredDimension(table.text("level_one"), table.texts("names"), _cited(table, sources))
    table.close()
    return dimension


def _regulation(table: Fields, sources: Mapping[str, Citation]) -> Regulation:
    regulation = Regulation(
        number=table.text("number"),
        title=table.text("title"),
        citation=_cited(table, sources),
        issuer=table.optional_text("issuer"),
        issued_on=table.optional_day("issued_on"),
        repealed_on=table.optional_day("repealed_on"),
        repealed_by=table.optional_text("repealed_by"),
    )
    table.close()
    return regulation


def _prefix(table: Fields, sources: Mapping[str, Citation]) -> IssuerPrefix:
    prefix = IssuerPrefix(table.text("prefix"), table.texts("issuers"), _cited(table, sources))
    table.close()
    return prefix


def _outline(table: Fields, sources: Mapping[str, Citation]) -> Outline:
    outline = Outline(
        code=table.text("code"),
        title=table.text("title"),
        sections=tuple(_section(item, 1) for item in table.tables("sections")),
        citation=_cited(table, sources),
        marks=table.texts("marks"),
    )
    table.close()
    return outline


def _section(table: Fields, level: int) -> OutlineSection:
    below = table.tables("sections")
    if below and level == _OUTLINE_LEVELS:
        found = f"第 {level + 1} 层"
        raise table.refusal("sections", "提纲层级过多", f"至多 {_OUTLINE_LEVELS} 层", found, "请减少层级。")
    section = OutlineSection(
        titles=table.texts("titles"),
        required=table.flag("required", default=True),
        sections=tuple(_section(item, level + 1) for item in below),
    )
    table.close()
    return section


def _deadline(table: Fields, sources: Mapping[str, Citation]) -> Deadline:
    month, day = table.whole("month", 0), table.whole("day", 0)
    try:
        date(_COMMON_YEAR, month, day)
    except (ValueError, OverflowError) as error:
        found = f"{month} 月 {day} 日"
        refusal = table.refusal("day", "没有这一天", "每年都有的月和日", found, "请核对月和日。")
        raise refusal from error
    deadline = Deadline(table.text("title"), month, day, _cited(table, sources))
    table.close()
    return deadline
