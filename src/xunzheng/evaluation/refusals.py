"""What the evaluation refuses: frameworks, rules, scales and evidence that do not stand."""

from __future__ import annotations

from xunzheng.refusal import Refusal


class FrameworkError(Refusal):
    """The indicator framework contradicts itself or cannot be computed with."""


class RuleError(Refusal):
    """A scoring rule, cap or deduction is not a rule."""


class ScaleError(Refusal):
    """The grade scale is ambiguous or empty."""


class EvidenceError(Refusal):
    """The evidence lacks what its kind demands, or belongs to no indicator."""


class AmbiguousName(Refusal):
    """Several indicators bear the name; the path tells them apart."""
