"""`xunzheng rebuild`: makes cases anew from their events and compares; reckons anew when they are due."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from xunzheng.cli.refusal import Refused
from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe

if TYPE_CHECKING:
    from xunzheng.site.cases.rebuild import Difference

_MOST_SHOWN = 100
_EVERY: Final = 2.0  # seconds between two lines of progress


def rebuild_cases(numbers: Sequence[str], check: bool) -> int:
    """Compare cases with their events, set them right unless it is only a check; 1 where any differed."""
    set_site_up()
    with database_told():
        count, differing, progress = 0, 0, _progress("核对")
        for _, found in _each(numbers, check):
            count += 1
            progress(count)
            if found is not None:
                differing += 1
                if differing <= _MOST_SHOWN:
                    print_lines(Paper(sys.stdout), [safe(str(found))])
    done = "不同" if check else "不同，已由事件改正（事件本身不对的不改）"
    said = f"{differing:,} 件{done}" if differing else "状态与事件都一致"
    print_lines(Paper(sys.stdout), [f"核对 {count:,} 件：{said}。"])
    return 1 if differing else 0


def reckon_cases(numbers: Sequence[str]) -> int:
    """Reckon anew when open cases are due, by the packs of now; 1 where any could not be reckoned."""
    set_site_up()
    with database_told():
        seen, moved, failed = _reckon_some(numbers) if numbers else _reckon_all()
    print_lines(
        Paper(sys.stdout), [f"重算时限：核对 {seen:,} 件，有变 {moved:,} 件，没有算成 {failed:,} 件。"]
    )
    return 1 if failed else 0


def _reckon_some(numbers: Sequence[str]) -> tuple[int, int, int]:
    from django.utils import timezone

    from xunzheng.site.cases.rebuild import id_of
    from xunzheng.site.cases.reckoning import reckon

    ids = [id_of(number) for number in numbers]
    return len(ids), sum(reckon(case_id, timezone.now()) for case_id in ids), 0


def _reckon_all() -> tuple[int, int, int]:
    from django.utils import timezone

    from xunzheng.site.cases.reckoning import begin, go_on
    from xunzheng.site.cases.worker import name_of_worker

    chore = begin(name_of_worker(), timezone.now(), afresh=True)
    if chore is None:
        raise Refused("另一个工作进程正在重算时限：请等它做完，或五分钟后再试。")
    progress = _progress("重算")
    while go_on(chore, timezone.now(), _say) is not None:
        progress(chore.seen)
    if chore.done_at is None:
        raise Refused("重算被另一个工作进程接手，由它做完。")
    return chore.seen, chore.moved, chore.failed


def _each(numbers: Sequence[str], check: bool) -> Iterator[tuple[str, Difference | None]]:
    from xunzheng.site.cases.rebuild import id_of, rebuild, rebuild_all

    if not numbers:
        yield from rebuild_all(check=check)
    for number in numbers:
        yield number, rebuild(id_of(number), check=check)


def _progress(what: str) -> Callable[[int], None]:
    """Says on standard error how far it is, every two seconds."""
    told = time.monotonic()

    def progress(count: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            _say(f"已{what} {count:,} 件")

    return progress


def _say(sentence: str) -> None:
    print(f"xunzheng：{safe(sentence)}", file=sys.stderr, flush=True)
