"""The app of cases."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The engine on which every service of the city runs."""

    name = "xunzheng.site.cases"
    label = "cases"
    verbose_name = "办件"
