"""Readers and writers: from bytes to a document, from findings and sheets to what people open."""

from __future__ import annotations

from xunzheng.formats.reading import read
from xunzheng.formats.refusals import Unreadable

__all__ = ["Unreadable", "read"]
