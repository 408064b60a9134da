"""The app of requests for government information."""

from __future__ import annotations

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    """Requests, how they are followed, opinions asked by link, redactions, published answers."""

    name = "xunzheng.site.openness"
    label = "openness"
    verbose_name = "依申请公开"
