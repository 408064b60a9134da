"""What the rulebook refuses: a faulty pack, an unknown code, two packs for one date."""

from __future__ import annotations

from xunzheng.refusal import Refusal


class RulePackError(Refusal):
    """The rule pack is not valid; `where` names the file and the place in it."""


class UnknownCode(Refusal):
    """No pack has that code, or none is in force for that kind, day and jurisdiction."""


class AmbiguousPack(Refusal):
    """Two packs on one shelf claim the same code, or the same kind and jurisdiction on the same day."""
