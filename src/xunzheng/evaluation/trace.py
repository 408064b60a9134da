"""The trace: a calculation as the steps that a person would write down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation.

    `what` names what is computed, in the official notation
    (`资金到位率＝（实际到位资金/计划投入资金）×100%`); `how` is the same with the values put in
    (`（491万元 ÷ 491万元）× 100%`); `result` the outcome as written (`100%`), or the word 无法确定
    with its reason.
    """

    what: str
    how: str
    result: str
