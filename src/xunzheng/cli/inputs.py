"""What the commands work on: a report from a file, from stdin, or the shipped sample."""

from __future__ import annotations

import sys
from pathlib import Path

from xunzheng.cli.refusal import Refused
from xunzheng.documents.model import Document

LARGEST = 200 * 1024 * 1024  # bytes; the readers have lower limits of their own and say so


def read_report(file: str) -> Document:
    """Read the report in `file`, or from stdin for `-`.

    Raises `Refused` when the file cannot be opened or is empty, `Unreadable` when it is no report.
    """
    from xunzheng.formats import read

    return read(_bytes_of(file), "标准输入.txt" if file == "-" else Path(file).name)


def read_sample() -> Document:
    """Read the report that is shipped with the package."""
    from xunzheng import samples
    from xunzheng.formats import read

    return read(samples.sample(), samples.name)


def _bytes_of(file: str) -> bytes:
    try:
        if file == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(LARGEST + 1)
    except IsADirectoryError:
        raise Refused(f"{file} 是文件夹，请给出其中的一份报告文件。") from None
    except FileNotFoundError:
        raise Refused(f"找不到文件 {file}，请检查路径和文件名。") from None
    except PermissionError:
        raise Refused(f"没有读取 {file} 的权限。") from None
    except (OSError, ValueError) as failure:
        raise Refused(f"读不了 {file}：{failure}。") from None
    if len(content) > LARGEST:
        raise Refused(f"{file} 超过 {LARGEST // 1024 // 1024} MB，请拆分后再核对。")
    return content
