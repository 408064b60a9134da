"""Fires timers that are due, each in its own transaction; one that fails is tried again, then parked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import InterfaceError, OperationalError

from xunzheng.site.cases.retrying import TIMERS, Due
from xunzheng.site.cases.services import fire_timer


class Firing(StrEnum):
    """What came of it: events, nothing to do, somebody else at the case just now, a failure, or given up."""

    FIRED = "fired"
    NOTHING = "nothing"
    BUSY = "busy"
    FAILED = "failed"
    PARKED = "parked"


def fire_due(due: Due, now: datetime) -> Firing:
    """Fire one timer. A failure of its process is kept with its reason; a lost connection is raised."""
    case_id, key = due.key
    try:
        events = fire_timer(case_id, key, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as failure:  # whatever is wrong with one case must not stop the clocks of all others
        is_parked = TIMERS.failed(due, f"{type(failure).__name__}：{failure}", now)
        return Firing.PARKED if is_parked else Firing.FAILED
    if events is None:
        return Firing.BUSY
    return Firing.FIRED if events else Firing.NOTHING
