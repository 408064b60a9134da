"""Sentences of a report built from the data: grammatical for none, one and many, and nothing invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xunzheng.authoring.amounts import day, money, plain, rate
from xunzheng.authoring.assessment import Assessed, Assessment
from xunzheng.authoring.project import Project, Source
from xunzheng.basis import Basis

_STAGES = {"initial": "年初安排", "budget": "安排", "arrived": "到位", "spent": "支出"}


_ENDS = ("。", "！", "？", "…")
_LEADS_ON = ("：", ":", "；", ";")


def ended(text: str) -> str:
    """The text with a full stop, unless it ends in a mark already, be it inside a closing quotation mark.

    >>> ended("已整改；"), ended("他说：“好。”")
    ('已整改。', '他说：“好。”')
    """
    closed = text.rstrip("”’」』").endswith(_ENDS)
    return text if closed else text.rstrip("；;，,、：:") + "。"


def paragraphs(text: str) -> Iterator[str]:
    """The clerk's lines as paragraphs that end in a mark; one that leads on to the next keeps its own.

    >>> list(paragraphs("做法如下：\\n一是按月调度；\\n二是按季结算"))
    ['做法如下：', '一是按月调度；', '二是按季结算。']
    """
    *before, last = _lines(text) or [""]
    yield from (line if line.endswith(_LEADS_ON) else ended(line) for line in before)
    if last:
        yield ended(last)


def unended(text: str) -> str:
    """The text without the full stop at its end, to be set inside a sentence."""
    return text.rstrip("。；;，,、 ")


def cited(basis: Basis) -> str:
    """A regulation with its number: 《项目支出绩效评价管理办法》（财预〔2020〕10号）."""
    return f"《{basis.title}》" + (f"（{basis.number}）" if basis.number else "")


def project_sentences(assessment: Assessment) -> Iterator[str]:
    """Who runs the project for whom, and in which year it is evaluated."""
    project = assessment.project
    where = f"{project.region}" if project.region and not project.unit.startswith(project.region) else ""
    if project.unit == project.department:
        who = f"{where}{project.unit}主管并组织实施"
    else:
        who = f"{project.department}主管、{where}{project.unit}组织实施"
    yield f"{project.name}由{who}，评价年度为{project.year}年。"


def bases_sentences(assessment: Assessment) -> Iterator[str]:
    """What the project stands on, in one sentence; none where the clerk named nothing."""
    bases = assessment.project.bases
    if bases:
        yield f"项目的立项和实施依据为{_and(bases)}。"


def goal_sentences(assessment: Assessment) -> Iterator[str]:
    """The goal of the year, a paragraph for each of its lines."""
    first, *rest = paragraphs(assessment.project.expected)
    yield f"年度总体目标：{first}"
    yield from rest


def method_sentences(assessment: Assessment) -> Iterator[str]:
    """By which form the self-evaluation was done and how many indicators it looked at."""
    form, items = assessment.form, assessment.items
    scoring = f"，满分{plain(assessment.sheet.full_score)}分" if assessment.sheet else ""
    yield f"本次自评依据{cited(form.basis)}进行，共对照{len(items)}项绩效指标逐项核对{scoring}。"


def arranged_sentences(assessment: Assessment) -> Iterator[str]:
    """What was planned: at the start, adjusted, and by source."""
    project = assessment.project
    planned = f"全年预算数{money(project.budget)}"
    change = project.budget - project.initial
    said = f"{project.year}年，本项目"
    if change:
        word = "调增" if change > 0 else "调减"
        yield (
            f"{said}年初预算数{money(project.initial)}，年中{word}{money(abs(change))}，调整后{planned}。"
            f"{word}的原因：{ended(project.adjusted_because)}"
        )
        if project.initial:
            yield _by_source(f"按资金来源分，年初预算数{money(project.initial)}", assessment, "initial")
        said = ""
    yield _by_source(f"{said}{planned}", assessment, "budget")


def _by_source(total: str, assessment: Assessment, what: str) -> str:
    """A total above 0 with its parts by source; those of nothing are left out."""
    used = [source for source in assessment.project.sources if getattr(source, what)]
    if len(used) == 1:
        return f"{total}，全部为{_label(used[0], assessment)}。"
    word = _STAGES[what]
    parts = "、".join(f"{_label(source, assessment)}{word}{money(getattr(source, what))}" for source in used)
    return f"{total}，分别为{parts}。"


def _label(source: Source, assessment: Assessment) -> str:
    label = assessment.form.label(source.kind) or source.kind
    return f"{label}（{source.name}）" if source.name and source.name != label else label


def arrived_sentences(assessment: Assessment) -> Iterator[str]:
    """What arrived, by source, and the arrival rate with its denominator named."""
    project = assessment.project
    until = f"截至{project.year}年12月31日，本项目"
    if not project.arrived:
        yield f"{until}资金尚未到位，资金到位率0%。"
        return
    total = _by_source(f"{until}实际到位资金{money(project.arrived)}", assessment, "arrived")
    over = f"实际到位资金{money(project.arrived)}÷全年预算数{money(project.budget)}×100%"
    yield f"{total}资金到位率{rate(assessment.arrival)}（{over}）。"


def spent_sentences(assessment: Assessment) -> Iterator[str]:
    """What was spent and is left, by source, and the execution rate with its denominator named."""
    project = assessment.project
    until = f"截至{project.year}年12月31日，本项目"
    if project.spent:
        total = _by_source(f"{until}实际支出{money(project.spent)}", assessment, "spent")
        over = f"全年执行数{money(project.spent)}÷全年预算数{money(project.budget)}×100%"
        yield f"{total}预算执行率{rate(assessment.execution)}（{over}）。{_left(project)}"
    else:
        yield f"{until}资金尚未支出，预算执行率0%。{_left(project)}"
    if project.spent_because:
        yield f"预算执行率偏低的原因：{ended(project.spent_because)}"


def _left(project: Project) -> str:
    if project.left:
        arrived, spent = money(project.arrived), money(project.spent)
        return f"实际到位资金{arrived}减去实际支出{spent}，年末结余{money(project.left)}。"
    return "年末无结余。"


def managed_sentences(assessment: Assessment) -> Iterator[str]:
    """The rows of the management of the funds, one sentence each, what is wrong behind it."""
    for managed in assessment.project.managed:
        trouble = f"存在问题和改进措施：{ended(managed.trouble)}" if managed.trouble else ""
        yield f"{managed.name}方面，{ended(managed.state)}{trouble}"


def result_sentences(assessment: Assessment) -> Iterator[str]:
    """Total and grade, then the points of each level."""
    if assessment.total is None:
        return
    grade = f"，评价等级为“{assessment.grade}”" if assessment.grade else ""
    total = f"经自评，本项目综合得分{plain(assessment.total)}分{grade}。"
    parts = [
        f"{name}满分{plain(weight)}分、得{plain(got)}分" for name, weight, got in level_points(assessment)
    ]
    yield f"{total}分项得分为：{'；'.join(parts)}。"


def level_points(assessment: Assessment) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Name, weight and points of the execution rate and of each level."""
    if assessment.execution_weight is not None and assessment.execution_points is not None:
        yield "预算执行率", assessment.execution_weight, assessment.execution_points
    for name, items in assessment.by_level():
        yield (
            name,
            sum((i.weight for i in items), Decimal(0)),
            sum((i.points or Decimal(0) for i in items), Decimal(0)),
        )


def attained_sentences(assessment: Assessment) -> Iterator[str]:
    """What came of the goal, and how many indicators were met."""
    first, *rest = paragraphs(assessment.project.achieved)
    yield f"年度总体目标完成情况：{first}"
    yield from rest
    if not assessment.rules.framework.code.startswith("cn-2013"):
        yield _met(assessment)


def _met(assessment: Assessment) -> str:
    total, missed = len(assessment.items), [item for item in assessment.items if item.met is False]
    opening = f"本项目共设绩效指标{total}项"
    if not missed:
        return f"{opening}，" + ("已达到年度指标值。" if total == 1 else "均达到年度指标值。")
    if len(missed) == total:
        return f"{opening}，" + ("未达到年度指标值。" if total == 1 else "均未达到年度指标值。")
    names = "".join(f"“{item.name}”" for item in missed)  # GB/T 15834, 4.5.3.5: no 、 between quotes
    return f"{opening}，其中达到年度指标值的{total - len(missed)}项，未达到的{len(missed)}项，为{names}。"


def indicator_sentence(item: Assessed, name: str) -> str:
    """One indicator by the name that tells it apart: target, actual value, attainment, points, reason."""
    said = [name]
    if item.item.target:
        said.append(_aimed(item))
        if item.attainment is not None and item.pair is not None and not item.pair.met:
            said.append(f"，为指标值的{rate(item.pair.actual_base / item.pair.target_base)}")
    elif item.item.outcome:
        said.append(f"完成情况为“{unended(item.actual)}”")
    elif item.leaf.formula:
        said.append(_formula(item))
    else:
        said.append(_points_met(item))
    if item.points is not None:
        said.append(f"，分值{plain(item.weight)}分，得{plain(item.points)}分")
    said.append("。")
    if item.item.reason and item.points is not None and not item.lost:
        said.append(f"偏差原因及改进措施：{ended(item.item.reason)}")
    return "".join(said)


def _aimed(item: Assessed) -> str:
    if item.pair is None:
        return f"年度指标值为“{unended(item.item.target)}”，完成情况为“{unended(item.actual)}”"
    return f"年度指标值为“{item.item.target}”，全年实际完成{item.actual}"


def told_apart(items: Sequence[Assessed]) -> Iterator[str]:
    """The names of the indicators in quotes, the level above put before those that occur twice."""
    names = Counter(item.name for item in items)
    for item in items:
        yield f"{item.path[-2] if names[item.name] > 1 else ''}“{item.name}”"


def _points_met(item: Assessed) -> str:
    met, count = sorted(item.item.met or ()), len(item.leaf.points)
    if not met:
        return f"{count}项评价要点均不符合"
    if len(met) == count:
        return f"{count}项评价要点均符合" if count > 1 else "符合评价要点"
    return f"{count}项评价要点中符合第{'、'.join(map(str, met))}项"


def _formula(item: Assessed) -> str:
    """The quantities of a formula and the rate that they give."""
    listed = "、".join(f"{name}{value}" for name, value in item.quantities)
    return f"{listed}，按公式计算为{rate(item.computed)}" if item.computed is not None else listed


def lost_sentences(assessment: Assessment) -> Iterator[str]:
    """What lost points, the most first, each with its reason; without scores, what missed its target."""
    if assessment.sheet is None:
        yield from _missed_sentences(assessment)
        return
    named = dict(zip((item.item.key for item in assessment.items), told_apart(assessment.items), strict=True))
    losses = [(item.lost, named[item.item.key], item.item.reason) for item in assessment.losses()]
    execution = _execution_lost(assessment)
    if execution:
        losses.append((execution, "预算执行率", assessment.project.spent_because))
    if not losses:
        yield "各项指标均未失分。"
        return
    losses.sort(key=lambda loss: -loss[0])
    order = "，由多到少依次为" if len(losses) > 1 else "，为"
    listed = "、".join(f"{name}失{plain(lost)}分" for lost, name, _ in losses)
    lost = sum((lost for lost, _, _ in losses), Decimal(0))
    yield f"失分指标{len(losses)}项，共失{plain(lost)}分{order}{listed}。"
    yield from (f"{name}的失分原因和改进措施：{ended(reason)}" for _, name, reason in losses if reason)


def _execution_lost(assessment: Assessment) -> Decimal:
    if assessment.execution_weight is None or assessment.execution_points is None:
        return Decimal(0)
    return assessment.execution_weight - assessment.execution_points


def _missed_sentences(assessment: Assessment) -> Iterator[str]:
    explained = [item for item in assessment.items if item.item.reason]
    if not explained:
        yield "各项绩效指标均无偏离。"
    for item in explained:
        yield f"“{item.name}”偏离的原因和改进措施：{ended(item.item.reason)}"


def signature_lines(assessment: Assessment) -> tuple[str, str]:
    """The unit and the date under the report."""
    return assessment.project.unit, day(assessment.project.reported_on)


def _and(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{'、'.join(items[:-1])}和{items[-1]}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
