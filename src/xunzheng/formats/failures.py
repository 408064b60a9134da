"""What the system says of a file or address that it does not give, in Chinese."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间的一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason_of(failure: OSError) -> str:
    """Why the system refused, in Chinese; for a rare reason the system's number of it.

    >>> reason_of(FileNotFoundError(2, "No such file or directory"))
    '没有这个文件或文件夹'
    """
    known = _REASONS.get(failure.errno) if failure.errno is not None else None
    return known or f"系统不允许（错误号 {failure.errno or '不明'}）"
