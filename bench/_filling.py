"""Takes over many cases into the tables of a place, as an import does: open requests, each at some step of
its clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from _crew import Place
from _request import OFFICE, PROCESS, REGION, VALUES

_NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
_DAYS = 28
_ABOUT = ("道路维修资金", "学校食堂采购", "征地补偿方案", "公共租赁住房分配", "河道清淤工程", "环境影响报告")


def prepare(place: Place) -> None:
    """Take over as many cases as the place's number says."""
    import django

    django.setup()
    fill(place.number)


def fill(count: int, first: int = 0) -> float:
    """Take over so many cases, numbered from `first`; in how many seconds."""
    from time import perf_counter

    from xunzheng.site.accounts.actor import Actor, Held
    from xunzheng.site.cases.importing import import_cases

    receiver = Actor("receiver", "receiver", (Held("receiver", OFFICE, OFFICE, REGION),))
    begun = perf_counter()
    imported = import_cases(PROCESS, incoming(count, first), receiver, _NOW)
    spent = perf_counter() - begun
    assert imported.taken == count, imported.refused[:3]
    return spent


def incoming(count: int, first: int) -> Iterator[Any]:
    """So many requests, made one after another over the four weeks before."""
    from xunzheng.site.cases.importing import Incoming
    from xunzheng.site.cases.services import Asked

    apart = timedelta(days=_DAYS) / max(count, 1)
    for number in range(first, first + count):
        values = {**VALUES, "content": f"{2000 + number % 26}年{_ABOUT[number % len(_ABOUT)]}第{number}号"}
        asked = Asked(OFFICE, REGION, values, applicant=f"citizen-{number % 997}")
        yield Incoming(f"filled-{number}", asked, _NOW - timedelta(days=_DAYS) + (number - first) * apart)
