"""The head of a rule pack: what it holds, where and when it is in force, and what it stands on."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import date

from xunzheng.basis import Basis
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.refusal import RulePackError

NATION = "CN"
CENTRAL = "CN-central"
_REGION = re.compile(r"[1-9][0-9]{5}")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PackForm(enum.StrEnum):
    """What a pack holds."""

    FRAMEWORK = "framework"
    WEIGHTS = "weights"
    SCALE = "scale"
    ADJUSTMENTS = "adjustments"
    PARAMETERS = "parameters"
    FORM = "form"
    LAYOUT = "layout"
    CALENDAR = "calendar"
    STATUTORY_HOLIDAYS = "statutory-holidays"
    HOURS = "hours"
    CLOCKS = "clocks"
    REGIONS = "regions"
    CODES = "codes"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a pack.

    `kind` is what packs are selected by (`self-evaluation`, `grade-scale` …). A pack that is
    `by_code_only` is an example or belongs to a place that its source does not name: it is never
    selected for a date and jurisdiction, only asked for by its code. `place` are the names of its region
    below a province, by which a report of it is told.
    """

    code: str
    form: PackForm
    kind: str
    title: str
    by_code_only: bool
    basis: Basis
    place: tuple[str, ...] = ()


def read_header(top: Fields) -> Header:
    """The `[pack]` and `[citation]` tables. Raises RulePackError."""
    pack, citation = top.table("pack"), top.table("citation")
    code, kind = _slug(pack, "code"), _slug(pack, "kind")
    form = PackForm(pack.choice("form", {form.value: form for form in PackForm}))
    basis = Basis(
        title=citation.text("title"),
        number=citation.optional_text("number"),
        article=citation.optional_text("article"),
        pack=code,
        version=pack.text("version"),
        valid_from=pack.day("valid_from"),
        valid_to=_valid_to(pack),
        jurisdiction=_jurisdiction(pack),
        verified=pack.flag("verified"),
        note=pack.optional_text("note") or "",
    )
    by_code_only = pack.flag("by_code_only", default=False)
    header = Header(code, form, kind, pack.text("title"), by_code_only, basis, pack.texts("place"))
    if not basis.verified and not basis.note:
        raise pack.refusal("note", "未核对的规则包要写明待核对什么", "说明文字", "没有", "请补上 note。")
    pack.close()
    citation.close()
    return header


def jurisdictions_above(jurisdiction: str) -> tuple[str, ...]:
    """The jurisdiction and those that it lies in, the narrowest first: 431121, 431100, 430000, CN.

    Raises ValueError where it is neither a six-digit region nor `CN` nor `CN-central`.
    """
    if jurisdiction == NATION:
        return (NATION,)
    if jurisdiction == CENTRAL:
        return (CENTRAL, NATION)
    if not _REGION.fullmatch(jurisdiction):
        raise ValueError(jurisdiction)
    wider = (jurisdiction, jurisdiction[:4] + "00", jurisdiction[:2] + "0000", NATION)
    return tuple(dict.fromkeys(wider))


def _slug(pack: Fields, key: str) -> str:
    value = pack.text(key)
    if len(value) > 60 or not _CODE.fullmatch(value):
        raise pack.refusal(key, "编码写法不对", "小写字母、数字和短横线", value, "例如 cn-2020-10-scale。")
    return value


def _valid_to(pack: Fields) -> date | None:
    end = pack.optional_day("valid_to")
    if end is not None and end <= pack.day("valid_from"):
        raise pack.refusal(
            "valid_to", "失效日期不晚于生效日期", "晚于 valid_from 的日期", str(end), "失效日当天不再适用。"
        )
    return end


def _jurisdiction(pack: Fields) -> str:
    value = pack.text("jurisdiction")
    try:
        jurisdictions_above(value)
    except ValueError as error:
        refusal: RulePackError = pack.refusal(
            "jurisdiction", "不认识的适用范围", "CN、CN-central 或六位行政区划代码", value, "全国写 CN。"
        )
        raise refusal from error
    return value
