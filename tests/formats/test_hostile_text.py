"""Hostile text files: time grows with the size, whatever is repeated."""

from __future__ import annotations

import contextlib
import time

import pytest

from xunzheng.formats import Unreadable, read

MEGABYTE = 1_000_000
SECONDS = 20.0  # of processor time; a quiet machine needs under three, quadratic time would be minutes

UNITS = [
    "|",
    "|\n",
    "||||||||||||||||\n",
    "\\|",
    "\t\n",
    "\t\n\n",
    "\t\n\t\n\n",
    "a\tb\tc\nx\n",
    "\n",
    "（一）",
    "（一）\n",
    "一、a\n（一）b\n（一）c\n",
    " ",
    "\u3000",
    "a  b  c\n",
    "a  ",
    "a  b\nc  d  e\n",
    "一级指标\n二级指标\n得分\n",
    "一级指标\n二级指标\n得分\nx\n1\n2\n",
    "| a\nb\n",
    "1.1",
    "---\n",
    "①",
    "# a\n## b\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_is_read_in_linear_time(unit: str) -> None:
    content = (unit * (MEGABYTE // len(unit.encode())) + "完").encode()
    start = time.process_time()
    # More lines than a report can have are refused, in time as well.
    with contextlib.suppress(Unreadable):
        assert read(content, "a.txt").text.endswith("完")
    assert time.process_time() - start < SECONDS
