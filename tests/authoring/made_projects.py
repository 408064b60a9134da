"""Made projects, varied and consistent: the same seed gives the same project."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tests.authoring import made_words
from xunzheng.authoring.amounts import plain
from xunzheng.authoring.forms import FormRules, Layout
from xunzheng.authoring.project import Counted, Managed, Project, ProjectIndicator, Proof, Source
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.evaluation.framework import Indicator
from xunzheng.evaluation.rules import FormulaMargin, FormulaRate, PointsMet, Qualitative
from xunzheng.rulebook.official_forms import form_rules

FORMS = ("national-2020", "transfer-2023", "annex-2013")


def made_project(seed: int, form: str | None = None) -> Project:
    """The project of a seed, in the form given or the one that the seed chooses."""
    chance = random.Random(seed)
    return _Maker(chance, form_rules(form or FORMS[seed % len(FORMS)])).project()


class _Maker:
    """Draws one project."""

    def __init__(self, chance: random.Random, rules: FormRules) -> None:
        self.chance = chance
        self.rules = rules
        self.form = rules.form
        self.year = chance.randint(2020, 2024)
        self.made = 1
        self.budget = self.arrived = Decimal(0)
        self.given: set[tuple[str, str]] = set()

    def project(self) -> Project:
        chance = self.chance
        place = chance.choice(made_words.PLACES)
        office, subject = chance.choice(made_words.OFFICES)
        sources = self._sources()
        initial, budget, spent = (
            sum((getattr(s, key) for s in sources), Decimal(0)) for key in ("initial", "budget", "spent")
        )
        self.budget, self.arrived = budget, sum((source.arrived for source in sources), Decimal(0))
        unit = f"{place}{office}"
        return Project(
            form=self.form.code,
            name=f"{subject}{chance.choice(('项目', '专项资金项目', '补助资金'))}",
            year=self.year,
            unit=unit,
            department=chance.choice((unit, f"{place}人民政府办公室", f"{place}财政局")),
            reported_on=date(self.year + 1, chance.randint(1, 6), chance.randint(1, 28)),
            region=place,
            sources=sources,
            expected=chance.choice(
                (
                    f"完成{subject}年度任务，群众满意度稳步提高。",
                    f"按计划实施{subject}，改善群众生产生活条件。\n建立健全长效管护机制",
                )
            ),
            achieved=chance.choice(
                (
                    f"{subject}各项工作按年度计划推进，完成情况见指标分析。",
                    f"{subject}有序实施，长效机制逐步建立",
                )
            ),
            indicators=self._indicators(),
            adjusted_because="年中按上级下达文件调整" if initial != budget else "",
            spent_because="部分工程款待竣工决算后支付" if spent * 10 < budget * 9 else "",
            bases=tuple(
                chance.sample(
                    ("年度实施方案", "上级资金下达文件", "项目可行性研究报告"), chance.randint(0, 3)
                )
            ),
            managed=tuple(
                Managed(
                    name,
                    f"在{name}上按规定执行，手续完备。",
                    chance.choice(("", f"涉及{name}的个别资料已补齐")),
                )
                for name in self.form.management
            ),
            texts={
                p.text: t
                for p in self.form.parts()
                if p.text and (t := chance.choice(made_words.TEXTS[p.text]))
            },
        )

    def _texts(self) -> dict[str, str]:
        keys = [part.text for part in self.form.parts() if part.text]
        drawn = {key: self.chance.choice(made_words.TEXTS[key]) for key in keys}
        return {key: text for key, text in drawn.items() if text}

    def _sources(self) -> tuple[Source, ...]:
        rows = self.form.funds
        kinds = self.chance.sample(rows, self.chance.randint(1, len(rows)))
        places = self.chance.choice((0, 0, 1, 2, 2, 4, 6))
        return tuple(self._source(row.kind, places) for row in rows if row in kinds)

    def _reason(self) -> str:
        """A cause and a remedy, no pair twice in a project as long as there are any left."""
        pairs = [(c, r) for c in made_words.CAUSES for r in made_words.REMEDIES if (c, r) not in self.given]
        pair = self.chance.choice(pairs or [(made_words.CAUSES[0], made_words.REMEDIES[0])])
        self.given.add(pair)
        return "，".join(pair)

    def _source(self, kind: str, places: int) -> Source:
        chance = self.chance
        budget = self._number(1, chance.choice((50, 900, 20_000)), places)
        initial = budget if chance.random() < 0.6 else self._number(1, 2000, places)
        arrived = budget if chance.random() < 0.7 else self._part(budget, places)
        spent = arrived if chance.random() < 0.5 else self._part(arrived, places)
        name = chance.choice(("", "", "", "一般公共预算"))
        return Source(kind, name, initial, budget, arrived, spent)

    def _number(self, low: int, high: int, places: int) -> Decimal:
        return Decimal(self.chance.randint(low * 10**places, high * 10**places)).scaleb(-places)

    def _part(self, whole: Decimal, places: int) -> Decimal:
        most = int(whole.scaleb(places))
        return Decimal(self.chance.randint(most * self.chance.choice((0, 5, 9, 9)) // 10, most)).scaleb(
            -places
        )

    def _proof(self, judged: bool = False) -> Proof:
        if judged:
            return Proof(EvidenceKind.JUDGED, by="自评小组", reason="对照标准现场核查后集体评议")
        if self.chance.random() < 0.3:
            return Proof(EvidenceKind.ATTACHED, "验收报告.pdf", digest=f"{self.chance.getrandbits(256):064x}")
        return Proof(EvidenceKind.STATED, self.chance.choice(("业务台账", "财务决算", "验收单汇总表")))

    def _indicators(self) -> tuple[ProjectIndicator, ...]:
        if self.form.layout is Layout.ANNEX:
            return self._leaves()
        levels = [
            (level.name, dimension)
            for level in self.form.levels
            for dimension in level.dimensions
            if dimension in made_words.COUNTS
        ]
        with_cost = self.chance.random() < 0.3
        levels = [each for each in levels if with_cost or each[0] != "成本指标"]
        levels = [each for each in levels if not (with_cost and each == ("产出指标", "成本指标"))]
        drawn = [(one, two, each) for one, two in levels for each in self._drawn(two)]
        wholes = made_words.WITH_COST if with_cost else made_words.WITHOUT_COST
        counts = [(sum(one == name for one, _, _ in drawn), whole) for name, whole in wholes.items()]
        if self.chance.random() < 0.1:
            counts = [(len(drawn), 90)]
        weights = [weight for count, whole in counts for weight in self._weights(count, Decimal(whole))]
        return tuple(
            self._indicator(number, one, two, each, weight)
            for number, ((one, two, each), weight) in enumerate(zip(drawn, weights, strict=True))
        )

    def _drawn(self, dimension: str) -> list[tuple[str, str, int, int] | str]:
        count = self.chance.randint(1, 3) if dimension in made_words.TWICE else 1
        pool: Sequence[tuple[str, str, int, int]] = made_words.COUNTS[dimension]
        found: list[tuple[str, str, int, int] | str] = list(self.chance.sample(pool, min(count, len(pool))))
        if dimension in made_words.WORDED and self.chance.random() < 0.4:
            found[-1] = self.chance.choice(made_words.WORDED[dimension])
        return found

    def _weights(self, count: int, whole: Decimal) -> list[Decimal | None]:
        if not self.form.is_scored:
            return [None] * count
        halves = sorted(self.chance.sample(range(1, int(whole * 2)), count - 1))
        edges = [0, *halves, int(whole * 2)]
        return [Decimal(high - low) / 2 for low, high in pairwise(edges)]

    def _indicator(
        self,
        number: int,
        one: str,
        two: str,
        drawn: tuple[str, str, int, int] | str,
        weight: Decimal | None,
    ) -> ProjectIndicator:
        key = f"indicators[{number}]"
        if isinstance(drawn, str):
            aim = "工程质量良好" if drawn == "工程质量" else self.chance.choice(made_words.AIMS)
            aim = f"{self.year}年12月底前完成" if drawn == "项目完成时间" else aim
            return self._worded(key, one, two, drawn, aim, weight)
        name, unit, low, high = drawn
        down = two in made_words.DOWN or "用时" in name
        target = self.chance.randint(low, high)
        fields, reason = self._reached(unit, target, down)
        sign = "≤" if down else ("=" if unit == "%" and target == 100 else "≥")
        return ProjectIndicator(
            key,
            name,
            weight,
            self._proof(),
            one,
            two,
            target=f"{sign}{target}{unit}",
            reason=reason,
            **fields,  # type: ignore[arg-type] (fields of three kinds)
        )

    def _reached(self, unit: str, target: int, down: bool) -> tuple[dict[str, object], str]:
        """The actual value in one of its ways, and the reason where it needs one."""
        chance = self.chance
        if unit == "%":
            whole = chance.randint(40, 2000)
            least = -(-whole * target // 100)
            part = (
                chance.randint(least, whole)
                if chance.random() < 0.7
                else chance.randint(whole * 6 // 10, whole)
            )
            reason = (
                self._reason() if part * 100 < target * whole or part * 100 >= target * whole * 1.3 else ""
            )
            counted = chance.choice(("份", "人", "件"))
            if chance.random() < 0.6:
                return {
                    "share": (Counted("合格", f"{part}{counted}"), Counted("全部", f"{whole}{counted}"))
                }, reason
            shown = Decimal(part * 10000 // whole).scaleb(-2)
            missed = shown < target or shown >= target * Decimal("1.3")
            return {"actual": f"{shown}%"}, self._reason() if missed else ""
        factor = chance.choice((1, 1, Decimal("1.08"), Decimal("0.93"), Decimal("1.6"), Decimal("0.55")))
        places = 0 if unit in "人户台场次份家人次" else chance.choice((0, 1, 2))
        actual = round(target * Decimal(factor), places)
        far = abs(actual - target) * 10 >= target * 3 or ((actual > target) if down else (actual < target))
        reason = self._reason() if far else ""
        if chance.random() < 0.2 and actual > 3 and not down:
            first = round(actual / 3, places)
            parts = (Counted("第一批", f"{first}{unit}"), Counted("第二批", f"{actual - first}{unit}"))
            return {"parts": parts}, reason
        return {"actual": f"{actual}{unit}"}, reason

    def _worded(
        self, key: str, one: str, two: str, name: str, aim: str, weight: Decimal | None, code: str = ""
    ) -> ProjectIndicator:
        band, low, high = self.chance.choice(
            (("达成", 80, 100), ("达成", 100, 100), ("达成", 100, 100), ("部分达成", 60, 79))
        )
        score = None if weight is None else round(weight * self.chance.randint(low, high) / 100, 4)
        lost = band != "达成" or (score is not None and weight is not None and score < weight)
        return ProjectIndicator(
            key,
            name,
            weight,
            self._proof(judged=True),
            one,
            two,
            code=code,
            target=aim,
            outcome=band,
            score=score,
            reason=self._reason() if lost else "",
        )

    def _leaves(self) -> tuple[ProjectIndicator, ...]:
        leaves = [located.indicator for located in self.rules.framework.leaves()]
        dropped = self.chance.choice(("", "D11", "D13", "D14"))
        leaves = [leaf for leaf in leaves if leaf.code != dropped]
        weights = self._weights(len(leaves), Decimal(100))
        return tuple(
            self._annexed(f"indicators[{number}]", leaf, weight)
            for number, (leaf, weight) in enumerate(zip(leaves, weights, strict=True))
        )

    def _annexed(self, key: str, leaf: Indicator, weight: Decimal | None) -> ProjectIndicator:
        chance, proof = self.chance, self._proof()
        reason = self._reason()
        if isinstance(leaf.rule, PointsMet):
            every = range(1, len(leaf.points) + 1)
            met = frozenset(
                every if chance.random() < 0.7 else chance.sample(every, chance.randint(0, len(every)))
            )
            reason = "" if len(met) == len(leaf.points) else reason
            return ProjectIndicator(key, "", weight, proof, code=leaf.code, met=met, reason=reason)
        if isinstance(leaf.rule, Qualitative):
            return self._worded(key, "", "", "", "", weight, leaf.code)
        if isinstance(leaf.rule, FormulaRate | FormulaMargin):
            return ProjectIndicator(
                key, "", weight, proof, code=leaf.code, values=self._quantities(leaf.code), reason=reason
            )
        actual = chance.randint(70, 100)
        reason = reason if actual < 90 else ""
        return ProjectIndicator(
            key, "", weight, proof, code=leaf.code, target="≥90%", actual=f"{actual}%", reason=reason
        )

    def _quantities(self, code: str) -> dict[str, str]:
        chance = self.chance
        whole = self.made if code == "C13" else chance.randint(20, 400)
        part = whole if chance.random() < 0.6 else chance.randint(whole * 7 // 10, whole)
        match code:
            case "A22":
                timely = chance.choice((self.arrived, round(self.arrived / 2, 2)))
                return {"及时到位资金": f"{plain(timely)}万元", "应到位资金": f"{plain(self.budget)}万元"}
            case "C11":
                self.made = part
                return {"实际产出数": f"{part}个", "计划产出数": f"{whole}个"}
            case "C12":
                return {
                    "计划完成时间": f"{whole}天",
                    "实际完成时间": f"{chance.choice((whole, whole - 9, whole + 7))}天",
                }
            case "C13":
                return {"质量达标产出数": f"{part}个", "实际产出数": f"{whole}个"}
            case "C14":
                actual = self.budget * chance.choice((8, 10, 10, 11)) / 10
                return {"计划成本": f"{plain(self.budget)}万元", "实际成本": f"{plain(actual)}万元"}
        return {}
