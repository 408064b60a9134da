"""The evidence: what an indicator's points stand on, from counted rows down to somebody's judgement."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from xunzheng.evaluation.refusals import EvidenceError
from xunzheng.quantities.quantity import Quantity

_LARGEST_EXPONENT = 30


class EvidenceKind(enum.StrEnum):
    """Where a value comes from, the strongest first."""

    COUNTED = "counted"
    ATTACHED = "attached"
    STATED = "stated"
    JUDGED = "judged"

    @property
    def strength(self) -> int:
        """3 for counted down to 0 for judged."""
        return len(EvidenceKind) - 1 - list(EvidenceKind).index(self)

    @property
    def label(self) -> str:
        """The kind as it is shown to the user."""
        return _LABELS[self]


_LABELS = {
    EvidenceKind.COUNTED: "系统计数",
    EvidenceKind.ATTACHED: "附件佐证",
    EvidenceKind.STATED: "报告自述",
    EvidenceKind.JUDGED: "人工评判",
}


@dataclass(frozen=True, slots=True)
class Deduction:
    """`cases` occurrences of a fault that the rule takes points off for."""

    reason: str
    cases: int = 1

    def __post_init__(self) -> None:
        if self.cases < 0:
            raise EvidenceError(
                "扣分次数为负",
                where=f"扣分事项“{self.reason}”",
                expected="0 或正整数",
                found=str(self.cases),
                advice="没有发生的事项请填 0 或不列。",
            )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one indicator; each scoring rule reads the fields that it needs.

    `place` says where it was found (a table and row, a file with its digest, a section of the report),
    `text` the words there. `values` are the named quantities of the formula or of the execution rate.
    `points_met` are the numbers, from 1, of the evaluation points that are met; None where nobody
    looked, empty where none is. `deductions` likewise: None is unexamined, empty is without fault.
    `band` is the word of a qualitative band and `position` the judged place in it, 0 its bottom and
    1 its top. `score` is a score that somebody gave.

    A judged score or position names `by` whom and for what `reason`; every other kind names its place.
    Raises EvidenceError otherwise.
    """

    kind: EvidenceKind
    place: str = ""
    text: str = ""
    values: Mapping[str, Quantity] = field(default_factory=dict)
    target: Quantity | None = None
    actual: Quantity | None = None
    points_met: frozenset[int] | None = None
    deductions: tuple[Deduction, ...] | None = None
    band: str | None = None
    position: Fraction | None = None
    score: Decimal | None = None
    by: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        self._check_judgement()
        self._check_place()
        self._check_score()
        for name, quantity in self._quantities():
            _check_size(name, quantity.value)

    def _check_judgement(self) -> None:
        judged = self.kind is EvidenceKind.JUDGED or self.position is not None
        if judged and not (self.by.strip() and self.reason.strip()):
            raise EvidenceError(
                "人工评判缺少评判人或理由",
                where="证据",
                expected="写明谁评判、依据什么理由",
                found=f"评判人“{self.by}”，理由“{self.reason}”",
                advice="请补全评判人和理由后再提交。",
            )

    def _check_place(self) -> None:
        if self.kind is not EvidenceKind.JUDGED and not self.place.strip():
            raise EvidenceError(
                f"“{self.kind.label}”类证据没有出处",
                where="证据",
                expected="数据集、附件或报告中的位置",
                found="空",
                advice="请写明出处；没有出处的判断请改为“人工评判”。",
            )

    def _check_score(self) -> None:
        if self.score is None:
            return
        if self.kind not in (EvidenceKind.STATED, EvidenceKind.JUDGED):
            raise EvidenceError(
                "直接给定的得分不能算作计数或附件证据",
                where="证据",
                expected=f"{EvidenceKind.STATED.label}或{EvidenceKind.JUDGED.label}",
                found=self.kind.label,
                advice="请改填计分所需的数值，或改变证据种类。",
            )
        _check_size("得分", self.score)

    def _quantities(self) -> list[tuple[str, Quantity]]:
        named = [("目标值", self.target), ("实际值", self.actual), *self.values.items()]
        return [(name, quantity) for name, quantity in named if quantity is not None]


def _check_size(name: str, value: Decimal) -> None:
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise EvidenceError(
            "数值不可用",
            where=f"证据的“{name}”",
            expected=f"绝对值不超过 10 的 {_LARGEST_EXPONENT} 次方的数",
            found=str(value)[:100],
            advice="请核对数字和单位。",
        )
