"""Targets whose sign and unit stand in columns of their own (指标性质, 度量单位), put together."""

from __future__ import annotations

import re

from xunzheng.audit.sheet import Stated
from xunzheng.quantities.width import fold

_SIGN = re.compile(r"[≥≤><=]|>=|<=|(?:大于|小于)(?:等于)?|等于")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,8})?")
_LONGEST_UNIT = 8


def complete_target(target: Stated, sign: str, unit: str) -> Stated:
    """A target that is a bare number with its sign and unit: `12` between ≥ and 次 is `≥12次`.

    It keeps the place of the number. Any other target, and words that are no sign or too long for a unit,
    are left alone.
    """
    number = re.sub(r"\s", "", fold(target.text[:40]))
    if not _NUMBER.fullmatch(number):
        return target
    written = (sign if _SIGN.fullmatch(sign) else "") + number + (unit if len(unit) <= _LONGEST_UNIT else "")
    return Stated(written, target.place, target.value)
