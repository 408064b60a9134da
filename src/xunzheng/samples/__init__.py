"""A whole self-evaluation report of a fictional city bureau, shipped to show what the auditor finds."""

from __future__ import annotations

from importlib.resources import files

name = "lanqiao-2023.txt"


def sample() -> bytes:
    """Return the bytes of the shipped report (UTF-8 text, one table cell per line), e.g. ``sample()[:3]``."""
    return files(__name__).joinpath(name).read_bytes()
