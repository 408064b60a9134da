"""`xunzheng rebuild`: makes cases anew from their events and compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe

if TYPE_CHECKING:
    from xunzheng.site.cases.rebuild import Difference

_MOST_SHOWN = 100


def rebuild_cases(numbers: Sequence[str], check: bool) -> int:
    """Compare cases with their events, set them right unless it is only a check; 1 where any differed."""
    set_site_up()
    with database_told():
        count, differing = 0, 0
        for _, found in _each(numbers, check):
            count += 1
            if found is not None:
                differing += 1
                if differing <= _MOST_SHOWN:
                    print_lines(Paper(sys.stdout), [safe(str(found))])
    done = "不同" if check else "不同，已由事件改正（事件本身不对的不改）"
    said = f"{differing:,} 件{done}" if differing else "状态与事件都一致"
    print_lines(Paper(sys.stdout), [f"核对 {count:,} 件：{said}。"])
    return 1 if differing else 0


def _each(numbers: Sequence[str], check: bool) -> Iterator[tuple[str, Difference | None]]:
    from xunzheng.site.cases.rebuild import id_of, rebuild, rebuild_all

    if not numbers:
        yield from rebuild_all(check=check)
    for number in numbers:
        yield number, rebuild(id_of(number), check=check)
