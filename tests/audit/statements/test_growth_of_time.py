"""Reading takes time in proportion to the text, also where the text is made to be slow."""

from __future__ import annotations

from time import process_time

import pytest

from tests.audit.statements.written import TOLERANCES, document
from xunzheng.audit.reading import read
from xunzheng.audit.statements.judging import judge

RUNS = [
    "其中",
    "、",
    "一",
    "占",
    "1",
    "其中1元，",
    "其中1个，其中1台，其中1人，其中1次，其中1元，其中1户，其中1吨，",
    "1元占1%，",
    "1元由",
    "1元（1元、1元）",
    "（编制5人）（在编6人）",
    "共有在编5人，",
    "5个：甲、乙",
    "2个，分别是甲，",
    "甲，共5大",
    "自评得分90分，",
    "决策得3分，",
    "满分100分，",
    "年初5个，新增1个，年末6个，",
    "由1元到2元增长1%，",
    "；使用上1元、2元",
    "等级            ",
    "甲乙、“四最”",
    "“一",
    "支出1元。",
]
NESTED = ["（|1元）", "“|”", "1元（1元、|）", "（1个：①|）"]


def _seconds(text: str) -> float:
    """The lesser of two runs: reading a text and judging its sums."""
    taken = []
    for _ in range(2):
        begun = process_time()
        for claim in read(document(text)).sums:
            judge(claim, TOLERANCES)
        taken.append(process_time() - begun)
    return min(taken)


def _run(run: str, length: int) -> str:
    opening, _, closing = run.partition("|")
    times = length // len(run)
    return opening * times + closing * times


@pytest.mark.parametrize("run", RUNS + NESTED)
def test_four_times_the_text_takes_about_four_times_as_long(run: str) -> None:
    assert _seconds(_run(run, 8_000)) < 9 * _seconds(_run(run, 2_000)) + 0.05
