"""Changes the registry: one transaction, journalled, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from django.db import IntegrityError, transaction

from xunzheng.refusal import Refusal
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append
from xunzheng.site.registry.kinds import KINDS, Kind
from xunzheng.site.registry.models import Dated
from xunzheng.site.registry.periods import Span, close
from xunzheng.site.registry.planning import Plan, Timelines, plan
from xunzheng.site.registry.queries import from_day, national_region, on_day, row_on
from xunzheng.site.registry.rows import ImportRow

_AT_ONCE: Final = 500


class ChangeRefused(Refusal):
    """登记不能这样改。"""

    def __init__(self, what: str, where: str, expected: str, found: str, advice: str) -> None:
        super().__init__(what, where=where, expected=expected, found=found, advice=advice)


def change(kind: Kind, code: str, fields: Mapping[str, str], on: date, who: str, at: datetime) -> None:
    """Let the code have these fields from the day: a new one begins, a known one ends its row and goes on.

    Fields that are not named stay as they are. On the first day of a row it corrects the row, which is
    withdrawn and kept. Raises `ChangeRefused` with the first thing that is wrong.
    """
    with transaction.atomic():
        append(_change(kind, code, fields, on, who, at))


def end(kind: Kind, code: str, on: date, who: str, at: datetime, successor: str = "") -> None:
    """Let the code end: the day is the first on which it is not valid. Its successor is named if it has one.

    Raises `ChangeRefused` while something that is valid that day or later still refers to it.
    """
    with transaction.atomic():
        for other, column in _referring(kind):
            left = from_day(other.model, on).filter(**{column: code}).order_by("code").first()
            if left is not None:
                where, found = f"{kind.title}“{code}”", f"{other.title}“{left.code}”还属于它"
                raise ChangeRefused("不能终止", where, "没有下属", found, "请先把下属移走或终止，或用合并。")
        append(_close(kind, [code], on, successor, who, at))


def merge(codes: Sequence[str], into: str, on: date, who: str, at: datetime) -> None:
    """Let the organisations end that day and become `into`, which takes over all that belonged to them.

    `into` must be valid on the day. Their rows stay, and name it as their successor.
    """
    kind = KINDS["organisation"]
    notes: list[Note] = []
    with transaction.atomic():
        if into in codes or row_on(kind.model, into, on) is None:
            where = f"机构“{into}”"
            raise ChangeRefused("不能并入", where, f"{on} 有效的另一个机构", into, "请先登记它。")
        for other, column in _referring(kind):
            moved = on_day(other.model, on).filter(**{f"{column}__in": codes}).order_by("code")
            for code in moved.values_list("code", flat=True):
                if code not in codes or other is not kind:
                    taken = "" if code == into and other is kind else into
                    notes += _change(other, code, {column: taken}, on, who, at)
        append([*notes, *_close(kind, codes, on, into, who, at)])


def import_rows(
    kind: Kind, rows: Sequence[ImportRow], on: date, who: str, at: datetime, file: str, only_whole: bool
) -> Plan:
    """Take the rows of a file over, all or (not `only_whole`) the good ones; with a bad one else none."""
    with transaction.atomic():
        made = plan(kind, rows, load(kind), cache(lookup), on)
        if made.refused and only_whole:
            return made
        append(_apply(made, f"import {file[:100]}", who, at))
    return made


def preview(kind: Kind, rows: Sequence[ImportRow], on: date) -> Plan:
    """What `import_rows` would do, without doing it or holding anybody up."""
    return plan(kind, rows, load(kind, is_locked=False), cache(lookup), on)


def lookup(kind_code: str, code: str, day: date) -> Mapping[str, str] | None:
    """The fields of a code on a day; None where it is not valid.

    Regions from the county upwards need not be registered: the rulebook knows them.
    """
    kind = KINDS[kind_code]
    row = row_on(kind.model, code, day)
    if row is not None:
        return {name: getattr(row, name) for name in kind.fields}
    region = national_region(code, day) if kind_code == "region" else None
    return None if region is None else {"name": region.name}


def load(kind: Kind, codes: Iterable[str] | None = None, is_locked: bool = True) -> Timelines:
    """The rows by code in the order of their days, locked until the transaction ends; none withdrawn."""
    rows = kind.model._default_manager.filter(withdrawn_at__isnull=True).order_by("code", "valid_from")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    timelines: Timelines = {}
    rows = rows.select_for_update() if is_locked else rows
    for row in rows.iterator(chunk_size=2000):
        fields = {name: getattr(row, name) for name in kind.fields}
        timelines.setdefault(row.code, []).append(Span(fields, row.valid_from, row.valid_to, row.pk))
    return timelines


def _change(kind: Kind, code: str, fields: Mapping[str, str], on: date, who: str, at: datetime) -> list[Note]:
    before = load(kind, [code])
    known = next((span.fields for span in before.get(code, []) if span.holds_on(on)), {})
    made = plan(kind, [ImportRow(1, {**known, **fields, "code": code})], before, lookup, on)
    for refused in made.refused:
        fault = refused.fault
        where = f"{kind.title}“{code}”的{fault.column}"
        raise ChangeRefused("不能登记", where, fault.expected, fault.found, fault.advice)
    return _apply(made, "change", who, at)


def _apply(made: Plan, why: str, who: str, at: datetime) -> list[Note]:
    """Bring the database from the plan's timelines before to those after; a note for every code."""
    codes = made.changed
    try:
        with transaction.atomic():
            _write(made, at)
    except IntegrityError:
        found, advice = "、".join(codes[:5]), "别人刚刚改过同一编码；请刷新后再试。"
        raise ChangeRefused("期间重叠", made.kind.title, "互不重叠的期间", found, advice) from None
    return [_note(made, code, why, who, at) for code in codes]


def _write(made: Plan, at: datetime) -> None:
    rows = made.kind.model._default_manager
    added: list[Dated] = []
    for code in made.changed:
        before = {span.key: span for span in made.before.get(code, [])}
        kept = {span.key: span for span in made.after[code] if span.key is not None}
        for key in before.keys() - kept.keys():
            rows.filter(pk=key).update(withdrawn_at=at)
        for key, span in kept.items():
            if span != before[key]:
                rows.filter(pk=key).update(valid_to=span.end, successor=span.fields["successor"])
        added += [_row(made.kind, code, span) for span in made.after[code] if span.key is None]
    rows.bulk_create(added, batch_size=_AT_ONCE)


def _close(kind: Kind, codes: Sequence[str], on: date, successor: str, who: str, at: datetime) -> list[Note]:
    before = load(kind, codes)
    after = {code: close(spans, on, successor).applied_to(spans) for code, spans in before.items()}
    for code in codes:
        if code not in before:
            raise ChangeRefused("没有这个编码", kind.title, "已登记的编码", code, "请核对编码。")
    return _apply(Plan(kind, before, after), "merge" if successor else "end", who, at)


def _referring(kind: Kind) -> list[tuple[Kind, str]]:
    """The kinds and columns that refer to the kind."""
    return [
        (other, column.field)
        for other in KINDS.values()
        for column in other.columns
        if column.refers == kind.code
    ]


def _row(kind: Kind, code: str, span: Span) -> Dated:
    return kind.model(code=code, valid_from=span.start, valid_to=span.end, **span.fields)


def _note(made: Plan, code: str, why: str, who: str, at: datetime) -> Note:
    content: dict[str, Json] = {
        "why": why,
        "before": [_told(span) for span in made.before.get(code, [])],
        "after": [_told(span) for span in made.after[code]],
    }
    return Note("registry.change", who, f"{made.kind.code}:{code}", at, content)


def _told(span: Span) -> Json:
    return {**span.fields, "from": str(span.start), "to": str(span.end) if span.end else None}
