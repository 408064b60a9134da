"""Prose about money: where it came from, what it went into, what was left."""

from __future__ import annotations

from fractions import Fraction

from bench.planted.story import share
from bench.planted.telling import Told
from bench.planted.words import Writer


def tell_budget(w: Writer) -> str:
    """The budget by source, and its adjustment where there was one."""
    s, pen = w.story, w.pen
    parts = [
        (f"{fund.name}{_money_word(w, fund.name)}", pen.money(f"plan.{fund.name}", fund.planned))
        for fund in s.funds
    ]
    total = pen.money("planned", s.planned)
    lead = w.pick(
        f"{s.year}年度项目{'调整后' if s.initial != s.planned else ''}预算",
        f"{s.year}年全年预算安排资金",
        f"本项目{s.year}年全年预算",
    )
    text = w.total(lead, total, parts) + "。"
    return _adjusted(w) + text if s.initial != s.planned else text


def _money_word(w: Writer, name: str) -> str:
    return (
        w.pick("资金", "补助资金")
        if name in ("中央", "省级", "市级")
        else w.pick("资金", "配套资金", "财政资金")
    )


def _adjusted(w: Writer) -> str:
    s, pen = w.story, w.pen
    before, after = pen.money("initial", s.initial), pen.money("planned", s.planned)
    by = pen.money("adjusted", abs(s.planned - s.initial))
    up = s.planned > s.initial
    word = w.pick("调增", "追加") if up else w.pick("调减", "压减")
    text = w.pick(
        f"年初批复预算{before}，年中{word}{by}，调整后预算{after}",
        f"年初预算{before}，执行中{word}{by}，调整后全年预算为{after}",
    )
    roles = {
        "opening": [before],
        "inflow": [by] if up else [],
        "outflow": [] if up else [by],
        "closing": [after],
    }
    return w.telling.claim("balance", text, **roles) + "。"


def tell_arrival(w: Writer) -> str:
    """What arrived, by source, with the arrival rate."""
    s, pen = w.story, w.pen
    day = f"{s.year}年12月31日"
    total = pen.money("arrived", s.arrived)
    if s.arrived == s.planned and w.maybe(0.3):
        rate = pen.rate("arrival", Fraction(100), 0)
        text = w.pick(
            f"截至{day}，各级资金{total}全部到位，到位率{rate}",
            f"到{day}，应到资金{total}已足额到位，资金到位率{rate}",
        )
        return w.telling.claim("rate", text, part=total, whole=total, rate=rate) + "。"
    parts = [(f"{fund.name}资金", pen.money(f"arrived.{fund.name}", fund.arrived)) for fund in s.funds]
    lead = w.pick(
        f"截至{day}，项目资金实际到位", f"截至{s.year}年底，累计到位资金", f"{s.year}年实际到位资金"
    )
    sentence = w.total(lead, total, parts)
    planned, rate = pen.money("planned", s.planned), pen.rate("arrival", share(s.arrived, s.planned))
    again = pen.money("arrived", s.arrived)
    told = w.pick(
        f"计划投入{planned}，实际到位{again}，资金到位率{rate}",
        f"对照全年预算{planned}，实际到位{again}，到位率为{rate}",
        f"资金到位率为{rate}（实际到位{again}，计划投入{planned}）",
    )
    more = w.telling.claim("rate", told, part=again, whole=planned, rate=rate)
    return f"{sentence}。{more}。{_shortfall(w)}"


def _shortfall(w: Writer) -> str:
    s = w.story
    if s.arrived == s.planned:
        return ""
    return w.fresh(
        (
            "未到位部分因地方财力紧张，已列入下年预算。",
            "差额部分系配套资金年底库款调度未能拨付，承诺次年补足。",
        )
    )


def tell_quarters(w: Writer) -> str:
    """How the money came in over the quarters."""
    s, pen = w.story, w.pen
    names = w.chance.choice(
        (("一季度", "二季度", "三季度", "四季度"), ("第一批", "第二批", "第三批", "第四批"))
    )
    items = [(name, pen.money(f"quarter.{at}", s.quarters[at])) for at, name in enumerate(names)]
    total = pen.money("arrived", s.arrived)
    lead = w.pick("分批拨付到位资金", "按进度拨付资金", "资金分四次到账，共到账")
    return w.total(lead, total, items) + "。"


def tell_spending(w: Writer) -> str:
    """What was spent, by use, with the execution rate and what was left."""
    s, pen = w.story, w.pen
    items = [(use.name, pen.money(f"use.{at}", use.amount)) for at, use in enumerate(s.uses)]
    lead = w.pick(f"{s.year}年项目支出", "全年实际支出", "项目资金累计支出", f"截至{s.year}年末，实际支出")
    return f"{w.total(lead, pen.money('spent', s.spent), items)}。{tell_execution(w)}{tell_left(w)}"


def tell_execution(w: Writer) -> str:
    """The execution rate, over one of the lawful denominators, which is named."""
    s, pen = w.story, w.pen
    base = w.pick("planned", "arrived")
    whole_amount = s.planned if base == "planned" else s.arrived
    fact = "execution" if s.planned == s.arrived else f"execution.{base}"
    part, whole = pen.money("spent", s.spent), pen.money(base, whole_amount)
    rate = pen.rate(fact, share(s.spent, whole_amount))
    if base == "planned":
        text = w.pick(
            f"全年预算{whole}，实际支出{part}，预算执行率{rate}",
            f"对照全年预算{whole}，支出{part}，执行率为{rate}",
            f"预算执行率为{rate}（全年支出{part}，全年预算{whole}）",
            f"支出{part}，占全年预算{whole}的{rate}",
        )
    else:
        text = w.pick(
            f"到位资金{whole}，实际支出{part}，资金使用率{rate}",
            f"按到位资金{whole}计算，支出{part}，执行率{rate}",
            f"支出{part}，占到位资金{whole}的{rate}",
        )
    return w.telling.claim("rate", text, part=part, whole=whole, rate=rate) + "。" + _underspent(w)


def _underspent(w: Writer) -> str:
    if w.story.spent == w.story.arrived:
        return ""
    return w.fresh(
        (
            "未支出部分主要是工程质保金和跨年合同尾款。",
            "结余资金系年末合同尚未到付款节点，按规定结转下年使用。",
        )
    )


def tell_left(w: Writer) -> str:
    """Arrived less spent is what was left."""
    s, pen = w.story, w.pen
    if s.left == 0:
        return ""
    arrived, spent = pen.money("arrived", s.arrived), pen.money("spent", s.spent)
    left = pen.money("left", s.left)
    text = w.pick(
        f"全年到位{arrived}，支出{spent}，年末结余{left}",
        f"到位资金{arrived}扣除支出{spent}后，结转{left}",
        f"资金收支情况为：到位{arrived}，使用{spent}，结余{left}",
    )
    return (
        w.telling.claim("balance", text, opening=[arrived], inflow=[], outflow=[spent], closing=[left]) + "。"
    )


def tell_details(w: Writer) -> str:
    """The uses with their parts: sums inside sums."""
    s, pen = w.story, w.pen
    sentences = []
    for at, use in enumerate(s.uses):
        parts = [(name, pen.money(f"use.{at}.{nr}", amount)) for nr, (name, amount) in enumerate(use.parts)]
        lead = w.pick(f"{use.name}支出", f"{use.name}方面支出", f"{use.name}")
        sentences.append(w.total(lead, pen.money(f"use.{at}", use.amount), parts))
    if w.maybe(0.4):
        return "".join(f"{at}.{text}。" for at, text in enumerate(sentences, 1))
    return "。".join(sentences) + "。"


def tell_nested(w: Writer) -> str:
    """A sum whose parts are sums, in one sentence with brackets."""
    s, pen = w.story, w.pen
    items: list[tuple[str, Told]] = []
    shown: list[str] = []
    for at, use in enumerate(s.uses):
        amount = pen.money(f"use.{at}", use.amount)
        parts = [(name, pen.money(f"use.{at}.{nr}", part)) for nr, (name, part) in enumerate(use.parts)]
        inner = "、".join(name + figure for name, figure in parts)
        text = f"{use.name}{amount}（{w.pick('其中', '含', '其中：')}{inner}）"
        shown.append(w.telling.claim("sum-of-parts", text, total=amount, parts=[p for _, p in parts]))
        items.append((use.name, amount))
    total = pen.money("spent", s.spent)
    joined = w.pick("，", "；").join(shown)
    lead = w.pick("项目总支出", "按用途划分，全年支出", "支出构成为：全年支出")
    text = f"{lead}{total}，{w.pick('其中', '包括', '具体是')}{joined}"
    return w.telling.claim("sum-of-parts", text, total=total, parts=[f for _, f in items]) + "。"


def tell_growth(w: Writer) -> str:
    """Spending against the year before."""
    s, pen = w.story, w.pen
    before, after = pen.money("last", s.last_spent), pen.money("spent", s.spent)
    if s.last_spent == s.spent:
        return ""
    up = s.spent > s.last_spent
    exact = abs(share(s.spent - s.last_spent, s.last_spent))
    rate = pen.rate("spending.growth", exact)
    word = w.pick("增长", "增加", "上升") if up else w.pick("下降", "减少", "降低")
    text = w.pick(
        f"{s.year}年支出{after}，上年支出{before}，同比{word}{rate}",
        f"支出由{s.year - 1}年的{before}{'增加' if up else '减少'}到{s.year}年的{after}，{word}{rate}",
        f"与{s.year - 1}年支出{before}相比，{s.year}年支出{after}，{word}{rate}",
    )
    return (
        w.telling.claim("growth", text, "up" if up else "down", before=before, after=after, rate=rate) + "。"
    )


def tell_shares(w: Writer) -> str:
    """Each use as a share of the whole: shares that are rounded and need not add up to 100."""
    s, pen = w.story, w.pen
    texts: list[str] = []
    for at, use in enumerate(s.uses):
        amount, total = pen.money(f"use.{at}", use.amount), pen.money("spent", s.spent)
        rate = pen.rate(f"share.{at}", share(use.amount, s.spent), max(1, pen.style.rate_decimals))
        if at == 0:
            text = w.pick(
                f"{use.name}{amount}，占总支出{total}的{rate}",
                f"总支出{total}中，{use.name}{amount}，占{rate}",
            )
            texts.append(w.telling.claim("rate", text, part=amount, whole=total, rate=rate))
        else:
            texts.append(f"{use.name}占{rate}")
            w.telling.also("rate", None, part=amount, whole=total, rate=rate)
    return "；".join(texts) + "。"


def tell_open_list(w: Writer) -> str:
    """A trap: an open list, which need not add up."""
    s, pen = w.story, w.pen
    first = pen.money("use.0.0", s.uses[0].parts[0][1])
    name = s.uses[0].parts[0][0]
    total = pen.money("spent", s.spent)
    return w.pick(
        f"全年支出{total}，主要用于{name}{first}等方面。",
        f"项目支出{total}，其中{name}{first}。",
        f"在支出的{total}中，仅{name}一项就有{first}。",
    )


def tell_in_yi(w: Writer) -> str:
    """A trap: a total rounded to 亿元 beside parts in 万元."""
    s, pen = w.story, w.pen
    if s.planned < 2000:
        return ""
    total = pen.money("planned", s.planned, "亿元")
    return f"按亿元口径，{w.pick('项目资金盘子', '全年预算规模')}约{total}。"


def tell_purchases(w: Writer) -> str:
    """Products: so many at so much."""
    return "".join(_purchase(w, at) for at in range(len(w.story.purchases)))


def _purchase(w: Writer, at: int) -> str:
    bought, pen = w.story.purchases[at], w.pen
    product = bought.product
    count = pen.count(f"buy.{at}.count", bought.count, product.unit)
    price = pen.yuan(f"buy.{at}.price", bought.price)
    in_wan = pen.style.unit == "万元"
    amount = (
        pen.wan(f"buy.{at}.amount", bought.amount) if in_wan else pen.yuan(f"buy.{at}.amount", bought.amount)
    )
    text = w.pick(
        f"采购{product.noun}{count}，每{product.unit}{price}，{w.pick('共计', '合计', '计')}{amount}",
        f"{product.noun}按每{product.unit}{price}的标准采购{count}，支出{amount}",
        f"购置{product.noun}{count}，单价{price}，金额{amount}",
        f"{product.noun}{count}×{price}={amount}",
        f"支付{product.noun}款{amount}（{count}，每{product.unit}{price}）",
    )
    return w.telling.claim("product", text, count=count, price=price, amount=amount) + "。"
