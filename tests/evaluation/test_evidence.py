"""What evidence must say of itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.evaluation.given_quantities import q
from xunzheng.evaluation.evidence import Deduction, Evidence, EvidenceKind
from xunzheng.evaluation.refusals import EvidenceError


def test_kinds_stand_in_order_of_strength() -> None:
    assert [(kind.value, kind.strength, kind.label) for kind in EvidenceKind] == [
        ("counted", 3, "系统计数"),
        ("attached", 2, "附件佐证"),
        ("stated", 1, "报告自述"),
        ("judged", 0, "人工评判"),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": EvidenceKind.JUDGED, "by": "某人"}, "人工评判缺少评判人或理由"),
        ({"kind": EvidenceKind.JUDGED, "reason": "理由"}, "人工评判缺少评判人或理由"),
        ({"kind": EvidenceKind.STATED, "place": "表", "position": Fraction(1)}, "人工评判缺少评判人或理由"),
        ({"kind": EvidenceKind.STATED}, "“报告自述”类证据没有出处"),
        ({"kind": EvidenceKind.COUNTED, "place": " "}, "“系统计数”类证据没有出处"),
        ({"kind": EvidenceKind.COUNTED, "place": "d", "score": Decimal(1)}, "直接给定的得分不能算作"),
        ({"kind": EvidenceKind.STATED, "place": "d", "score": Decimal("NaN")}, "数值不可用"),
        ({"kind": EvidenceKind.STATED, "place": "d", "score": Decimal("1e999999")}, "数值不可用"),
        ({"kind": EvidenceKind.STATED, "place": "d", "actual": q("1e-99 元")}, "实际值"),
        ({"kind": EvidenceKind.STATED, "place": "d", "values": {"到位": q("1e99 元")}}, "到位"),
    ],
)
def test_evidence_that_lacks_something_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(EvidenceError, match=words):
        Evidence(**fields)  # type: ignore[arg-type]  # a table of fields


def test_negative_cases_are_refused() -> None:
    with pytest.raises(EvidenceError, match="扣分次数为负"):
        Deduction("迟报", -1)


def test_values_cannot_be_changed_afterwards() -> None:
    values = {"到位": q("1 元")}
    evidence = Evidence(EvidenceKind.COUNTED, place="d", values=values)
    values["到位"] = q("2 元")
    assert evidence.values["到位"] == q("1 元")
    with pytest.raises(TypeError):
        evidence.values["到位"] = q("2 元")  # type: ignore[index]  # that is what is tested
