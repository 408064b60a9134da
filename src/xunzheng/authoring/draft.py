"""The draft of a project file: what is known so far, with a note on where each value was taken from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xunzheng.audit.finding import Place

Path = tuple[str | int, ...]
_LONGEST_QUOTE = 40


@dataclass(slots=True)
class Draft:
    """Tables as of a project file, perhaps half filled; `notes` are comments by the path of the key."""

    table: dict[str, object] = field(default_factory=dict)
    notes: dict[Path, str] = field(default_factory=dict)

    def put(self, path: Path, value: object, place: Place | None = None, doubt: str = "") -> None:
        """Set a value, with the place it was taken from and what is doubtful about it; not None or ""."""
        if value is None or value == "":
            return
        holder: Any = self.table
        for key, following in pairwise(path):
            holder = _below(holder, key, [] if isinstance(following, int) else {})
        holder[path[-1]] = value
        said = [taken_from(place)] if place else []
        said += [f"存疑：{doubt}"] if doubt else []
        if said:
            self.notes[path] = "；".join(said)

    def note(self, path: Path, text: str) -> None:
        """Set the comment on a key."""
        self.notes[path] = text


def _below(holder: Any, key: str | int, empty: Any) -> Any:
    """What stands under a key of a table or a place of a list, made where there is nothing yet."""
    if isinstance(key, int):
        holder += [{} for _ in range(len(holder), key + 1)]
    elif key not in holder:
        holder[key] = empty
    return holder[key]


def taken_from(place: Place) -> str:
    """Where a value stands in the report: line, cell and the words."""
    cell = (
        ""
        if place.row is None or place.column is None
        else f"表中第{place.row + 1}行第{place.column + 1}列，"
    )
    quote = " ".join(place.quote.split())
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return f"取自第{place.line}行，{cell}“{quote}”"


def in_wan_yuan(amount: Decimal, factor: Decimal) -> Decimal:
    """An amount in units of `factor` 元 as 万元, without trailing zeros."""
    value = amount * factor / Decimal(10_000)
    return Decimal(0) if not value else value.normalize()
