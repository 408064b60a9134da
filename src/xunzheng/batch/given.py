"""The files that a batch gives back: each report with its findings in it, and its working paper."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from xunzheng.audit.run import Audit
from xunzheng.batch.identity import identify
from xunzheng.formats.annotated_files import give_back, own_suffix, paper_of
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.writing import OutputKind, write
from xunzheng.formats.written_refusal import Unwritable

_NOTED, _PAPER = "-批注", "-复核意见.docx"
_LONGEST_NAME = 200  # bytes, of the 255 that systems take


def give_all(content: bytes, audit: Audit, path: str, folder: Path, limits: ReadLimits = STANDARD) -> None:
    """Write what is given back of one report into the folder, below the report's path in the batch.

    The report itself with its findings, where it has any: as what it is, else as a page; and the working
    paper, which comes last, so that where it is, all is. Raises `OSError` where the disk does not take them.

    Example: ``甲/报告.docx`` gives ``甲/报告.docx-批注.docx`` and ``甲/报告.docx-复核意见.docx``.
    """
    paper = paper_place(folder, path)
    paper.parent.mkdir(parents=True, exist_ok=True)
    if audit.findings:
        suffix, noted = _noted(content, audit, limits)
        _put(_place(folder, path, f"{_NOTED}.{suffix}"), noted)
    who = identify(audit.document)
    _put(paper, write(paper_of(audit, who.unit, who.project), OutputKind.DOCX))


def paper_place(folder: Path, path: str) -> Path:
    """Where the working paper of a report lies.

    Example: ``paper_place(Path("out"), "../甲/a.docx").as_posix() == "out/_/甲/a.docx-复核意见.docx"``.
    """
    return _place(folder, path, _PAPER)


def _noted(content: bytes, audit: Audit, limits: ReadLimits) -> tuple[str, bytes]:
    """The suffix and the bytes of the report with its findings; as a page where its own file bears none."""
    suffix = own_suffix(content, audit.document.name)
    try:
        return suffix, give_back(content, audit, suffix, limits).content
    except (Unwritable, Unreadable):
        return "html", give_back(content, audit, "html", limits).content


def _place(folder: Path, path: str, ending: str) -> Path:
    parts = ["_" if part == ".." else part for part in path.split("/") if part not in ("", ".")]
    *above, name = [_fitting(part) for part in parts]
    return folder.joinpath(*above, name + ending)


def _fitting(name: str) -> str:
    """The name, cut where an ending would make it too long, and then with a digest, so that two stay two."""
    raw = name.encode("utf-8", "replace")
    if len(raw) <= _LONGEST_NAME:
        return name.replace(":", "_") if os.name == "nt" else name
    return raw[: _LONGEST_NAME - 9].decode("utf-8", "ignore") + "~" + hashlib.sha256(raw).hexdigest()[:8]


def _put(target: Path, content: bytes) -> None:
    """Write the file, whole or not at all; no two workers have the same report."""
    beside = target.with_name(f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
