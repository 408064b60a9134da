"""The pages of the journal for auditors: entries, one entry, the heads. Who reads them is kept as well."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xunzheng.site.journal.acting import who_acts
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.exported import export_text
from xunzheng.site.journal.forms import place_from, place_text, wanted_from
from xunzheng.site.journal.queries import Wanted, find_entry, last_verdict, page
from xunzheng.site.journal.services import Note, append
from xunzheng.site.journal.verifying import DIFFERENCES, entry_difference, heads


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, the newest first, by kind, who, about and day."""
    wanted, before = wanted_from(request.GET), place_from(request.GET)
    with transaction.atomic():
        rows, are_more = page(wanted, timezone.get_current_timezone(), before)
        _keep_reading(request, "entries", _told(wanted))
    following = urlencode({**_told(wanted), "before": place_text(rows[-1])}) if are_more else ""
    context = {"rows": rows, "wanted": wanted, "following": following, "is_first": before is None}
    return render(request, "journal_entries.jinja", context)


@require_safe
def entry(request: HttpRequest, lane: int, number: int) -> HttpResponse:
    """One entry with its content, and whether it is what its digest was taken over."""
    found = find_entry(lane, number)
    if found is None:
        raise Http404
    with transaction.atomic():
        _keep_reading(request, "entry", {"entry": f"{lane}-{number}"})
    before, after = find_entry(lane, number - 1), find_entry(lane, number + 1)
    difference = entry_difference(found)
    context: dict[str, Any] = {
        "entry": found,
        "content": _pretty(found.content),
        "difference": DIFFERENCES[difference] if difference else "",
        "is_linked": before.digest == found.previous if before else not found.previous.strip("0"),
        "before": before,
        "after": after,
    }
    return render(request, "journal_entry.jinja", context)


@require_safe
def lanes(request: HttpRequest) -> HttpResponse:
    """The heads of the lanes, and when the journal was last verified with what outcome."""
    with transaction.atomic():
        last = last_verdict()
        _keep_reading(request, "heads", {})
    context = {"heads": heads(), "last": last, "algorithm": settings.JOURNAL_DIGEST}
    return render(request, "journal_heads.jinja", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The head as a file, to be kept elsewhere."""
    with transaction.atomic():
        _keep_reading(request, "export", {})
    at = timezone.now()
    day = timezone.localdate(at)
    text = export_text(heads(), day, at, settings.JOURNAL_DIGEST)
    response = HttpResponse(text, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="xunzheng-head-{day:%Y%m%d}.json"'
    return response


def _keep_reading(request: HttpRequest, what: str, content: dict[str, str]) -> None:
    told: dict[str, Json] = {"what": what, **content}
    append([Note("read.journal", who_acts(request), "journal", timezone.now(), told)])


def _told(wanted: Wanted) -> dict[str, str]:
    told = {"kind": wanted.kind, "who": wanted.who, "about": wanted.about, "day": str(wanted.day or "")}
    return {name: text for name, text in told.items() if text}


def _pretty(content: str) -> str:
    """The content on lines of its own; as it stands where it was tampered with and is JSON no more."""
    try:
        return json.dumps(json.loads(content), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return content
