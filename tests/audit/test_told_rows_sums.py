"""Sums, balances, counts and logic in the voices of many clerks, through the whole audit."""

from __future__ import annotations

import pytest

from tests.audit.test_told_rows import ALIKE, FORM, findings
from tests.audit.told_rows_sums import RIGHT, WRONG


@pytest.mark.parametrize("row", WRONG.strip().splitlines())
def test_what_is_wrong_is_found(row: str) -> None:
    code, _, text = row.partition("|")
    assert {finding.code for finding in findings(text)} & ALIKE.get(code, {code})


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_is_right_is_not_found_wrong(text: str) -> None:
    found = [finding for finding in findings(text) if finding.code not in FORM]
    assert [(finding.code, finding.arithmetic) for finding in found] == []
