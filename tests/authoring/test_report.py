"""The report: its tables, its sentences, its parts, for none, one and many."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.authoring.given_project import FORMS, table
from tests.authoring.test_project_file import change
from xunzheng.authoring.amounts import money, places_needed, plain, rate, rounded
from xunzheng.authoring.assessment import Assessment, assess
from xunzheng.authoring.project_table import read_project
from xunzheng.authoring.report import Extent, compose, label
from xunzheng.documents.manuscript import Chart, Grid, Heading, Passage, Role
from xunzheng.documents.manuscript_grid import place
from xunzheng.rulebook.official_forms import form_rules

N, T, A = FORMS


def assessed(form: str, changes: dict[str, object] | None = None) -> Assessment:
    tables = table(form)
    for key, value in (changes or {}).items():
        change(tables, key, value)
    return assess(read_project(tables), form_rules(form))


def prose(assessment: Assessment) -> str:
    pieces = compose(assessment).pieces
    return "\n".join(piece.text for piece in pieces if isinstance(piece, Passage | Heading))


@pytest.mark.parametrize(
    ("share", "against", "written"),
    [
        (Fraction(1), (), "100%"),
        (Fraction(31, 40), (), "77.50%"),
        (Fraction(99999, 100000), (), "99.999%"),
        (Fraction(1, 10**6), (), "0.0001%"),
        (Fraction(899999, 10**6), (Fraction(9, 10),), "89.9999%"),
        (Fraction(9, 10), (Fraction(9, 10),), "90%"),
        (Fraction(10**12 - 1, 10**12), (), "100.00000000%"),
        (Fraction(-7, 200), (), "-3.50%"),
        (Fraction(4, 3), (), "133.33%"),
    ],
)
def test_a_rate_stays_on_its_side(share: Fraction, against: tuple[Fraction, ...], written: str) -> None:
    assert rate(share, against) == written


def test_amounts_are_written_exactly() -> None:
    assert [plain(Decimal(text)) for text in ("900.00", "0.50", "1E+3", "0", "-0.0")] == [
        "900",
        "0.5",
        "1000",
        "0",
        "0",
    ]
    assert money(Decimal("9265.353442")) == "9265.353442万元"
    assert [places_needed(map(Decimal, texts)) for texts in ((), ("1", "2"), ("1.5",), ("1.234",))] == [
        0,
        0,
        2,
        3,
    ]
    assert (rounded(Fraction(1, 3)), rounded(Fraction(-1, 200))) == (Decimal("0.33"), Decimal("-0.01"))


SENTENCES: list[tuple[str, dict[str, object], str]] = [
    (
        N,
        {},
        "城市公园与绿道管护专项由澜桥市住房和城乡建设局主管、澜桥市园林绿化服务局组织实施，评价年度为2023年。",
    ),
    (N, {"project.unit": "园林局"}, "由澜桥市住房和城乡建设局主管、澜桥市园林局组织实施"),
    (T, {}, "水库除险加固补助资金由青石县水利局主管并组织实施"),
    (N, {}, "依据为《项目支出绩效评价管理办法》（财预〔2020〕10号）和《澜桥市"),
    (N, {"project.bases": ["年度计划"]}, "项目的立项和实施依据为年度计划。"),
    (
        N,
        {},
        "2023年，本项目年初预算数900万元，年中调减38万元，调整后全年预算数862万元。调减的原因：压减一般性支出。",
    ),
    (N, {"funds.0.initial": 700}, "年中调增62万元"),
    (
        N,
        {},
        "按资金来源分，年初预算数900万元，分别为当年财政拨款年初安排800万元、上年结转资金年初安排100万元。",
    ),
    (N, {"funds.0.name": "一般公共预算"}, "当年财政拨款（一般公共预算）到位762万元"),
    (T, {}, "2023年，本项目全年预算数500万元，全部为中央财政资金。"),
    (T, {}, "资金到位率100%（实际到位资金500万元÷全年预算数500万元×100%）。"),
    (N, {}, "预算执行率97.85%（全年执行数843.5万元÷全年预算数862万元×100%）。"),
    (N, {}, "实际到位资金862万元减去实际支出843.5万元，年末结余18.5万元。"),
    (T, {}, "年末无结余。"),
    (
        T,
        {"funds.0.arrived": 0, "funds.0.spent": 0, "project.spent_because": "未下达"},
        "资金尚未到位，资金到位率0%",
    ),
    (T, {"funds.0.spent": 0, "project.spent_because": "未开工；"}, "资金尚未支出，预算执行率0%。"),
    (T, {"funds.0.spent": 0, "project.spent_because": "未开工；"}, "预算执行率偏低的原因：未开工。"),
    (
        T,
        {"funds.0.initial": 0, "funds.0.budget": 500, "project.adjusted_because": "追加"},
        "年初预算数0万元，年中调增500万元",
    ),
    (N, {}, "综合得分96.99分，评价等级为“优”。分项得分为：预算执行率满分10分、得9.79分；"),
    (N, {}, "本项目共设绩效指标9项，其中达到年度指标值的8项，未达到的1项，为“补植乔木”。"),
    (T, {}, "本项目共设绩效指标1项，已达到年度指标值。"),
    (
        T,
        {"indicators.0.actual": "1座", "indicators.0.reason": "雨"},
        "本项目共设绩效指标1项，未达到年度指标值。",
    ),
    (
        T,
        {"indicators.0.actual": "1座", "indicators.0.reason": "雨"},
        "“除险加固水库座数”偏离的原因和改进措施：雨。",
    ),
    (T, {}, "各项绩效指标均无偏离。"),
    (
        N,
        {"indicators.0.actual": "400公顷", "indicators.0.reason": "未移交"},
        "未达到的2项，为“管护公园绿地面积”“补植乔木”。",
    ),
    (
        N,
        {"texts.measures": "做法如下：\n一是按月调度；\n\n二是按季结算"},
        "\n做法如下：\n一是按月调度；\n二是按季结算。",
    ),
    (
        N,
        {"goals.achieved": "完成两项：\n公园达标;\n绿道畅通，"},
        "完成情况：完成两项：\n公园达标;\n绿道畅通。",
    ),
    (N, {"texts.other": "群众说：“路好走了。”"}, "群众说：“路好走了。”\n"),
    (T, {}, "执行准确性方面，按批复的内容执行。存在问题和改进措施：个别凭证附件不全，已补齐。"),
    (N, {}, "“补植乔木”年度指标值为“≥2400株”，全年实际完成1860株，为指标值的77.50%，分值8分，得6.2分。"),
    (N, {}, "“城区生态环境”年度指标值为“明显改善”，完成情况为“达成年度指标”，分值15分，得14分。"),
    (
        N,
        {},
        "失分指标3项，共失3.01分，由多到少依次为“补植乔木”失1.8分、“城区生态环境”失1分、预算执行率失0.21分。",
    ),
    (
        N,
        {"indicators.0.actual": "600公顷", "indicators.0.reason": "新接管"},
        "得8分。偏差原因及改进措施：新接管。",
    ),
    (A, {}, "“项目立项规范性”3项评价要点中符合第1、2项，分值20分，得13.33分。"),
    (A, {"indicators.0.met": []}, "“项目立项规范性”3项评价要点均不符合，分值20分，得0分。"),
    (A, {}, "“管理制度健全性”2项评价要点均符合，分值10分，得10分。"),
    (A, {}, "“资金到位率”实际到位资金80万元、计划投入资金80万元，按公式计算为100%，分值10分，得10分。"),
    (A, {}, "“实际完成率”实际产出数305天、计划产出数300天，按公式计算为101.67%，分值20分，得20分。"),
    (A, {}, "“社会效益”年度指标值为“阅读风气改善”，完成情况为“达成年度指标”，分值20分，得18分。"),
    (A, {"indicators.4.target": None}, "“社会效益”完成情况为“达成年度指标”，分值20分，得18分。"),
]


@pytest.mark.parametrize(("form", "changes", "sentence"), SENTENCES)
def test_a_sentence_says_what_the_data_say(form: str, changes: dict[str, object], sentence: str) -> None:
    assert sentence in prose(assessed(form, changes))


def test_nothing_planned_at_the_start_is_not_split_by_source() -> None:
    changes: dict[str, object] = {"project.adjusted_because": "年中追加"}
    changes |= {f"funds.{number}.initial": 0 for number in (0, 1)}
    text = prose(assessed(N, changes))
    assert "年初预算数0万元，年中调增862万元" in text
    assert "按资金来源分" not in text


def test_the_attachment_is_named_below_the_text() -> None:
    pieces = compose(assessed(N)).pieces
    named = next(n for n, piece in enumerate(pieces) if "附件：项目支出绩效自评表（2023年度）" in str(piece))
    assert [getattr(piece, "role", None) for piece in pieces[named + 1 : named + 3]] == [Role.SIGNATURE] * 2
    assert "附件：" not in str(compose(assessed(N), Extent.REPORT))


def test_nothing_lost_is_said_plainly() -> None:
    changes: dict[str, object] = {"indicators.0.met": [1, 2, 3], "indicators.4.score": 20}
    assert "各项指标均未失分。" in prose(assessed(A, changes))


def test_one_loss_is_no_order() -> None:
    changes: dict[str, object] = {"indicators.0.met": [1, 2, 3]}
    assert "失分指标1项，共失2分，为“社会效益”失2分。" in prose(assessed(A, changes))


def test_execution_with_its_reason_among_the_losses() -> None:
    changes: dict[str, object] = {"funds.0.spent": 300, "project.spent_because": "合同未到付款期"}
    assert "预算执行率的失分原因和改进措施：合同未到付款期。" in prose(assessed(N, changes))


def test_all_of_several_indicators_met_or_missed() -> None:
    tables: Any = table(T)
    tables["indicators"].append(tables["indicators"][0] | {"name": "加固溢洪道座数"})
    rules = form_rules(T)
    assert "绩效指标2项，均达到年度指标值" in prose(assess(read_project(tables), rules))
    for item in tables["indicators"]:
        item.update(actual="1座", reason="雨季延期")
    assert "绩效指标2项，均未达到年度指标值" in prose(assess(read_project(tables), rules))


def test_parts_without_text_are_left_out_and_the_labels_count_on() -> None:
    headings = [piece.text for piece in compose(assessed(N)).pieces if isinstance(piece, Heading)]
    assert [text for text in headings if text[1] == "、"][-1] == "六、绩效自评结果应用和公开情况"
    changes: dict[str, object] = {"texts.other": "无其他需要说明的问题"}
    headings = [piece.text for piece in compose(assessed(N, changes)).pieces if isinstance(piece, Heading)]
    assert headings[-1] == "七、其他需要说明的问题"
    assert [label(11, level) for level in (1, 2, 3, 4)] == ["十一、", "（十一）", "11.", "（11）"]


@pytest.mark.parametrize("form", FORMS)
def test_tables_are_whole_grids(form: str) -> None:
    for piece in compose(assessed(form)).pieces:
        if isinstance(piece, Grid):
            spots = [spot for row in place(piece) for spot in row]
            covered = sum(spot.slot.row_span * spot.slot.column_span for spot in spots)
            assert covered == len(piece.rows) * len(piece.widths)


def test_the_scored_table_row_by_row() -> None:
    changes: dict[str, object] = {"project.leader": "李明"}
    manuscript = compose(assessed(N, changes), Extent.TABLE)
    grid = manuscript.pieces[0]
    assert isinstance(grid, Grid)
    rows = [[slot.text for slot in row] for row in grid.rows]
    assert (manuscript.title, manuscript.subtitle) == ("项目支出绩效自评表", "（2023年度）")
    assert rows[2] == ["项目负责人", "李明", "联系电话", "—"]
    assert rows[4] == ["年度资金总额", "900.00", "862.00", "843.50", "10", "97.85%", "9.79"]
    assert rows[7] == ["其他资金", "0.00", "0.00", "0.00", "—", "—", "—"]
    assert rows[12] == [
        "补植乔木",
        "≥2400株",
        "1860株",
        "8",
        "6.2",
        "部分地块因地下管线改造未交地，已列入2024年春季计划，并与市政单位建立交地会商。",
    ]
    assert rows[-1] == ["总分", "100", "96.99", ""]


def test_whole_amounts_have_no_digits_behind_the_point() -> None:
    grid = compose(assessed(T), Extent.TABLE).pieces[0]
    assert isinstance(grid, Grid)
    texts = [[slot.text for slot in row] for row in grid.rows]
    assert texts[3] == ["年度资金总额", "500", "500", "100%"]
    assert texts[6] == ["其他资金", "0", "0", "—"]
    assert texts[12] == ["执行准确性", "按批复的内容执行。", "个别凭证附件不全，已补齐"]
    assert texts[-1] == ["说明", "无"]


def test_the_annex_with_weights_in_the_names() -> None:
    grid = compose(assessed(A), Extent.TABLE).pieces[0]
    assert isinstance(grid, Grid)
    first = [slot.text for slot in grid.rows[1]]
    assert first[:3] == ["投入\n（30分）", "项目立项\n（20分）", "项目立项规范性\n（20分）"]
    assert first[4].startswith("评价要点：\n①项目是否按照规定的程序申请设立；\n②")
    assert [slot.text for slot in grid.rows[-1]] == ["合计（100分）", "91.33"]


def test_a_score_short_of_the_weight_never_reads_as_the_weight() -> None:
    changes: dict[str, object] = {"funds.0.spent": Decimal("761.9999")}
    assert assessed(N, changes).execution_points == Decimal("9.999999")


def test_the_report_alone_and_the_plots() -> None:
    pieces = compose(assessed(N), Extent.REPORT).pieces
    assert [piece.title for piece in pieces if isinstance(piece, Chart)] == [
        "各部分得分和失分",
        "各来源资金的预算、到位和支出",
        "定量指标的完成程度",
    ]
    assert [len(piece.rows) for piece in pieces if isinstance(piece, Grid)] == [5]
    assert not [piece for piece in compose(assessed(T)).pieces if isinstance(piece, Chart)]


def test_equal_to_hundred_means_at_least_unless_less_is_better() -> None:
    changes: dict[str, object] = {"indicators.4.target": "=100%", "indicators.4.reason": "个别件超期"}
    item = next(each for each in assessed(N, changes).items if each.name == "问题处置及时率")
    assert (item.met, item.points, item.attainment) == (False, Decimal("9.64"), Fraction(9644, 10000))


def test_a_bare_number_takes_the_unit_of_the_other() -> None:
    changes: dict[str, object] = {
        "indicators.0.target": "≥412",
        "indicators.3.target": "≥95",
        "indicators.2.actual": "130",
    }
    assert [item.points for item in assessed(N, changes).items[:3]] == [8, Decimal("6.2"), 6]


def test_parts_in_two_units_are_added_exactly() -> None:
    parts = [{"name": "东", "value": "1.25万株"}, {"name": "西", "value": "1株"}]
    changes: dict[str, object] = {"indicators.1.parts": parts, "indicators.1.target": "≥1.25万株"}
    assert next(i for i in assessed(N, changes).items if i.name == "补植乔木").actual == "1.2501万株"
    changes["indicators.1.parts"] = parts[::-1]
    assert next(i for i in assessed(N, changes).items if i.name == "补植乔木").actual == "12501株"


def test_hardly_anything_left_unspent() -> None:
    huge = {
        "kind": "current",
        "initial": 10**11,
        "arrived": 10**11,
        "spent": Decimal(10**11) - Decimal("0.000001"),
    }
    changes: dict[str, object] = {"funds": [huge], "project.adjusted_because": None}
    assert assessed(N, changes).execution_points == 10  # eight digits are the most that are printed


def test_own_weight_of_the_execution_rate() -> None:
    changes: dict[str, object] = {"project.execution_weight": 12, "indicators.0.weight": 6}
    assert assessed(N, changes).execution_weight == 12
