"""Manuscripts for the tests of the writers, and how a document that was read back is held against them."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import strategies as st

from xunzheng.documents.manuscript import (
    Alignment,
    Chart,
    ChartKind,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Role,
    Series,
    Slot,
)
from xunzheng.documents.model import Document, Table

HOSTILE = "恶意文字 #eval(1) $x^2$ @ref // 注 `raw` *b* _i_ <b>&amp;</b> {{正文}} \\u{41} ]] = + - \"'%s {0}"
BODY = (
    "根据《项目支出绩效评价管理办法》（财预〔2020〕10号）要求，我单位对2023年度项目开展绩效自评。"
    "项目年初预算安排1,250.00万元，全年执行1,187.36万元，预算执行率94.99%，自评得分93.50分。"
)
_CJK = "一二三四五六七八九十"
_CENTRE, _RIGHT = Alignment.CENTRE, Alignment.RIGHT


def title_slot(text: str, **spans: int) -> Slot:
    """A slot of a table's head."""
    return Slot(text, heading=True, align=_CENTRE, **spans)


def number_slot(text: str, number: str) -> Slot:
    """A slot that holds a number."""
    return Slot(text, align=_RIGHT, number=Decimal(number))


def score_grid(caption: str = "表1 项目支出绩效自评表") -> Grid:
    """A score table with two rows of head, merged cells, lines within cells and numbers."""
    head = (
        (
            title_slot("一级指标", row_span=2),
            title_slot("二级指标", row_span=2),
            title_slot("三级指标", row_span=2),
            title_slot("指标值", column_span=2),
            title_slot("分值", row_span=2),
            title_slot("得分", row_span=2),
        ),
        (title_slot("年度目标"), title_slot("实际完成")),
    )
    rows = (
        (
            title_slot("产出指标\n（50分）", row_span=4),
            Slot("数量指标", row_span=2),
            Slot("办理“一件事”事项数量"),
            Slot("≥100件"),
            Slot("128件"),
            number_slot("1,010", "1010"),
            number_slot("10.00", "10"),
        ),
        (
            Slot("名称很长的三级指标名称需要换行才写得下\n第二行"),
            Slot("95%"),
            number_slot("95.35%", "0.9535"),
            number_slot("5", "5"),
            number_slot("4.85", "4.85"),
        ),
        (
            Slot("质量指标", row_span=2),
            Slot("=1+1"),
            Slot("@办结率"),
            Slot("-100"),
            number_slot("-5.0", "-5"),
            number_slot("0", "0"),
        ),
        (Slot("+95%"), Slot(""), Slot("http://example.cn"), Slot("5分"), number_slot("4.850", "4.85")),
        (
            title_slot("合计", column_span=5),
            number_slot("100", "100"),
            number_slot("93.50", "93.5"),
        ),
    )
    note = "注：预算执行率＝全年执行数÷全年预算数×100%。"
    return Grid(head + rows, (2, 2, 4, 2, 2, 1, 1), 2, caption, note)


def list_grid(rows: int, columns: int = 4, caption: str = "表2 发现清单") -> Grid:
    """A long filterable list."""
    head = tuple(title_slot(f"列{column + 1}") for column in range(columns))
    body = tuple(
        (
            Slot(f"第{row + 1}项"),
            *(number_slot(f"{row * column:,}.50", f"{row * column}.5") for column in range(1, columns)),
        )
        for row in range(rows)
    )
    return Grid((head, *body), (2,) * columns, 1, caption, filterable=True)


def chart(kind: ChartKind = ChartKind.STACKED) -> Chart:
    """A chart of three units and three kinds of findings."""
    return Chart(
        kind,
        "图1 各单位的发现",
        ("甲局", "乙局", "丙管理委员会办公室"),
        (
            Series("错误", (Decimal(3), Decimal(1), Decimal(12))),
            Series("疑点", (Decimal(5), Decimal("2.5"), Decimal(3))),
            Series("建议", (Decimal(1), None, Decimal(9))),
        ),
        "条",
        ("error", "suspicion", "advice"),
        "三个单位的发现条数，丙管理委员会办公室最多。",
    )


def report(sections: int = 2, *, lying: bool = True, charts: bool = True) -> Manuscript:
    """A report with contents, four levels of headings, tables, charts, lying pages and hostile text."""
    pieces: list[Piece] = [Contents(2), NewPage()]
    for number in range(sections):
        pieces += [Heading(1, f"{_CJK[number % 10]}、项目基本情况"), Passage(BODY)]
        for part in range(2):
            pieces += [
                Heading(2, f"（{_CJK[part]}）项目立项情况"),
                Passage(BODY * 2),
                Heading(3, f"{part + 1}.资金安排"),
                Passage(BODY),
                Heading(4, "（1）分配办法"),
                Passage(f"办法之{number + 1}，其{part + 1}。" + BODY),
            ]
        pieces.append(score_grid(f"表{number + 1} 项目支出绩效自评表"))
        pieces += [chart(kind) for kind in ChartKind] if charts else []
    if lying:
        pieces += [NewPage(lying=True), Heading(1, "附件：资金明细表"), list_grid(12, 12), NewPage()]
    pieces += [
        Passage(HOSTILE),
        Passage("引用的一段话，说明出处与用途。", Role.QUOTE),
        Passage("注：数据来自财政一体化系统。", Role.NOTE),
        Passage("居中的一行", Role.CENTRED),
        Passage("蓝桥市数据局", Role.SIGNATURE),
    ]
    return Manuscript(
        "蓝桥市数据局2023年度“一件事一次办”改革项目支出绩效自评报告",
        tuple(pieces),
        subtitle="（2023年度）",
        header="绩效自评资料",
    )


def blocks_of(document: Document, *, with_levels: bool = True) -> list[object]:
    """What is compared: paragraphs with their levels, tables with their cells and spans."""
    return [
        (
            block.rows,
            block.columns,
            [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells],
        )
        if isinstance(block, Table)
        else (block.level if with_levels else 0, block.text)
        for block in document.blocks
    ]


def without_blanks(text: str) -> str:
    """The text without any white space: what a PDF keeps."""
    return re.sub(r"\s", "", text)


_WORDS = st.text("项目绩效预算执行资金管理办法年度指标完成情况说明", min_size=2, max_size=12)
_MARKS = st.text("甲乙丙丁 0123456789abcXYZ，。、；：（）《》“”%-./#$@*_`~<>&'\"\\{}[]|=+^!?", max_size=40)
_PROSE = st.builds(lambda lead, rest, end: f"{lead}{rest}{end}。", _WORDS, _MARKS, _WORDS)
_CELLS = st.one_of(
    st.just(""),
    _WORDS,
    st.builds(lambda a, b: f"{a}\n{b}", _WORDS, _WORDS),
    st.builds(lambda a, b: f"{a}{b}{a}", _WORDS, _MARKS),
    st.sampled_from(["=SUM(A1)", "-5", "+1", "@x", "00123", "1e5", "2023-01-02", "TRUE", "50%"]),
)
_NUMBERS = st.decimals(-(10**9), 10**9, places=2).map(
    lambda value: Slot(f"{value:,}", align=_RIGHT, number=value)
)
_ROLES = st.sampled_from(list(Role))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Grids with merged cells, in which a cell begins in every row and column, the edges are filled."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    lines: list[tuple[Slot, ...]] = []
    for row in range(rows):
        slots: list[Slot] = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            is_edge = row < 2 or (row == rows - 1 and not column)
            slot = Slot(draw(_WORDS)) if is_edge else draw(st.one_of(_CELLS.map(Slot), _NUMBERS))
            wide, high = _spans(draw, rows, columns, row, column, taken)
            taken |= {(row + down, column + right) for down in range(high) for right in range(wide)}
            slots.append(Slot(slot.text, high, wide, slot.align, draw(st.booleans()), slot.number))
        lines.append(tuple(slots))
    head = draw(st.integers(0, 2))
    caption = draw(st.one_of(st.just(""), _WORDS.map(lambda words: f"表 {words}")))
    return Grid(tuple(lines), tuple(draw(st.integers(1, 4)) for _ in range(columns)), head, caption)


def _spans(
    draw: st.DrawFn, rows: int, columns: int, row: int, column: int, taken: set[tuple[int, int]]
) -> tuple[int, int]:
    """How many columns and rows a cell may cover: none in the first two rows and the first two columns."""
    if row < 2 or column < 2 or draw(st.integers(0, 2)):
        return 1, 1
    wide = draw(st.integers(1, columns - column))
    high = draw(st.integers(1, rows - row))
    covered = {(row + down, column + right) for down in range(high) for right in range(wide)}
    return (1, 1) if covered & taken else (wide, high)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    """Manuscripts with numbered headings in official order, passages of any kind, grids and charts."""
    pieces: list[Piece] = []
    counts = [0, 0, 0, 0]
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["heading", "passage", "passage", "grid", "chart", "page"]))
        if kind == "heading":
            pieces.append(_heading(draw, counts))
        elif kind == "passage":
            pieces.append(Passage(draw(_PROSE), draw(_ROLES)))
        elif kind == "grid":
            pieces.append(draw(grids()))
        elif kind == "chart":
            pieces.append(chart(draw(st.sampled_from(list(ChartKind)))))
        else:
            pieces.append(NewPage(draw(st.booleans())))
    first = Heading(1, "一、概况")
    counts_title = draw(_WORDS)
    return Manuscript(f"{counts_title}报告", (first, *pieces), subtitle=draw(st.one_of(st.just(""), _WORDS)))


def _heading(draw: st.DrawFn, counts: list[int]) -> Heading:
    """The next heading: at most one level below the last one, numbered on."""
    open_levels = next((level for level, count in enumerate(counts) if not count), 4)
    level = draw(st.integers(1, max(min(open_levels + 1, 4), 1)))
    if level == 1 and not counts[0]:
        counts[0] = 1
    counts[level - 1] += 1
    counts[level:] = [0] * (4 - level)
    number = counts[level - 1]
    labels = (f"{_CJK[number % 10]}、", f"（{_CJK[(number - 1) % 10]}）", f"{number}.", f"（{number}）")
    return Heading(level, labels[level - 1] + draw(_WORDS))
