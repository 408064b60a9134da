"""The yearly table of requests by outcome (Art. 50(2)): carried in, received, decided, carried on; its sums
close.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from xunzheng.documents.manuscript import Alignment, Grid, Manuscript, Slot
from xunzheng.site.cases.models import Case, Particular
from xunzheng.site.openness.visitors import PROCESS

KINDS: Final = (("citizen", "自然人"), ("legal-person", "法人"), ("organisation", "其他组织"))
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Item:
    """A row: its label with its place in the table, and which decided requests it counts."""

    code: str
    label: str
    outcomes: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()


ITEMS: Final[tuple[Item, ...]] = (
    Item("given", "（一）予以公开", ("given", "already-public")),
    Item("partly", "（二）部分公开", ("partly-given",)),
    Item("secret", "（三）不予公开：1.属于国家秘密", ("refused",), ("14-secret",)),
    Item("forbidden", "2.其他法律、行政法规禁止公开", ("refused",), ("14-forbidden",)),
    Item("safety", "3.危及“三安全一稳定”", ("refused",), ("14-safety",)),
    Item("third", "4.保护第三方合法权益", ("refused",), ("15-commercial", "15-privacy")),
    Item("internal", "5.属于内部事务信息", ("refused",), ("16-internal",)),
    Item("process", "6.属于过程性信息", ("refused",), ("16-process",)),
    Item("enforcement", "7.属于行政执法案卷", ("refused",), ("16-enforcement",)),
    Item("special", "8.属于行政查询事项（另有规定）", ("other-law",)),
    Item("not-held", "（四）无法提供：1.本机关不掌握（不存在、非本机关负责）", ("not-held", "other-agency")),
    Item("no-processing", "2.没有现成信息需要另行制作", ("no-processing",)),
    Item("petition", "（五）不予处理：1.信访举报投诉类申请", ("petition",)),
    Item("repeated", "2.重复申请", ("repeated",)),
    Item("in-print", "3.要求提供公开出版物", ("in-print",)),
    Item("excessive", "4.无正当理由大量反复申请", ("excessive",)),
    Item("abandoned", "（六）其他处理：1.逾期不补正，视为放弃", ("abandoned",)),
    Item("unpaid", "2.逾期未缴费，视为放弃", ("unpaid",)),
    Item("other", "3.其他（申请人撤回等）"),
)
"""The rows of decisions, after the table of the unified annual report; which outcome goes where is ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table with a number for each kind of applicant, and their sum."""

    code: str
    label: str
    counts: tuple[int, ...]
    is_sum: bool = False

    @property
    def total(self) -> int:
        """Over all kinds of applicants."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Year:
    """The table of a year, of one agency or of all, as it stands at a moment."""

    year: int
    agency: str
    rows: tuple[Row, ...]

    @property
    def is_closed(self) -> bool:
        """Whether received and carried in are as many as decided and carried on, for every kind of
        applicant.
        """
        named = {row.code: row.counts for row in self.rows}
        incoming = zip(named["received"], named["carried-in"], strict=True)
        outgoing = zip(named["decided"], named["carried-on"], strict=True)
        return [sum(pair) for pair in incoming] == [sum(pair) for pair in outgoing]


@dataclass(frozen=True, slots=True)
class _One:
    kind: str
    outcome: str
    ground: str
    opened_at: datetime
    closed_at: datetime | None


def table(year: int, agency: str = "") -> Year:
    """The requests of a year by the local day: those opened in it or before and not closed before it.

    A request that was taken up again counts by its last decision.
    """
    begin, end = (datetime(each, 1, 1, tzinfo=_ZONE) for each in (year, year + 1))
    found = list(_ones(begin, end, agency))
    received = [one for one in found if one.opened_at >= begin]
    carried_in = [one for one in found if one.opened_at < begin]
    decided = [one for one in found if one.closed_at is not None and one.closed_at < end]
    carried_on = [one for one in found if one.closed_at is None or one.closed_at >= end]
    rows = [
        Row("received", "一、本年新收政府信息公开申请数量", _by_kind(received), True),
        Row("carried-in", "二、上年结转政府信息公开申请数量", _by_kind(carried_in), True),
        *(Row(item.code, item.label, _by_kind(ones)) for item, ones in _sorted(decided)),
        Row("decided", "（七）总计", _by_kind(decided), True),
        Row("carried-on", "四、结转下年度继续办理", _by_kind(carried_on), True),
    ]
    return Year(year, agency, tuple(rows))


def years(now: datetime, agency: str = "") -> list[int]:
    """The years that can be told, the latest first."""
    cases = Case.objects.filter(process=PROCESS)
    first = (cases.filter(organisation=agency) if agency else cases).order_by("opened_at").first()
    this = now.astimezone(_ZONE).year
    begin = this if first is None else first.opened_at.astimezone(_ZONE).year
    return list(range(this, begin - 1, -1))


def manuscript_of(year: Year, agency_name: str) -> Manuscript:
    """The table as a text to be written: a workbook, or separated values."""
    head = tuple(
        Slot(text, heading=True)
        for text in ("收到和处理政府信息公开申请情况", *(t for _, t in KINDS), "总计")
    )
    rows = tuple((Slot(row.label), *map(_number, (*row.counts, row.total))) for row in year.rows)
    grid = Grid((head, *rows), (52, 12, 12, 12, 12), caption=f"{agency_name}{year.year}年")
    return Manuscript(f"{year.year}年收到和处理政府信息公开申请情况", (grid,))


def csv_of(year: Year) -> str:
    """The table as separated values with a byte-order mark, so that spreadsheets read the characters."""
    head = ["项目", *(title for _, title in KINDS), "总计"]
    lines = [head, *([row.label, *map(str, (*row.counts, row.total))] for row in year.rows)]
    return "\ufeff" + "".join(f"{','.join(line)}\r\n" for line in lines)


def _ones(begin: datetime, end: datetime, agency: str) -> Iterable[_One]:
    cases = Case.objects.filter(process=PROCESS, opened_at__lt=end).filter(
        Q(closed_at=None) | Q(closed_at__gte=begin)
    )
    if agency:
        cases = cases.filter(organisation=agency)
    rows = list(cases.order_by("id").values("id", "outcome", "opened_at", "closed_at"))
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        told = _particulars([row["id"] for row in part])
        yield from (_one(row, told.get(row["id"], {})) for row in part)


def _particulars(ids: list[int]) -> Mapping[int, Mapping[str, str]]:
    found = Particular.objects.filter(
        case__in=ids, kind="value", code__in=("applicant_kind", "refuse_ground")
    )
    told: dict[int, dict[str, str]] = {}
    for case, code, text in found.values_list("case_id", "code", "text"):
        told.setdefault(case, {})[code] = text or ""
    return told


def _one(row: Mapping[str, Any], told: Mapping[str, str]) -> _One:
    return _One(
        told.get("applicant_kind", "citizen"), row["outcome"] or "", told.get("refuse_ground", ""),
        row["opened_at"], row["closed_at"],
    )  # fmt: skip


def _sorted(decided: list[_One]) -> list[tuple[Item, list[_One]]]:
    """The decided under their rows; what fits none goes to the last, so that the sum is always whole."""
    placed: dict[str, list[_One]] = {item.code: [] for item in ITEMS}
    for one in decided:
        placed[_item_of(one).code].append(one)
    return [(item, placed[item.code]) for item in ITEMS]


def _item_of(one: _One) -> Item:
    for item in ITEMS:
        if one.outcome in item.outcomes and (not item.grounds or one.ground in item.grounds):
            return item
    return ITEMS[-1]


def _by_kind(ones: Iterable[_One]) -> tuple[int, ...]:
    counted = Counter(one.kind for one in ones)
    return tuple(counted[kind] for kind, _ in KINDS)


def _number(count: int) -> Slot:
    return Slot(str(count), align=Alignment.RIGHT, number=Decimal(count))
