"""The app of the registry."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """What there is in the region, and from when to when."""

    name = "xunzheng.site.registry"
    label = "registry"
    verbose_name = "机构登记"
