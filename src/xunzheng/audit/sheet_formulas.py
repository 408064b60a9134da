"""Formulas parsed once in a process, for they are the same in every report of a framework."""

from __future__ import annotations

from functools import lru_cache

from xunzheng.evaluation.formula import Formula, FormulaError, parse

_KEPT = 1024  # different formulas that are remembered


@lru_cache(maxsize=_KEPT)
def read_formula(text: str) -> Formula | FormulaError:
    """The formula of a text, or what is wrong with it, as a value."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


def parsed(text: str) -> Formula | None:
    """The formula of a text; None where it is none."""
    found = read_formula(text)
    return found if isinstance(found, Formula) else None
