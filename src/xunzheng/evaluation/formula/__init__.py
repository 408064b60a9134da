"""Formulas in the notation of the official indicator tables: read, written, checked, computed exactly."""

from xunzheng.evaluation.formula.comparing import Comparison, compare, equivalent
from xunzheng.evaluation.formula.compiling import compile_formula
from xunzheng.evaluation.formula.errors import DimensionError, FormulaError, UnknownName, ValueRefused
from xunzheng.evaluation.formula.evaluating import evaluate
from xunzheng.evaluation.formula.naming import fold_name
from xunzheng.evaluation.formula.outcome import COMMON_BOUNDS, Bounds, Outcome, check_bounds
from xunzheng.evaluation.formula.parsing import parse
from xunzheng.evaluation.formula.tree import Formula, Oddity, names
from xunzheng.evaluation.formula.writing import write

__all__ = [
    "COMMON_BOUNDS",
    "Bounds",
    "Comparison",
    "DimensionError",
    "Formula",
    "FormulaError",
    "Oddity",
    "Outcome",
    "UnknownName",
    "ValueRefused",
    "check_bounds",
    "compare",
    "compile_formula",
    "equivalent",
    "evaluate",
    "fold_name",
    "names",
    "parse",
    "write",
]
