"""The request as a flow of django-viewflow."""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process

from _request import VALUES


def _page(_request: Any) -> None:
    raise AssertionError("the steps are taken without a page")


class Request(flow.Flow):
    """The request: a view for each step, a gateway that sends a draft back once."""

    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle(this.keep).Next(this.register)
    register = flow.View(_page).Next(this.confirm)
    confirm = flow.View(_page).Next(this.draft)
    draft = flow.View(_page).Next(this.review)
    review = flow.View(_page).Next(this.choice)
    choice = flow.If(this.is_approved).Then(this.deliver).Else(this.draft)
    deliver = flow.View(_page).Next(this.end)
    end = flow.End()

    def keep(self, activation: Any) -> Any:
        """Keep what was asked."""
        activation.process.data = dict(VALUES)
        return activation.process

    def is_approved(self, activation: Any) -> bool:
        """Whether the last step approved the draft."""
        return bool(activation.process.data["action"] == "approve")
