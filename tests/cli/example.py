"""A hand-made audit: one report of five lines with a finding of each severity and one statement that held."""

from __future__ import annotations

from decimal import Decimal

from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity, Verdict
from xunzheng.audit.run import Audit
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.documents.model import Cell, Document, Paragraph, Table

TEXT = """一、项目概况
全年收到财政资金491万元，其中专项449万元、\x1b[2J其他43万元。
核定编制20名，在职23人。
投入（20分）
4
"""
_ROW = TEXT.index("投入")
CELLS = (Cell(0, 0, "投入（20分）", _ROW, _ROW + 7), Cell(0, 1, "4", _ROW + 8, _ROW + 9))
DOCUMENT = Document(
    "报告.txt",
    TEXT,
    (
        Paragraph(0, "一、项目概况", 0, 6, level=1),
        Paragraph(1, TEXT[7 : _ROW - 1], 7, _ROW - 1),
        Table(2, 1, 2, CELLS, _ROW, _ROW + 9),
    ),
)


def place_of(quote: str, block: int = 1, **cell: int) -> Place:
    """The first place of the quote."""
    start = TEXT.index(quote)
    line = TEXT.count("\n", 0, start) + 1
    return Place(("一、项目概况",), block, start, start + len(quote), line, quote, **cell)


SUM = Finding(
    code="sum-of-parts",
    severity=Severity.SUSPICION,
    where=(place_of("491万元"), place_of("449万元"), place_of("43万元")),
    claim="合计 491 万元",
    expected="449 + 43 = 492 万元",
    advice="请核对合计与分项。",
    check="sum-of-parts/1",
    arithmetic="449 + 43 = 492 ≠ 491（万元）",
    verdict=Verdict(Decimal("-1"), "万元", True, Decimal("491"), Decimal("493")),
)
LIMIT = Finding(
    code="over-limit",
    severity=Severity.ERROR,
    where=(place_of("23人"), place_of("20名")),
    claim="在职 23 人",
    expected="不超过编制 20 名",
    advice="请说明超编原因。",
    check="over-limit/1",
    arithmetic="23 − 20 = 3",
    verdict=Verdict(Decimal("3"), "人", False),
    rule=Citation("某办法", "财预〔2020〕10号", "第二十条", "cn-2020-10/1", verified=False),
)
CELL = Finding(
    code="indicator-unquantified",
    severity=Severity.ADVICE,
    where=(place_of("4\n"[:1], 2, row=0, column=1),),
    claim="没有目标值",
    expected="可衡量的目标值",
    advice="请补充目标值。",
    check="indicator-unquantified/1",
)
HELD = Held("sum-of-parts", (place_of("43万元"),), "43 = 43", "sum-of-parts/1")
NODE = SheetNode(
    "投入",
    ("投入",),
    place_of("投入", 2, row=0, column=0),
    weight=Stated("20", place_of("20分", 2), Decimal(20)),
    score=Stated("4", place_of("4\n"[:1], 2), Decimal(4)),
)
SHEET = Sheet(2, (NODE,), total_score=Stated("4", place_of("4\n"[:1], 2), Decimal(4)))


def make_audit(*findings: Finding, held: tuple[Held, ...] = (HELD,), sheets: tuple[Sheet, ...] = ()) -> Audit:
    """An audit of the report with these findings."""
    return Audit(
        document=DOCUMENT, findings=findings, held=held, sheets=sheets, rescored=None, packs=("cn-2020-10/1",)
    )


WHOLE = make_audit(SUM, LIMIT, CELL, sheets=(SHEET,))
