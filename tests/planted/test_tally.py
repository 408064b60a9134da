"""The tally: what counts as found, as a consequence, as false; the rivals; the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bench.planted.catalogue import DEVELOP, Sample, sample
from bench.planted.planting import Planted
from bench.planted.rendering import as_text
from bench.planted.rivals import check_tables, match_markdown, match_rules
from bench.planted.summary import BEGIN, END, page_of, row_of, table_of
from bench.planted.tally import Result, judge, overlaps, run
from bench.planted.telling import Report, Telling

from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.documents.model import Document
from xunzheng.formats import read


def finding(code: str, start: int, end: int, severity: Severity = Severity.ERROR) -> Finding:
    place = Place((), 0, start, end, 1, "")
    return Finding(code, severity, (place,), "", "", "", "a/1")


def judged(findings: Sequence[Finding], planted: Planted | None) -> Result:
    telling = Telling()
    telling.say(telling.mark("共12个") + "，" + telling.mark("其中3个"))
    report: Report = telling.report()
    document = Document("a", "共12个，其中3个", ())
    return judge(
        Sample(1, "hunan", report, planted), "txt", document, {0: (0, 4), 1: (5, 9)}, findings, show=True
    )


MISTAKE = Planted("rate", "rate: x", "", (0,), frozenset({"rate", "repeat"}), frozenset({"over-limit"}), (1,))


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ([finding("rate", 0, 2)], (True, True, ("rate",), ())),
        ([finding("repeat", 3, 5)], (True, False, ("repeat",), ())),
        ([finding("rate", 4, 5)], (False, False, (), ("rate",))),
        ([finding("over-limit", 6, 7)], (False, False, ("over-limit",), ())),
        ([finding("over-limit", 4, 5)], (False, False, (), ("over-limit",))),
        ([finding("growth", 0, 2)], (False, False, (), ("growth",))),
        ([], (False, False, (), ())),
    ],
)
def test_what_a_finding_counts_for(
    found: list[Finding], outcome: tuple[bool, bool, tuple[str, ...], tuple[str, ...]]
) -> None:
    result = judged(found, MISTAKE)
    assert (result.found, result.own, result.right, result.false) == outcome
    assert any("MISSED" in line for line in result.shown) is not result.found


def test_in_a_consistent_report_every_error_is_false() -> None:
    result = judged([finding("rate", 0, 2), finding("rate", 0, 2, Severity.ADVICE)], None)
    assert (result.false, result.extra, result.code) == (("rate",), ("rate",), None)


def test_a_mistake_without_a_place_is_found_anywhere() -> None:
    anywhere = Planted("grade-missing", "", "", (), frozenset({"grade-missing"}))
    assert judged([finding("grade-missing", 4, 5, Severity.ADVICE)], anywhere).found


@pytest.mark.parametrize(
    ("one", "two", "touching"),
    [((0, 3), (2, 4), True), ((0, 2), (2, 4), False), ((2, 2), (2, 4), True), ((5, 5), (2, 4), False)],
)
def test_spans_overlap(one: tuple[int, int], two: tuple[int, int], touching: bool) -> None:
    assert overlaps(one, two) is touching


def test_a_run_over_some_codes() -> None:
    codes = (None, "table-sum", "growth", "grade-band", "score-missing", "formula-text", "duplicate-text")
    results = [run(DEVELOP + at, code, "txt") for at, code in enumerate(codes)]
    assert sum(result.found for result in results) >= 4
    assert row_of(results, ["growth"]).planted == 1
    lines = "\n".join(table_of(results, None))
    assert "| `growth` | 1 |" in lines
    page = page_of(f"a\n{BEGIN}\nold\n{END}\nb\n", lines)
    assert page.startswith(f"a\n{BEGIN}\n\n| code |")
    assert page.endswith(f"{END}\nb\n")


def flags(text: str) -> list[str]:
    return [flag.code for flag in match_markdown(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年支出500万元，其中A300万元、B190万元。", "sum-of-parts"),
        ("A300万元，B190万元，合计500万元。", "sum-of-parts"),
        ("全年预算200万元，支出66.86万元，执行率100%。", "rate"),
        ("核定编制20名，现有在编在岗23人。", "over-limit"),
        ("受理61件，办结56件，在办6件。", "balance"),
        ("收入由100万元增加到110万元，增长20%。", "growth"),
        ("得分92分，等级为良。", "grade-band"),
        ("制定《采购办法》、《报账细则》三项制度。", "count-list"),
        ("支出7,00.0,77万元。", "malformed-number"),
        ("执行率102.59%。", "over-hundred"),
        ("一、甲\n三、乙\n", "numbering"),
        ("| 分值 | 得分 |\n| --- | --- |\n| 60 | 61 |\n| 合计 | 61 |\n", "score-over-weight"),
    ],
)
def test_the_rival_finds_what_is_obvious(text: str, code: str) -> None:
    assert code in flags(text)


def test_the_rivals_are_silent_on_what_is_right() -> None:
    assert flags("全年支出490万元，其中A300万元、B190万元。全年预算500万元，支出490万元，执行率98%。") == []


def test_the_table_checker_adds_up_columns_rows_and_subtotals() -> None:
    right = "|项|甲|合计|\n|--|--|--|\n|a|1|1|\n|b|2|2|\n|合计|3|3|\n"
    wrong = right.replace("|合计|3|3|", "|合计|4|3|")
    assert check_tables(read(right.encode(), "a.txt")) == []
    assert len(check_tables(read(wrong.encode(), "a.txt"))) == 1


def test_no_rival_flags_the_tables_of_a_consistent_report() -> None:
    made = sample(DEVELOP + 3, None)
    document = read(as_text(made.report).encode(), "a.txt")
    assert check_tables(document) == []
    assert len(match_rules(document.text)) < 6
