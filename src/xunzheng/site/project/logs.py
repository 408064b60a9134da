"""How the server's log is written."""

from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """The message alone, without traceback: for requests that are at fault themselves."""

    def format(self, record: logging.LogRecord) -> str:
        """The message on one line, cut at 300 characters."""
        return " ".join(record.getMessage().split())[:300]
