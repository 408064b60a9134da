"""The words beside a figure, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.identity.words import subject_of

SUBJECTS = """
全年新建通村公路|                     | 通村公路         | 建   |
资助困难群众参保|                     | 困难群众参保     | 助   |
资助参保人数|                         | 参保             | 助   |
|受助学生全部顺利升学                 | 学生             | 助   |
为|企业办理兑付                       | 企业             | 发理 |
排查出的|隐患已全部整改到位           | 排查隐患         |      |
全面整治排出的|隐患                   | 排隐患           | 治   |
长期坚持不懈走出来的|路径             | 长期坚持不懈走出来路径 | |
全区公共租赁住房|                     | 公共租赁住房     |      |
1.改造农村危桥|                       | 农村危桥         | 改   | 农村
2023年6月送戏下乡|                    | 送戏下乡         |      |
建成5G基站|                           | 5G基站           | 建   |
竣工项目|                             | 项目             |      | !竣工
资金|                                 |                  |      |
|                                     |                  |      |
"""


@pytest.mark.parametrize("line", SUBJECTS.strip().split("\n"))
def test_subjects(line: str) -> None:
    label, tail, noun, acts, *states = (part.strip() for part in line.split("|"))
    subject = subject_of(label, tail)
    assert subject.noun == noun
    assert subject.acts == frozenset(acts)
    assert subject.states == frozenset(filter(None, states))


@given(
    st.text(alphabet="全年资助困难学生县级5G的新建已完成、（）。 2023年", max_size=60), st.text(max_size=40)
)
def test_any_words_have_a_short_subject(label: str, tail: str) -> None:
    subject = subject_of(label, tail)
    assert len(subject.noun) <= 48
    assert not set(subject.noun) & set(" ,、。()")
