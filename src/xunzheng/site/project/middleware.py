"""What every answer carries: the content policy, and the language that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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
    """Turns away what is far too large for a report; only a batch may be that large."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = settings.BATCH_LIMIT if request.path == _BATCHES else settings.UPLOAD_LIMIT
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > limit + _BEYOND:
            return HttpResponse(
                "请求太大。The request is too large.", status=413, content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)


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
