"""Rates, shares, growth, products and units through the whole audit: wrong ones found, right ones left."""

from __future__ import annotations

import pytest

from tests.audit.test_told_rows import ALIKE, findings
from tests.audit.told_rows_rates import RIGHT, WRONG

OWN = {"rate", "growth", "product", "unit-slip", "over-hundred", "undefined-rate", "malformed-number"}


@pytest.mark.parametrize("row", WRONG.strip().splitlines())
def test_what_is_wrong_is_found(row: str) -> None:
    code, _, text = row.partition("|")
    assert {finding.code for finding in findings(text)} & (ALIKE.get(code, {code}) | {code})


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_is_right_is_not_found_wrong(text: str) -> None:
    found = [finding for finding in findings(text) if finding.code in OWN]
    assert [(finding.code, finding.arithmetic) for finding in found] == []
