"""LibreOffice as a converter of files from outside: confined, in a folder that goes with the job."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from xunzheng.formats.confined import Ending, Limits, run_confined

MOST = Limits(seconds=90, memory=6 * 1024 * 1024 * 1024, output=256 * 1024 * 1024)
_NATIVE = "soffice.bin"  # beside the starting script; run directly, so that no process is left in between
_STARTS = 2  # with a new profile it may end at once and ask to be started again


def find_libreoffice() -> str | None:
    """The program on the search path; None where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    native = Path(office).resolve().with_name(_NATIVE)
    return str(native) if native.exists() else office


class TimeUp(Exception):
    """The program was still at work when its time was over."""


def convert(content: bytes, suffix: str, to: str, office: str, limits: Limits = MOST) -> bytes:
    """A file converted by the program `office`; `to` is a suffix, with the name of its filter where needed.

    Macros are not run, links not followed, and nothing is left on the disk. Empty where it cannot.
    Raises `TimeUp` where it takes longer than the limits allow.

    Example: ``convert(content, "doc", "docx:MS Word 2007 XML", office)``.
    """
    with tempfile.TemporaryDirectory(prefix="xunzheng-office-") as folder:
        source = Path(folder, f"report.{suffix}")
        source.write_bytes(content)
        command = [
            office,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", to, "--outdir", folder, str(source)),
        ]
        environment = {"HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin"}
        made = Path(folder, f"report.{to.partition(':')[0]}")
        for _ in range(_STARTS):
            outcome = run_confined(command, b"", limits, folder=folder, environment=environment)
            if made.is_file() or outcome.ending is not Ending.FAILED:
                break
        if outcome.ending is Ending.TIME:
            raise TimeUp
        return made.read_bytes() if made.is_file() else b""
