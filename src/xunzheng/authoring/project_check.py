"""Whether a project fits its form and itself, before anything is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from xunzheng.audit.sheet_reading import read_value
from xunzheng.authoring.amounts import money, plain
from xunzheng.authoring.fault import Fault, lacking
from xunzheng.authoring.forms import Form, FormRules, Layout
from xunzheng.authoring.indicator_values import (
    actual_text,
    attained,
    node_of,
    read_counted,
    read_target,
    share_of,
    stated,
    sum_of,
)
from xunzheng.authoring.project import Project, ProjectIndicator, Source
from xunzheng.evaluation.formula import names, parse
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.rules import FormulaMargin, FormulaRate, PointsMet, Qualitative


def check_project(project: Project, rules: FormRules) -> tuple[Fault, ...]:
    """Every fault of the project under its form, in the order of the file; none is raised."""
    form = rules.form
    return (
        *_check_dates(project),
        *_check_funds(project, form),
        *_check_execution(project, form),
        *(fault for item in project.indicators for fault in _check_indicator(item, project, rules)),
        *_check_indicators(project),
        *_check_alike(project),
        *_check_management(project, form),
        *_check_texts(project, form),
    )


def _check_dates(project: Project) -> Iterator[Fault]:
    if project.reported_on <= date(project.year, 12, 1):
        found, after = project.reported_on.isoformat(), f"{project.year}年12月1日以后"
        advice = "请核对报告日期和评价年度。"
        yield Fault("project.reported_on", "报告早于评价年度结束", after, found, advice)


def _check_funds(project: Project, form: Form) -> Iterator[Fault]:
    if not project.sources:
        yield lacking("funds", "至少一个资金来源")
        return
    kinds = "、".join(f"{row.kind}（{row.label}）" for row in form.funds)
    for number, source in enumerate(project.sources):
        if form.label(source.kind) is None:
            advice = "请改用其中一个。"
            yield Fault(f"funds[{number}].kind", "表样没有这种资金来源", kinds, source.kind, advice)
        yield from check_source(source, f"funds[{number}]")
    named = Counter(source.kind for source in project.sources)
    for kind in (kind for kind, count in named.items() if count > 1):
        advice = "请合并成一个。"
        yield Fault("funds", "同一种资金来源写了两次", "每种至多一个", kind, advice)
    if project.budget <= 0:
        yield Fault("funds", "预算为零，执行率无从计算", "大于零的预算", "0", "请核对预算数。")
    yield from check_reasons(project)


def _check_execution(project: Project, form: Form) -> Iterator[Fault]:
    """The weight of the execution rate stands only where the form has a row for it, and then it is one."""
    key, weight = "project.execution_weight", project.execution_weight
    if weight is None:
        return
    if form.layout is not Layout.SCORED:
        yield Fault(key, "这个表样的执行率不计分", "不写", plain(weight), "请删去。")
    elif not 0 < weight < 100:
        advice = "请改写；不写则用表样的分值。"
        yield Fault(key, "分值不可用", "大于 0、小于 100 的数", plain(weight), advice)


def check_source(source: Source, key: str) -> Iterator[Fault]:
    """What is wrong with the amounts of a source."""
    if source.arrived > source.budget:
        advice = "到位数不能多于预算数；追加的请计入 budget。"
        yield Fault(
            f"{key}.arrived",
            "到位数大于全年预算数",
            f"至多 {money(source.budget)}",
            money(source.arrived),
            advice,
        )
    if source.spent > source.arrived:
        advice = "支出不能多于到位；请核对两数。"
        yield Fault(
            f"{key}.spent", "执行数大于到位数", f"至多 {money(source.arrived)}", money(source.spent), advice
        )


def check_reasons(project: Project) -> Iterator[Fault]:
    """The reasons that the funds of a project call for and that nobody gave."""
    if project.initial != project.budget and not project.adjusted_because:
        yield lacking(
            "project.adjusted_because",
            f"年初预算 {money(project.initial)} 调整为 {money(project.budget)} 的原因",
            "请写明为何调整。",
        )
    if project.spent * 10 < project.budget * 9 and not project.spent_because:
        advice = "请写明原因和改进措施。"
        yield lacking("project.spent_because", "预算执行率低于 90% 的原因", advice)


def _check_indicators(project: Project) -> Iterator[Fault]:
    if not project.indicators:
        yield lacking("indicators", "至少一个绩效指标")
        return
    places = Counter((item.code, item.level_one, item.level_two, item.name) for item in project.indicators)
    for place in (place for place, count in places.items() if count > 1):
        found = " › ".join(filter(None, place))
        yield Fault("indicators", "同一指标写了两次", "每个指标一次", found, "请删去一个或改名。")


def _check_alike(project: Project) -> Iterator[Fault]:
    """A quantity of the formulas that is named twice has one value."""
    seen: dict[str, str] = {}
    for item in project.indicators:
        for name, value in item.values.items():
            if seen.setdefault(name, value) != value:
                key, advice = f"{item.key}.values.{name}", "请核对后统一。"
                yield Fault(key, "同一个数写了两个值", seen[name], value, advice)


def _check_indicator(item: ProjectIndicator, project: Project, rules: FormRules) -> Iterator[Fault]:
    form = rules.form
    if form.is_scored and (item.weight is None or not 0 < item.weight <= 100):
        found = "没有" if item.weight is None else plain(item.weight)
        yield Fault(
            f"{item.key}.weight",
            "分值不可用",
            "大于 0、不超过 100 的数",
            found,
            "请写分值。",
            item.weight is None,
        )
    if form.layout is Layout.ANNEX:
        yield from _check_leaf(item, rules)
        return
    if item.code:
        advice = "请改写 level_one、level_two 和 name。"
        yield Fault(f"{item.key}.code", "这个表样的指标没有编码", "不写 code", item.code, advice)
        return
    yield from _check_level(item, form)
    yield from check_values(item, (item.level_one, item.level_two, item.name), form.qualitative)


def _check_level(item: ProjectIndicator, form: Form) -> Iterator[Fault]:
    level = form.level(item.level_one)
    if level is None:
        known = "、".join(each.name for each in form.levels)
        yield Fault(
            f"{item.key}.level_one", "表样没有这个一级指标", known, item.level_one, "请改用其中一个。"
        )
    elif item.level_two not in level.dimensions:
        known = "、".join(level.dimensions)
        yield Fault(
            f"{item.key}.level_two", "不是这个一级指标的二级指标", known, item.level_two, "请改用其中一个。"
        )


def _check_leaf(item: ProjectIndicator, rules: FormRules) -> Iterator[Fault]:
    leaf = leaf_of(item, rules.framework)
    if leaf is None:
        codes = "、".join(f"{each.indicator.code} {each.indicator.name}" for each in rules.framework.leaves())
        yield Fault(
            f"{item.key}.code", "表样没有这个指标", codes, item.code or item.name, "请改用其中一个编码。"
        )
        return
    match leaf.rule:
        case PointsMet():
            yield from _check_points(item, leaf)
        case FormulaRate() | FormulaMargin():
            yield from _check_formula(item, leaf)
        case Qualitative() as rule:
            yield from check_outcome(item, rule)
        case _:
            yield from check_values(item, (leaf.name,), rules.form.qualitative)


def leaf_of(item: ProjectIndicator, framework: Framework) -> Indicator | None:
    """The leaf of the framework that an indicator's code names."""
    leaf = framework.by_code(item.code) if item.code else None
    return None if leaf is None or leaf.children else leaf


def _check_points(item: ProjectIndicator, leaf: Indicator) -> Iterator[Fault]:
    listed = "；".join(f"{number} {point}" for number, point in enumerate(leaf.points, start=1))
    if item.met is None:
        yield lacking(f"{item.key}.met", f"符合的要点的序号（{listed}）", "请逐条核对后写，如 met = [1, 2]。")
    elif item.met and max(item.met) > len(leaf.points):
        yield Fault(f"{item.key}.met", "没有这条要点", listed, str(sorted(item.met)), "请核对序号。")


FUNDS_NAMES = {"实际到位资金": "arrived", "计划投入资金": "budget"}
"""The quantities of the official formulas that follow from the funds: the project's property for each."""


def formula_names(leaf: Indicator) -> tuple[str, ...]:
    """The quantities that the formula of a leaf is made of."""
    return tuple(names(parse(leaf.formula or "")))


def _check_formula(item: ProjectIndicator, leaf: Indicator) -> Iterator[Fault]:
    wanted = formula_names(leaf)
    for name in wanted:
        given = item.values.get(name)
        if given is None and name not in FUNDS_NAMES:
            yield lacking(f"{item.key}.values.{name}", f"公式“{leaf.formula}”中的{name}，如 862万元")
        elif given is not None and name in FUNDS_NAMES:
            advice = "请删去；它由 funds 算出。"
            yield Fault(f"{item.key}.values.{name}", "这个数已在资金表里", "不写", given, advice)
        elif given is not None and read_counted(given) is None:
            yield _no_quantity(f"{item.key}.values.{name}", given)
    for name in item.values:
        if name not in wanted:
            advice = "请核对名称。"
            yield Fault(f"{item.key}.values", "公式里没有这个数", "、".join(wanted), name, advice)


def _no_quantity(key: str, found: str) -> Fault:
    return Fault(key, "不是一个数量", "一个确切的数和单位，如 588份", found, "请只写数和单位。")


def check_outcome(item: ProjectIndicator, rule: Qualitative) -> Iterator[Fault]:
    """What is wrong with the band and the score of a qualitative indicator."""
    words = "、".join(band.word for band in rule.bands)
    band = rule.band(item.outcome) if item.outcome else None
    if not item.outcome:
        yield lacking(f"{item.key}.outcome", f"完成档次：{words}")
    elif band is None:
        yield Fault(f"{item.key}.outcome", "没有这个档次", words, item.outcome, "请改用其中一个。")
    if item.weight is not None and item.score is None:
        yield lacking(f"{item.key}.score", "评定的得分", "定性指标由人评定得分，请写 score。")
    elif item.score is not None and item.weight and band is not None and not band.shares.holds(_share(item)):
        expected = f"分值 {plain(item.weight)} 的 {band.shares.in_percent()}"
        advice = "请核对档次和得分。"
        yield Fault(f"{item.key}.score", f"得分不在“{band.word}”档内", expected, plain(item.score), advice)
    if item.weight is not None and not (item.proof.by and item.proof.reason):
        advice = "请在 evidence 里写明 by 和 reason。"
        yield lacking(f"{item.key}.evidence.by", "定性指标由谁评判、理由是什么", advice)


def _share(item: ProjectIndicator) -> Fraction:
    return Fraction(item.score or 0) / Fraction(item.weight or 1)


def check_values(item: ProjectIndicator, path: tuple[str, ...], rule: Qualitative | None) -> Iterator[Fault]:
    """What is wrong with target and actual value of an indicator that has both."""
    ways = [
        name
        for name, given in (("actual", item.actual), ("share", item.share), ("parts", item.parts))
        if given
    ]
    if len(ways) > 1:
        advice = "请只留一个，其余由软件算出。"
        yield Fault(
            f"{item.key}.actual", "完成值写了几遍", "actual、share、parts 之一", "、".join(ways), advice
        )
        return
    followed = list(_check_followed(item))
    yield from followed
    target = read_target(item)
    if followed:
        return
    if target is None:
        yield from _check_words(item, rule)
        return
    for key in ("outcome", "score"):
        if getattr(item, key):
            advice = "请删去；得分由目标值和完成值算出。"
            yield Fault(f"{item.key}.{key}", "定量指标不由人评定", "不写", str(getattr(item, key)), advice)
    yield from _check_numbers(item, path, rule, target.operator)


def _check_words(item: ProjectIndicator, rule: Qualitative | None) -> Iterator[Fault]:
    if rule is not None:
        yield from check_outcome(item, rule)
    if item.actual and item.actual == item.target:
        advice = "请写实际达到了什么。"
        yield Fault(f"{item.key}.actual", "完成值照抄了指标值", "实际完成的情况", item.actual, advice)


def _check_followed(item: ProjectIndicator) -> Iterator[Fault]:
    counted = [(f"{item.key}.share", each) for each in item.share or ()]
    counted += [(f"{item.key}.parts", each) for each in item.parts]
    bad = [(key, each.value) for key, each in counted if read_counted(each.value) is None]
    yield from (_no_quantity(key, found) for key, found in bad)
    if bad:
        return
    if item.share is not None and share_of(item) is None:
        found = "、".join(f"{each.name} {each.value}" for each in item.share)
        yield Fault(
            f"{item.key}.share", "两数不能相除", "单位相同的部分和大于零的总数", found, "请核对单位。"
        )
    elif item.share is not None and (share_of(item) or 0) > 1:
        found = "、".join(f"{each.name} {each.value}" for each in item.share)
        yield Fault(f"{item.key}.share", "部分大于总数", "部分不大于总数", found, "请核对两数的次序。")
    if item.parts and sum_of(item.parts) is None:
        found = "、".join(each.value for each in item.parts)
        yield Fault(f"{item.key}.parts", "各部分不能相加", "单位相同的数", found, "请统一单位。")


def _check_numbers(
    item: ProjectIndicator, path: tuple[str, ...], rule: Qualitative | None, operator: str
) -> Iterator[Fault]:
    actual = actual_text(item, rule)
    if not actual:
        yield lacking(f"{item.key}.actual", f"“{path[-1]}”的实际完成值")
        return
    node = node_of(item, path, actual)
    if operator in (">", "<"):
        advice = f"请写成 {'≥' if operator == '>' else '≤'}，或写明达到的数。"
        yield Fault(f"{item.key}.target", "指标值写了严格的大于或小于", "≥、≤ 或 ＝", item.target, advice)
        return
    pair = attained(node)
    if pair is None and _is_range(item):
        advice = "请写成 ≥ 下限或 ≤ 上限；或者用文字说明指标值，由人评定得分。"
        yield Fault(f"{item.key}.target", "指标值是一个区间", "一个确切的数", item.target, advice)
    elif pair is None:
        yield _incomparable(item, actual)
    elif pair.met is None:
        expected = "≥ 或 ≤ 开头的指标值"
        advice = "实际与指标值不等，须知道多好还是少好。"
        yield Fault(f"{item.key}.target", "看不出方向", expected, f"{item.target}，实际 {actual}", advice)


def _is_range(item: ProjectIndicator) -> bool:
    target = read_target(item)
    return target is not None and target.quantity.upper is not None


def _incomparable(item: ProjectIndicator, actual: str) -> Fault:
    value = read_value(stated(actual))
    what = "完成值不是一个数量" if value is None or value.operator else "完成值与指标值不能比较"
    expected = f"与“{item.target}”单位相同的一个确切的数"
    return Fault(f"{item.key}.actual", what, expected, actual, "请改写完成值。")


def _check_management(project: Project, form: Form) -> Iterator[Fault]:
    given = [managed.name for managed in project.managed]
    for name in form.management:
        if name not in given:
            yield lacking("management", f"“{name}”的情况说明", f'请加一项 name = "{name}"。')
    known = "、".join(form.management) or "不写（这个表样没有资金管理情况）"
    for number, name in enumerate(given):
        if name not in form.management or name in given[:number]:
            advice = "请改名或删去。"
            yield Fault(f"management[{number}].name", "不是表样的资金管理事项", known, name, advice)


def _check_texts(project: Project, form: Form) -> Iterator[Fault]:
    parts = {part.text: part for part in form.parts() if part.text}
    for key, part in parts.items():
        if part.required and not project.texts.get(key):
            yield lacking(f"texts.{key}", f"“{part.title}”一节：{part.prompt}", "请写几句。")
    for key in project.texts:
        if key not in parts:
            yield Fault(f"texts.{key}", "报告提纲没有这一节", "、".join(parts), key, "请核对拼写，或删去。")
