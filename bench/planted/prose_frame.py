"""The frame of a report: titles, openings, bases, results, problems, and prose that states no figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bench.planted.sheet import Line, grade_of
from bench.planted.story import share
from bench.planted.telling import Told
from bench.planted.words import NUMERALS, Writer

_FILLER = (
    "我局把绩效理念贯穿资金申报、拨付、使用和验收的全过程，做到花钱必问效。",
    "项目领导小组由主要负责人任组长，业务、财务和纪检人员参加，定期调度进展。",
    "采购和工程项目一律按规定程序办理，过程资料随做随归档。",
    "对进度滞后的单位及时发函提醒，督促责任人限期补齐。",
    "资金实行专账核算、专款专用，未发现截留挤占挪用的情形。",
    "业务科室与财务科室按月对账，付款前核验合同、发票和验收单。",
    "各实施单位明确专人负责资料收集，为自评提供了较为完整的依据。",
    "项目实施坚持公开透明，受益对象名单均在村务公开栏公示。",
    "监督检查与日常调度相结合，发现的苗头性问题当场交办。",
    "实施过程中注重听取基层意见，对群众反映集中的事项优先安排。",
    "自评工作按照布置、填报、复核、汇总的步骤开展，数据以财务账和业务台账为准。",
    "我局对照年初批复的绩效目标逐项收集佐证材料，形成工作底稿。",
    "项目管理职责清楚，决策程序合规，重大事项均经局党组会议研究。",
    "各项支出严格执行财务审批制度，大额支出集体研究决定。",
)
_ADVICE = (
    "提前谋划下年项目，做细前期工作",
    "加强业务培训，补齐人员短板",
    "细化绩效目标，突出结果导向",
    "完善后续管护，落实责任主体",
    "强化部门协同，加快资金支付",
)
_USE = (
    "自评结果拟作为下年预算安排的重要参考，并按要求在政府门户网站公开。",
    "自评情况已报主管部门备案，将随部门决算一并公开，接受社会监督。",
)


_SCALE = (
    "评价结果分为四个等级：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。"
)


def prefix(place: str) -> str:
    """The character that documents of a place open with."""
    return place[0]


def tell_basis(w: Writer) -> list[str]:
    """The regulations behind the evaluation, with their document numbers."""
    s = w.story
    office, finance = f"{prefix(s.place)}政办发", f"{prefix(s.place)}财绩"
    return [
        _cited(w, "《中共中央 国务院关于全面实施预算绩效管理的意见》（", "中发〔2018〕34号", "）"),
        _cited(w, "《项目支出绩效评价管理办法》（", "财预〔2020〕10号", "）") if s.year >= 2020 else "",
        _cited(w, f"《{s.place}预算绩效管理实施办法》（", f"{finance}〔{s.year - 1}〕{s.towns}号", "）"),
        _cited(w, f"《{s.place}{s.subject.project}实施方案》（", f"{office}〔{s.year}〕{s.carried}号", "）"),
    ]


def _cited(w: Writer, before: str, number: str, after: str) -> str:
    told = w.telling.mark(number, "citation", tag="citation")
    return w.telling.mark(before + told + after, tag="basis")


def tell_opening(w: Writer) -> str:
    """The first paragraph: who evaluates what, on what basis."""
    s = w.story
    year = _year(w, s.year)
    bases = [basis for basis in tell_basis(w) if basis]
    chosen = bases[0] + "和" + bases[-2] if len(bases) > 2 else bases[0]
    return w.pick(
        f"根据{chosen}要求，{s.unit}对{year}年度{s.subject.project}项目开展绩效自评，现将有关情况报告如下。",
        f"按照{chosen}的部署，我局对{year}年{s.subject.project}项目支出进行了自评，现报告如下。",
        f"为检验财政资金使用效果，依据{chosen}，我局组成自评小组，对{year}年度{s.subject.project}项目进行了自评，情况如下。",
    )


def _year(w: Writer, year: int) -> Told:
    return w.telling.mark(str(year), "year", f"year.{year}", year, tag="year")


def tell_title(w: Writer, kind: str) -> str:
    """The title of the report."""
    s = w.story
    year = w.telling.mark(str(s.year), "year", f"year.{s.year}", s.year, tag="title-year")
    return w.pick(
        f"{s.unit}{year}年度{s.subject.project}项目{kind}",
        f"{s.place}{s.subject.project}项目{year}年度{kind}",
        f"{s.unit}关于{year}年度{s.subject.project}项目的{kind}",
    )


def tell_background(w: Writer) -> str:
    """What the project is for: names, period, no sums."""
    s, subject = w.story, w.story.subject
    place = w.telling.mark(s.place, "name", tag="place")
    start = w.telling.mark(f"{s.year}年1月", "date", value=s.year * 12 + 1, tag="start")
    end = w.telling.mark(f"{s.year}年12月", "date", value=s.year * 12 + 12, tag="end")
    towns = w.pen.count("towns", s.towns, "个")
    period = w.pick(f"项目实施期为{start}至{end}", f"项目自{start}起实施，{end}完成")
    span = w.telling.claim("date-order", period, start=start, end=end)
    return w.pick(
        f"{place}辖{towns}乡镇。{subject.project}项目由{s.unit}组织实施，目标是{subject.goal}。{span}。",
        f"为{subject.goal}打好基础，{place}实施{subject.project}项目，覆盖{towns}乡镇，由{s.unit}负责。{span}。",
    )


def tell_filler(w: Writer, number: int = 1) -> str:
    """Sentences that state no figure."""
    return "".join(w.fresh(_FILLER) for _ in range(number))


def tell_effects(w: Writer) -> str:
    """What got better, in words."""
    return w.fresh(w.story.subject.effects)


def tell_problems(w: Writer) -> str:
    """What is wrong, in words."""
    items = w.story.subject.problems
    return w.telling.mark(
        "；".join(f"{NUMERALS[at + 1]}是{item}" for at, item in enumerate(items)) + "。", tag="faults"
    )


def tell_advice(w: Writer) -> str:
    """What will be done."""
    chosen = w.chance.sample(_ADVICE, w.chance.randint(2, 3))
    return "；".join(f"{NUMERALS[at + 1]}是{item}" for at, item in enumerate(chosen)) + "。"


def tell_use(w: Writer) -> str:
    """What the result is used for."""
    return w.fresh(_USE)


def tell_result(w: Writer, total: Decimal) -> str:
    """The total and the grade; the scale, sometimes."""
    score = w.pen.points("total", total)
    grade = w.telling.mark(
        grade_of(total) + w.pick("", "", "秀" if total >= 90 else ""), "grade", tag="grade"
    )
    text = w.pick(
        f"经自评，本项目综合得分{score}，评价等级为“{grade}”",
        f"对照评分标准逐项打分，自评得分{score}，等级为{grade}",
        f"自评总分为{score}，自评等级“{grade}”",
    )
    told = w.telling.claim("grade-band", text, score=score, grade=grade) + "。"
    if w.maybe(0.25):
        told = _SCALE + told
    return w.telling.mark(told, tag="result")


def tell_deductions(w: Writer, lines: Sequence[Line], execution: Decimal | None = None) -> str:
    """Every point that was lost, with its reason."""
    texts = []
    if execution is not None and execution < 10:
        lost = w.pen.points("lost.execution", 10 - execution)
        text = f"预算执行率指标扣{lost}，原因是部分合同尾款未到付款节点"
        texts.append(w.telling.mark(text, tag="deduction", fact="clause.execution"))
    for at, line in enumerate(lines):
        if line.lost:
            lost = w.pen.points(f"lost.{at}", line.lost)
            name = (
                line.three if [x.three for x in lines].count(line.three) == 1 else f"{line.two}的{line.three}"
            )
            reason = line.reason.replace(f"，扣{line.lost}分", "")
            text = f"{name}扣{lost}，原因是{reason}"
            texts.append(w.telling.mark(text, tag="deduction", fact=f"clause.{at}"))
    if not texts:
        return ""
    return w.telling.mark("；".join(texts) + "。", tag="deductions")


def tell_summary(w: Writer) -> str:
    """Headline figures told again, and a conclusion that they bear out."""
    s, pen = w.story, w.pen
    done = pen.money("spent", s.spent)
    rate = pen.rate("execution", share(s.spent, s.planned))
    work = s.works[0]
    out = work.output
    count = pen.count("work.0.done", work.done, out.unit)
    all_met = all(work.done >= work.planned for work in s.works)
    verdict = (
        w.pick("年度目标任务较好完成", "各项年度目标如期实现")
        if all_met
        else "年度目标基本实现，少数任务顺延"
    )
    verdict = w.telling.mark(verdict, tag="verdict")
    return w.pick(
        f"总的看，{verdict}。全年支出{done}，预算执行率{rate}，{out.verb}{out.noun}{count}。",
        f"综合来看，{verdict}，全年支出{done}（执行率{rate}），共{out.verb}{out.noun}{count}。",
    )


def tell_signature(w: Writer) -> list[str]:
    """The unit and the day at the end."""
    s = w.story
    day = s.reported
    told = w.telling.mark(
        f"{day.year}年{day.month}月{day.day}日", "date", value=day.year * 12 + day.month, tag="signed"
    )
    return [s.unit, told]
