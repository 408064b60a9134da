"""What the commands work on: a report from a file, from stdin, or the shipped sample."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xunzheng.cli.refusal import Refused
from xunzheng.documents.model import Document
from xunzheng.formats.failures import reason_of

if TYPE_CHECKING:
    from xunzheng.formats.limits import ReadLimits

LARGEST = 200 * 1024 * 1024  # bytes; no reader takes more, and that of text far less


def read_report(file: str) -> Document:
    """Read the report in `file`, or from stdin for `-`.

    Raises `Refused` when the file cannot be opened or is empty, `Unreadable` when it is no report.
    """
    from xunzheng.formats import read

    limits = read_limits()
    content = read_bytes(file, limits.file_bytes)
    return read(content, "标准输入" if file == "-" else Path(file).name, limits)


def read_limits() -> ReadLimits:
    """The limits of reading that the environment sets. Raises `Refused` for a wrong setting."""
    from xunzheng.formats.limits import limits_from
    from xunzheng.formats.refusals import WrongLimit

    try:
        return limits_from(os.environ)
    except WrongLimit as wrong:
        raise Refused(str(wrong)) from None


def read_sample() -> Document:
    """Read the report that is shipped with the package."""
    from xunzheng import samples
    from xunzheng.formats import read

    return read(samples.sample(), samples.name)


def read_bytes(file: str, set_limit: int | None) -> bytes:
    """The bytes of the file, or of stdin for `-`. Raises `Refused` as `read_report` does."""
    most = set_limit or LARGEST
    try:
        if file == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                size = os.fstat(opened.fileno()).st_size
                _refuse_too_large(file, size, set_limit or _limit(opened.peek(4096), size))
                content = opened.read(most + 1)
    except IsADirectoryError:
        raise Refused(f"{file} 是文件夹，请给出其中的一份报告文件。") from None
    except FileNotFoundError:
        raise Refused(f"找不到文件 {file}，请检查路径和文件名。") from None
    except PermissionError:
        raise Refused(f"没有读取 {file} 的权限。") from None
    except OSError as failure:
        raise Refused(f"读不了 {file}：{reason_of(failure)}。请检查路径和文件名。") from None
    except ValueError:
        raise Refused("文件名里有系统不接受的字符。请检查路径和文件名。") from None
    _refuse_too_large(file, len(content), most)
    return content


def _limit(head: bytes, size: int) -> int:
    """How many bytes a file that begins so may have; only for a large one is it asked what it is."""
    from xunzheng.formats.encoding import LIMIT

    if size <= LIMIT or head.startswith(b"PK"):
        return LARGEST
    from xunzheng.formats.kinds import Kind, kind_of

    return LIMIT if kind_of(head) in (Kind.UNKNOWN, Kind.HTML) else LARGEST


def _refuse_too_large(file: str, size: int, limit: int = LARGEST) -> None:
    """Raise `Refused` for more bytes than the limit; a file's size is known before it is read."""
    if size > limit:
        most = limit // 1024 // 1024
        raise Refused(f"{file} 超过 {most} MB，这里需要的是不超过 {most} MB 的文件。请拆分后分别核对。")
