"""A small report with hand-made findings, held statements and score sheets, for the tests of the pages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity, Verdict
from xunzheng.audit.run import Audit
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.basis import UNDATED
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.evaluation.grades import Grade, Grading
from xunzheng.evaluation.interval import exactly
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet
from xunzheng.evaluation.trace import Step

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"

_LINES = (
    ("二〇二三年度绩效自评报告", 0),
    ("一、项目概况", 1),
    ("2023年项目支出862万元。其中公园531万元，绿道212万元，补植118万元。", 0),
    ("（一）人员情况。核定编制32名，现有在编35人，其中处级5人，科级30人。", 2),
)
_CELLS = (
    ("一级", "二级", "三级指标", "说明", "得分"),
    (
        "产出（30分）",
        "项目产出（30分）",
        "实际完成率（14分）",
        "实际完成率＝（实际产出数/计划产出数）×100%",
        "",
    ),
    ("", "", "质量达标率（16分）", "质量达标率＝（质量达标产出数/实际产出数）/100%", "15"),
)


def document() -> Document:
    """The report: a title, two headings (one running in), a paragraph and a table."""
    text, blocks = "", []
    for index, (line, level) in enumerate(_LINES):
        turn = len(text) + line.index("。") + 1 if level == 2 else 0
        blocks.append(Paragraph(index, line, len(text), len(text) + len(line), (), level, None, None, turn))
        text += line + "\n"
    start, cells = len(text), []
    for row, line in enumerate(_CELLS):
        for column, words in enumerate(line):
            cells.append(Cell(row, column, words, len(text), len(text) + len(words)))
            text += words + "\n"
    table = Table(len(blocks), len(_CELLS), len(_CELLS[0]), tuple(cells), start, len(text) - 1, (), "评分表")
    return Document("公园管护.txt", text, (*blocks, table))


def place_of(
    report: Document, quote: str, block: int, row: int | None = None, column: int | None = None
) -> Place:
    """The first place of the quotation in the block; for an empty quotation the cell's own."""
    holder = report.blocks[block]
    start = report.text.index(quote, holder.start)
    if isinstance(holder, Table) and row is not None and column is not None:
        cell = holder.grid()[row][column]
        assert cell is not None
        start = report.text.index(quote, cell.start)
    end = start + len(quote)
    return Place(("一、项目概况",), block, start, end, report.line_of(start), quote, row, column)


def sum_finding(report: Document) -> Finding:
    """A sum that does not add up, explained by rounding, at three overlapping places."""
    return Finding(
        code="sum-of-parts",
        severity=Severity.SUSPICION,
        where=(
            place_of(report, "2023年项目支出862万元。其中公园531万元", 2),
            place_of(report, "862万元。其中公园531万元，绿道212万元，补植118万元", 2),
        ),
        claim="合计862万元",
        expected="861万元",
        advice="请核对各分项的原始金额。",
        check="sum-of-parts/1",
        arithmetic="531 + 212 + 118 = 861 ≠ 862（万元）",
        verdict=Verdict(Decimal(1), "万元", True, Decimal("859.5"), Decimal("862.5")),
        rule=Citation("项目支出绩效评价管理办法", "财预〔2020〕10号", "第九条", "cn-2020-10/1", False),
    )


def findings(report: Document) -> tuple[Finding, ...]:
    """One finding of each severity and one without a place."""
    return (
        sum_finding(report),
        Finding(
            "over-limit",
            Severity.ERROR,
            (place_of(report, "现有在编35人", 3),),
            "在编35人",
            "不超过编制32名",
            "请说明超编的原因。",
            "over-limit/1",
            "35 > 32",
        ),
        Finding(
            "score-missing",
            Severity.ERROR,
            (place_of(report, "", 4, 1, 4),),
            "得分为空",
            "14分",
            "请补填得分。",
            "score-missing/1",
            "29 − 15 = 14",
            Verdict(Decimal("-14.00"), "分", False),
        ),
        Finding(
            "formula-text",
            Severity.ADVICE,
            (place_of(report, "/100%", 4, 2, 3),),
            "/100%",
            "×100%",
            "请改为“×100%”。",
            "formula-text/1",
        ),
        Finding(
            "dimension-missing", Severity.ADVICE, (), "没有满意度指标", "应有满意度指标", "请补充。", "x/1"
        ),
    )


def held(report: Document) -> tuple[Held, ...]:
    """One statement that holds."""
    return (
        Held(
            "sum-of-parts", (place_of(report, "处级5人，科级30人", 3),), "5 + 30 = 35（人）", "sum-of-parts/1"
        ),
    )


def sheet(report: Document) -> Sheet:
    """The score sheet as read: two leaves under one indicator of each upper level."""
    leaves = (_leaf(report, "实际完成率", 14, None, 1), _leaf(report, "质量达标率", 16, 15, 2))
    where = place_of(report, "产出", 4, 1, 0)
    weight = Stated("30", where, Decimal(30))
    second = SheetNode("项目产出", ("产出", "项目产出"), where, weight, children=leaves)
    first = SheetNode("产出", ("产出",), where, weight, children=(second,))
    return Sheet(4, (first,), weight, Stated("29", where, Decimal(29)), Stated("良", where))


def _leaf(report: Document, name: str, weight: int, score: int | None, row: int) -> SheetNode:
    where = place_of(report, name, 4, row, 2)
    formula = place_of(report, f"{name}＝", 4, row, 3)
    return SheetNode(
        name,
        ("产出", "项目产出", name),
        where,
        Stated(str(weight), where, Decimal(weight)),
        Stated("" if score is None else str(score), where, None if score is None else Decimal(score)),
        explanation=f"{name}的解释",
        points=("①第一个要点", "②第二个要点"),
        formula=Stated(_CELLS[row][3], formula),
    )


def rescored() -> Scoresheet:
    """The sheet re-scored: the first leaf stands on the report's word, the second on nothing."""
    step = Step("实际完成率＝（实际产出数/计划产出数）×100%", "（79 ÷ 100）× 100%", "79%")
    path = ("产出", "项目产出")
    one = IndicatorScore(
        "a",
        "实际完成率",
        (*path, "实际完成率"),
        Decimal(14),
        exactly(Fraction(1106, 100)),
        (step,),
        EvidenceKind.STATED,
        "第3段",
        "依报告自述",
    )
    two = IndicatorScore(
        "b",
        "质量达标率",
        (*path, "质量达标率"),
        Decimal(16),
        exactly(Fraction(0)),
        (),
        note="无证据，不得分",
        proved=False,
    )
    total = exactly(Fraction(1106, 100))
    parent = IndicatorScore("p", "项目产出", path, Decimal(30), total, (), children=(one, two))
    top = IndicatorScore("t", "产出", ("产出",), Decimal(30), total, (), children=(parent,))
    low = Decimal("11.06")
    grading = Grading(Grade("差"), "11.06 分为“差”")
    return Scoresheet(
        "f",
        "示例框架",
        UNDATED,
        (top,),
        total,
        low,
        low,
        Decimal(30),
        (Step("总分", "11.06", "11.06分"),),
        None,
        grading,
    )


def audit() -> Audit:
    """The audit of the report."""
    report = document()
    return Audit(report, findings(report), held(report), (sheet(report),), rescored(), ("cn-2020-10/1",))


def hostile_audit() -> Audit:
    """An audit in which every text that can come from a document is markup that must not take effect."""
    text = f"{HOSTILE}\n{HOSTILE}\n"
    end = len(HOSTILE)
    where = Place((HOSTILE,), 0, 0, end, 1, HOSTILE)
    cell = Cell(0, 0, HOSTILE, end + 1, 2 * end + 1)
    table = Table(1, 1, 1, (cell,), end + 1, 2 * end + 1, (HOSTILE,), HOSTILE, HOSTILE)
    paragraph = Paragraph(0, HOSTILE, 0, end, (HOSTILE,), 1, None, HOSTILE, end)
    report = Document(HOSTILE, text, (paragraph, table), format=HOSTILE, encoding=HOSTILE)
    rule = Citation(HOSTILE, HOSTILE, HOSTILE, HOSTILE, False)
    verdict = Verdict(Decimal(1), HOSTILE, False, Decimal(0), Decimal(2))
    finding = Finding(
        HOSTILE, Severity.ERROR, (where,), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, verdict, rule
    )
    stated = Stated(HOSTILE, where)
    leaf = SheetNode(
        HOSTILE,
        (HOSTILE,),
        where,
        Stated(HOSTILE, where, Decimal(5)),
        stated,
        HOSTILE,
        (HOSTILE,),
        (HOSTILE,),
        stated,
        stated,
        stated,
        stated,
    )
    scores = Sheet(1, (leaf,), stated, stated, stated, money_unit=HOSTILE)
    return Audit(
        report, (finding,), (Held(HOSTILE, (where,), HOSTILE, HOSTILE),), (scores,), None, (HOSTILE,)
    )
