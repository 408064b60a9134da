"""The signing key in the data directory, made once for a local run."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret-key"


class NoSecretKey(RuntimeError):
    """没有签名密钥：请设置 XUNZHENG_SECRET_KEY，或先运行一次 python -m xunzheng.site。"""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "没有签名密钥：请设置 XUNZHENG_SECRET_KEY，"
            f"或先运行一次 python -m xunzheng.site，它会在 {path} 生成。"
        )


def read_key(data_dir: Path) -> str:
    """The key in the data directory. Raises NoSecretKey where there is none."""
    path = data_dir / FILE
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise NoSecretKey(path) from None
    if not key:
        raise NoSecretKey(path)
    return key


def make_key(data_dir: Path) -> None:
    """Make the data directory and a key in it that only its owner can read; an existing key stays."""
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(data_dir / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
