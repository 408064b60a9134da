"""Finds kept reports."""

from __future__ import annotations

from xunzheng.site.reports.models import KeptReport


def find_report(token: str) -> KeptReport | None:
    """The kept report of the token, None where there is none."""
    return KeptReport.objects.filter(token=token).first()
