"""The rules that a report is audited under, in one bundle, and how a basis is cited in a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from xunzheng.audit.finding import Citation
from xunzheng.audit.layout import Layout
from xunzheng.audit.parameters import AuditParameters
from xunzheng.audit.setting import Region, Setting, lies_in
from xunzheng.basis import Basis
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.grades import GradeScale


@dataclass(frozen=True, slots=True)
class Rules:
    """What the checks take beside the report.

    `national_scale` is the scale where neither the report nor its region has one; `scales` all known ones,
    the national one among them; `frameworks` the known indicator frameworks, `layouts` the known layouts.
    `selectable_scales` are those chosen by day and region, `regions` the regions that a report is told by.
    `on`, `region` and `layout` (a code) are what the user asks for, None where the report decides.
    `local_scale` is the scale of the report's region, once it is chosen; `guessed` says that the region is
    only a guess. `today` is the day of the audit where a check needs one, None where nobody said.
    """

    parameters: AuditParameters
    national_scale: GradeScale
    scales: tuple[GradeScale, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    today: date | None = None
    layouts: tuple[Layout, ...] = ()
    selectable_scales: tuple[GradeScale, ...] = ()
    regions: tuple[Region, ...] = ()
    on: date | None = None
    region: Region | None = None
    layout: str | None = None
    local_scale: GradeScale | None = None
    guessed: bool = False
    of_today: int | None = None

    @property
    def scale_told(self) -> str:
        """The title of the scale, and that it is today's where none held in the evaluated year."""
        if self.of_today is None or self.local_scale is not None:
            return self.scale.title
        return f"{self.scale.title}（{self.of_today} 年没有查到在用的全国等级标准，按现行的参照）"

    @property
    def scale(self) -> GradeScale:
        """The grade scale where the report declares none: its region's, or else the national one."""
        return self.local_scale or self.national_scale


def rules_in_force(rules: Rules, setting: Setting) -> Rules:
    """The rules as they stand for a report of that year and region.

    The scale is that of the narrowest region in force on the day, then the national one of that day, then
    that of today. Frameworks in force on the day, and of the region, come first.
    """
    local, national = _scales(rules.selectable_scales, setting)
    return replace(
        rules,
        national_scale=national or rules.national_scale,
        local_scale=local,
        of_today=setting.on.year if national is None and setting.on is not None else None,
        guessed=setting.region is not None and not setting.certain,
        frameworks=tuple(sorted(rules.frameworks, key=lambda each: -_nearness(each.basis, setting))),
    )


def _scales(scales: Sequence[GradeScale], setting: Setting) -> tuple[GradeScale | None, GradeScale | None]:
    """The scale of the region, and that of the nation, in force on the day; None where there is none."""
    held = [scale for scale in scales if _holds(scale.basis, setting)]
    local = [scale for scale in held if lies_in(setting.region, scale.basis.jurisdiction)]
    national = [scale for scale in held if scale.basis.jurisdiction == "CN"]
    narrowest = max(local, key=lambda scale: len(scale.basis.jurisdiction.rstrip("0")), default=None)
    return narrowest, next(iter(national), None)


def _holds(basis: Basis, setting: Setting) -> bool:
    return basis.valid_to is None if setting.on is None else basis.holds_on(setting.on)


def _nearness(basis: Basis, setting: Setting) -> int:
    return 2 * _holds(basis, setting) + lies_in(setting.region, basis.jurisdiction)


def cite(basis: Basis, article: str | None = None) -> Citation:
    """The basis of a framework or scale as a finding cites it: with the pack and its version.

    >>> cite(Basis("某办法", "财预〔2020〕10号", pack="cn-2020-10", version="1")).pack
    'cn-2020-10/1'
    """
    pack = basis.pack if None in (basis.pack, basis.version) else f"{basis.pack}/{basis.version}"
    return Citation(basis.title, basis.number, article or basis.article, pack, basis.verified)
