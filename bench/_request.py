"""A request for information, and the steps by which it is answered: what the sides of a comparison all do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

PROCESS = "foi-request"
OFFICE, REGION = "431100-office", "431100"
BEGIN = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
"""A Monday, half past eight in the morning."""
VALUES = {
    "channel": "internet",
    "applicant_kind": "citizen",
    "applicant_name": "李四喜",
    "identity": "431100199001010011",
    "contact": "13812345678",
    "content": "2025年城市道路维修资金使用情况",
    "form_wanted": "electronic",
    "delivery": "internet",
}
_DRAFT = {"values": {"decision": "given", "answer": "见附件"}}
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("receiver", "register-confirmed", {"values": {"confirmed_on": "2026-03-02"}}),
    ("handler", "claim", {}),
    ("handler", "confirm-clear", {}),
    ("handler", "draft", _DRAFT),
    ("approver", "return-draft", {"note": "请补充依据"}),
    ("handler", "draft", _DRAFT),
    ("approver", "approve", {"values": {"publish": "yes"}}),
    ("handler", "deliver", {"values": {"answered_on": "2026-03-02"}}),
)
"""Who takes which action, one after another, once the request is made."""


def opened_at(number: int) -> datetime:
    """When the request of that number is made: one a second, all of one working day."""
    return BEGIN + timedelta(seconds=number % 28_800)
