"""The finding: what does not hold in a report, where, by what arithmetic and under which rule."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class Severity(enum.StrEnum):
    """ERROR contradicts itself or the rules; SUSPICION a reader must decide; ADVICE form and quality."""

    ERROR = "error"
    SUSPICION = "suspicion"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the document: `document.text[start:end] == quote`.

    `block` is the index of the paragraph or table; `row` and `column` are set inside a table, from 0.
    `line` counts from 1.
    """

    section: tuple[str, ...]
    block: int
    start: int
    end: int
    line: int
    quote: str
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The exact difference (claim − expected, in `unit`) and whether rounding of the digits explains it.

    `low` and `high` bound what the expected value can be when every stated number is rounded to the
    digits it shows, in `unit`.
    """

    difference: Decimal
    unit: str
    explained_by_rounding: bool
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The regulation behind a check: its title, document number, article, and the pack that carries it."""

    title: str
    number: str | None = None
    article: str | None = None
    pack: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the report that does not hold. The fields are those of the catalogue of findings.

    `check` names the check and its version (`sum-of-parts/1`). `claim` is what the report says,
    `expected` what follows from its own numbers; `arithmetic` is the sum as a person would do it.
    """

    code: str
    severity: Severity
    where: tuple[Place, ...]
    claim: str
    expected: str
    advice: str
    check: str
    arithmetic: str | None = None
    verdict: Verdict | None = None
    rule: Citation | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A statement of the report that was examined and found right, with its arithmetic."""

    code: str
    where: tuple[Place, ...]
    arithmetic: str
    check: str
