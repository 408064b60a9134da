"""Score sheets: one table of examples for each layout, broken ones among them, and laws that hold for all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng import samples
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.audit.statements.score_table import read_sheets
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.formats import read

Leaf = tuple[str, str | None, str | None]


def document_of(
    *rows: list[str], before: tuple[str, ...] = (), spans: dict[tuple[int, int], int] | None = None
) -> Document:
    """A document with one table; rows may differ in length, `spans` gives row spans by position."""
    parts: list[str] = [*before]
    text = "".join(line + "\n" for line in before)
    blocks: list[Paragraph | Table] = []
    at = 0
    for index, line in enumerate(parts):
        blocks.append(Paragraph(index, line, at, at + len(line)))
        at += len(line) + 1
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for value in row:
            while (number, column) in covered:
                column += 1
            start = len(text)
            text += value + "\n"
            span = (spans or {}).get((number, column), 1)
            covered |= {(number + down, column) for down in range(1, span)}
            cells.append(Cell(number, column, value, start, start + len(value), span))
            column += 1
    columns = max(cell.column for cell in cells) + 1
    blocks.append(Table(len(blocks), len(rows), columns, tuple(cells), at, len(text)))
    return Document("a.txt", text, tuple(blocks))


def sheet_of(*rows: list[str], **options: object) -> Sheet:
    (sheet,) = read_sheets(document_of(*rows, **options))  # type: ignore[arg-type]  # passed through
    return sheet


def text_of(stated: Stated | None) -> str | None:
    return None if stated is None else stated.text


def leaves_of(sheet: Sheet) -> list[Leaf]:
    return [("/".join(leaf.path), text_of(leaf.weight), text_of(leaf.score)) for leaf in sheet.leaves()]


def split(line: str) -> list[str]:
    return [cell.replace("\\n", "\n") for cell in line.split("|")]


def table(*lines: str) -> list[list[str]]:
    return [split(line) for line in lines]


LAYOUTS: list[tuple[str, list[list[str]], list[Leaf]]] = [
    (
        "2013: weights in the names, points in rows of their own, the score in any row, two header rows",
        table(
            "一级|二级|三级指标|指标解释|指标说明|得分",
            "指标|指标||||",
            "投入\\n（20分）|项目立项\\n（12分）|立项规范性\\n（4分）|是否规范|评价要点：|",
            "||||①程序；|4",
            "||||②材料；|",
            "||目标合理性（8分）|是否合理|评价要点：|7.5",
            "|资金落实（8分）|资金到位率（8分）|比率|到位率=到位/计划×100%|",
            "||||到位：已到账的资金。|",
        ),
        [
            ("投入/项目立项/立项规范性", "4分", "4"),
            ("投入/项目立项/目标合理性", "8分", "7.5"),
            ("投入/资金落实/资金到位率", "8分", ""),
        ],
    ),
    (
        "2013 with a column of weights, names repeated instead of merged",
        table(
            "一级指标|二级指标|三级指标|分值|评价要点|得分",
            "投入|立项|规范性|4|①程序；|4",
            "投入|立项|规范性|4|②材料；|4",
            "投入|立项|合理性|6|①依据；|5",
            "产出|完成|规范性|90|①完成；|90",
        ),
        [("投入/立项/规范性", "4", "4"), ("投入/立项/合理性", "6", "5"), ("产出/完成/规范性", "90", "90")],
    ),
    (
        "a weight for each level, percentages, wrong sums kept as read",
        table(
            "一级指标|权重（%）|二级指标|权重（%）|三级指标|权重（%）|评分标准|自评得分",
            "决策|20%|立项|30%|依据|15%|①合法|15",
            "||||程序|5%|①规范|6",
            "产出|70%|数量|70%|完成率|70%|得分=完成率×70|６５．５",
        ),
        [
            ("决策/立项/依据", "15%", "15"),
            ("决策/立项/程序", "5%", "6"),
            ("产出/数量/完成率", "70%", "６５．５"),
        ],
    ),
    (
        "one level with bars, a score that is none",
        table("一级指标|权重|得分", "投入|20|19", "过程|30|优", "产出|50|—", "合计|100|"),
        [("投入", "20", "19"), ("过程", "30", "优"), ("产出", "50", "—")],
    ),
    (
        "no levels: 评价内容, 标准分, 自评分",
        table("序号|评价内容|标准分|自评分|扣分原因", "1|组织管理|40|40|", "2|资金管理|60|5/6|缺台账"),
        [("组织管理", "40", "40"), ("资金管理", "60", "5/6")],
    ),
    (
        "Chongqing: 计量单位, 指标权重, 指标得分",
        table(
            "指标名称|计量单位|指标性质|年初指标值|全年完成值|得分系数(%)|指标权重(分)|指标得分(分)|说明",
            "预算执行率|%|＝|100|98|98|10|9.8|",
            "新建公厕|座|≥|20|20|100|90|90|",
        ),
        [("预算执行率", "10", "9.8"), ("新建公厕", "90", "90")],
    ),
    (
        "Sichuan: a merged column at the left, 指标性质 and 度量单位, the header of a new page repeated",
        table(
            "绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析",
            "|产出指标|数量指标|巡查|≥|12|次|12|40|40|",
            "绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析",
            "|效益指标|社会效益|安全感|定性|好|级|好|50|48|无",
        ),
        [("产出指标/数量指标/巡查", "40", "40"), ("效益指标/社会效益/安全感", "50", "48")],
    ),
    (
        "merged cells left out: short rows belong to the right",
        table(
            "一级指标|二级指标|三级指标|分值|得分",
            "产出|数量|人数|10|10",
            "班次|10|",
            "质量|合格率|20|18",
            "效益|社会|知晓率|60|60",
        ),
        [
            ("产出/数量/人数", "10", "10"),
            ("产出/数量/班次", "10", ""),
            ("产出/质量/合格率", "20", "18"),
            ("效益/社会/知晓率", "60", "60"),
        ],
    ),
    (
        "a level without a third name, a label in the name, an official placeholder",
        table(
            "一级指标|二级指标|三级指标|分值|得分",
            "（一）预算执行率|||10|10",
            "2.产出指标|①数量指标|指标1：培训\\n人数|90|88",
        ),
        [("预算执行率", "10", "10"), ("产出指标/数量指标/培训人数", "90", "88")],
    ),
    (
        "bare numbers in brackets are weights where most names have them",
        table("一级指标|二级指标|得分", "投入（20）|立项（20）|19", "产出（80）|数量（80）|78"),
        [("投入/立项", "20", "19"), ("产出/数量", "80", "78")],
    ),
    (
        "shares in brackets are weights only without a column of weights",
        table("一级指标|二级指标|得分", "投入（20%）|立项（权重20）|19"),
        [("投入/立项", "权重20", "19")],
    ),
    (
        "shares in the name beside a column of weights belong to the name",
        table("一级指标|二级指标|分值|得分", "产出|完成率（100%）|50|50"),
        [("产出/完成率（100%）", "50", "50")],
    ),
    (
        "a name that holds the weight although there is a column, left empty",
        table("一级指标|二级指标|分值|得分", "产出|数量（50分）||48"),
        [("产出/数量", "50分", "48")],
    ),
    (
        "several different scores in one indicator are kept, none is chosen",
        table("一级指标|二级指标|评价要点|得分", "投入（8分）|立项（8分）|①甲；|2", "||②乙；|3"),
        [("投入/立项", "8分", "2；3")],
    ),
    (
        "an explanation row with no name before the first indicator is passed over",
        table("一级指标|二级指标|分值|得分", "|||", "||5|5", "产出|数量|95|90"),
        [("产出/数量", "95", "90")],
    ),
    (
        "weights that name their level, an indicator that begins like a remark",
        table("一级指标|二级指标|一级指标权重|二级指标权重|得分", "其他产出|数量|60|30|28", "|质量||30|30"),
        [("其他产出/数量", "30", "28"), ("其他产出/质量", "30", "30")],
    ),
    (
        "level-two header with a common heading above it",
        table(
            "绩效指标|绩效指标|指标值|自评情况|自评情况|",
            "一级指标|二级指标|指标值|完成值|分值|得分",
            "产出|数量|10|10|50|四十五",
        ),
        [("产出/数量", "50", "四十五")],
    ),
    (
        "a name column to the right of the levels is the innermost level",
        table("一级指标|二级指标|指标名称|满分|评分", "产出|数量|人数|50|49"),
        [("产出/数量/人数", "50", "49")],
    ),
]


@pytest.mark.parametrize(
    ("rows", "leaves"), [case[1:] for case in LAYOUTS], ids=[case[0] for case in LAYOUTS]
)
def test_layout(rows: list[list[str]], leaves: list[Leaf]) -> None:
    document = document_of(*rows)
    (sheet,) = read_sheets(document)
    assert leaves_of(sheet) == leaves
    assert_in_place(document, sheet)


def stated_of(sheet: Sheet) -> list[Stated]:
    found = [sheet.total_weight, sheet.total_score, sheet.grade]
    for node in sheet.walk():
        found += [node.weight, node.score, node.formula, node.target, node.actual, node.reason]
    for row in sheet.funds:
        found += [row.initial, row.budget, row.executed, row.weight, row.rate, row.score]
    return [stated for stated in found if stated is not None]


def assert_in_place(document: Document, sheet: Sheet) -> None:
    places = [stated.place for stated in stated_of(sheet)] + [node.place for node in sheet.walk()]
    for place in places:
        assert document.text[place.start : place.end] == place.quote
        assert place.line == document.line_of(place.start)
        assert place.block == sheet.table
        assert place.row is not None
        assert place.column is not None
    for stated in stated_of(sheet):
        assert stated.place.quote in stated.text or "；" in stated.text


NATIONAL = table(
    "项目支出绩效自评表|||||||",
    "项目名称|培训||||||",
    "项目资金\\n（万元）||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分",
    "|年度资金总额|1,100.00|120.00|94.37|10|78.64%|7.86",
    "|其中：当年财政拨款|100|120|94.37|—|78.64%|—",
    "|其他资金||||—||—",
    "|||||||",
    "年度总体目标|预期目标|||实际完成情况|||",
    "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
    "|产出指标|数量指标|培训人数|≥100人|120人|20|20|",
    "|||培训班次|5次|4次|10|9|师资不足",
    "|效益指标|社会效益指标|就业率|提高|提高|50|48|",
    "|满意度指标|满意度|学员满意度|≥90%|95%|10|10|",
    "总分||||||100|94.86|",
    "评价等级|优|||||||",
    "填表人：张三|||||||",
)


def test_national_self_evaluation_table() -> None:
    document = document_of(*NATIONAL)
    (sheet,) = read_sheets(document)
    assert_in_place(document, sheet)
    assert leaves_of(sheet) == [
        ("产出指标/数量指标/培训人数", "20", "20"),
        ("产出指标/数量指标/培训班次", "10", "9"),
        ("效益指标/社会效益指标/就业率", "50", "48"),
        ("满意度指标/满意度/学员满意度", "10", "10"),
    ]
    first, second = list(sheet.leaves())[:2]
    assert (text_of(first.target), text_of(first.actual), text_of(first.reason)) == ("≥100人", "120人", "")
    assert text_of(second.reason) == "师资不足"
    assert (text_of(sheet.total_weight), text_of(sheet.total_score), text_of(sheet.grade)) == (
        "100",
        "94.86",
        "优",
    )
    assert (sheet.has_scores, sheet.has_reasons, sheet.money_unit) == (True, True, "万元")
    assert [row.name for row in sheet.funds] == ["年度资金总额", "其中：当年财政拨款", "其他资金"]
    assert values_of(sheet.funds[0]) == ["1100.00", "120.00", "94.37", "10", "78.64", "7.86"]
    assert values_of(sheet.funds[2]) == [None] * 6
    assert text_of(sheet.funds[1].weight) == "—"


def values_of(row: FundsRow) -> list[str | None]:
    stated = (row.initial, row.budget, row.executed, row.weight, row.rate, row.score)
    return [None if one is None or one.value is None else str(one.value) for one in stated]


def test_national_table_with_merged_cells_left_out() -> None:
    rows = [[cell for cell in row if cell] or [""] for row in NATIONAL]
    rows[5] = ["其他资金", "0", "0", "0", "—", "", "—"]
    rows[9:13] = [[*row, ""] for row in rows[9:10]] + [rows[10]] + [[*row, ""] for row in rows[11:13]]
    rows[8] = rows[8][1:]
    sheet = sheet_of(*rows)
    assert [leaf[0] for leaf in leaves_of(sheet)] == [leaf[0] for leaf in leaves_of(sheet_of(*NATIONAL))]
    assert [row.name for row in sheet.funds][:2] == ["年度资金总额", "其中：当年财政拨款"]
    assert values_of(sheet.funds[1]) == ["100", "120", "94.37", None, "78.64", None]
    assert (text_of(sheet.total_weight), text_of(sheet.total_score)) == ("100", "94.86")


def test_national_table_as_text_with_tabs() -> None:
    text = "单位：元\n" + "\n\n".join("\n".join("\t" + cell for cell in row) for row in NATIONAL[2:]) + "\n"
    document = read(text.encode(), "a.txt")
    (sheet,) = read_sheets(document)
    assert_in_place(document, sheet)
    assert len(list(sheet.leaves())) == 4
    assert len(sheet.funds) == 3


@pytest.mark.parametrize(
    ("before", "header", "unit"),
    [
        (("单位：元",), "年初预算数", "元"),
        (("资金表", "金额单位:亿元"), "年初预算数", "亿元"),
        ((), "年初预算数（千元）", "千元"),
        ((), "年初预算数", "万元"),
    ],
)
def test_unit_of_the_money(before: tuple[str, ...], header: str, unit: str) -> None:
    rows = table(f"资金|{header}|全年预算数|全年执行数|分值|执行率|得分", "总额|1|2万元|1|10|50%|5")
    sheet = sheet_of(*rows, *table("一级指标|分值|得分", "产出|90|90"), before=before)
    assert sheet.money_unit == unit
    factor = {"元": Decimal(20000), "千元": Decimal(20), "万元": Decimal(2), "亿元": Decimal("0.0002")}[unit]
    assert sheet.funds[0].budget is not None
    assert sheet.funds[0].budget.value == factor


def test_funds_in_a_table_of_their_own_go_with_the_next_sheet() -> None:
    funds = "项目资金|年初预算数|全年预算数|全年执行数|执行率\n年度资金总额|10|10|9|90%\n"
    text = funds + "\n\n一级指标|分值|得分\n产出|90|90\n\n\n一级指标|分值|得分\n效益|10|9\n"
    first, second = read_sheets(read(text.encode(), "a.txt"))
    assert [row.name for row in first.funds] == ["年度资金总额"]
    assert second.funds == ()


def test_transfer_payment_form_has_no_scores() -> None:
    rows = table(
        "一级指标|二级指标|三级指标|指标值|全年实际完成值|未完成原因和改进措施",
        "产出指标|数量指标|指标1：补贴户数|100户|100户|",
        "||指标2：补贴面积|2000亩|1800亩|受灾",
        "||指标2：补贴面积|3000亩|1800亩|",
    )
    sheet = sheet_of(*rows)
    assert leaves_of(sheet) == [
        ("产出指标/数量指标/补贴户数", None, None),
        ("产出指标/数量指标/补贴面积", None, None),
        ("产出指标/数量指标/补贴面积", None, None),
    ]
    assert (sheet.has_scores, sheet.has_reasons) == (False, True)
    assert (sheet.total_weight, sheet.total_score, sheet.grade, sheet.funds) == (None, None, None, ())


@pytest.mark.parametrize(
    ("last", "weight", "score"),
    [
        ("合 计||100|92", "100", "92"),
        ("总分|100|92", "100", "92"),
        ("总分|92", None, "92"),
        ("总分|100", "100", None),
        ("总分||92", None, "92"),
        ("总计（100分）|||", "100分", ""),
        ("自评总分：92分|||", "", "92分"),
        ("合计|合计|100|92", "100", "92"),
        ("合计||100|", "100", ""),
        ("小计||100|92", None, None),
    ],
)
def test_totals_are_no_leaves(last: str, weight: str | None, score: str | None) -> None:
    sheet = sheet_of(*table("一级指标|二级指标|分值|得分", "产出|数量|60|55", "效益|社会|40|37", last))
    assert len(list(sheet.leaves())) == 2
    assert (text_of(sheet.total_weight), text_of(sheet.total_score)) == (weight, score)


def test_totals_without_one_of_the_columns() -> None:
    scored = sheet_of(*table("一级指标|二级指标|得分", "产出（100分）|数量|92", "|总分|92"))
    assert (scored.total_weight, text_of(scored.total_score)) == (None, "92")
    both = sheet_of(
        *table("一级指标|二级指标|三级指标|得分", "产出（100分）|数量|人数|92", "合计|（100分）|92")
    )
    assert (text_of(both.total_weight), text_of(both.total_score)) == ("（100分）", "92")
    alone = sheet_of(*table("一级指标|得分|二级指标", "产出|92|数量", "总分||92"))
    assert text_of(alone.total_score) == "92"
    weighted = sheet_of(*table("一级指标|二级指标|三级指标|分值", "产出|数量|人数|100", "总分|100"))
    assert (text_of(weighted.total_weight), weighted.total_score) == ("100", None)
    swapped = sheet_of(*table("一级指标|得分|二级指标|分值|备注", "产出|92|数量|100|", "总分||92||100"))
    assert (text_of(swapped.total_weight), text_of(swapped.total_score)) == ("100", "92")


@pytest.mark.parametrize(
    ("last", "grade"),
    [
        ("评价等级：良|||", "良"),
        ("评价等级：|优||", "优"),
        ("自评等级|||", None),
        ("等级|等级|中|", "中"),
        ("级别说明文字|||", None),
    ],
)
def test_grade(last: str, grade: str | None) -> None:
    sheet = sheet_of(*table("一级指标|二级指标|分值|得分", "产出|数量|60|55", last))
    assert (text_of(sheet.grade) or None) == grade


def test_remarks_and_signatures_are_no_leaves() -> None:
    rows = table(
        "一级指标|二级指标|分值|得分",
        "产出|数量|60|55",
        "备注：略|||",
        "其他说明|无||",
        "单位负责人：||填表人：|",
    )
    assert leaves_of(sheet_of(*rows)) == [("产出/数量", "60", "55")]


def test_indicator_that_begins_like_a_remark_is_a_leaf() -> None:
    rows = table("一级指标|二级指标|目标值|完成值", "其他指标|说明率|90%|95%", "说明|无||")
    assert [leaf.name for leaf in sheet_of(*rows).leaves()] == ["说明率"]


@pytest.mark.parametrize(
    "rows",
    [
        table("项目|预算数|执行数|执行率", "甲|10|10|100%"),
        table("单位|人数", "甲|10"),
        table("一级指标|二级指标|三级指标", "甲|乙|丙"),
        table("指标|数值", "甲|1"),
        table("一级指标|分值|得分"),
        table("一级指标|分值|得分", "合计|100|92"),
        table("甲|乙", "丙|丁"),
        table("", ""),
    ],
)
def test_other_tables_are_passed_over(rows: list[list[str]]) -> None:
    assert read_sheets(document_of(*rows)) == ()


def test_document_without_tables() -> None:
    assert read_sheets(Document("a", "", ())) == ()


def test_points_notes_and_formula() -> None:
    rows = table(
        "一级指标|二级指标|指标解释|指标说明|分值|得分",
        "产出|完成率|完成的程度|评价要点：①按时；②按量。\\n计算公式：完成率=\\n（完成数/计划数）×100%，满分为止。\\n完成数：已完成的。|50|50",
        "产出|成本|成本率＝（计划-实际）/计划×100%|无公式，达到95%/100%即可|50|50",
    )
    document = document_of(*rows)
    (sheet,) = read_sheets(document)
    first, second = sheet.leaves()
    assert first.points == ("按时", "按量")
    assert first.notes == ("完成数：已完成的。",)
    assert text_of(first.formula) == "完成率=\n（完成数/计划数）×100%"
    assert first.explanation == "完成的程度"
    assert text_of(second.formula) == "成本率＝（计划-实际）/计划×100%"
    assert_in_place(document, sheet)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("资金到位率=（实际到位资金/计划投入资金）×100%。", "资金到位率=（实际到位资金/计划投入资金）×100%"),
        (
            "完成及时率[ (计划时间-实际时间）/计划时间]\xa0×100%。",
            "完成及时率[ (计划时间-实际时间）/计划时间]\xa0×100%",
        ),
        ("质量达标率＝（达标数/产出数）/100%", "质量达标率＝（达标数/产出数）/100%"),
        ("执行率＝执行数÷预算数", "执行率＝执行数÷预算数"),
        ("执行数÷预算数", "执行数÷预算数"),
        ("计算公式为：得分＝分值×执行率，超过的按满分计", "得分＝分值×执行率"),
        ("按比例计分；得分=权重×完成率", "得分=权重×完成率"),
        ("到位率=\n到位/\n应到×100%", "到位率=\n到位/\n应到×100%"),
        ("达标率=（甲+\n乙", "达标率=（甲+\n乙"),
        ("A=B/C", None),
        ("执行率≥95%", None),
        ("执行率>=95%得满分", None),
        ("2019/12/31前完成100%", None),
        ("达到95%/100%即可", None),
        ("得分率100%", None),
        ("一" * 500 + "×100%", None),
        ("", None),
        ("\n  \n", None),
    ],
)
def test_formula_is_told_by_its_shape(text: str, formula: str | None) -> None:
    document = document_of(["一级指标", "二级指标", "指标说明", "得分"], ["产出", "数量", text, "4"])
    (sheet,) = read_sheets(document)
    assert_in_place(document, sheet)
    assert text_of(next(sheet.leaves()).formula) == formula


def test_funds_rows_under_a_merged_cell_may_be_empty() -> None:
    rows = table(
        "资金|全年预算数|全年执行数|执行率",
        "总额|1|1|100%",
        "",
        "年度总体目标|略||",
        "一级指标|分值|得分|",
        "产出|90|90|",
    )
    spans = {(1, column): 2 for column in range(4)}
    assert [row.name for row in sheet_of(*rows[:2], [], *rows[3:], spans=spans).funds] == ["总额"]


def test_row_spans_say_what_a_number_belongs_to() -> None:
    rows = table(
        "一级指标|二级指标|三级指标|分值|得分", "产出|数量|人数|50|45", "班次", "效益|社会|知晓|50|48"
    )
    spans = {(1, 0): 2, (1, 1): 2, (1, 3): 2, (1, 4): 2}
    sheet = sheet_of(*rows, spans=spans)
    group = sheet.nodes[0].children[0]
    assert (text_of(group.weight), text_of(group.score)) == ("50", "45")
    assert [leaf.weight for leaf in group.leaves()] == [None, None]


def test_row_spans_of_one_indicator() -> None:
    rows = table("一级指标|二级指标|评价要点|分值|得分", "投入|立项|①甲；|8|7", "②乙；", "|落实|①丙；|2|2")
    spans = {(1, 0): 2, (1, 1): 2, (1, 3): 2, (1, 4): 2}
    sheet = sheet_of(*rows, spans=spans)
    assert leaves_of(sheet) == [("投入/立项", "8", "7"), ("投入/落实", "2", "2")]
    assert next(sheet.leaves()).points == ("甲", "乙")


def test_two_row_header_with_spans() -> None:
    rows = table("一级指标|二级指标|分值|得分", "", "产出|数量|50|45")
    sheet = sheet_of(rows[0], rows[1], rows[2], spans={(0, 0): 2, (0, 1): 2, (0, 2): 2})
    assert leaves_of(sheet) == [("产出/数量", "50", "45")]


def test_sample_report_gives_twenty_leaves() -> None:
    document = read(samples.sample(), samples.name)
    (sheet,) = read_sheets(document)
    assert_in_place(document, sheet)
    leaves = list(sheet.leaves())
    assert len(leaves) == 20
    assert all(len(leaf.path) == 3 for leaf in leaves)
    assert sum(value(leaf.weight) for leaf in leaves) == 100
    assert [node.name for node in sheet.nodes] == ["投入", "过程", "产出", "效果"]
    assert sum(leaf.formula is not None for leaf in leaves) == 6
    assert [leaf.name for leaf in leaves if text_of(leaf.score) == ""] == ["质量达标率"]
    assert all(leaf.points for leaf in leaves[:3])


def value(stated: Stated | None) -> Decimal:
    assert stated is not None
    assert stated.value is not None
    return stated.value


NAMES = st.text("甲乙丙丁", min_size=1, max_size=3)
NUMBERS = st.decimals(0, 100, places=1).map(str)


@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS), min_size=1, max_size=12, unique_by=lambda row: row[0]))
def test_what_is_written_is_read(rows: list[tuple[str, str, str]]) -> None:
    lines = [
        ["产出" if at == 0 else "", name, weight, score] for at, (name, weight, score) in enumerate(rows)
    ]
    sheet = sheet_of(split("一级指标|二级指标|分值|得分"), *lines)
    assert leaves_of(sheet) == [(f"产出/{name}", weight, score) for name, weight, score in rows]
    assert [value(leaf.score) for leaf in sheet.leaves()] == [Decimal(score) for _, _, score in rows]


CELLS = st.sampled_from(
    [
        "",
        "一级指标",
        "二级指标",
        "指标",
        "分值",
        "得分",
        "甲",
        "乙（4分）",
        "①丙",
        "4",
        "４．５",
        "—",
        "合计",
        "评价等级：优",
        "年初预算数",
        "全年执行数",
        "全年预算数",
        "a=b×100%",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=10))
def test_no_table_breaks_the_reader(rows: list[list[str]]) -> None:
    document = document_of(*rows)
    for sheet in read_sheets(document):
        assert sheet.nodes
        assert_in_place(document, sheet)
        assert all(isinstance(node, SheetNode) and node.path[-1] == node.name for node in sheet.walk())
