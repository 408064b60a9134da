"""Indicators of a framework by their names, kept from one report to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.audit.sheets import RULES
from xunzheng.audit.framework_index import index_of
from xunzheng.audit.ratio_inputs import told_values
from xunzheng.evaluation.formula import parse
from xunzheng.evaluation.framework import Framework

FRAMEWORKS = pytest.mark.parametrize("framework", RULES.frameworks, ids=lambda each: each.code)


@FRAMEWORKS
def test_the_index_finds_what_the_framework_finds(framework: Framework) -> None:
    index = index_of(framework)
    assert index_of(framework) is index
    for located in framework.walk():
        for path in (located.path, located.path[-1:], ("别的", located.path[-1] + "性")):
            assert index.candidates(path) == framework.candidates(path)
    assert index.candidates(()) == framework.candidates(()) == ()
    assert index.candidates(("没有的指标",)) == ()


def test_the_oldest_index_is_dropped() -> None:
    framework = RULES.frameworks[0]
    first = index_of(framework)
    copies = [replace(framework, code=f"copy-{n}") for n in range(70)]
    assert all(index_of(copy).framework is copy for copy in copies)
    assert index_of(framework) is not first


def test_a_formula_of_one_name_has_no_inputs() -> None:
    assert told_values(parse("率=甲×100%"), []) is None
