"""Sentences as officials write them, through the whole audit: what is wrong is found, the rest is not."""

from __future__ import annotations

import pytest

from tests.audit.prose import RULES
from tests.audit.told_right_rows import RIGHT
from tests.audit.told_rows import WRONG
from xunzheng.audit.finding import Finding
from xunzheng.audit.run import audit
from xunzheng.formats.text import read_text

# A sum, a balance or a product that a unit explains may be told as either.
ALIKE = {
    "sum-of-parts": {"sum-of-parts", "balance", "unit-slip"},
    "balance": {"balance", "sum-of-parts"},
    "product": {"product", "unit-slip"},
    "unit-slip": {"unit-slip", "sum-of-parts", "product"},
}
FORM = {"numbering", "section-empty", "section-missing", "grade-missing", "total-missing", "reading-doubt"}
FORM |= {"deviation-unexplained"}  # of another check


def findings(text: str) -> tuple[Finding, ...]:
    """What the audit finds in a report of these paragraphs."""
    report = "某项目绩效自评情况。\n" + text.replace("\\n", "\n")
    return audit(read_text(report.encode(), "报告.txt"), RULES).findings


@pytest.mark.parametrize("row", WRONG.strip().splitlines())
def test_what_is_wrong_is_found(row: str) -> None:
    code, _, text = row.partition("|")
    assert {finding.code for finding in findings(text)} & ALIKE.get(code, {code})


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_is_right_is_not_found_wrong(text: str) -> None:
    found = [finding for finding in findings(text) if finding.code not in FORM]
    assert [(finding.code, finding.arithmetic) for finding in found] == []
