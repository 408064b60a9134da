"""The log as lines of JSON: what happened to which request, never what was asked or who it is about."""

from __future__ import annotations

import json
import logging
import os
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""

_LONGEST = 300
_FRAMES = 12
# Messages of these tell addresses, and addresses of reports and batches are secrets.
_WITH_ADDRESSES = ("django.request", "django.security", "django.server")


class JsonLine(logging.Formatter):
    """One line of JSON a record: `at`, `level`, `logger`, `request`, and `said` or the fields it was given.

    A record's fields are those of its `extra={"fields": {...}}`. Of an exception the type and the places are
    told, and not its message: databases put values into theirs. Messages of Django that name an address are
    replaced by the route.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if REQUEST_ID.get():
            told["request"] = REQUEST_ID.get()
        told |= getattr(record, "fields", None) or {"said": _said(record)}
        if record.exc_info and record.exc_info[0] is not None:
            told["exception"] = record.exc_info[0].__qualname__
            told["places"] = _places(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)


def _said(record: logging.LogRecord) -> str:
    if record.name.startswith(_WITH_ADDRESSES):
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        status = getattr(record, "status_code", "")
        return f"{record.name} {status} {match.view_name if match else ''}".strip()
    return " ".join(record.getMessage().split())[:_LONGEST]


def _places(fault: BaseException | None) -> list[str]:
    """The last places that the exception went through: file, line, function."""
    frames = traceback.extract_tb(fault.__traceback__ if fault else None)[-_FRAMES:]
    return [f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
