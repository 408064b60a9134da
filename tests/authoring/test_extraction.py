"""Out of a report into a project file: what is taken, from where, what is doubtful and what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.authoring.given_project import table as tables
from xunzheng import samples
from xunzheng.authoring.assessment import assess
from xunzheng.authoring.draft import Draft, in_wan_yuan
from xunzheng.authoring.extraction import Extraction, extract
from xunzheng.authoring.project_table import read_project
from xunzheng.authoring.report import compose
from xunzheng.documents.manuscript_document import manuscript_document
from xunzheng.formats.project_file import dump_table, load_table
from xunzheng.formats.reading import read
from xunzheng.rulebook.official_forms import form_rules, forms
from xunzheng.rulebook.shelf import standard_rules

PAGE = """<html><body><h1>{title}</h1><p>{text}</p><table border=1>{rows}</table><p>{end}</p></body></html>"""
HEAD = (
    "<tr><td>项目名称</td><td colspan=6>道路养护项目</td></tr>"
    "<tr><td>主管部门</td><td colspan=3>青石县交通局</td><td>实施单位</td><td colspan=2>{unit}</td></tr>"
)
FUNDS = (
    "<tr><td>项目资金（{money}）</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>执行率</td><td>得分</td></tr>"
    "<tr><td>年度资金总额</td><td>{a}</td><td>{a}</td><td>{b}</td><td>10</td><td>90%</td><td>9</td></tr>"
    "<tr><td>其中：当年财政拨款</td><td>{a}</td><td>{a}</td><td>{b}</td><td>—</td><td>90%</td><td>—</td></tr>"
)
GOALS = (
    "<tr><td rowspan=2>年度总体目标</td><td colspan=3>预期目标</td><td colspan=3>实际完成情况</td></tr>"
    "<tr><td colspan=3>养护道路</td><td colspan=3>已养护</td></tr>"
)
ROWS = (
    "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>"
    "<tr><td>产出指标</td><td>数量指标</td><td>养护里程</td><td>≥20公里</td><td>22公里</td><td>50</td><td>50</td></tr>"
    "<tr><td>产出</td><td>质量</td><td>验收情况</td><td>合格</td><td>达成年度指标</td><td>10</td><td>9</td></tr>"
    "<tr><td>效益指标</td><td>社会效益指标</td><td>出行条件</td><td>改善</td><td>群众出行方便</td><td>20</td><td>18</td></tr>"
    "<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>满意度</td><td>≥90%</td><td>9成</td><td>10</td><td>10</td></tr>"
    "<tr><td>总分</td><td></td><td></td><td></td><td></td><td>100</td><td>96</td></tr>"
)


def page(
    text: str = "", *, unit: str = "青石县公路站", money: str = "万元", a: str = "100", b: str = "90"
) -> str:
    rows = HEAD.format(unit=unit) + FUNDS.format(money=money, a=a, b=b) + GOALS + ROWS
    return PAGE.format(title="2023年度项目支出绩效自评表", text=text, rows=rows, end="2024年3月5日")


def extracted(text: str, code: str | None = None) -> tuple[Extraction, dict[str, Any]]:
    extraction = extract(read(text.encode(), "自评.html"), standard_rules(), forms(), code)
    return extraction, extraction.draft.table


def test_a_published_table_fills_the_file() -> None:
    extraction, table = extracted(page("截至年底，实际到位资金100万元。"))
    assert table["form"] == "national-2020"
    assert table["project"] == {
        "name": "道路养护项目",
        "department": "青石县交通局",
        "unit": "青石县公路站",
        "year": 2023,
        "reported_on": date(2024, 3, 5),
    }
    assert table["funds"] == [
        {"kind": "current", "initial": 100, "budget": 100, "arrived": 100, "spent": 90},
    ]
    assert table["goals"] == {"expected": "养护道路", "achieved": "已养护"}
    assert table["indicators"][0] == {
        "level_one": "产出指标",
        "level_two": "数量指标",
        "name": "养护里程",
        "weight": 50,
        "target": "≥20公里",
        "actual": "22公里",
        "evidence": {"kind": "stated", "place": table["indicators"][0]["evidence"]["place"]},
    }
    assert (table["indicators"][1]["level_two"], table["indicators"][1]["outcome"]) == ("质量指标", "达成")
    assert (table["indicators"][2]["actual"], table["indicators"][2]["score"]) == ("群众出行方便", 18)
    assert "不能比较" in extraction.draft.notes["indicators", 3, "actual"]
    assert "取自第" in extraction.draft.notes["funds", 0, "budget"]
    assert {"texts.work", "indicators[3].actual"} <= {fault.key for fault in extraction.faults}


def test_notes_stand_above_their_keys() -> None:
    extraction, table = extracted(page())
    written = dump_table(table, extraction.draft.notes, "来自一份报告").decode()
    assert written.startswith("# 来自一份报告\n")
    assert load_table(written.encode(), "p.toml") == table
    lines = written.splitlines()
    assert lines[lines.index('name = "道路养护项目"') - 1].startswith("# 取自第")


def test_money_in_yuan_becomes_wan_yuan() -> None:
    _, table = extracted(page(money="元", a="1000000", b="900000.5"))
    assert (table["funds"][0]["budget"], table["funds"][0]["spent"]) == (Decimal(100), Decimal("90.00005"))
    assert (in_wan_yuan(Decimal(0), Decimal(1)), in_wan_yuan(Decimal("0.5"), Decimal(10**8))) == (0, 5000)


def test_what_is_not_said_stays_open() -> None:
    extraction, table = extracted(page(unit="—"))
    assert "unit" not in table["project"]
    assert "project.unit" in {fault.key for fault in extraction.faults}
    assert "funds[0].arrived" in {fault.key for fault in extraction.faults}


def test_a_report_without_a_table_is_taken_for_the_usual_form() -> None:
    extraction, table = extracted(
        "<p>2023年某专项绩效自评报告</p><p>全年预算数300万元，实际支出290万元。</p>"
    )
    assert "没有找到评分表" in extraction.draft.notes[("form",)]
    assert table["funds"] == [{"kind": "current", "initial": 300, "budget": 300, "spent": 290}]
    assert "资金来源" in extraction.draft.notes["funds", 0]


def test_goal_and_arrival_out_of_the_prose() -> None:
    text = (
        "<h1>2023年某专项绩效自评报告</h1><h2>一、项目绩效目标</h2><p>建成图书馆两座。</p><h2>二、资金情况</h2>"
        "<p>全年预算数300万元，资金到位率100%，实际支出290万元。</p>"
    )
    extraction, table = extracted(text)
    assert table["goals"] == {"expected": "建成图书馆两座。"}
    assert table["funds"][0]["arrived"] == 300
    assert "由到位率 100% 推出" in extraction.draft.notes["funds", 0, "arrived"]


def test_the_form_may_be_named() -> None:
    extraction, table = extracted(page(), "transfer-2023")
    assert (table["form"], extraction.draft.notes[("form",)]) == ("transfer-2023", "由使用者指定")


def test_a_transfer_form_with_its_management() -> None:
    rows = (
        "<tr><td>转移支付（项目）名称</td><td colspan=5>救灾资金</td></tr>"
        "<tr><td></td><td>情况说明</td><td>存在问题和改进措施</td></tr>"
        "<tr><td>分配科学性</td><td>按需分配</td><td>无</td></tr>"
        "<tr><td>下达及时性</td><td>及时下达</td><td>偏晚一周</td></tr>"
        "<tr><td>拨付合规性</td><td></td><td></td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>全年实际完成值</td><td>未完成原因和改进措施</td></tr>"
        "<tr><td>产出指标</td><td>数量指标</td><td>救助人数</td><td>≥10人</td><td>8人</td><td>需求减少</td></tr>"
    )
    _, table = extracted(PAGE.format(title="自评表（2022年度）", text="某县", rows=rows, end="2023年2月31日"))
    assert (table["form"], table["project"]["name"], table["project"]["year"]) == (
        "transfer-2023",
        "救灾资金",
        2022,
    )
    assert "reported_on" not in table["project"]
    assert table["management"] == [
        {"name": "分配科学性", "state": "按需分配"},
        {"name": "下达及时性", "state": "及时下达", "trouble": "偏晚一周"},
    ]
    assert table["indicators"][0]["reason"] == "需求减少"


def test_the_shipped_report_fills_the_annex() -> None:
    document = read(samples.sample(), samples.name)
    extraction = extract(document, standard_rules(), forms())
    table: dict[str, Any] = extraction.draft.table
    assert (table["form"], table["project"]["unit"]) == ("annex-2013", "澜桥市园林绿化服务局")
    assert (table["funds"][0]["budget"], table["funds"][0]["spent"]) == (862, 862)
    by_code = {item["code"]: item for item in table["indicators"]}
    assert by_code["A11"]["met"] == [1, 2, 3]
    assert "推定" in extraction.draft.notes["indicators", 0, "met"]
    assert "met" not in by_code["A13"]
    assert table["texts"]["purpose"].startswith("本专项由市本级一般公共预算安排")


def test_an_indicator_that_no_framework_knows_is_said() -> None:
    rows = (
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标解释</td><td>得分</td></tr>"
        "<tr><td>产出（60分）</td><td>项目产出（60分）</td><td>灯杆外观（60分）</td><td>好看</td><td>50</td></tr>"
        "<tr><td>效果（40分）</td><td>项目效益（40分）</td><td>社会效益（40分）</td><td>影响</td><td>40</td></tr>"
    )
    extraction, table = extracted(PAGE.format(title="评价表", text="", rows=rows, end=""))
    assert table["indicators"][0]["code"] == "灯杆外观"
    assert "没有找到" in extraction.draft.notes["indicators", 0, "code"]
    assert table["indicators"][1]["code"] == "D12"


@pytest.mark.parametrize("text", ["", "   ", "<p></p>", "<table><tr><td></td></tr></table>" * 3])
def test_next_to_nothing_gives_next_to_nothing(text: str) -> None:
    try:
        document = read(f"<html><body>{text}空</body></html>".encode(), "a.html")
    except ValueError:
        return
    assert extract(document, standard_rules(), forms()).draft.table["form"] == "national-2020"


def test_a_draft_fills_lists_and_tables_as_its_paths_say() -> None:
    draft = Draft()
    draft.put(("a", 1, "b"), 3, None, "未核对")
    draft.put(("a", 0, "c", "d"), "x")
    draft.put(("e",), None)
    draft.put(("e",), "")
    assert draft.table == {"a": [{"c": {"d": "x"}}, {"b": 3}]}
    assert draft.notes == {("a", 1, "b"): "存疑：未核对"}


def test_the_execution_rate_in_a_row_of_its_own_is_no_indicator() -> None:
    rows = (
        "<tr><td>指标</td><td>指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>"
        "<tr><td>预算执行率</td><td>100%</td><td>90%</td><td>10</td><td>9</td></tr>"
        "<tr><td>培训人数</td><td>≥10人</td><td>12人</td><td>90</td><td>90</td></tr>"
    )
    _, table = extracted(PAGE.format(title="自评表", text="未注明2023年3月5日", rows=rows, end=""))
    assert [item["name"] for item in table["indicators"]] == ["培训人数"]
    assert "reported_on" not in table.get("project", {})


def test_a_table_without_actual_values() -> None:
    rows = (
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>分值</td><td>得分</td></tr>"
        "<tr><td>产出</td><td>数量</td><td>培训人数</td><td>≥10人</td><td>100</td><td></td></tr>"
    )
    _, table = extracted(PAGE.format(title="自评表", text="", rows=rows, end=""))
    assert "actual" not in table["indicators"][0]


def test_a_complete_file_against_packs_without_its_framework() -> None:
    rules = form_rules("transfer-2023")
    document = manuscript_document(compose(assess(read_project(tables("transfer-2023")), rules)), "报告")
    bare = rules.rules.__class__(parameters=rules.rules.parameters, national_scale=rules.rules.national_scale)
    assert extract(document, rules.rules, forms()).faults == ()
    assert extract(document, bare, forms()).faults == ()


def test_own_packs_may_lack_the_framework() -> None:
    rules = standard_rules()
    bare = rules.__class__(parameters=rules.parameters, national_scale=rules.national_scale)
    assert extract(read(page().encode(), "a.html"), bare, forms()).faults
    assert form_rules("national-2020").form in forms()


@pytest.mark.parametrize(
    "end",
    [
        ("澜桥市园林绿化服务局", "2024年1月20日"),
        ("附件：1.项目支出绩效自评表", "澜桥市园林绿化服务局", "二〇二四年一月二十日"),
        ("附件：项目支出绩效自评表", "（2024年1月20日）"),
        ("附件1：自评表", "附件2：问卷"),
        (),
    ],
)
def test_signature_and_attachments_are_no_words_of_a_part(end: tuple[str, ...]) -> None:
    own = ("自评结果分两步使用：", "一是作为编制下年预算的参考；", "二是随决算公开。")
    lines = ("2023年度绩效自评报告", "一、绩效自评结果应用和公开情况", *own, *end)
    extraction = extract(read("\n".join(lines).encode(), "自评.txt"), standard_rules(), forms())
    assert extraction.draft.table["texts"] == {"application": "\n".join(own)}


@pytest.mark.parametrize("form", ["national-2020", "transfer-2023", "annex-2013"])
def test_the_words_of_a_written_report_come_back(form: str) -> None:
    project = read_project(tables(form))
    document = manuscript_document(compose(assess(project, form_rules(form))), "自评")
    assert extract(document, standard_rules(), forms()).draft.table["texts"] == dict(project.texts)


def test_bases_and_goals_of_several_paragraphs_come_back() -> None:
    given: Any = tables("annex-2013")
    given["project"]["bases"] = ["《甲办法》（甲发〔2020〕1号）", "乙方案"]
    given["goals"] = {"expected": "分两步：\n建成场馆；\n免费开放。", "achieved": "场馆建成。\n已开放。"}
    manuscript = compose(assess(read_project(given), form_rules("annex-2013")))
    found: Any = extract(manuscript_document(manuscript, "自评"), standard_rules(), forms()).draft.table
    assert found["project"]["bases"] == ["《甲办法》（甲发〔2020〕1号）和乙方案"]
    assert found["goals"] == given["goals"]


@pytest.mark.parametrize(
    ("behind", "goal"),
    [
        ("<p>建好学校。</p>", "修好路。\n建好学校。"),
        ("<p>建好学校。</p><h2>二、资金</h2><p>无</p>", "修好路。\n建好学校。"),
        ("<p>截至2023年12月31日，本项目资金尚未到位。</p>", "修好路。"),
        ("<table border=1><tr><td>甲</td><td>乙</td></tr></table><p>别的</p>", "修好路。"),
    ],
)
def test_a_goal_goes_on_to_the_end_of_its_section(behind: str, goal: str) -> None:
    head = "<html><body><h1>2023年度自评报告</h1>"
    _, table = extracted(
        f"{head}<h2>一、年度绩效目标</h2><p>年度总体目标：修好路。</p>{behind}</body></html>"
    )
    assert table["goals"]["expected"] == goal
    _, table = extracted(f"{head}<h2>一、项目概况</h2><p>年度总体目标：修好路。</p>{behind}</body></html>")
    assert table["goals"]["expected"] == "修好路。"
