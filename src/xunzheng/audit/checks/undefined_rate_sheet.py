"""A rate of the funds block whose denominator is 0 is not stated as a number."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow
from xunzheng.audit.sheet_reading import read_share, shown, unique


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each funds row with budget 0, executed 0 and a rate.

    0.00 %, as some systems print it, is a suspicion.
    """
    for sheet in reading.sheets:
        for row in sheet.funds:
            rate = read_share(row.rate)
            if rate is None or not _is_zero(row):
                continue
            yield Finding(
                code="undefined-rate",
                severity=Severity.ERROR if rate else Severity.SUSPICION,
                where=unique(cell.place for cell in (row.rate, row.executed, row.budget) if cell is not None),
                claim=f"“{row.name}”执行率 {shown(row.rate)}",
                expected="无法计算，填“—”",
                arithmetic="0 ÷ 0 没有意义",
                advice="预算数和执行数都为 0 时没有执行率，请填“—”。",
                check=CHECK.id,
            )


def _is_zero(row: FundsRow) -> bool:
    divisors = [
        cell.value for cell in (row.budget, row.initial) if cell is not None and cell.value is not None
    ]
    return bool(divisors) and not any(divisors) and row.executed is not None and row.executed.value == 0


CHECK = Check("undefined-rate-sheet", 1, ("undefined-rate",), find)
