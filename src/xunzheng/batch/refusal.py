"""The refusal of a batch: what it cannot begin with, as one sentence for the user."""

from __future__ import annotations


class BatchRefused(Exception):
    """The message is the Chinese sentence that the user sees."""
