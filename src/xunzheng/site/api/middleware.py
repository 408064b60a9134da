"""What stands around every request of a program: limits of rate and size, problem+json for what fails."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xunzheng.site.accounts.middleware import API, caller_of
from xunzheng.site.api.problems import TYPE, Problem, answer, kind_of_status
from xunzheng.site.api.rates import Known, Rates, wait

JSON_LIMIT: Final = 1024 * 1024
PAPERS: Final = "/api/v1/papers"
RATES: Final = Rates()
KNOWN: Final = Known()
"""Tokens that were good: those of an office go on working while somebody there sends others that are none."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")
_KEPT: Final = ("WWW-Authenticate", "Allow", "Retry-After")
_UNKNOWN_TOKENS: Final = 10  # for each so many requests that are allowed, one with a token that is none


class Ground:
    """Turns away what comes too often or is too large, and makes every refusal problem+json.

    It stands outside the sign-in, so that a flood costs no look-up. Each token has a number of requests a
    minute; so has each address without one; and an address that sends tokens which are none has a tenth for
    those that were not good before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        now = time.monotonic()
        response = _turned_away(request, now) or self.get_response(request)
        if "Authorization" in request.headers and response.status_code == 401:
            RATES.add(_forging(request), now)
        elif "Authorization" in request.headers and response.status_code < 300:
            KNOWN.add(_who(request))
        return _as_problem(request, response)


def _turned_away(request: HttpRequest, now: float) -> HttpResponse | None:
    if _is_too_often(request, now):
        response = answer(request, Problem("many"))
        response.headers["Retry-After"] = str(wait(now))
        return response
    if _CONTROL.search(request.path) or "%00" in request.META.get("QUERY_STRING", ""):
        return answer(request, Problem("request", "地址里有控制字符。"))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        return answer(request, Problem("request", "Content-Length 不是数字。"))
    # A paper that is too large is refused, and journalled, by those who keep papers.
    if request.path != PAPERS and int(length) > JSON_LIMIT:
        return answer(
            request, Problem("large", f"请求最大 {JSON_LIMIT // 1024} KB，这次是 {int(length) // 1024} KB。")
        )
    return None


def _is_too_often(request: HttpRequest, now: float) -> bool:
    most: int = settings.API_RATE
    if not most:
        return False
    who = _who(request)
    if RATES.add(who, now) > most:
        return True
    return who not in KNOWN and RATES.count(_forging(request), now) > most // _UNKNOWN_TOKENS


def _who(request: HttpRequest) -> str:
    given = request.headers.get("Authorization", "")
    if not given:
        return f"address {caller_of(request).address}"
    return hashlib.sha256(given.encode("utf-8", "surrogateescape")).hexdigest()


def _forging(request: HttpRequest) -> str:
    return f"forging {caller_of(request).address}"


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer as it is, or, where it is a refusal in another form, the same refusal as problem+json."""
    if response.status_code < 400:
        return response
    said = _said(response)
    if "type" not in said:
        problem = Problem(kind_of_status(response.status_code), said.get("detail", ""))
        made = answer(request, problem, response.status_code)
        for name in _KEPT:
            if name in response.headers:
                made.headers[name] = response.headers[name]
        response = made
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _said(response: HttpResponse) -> dict[str, str]:
    """What a refusal in problem+json says already."""
    if response.headers.get("Content-Type") != TYPE:
        return {}
    said = json.loads(response.content)
    assert isinstance(said, dict)
    return said
