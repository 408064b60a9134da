"""Counts and logs every request, and gives it an id that its log lines and its answer carry."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.operations.logs import REQUEST_ID
from xunzheng.site.operations.metrics import note_request

_LOG: Final = logging.getLogger("xunzheng.request")
_GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class Observed:
    """Stands around everything else. The reverse proxy's X-Request-ID is kept where it is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = REQUEST_ID.set(request_id)
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            _note(request, response, time.perf_counter() - begun)
        finally:
            REQUEST_ID.reset(token)
        response.headers["X-Request-ID"] = request_id
        return response


def route_of(request: HttpRequest) -> str:
    """The name of the route, `static` for files, `none` where nothing has that address."""
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return request.resolver_match.view_name or "unnamed" if request.resolver_match else "none"


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = route_of(request)
    note_request(request, route, response.status_code, seconds)
    fields = {
        "route": route,
        "method": request.method,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "actor": actor_of(request).id or None,
    }
    _LOG.info("request", extra={"fields": fields})
