"""Where the operations on cases are gathered: those of one address must stand in one router."""

from __future__ import annotations

from typing import Final

from ninja import Router

CASES: Final = Router(tags=["办件 Cases"])
