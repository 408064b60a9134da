"""The app of batches."""

from __future__ import annotations

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    """Batches of reports and what is kept of them."""

    name = "xunzheng.site.batches"
    label = "batches"
    verbose_name = "批量"
