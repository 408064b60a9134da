"""The money of a report: what was planned and spent in the year, and the execution rate it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.sheet import FundsRow, Sheet
from xunzheng.audit.sheet_reading import read_share
from xunzheng.audit.statements.flows import RateClaim, read_flows, read_rates
from xunzheng.audit.statements.sentences import read_sentences
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.documents.model import Document
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension

_UNITS = {unit.symbol: Fraction(unit.factor / WAN_YUAN.factor) for unit in (YUAN, WAN_YUAN, YI_YUAN)}
_EXECUTION = re.compile(r"(?:预算|资金)?(?:支出)?(?:预算)?执行率$")


@dataclass(frozen=True, slots=True)
class Funds:
    """Planned and spent money in 万元, the stated execution rate in per cent; None where not stated."""

    planned: Decimal | None = None
    spent: Decimal | None = None
    rate: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return self == Funds()


def funds_of_sheets(sheets: Sequence[Sheet]) -> Funds:
    """The money of the first funds block that states any: its total row, or its only one."""
    for sheet in sheets:
        row = next((row for row in sheet.funds if _has_money(row)), None)
        factor = _UNITS.get(sheet.money_unit)
        if row is None or factor is None:
            continue
        share = read_share(row.rate)
        return Funds(
            _money(row.budget or row.initial, factor),
            _money(row.executed, factor),
            _decimal(share * 100) if share is not None else None,
        )
    return Funds()


def _has_money(row: FundsRow) -> bool:
    return any(stated is not None and stated.value is not None for stated in (row.budget, row.executed))


def _money(stated: object, factor: Fraction) -> Decimal | None:
    value = getattr(stated, "value", None)
    return _decimal(Fraction(value) * factor) if isinstance(value, Decimal) and value.is_finite() else None


def funds_of_prose(document: Document) -> Funds:
    """The one execution rate that the prose states, with the planned and spent sums of its sentence.

    Nothing where several different rates are stated, for one of them may be that of a part.
    """
    told = tuple(paragraph for paragraph in document.paragraphs() if "执行率" in paragraph.text)
    flows = read_flows(read_sentences(replace(document, blocks=told)))
    claims = [claim for claim in read_rates(flows) if _EXECUTION.search(claim.name)]
    if len({claim.figure.quantity.in_base for claim in claims}) != 1:
        return Funds()
    claim = claims[0]
    return Funds(
        _only(claim, Stage.PLANNED),
        _only(claim, Stage.SPENT),
        _decimal(Fraction(claim.figure.quantity.in_base) * 100),
    )


def _only(claim: RateClaim, stage: Stage) -> Decimal | None:
    """The one sum of that stage near the claim, None where there are none or several."""
    found = {
        flow.figure.quantity.in_base
        for flow in (*claim.around, *claim.near)
        if flow.stage is stage
        and flow.figure.quantity.unit.dimension is Dimension.MONEY
        and flow.figure.quantity.unit.base == YUAN.base
        and flow.figure.quantity.precision is Precision.EXACT
    }
    return _decimal(Fraction(found.pop()) / 10_000) if len(found) == 1 else None


def _decimal(value: Fraction) -> Decimal | None:
    """The value as a decimal of at most six digits behind the point; None beyond any sum of money."""
    if abs(value) >= 10**12:
        return None
    written = f"{Decimal(round(value * 10**6)).scaleb(-6):f}"
    return Decimal(written.rstrip("0").rstrip(".") if "." in written else written)
