"""The app of the journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only record of what was done and what was read."""

    name = "xunzheng.site.journal"
    label = "journal"
    verbose_name = "审计日志"
