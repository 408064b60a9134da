"""The refusal: an input that a command cannot use, as one sentence for the user."""

from __future__ import annotations


class Refused(Exception):
    """The message is the Chinese sentence that the user sees; the exit code is 2."""
