"""People in post do not exceed the establishment."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.quantities.writing import write_number


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each establishment with the staff in post stated beside it; the same pair of numbers once."""
    reported: dict[tuple[str, str], Finding] = {}
    for pair in reading.post_limits:
        limit, actual = pair.limit.quantity.value, pair.actual.quantity.value
        excess = f"{write_number(actual)} − {write_number(limit)} = {write_number(actual - limit)}"
        where = (
            reading.figure_place(pair.sentence, pair.actual),
            reading.figure_place(pair.limit_sentence, pair.limit),
        )
        if actual <= limit:
            written = f"在编 {write_number(actual)} ≤ 编制 {write_number(limit)}（人）"
            yield Held("over-limit", where, written, CHECK.id)
            continue
        key = (pair.limit.text, pair.actual.text)
        before = reported.get(key)
        reported[key] = Finding(
            code="over-limit",
            severity=Severity.SUSPICION,
            where=where if before is None else (*before.where, *where),
            claim=f"在编 {pair.actual.text}",
            expected=f"不超过编制 {pair.limit.text}",
            arithmetic=f"{excess}（人），超编",
            advice="请核对编制数与在编人数；确属超编的，说明原因和依据。",
            check=CHECK.id,
        )
    yield from reported.values()


CHECK = Check("over-limit", 1, ("over-limit",), find)
