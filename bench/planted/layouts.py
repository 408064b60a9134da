"""Layouts: the outlines and tables that the same story is told in."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from bench.planted import more_tables
from bench.planted import prose_frame as frame
from bench.planted import prose_funds as funds
from bench.planted import prose_staff as people
from bench.planted import prose_work as work
from bench.planted.prose_traps import tell_trap
from bench.planted.sheet import Line, Maker, execution_score, national_lines, tree_lines
from bench.planted.story import Story, tell_story
from bench.planted.tables import fund_table, indicator_table
from bench.planted.telling import Report, Telling
from bench.planted.words import NUMERALS, Writer
from bench.planted.writing import Pen, choose_style


class Outline:
    """Lays down numbered headings with their paragraphs."""

    def __init__(self, w: Writer) -> None:
        self.w = w
        self.first = self.second = 0

    def part(self, title: str, tag: str = "") -> None:
        """一、…"""
        self.first, self.second = self.first + 1, 0
        self.w.telling.say(f"{NUMERALS[self.first]}、{title}", 1, tag)

    def point(self, title: str) -> None:
        """（一）…"""
        self.second += 1
        self.w.telling.say(f"（{NUMERALS[self.second]}）{title}", 2)

    def say(self, *texts: str, tag: str = "") -> None:
        """A paragraph of what was told; nothing where nothing was."""
        text = "".join(texts)
        if text:
            self.w.telling.say(text, tag=tag)


def _money(o: Outline) -> None:
    w = o.w
    o.point(w.pick("项目资金到位情况", "资金到位情况", "资金安排和到位情况"))
    o.say(funds.tell_budget(w))
    o.say(funds.tell_arrival(w), funds.tell_quarters(w) if w.maybe(0.35) else "")
    if w.maybe(0.2):
        o.say(funds.tell_in_yi(w))
    o.point(w.pick("项目资金使用情况", "资金支出情况", "资金使用及结余情况"))
    o.say(funds.tell_spending(w))
    way = w.chance.randrange(4)
    if way == 0:
        o.say(funds.tell_details(w))
    elif way == 1:
        o.say(funds.tell_nested(w))
    elif way == 2:
        o.say(funds.tell_open_list(w))
    if w.maybe(0.4):
        o.say(funds.tell_shares(w))
    if w.maybe(0.5):
        o.say(funds.tell_growth(w))
    o.say(funds.tell_purchases(w), work.tell_monthly(w) if w.maybe(0.5) else "")
    o.point(w.pick("项目资金管理情况", "资金管理情况"))
    o.say(work.tell_systems(w), frame.tell_filler(w, 2), work.tell_contracts(w) if w.maybe(0.5) else "")


def _works(o: Outline) -> None:
    w = o.w
    for at in range(len(w.story.works)):
        extra = [work.tell_quality(w, at)] if w.maybe(0.6) else []
        extra += [work.tell_timely(w, at)] if w.maybe(0.4) else []
        extra += [work.tell_cumulative(w, at)] if w.maybe(0.3) else []
        o.say(f"{at + 1}.{work.tell_work(w, at)}", *extra)


def _effects(o: Outline) -> None:
    w = o.w
    o.say(work.tell_change(w, 0), frame.tell_effects(w))
    o.say(work.tell_change(w, 1), work.tell_change(w, 2) if w.maybe(0.6) else "", frame.tell_effects(w))
    o.say(work.tell_cases(w), work.tell_carried(w) if w.maybe(0.5) else "")
    o.say(work.tell_list(w, w.chance.randrange(2)), work.tell_overlap(w) if w.maybe(0.4) else "")
    o.say(*(tell_trap(w) for _ in range(w.chance.randint(0, 3))))


def _tables(o: Outline) -> None:
    """A few plain tables among the prose."""
    w = o.w
    for at, done in work.works_with_towns(w)[:1]:
        if w.maybe(0.6):
            o.say(f"各乡镇{done.output.noun}完成情况见下表（单位：{done.output.unit}）。")
            more_tables.cross_table(w, at, done)
    if w.maybe(0.35):
        o.say(f"支出明细见下表（单位：{w.pen.style.unit}）。")
        more_tables.use_table(w)
    if w.maybe(0.3):
        o.say("采购明细如下表。")
        more_tables.purchase_table(w)


def _faults(o: Outline, perfect: bool) -> None:
    w = o.w
    if perfect:
        o.part(w.pick("下一步打算", "下步工作安排"))
        o.say(frame.tell_advice(w))
        return
    o.part(w.pick("存在的问题和建议", "问题和建议", "存在问题及改进措施"))
    o.say("（一）存在的问题：", frame.tell_problems(w))
    o.say("（二）改进措施：", frame.tell_advice(w))


def _total(lines: list[Line], execution: Decimal | None) -> Decimal:
    return sum((line.score for line in lines), Decimal(0)) + (execution or Decimal(0))


def hunan(w: Writer, maker: Maker) -> None:
    """The outline of 2012–2019 with the table of shared indicators of 2013."""
    o, lines = Outline(w), tree_lines(maker, "2013")
    w.telling.say(frame.tell_title(w, "绩效自评报告"), tag="title")
    o.say(frame.tell_opening(w))
    o.part("项目概况")
    o.point("项目基本情况")
    o.say(frame.tell_background(w))
    o.point("人员编制情况")
    o.say(people.tell_staff(w))
    o.say(people.tell_offices(w), people.tell_helpers(w))
    o.point("实施依据")
    for at, basis in enumerate([b for b in frame.tell_basis(w) if b], 1):
        o.say(f"（{at}）{basis}；")
    o.part("绩效评价目标")
    o.say(f"通过自评弄清资金使用效果，促进{w.story.subject.goal}。", frame.tell_filler(w))
    o.part("评价指标分析")
    _money(o)
    o.point("项目绩效情况分析")
    _works(o)
    _tables(o)
    _effects(o)
    o.say(work.tell_survey(w))
    _close(o, lines, None)
    w.telling.say(f"附件：{w.story.subject.project}项目支出绩效评价指标评分表")
    more_tables.tree_table(w, lines, "2013")


def _close(o: Outline, lines: list[Line], execution: Decimal | None) -> None:
    w, total = o.w, _total(lines, execution)
    o.part(w.pick("绩效评价结果", "自评结论", "综合评价结论"), "result")
    o.say(frame.tell_summary(w))
    o.say(frame.tell_result(w, total))
    o.say(frame.tell_deductions(w, lines, execution))
    _faults(o, total == 100)
    for text in frame.tell_signature(w):
        w.telling.say(text, tag="signature")


def national(w: Writer, maker: Maker) -> None:
    """A short report with the national self-evaluation table."""
    _with_national_table(w, maker, "national")


def sichuan(w: Writer, maker: Maker) -> None:
    """The outline and the table of Sichuan: nature and unit of each indicator in columns."""
    _with_national_table(w, maker, "sichuan")


def _with_national_table(w: Writer, maker: Maker, layout: str) -> None:
    o, lines = Outline(w), national_lines(maker)
    points = execution_score(w.story, 10, maker.places)
    w.telling.say(frame.tell_title(w, "支出绩效自评报告"), tag="title")
    o.say(frame.tell_opening(w))
    o.part("项目概况")
    o.say(frame.tell_background(w), people.tell_staff(w) if w.maybe(0.5) else "")
    o.part("项目资金申报及使用情况" if layout == "sichuan" else "项目资金情况")
    _money(o)
    o.part("项目绩效情况")
    o.point("产出情况")
    _works(o)
    _tables(o)
    o.point("效益情况")
    _effects(o)
    o.point("满意度情况")
    o.say(work.tell_survey(w))
    _close(o, lines, points)
    year = w.telling.mark(str(w.story.year), "year", f"year.{w.story.year}", w.story.year, tag="table-year")
    w.telling.say(f"附：项目支出绩效自评表（{year}年度）")
    score = fund_table(w, scored=True, weight=10, places=maker.places)
    w.telling.say("年度绩效指标完成情况")
    indicator_table(w, lines, scored=True, layout=layout, score=score)


def transfer(w: Writer, maker: Maker) -> None:
    """The outline for transfer payments, with a table that has no scores."""
    o, lines = Outline(w), national_lines(maker)
    w.telling.say(frame.tell_title(w, "转移支付绩效自评报告"), tag="title")
    o.part("绩效目标分解下达情况")
    o.point("上级下达预算和绩效目标情况")
    o.say(frame.tell_opening(w) if w.maybe(0.3) else "", funds.tell_budget(w))
    o.point("绩效目标")
    o.say(frame.tell_background(w))
    o.part("绩效目标完成情况分析")
    o.point("资金投入情况分析")
    o.say("1.资金到位情况。", funds.tell_arrival(w))
    o.say("2.资金执行情况。", funds.tell_spending(w))
    o.say("3.资金管理情况。", work.tell_systems(w), frame.tell_filler(w, 2))
    o.say(funds.tell_details(w) if w.maybe(0.5) else funds.tell_nested(w))
    o.say(funds.tell_purchases(w))
    o.point("绩效指标完成情况分析")
    _works(o)
    _tables(o)
    _effects(o)
    o.say(work.tell_survey(w))
    o.say(frame.tell_summary(w))
    o.part("偏离绩效目标的原因和下一步改进措施")
    o.say(frame.tell_problems(w))
    o.say(frame.tell_advice(w))
    o.part("绩效自评结果拟应用和公开情况")
    o.say(frame.tell_use(w))
    for text in frame.tell_signature(w):
        w.telling.say(text, tag="signature")
    w.telling.say(f"附：转移支付绩效自评表（{w.story.year}年度）")
    fund_table(w, scored=False, weight=0, places=maker.places)
    w.telling.say("绩效指标完成情况")
    indicator_table(w, lines, scored=False, layout="transfer", score=None)


def yunnan(w: Writer, maker: Maker) -> None:
    """Conclusion first, evidence after."""
    o, lines = Outline(w), national_lines(maker)
    points = execution_score(w.story, 10, maker.places)
    total = _total(lines, points)
    w.telling.say(frame.tell_title(w, "绩效自评报告"), tag="title")
    o.part("自评结论", "result")
    o.point("自评得分及等级")
    o.say(frame.tell_result(w, total))
    o.point("绩效目标完成情况")
    o.say(frame.tell_summary(w))
    o.say(frame.tell_deductions(w, lines, points))
    o.part("佐证材料")
    o.point("项目基本情况")
    o.say(frame.tell_background(w))
    o.say(funds.tell_budget(w), funds.tell_arrival(w))
    o.point("项目支出构成")
    o.say(funds.tell_spending(w))
    o.say(funds.tell_nested(w) if w.maybe(0.5) else funds.tell_details(w))
    o.say(funds.tell_purchases(w), work.tell_monthly(w))
    o.point("指标完成情况")
    _works(o)
    _effects(o)
    _tables(o)
    o.point("满意度情况")
    o.say(work.tell_survey(w))
    _faults(o, total == 100)
    for text in frame.tell_signature(w):
        w.telling.say(text, tag="signature")
    w.telling.say("附件：项目支出绩效自评表")
    score = fund_table(w, scored=True, weight=10, places=maker.places)
    w.telling.say("绩效指标得分情况")
    indicator_table(w, lines, scored=True, layout="national", score=score)


def process(w: Writer, maker: Maker) -> None:
    """决策、过程、产出、效益, as the regulation of 2020 has it."""
    o, lines = Outline(w), tree_lines(maker, "2020")
    w.telling.say(frame.tell_title(w, "支出绩效评价报告"), tag="title")
    o.say(frame.tell_opening(w))
    o.part("基本情况")
    o.say(frame.tell_background(w))
    o.say(funds.tell_budget(w))
    o.part("绩效评价工作开展情况")
    o.say(frame.tell_filler(w, 2))
    o.part("综合评价情况及评价结论", "result")
    o.say(frame.tell_summary(w))
    o.say(frame.tell_result(w, _total(lines, None)))
    o.say(frame.tell_deductions(w, lines))
    o.part("绩效评价指标分析")
    o.point("决策情况")
    o.say(frame.tell_filler(w, 2))
    o.point("过程情况")
    o.say(funds.tell_arrival(w), funds.tell_spending(w))
    o.say(funds.tell_shares(w) if w.maybe(0.5) else funds.tell_growth(w))
    o.say(work.tell_systems(w), work.tell_contracts(w))
    o.point("产出情况")
    _works(o)
    _tables(o)
    o.point("效益情况")
    _effects(o)
    o.say(work.tell_survey(w))
    _faults(o, _total(lines, None) == 100)
    for text in frame.tell_signature(w):
        w.telling.say(text, tag="signature")
    w.telling.say("附件：绩效评价指标评分表")
    more_tables.tree_table(w, lines, "2020")


def department(w: Writer, maker: Maker) -> None:
    """A whole department with its ratios and people."""
    o, lines = Outline(w), tree_lines(maker, "department")
    w.telling.say(
        frame.tell_title(w, "部门整体支出绩效自评报告")
        .replace(f"{w.story.subject.project}项目的", "")
        .replace(f"{w.story.subject.project}项目", ""),
        tag="title",
    )
    o.say(frame.tell_opening(w))
    o.part("部门概况")
    o.point("机构和人员")
    o.say(people.tell_staff(w))
    o.say(people.tell_offices(w), people.tell_helpers(w))
    if w.maybe(0.6):
        o.say("所属单位编制和人员情况见下表（单位：人）。")
        more_tables.staff_table(w)
    o.point("主要职能和年度任务")
    o.say(frame.tell_background(w))
    o.part("部门整体支出情况")
    o.say(funds.tell_budget(w), funds.tell_arrival(w))
    o.say(funds.tell_spending(w), funds.tell_growth(w))
    o.part("绩效指标完成情况")
    o.point("投入和过程")
    for at, text in enumerate(more_tables.ratio_rows(w), 1):
        o.say(f"{at}.{text}。")
    o.point("产出")
    _works(o)
    o.point("效果")
    _effects(o)
    o.say(work.tell_survey(w))
    _close(o, lines, None)
    w.telling.say("附件：部门整体支出绩效评价评分表")
    more_tables.tree_table(w, lines, "department")


def yueyang(w: Writer, maker: Maker) -> None:
    """The four-column form: plan, arrived, spent, left, by source."""
    o, lines = Outline(w), national_lines(maker)
    points = execution_score(w.story, 10, maker.places)
    w.telling.say(frame.tell_title(w, "专项资金绩效自评报告"), tag="title")
    o.part("项目基本概况")
    o.say(frame.tell_background(w))
    o.say(people.tell_staff(w))
    o.part("项目资金使用及管理情况")
    o.say(f"资金安排、到位、支出和结余情况见下表（单位：{w.pen.style.unit}）。")
    more_tables.four_column_table(w)
    o.say(funds.tell_spending(w))
    o.say(f"支出明细如下（单位：{w.pen.style.unit}）。")
    more_tables.use_table(w)
    o.say(work.tell_systems(w), frame.tell_filler(w))
    o.part("项目绩效情况")
    _works(o)
    _tables(o)
    _effects(o)
    o.say(work.tell_survey(w))
    _close(o, lines, points)
    w.telling.say("附：定量目标和得分")
    score = fund_table(w, scored=True, weight=10, places=maker.places)
    w.telling.say("定量目标完成情况")
    indicator_table(w, lines, scored=True, layout="national", score=score)


LAYOUTS: dict[str, Callable[[Writer, Maker], None]] = {
    "hunan": hunan,
    "national": national,
    "transfer": transfer,
    "yunnan": yunnan,
    "process": process,
    "department": department,
    "yueyang": yueyang,
    "sichuan": sichuan,
}


def tell_report(seed: int, layout: str, *, judging: bool = False) -> Report:
    """The consistent report of a seed in a layout; some phrasings and subjects are told to judge only."""
    story, chance = tell_story(seed, judging=judging), random.Random(f"telling {seed} {layout}")
    style = choose_style(chance, story.decimals)
    telling = Telling(context=context_of(story, layout, judging))
    w = Writer(story, telling, Pen(telling, style, chance), chance, judging=judging)
    maker = Maker(story, chance, chance.choice((1, 1, 2)), style.truncates)
    LAYOUTS[layout](w, maker)
    return telling.report()


def context_of(story: Story, layout: str, judging: bool) -> dict[str, str]:
    """The names that mistakes are made of."""
    return {
        "layout": layout,
        "place": story.place,
        "unit": story.unit,
        "other": story.others[0],
        "project": story.subject.project,
        "year": str(story.year),
        "subject": story.subject.key,
        "judging": "yes" if judging else "",
    }
