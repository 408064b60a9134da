"""Leaving parts of a text out: marks, what is refused, and laws of what is left."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xunzheng.documents.manuscript import Grid
from xunzheng.site.openness.marks import GROUNDS, WrongMarks, manuscript_of, note_of, omissions, redact

ORIGINAL = "验收报告\n联系人张三，电话13874612345。\n造价 1200 万元。"

EXAMPLES = [
    # marked, what is left
    ("验收报告\n联系人⟦15-privacy|张三⟧，电话⟦15-privacy|13874612345⟧。\n造价 1200 万元。",
     "验收报告\n联系人［未公开1：第十五条，个人隐私］，电话［未公开2：第十五条，个人隐私］。\n造价 1200 "
     "万元。"),
    ("验收报告\n联系人张三，电话13874612345。\n⟦15-commercial:合同约定保密|造价 1200 万元。⟧",
     "验收报告\n联系人张三，电话13874612345。\n［未公开1：第十五条，商业秘密］"),
    ("验收报告\n⟦16-internal|联系人张三，电话13874612345。\n造价 1200 万元。⟧",
     "验收报告\n［未公开1：第十六条第一款，内部事务信息］"),
    (ORIGINAL, ORIGINAL),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "left"), EXAMPLES)
def test_what_is_left(marked, left):
    assert redact(marked, ORIGINAL).text == left


WRONG = [
    ("验收报告\n联系人⟦15-nothing|张三⟧，电话13874612345。\n造价 1200 万元。", "没有这个依据"),
    ("验收报告\n联系人⟦15-privacy|⟧张三，电话13874612345。\n造价 1200 万元。", "没有要遮盖的字"),
    ("验收报告\n联系人⟦15-privacy|张三，电话13874612345。\n造价 1200 万元。", "标记不完整"),
    ("验收报告\n联系人张三⟧，电话13874612345。\n造价 1200 万元。", "第 2 行"),
    ("验收报告\n联系人⟦15-privacy|李四⟧，电话13874612345。\n造价 1200 万元。", "和原件不一样"),
    ("验收报告\n联系人⟦15-privacy|张三⟧，电话13874612345。\n造价 1300 万元。", "第 3 行"),
    ("验收报告", "和原件不一样"),
]


@pytest.mark.parametrize(("marked", "word"), WRONG)
def test_what_is_refused(marked, word):
    with pytest.raises(WrongMarks, match=word):
        redact(marked, ORIGINAL)


def test_words_that_stand_open_elsewhere_are_refused():
    with pytest.raises(WrongMarks, match="别处还有"):
        redact("⟦15-privacy|张三⟧和张三", "张三和张三")
    assert redact("⟦15-privacy|张三⟧和⟦15-privacy|张三⟧", "张三和张三").spans[1].start == 3


def test_words_that_stand_in_a_reason_are_refused():
    with pytest.raises(WrongMarks, match="理由里有遮盖的字"):
        redact("⟦15-privacy:张三的电话|138⟧和⟦15-privacy|张三⟧", "138和张三")


def test_the_reply_lists_what_was_left_out_and_not_the_words():
    spans = redact(EXAMPLES[1][0], ORIGINAL).spans
    assert omissions(spans) == "第 1 处，商业秘密（条例第十五条）：合同约定保密。"


def test_a_note_does_not_tell_how_long_the_span_was():
    short, long = redact("⟦14-secret|甲乙⟧", "甲乙"), redact(f"⟦14-secret|{'甲乙' * 50}⟧", "甲乙" * 50)
    assert short.text == long.text == note_of(1, "14-secret")


def test_rows_of_a_table_stay_a_table():
    text = "| 姓名 | 电话 |\n| 张三 | 138 |"
    redacted = redact(text.replace("张三", "⟦15-privacy|张三⟧"), text)
    grid = manuscript_of("表", redacted).pieces[0]
    assert isinstance(grid, Grid)
    assert [[slot.text for slot in row] for row in grid.rows] == [
        ["姓名", "电话"],
        [note_of(1, "15-privacy"), "138"],
    ]


PLAIN = st.text(st.characters(exclude_characters="⟦⟧|:：", exclude_categories=("Cs",)), max_size=12)


@given(st.lists(st.tuples(PLAIN, st.one_of(st.none(), st.sampled_from(sorted(GROUNDS)))), max_size=8))
def test_without_marks_it_is_the_original_and_marked_words_are_gone(parts):
    original = "".join(text for text, _ in parts)
    marked = "".join(f"⟦{ground}|{text}⟧" if ground and text.strip() else text for text, ground in parts)
    hidden = [text for text, ground in parts if ground and text.strip()]
    try:
        redacted = redact(marked, original)
    except WrongMarks as wrong:
        assume("别处还有" not in str(wrong))
        raise
    assert [span.words for span in redacted.spans] == hidden
    assert all(original[span.start : span.start + len(span.words)] == span.words for span in redacted.spans)
    for words in hidden:
        assert len(words.strip()) < 2 or words.strip() not in redacted.text
