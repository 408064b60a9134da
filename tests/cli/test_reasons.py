"""What the system says, in Chinese; and the one length that a report has."""

from __future__ import annotations

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.example import TEXT, WHOLE
from xunzheng.cli.summary import summary_lines
from xunzheng.formats.failures import reason_of
from xunzheng.formats.html.page import lay_out
from xunzheng.formats.length import count_characters
from xunzheng.formats.result_json import to_json


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "没有这个文件或文件夹"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EADDRINUSE, "Address already in use"), "已被占用"),
        (OSError(errno.EPROTO, "Protocol error"), f"系统不允许（错误号 {errno.EPROTO}）"),
        (OSError("odd"), "系统不允许（错误号 不明）"),
    ],
)
def test_reason_is_chinese(failure: OSError, reason: str) -> None:
    assert reason_of(failure) == reason


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), (" \n\u3000\t\u00a0", 0), ("一 二\n3", 3), ("a\u2003b", 2)]
)
def test_characters_are_counted_without_white_space(text: str, count: int) -> None:
    assert count_characters(text) == count


@given(st.text(), st.text())
def test_parts_count_as_the_whole(first: str, second: str) -> None:
    assert count_characters(first) + count_characters(second) == count_characters(f"{first} \n{second}")


def test_length_is_the_same_everywhere() -> None:
    count = count_characters(TEXT)
    assert to_json(WHOLE)["document"]["characters"] == count
    assert lay_out(WHOLE, "zh").characters == count
    assert any(f"{count} 字（不计空白）" in line.plain for line in summary_lines(WHOLE))
