"""What every file of a batch is audited with, as it is handed to the workers and stamped on their records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xunzheng import __version__
from xunzheng.audit.rules import Rules
from xunzheng.batch.limits import Limits
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.rulebook import rules_from, standard_shelf

READY = b'{"ready":true}\n'  # what a worker says once it has its settings and rules


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """The user's own rule packs and choices (see `rules_from`), and the limits of batch and readers.

    `given` is the folder that takes the reports with their findings in them, None where none are wanted.
    """

    packs: Path | None = None
    on: date | None = None
    region: str | None = None
    layout: str | None = None
    limits: Limits = field(default_factory=Limits)
    reading: ReadLimits = STANDARD
    given: Path | None = None

    def rules(self) -> Rules:
        """The rules. Raises AmbiguousPack, RulePackError, UnknownCode."""
        return rules_from(self.packs, self.on, self.region, self.layout)

    def stamp(self) -> str:
        """A digest of all that a record depends on beside its file: program, rule packs, choices, limits.

        Two runs with one stamp give equal records of a file.
        """
        packs = [f"{pack.header.code}/{pack.header.basis.version}" for pack in standard_shelf().packs]
        own = sorted(self.packs.rglob("*.toml")) if self.packs is not None else []
        parts = [__version__, *packs, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in own)]
        chosen = {name: value for name, value in self.to_json().items() if name not in ("packs", "given")}
        parts.append(json.dumps(chosen, sort_keys=True))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def to_json(self) -> dict[str, Any]:
        """The settings as plain values."""
        return {
            "packs": None if self.packs is None else str(self.packs),
            "on": None if self.on is None else self.on.isoformat(),
            "region": self.region,
            "layout": self.layout,
            "limits": asdict(self.limits),
            "reading": asdict(self.reading),
            "given": None if self.given is None else str(self.given),
        }


def settings_from_json(values: Mapping[str, Any]) -> BatchSettings:
    """The settings of plain values as `to_json` makes them."""
    return BatchSettings(
        packs=None if values["packs"] is None else Path(values["packs"]),
        on=None if values["on"] is None else date.fromisoformat(values["on"]),
        region=values["region"],
        layout=values["layout"],
        limits=Limits(**values["limits"]),
        reading=ReadLimits(**values["reading"]),
        given=None if values.get("given") is None else Path(values["given"]),
    )
