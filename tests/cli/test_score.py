"""The sheet as read, as recomputed, and the difference between the two."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.cli.example import SHEET, make_audit, place_of
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.cli.score import difference, find_score, score_lines, totals_sentence
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.rules import FormulaRate, Judged
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet, evaluate
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import WAN_YUAN

PLACE = place_of("4\n"[:1], 2)
FRAMEWORK = Framework(
    "small",
    "小框架",
    (
        Indicator(
            "A",
            "投入",
            Decimal(20),
            children=(
                Indicator(
                    "A1", "资金到位率", Decimal(8), formula="资金到位率＝甲÷乙×100%", rule=FormulaRate()
                ),
                Indicator("A2", "制度健全性", Decimal(12), rule=Judged()),
            ),
        ),
    ),
    full_score=Decimal(20),
)
EVIDENCE = {
    "A1": Evidence(
        EvidenceKind.STATED,
        "第2行",
        values={"甲": Quantity(Decimal(450), WAN_YUAN), "乙": Quantity(Decimal(500), WAN_YUAN)},
    )
}


def stated(text: str) -> Stated:
    return Stated(text, PLACE, Decimal(text) if text else None)


def node(path: tuple[str, ...], weight: str, score: str, *children: SheetNode) -> SheetNode:
    return SheetNode(path[-1], path, PLACE, weight=stated(weight), score=stated(score), children=children)


READ = Sheet(
    2,
    (
        node(
            ("投入",),
            "20",
            "18",
            node(("投入", "资金到位率"), "8", "8"),
            node(("投入", "制度健全"), "12", ""),
        ),
    ),
    total_weight=stated("20"),
    total_score=stated("18"),
)
RESCORED = evaluate(FRAMEWORK, EVIDENCE)


def lines_of(sheet: Sheet, rescored: Scoresheet | None, with_trace: bool = False) -> list[str]:
    audit = replace(make_audit(sheets=(sheet,)), rescored=rescored)
    return [line.plain for line in score_lines(audit, 100, with_trace)]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("指标", ["分值", "表上得分", "重算得分", "差"]),
        ("  资金到位率", ["8", "8", "7.2", "-0.80"]),
        ("  制度健全", ["12", "（空）", "—"]),
        ("投入", ["20", "18", "7.2"]),
        ("合计", ["20", "18", "7.20", "-10.80"]),
    ],
)
def test_scores_stand_side_by_side(name: str, cells: list[str]) -> None:
    line = next(line for line in lines_of(READ, RESCORED) if line.startswith(f"{name} "))
    assert line.split()[1:] == cells


def test_indicator_without_evidence_says_so() -> None:
    assert "        无证据，不得分" in lines_of(READ, RESCORED)


def test_trace_is_written_on_demand() -> None:
    traced, plain = lines_of(READ, RESCORED, True), lines_of(READ, RESCORED)
    assert any("450万元" in line and "500万元" in line for line in traced)
    assert "        证据：报告自述 第2行" in traced
    assert not any("450万元" in line for line in plain)


def test_sheet_without_rules_is_shown_as_read() -> None:
    lines = lines_of(READ, None)
    assert "评分表 1" in lines
    assert lines[-1] == "自评 18；没有适用的规则包，未重算"


@pytest.mark.parametrize(
    ("sheets", "rescored", "sentence"),
    [
        ((), None, "报告里没有找到有得分的评分表"),
        ((SHEET,), None, "自评 4；没有适用的规则包，未重算"),
        ((replace(READ, total_score=None),), None, "报告里没有读出自评总分；没有适用的规则包，未重算"),
        (
            (replace(READ, grade=Stated("良", PLACE)),),
            RESCORED,
            "自评 18（良）；按报告所给证据重算 7.20 分，相差 -10.80；1 项指标没有可用的证据，不得分",
        ),
        (
            (replace(READ, total_score=stated("7.2")),),
            RESCORED,
            "自评 7.2；按报告所给证据重算 7.20 分，两者相同；1 项指标没有可用的证据，不得分",
        ),
    ],
)
def test_totals_are_a_sentence(sheets: tuple[Sheet, ...], rescored: Scoresheet | None, sentence: str) -> None:
    assert totals_sentence(replace(make_audit(sheets=sheets), rescored=rescored)) == sentence


BY_PATH = {item.path: item for item in RESCORED.walk()}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("投入", "资金到位率"), "A1"),
        (("投入", "制度健全"), "A2"),
        (("投入（20分）", "制度健全性"), "A2"),
        (("过程", "制度健全性"), None),
        (("资金到位率",), None),
    ],
)
def test_score_is_found_by_its_path(path: tuple[str, ...], code: str | None) -> None:
    found = find_score(BY_PATH, path)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("written", "path", "shown"),
    [
        ("8", ("投入", "资金到位率"), "-0.80"),
        ("7.2", ("投入", "资金到位率"), "0"),
        ("7", ("投入", "资金到位率"), "+0.20"),
        ("", ("投入", "资金到位率"), ""),
        ("12", ("投入", "制度健全性"), ""),
        ("18", ("投入",), ""),
    ],
)
def test_difference_needs_two_numbers_and_evidence(written: str, path: tuple[str, ...], shown: str) -> None:
    item: IndicatorScore = BY_PATH[path]
    assert difference(stated(written), item) == shown
