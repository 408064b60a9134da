"""Which language a request is answered in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from xunzheng.formats.html.words import LANGUAGES, Language

PARAMETER = "lang"


def chosen_language(request: HttpRequest) -> Language | None:
    """The language that the address asks for (`?lang=en`), None where it asks for none that is known."""
    return _known(request.GET.get(PARAMETER))


def language_of(request: HttpRequest) -> Language:
    """The language asked for in the address, else the one chosen before (a cookie), else Chinese."""
    return chosen_language(request) or _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)) or "zh"


def _known(value: str | None) -> Language | None:
    return next((language for language in LANGUAGES if language == value), None)
