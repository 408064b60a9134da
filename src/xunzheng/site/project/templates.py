"""The Jinja2 environment of the site's pages, and what every template can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.module_loading import import_string
from jinja2 import Environment, StrictUndefined

from xunzheng.batch.words import SUMMARY_WORDS
from xunzheng.formats.html.words import RESULT_WORDS, Speaker, Word
from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.permissions import may
from xunzheng.site.project.addresses import address
from xunzheng.site.project.batch_words import BATCH_WORDS
from xunzheng.site.project.language import language_of
from xunzheng.site.project.navigation import places_of
from xunzheng.site.project.words import SITE_WORDS

# By name: the pages of every app are drawn here, and an app must not come to import those above it by that.
_WORDS_OF_APPS: Final = (
    "xunzheng.site.accounts.words.ACCOUNT_WORDS",
    "xunzheng.site.api.words.API_WORDS",
    "xunzheng.site.cases.words.CASE_WORDS",
    "xunzheng.site.journal.words.JOURNAL_WORDS",
    "xunzheng.site.openness.words.OPENNESS_WORDS",
    "xunzheng.site.registry.words.REGISTRY_WORDS",
)


@cache
def all_words() -> Mapping[str, Word]:
    """Every word that a page can say, by key."""
    tables: Iterable[Mapping[str, Word]] = map(import_string, _WORDS_OF_APPS)
    found = {**RESULT_WORDS, **SUMMARY_WORDS, **SITE_WORDS, **BATCH_WORDS}
    for table in tables:
        found.update(table)
    return found


def environment(**options: Any) -> Environment:
    """The environment with `static` and `url`; a name that a template does not know is an error."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "autoescape": True})
    made.globals.update(static=static, url=address, zone=timezone.get_current_timezone, may=may)
    return made


def speaker_for(request: HttpRequest) -> Speaker:
    """The words of the site and the result page in the request's language."""
    return Speaker(language_of(request), all_words())


def speak(request: HttpRequest) -> dict[str, Any]:
    """Gives templates `t`, which looks words up, `actor`, who asks, and `bar_places`; reads no database."""
    actor = actor_of(request)
    return {
        "t": speaker_for(request),
        "actor": actor,
        "bar_places": places_of(actor),
        "has_local": bool(settings.LOCAL_FILE),
    }
