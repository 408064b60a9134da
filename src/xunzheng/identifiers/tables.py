"""The tables by which parts of identifiers get their meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xunzheng.identifiers.code_forms import CodeForms
from xunzheng.identifiers.regions import Regions

NATION = "100000"


@dataclass(frozen=True, slots=True)
class Tables:
    """The regions, and the forms and code lists."""

    regions: Regions
    forms: CodeForms

    def region(self, code: str, day: date) -> str:
        """The region's name on the day with those it lies in, and what became of it; empty if unknown.

        Where the code is not in use on the day: the last name it had before, or the first it got after.
        """
        if code == NATION:
            return "全国（中央登记管理机关）"
        names = self.regions.names(code)
        if not names:
            return ""
        above = "".join(region.name for region in self.regions.parents(code, day))
        begun = [region for region in names if (region.valid_from or date.min) <= day]
        if not begun:
            return f"{above}{names[0].name}，当日尚未启用"
        ended = "" if begun[-1].holds_on(day) else "，当日已停用"
        return above + begun[-1].name + ended + self._heir(code, day)

    def first_day(self, code: str) -> date:
        """The first day on which the record has the code; `date.min` where it does not say."""
        names = self.regions.names(code)
        return (names[0].valid_from if names else None) or date.min

    def _heir(self, code: str, day: date) -> str:
        heir = self.regions.heir(code, day)
        return f"，现为 {heir.code} {heir.name}" if heir is not None and heir.code != code else ""
