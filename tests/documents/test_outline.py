"""The outline: headings, list items, levels and sections of a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks


def document_of(*lines: str, declared: dict[int, int] | None = None) -> Document:
    text = "\n".join(lines)
    sources: list[Source] = []
    at = 0
    for index, line in enumerate(lines):
        sources.append(SourceLine(at, at + len(line), (declared or {}).get(index)))
        at += len(line) + 1
    return document_from_blocks("a.txt", text, sources)


def levels(document: Document) -> list[int]:
    return [paragraph.level for paragraph in document.paragraphs()]


def titles(document: Document) -> list[str | None]:
    return [paragraph.title for paragraph in document.paragraphs()]


LONG = (
    "本单位主要承担全市行政审批与体制改革、政务公开、政务服务、电子政务"
    "、优化经济环境、信用体系建设等各项工作任务并组织实施各类专项行动"
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The usual order, and back up again.
        (["一、概况", "（一）简介", "1、资金", "（1）到位", "①中央", "二、结果"], [1, 2, 3, 4, 5, 1]),
        # A level that is missing leaves no gap.
        (["（一）简介", "1.资金", "（二）结果"], [1, 2, 1]),
        # (三) directly after (一).
        (["一、概况", "（一）简介", "（三）编制", "（二）目标", "（三）用途"], [1, 2, 2, 2, 2]),
        # A list that starts again inside a heading of its own style.
        (
            ["三、分析", "（一）资金", "（二）绩效", "（一）提速", "（二）整治", "（三）市民", "四、结果"],
            [1, 2, 2, 3, 3, 3, 1],
        ),
        # … and the outer list goes on where only it can.
        (["一、甲", "（一）乙", "（二）丙", "（一）丁", "（三）戊"], [1, 2, 2, 3, 2]),
        # （一） directly under （一）, told by two （二） to come; a single repeat stays a sibling.
        (["一、甲", "（一）乙", "（一）丙", "（二）丁", "（二）戊", "二、己"], [1, 2, 3, 3, 2, 1]),
        (["一、甲", "（一）乙", "（一）丙", "（二）丁", "二、己"], [1, 2, 2, 2, 1]),
        (["一、甲", "（一）乙", "（一）丙"], [1, 2, 2]),
        (["一、甲", "（一）乙", "（二）丙", "（一）丁", "（一）戊", "（二）己"], [1, 2, 2, 3, 3, 3]),
        # Decimal numbers stand under whole ones.
        (["1. 甲", "1.1 乙", "1.1.1 丙", "1.2 丁", "2. 戊"], [1, 2, 3, 2, 1]),
        (["第一章 甲", "第一节 乙", "一、丙", "第二章 丁"], [1, 2, 3, 1]),
        # A document that numbers the other way round.
        (["1、甲", "（一）乙", "（二）丙", "2、丁", "（一）戊", "（二）己"], [1, 2, 2, 1, 2, 2]),
        (["（一）甲", "一、乙", "二、丙", "（二）丁", "一、戊", "二、己"], [1, 2, 2, 1, 2, 2]),
        # 1、 and 1. are one level.
        (["一、甲", "1、乙", "2.丙"], [1, 2, 2]),
    ],
)
def test_levels_follow_the_nesting(lines: list[str], expected: list[int]) -> None:
    assert levels(document_of(*lines)) == expected


@pytest.mark.parametrize(
    ("line", "title", "body"),
    [
        ("一、项目概况", "项目概况", ""),
        ("（一）项目基本情况简介。本单位于2019年成立。", "项目基本情况简介", "本单位于2019年成立。"),
        ("1、存在的问题：财务人员不足，有待提高。", "存在的问题", "财务人员不足，有待提高。"),
        ("（二）项目概况。", "项目概况", ""),
        ("（三）分乡镇安排（单位：万元）", "分乡镇安排（单位：万元）", ""),
        ("（四）聚焦“数字”，全力推进。成效明显。", "聚焦“数字”，全力推进", "成效明显。"),
    ],
)
def test_title_of_a_heading(line: str, title: str, body: str) -> None:
    (paragraph,) = document_of(line).paragraphs()
    assert paragraph.level == 1
    assert paragraph.title == title
    assert line[paragraph.body_start :] == body


@pytest.mark.parametrize(
    "lines",
    [
        ["（1）《关于推进的意见》（湘政发〔2012〕33号）；", "（2）《办法》", "(3)其他规定，会议纪要等。"],
        ["实施依据：", "1、关于推进的意见", "2、管理办法"],
        ["①是否按程序申请；"],
        ["1.2019年项目支出491万元。其中运转449万元。"],
        ["（1）按期完成。"],
        ["（2）《管理办法》"],
        ["一是加强预算管理"],
        [f"1、{LONG}{LONG}，等。"],
        [f"（一）{LONG}，{LONG}。"],
        ["1、投入（20分），"],
        ["1.《项目支出绩效评价管理办法》印发以来。成效明显。"],
    ],
)
def test_list_items_and_sentences_are_no_headings(lines: list[str]) -> None:
    document = document_of(*lines)
    assert set(levels(document)) == {0}
    assert document.sections == ()
    assert [p.body_start for p in document.paragraphs()] == [p.start for p in document.paragraphs()]


def test_items_keep_their_labels() -> None:
    labels = [p.label.ordinal for p in document_of("（1）甲；", "（2）乙；").paragraphs() if p.label]
    assert labels == [1, 2]


def test_title_lines_before_the_first_heading_are_body_text() -> None:
    document = document_of("某市政务服务局", "2019年度绩效自评报告", "一、概况", declared={0: 1, 1: 1})
    assert levels(document) == [0, 0, 1]


def test_declared_headings_without_numbers() -> None:
    document = document_of("概况", "资金", "到位", "结果", declared={0: 1, 1: 2, 2: 3, 3: 1})
    assert levels(document) == [1, 2, 3, 1]
    assert document.sections[2].path == ("概况", "资金", "到位")


def test_declared_and_numbered_headings_together() -> None:
    document = document_of(
        "一、概况",
        "说明",
        "（一）简介",
        "二、结果",
        "小结",
        "三、建议",
        declared={0: 1, 1: 2, 2: 3, 4: 2, 5: 1},
    )
    assert levels(document) == [1, 2, 3, 1, 2, 1]
    long_heading = document_of(f"（1）{LONG}{LONG}", declared={0: 2})
    assert titles(long_heading) == [f"{LONG}{LONG}"]


def test_labelled_heading_closes_unnumbered_ones_above_its_own_level() -> None:
    document = document_of("一、概况", "小结", "二、结果", declared={1: 2})
    assert levels(document) == [1, 2, 1]


def test_attachment_closes_all_sections() -> None:
    document = document_of("一、概况", "附件：评价指标表", "文字", "一、说明")
    assert levels(document) == [1, 1, 0, 2]
    assert list(document.paragraphs())[2].section == ("附件：评价指标表",)
    assert levels(document_of("附件2", "自评报告", "一、概况")) == [0, 0, 1]


def test_sections_cover_their_blocks() -> None:
    document = document_of("题", "一、甲", "文", "（一）乙", "文", "二、丙")
    assert [(s.path, s.first_block, s.end_block) for s in document.sections] == [
        (("甲",), 1, 5),
        (("甲", "乙"), 3, 5),
        (("丙",), 5, 6),
    ]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (["表1 资金情况表"], "表1 资金情况表"),
        (["资金情况表", "单位：万元"], "资金情况表"),
        (["资金情况见下表。"], None),
        (["没有说明"], None),
        ([LONG + "表"], None),
        ([], None),
    ],
)
def test_caption_is_the_line_before(before: list[str], title: str | None) -> None:
    text = "\n".join([*before, "格"])
    sources: list[Source] = []
    at = 0
    for line in before:
        sources.append(SourceLine(at, at + len(line)))
        at += len(line) + 1
    cell = Cell(0, 0, "格", at, at + 1)
    sources += [SourceTable(1, 1, (cell,), at, at + 1), SourceTable(1, 1, (cell,), at, at + 1, title="自带")]
    tables = list(document_from_blocks("a", text, sources).tables())
    assert [table.title for table in tables] == [title, "自带"]
    assert all(isinstance(table, Table) for table in tables)


LINES = st.lists(
    st.text(alphabet="一二三（）()123.．、①②第章附件：；。项目《》 是万元", min_size=1, max_size=12).filter(
        str.strip
    ),
    min_size=1,
    max_size=25,
)


@given(LINES, st.dictionaries(st.integers(0, 24), st.integers(1, 6), max_size=5))
def test_nothing_is_lost_and_everything_is_in_place(lines: list[str], declared: dict[int, int]) -> None:
    stripped = [line.strip() for line in lines]
    document = document_of(*stripped, declared=declared)
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [paragraph.text for paragraph in paragraphs] == stripped
    for index, paragraph in enumerate(paragraphs):
        assert paragraph.index == index
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.start <= paragraph.body_start <= paragraph.end
        if paragraph.label:
            assert document.text[paragraph.label.start : paragraph.label.end] == paragraph.label.text
        if paragraph.level:
            assert paragraph.title is not None
            assert paragraph.title in paragraph.text
            assert len(paragraph.section) == paragraph.level
            assert paragraph.section[-1] == paragraph.title
    for section in document.sections:
        assert section.first_block < section.end_block <= len(document.blocks)
        inside = document.blocks[section.first_block : section.end_block]
        assert all(block.section[: section.level] == section.path for block in inside)
    steps = [p.level for p in paragraphs if p.level]
    assert all(after <= before + 1 for before, after in zip([0, *steps], steps, strict=False))
