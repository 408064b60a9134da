"""Sheets laid out in as many ways as counties publish them: read as they stand, wrong where changed."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tests.audit.sheets import RULES
from xunzheng.audit.run import Audit, audit
from xunzheng.formats import read

FOLDER = Path(__file__).parent / "published"
# file: layout, indicators, sum of their weights, total score, rows of funds, put together by the audit
SHEETS: dict[str, tuple[str | None, int, str, str | None, int, bool]] = {
    "01-national-pipes": ("cn-self-evaluation-table", 7, "90", "98.4", 4, False),
    "02-national-cells": ("cn-self-evaluation-table", 7, "90", "98.4", 2, True),
    "03-national-tabs": ("cn-self-evaluation-table", 7, "90", "98.4", 4, False),
    "04-sichuan": ("sc-self-evaluation-table", 5, "90", "99.5", 3, False),
    "05-chongqing": ("cq-self-evaluation-table", 5, "100", "100", 0, False),
    "06-yunnan": ("yn-final-accounts-table", 4, "80", "96", 2, False),
    "07-2013-three-weights": ("cn-2013-53-score-table", 9, "100", "96.5", 0, False),
    "08-2013-inline": ("cn-2013-53-score-table", 5, "100", "97", 0, False),
    "09-transfer": ("cn-transfer-table", 6, "0", None, 3, False),
    "10-transfer-cells": ("cn-transfer-table", 6, "0", None, 3, True),
    "13-department": ("cn-2013-53-department-table", 6, "100", "98", 0, False),
    "14-decision-cells": ("cn-2020-10-evaluation-table", 6, "100", "97.25", 0, False),
    "15-decision-tabs": ("cn-2020-10-evaluation-table", 6, "100", "97.25", 0, False),
    "16-simple": (None, 3, "100", "95", 0, False),
    "17-two-scores": ("cn-self-evaluation-table", 4, "100", "100", 0, False),
    "19-two-row-header": (None, 3, "100", "100", 0, False),
    "20-total-top": (None, 3, "100", "96", 0, False),
    "21-glued": ("cn-self-evaluation-table", 5, "100", "99", 0, True),
}


@cache
def audited(name: str, old: str = "", new: str = "") -> Audit:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert old in text
    return audit(read(text.replace(old, new, 1).encode(), f"{name}.txt"), RULES)


@pytest.mark.parametrize("name", SHEETS)
def test_read(name: str) -> None:
    layout, count, weights, total, funds, doubtful = SHEETS[name]
    outcome = audited(name)
    (sheet,) = outcome.sheets
    leaves = list(sheet.leaves())
    assert [applied.layout.code for applied in outcome.layouts] == ([layout] if layout else [])
    assert len(leaves) == count
    assert all(len(leaf.path) == len(leaves[0].path) for leaf in leaves)
    summed = sum((leaf.weight.value or Decimal(0) for leaf in leaves if leaf.weight), Decimal(0))
    assert summed == Decimal(weights)
    assert (sheet.total_score.text if sheet.total_score else None) == total
    assert len(sheet.funds) == funds
    assert sheet.doubtful is doubtful


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_no_error_in_what_is_right(path: Path) -> None:
    outcome = audited(path.stem)
    assert [finding for finding in outcome.findings if finding.severity == "error"] == []
    for finding in outcome.findings:
        for place in finding.where:
            assert outcome.document.text[place.start : place.end] == place.quote


# file, what stands there, what is written instead, the code that is due, whether it can be an error
PLANTED = [
    ("01-national-pipes", "| 98.4 |", "| 97.4 |", "score-sum", True),
    ("01-national-pipes", "| 20 | 20 |", "| 25 | 20 |", "weight-sum", True),
    ("01-national-pipes", "94% | 9.4", "95% | 9.4", "rate", False),
    ("01-national-pipes", "94% | 9.4", "94% | 9.8", "score-recomputed", True),
    ("01-national-pipes", "≥95% | 96%", "≥95% | 93%", "attainment-score", True),
    ("01-national-pipes", "122公里 | 20", "≥120公里 | 20", "actual-copies-target", False),
    ("01-national-pipes", "≥120公里", "≤120公里", "target-operator", False),
    ("01-national-pipes", "122公里 | 20", "260公里 | 20", "deviation-unexplained", False),
    ("01-national-pipes", "122公里 | 20", "95% | 20", "incomparable-units", False),
    ("01-national-pipes", "达成预期指标 | 15 | 14", "达成预期指标 | 15 | 10", "score-recomputed", False),
    ("01-national-pipes", "| 15 | 15 |", "| 15 | 16 |", "score-over-weight", True),
    ("01-national-pipes", "92% | 15 | 15", "92% | 15 | ", "score-missing", True),
    ("02-national-cells", "\n98.4", "\n97.4", "score-sum", False),
    ("02-national-cells", "94%\n9.4", "94%\n9.8", "score-recomputed", False),
    ("02-national-cells", "≥95%\n96%", "≥95%\n93%", "attainment-score", False),
    ("03-national-tabs", "98.4", "97.4", "score-sum", True),
    ("04-sichuan", "99.5", "98.5", "score-sum", True),
    ("04-sichuan", "95.00%\t10", "96.00%\t10", "rate", True),
    ("04-sichuan", "1235\t30", "1105\t30", "attainment-score", True),
    ("04-sichuan", "266.00\t95.00%\t10\t9.5", "196.00\t70.00%\t10\t7", "deviation-unexplained", False),
    ("05-chongqing", "| 24 | 30 | 24 |", "| 24 | 30 | 20 |", "attainment-score", True),
    ("06-yunnan", "总得分\t96", "总得分\t95", "score-sum", True),
    ("06-yunnan", "20\t80.00\t16", "20\t80.00\t18", "score-recomputed", True),
    ("06-yunnan", "自评等级\t优", "自评等级\t良", "grade-band", False),
    ("09-transfer", "5096 | 98.00%", "5096 | 99.00%", "rate", True),
    ("10-transfer-cells", "≥95%\n97%", "≥95%\n≥95%", "actual-copies-target", False),
    ("11-yueyang", "465.5 | 14.5", "465.5 | 24.5", "balance", True),
    ("13-department", "1176/1200=98%", "1176/1200=97%", "rate", True),
    ("13-department", "控制率96.67%", "控制率94.67%", "rate", False),
    ("13-department", "变动率-20%", "变动率-25%", "rate", False),
    ("14-decision-cells", "\n97.25", "\n96.25", "score-sum", True),
    ("15-decision-tabs", "14.25\t", "15\t", "score-recomputed", True),
    ("16-simple", "支付不及时扣2分", "", "deduction-unexplained", False),
    ("17-two-scores", "| 100 | 98 |", "| 100 | 97 |", "score-sum", True),
    ("19-two-row-header", "| 210台 |", "| 110台 |", "attainment-score", True),
    ("20-total-top", "自评总分\t96", "自评总分\t95", "score-sum", True),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "error"), PLANTED)
def test_planted(name: str, old: str, new: str, code: str, error: bool) -> None:
    known = {(finding.code, finding.claim, finding.where) for finding in audited(name).findings}
    changed = audited(name, old, new).findings
    found = [each for each in changed if each.code == code and (code, each.claim, each.where) not in known]
    assert found
    assert any(each.severity == "error" for each in found) is error
