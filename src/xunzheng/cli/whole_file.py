"""Files written whole: to a temporary file beside the target, which then takes its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from xunzheng.cli.refusal import Refused
from xunzheng.formats.failures import reason_of


def write_whole(path: Path, content: bytes) -> None:
    """Write one file whole, or leave what was there. Raises `Refused` where it cannot be written."""
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files, none of them before all could be written beside their targets.

    Raises `Refused` where one cannot be written; then none has changed.
    """
    waiting: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            waiting.append((_beside(path, content), path))
        for temporary, path in waiting:
            os.replace(temporary, path)
    except (OSError, ValueError) as failure:
        why = reason_of(failure) if isinstance(failure, OSError) else "文件名里有系统不接受的字符"
        raise Refused(f"写不了 {path}：{why}。请检查路径和权限。") from None
    finally:
        for temporary, _ in waiting:
            with suppress(OSError):
                os.unlink(temporary)


def spare(inputs: Iterable[Path], output: Path) -> None:
    """Refuse to write over a file that is read: the user's own files stay as they are.

    Raises `Refused` where `output` is one of the `inputs`, under whatever name.
    """
    try:
        is_input = output.exists() and any(path.exists() and output.samefile(path) for path in inputs)
    except OSError:
        return  # said where it is read or written
    if is_input:
        raise Refused(f"{output} 就是原文件，不能覆盖。请用 -o 另给一个文件名。")


def _beside(path: Path, content: bytes) -> str:
    """A temporary file in the target's folder, with its permissions where it is there already."""
    if path.is_dir():
        raise IsADirectoryError(21, "是文件夹", str(path))
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".xunzheng-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, mode)
    except BaseException:
        os.unlink(name)
        raise
    return name


def _mask() -> int:
    """The mask of new files' permissions; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
