"""What the registry's pages are asked, and an import that is carried from its preview to its taking over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core import signing
from django.core.exceptions import BadRequest
from django.http import QueryDict

from xunzheng.site.registry.kinds import KINDS, Kind
from xunzheng.site.registry.rows import ImportRow, day_of

_SALT: Final = "registry.import"
_CARRIED_FOR: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Import:
    """The rows of a file with the kind they are of, its name, and the day that undated rows hold from."""

    kind: Kind
    file: str
    on: date
    rows: Sequence[ImportRow]


def carry(one: Import) -> str:
    """The import as signed text: nothing is kept on the server between the preview and the taking over."""
    rows = [[row.number, dict(row.cells)] for row in one.rows]
    told = [one.kind.code, one.file, one.on.isoformat(), rows]
    return signing.dumps(told, salt=_SALT, compress=True)


def carried(text: str) -> Import:
    """What `carry` made; a bad request where it was altered or is older than twelve hours."""
    try:
        kind, file, on, rows = signing.loads(text, salt=_SALT, max_age=_CARRIED_FOR)
    except signing.BadSignature:
        raise BadRequest("carried") from None
    return Import(KINDS[kind], file, date.fromisoformat(on), [ImportRow(*row) for row in rows])


def day_from(query: QueryDict, name: str, default: date) -> date:
    """The day under the name, `default` where it is not given; a bad request where it is none."""
    text = query.get(name, "").strip()
    day = day_of(text) if text else default
    if day is None:
        raise BadRequest(name)
    return day


def text_from(query: QueryDict, name: str) -> str:
    """The text under the name, short and without control characters."""
    return "".join(sign for sign in query.get(name, "")[:300].strip() if sign.isprintable())
