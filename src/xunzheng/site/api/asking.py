"""Who asks, when, and for which case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.accounts.permissions import may
from xunzheng.site.api.problems import Fault, Problem
from xunzheng.site.cases.looking import Seen, look
from xunzheng.site.cases.services import Refused

_ACCESS = ("role", "relation", "holder")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when."""

    actor: Actor
    now: datetime

    def look(self, number: str) -> Seen:
        """The case of that number as the actor sees it. Problem `missing` where he sees none."""
        seen = look(number, self.actor, self.now)
        if seen is None:
            raise Problem("missing", "没有这个办件，或者您无权查看。请核对编号。")
        return seen

    def check_personal(self, purpose: str | None) -> str:
        """The purpose for which personal data is read.

        Problems `forbidden` without the scope, `invalid` without a purpose.
        """
        if not may(self.actor, "cases.personal"):
            raise Problem("forbidden", "读取个人信息须有用途为 cases:personal 的令牌。")
        if not (purpose or "").strip():
            detail = "读取个人信息须写明目的，目的记入日志。"
            raise Problem("invalid", errors=[Fault("purpose", "missing", detail)])
        return str(purpose).strip()


def asking(request: HttpRequest) -> Asking:
    """Who asks now."""
    return Asking(actor_of(request), timezone.now())


def refused(answer: Refused) -> Problem:
    """The decision against: what somebody may not see is missing, what he may not do forbidden."""
    kinds = {reason.kind for reason in answer.reasons}
    faults = [Fault(reason.about, reason.kind, reason.text) for reason in answer.reasons]
    detail = "".join(reason.text for reason in answer.reasons[:3])
    if "unknown" in kinds:
        return Problem("missing", detail)
    kind = "stale" if "stale" in kinds else "key" if "key" in kinds else "refused"
    return Problem("forbidden" if kinds & set(_ACCESS) else kind, detail, faults)
