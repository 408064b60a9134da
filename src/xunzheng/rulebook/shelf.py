"""The shelf: packs side by side, chosen by code, or by kind, day and jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from xunzheng.audit.layout import Layout
from xunzheng.audit.parameters import AuditParameters
from xunzheng.audit.rules import Rules
from xunzheng.audit.setting import Region, find_region
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.rules import ClockRule
from xunzheng.evaluation.framework import Framework, lay_weights
from xunzheng.evaluation.grades import GradeScale
from xunzheng.evaluation.rules import Adjustments
from xunzheng.processes.definition import Definition
from xunzheng.refusal import Refusal
from xunzheng.rulebook.calendars import calendar_of, places_with_own
from xunzheng.rulebook.clock_catalogue import find_rule, rules_in_force
from xunzheng.rulebook.content import Weights
from xunzheng.rulebook.header import NATION, PackForm, jurisdictions_above
from xunzheng.rulebook.pack import RulePack, load_pack
from xunzheng.rulebook.periods import check_periods
from xunzheng.rulebook.process_shelf import find_process
from xunzheng.rulebook.refusal import AmbiguousPack, RulePackError, UnknownCode
from xunzheng.rulebook.regions import regions_with
from xunzheng.rulebook.shelf_check import check_shelf

_SCALES = "grade-scale"
_PARAMETERS = "cn-audit-parameters"


class Shelf:
    """Packs by their codes.

    Raises AmbiguousPack where two packs bear one code, or where two of one kind and jurisdiction hold on
    the same day; packs that are only asked for by code may stand beside any other.
    """

    def __init__(self, packs: Iterable[RulePack]) -> None:
        self._packs: dict[str, RulePack] = {}
        self._calendars: dict[tuple[tuple[str, ...], frozenset[int]], Calendar] = {}
        for pack in packs:
            other = self._packs.setdefault(pack.header.code, pack)
            if other is not pack:
                raise AmbiguousPack(
                    "两个规则包的编码相同",
                    where=f"规则包 {pack.name}",
                    expected="每个规则包的编码唯一",
                    found=f"“{pack.header.code}”也用于 {other.name}",
                    advice="请给其中一个换一个编码。",
                )
        check_periods(self.packs)

    @property
    def packs(self) -> tuple[RulePack, ...]:
        """All packs, by code."""
        return tuple(self._packs[code] for code in sorted(self._packs))

    def pack(self, code: str) -> RulePack:
        """The pack of that code. Raises UnknownCode with the list of known ones."""
        if code not in self._packs:
            raise _unknown(code, "规则包", sorted(self._packs))
        return self._packs[code]

    def select(self, kind: str, on: date, jurisdiction: str = NATION) -> RulePack:
        """The pack of the kind in force on the day: the narrowest jurisdiction that has one.

        For 431100 a pack of the city wins over one of the province 430000, and that over a national one.
        Packs that are only asked for by code are passed over. Raises UnknownCode where none is in force.
        """
        in_force = {
            pack.header.basis.jurisdiction: pack
            for pack in self.packs
            if pack.header.kind == kind and not pack.header.by_code_only and pack.header.basis.holds_on(on)
        }
        for place in _places(jurisdiction):
            if place in in_force:
                return in_force[place]
        raise self._none_in_force(kind, on, jurisdiction)

    def framework(self, code: str, adjustments: str | None = None) -> Framework:
        """The framework of that code, weights laid on; with the adjustments of another pack if asked for.

        Raises UnknownCode, and FrameworkError where the adjustments do not fit the framework.
        """
        pack = self.pack(code)
        if isinstance(pack.content, Framework):
            framework = pack.content
        elif isinstance(pack.content, Weights):
            framework = self._weighted(pack, pack.content)
        else:
            raise _unknown(code, "指标体系", self.codes(PackForm.FRAMEWORK, PackForm.WEIGHTS))
        if adjustments is None:
            return framework
        return replace(framework, adjustments=self.adjustments(adjustments))

    def scale(self, code: str) -> GradeScale:
        """The grade scale of that code. Raises UnknownCode."""
        content = self.pack(code).content
        if not isinstance(content, GradeScale):
            raise _unknown(code, "等级标准", self.codes(PackForm.SCALE))
        return content

    def adjustments(self, code: str) -> Adjustments:
        """The caps and deductions of that code. Raises UnknownCode."""
        content = self.pack(code).content
        if not isinstance(content, Adjustments):
            raise _unknown(code, "封顶与扣分规则", self.codes(PackForm.ADJUSTMENTS))
        return content

    def parameters(self, code: str = _PARAMETERS) -> AuditParameters:
        """The audit's parameters of that code. Raises UnknownCode."""
        content = self.pack(code).content
        if not isinstance(content, AuditParameters):
            raise _unknown(code, "审核参数", self.codes(PackForm.PARAMETERS))
        return content

    def codes(self, *forms: PackForm) -> tuple[str, ...]:
        """The codes of the packs of these forms, in order."""
        return tuple(pack.header.code for pack in self.packs if pack.header.form in forms)

    def frameworks(self) -> tuple[Framework, ...]:
        """All frameworks, by code, those made by laying weights on another among them."""
        codes = self.codes(PackForm.FRAMEWORK, PackForm.WEIGHTS)
        return tuple(self.framework(code) for code in codes)

    def scales(self) -> tuple[GradeScale, ...]:
        """All grade scales, by code."""
        return tuple(self.scale(code) for code in self.codes(PackForm.SCALE))

    def layouts(self) -> tuple[Layout, ...]:
        """All layouts, by code."""
        return tuple(pack.content for pack in self.packs if isinstance(pack.content, Layout))

    def calendar(self, jurisdiction: str = NATION, provisional: Iterable[int] = ()) -> Calendar:
        """The working days and office hours of a place, by its packs and those of the places it lies in.

        `provisional` are the years to be counted without a notice, every result of theirs being marked.
        Places without days or hours of their own share one calendar, made once. Raises UnknownCode for a
        jurisdiction that is none; RulePackError where there are no office hours.
        """
        key = places_with_own(self.packs, _places(jurisdiction)), frozenset(provisional)
        if key not in self._calendars:
            self._calendars[key] = calendar_of(self.packs, *key)
        return self._calendars[key]

    def clock_rules(self, on: date, jurisdiction: str = NATION) -> Mapping[str, ClockRule]:
        """The rules of clocks in force on the day, by code; those of a narrower place win."""
        return rules_in_force(self.packs, _places(jurisdiction), on)

    def clock_rule(self, code: str, on: date, jurisdiction: str = NATION) -> ClockRule:
        """One of them. Raises UnknownCode with where else it holds, or the nearest codes."""
        return find_rule(self.packs, _places(jurisdiction), on, code)

    def processes(self) -> tuple[Definition, ...]:
        """All processes in all their versions, by code and version."""
        found = [pack.content for pack in self.packs if isinstance(pack.content, Definition)]
        return tuple(sorted(found, key=lambda process: (process.code, process.version)))

    def process(self, code: str, version: str) -> Definition:
        """The process of that code and version, also one no longer in force: a running case keeps its own.

        Raises UnknownCode with what there is.
        """
        return find_process(self.processes(), code, version)

    def process_on(self, code: str, on: date, jurisdiction: str = NATION) -> Definition:
        """The process of that code in force on the day: the narrowest jurisdiction that has one.

        Raises UnknownCode where none is in force.
        """
        content = self.select(code, on, jurisdiction).content
        if not isinstance(content, Definition):
            raise _unknown(code, "流程", [process.code for process in self.processes()])
        return content

    def region(self, name: str) -> Region:
        """The region of that code or name. Raises UnknownCode with what is known."""
        regions = regions_with(self.packs)
        found = find_region(name, regions) or (Region(name, name) if _is_code(name) else None)
        if found is None:
            raise UnknownCode(
                "不认识的地区",
                where=f"地区“{name[:40]}”",
                expected="、".join(region.name for region in regions),
                found=name,
                advice="请写省级名称，或规则包里写明 place 的市县；也可写六位行政区划代码。",
            )
        return found

    def check(self) -> None:
        """Build all that the packs hold: weights laid on, every formula parsed, every name in them found.

        Raises RulePackError: file, place in it, expected, found, what to do.
        """
        check_shelf(self)

    def rules(
        self,
        today: date | None = None,
        on: date | None = None,
        region: str | None = None,
        layout: str | None = None,
    ) -> Rules:
        """The bundle for the auditor: the grade scale of the nation on the day `on`, and the parameters.

        Without `on` it is the national scale that holds without an end; of those there is at most one.
        `region` (a name or code) and `layout` (a code) are what the user asks for; without them each report
        decides. Raises UnknownCode where no national scale holds on the day, or one of them is not known.
        """
        if layout is not None and layout not in self.codes(PackForm.LAYOUT):
            raise _unknown(layout, "版式", self.codes(PackForm.LAYOUT))
        return Rules(
            parameters=self.parameters(),
            national_scale=self.scale(self.select(_SCALES, on or date.max).header.code),
            scales=self.scales(),
            frameworks=self.frameworks(),
            today=today,
            layouts=self.layouts(),
            selectable_scales=tuple(
                pack.content
                for pack in self.packs
                if isinstance(pack.content, GradeScale)
                and pack.header.kind == _SCALES
                and not pack.header.by_code_only
            ),
            regions=regions_with(pack for pack in self.packs if pack.header.form is not PackForm.CLOCKS),
            on=on,
            region=None if region is None else self.region(region),
            layout=layout,
        )

    def _weighted(self, pack: RulePack, content: Weights) -> Framework:
        base = self.pack(content.extends).content
        if not isinstance(base, Framework):
            raise RulePackError(
                "权重只能叠加在指标体系上",
                where=f"规则包 {pack.name} › weights › extends",
                expected="、".join(self.codes(PackForm.FRAMEWORK)),
                found=content.extends,
                advice="请改用其中一个指标体系的编码。",
            )
        try:
            laid = lay_weights(base, content.weights)
        except Refusal as error:
            raise RulePackError(
                error.what,
                where=f"规则包 {pack.name} › {error.where}",
                expected=error.expected,
                found=error.found,
                advice=error.advice,
            ) from error
        return replace(
            laid,
            code=pack.header.code,
            title=pack.header.title,
            kind=pack.header.kind,
            scale=content.scale or base.scale,
            rounding=content.rounding or base.rounding,
            basis=pack.header.basis,
        )

    def _none_in_force(self, kind: str, on: date, jurisdiction: str) -> UnknownCode:
        of_kind = [pack for pack in self.packs if pack.header.kind == kind]
        known = [
            f"{pack.header.code}（{pack.header.basis.jurisdiction}，{pack.header.basis.valid_from} 起）"
            for pack in of_kind
        ]
        kinds = sorted({pack.header.kind for pack in self.packs})
        return UnknownCode(
            "没有适用的规则包",
            where=f"{kind}，{on.isoformat()}，{jurisdiction}",
            expected="、".join(known) if known else "种类之一：" + "、".join(kinds),
            found="没有",
            advice="请核对种类、日期和适用范围，或另加一个规则包。",
        )


def load_directory(path: Path) -> tuple[RulePack, ...]:
    """The packs of a directory: all its `*.toml` files, by name.

    Raises RulePackError where a file is no pack, or the directory cannot be read or holds none.
    """
    try:
        texts = [(item.name, item.read_bytes()) for item in sorted(path.glob("*.toml"))]
    except OSError as error:
        raise _no_packs(path, f"读取失败：{error.strerror}") from error
    if not texts:
        raise _no_packs(path, "没有 .toml 文件")
    return load_texts(texts)


def load_texts(texts: Sequence[tuple[str, str | bytes]]) -> tuple[RulePack, ...]:
    """The packs of a list of (file name, text). Raises RulePackError."""
    return tuple(load_pack(text, name) for name, text in texts)


@lru_cache(maxsize=1)
def standard_shelf() -> Shelf:
    """The packs that come with the program; `check` parses their formulas, which a start does not need."""
    folder = resources.files("xunzheng.rulebook") / "packs"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda f: f.name)
    return Shelf(load_pack(item.read_bytes(), item.name, check_formulas=False) for item in files)


def shelf_with(extra: Iterable[RulePack]) -> Shelf:
    """The standard packs and a user's own beside them. Raises AmbiguousPack, RulePackError."""
    together = Shelf((*standard_shelf().packs, *extra))
    together.frameworks()
    return together


def shelf_from(directory: Path | None) -> Shelf:
    """The standard packs, those of a user's directory beside them where there is one.

    Raises AmbiguousPack, RulePackError.
    """
    return standard_shelf() if directory is None else shelf_with(load_directory(directory))


@lru_cache(maxsize=8)
def standard_rules(on: date | None = None) -> Rules:
    """The bundle of the standard packs for the auditor, as the rules stand on the day, or stand now.

    Raises UnknownCode where no national grade scale was in force on the day.

    >>> standard_rules(date(2024, 1, 1)).national_scale.code
    'cn-2020-10-scale'
    """
    return standard_shelf().rules(on=on)


def rules_from(
    directory: Path | None, on: date | None = None, region: str | None = None, layout: str | None = None
) -> Rules:
    """The bundle for the auditor, a user's own packs in it where there is a directory of them.

    `on`, `region` and `layout` are what the user asks for instead of what each report says.
    Raises AmbiguousPack, RulePackError, and UnknownCode for a region or layout that is not known.
    """
    if directory is None and on is None and region is None and layout is None:
        return standard_rules()
    return replace(shelf_from(directory).rules(region=region, layout=layout), on=on)


def _is_code(name: str) -> bool:
    return len(name) == 6 and name.isascii() and name.isdigit() and name[0] != "0"


def _places(jurisdiction: str) -> tuple[str, ...]:
    try:
        return jurisdictions_above(jurisdiction)
    except ValueError:
        raise UnknownCode(
            "不认识的适用范围",
            where="选择规则包",
            expected="CN、CN-central 或六位行政区划代码",
            found=jurisdiction,
            advice="全国写 CN，永州市写 431100。",
        ) from None


def _unknown(code: str, what: str, known: Iterable[str]) -> UnknownCode:
    return UnknownCode(
        f"没有这个{what}",
        where=f"编码“{code[:40]}”",
        expected="、".join(known),
        found=code,
        advice="请改用其中一个编码。",
    )


def _no_packs(path: Path, found: str) -> RulePackError:
    return RulePackError(
        "规则包目录不可用",
        where=f"目录 {path}",
        expected="至少一个 .toml 规则包",
        found=found,
        advice="请核对目录。",
    )
