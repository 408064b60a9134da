"""What the actions of a process ask for: fields and their types, materials, values set unasked."""

from __future__ import annotations

import enum
from dataclasses import dataclass

TODAY = "today"


class FieldType(enum.StrEnum):
    """The type of what a field asks for; every value is kept as text, parties as a list of texts."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes-no"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers of a field of choice."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Field:
    """What may be asked for in an action.

    `least` and `most` bound a number (with at most `decimals` digits after the point), or the number of
    parties; `longest` a text, or the name of a party, in characters. A date may be bound by `earliest` and
    `latest`: another field's code, or `today`. `role` is the role of the parties listed. `is_personal`
    marks personal data, to be masked and journalled.
    """

    code: str
    title: str
    title_en: str
    type: FieldType = FieldType.TEXT
    choices: tuple[Choice, ...] = ()
    longest: int = 2000
    least: int | None = None
    most: int | None = None
    decimals: int = 0
    earliest: str | None = None
    latest: str | None = None
    role: str | None = None
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """A paper that may be asked for."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A field that an action asks for."""

    field: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A material that an action asks for."""

    material: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """A value that an action sets by itself: a constant, what another field holds, or the day (`today`)."""

    field: str
    value: str = ""
    copied_from: str | None = None
