"""`xunzheng verify`: walks the chains of the journal, and keeps or checks an exported head."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe
from xunzheng.formats.failures import reason_of

if TYPE_CHECKING:
    from xunzheng.site.journal.verifying import Broken, Head, Verdict

_EVERY = 2.0  # seconds between two lines of progress


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What is to be verified: against which exported head, from which day, and what to keep of it."""

    head: Path | None = None
    since: date | None = None
    export: Path | None = None
    is_recorded: bool = False


def verify_journal(request: VerifyRequest) -> int:
    """Walk the journal of the database that the settings name; 0 where it is whole, 1 where it is broken."""
    set_site_up()
    with database_told():
        return _verify(request)


def _verify(request: VerifyRequest) -> int:
    from django.utils import timezone

    from xunzheng.site.journal.verifying import heads, verify

    at = timezone.now()
    exported = _read_head(request.head) if request.head else ()
    present = heads()
    day = request.since
    since = datetime.combine(day, datetime.min.time(), timezone.get_default_timezone()) if day else None
    begun = time.monotonic()
    verdict = verify((*exported, *present), since, _progress(sum(head.number for head in present)))
    print_lines(Paper(sys.stdout), _lines(verdict, time.monotonic() - begun, len(exported)))
    if request.is_recorded:
        _record(verdict, at)
    if verdict.is_whole and request.export:
        _export(request.export, present, at)
    return 0 if verdict.is_whole else 1


def _progress(total: int) -> Callable[[int], None]:
    """Says on standard error how far the walk is, every two seconds."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    told = time.monotonic()

    def progress(entries: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            console.print(f"已核对 {entries:,} / {total:,} 条")

    return progress


def _lines(verdict: Verdict, seconds: float, exported: int) -> list[str]:
    speed = f"，每秒 {verdict.entries / seconds:,.0f} 条" if seconds > 1 else ""
    lines = [f"审计日志：{verdict.lanes} 条链，核对 {verdict.entries:,} 条{speed}。"]
    if exported:
        lines.append(f"与导出的链头（{exported} 条链）核对。")
    if verdict.is_whole:
        return [*lines, "完整：每一条都与摘要相符，首尾相接，没有缺号。"]
    return [*lines, *(broken_line(broken) for broken in verdict.broken)]


def broken_line(broken: Broken) -> str:
    """Where a chain is broken, and how, in a sentence."""
    from xunzheng.site.journal.verifying import DIFFERENCES

    what = DIFFERENCES[broken.difference]
    return safe(
        f"断在第 {broken.lane} 号链第 {broken.number} 条：{what}。"
        f"应为：{broken.expected}；实为：{broken.found}。"
    )


def _record(verdict: Verdict, at: datetime) -> None:
    from xunzheng.site.journal.services import record_verdict

    record_verdict(verdict, "system:verify", at)


def _read_head(path: Path) -> tuple[Head, ...]:
    from xunzheng.site.journal.exported import MOST_BYTES, HeadRefused, read_export

    try:
        with path.open("rb") as file:
            return read_export(file.read(MOST_BYTES + 1), str(path))
    except HeadRefused as refused:
        raise Refused(str(refused)) from None
    except OSError as failure:
        raise Refused(f"读不了 {path}：{reason_of(failure)}。请检查路径和权限。") from None


def _export(path: Path, heads: Sequence[Head], at: datetime) -> None:
    """Write the head; a file that is there is never written over, for it may be the only witness."""
    from django.conf import settings

    from xunzheng.site.journal.exported import export_text

    text = export_text(heads, at.astimezone().date(), at, settings.JOURNAL_DIGEST)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"{path} 已经有了：导出的链头不覆盖旧的。请换一个文件名。") from None
    except OSError as failure:
        raise Refused(f"写不了 {path}：{reason_of(failure)}。请检查路径和权限。") from None
    print_lines(Paper(sys.stdout), [f"链头已写到 {path}：请存到这台服务器以外的地方。"])
