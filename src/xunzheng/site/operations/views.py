"""Health for whoever watches the process, metrics for Prometheus; details only to those who may have them."""

from __future__ import annotations

import ipaddress
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from xunzheng.site.operations.health import READINESS
from xunzheng.site.operations.metrics import exposition

_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_UNREADY: Final = 503


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; nothing else is asked."""
    return _plain("live")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the site can do its work: 200 or 503, one word for the public, the checks for the operator."""
    checks = READINESS()
    is_ready = all(check.is_met for check in checks)
    status = 200 if is_ready else _UNREADY
    if not may_watch(request):
        return _plain("ready" if is_ready else "not ready", status)
    told = {check.name: {"met": check.is_met, "said": check.said} for check in checks}
    return JsonResponse(
        {"ready": is_ready, "checks": told}, status=status, json_dumps_params={"ensure_ascii": False}
    )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics in Prometheus's text form."""
    if not may_watch(request):
        return _plain("forbidden", 403)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def may_watch(request: HttpRequest) -> bool:
    """Whether the request may see how the site does: with the token where one is set, else from this machine.

    Behind a reverse proxy every request comes from this machine. So without a token nothing is shown where
    the site is served by HTTPS, nor to a request that says it was forwarded.
    """
    if settings.METRICS_TOKEN:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return kind.lower() == "bearer" and constant_time_compare(token.strip(), settings.METRICS_TOKEN)
    if settings.HTTPS or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _plain(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8")
