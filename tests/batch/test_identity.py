"""Identity and funds: what a report says of itself, read from its head and its tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xunzheng.audit.reading import read as read_statements
from xunzheng.batch.funds import Funds, funds_of_prose, funds_of_sheets
from xunzheng.batch.identity import identify
from xunzheng.formats import read

TITLES = [
    # title, unit, project, region
    ("青槐县卫健局关于2022年度卫生院提升项目的绩效自评报告", "青槐县卫健局", "卫生院提升项目", "青槐县"),
    ("禾桑县民政局2023年居家养老服务项目绩效自评报告", "禾桑县民政局", "居家养老服务项目", "禾桑县"),
    ("永州市财政局2023年度部门整体支出绩效自评报告", "永州市财政局", None, "永州市"),
    ("云枳省2023年度冷藏保鲜设施建设专项资金绩效自评报告", None, "冷藏保鲜设施建设专项资金", "云枳省"),
    ("2023年度公立医院补助资金绩效自评报告", None, "公立医院补助资金", None),
    ("岱浔市科技创新券专项2022年度绩效自评报告", None, "岱浔市科技创新券专项", "岱浔市"),
    ("超市监管项目自评报告", None, "超市监管项目", None),
    ("社区养老项目绩效自评报告", None, "社区养老项目", None),
    ("县住房和城乡建设局2021年棚户区改造项目绩效评价报告", "县住房和城乡建设局", "棚户区改造项目", None),
    ("湖南省永州市零陵区教育局2020年营养餐补助自评",
     "湖南省永州市零陵区教育局", "营养餐补助", "湖南省永州市零陵区"),
    ("恩施土家族苗族自治州林业局2020年造林补助自评",
     "恩施土家族苗族自治州林业局", "造林补助", "恩施土家族苗族自治州"),
    ("一、概况", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "unit", "project", "region"), TITLES)
def test_the_title_names_unit_project_and_region(title, unit, project, region):
    found = identify(read(f"{title}\n\n一、概况\n内容。\n".encode(), "a.txt"))
    assert (found.unit, found.project, found.region) == (unit, project, region)
    assert found.title == (title if unit or project else None)


HEADS = [
    ("项目支出绩效自评表\n| 项目名称 | 教室照明改造 |\n| 主管部门 | 市教育局 | 实施单位 | 教育装备中心 |\n",
     "教育装备中心", "教室照明改造"),
    ("自评表\n| 年度 | 2023 | 编码 | 1 |\n| 主管部门及代码 | 市教育局 | 实施单位 | |\n", "市教育局", None),
    ("自评表\n主管部门：照坪县农业农村局    实施单位：照坪县疫控中心\n", "照坪县疫控中心", None),
    ("自评表\n项目名称：优抚对象补助。主管部门：新区社会事务局。\n", "新区社会事务局", "优抚对象补助"),
    ("自评表\n| 项目名称 | | 主管部门 | |\n| 年度 | 2023 | 编码 | 1 |\n", None, None),
    ("自评表\n| 主管部门 | 123 |\n| 年度 | 2023 |\n", None, None),
    ("澹溪市城市管理局\n2019年度数字城管专项资金绩效自评\n2020年3月\n",
     "澹溪市城市管理局", "数字城管专项资金"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "project"), HEADS)
def test_labelled_cells_and_lines_go_before_the_title(text, unit, project):
    found = identify(read(text.encode(), "a.txt"))
    assert (found.unit, found.project) == (unit, project)


def test_a_document_of_nothing_says_nothing():
    found = identify(read(b"x", "\xe9\x9d\x92.txt"))
    assert (found.title, found.unit, found.project, found.region) == (None, None, None, None)


FUNDS = """项目支出绩效自评表（2023年度）（{unit}）
| 项目资金（{unit}） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| 年度资金总额 | 300 | 286.5 | 261.37 | 10 | 91.23% | 9.12 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 改造教室 | ≥10间 | 10间 | 90 | 90 |
"""


@pytest.mark.parametrize(
    ("unit", "funds"),
    [
        ("万元", Funds(Decimal("286.5"), Decimal("261.37"), Decimal("91.23"))),
        ("元", Funds(Decimal("0.02865"), Decimal("0.026137"), Decimal("91.23"))),
    ],
)
def test_the_funds_block_is_read_in_ten_thousands(unit, funds):
    sheets = read_statements(read(FUNDS.format(unit=unit).encode(), "a.txt")).sheets
    assert funds_of_sheets(sheets) == funds


PROSE = [
    ("全年预算2874.60万元，全年执行2784.60万元，执行率96.87%。",
     Funds(Decimal("2874.6"), Decimal("2784.6"), Decimal("96.87"))),
    ("全年预算3亿元，支出2.7亿元，预算执行率90%。", Funds(Decimal(30000), Decimal(27000), Decimal(90))),
    ("中央资金执行率90%，省级资金执行率80%。", Funds()),
    ("本年度完成了任务。", Funds()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "funds"), PROSE)
def test_the_one_execution_rate_of_the_prose_is_read(text, funds):
    assert funds_of_prose(read(text.encode(), "a.txt")) == funds


def test_no_sheet_has_no_funds():
    assert funds_of_sheets(()).is_empty
