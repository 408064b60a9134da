"""The words by which cases and what belongs to them are told apart."""

from __future__ import annotations

from enum import StrEnum


class View(StrEnum):
    """How much of a case somebody sees.

    All of it; all but personal values; the branch that asks him, without the applicant's personal values
    (trap: the complainant must not be told to the respondent); or nothing.
    """

    WHOLE = "whole"
    MASKED = "masked"
    BRANCH = "branch"
    NOTHING = "nothing"


class PaperState(StrEnum):
    """Whether a paper may be opened: looked at by the scanner, not yet looked at, or infected."""

    CLEAN = "clean"
    WAITING = "waiting"
    INFECTED = "infected"


class LinkKind(StrEnum):
    """What two cases have to do with each other; parent and child follow from the process."""

    DUPLICATE = "duplicate"
    FOLLOWS = "follows"
    RELATED = "related"


class Light(StrEnum):
    """How urgent a case or task is now; `PAUSED` while no clock of it runs on."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"
    PAUSED = "paused"
