"""The Jinja2 environment of the site's pages, and what every template can say."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from xunzheng.batch.words import SUMMARY_WORDS
from xunzheng.formats.html.words import RESULT_WORDS, Speaker
from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.words import ACCOUNT_WORDS
from xunzheng.site.journal.words import JOURNAL_WORDS
from xunzheng.site.project.batch_words import BATCH_WORDS
from xunzheng.site.project.language import language_of
from xunzheng.site.project.words import SITE_WORDS
from xunzheng.site.registry.words import REGISTRY_WORDS

_WORDS: Final = {
    **RESULT_WORDS, **SUMMARY_WORDS, **SITE_WORDS, **BATCH_WORDS, **ACCOUNT_WORDS,
    **JOURNAL_WORDS, **REGISTRY_WORDS,
}  # fmt: skip


def environment(**options: Any) -> Environment:
    """The environment with `static` and `url`; a name that a template does not know is an error."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "autoescape": True})
    made.globals.update(static=static, url=reverse, zone=timezone.get_current_timezone)
    return made


def speaker_for(request: HttpRequest) -> Speaker:
    """The words of the site and the result page in the request's language."""
    return Speaker(language_of(request), _WORDS)


def speak(request: HttpRequest) -> dict[str, Any]:
    """Gives every template `t`, which looks words up, and `actor`, who asks; neither reads a database."""
    return {
        "t": speaker_for(request),
        "actor": actor_of(request),
        "has_local": bool(settings.LOCAL_FILE),
    }
