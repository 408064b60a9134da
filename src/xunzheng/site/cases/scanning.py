"""The virus scanner: a command set by the city, which gets the path of a file."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

_SECONDS = 60
_INFECTED = 1


class Scan(StrEnum):
    """What the scanner found; FAILED where it could not look, which lets nothing through."""

    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner found and said."""

    scan: Scan
    said: str = ""


def scan(path: Path) -> Scanned:
    """Look at a file with the scanner of `PAPER_SCANNER`; clean where there is none.

    Its exit code is that of clamdscan: 0 clean, 1 infected, anything else a failure.
    """
    command: str = settings.PAPER_SCANNER
    if not command:
        return Scanned(Scan.CLEAN)
    try:
        ended = subprocess.run(
            [*shlex.split(command), str(path)], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        return Scanned(Scan.FAILED, f"查毒程序没有运行：{type(failure).__name__}")
    said = ended.stdout.decode("utf-8", "replace").replace(str(path), "").strip(" :\n")[:200]
    if ended.returncode == 0:
        return Scanned(Scan.CLEAN)
    if ended.returncode == _INFECTED:
        return Scanned(Scan.INFECTED, said)
    return Scanned(Scan.FAILED, f"查毒程序出错（{ended.returncode}）")
