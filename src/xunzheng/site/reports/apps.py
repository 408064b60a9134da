"""The app of reports."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports and what is kept of them."""

    name = "xunzheng.site.reports"
    label = "reports"
    verbose_name = "报告"
