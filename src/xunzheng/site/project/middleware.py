"""What every answer carries: the content policy, and the language that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.middleware import caller_of
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.project.language import chosen_language

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_YEAR = 365 * 24 * 3600
_PRIVATE = ("/reports/", "/batches/")
_BATCHES = "/batches/"
_PAPER_ROUTES: Final = ("cases:act", "api:papers")
"""Where papers are taken as large as XUNZHENG_PAPER_LIMIT_MB says."""
_BEYOND = 64 * 1024 * 1024  # over the limit of the form, which says so itself


class ContentPolicy:
    """Allows the page the site's own scripts and styles and nothing else; pages are not stored on the way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_POLICY
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex" if request.path.startswith(_PRIVATE) else "all"
        return response


class BodyLimit:
    """Turns away what is far too large for a report; only a batch, or where papers are taken, may be larger.

    It stands inside the sign-in: what somebody who is signed in sent is kept in the journal as refused.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length == "0":
            return self.get_response(request)
        limit = _limit_of(request) + _BEYOND
        if not (length.isdigit() and int(length) > limit):
            return self.get_response(request)
        if actor_of(request).is_signed_in:
            _keep_refused(request, int(length), limit)
        return HttpResponse(
            "请求太大。The request is too large.", status=413, content_type="text/plain; charset=utf-8"
        )


def _limit_of(request: HttpRequest) -> int:
    """How many bytes the largest file may have that is taken at the address."""
    if request.path == _BATCHES:
        return int(settings.BATCH_LIMIT)
    return int(max(settings.UPLOAD_LIMIT, settings.PAPER_LIMIT if _takes_papers(request) else 0))


def _takes_papers(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in _PAPER_ROUTES
    except Resolver404:
        return False


def _keep_refused(request: HttpRequest, size: int, limit: int) -> None:
    content: dict[str, Json] = {
        "method": request.method or "", "path": request.path[:500], "size": size, "limit": limit,
        "address": caller_of(request).address,
    }  # fmt: skip
    append_apart([Note("upload.refused", actor_of(request).id, "access", timezone.now(), content)])


class LanguageChoice:
    """Remembers the language that an address asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = chosen_language(request)
        if language is not None:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=_YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response
