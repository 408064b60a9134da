"""The app of the interface for programs."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Cases, commands, rules and the registry, for programs with a token."""

    name = "xunzheng.site.api"
    label = "api"
    verbose_name = "程序接口"
