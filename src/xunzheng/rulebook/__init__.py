"""The rule packs: law and policy as dated, cited TOML, strictly read and chosen by date and jurisdiction."""

from __future__ import annotations

from datetime import date

from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.grades import GradeScale
from xunzheng.rulebook.header import NATION
from xunzheng.rulebook.pack import RulePack, load_pack
from xunzheng.rulebook.refusal import AmbiguousPack, RulePackError, UnknownCode
from xunzheng.rulebook.shelf import (
    Shelf,
    load_directory,
    load_texts,
    rules_from,
    shelf_from,
    shelf_with,
    standard_rules,
    standard_shelf,
)

__all__ = [
    "AmbiguousPack",
    "RulePack",
    "RulePackError",
    "Shelf",
    "UnknownCode",
    "framework",
    "load_directory",
    "load_pack",
    "load_texts",
    "packs",
    "rules_from",
    "scale",
    "select",
    "shelf_from",
    "shelf_with",
    "standard_rules",
    "standard_shelf",
]


def packs() -> tuple[RulePack, ...]:
    """The packs that come with the program, by code."""
    return standard_shelf().packs


def select(kind: str, on: date, jurisdiction: str = NATION) -> RulePack:
    """The standard pack of the kind in force on the day; the narrowest jurisdiction wins.

    Raises UnknownCode where there is none.
    """
    return standard_shelf().select(kind, on, jurisdiction)


def framework(code: str, adjustments: str | None = None) -> Framework:
    """The standard framework of that code. Raises UnknownCode with the known ones."""
    return standard_shelf().framework(code, adjustments)


def scale(code: str) -> GradeScale:
    """The standard grade scale of that code. Raises UnknownCode with the known ones."""
    return standard_shelf().scale(code)
