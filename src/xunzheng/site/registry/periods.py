"""How the rows of one code change: pure, so that a single change and an import are one and the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xunzheng.refusal import Refusal


class PeriodRefused(Refusal):
    """这个期间与已有的记录冲突。"""

    def __init__(self, what: str, expected: str, found: str, advice: str) -> None:
        super().__init__(what, where="有效期", expected=expected, found=found, advice=advice)


@dataclass(frozen=True, slots=True)
class Span:
    """One row: what holds from `start` until before `end` (None: no end known); `key` is a kept row's."""

    fields: Mapping[str, str]
    start: date
    end: date | None = None
    key: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def __str__(self) -> str:
        return f"{self.start} 至 {self.end or '今后'}"


@dataclass(frozen=True, slots=True)
class Edit:
    """What is done to the rows: those taken back as mistaken, those that end, those that are new."""

    withdrawn: tuple[Span, ...] = ()
    closed: tuple[Span, ...] = ()  # with their new end
    added: tuple[Span, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """The rows are already so."""
        return not (self.withdrawn or self.closed or self.added)

    def applied_to(self, spans: Sequence[Span]) -> list[Span]:
        """The rows afterwards, in order."""
        withdrawn = {span.start for span in self.withdrawn}
        kept = [span for span in spans if span.start not in withdrawn]
        closed = {span.start: span for span in self.closed}
        return sorted(
            [*(closed.get(span.start, span) for span in kept), *self.added], key=lambda span: span.start
        )


def put(spans: Sequence[Span], fields: Mapping[str, str], start: date, end: date | None = None) -> Edit:
    """Let `fields` hold from `start`: the row of that day ends there and a new one begins.

    Without `end` they hold as long as the row that they change, or until the next row. On the first day
    of a row the row was mistaken: it is withdrawn and the new one takes its place. Raises `PeriodRefused`
    for an end that is not after the start or runs into the next row.
    """
    if end is not None and end <= start:
        raise PeriodRefused("失效日期不在生效日期之后", f"{start} 以后", str(end), "请改失效日期。")
    current = next((span for span in spans if span.holds_on(start)), None)
    following = min((span.start for span in spans if span.start > start), default=None)
    if end is not None and following is not None and end > following:
        raise PeriodRefused(
            "与后面的记录重叠", f"不晚于 {following}", str(end), "请改失效日期，或不填失效日期。"
        )
    if current is None:
        return Edit(added=(Span(fields, start, end or following),))
    if dict(current.fields) == dict(fields):
        return _last_until(current, end)
    new = Span(fields, start, end or current.end)
    if current.start == start:
        return Edit(withdrawn=(current,), added=(new,))
    return Edit(closed=(replace(current, end=start),), added=(new,))


def _last_until(current: Span, end: date | None) -> Edit:
    """The row as it is, with another end: nearer, it is closed; farther, its end was a mistake."""
    if end is None or end == current.end:
        return Edit()
    if current.end is None or end < current.end:
        return Edit(closed=(replace(current, end=end),))
    return Edit(withdrawn=(current,), added=(replace(current, end=end, key=None),))


def close(spans: Sequence[Span], on: date, successor: str = "") -> Edit:
    """Let the code end on the day (the first on which it is not valid), followed by `successor` if named.

    Raises `PeriodRefused` where it is not valid the day before, or where later rows are known.
    """
    current = next((span for span in spans if span.start < on and (span.end is None or on <= span.end)), None)
    if current is None:
        raise PeriodRefused("这一天没有可以终止的记录", f"{on} 之前有效的记录", "没有", "请核对编码和日期。")
    if any(span.start >= on for span in spans):
        raise PeriodRefused("以后还有记录", f"{on} 以后没有记录", "有", "请先更正以后的记录。")
    fields = {**current.fields, "successor": successor}
    return Edit(closed=(replace(current, end=on, fields=fields),))
