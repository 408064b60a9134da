"""What an auditor asks for, out of the address of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.exceptions import BadRequest
from django.http import QueryDict

from xunzheng.site.journal.digests import moment_text
from xunzheng.site.journal.models import LONGEST_ABOUT, Entry
from xunzheng.site.journal.queries import Place, Wanted


def wanted_from(query: QueryDict) -> Wanted:
    """The filter; a day that is none is a bad request."""
    kind, who, about = (query.get(name, "").strip()[:LONGEST_ABOUT] for name in ("kind", "who", "about"))
    if any("\x00" in text for text in (kind, who, about)):
        raise BadRequest("NUL")
    text = query.get("day", "").strip()
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequest("day") from None
    return Wanted(kind, who, about, day if day and 1 < day.year < date.max.year else None)


def place_from(query: QueryDict) -> Place | None:
    """Where the last page ended, as `place_text` wrote it; None for the first page."""
    text = query.get("before", "")
    if not text:
        return None
    try:
        at, lane, number = text.split("~")
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        place = Place(moment, int(lane), int(number))
    except ValueError:
        raise BadRequest("before") from None
    if not (0 <= place.lane < 2**15 and 0 <= place.number < 2**63):
        raise BadRequest("before")
    return place


def place_text(entry: Entry) -> str:
    """The entry's place for an address."""
    return f"{moment_text(entry.at)}~{entry.lane}~{entry.number}"
