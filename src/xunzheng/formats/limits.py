"""What a file may be and cost while it is read, and the settings that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xunzheng.formats.refusals import WrongLimit

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Limits for one file; None leaves each reader the limit that fits its format.

    `file_bytes` is the size of the file, `unpacked_bytes` that of its parts when unpacked (docx, xlsx),
    `cells` all cells of its tables, `pages` those of a PDF. `seconds` and `memory` (bytes) bound the
    programs that read PDF, doc and rtf apart from ours.
    """

    file_bytes: int | None = None
    unpacked_bytes: int | None = None
    cells: int | None = None
    pages: int | None = None
    seconds: int | None = None
    memory: int | None = None


STANDARD: Final = ReadLimits()


@dataclass(frozen=True, slots=True)
class LimitSetting:
    """A setting for one field of `ReadLimits`: written as a whole number of `factor` from `least` to `most`.

    `default` says what holds where it is not set.
    """

    name: str
    field: str
    factor: int
    least: int
    most: int
    default: str
    meaning_zh: str
    meaning_en: str


LIMIT_SETTINGS: Final[tuple[LimitSetting, ...]] = (
    LimitSetting(
        "XUNZHENG_READ_FILE_MB", "file_bytes", _MEGABYTE, 1, 2_000,
        "txt, html, xls 20; xlsx, doc, rtf 50; pdf 100; docx 200",
        "一份文件的大小上限，单位 MB。", "The largest file in MB.",
    ),
    LimitSetting(
        "XUNZHENG_READ_UNPACKED_MB", "unpacked_bytes", _MEGABYTE, 1, 4_000,
        "docx 64; xlsx 160",
        "docx、xlsx 解压后的大小上限，单位 MB。", "The largest size of a docx or xlsx when unpacked, in MB.",
    ),
    LimitSetting(
        "XUNZHENG_READ_CELLS", "cells", 1, 100, 5_000_000,
        "docx 200000; xlsx, xls, html 300000",
        "docx、xlsx、xls、网页里表格单元格总数的上限，其余不读并注明。",
        "The most table cells of a docx, xlsx, xls or web page; the rest is left unread, and said so.",
    ),
    LimitSetting(
        "XUNZHENG_READ_PAGES", "pages", 1, 1, 20_000, "1000",
        "PDF 的页数上限，其余不读并注明。", "The most pages of a PDF; the rest is left unread, and said so.",
    ),
    LimitSetting(
        "XUNZHENG_READ_SECONDS", "seconds", 1, 1, 3_600, "pdf 60; doc, rtf 90 (antiword 20)",
        "读一份 PDF、doc 或 rtf 的时间上限，单位秒。", "The most seconds for reading a PDF, doc or rtf.",
    ),
    LimitSetting(
        "XUNZHENG_READ_MEMORY_MB", "memory", _MEGABYTE, 64, 65_536, "pdf 1536; doc, rtf 6144 (antiword 512)",
        "读 PDF、doc、rtf 的程序的内存上限，单位 MB。",
        "The most memory, in MB, of the programs that read PDF, doc and rtf.",
    ),
)  # fmt: skip


def limits_from(variables: Mapping[str, str]) -> ReadLimits:
    """The limits that environment variables set; blank ones are not set.

    Raises `WrongLimit` for what is no whole number within the setting's bounds.

    >>> limits_from({"XUNZHENG_READ_PAGES": "50"}).pages
    50
    """
    found: dict[str, int] = {}
    for setting in LIMIT_SETTINGS:
        text = variables.get(setting.name, "").strip()
        if text:
            found[setting.field] = _number(setting, text) * setting.factor
    return ReadLimits(**found)


def _number(setting: LimitSetting, text: str) -> int:
    is_whole = text.isascii() and text.isdigit() and len(text) <= 9
    if not is_whole or not setting.least <= int(text) <= setting.most:
        raise WrongLimit(setting.name, text, setting.least, setting.most)
    return int(text)
