"""The indicator framework: up to three levels of indicators whose weights add up, valid on construction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from xunzheng.basis import UNDATED, Basis
from xunzheng.evaluation.naming import plain, shared_parents, stem
from xunzheng.evaluation.refusals import AmbiguousName, FrameworkError
from xunzheng.evaluation.rounding import Rounding
from xunzheng.evaluation.rules import (
    Adjustments,
    ExecutionRate,
    FormulaMargin,
    FormulaRate,
    Measure,
    PointsMet,
    Rule,
    Steps,
)

_LEVELS = 3
_LARGEST_EXPONENT = 9


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; a leaf has no children and, where it is weighted, a rule.

    `points` are the evaluation points (评价要点), `formula` the formula in the notation of the official
    table, `notes` its terms, `dimension` what a leaf measures (数量, 质量, 时效, 成本, 经济效益 …). `weight`
    is None as long as no weights are laid on the framework.
    """

    code: str
    name: str
    weight: Decimal | None = None
    explanation: str = ""
    points: tuple[str, ...] = ()
    formula: str | None = None
    dimension: str | None = None
    rule: Rule | None = None
    children: tuple[Indicator, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Located:
    """An indicator with the names from level one down to it, its own last."""

    path: tuple[str, ...]
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Framework:
    """An indicator framework with its grade scale's code, its rounding and the basis it stands on.

    Raises FrameworkError where a code repeats, weights do not add up, more than three levels are
    nested, or a leaf's rule lacks what it works on. Formulas are checked where they are used.
    """

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    kind: str = ""
    scale: str | None = None
    rounding: Rounding = field(default_factory=Rounding)
    full_score: Decimal = Decimal(100)
    adjustments: Adjustments = field(default_factory=Adjustments)
    basis: Basis = UNDATED
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for located in _walk(self.indicators, (), self.title):
            _check_indicator(self.title, located)
        self._check_codes()
        _check_sum(self.title, self.indicators, self.full_score, "满分")
        self._check_cap()

    def walk(self) -> Iterator[Located]:
        """All indicators with their paths, parents before children."""
        return _walk(self.indicators, (), self.title)

    def leaves(self) -> Iterator[Located]:
        """The leaf indicators with their paths, in order."""
        return (located for located in self.walk() if not located.indicator.children)

    @property
    def is_weighted(self) -> bool:
        """Whether every leaf has a weight, so that the framework can be scored."""
        return all(located.indicator.weight is not None for located in self.leaves())

    def by_code(self, code: str) -> Indicator | None:
        """The indicator of that code."""
        for located in self.walk():
            if located.indicator.code == code:
                return located.indicator
        return None

    def candidates(self, path: str | Sequence[str]) -> tuple[Located, ...]:
        """The indicators that a name, or a path of names, may mean: the closest matches only.

        Equal names win over equal stems (管理制度健全 finds 管理制度健全性); among those, the ones that
        share the most parents with the path. Parents that the framework does not know are passed over.
        """
        *parents, name = [path] if isinstance(path, str) else list(path) or [""]
        for matches in (_bears_name, _bears_stem):
            found = [located for located in self.walk() if matches(located.indicator, name)]
            if found:
                shared = [shared_parents(parents, located.path[:-1]) for located in found]
                best = max(shared)
                return tuple(item for item, count in zip(found, shared, strict=True) if count == best)
        return ()

    def find(self, path: str | Sequence[str]) -> Indicator | None:
        """The one indicator of that name or path, None where there is none.

        Raises AmbiguousName where several bear it (管理制度健全性 stands under 业务管理 and 财务管理):
        `find(("业务管理", "管理制度健全性"))`.
        """
        found = self.candidates(path)
        if len(found) > 1:
            raise AmbiguousName(
                "指标名称不唯一",
                where=f"指标体系“{self.title}”",
                expected="唯一的指标，或从上级指标写起的路径",
                found="；".join(" › ".join(located.path) for located in found),
                advice="请连同上级指标一起写。",
            )
        return found[0].indicator if found else None

    def _check_codes(self) -> None:
        seen: dict[str, str] = {}
        for located in self.walk():
            code, place = located.indicator.code, " › ".join(located.path)
            if code in seen:
                raise FrameworkError(
                    "指标编码重复",
                    where=f"指标体系“{self.title}”",
                    expected="每个指标的编码唯一",
                    found=f"“{code}”同时用于“{seen[code]}”和“{place}”",
                    advice="请给其中一个指标换一个编码。",
                )
            seen[code] = place

    def _check_cap(self) -> None:
        if self.adjustments.cap is None or execution_leaf(self) is not None:
            return
        raise FrameworkError(
            "执行率封顶用不上",
            where=f"指标体系“{self.title}”",
            expected="恰好一个按执行率计分的指标",
            found="没有，或不止一个",
            advice="请换用含预算执行率指标的体系，或不使用封顶规则。",
        )


def execution_leaf(framework: Framework) -> Indicator | None:
    """The single leaf that is scored by the execution rate; None where there is none or several."""
    leaves = [located.indicator for located in framework.leaves()]
    scored = [leaf for leaf in leaves if isinstance(leaf.rule, ExecutionRate)]
    return scored[0] if len(scored) == 1 else None


def lay_weights(framework: Framework, weights: Mapping[str, Decimal]) -> Framework:
    """The framework with the weights, by indicator code, in place of its own.

    Raises FrameworkError for a code that the framework does not have, and, by the framework's own
    rules, where the weights do not add up or leave a gap.
    """
    known = {located.indicator.code for located in framework.walk()}
    for code in weights:
        if code not in known:
            raise FrameworkError(
                "权重写给了不存在的指标",
                where=f"指标体系“{framework.title}”",
                expected="、".join(sorted(known)),
                found=code,
                advice="请核对指标编码。",
            )
    return replace(framework, indicators=_weighted(framework.indicators, weights))


def lay_indicators(framework: Framework, children: Mapping[str, tuple[Indicator, ...]]) -> Framework:
    """The framework with a unit's own indicators set under the given codes, replacing what stood there.

    Raises FrameworkError for a code that the framework does not have.
    """
    known = {located.indicator.code for located in framework.walk()}
    for code in children:
        if code not in known:
            raise FrameworkError(
                "个性指标挂在了不存在的上级指标下",
                where=f"指标体系“{framework.title}”",
                expected="、".join(sorted(known)),
                found=code,
                advice="请核对上级指标的编码。",
            )
    return replace(framework, indicators=_with_children(framework.indicators, children))


def _weighted(indicators: tuple[Indicator, ...], weights: Mapping[str, Decimal]) -> tuple[Indicator, ...]:
    return tuple(
        replace(item, weight=weights.get(item.code), children=_weighted(item.children, weights))
        for item in indicators
    )


def _with_children(
    indicators: tuple[Indicator, ...], children: Mapping[str, tuple[Indicator, ...]]
) -> tuple[Indicator, ...]:
    return tuple(
        replace(item, children=children[item.code], rule=None)
        if children.get(item.code)
        else replace(item, children=_with_children(item.children, children))
        for item in indicators
    )


def _walk(indicators: tuple[Indicator, ...], parents: tuple[str, ...], title: str) -> Iterator[Located]:
    if len(parents) >= _LEVELS and indicators:
        raise FrameworkError(
            "指标层级过多",
            where=f"指标体系“{title}” › {' › '.join(parents)}",
            expected=f"至多 {_LEVELS} 级指标",
            found=f"第 {len(parents) + 1} 级“{indicators[0].name}”",
            advice="请把下级内容写成评价要点。",
        )
    for indicator in indicators:
        path = (*parents, indicator.name)
        yield Located(path, indicator)
        yield from _walk(indicator.children, path, title)


def _bears_name(indicator: Indicator, name: str) -> bool:
    wanted = plain(name)
    return any(plain(own) == wanted for own in indicator.names())


def _bears_stem(indicator: Indicator, name: str) -> bool:
    wanted = stem(name)
    return any(stem(own) == wanted for own in indicator.names())


def _check_indicator(title: str, located: Located) -> None:
    indicator, where = located.indicator, f"指标体系“{title}” › {' › '.join(located.path)}"
    if not indicator.code.strip() or not indicator.name.strip():
        raise FrameworkError(
            "指标缺少编码或名称",
            where=where,
            expected="编码和名称都不为空",
            found=f"编码“{indicator.code}”，名称“{indicator.name}”",
            advice="请补全。",
        )
    if indicator.weight is not None and not _is_weight(indicator.weight):
        raise FrameworkError(
            "分值不是正数",
            where=where,
            expected="大于 0 的数",
            found=str(indicator.weight),
            advice="不计分的指标请不写分值或删去。",
        )
    if indicator.children:
        _check_sum(where, indicator.children, indicator.weight, "上级分值")
    else:
        _check_rule(where, indicator)


def _is_weight(weight: Decimal) -> bool:
    return weight.is_finite() and weight > 0 and abs(weight.adjusted()) <= _LARGEST_EXPONENT


def _check_sum(where: str, indicators: tuple[Indicator, ...], whole: Decimal | None, whole_name: str) -> None:
    weights = [item.weight for item in indicators if item.weight is not None]
    if not indicators or (weights and len(weights) < len(indicators)):
        missing = "、".join(item.name for item in indicators if item.weight is None)
        raise FrameworkError(
            "同级指标的分值不全" if indicators else "没有指标",
            where=where,
            expected="同级指标要么都有分值，要么都没有",
            found=f"缺分值的指标：{missing}" if indicators else "空",
            advice="请补全分值。",
        )
    total = sum((Fraction(weight) for weight in weights), Fraction(0))
    if weights and (whole is None or total != Fraction(whole)):
        added = " + ".join(f"{weight:f}" for weight in weights)
        raise FrameworkError(
            f"下级分值之和不等于{whole_name}",
            where=where,
            expected="未定" if whole is None else f"{whole:f}",
            found=f"{Decimal(total.numerator) / Decimal(total.denominator):f}（{added}）",
            advice=f"请调整分值，使其相加等于{whole_name}。",
        )


def _check_rule(where: str, indicator: Indicator) -> None:
    if indicator.weight is not None and indicator.rule is None:
        raise _rule_lacks(where, "计分规则", "末级指标有分值就要有计分规则")
    if isinstance(indicator.rule, PointsMet) and not indicator.points:
        raise _rule_lacks(where, "评价要点", "按要点计分的指标至少一个要点")
    by_formula = isinstance(indicator.rule, FormulaRate | FormulaMargin) or (
        isinstance(indicator.rule, Steps) and indicator.rule.measure is Measure.FORMULA
    )
    if by_formula and not indicator.formula:
        raise _rule_lacks(where, "公式", "按公式计分的指标要有公式")


def _rule_lacks(where: str, thing: str, expected: str) -> FrameworkError:
    return FrameworkError(
        f"末级指标缺少{thing}", where=where, expected=expected, found="空", advice=f"请补充{thing}。"
    )
