"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, appointments, sessions, second factors and tokens."""

    name = "xunzheng.site.accounts"
    label = "accounts"
    verbose_name = "账户"
