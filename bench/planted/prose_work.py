"""Prose about what was done: outputs, cases, surveys, changes, lists."""

from __future__ import annotations

from fractions import Fraction

from bench.planted.story import Work, share
from bench.planted.words import NUMERALS, Writer


def tell_work(w: Writer, at: int) -> str:
    """One output: how much of what kinds, against the plan."""
    work, pen = w.story.works[at], w.pen
    out = work.output
    done = pen.count(f"work.{at}.done", work.done, out.unit)
    kinds = [
        (name, pen.count(f"work.{at}.{nr}", number, out.unit)) for nr, (name, number) in enumerate(work.kinds)
    ]
    lead = w.pick(
        f"全年{out.verb}{out.noun}", f"{w.story.year}年共{out.verb}{out.noun}", f"实际{out.verb}{out.noun}"
    )
    return w.total(lead, done, kinds) + "。" + (tell_completion(w, at) if w.maybe(0.7) else "")


def tell_completion(w: Writer, at: int) -> str:
    """Done against planned, as a rate."""
    work, pen = w.story.works[at], w.pen
    out = work.output
    planned = pen.count(f"work.{at}.planned", work.planned, out.unit)
    done = pen.count(f"work.{at}.done", work.done, out.unit)
    rate = pen.rate(f"work.{at}.completion", share(work.done, work.planned))
    text = w.pick(
        f"年初计划{out.verb}{out.noun}{planned}，实际{out.verb}{done}，完成率{rate}",
        f"计划{planned}，实际完成{done}，{out.noun}完成率为{rate}",
        f"{out.noun}年度目标{planned}，全年完成{done}，实际完成率{rate}",
    )
    told = w.telling.claim("rate", text, part=done, whole=planned, rate=rate) + "。"
    if work.done < work.planned:
        told += w.fresh(
            (
                "未完成部分因选址调整推后，已列入下年首批任务。",
                "受雨季和用地手续影响，少量任务顺延到下年。",
                "差额系需求方主动核减所致，已按程序报批。",
            )
        )
    return told


def tell_quality(w: Writer, at: int) -> str:
    """What passed the check, as a rate."""
    work, pen = w.story.works[at], w.pen
    unit = work.output.unit
    checked = pen.count(f"work.{at}.done", work.checked, unit)
    passed = pen.count(f"work.{at}.passed", work.passed, unit)
    rate = pen.rate(f"work.{at}.quality", share(work.passed, work.checked))
    text = w.pick(
        f"组织验收{work.output.noun}{checked}，合格{passed}，合格率{rate}",
        f"{work.output.noun}验收{checked}，其中合格{passed}，质量达标率{rate}",
        f"{checked}{work.output.noun}经验收，达标{passed}，达标率{rate}",
    )
    return w.telling.claim("rate", text, part=passed, whole=checked, rate=rate) + "。"


def tell_timely(w: Writer, at: int) -> str:
    """What was done in time, as a rate."""
    work, pen = w.story.works[at], w.pen
    unit = work.output.unit
    done = pen.count(f"work.{at}.done", work.done, unit)
    timely = pen.count(f"work.{at}.timely", work.timely, unit)
    rate = pen.rate(f"work.{at}.timeliness", share(work.timely, work.done))
    text = w.pick(
        f"完成{work.output.noun}{done}，按期完成{timely}，及时率{rate}",
        f"{work.output.noun}共{done}，按时完成{timely}，按时完成率{rate}",
    )
    return w.telling.claim("rate", text, part=timely, whole=done, rate=rate) + "。"


def tell_cases(w: Writer) -> str:
    """Cases accepted, closed and open; or projects begun and ended."""
    s, pen = w.story, w.pen
    noun, unit, _ = s.subject.case
    accepted, closed = pen.count("accepted", s.accepted, unit), pen.count("closed", s.closed, unit)
    still = pen.count("open", s.accepted - s.closed, unit)
    text = w.pick(
        f"全年受理{noun}{accepted}，已办结{closed}，正在办理{still}",
        f"共受理{noun}{accepted}，办结{closed}，在办{still}",
        f"收到{noun}{accepted}，其中办结{closed}、正在办理{still}",
    )
    told = w.telling.claim("balance", text, opening=[], inflow=[accepted], outflow=[closed], closing=[still])
    if w.maybe(0.6):
        rate = pen.rate("closing", share(s.closed, s.accepted))
        rated = w.telling.claim("rate", told + f"，办结率{rate}", part=closed, whole=accepted, rate=rate)
        return rated + "。"
    return told + "。"


def tell_carried(w: Writer) -> str:
    """Opening, in, out and closing of contracts in hand."""
    s, pen = w.story, w.pen
    new, ended = s.contracts[0] + s.handed, s.handed + 1
    opening = pen.count("carried", s.carried, "个")
    begun, done = pen.count("begun", new, "个"), pen.count("ended", ended, "个")
    closing = pen.count("unfinished", s.carried + new - ended, "个")
    text = w.pick(
        f"年初在建子项目{opening}，当年新开工{begun}，完工{done}，年末在建{closing}",
        f"上年结转子项目{opening}，本年新增{begun}，办结销号{done}，年末结转{closing}",
    )
    roles = {"opening": [opening], "inflow": [begun], "outflow": [done], "closing": [closing]}
    return w.telling.claim("balance", text, **roles) + "。"


def tell_survey(w: Writer) -> str:
    """The survey: sent, returned, satisfied."""
    s, pen = w.story, w.pen
    sent, returned = pen.count("sent", s.sent, "份"), pen.count("returned", s.returned, "份")
    back = pen.rate("survey.return", share(s.returned, s.sent))
    first = w.pick(
        f"向{s.subject.surveyed}发放问卷{sent}，收回有效问卷{returned}，回收率{back}",
        f"随机发放{s.subject.surveyed}调查问卷{sent}，回收{returned}，有效回收率{back}",
    )
    told = w.telling.claim("rate", first, part=returned, whole=sent, rate=back)
    return told + "，" + _satisfied(w)


def _satisfied(w: Writer) -> str:
    s, pen = w.story, w.pen
    satisfied, returned = pen.count("satisfied", s.satisfied, "份"), pen.count("returned", s.returned, "份")
    rate = pen.rate("survey.satisfied", share(s.satisfied, s.returned))
    text = w.pick(
        f"有效问卷{returned}中表示满意的{satisfied}，满意度{rate}",
        f"其中满意{satisfied}，占有效问卷{returned}的{rate}",
        f"表示满意和比较满意的{satisfied}，满意度为{rate}",
    )
    return w.telling.claim("rate", text, part=satisfied, whole=returned, rate=rate) + "。"


def tell_change(w: Writer, at: int) -> str:
    """A benefit before and after, with the growth."""
    change, pen = w.story.changes[at], w.pen
    benefit, year = change.benefit, w.story.year
    before = pen.count(f"change.{at}.before", change.before, benefit.unit)
    after = pen.count(f"change.{at}.after", change.after, benefit.unit)
    up = change.after > change.before
    rate = pen.rate(f"change.{at}.growth", abs(share(change.after - change.before, change.before)))
    word = w.pick("增长", "增加", "提高") if up else w.pick("下降", "减少", "降低")
    text = w.pick(
        f"{benefit.noun}由上年的{before}{'增加' if up else '减少'}到{after}，{word}{rate}",
        f"{year}年{benefit.noun}{after}，上年为{before}，同比{word}{rate}",
        f"{benefit.noun}从{year - 1}年的{before}{'升至' if up else '降至'}{year}年的{after}，{word}{rate}",
    )
    return (
        w.telling.claim("growth", text, "up" if up else "down", before=before, after=after, rate=rate) + "。"
    )


def tell_list(w: Writer, at: int) -> str:
    """A count and the things that it counts."""
    label, items = w.story.subject.lists[at]
    number = len(items)
    digits = w.maybe(0.5)
    shown = w.telling.mark(
        str(number) if digits else NUMERALS[number], "figure", f"list.{at}", Fraction(number), unit="个"
    )
    named = [w.telling.mark(item, "item") for item in items]
    joined = "、".join(named)
    text = w.pick(
        f"建立{joined}{shown}{'个' if digits else '类'}{label}",
        f"{label}共{shown}个，分别是{joined}",
        f"落实{shown}{'个' if digits else '大'}{label}：{joined}",
        f"{joined}等{shown}个{label}运转有序",
    )
    return w.telling.claim("count-list", text, *items, count=shown) + "。"


def tell_systems(w: Writer) -> str:
    """The systems that were made, counted."""
    items = w.story.subject.systems
    shown = w.telling.mark(NUMERALS[len(items)], "figure", "systems", Fraction(len(items)), unit="项")
    named = [w.telling.mark(item, "item") for item in items]
    text = w.pick(
        f"制定{'、'.join(named)}{shown}项制度，报账、审批、公示都有章可循",
        f"先后出台{''.join(named)}等{shown}项制度",
        f"健全{shown}项制度，即{'、'.join(named)}",
    )
    return w.telling.claim("count-list", text, *items, count=shown) + "。"


def tell_contracts(w: Writer) -> str:
    """Contracts by the way they were awarded."""
    pen, numbers = w.pen, w.story.contracts
    names = ("公开招标", "竞争性磋商", "询价采购")
    items = [(name, pen.count(f"contract.{name}", n, "份")) for name, n in zip(names, numbers, strict=True)]
    lead = w.pick("全年签订合同", "共签订采购合同")
    return w.total(lead, pen.count("contracts", sum(numbers), "份"), items) + "。"


def tell_overlap(w: Writer) -> str:
    """A trap: classes that overlap."""
    s, pen = w.story, w.pen
    first, second = s.handed * 13 + 20, s.carried * 7 + 15
    both = min(first, second) // 3
    a, b = pen.count("overlap.a", first, "户"), pen.count("overlap.b", second, "户")
    c, d = pen.count("overlap.both", both, "户"), pen.count("overlap.all", first + second - both, "户")
    return w.pick(
        f"惠及低收入家庭{a}、残疾人家庭{b}，因有{c}同时属于两类，实际惠及{d}。",
        f"受益的低收入家庭{a}，残疾人家庭{b}，两类重叠{c}，去重后共{d}。",
    )


def tell_cumulative(w: Writer, at: int) -> str:
    """A trap: this year's number beside the cumulative one."""
    work, pen = w.story.works[at], w.pen
    out = work.output
    done = pen.count(f"work.{at}.done", work.done, out.unit)
    ever = pen.count(f"work.{at}.ever", work.done * 3 + 17, out.unit)
    return w.pick(
        f"当年{out.verb}{out.noun}{done}，项目启动以来累计{out.verb}{ever}。",
        f"自项目实施以来已累计{out.verb}{out.noun}{ever}，其中当年{done}。",
    )


def tell_monthly(w: Writer) -> str:
    """A trap and a product: so much a month for so many over twelve months."""
    pen, number = w.pen, w.story.handed * 4 + 12
    price = w.chance.randrange(120, 900, 10)
    count, each = pen.count("monthly.count", number, "人"), pen.yuan("monthly.price", price)
    months = pen.count("monthly.months", 12, "个月")
    amount = pen.wan("monthly.amount", number * price * 12)
    text = w.pick(
        f"聘请协管员{count}，每人每月补助{each}，按{months}计算，共计{amount}",
        f"协管员补助标准为每人每月{each}，全年{count}、{months}，支出{amount}",
    )
    return w.telling.claim("product", text, count=count, price=each, months=months, amount=amount) + "。"


def works_with_towns(w: Writer) -> list[tuple[int, Work]]:
    """The outputs that are known by town."""
    return [(at, work) for at, work in enumerate(w.story.works) if work.towns]
