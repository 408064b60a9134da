"""Tells what we wrote about reports from reports: by a mark in the file, and for a user's own file that came
back with our notes in it by its name as well.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib

from xunzheng.documents.manuscript import RESULT_MARK

_OFFICE = (".docx", ".docm", ".xlsx", ".xlsm")
_PAGES = (".html", ".htm")
_HEAD = 4096  # bytes of a page in which the mark stands
_LONGEST_PART = 4 * 1024 * 1024
_NOTED = re.compile(r"-批注(?:\s?\(\d+\))?$")
_NOTES = {"word/comments.xml": 'w:author="循证"'.encode(), "xl/workbook.xml": "循证核对意见".encode()}
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)


def is_own_result(path: str) -> bool:
    """Whether we wrote the file about reports: a working paper, a list or page of findings, the results of a
    batch, its summary, or a report that was given back with notes under the name we gave it.

    A report of which we wrote the text is none, nor is one with our notes under any other name: its user has
    mended it and hands it in. Where the file cannot be read the answer is no.
    """
    stem, suffix = os.path.splitext(os.path.basename(path))
    suffix = suffix.lower()
    try:
        if suffix in _OFFICE:
            return _is_marked_package(path, is_noted=bool(_NOTED.search(stem)))
        if suffix in _PAGES:
            with open(path, "rb") as opened:
                return RESULT_MARK.encode() in opened.read(_HEAD)
        # A paper in PDF has its mark anywhere; that the whole of each is read is not worth it.
        return suffix == ".pdf" and stem.endswith(("-批注", "-复核意见")) and _is_marked_pdf(path)
    except _FAULTS:
        return False


def _is_marked_package(path: str, *, is_noted: bool) -> bool:
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        wanted = {"docProps/core.xml": RESULT_MARK.encode(), **(_NOTES if is_noted else {})}
        return any(mark in _part(package, name) for name, mark in wanted.items() if name in names)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as opened:
        return opened.read(_LONGEST_PART)


def _is_marked_pdf(path: str) -> bool:
    with open(path, "rb") as opened:
        content = opened.read()
    return RESULT_MARK.encode() in content or b"/NM(xunzheng-" in content.replace(b"/NM (", b"/NM(")
