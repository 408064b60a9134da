"""Further tables: trees of shared indicators, cross tables, the four-column form, ratios."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bench.planted.sheet import Line
from bench.planted.story import Work, share
from bench.planted.tables import Cell, cell, lay, sum_up
from bench.planted.telling import Told
from bench.planted.words import Writer

FORMULAS = {
    "资金到位率": "资金到位率＝（实际到位资金/计划投入资金）×100%",
    "到位及时率": "到位及时率＝（及时到位资金/应到位资金）×100%",
    "实际完成率": "实际完成率＝（实际产出数/计划产出数）×100%",
    "质量达标率": "质量达标率＝（质量达标产出数/实际产出数）×100%",
    "成本节约率": "成本节约率＝[（计划成本-实际成本）/计划成本]×100%",
    "预算执行率": "预算执行率＝（实际支出资金/实际到位资金）×100%",
    "在职人员控制率": "在职人员控制率＝（在职人员数/编制数）×100%",
    "预算完成率": "预算完成率＝（预算完成数/预算数）×100%",
    "公用经费控制率": "公用经费控制率＝（实际支出公用经费总额/预算安排公用经费总额）×100%",
    "政府采购执行率": "政府采购执行率＝（实际政府采购金额/政府采购预算数）×100%",
}
_POINTS = {
    "项目立项规范性": "项目是否按规定程序申请设立，材料是否齐全",
    "绩效目标合理性": "目标是否依据充分、符合实际",
    "绩效指标明确性": "指标是否清晰、细化、可衡量",
    "资金使用合规性": "资金拨付手续是否完整，用途是否符合规定",
    "财务监控有效性": "是否采取必要的监控措施",
}


def tree_table(w: Writer, lines: Sequence[Line], layout: str) -> Told:
    """A tree of shared indicators; weights in their own column, or in brackets behind the names (2013)."""
    if layout == "2013":
        return _bracket_table(w, lines)
    head = ["一级指标", "二级指标", "三级指标", "指标说明", "分值", "得分", "扣分原因"]
    rows: list[list[Cell | None]] = [[*head]]
    weights: list[Told] = []
    scores: list[Told] = []
    for at, line in enumerate(lines):
        weight = w.pen.points(f"weight.{at}", line.weight, bare=True)
        points = w.pen.points(f"score.{at}", line.score, bare=True)
        name, reason = cell(w, line.three, "name"), cell(w, line.reason, "reason")
        weighed, gained = cell(w, weight, "weight"), cell(w, points, "score")
        _remember(
            w, line, name=name, reason=reason, weight=weight, score=points, weighed=weighed, gained=gained
        )
        weights.append(weight)
        scores.append(points)
        levels = [_group(w, lines, at, 1, line.one, "level1"), _group(w, lines, at, 2, line.two, "level2")]
        rows.append([*levels, name, _explained(w, line.three), weighed, gained, reason])
    weight = w.pen.points("weights", sum((line.weight for line in lines), Decimal(0)), bare=True)
    total = w.pen.points("total", sum((line.score for line in lines), Decimal(0)), bare=True)
    w.telling.also("weight-sum", None, total=weight, parts=weights)
    w.telling.also("score-sum", None, total=total, parts=scores)
    end = [cell(w, weight, "weights"), cell(w, total, "total"), ""]
    rows.append([(w.pick("合计", "总分"), 1, 4), None, None, None, *end])
    lay(w, rows, "indicators")
    return total


def _remember(w: Writer, line: Line, **roles: Told) -> None:
    w.telling.also("indicator", None, "", line.two, "", **roles)


def _explained(w: Writer, name: str) -> str:
    if name in FORMULAS:
        return cell(w, FORMULAS[name], "formula")
    return _POINTS.get(name, f"反映和考核{name}情况")


def _rank(lines: Sequence[Line], at: int, depth: int) -> tuple[str, ...]:
    return (lines[at].one, lines[at].two)[:depth]


def _group(w: Writer, lines: Sequence[Line], at: int, depth: int, text: str, tag: str) -> Cell | None:
    if at and _rank(lines, at - 1, depth) == _rank(lines, at, depth):
        return None
    return (cell(w, text, tag), _height(lines, at, depth), 1)


def _height(lines: Sequence[Line], at: int, depth: int) -> int:
    down = 1
    while at + down < len(lines) and _rank(lines, at + down, depth) == _rank(lines, at, depth):
        down += 1
    return down


def _bracket_table(w: Writer, lines: Sequence[Line]) -> Told:
    pen = w.pen
    rows: list[list[Cell | None]] = [["一级指标", "二级指标", "三级指标", "指标解释", "指标说明", "得分"]]
    scores: list[Told] = []
    groups: dict[tuple[str, ...], list[Told]] = {}
    heads: dict[tuple[str, ...], Told] = {}
    tops: list[Told] = []
    for at, line in enumerate(lines):
        levels: list[Cell | None] = []
        for depth in (1, 2):
            key = _rank(lines, at, depth)
            if key in heads:
                levels.append(None)
                continue
            height = _height(lines, at, depth)
            heavy = sum((line.weight for line in lines[at : at + height]), Decimal(0))
            told = pen.points(f"weight.{'.'.join(key)}", heavy)
            heads[key] = told
            (tops if depth == 1 else groups.setdefault(key[:1], [])).append(told)
            levels.append((cell(w, f"{key[-1]}\n（{told}）", f"level{depth}"), height, 1))
        weight = pen.points(f"weight.{at}", line.weight)
        name = cell(w, f"{line.three}\n（{weight}）", "name")
        points = pen.points(f"score.{at}", line.score, bare=True)
        gained = cell(w, points, "score")
        _remember(w, line, name=name, weight=weight, score=points, weighed=name, gained=gained)
        groups.setdefault(_rank(lines, at, 2), []).append(weight)
        scores.append(points)
        rows.append([*levels, name, f"用以反映和考核{line.three}的情况", _explained(w, line.three), gained])
    for key, parts in groups.items():
        w.telling.also("weight-sum", None, "group", total=heads[key], parts=parts)
    w.telling.also("weight-sum", None, "100", parts=tops)
    total = pen.points("total", sum((line.score for line in lines), Decimal(0)), bare=True)
    w.telling.also("score-sum", None, total=total, parts=scores)
    rows.append([("合计", 1, 4), None, None, None, "", cell(w, total, "total")])
    lay(w, rows, "indicators")
    return total


def cross_table(w: Writer, at: int, work: Work) -> None:
    """Towns by kinds with both totals."""
    pen = w.pen
    kinds = [name for name, _ in work.kinds]
    head = ["乡镇", *kinds, "合计"]
    rows: list[list[Cell | None]] = []
    columns: list[list[Told]] = [[] for _ in kinds]
    ends: list[Told] = []
    for town, numbers in work.towns:
        figures = [pen.count(f"town.{at}.{town}.{nr}", n, "", bare=True) for nr, n in enumerate(numbers)]
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        end = pen.count(f"town.{at}.{town}", sum(numbers), "", bare=True)
        sum_up(w, end, figures)
        ends.append(end)
        rows.append([town, *(cell(w, figure, "cross") for figure in figures), cell(w, end, "cross")])
    totals = [pen.count(f"work.{at}.{nr}", n, "", bare=True) for nr, (_, n) in enumerate(work.kinds)]
    for total, column in zip(totals, columns, strict=True):
        sum_up(w, total, column)
    whole = pen.count(f"work.{at}.done", work.done, "", bare=True)
    sum_up(w, whole, ends)
    sum_up(w, whole, totals)
    sums: list[Cell | None] = ["合计", *totals, whole]
    lay(w, [[*head], sums, *rows] if w.maybe(0.3) else [[*head], *rows, sums], "cross")


def four_column_table(w: Writer) -> None:
    """Sources by 计划, 到位, 支出, 结余; the first row is the total."""
    s, pen = w.story, w.pen
    rows: list[list[Cell | None]] = []
    columns: list[list[Told]] = [[], [], [], []]
    for fund in s.funds:
        figures = [
            pen.money(f"plan.{fund.name}", fund.planned, bare=True),
            pen.money(f"arrived.{fund.name}", fund.arrived, bare=True),
            pen.money(f"spent.{fund.name}", fund.spent, bare=True),
            pen.money(f"left.{fund.name}", fund.arrived - fund.spent, bare=True),
        ]
        _row_balance(w, figures)
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        rows.append([f"其中：{fund.name}" if not rows else fund.name, *figures])
    totals = [
        pen.money("planned", s.planned, bare=True),
        pen.money("arrived", s.arrived, bare=True),
        pen.money("spent", s.spent, bare=True),
        pen.money("left", s.left, bare=True),
    ]
    _row_balance(w, totals)
    for total, column in zip(totals, columns, strict=True):
        sum_up(w, total, column)
    head = ["资金来源", "计划安排", "实际到位", "实际支出", "结余"]
    lay(w, [[*head], ["合计", *totals], *rows], "four")


def _row_balance(w: Writer, figures: Sequence[Told]) -> None:
    _, arrived, spent, left = figures
    w.telling.also("balance", None, "table", opening=[arrived], inflow=[], outflow=[spent], closing=[left])


def use_table(w: Writer) -> None:
    """What the money went into: uses with their parts and a total."""
    s, pen = w.story, w.pen
    rows: list[list[Cell | None]] = [["支出项目", "明细", "金额"]]
    sums: list[Told] = []
    for at, use in enumerate(s.uses):
        parts = [
            (name, pen.money(f"use.{at}.{nr}", amount, bare=True))
            for nr, (name, amount) in enumerate(use.parts)
        ]
        for nr, (name, figure) in enumerate(parts):
            rows.append([(use.name, len(parts) + 1, 1) if nr == 0 else None, name, figure])
        subtotal = pen.money(f"use.{at}", use.amount, bare=True)
        sum_up(w, subtotal, [figure for _, figure in parts])
        rows.append([None, "小计", subtotal])
        sums.append(subtotal)
    total = pen.money("spent", s.spent, bare=True)
    sum_up(w, total, sums)
    rows.append([("合计", 1, 2), None, total])
    lay(w, rows, "uses")


def purchase_table(w: Writer) -> None:
    """Products with price, number and amount."""
    pen = w.pen
    rows: list[list[Cell | None]] = [["名称", "单位", "数量", "单价（元）", "金额（元）"]]
    amounts: list[Told] = []
    for at, bought in enumerate(w.story.purchases):
        count = pen.count(f"buy.{at}.count", bought.count, "", bare=True)
        price = pen.yuan(f"buy.{at}.price", bought.price, bare=True)
        amount = pen.yuan(f"buy.{at}.amount", bought.amount, bare=True)
        w.telling.also("product", None, "table", count=count, price=price, amount=amount)
        amounts.append(amount)
        rows.append([bought.product.noun, bought.product.unit, count, price, amount])
    total = pen.yuan("buys", sum(b.amount for b in w.story.purchases), bare=True)
    sum_up(w, total, amounts)
    rows.append(["合计", "", "", "", total])
    lay(w, rows, "purchases")


def staff_table(w: Writer) -> None:
    """Offices with establishment and people in post."""
    staff, pen = w.story.staff, w.pen
    names = [w.story.unit, *(w.story.place + office.name for office in staff.offices)]
    numbers = [(staff.posts, staff.own, staff.retired)]
    numbers += [(office.posts, office.staff, office.retired) for office in staff.offices]
    facts = [("posts", "own", "own.retired")]
    facts += [
        (f"office.{at}.posts", f"office.{at}.staff", f"office.{at}.retired")
        for at in range(len(staff.offices))
    ]
    rows: list[list[Cell | None]] = [["单位", "编制数", "在职人数", "退休人数"]]
    columns: list[list[Told]] = [[], [], []]
    for name, row, fact in zip(names, numbers, facts, strict=True):
        figures = [pen.count(f, n, "", bare=True) for f, n in zip(fact, row, strict=True)]
        w.telling.also("over-limit", None, "table", limit=figures[0], value=figures[1])
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        rows.append([name, *figures])
    sums = [sum(row[at] for row in numbers) for at in range(3)]
    told = [
        pen.count(f, n, "", bare=True)
        for f, n in zip(("all.posts", "everyone", "retired"), sums, strict=True)
    ]
    for total, column in zip(told, columns, strict=True):
        sum_up(w, total, column)
    rows.append(["合计", *told])
    lay(w, rows, "staff")


def ratio_rows(w: Writer) -> list[Told]:
    """Ratios of a whole department, each over the denominator that its name prescribes."""
    s, pen, claim = w.story, w.pen, w.telling.claim
    own, posts = pen.count("own", s.staff.own, "人"), pen.count("posts", s.staff.posts, "名")
    control = pen.rate("staff.control", share(s.staff.own, s.staff.posts))
    texts = [
        claim(
            "rate",
            f"在职人员控制率：在职人数{own}，编制数{posts}，控制率{control}",
            part=own,
            whole=posts,
            rate=control,
        )
    ]
    spent, planned = pen.money("spent", s.spent), pen.money("planned", s.planned)
    done = pen.rate("execution", share(s.spent, s.planned))
    texts.append(
        claim(
            "rate",
            f"预算完成率：预算数{planned}，完成数{spent}，完成率{done}",
            part=spent,
            whole=planned,
            rate=done,
        )
    )
    budget = Decimal(s.staff.posts) * 4
    used = budget - s.handed
    b, u = pen.money("office.budget", budget), pen.money("office.used", used)
    kept = pen.rate("office.control", share(used, budget))
    texts.append(
        claim(
            "rate",
            f"公用经费控制率：预算安排公用经费{b}，实际支出{u}，控制率{kept}",
            part=u,
            whole=b,
            rate=kept,
        )
    )
    bids = Decimal(s.staff.posts) * 5
    bought = bids - s.carried
    x, y = pen.money("bid.budget", bids), pen.money("bid.used", bought)
    ran = pen.rate("bid.rate", share(bought, bids))
    texts.append(
        claim("rate", f"政府采购执行率：采购预算{x}，实际采购{y}，执行率{ran}", part=y, whole=x, rate=ran)
    )
    before, after = budget / 4, budget / 4 - s.handed // 3 - 1
    p, q = pen.money("trips.before", before), pen.money("trips.after", after)
    change = pen.rate("trips.change", share(before - after, before))
    text = f"“三公”经费变动率：上年决算{p}，本年决算{q}，下降{change}"
    texts.append(claim("growth", text, "down", before=p, after=q, rate=change))
    return texts
