"""Pairs of passages from reports of many fields: whether they measure one thing, and whether they agree."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.audit.identity.told import reading, report
from xunzheng.audit.checks.repeat import CHECK
from xunzheng.audit.finding import Finding
from xunzheng.rulebook import standard_rules

RULES = standard_rules()


def _pairs() -> list[tuple[str, str, str]]:
    """The lines of `pairs.txt`: outcome, first and second passage; a passage ends before 。 | or with \\n."""
    read_out = []
    for line in (Path(__file__).parent / "pairs.txt").read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        due, _, passages = line.partition(" | ")
        sign = "。 | " if "。 | " in passages else " | "
        first, _, second = passages.partition(sign) if sign == "。 | " else passages.rpartition(sign)
        read_out.append((due, first, second))
    return read_out


PAIRS = _pairs()


def test_the_table_is_large_and_even() -> None:
    kinds = Counter(due for due, _, _ in PAIRS)
    assert len(PAIRS) >= 240
    assert kinds["other"] > 100
    assert kinds["differs"] > 100


@pytest.mark.parametrize(("due", "first", "second"), PAIRS)
def test_pairs(due: str, first: str, second: str) -> None:
    found = list(CHECK.find(reading(report(first, second)), RULES))
    differing = [outcome for outcome in found if isinstance(outcome, Finding)]
    if due == "differs":
        assert differing
        assert len(differing[0].where) >= 2
    elif due == "equal":
        assert found
        assert not differing
    else:
        assert due in ("other", "missed", "doubt")
        assert due == "doubt" or not differing


def test_nothing_is_an_error_that_only_a_reader_can_decide() -> None:
    for due, first, second in PAIRS:
        found = CHECK.find(reading(report(first, second)), RULES)
        errors = [f for f in found if isinstance(f, Finding) and f.severity == "error"]
        assert not errors or due == "differs", (first, second)
