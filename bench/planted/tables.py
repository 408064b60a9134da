"""Tables: funds, indicators, cross tables; each cell is a mark and each sum a statement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bench.planted.sheet import Line, Value, execution_score
from bench.planted.story import share
from bench.planted.telling import Slot, Told
from bench.planted.words import Writer

Cell = str | tuple[str, int, int]


def lay(w: Writer, rows: Sequence[Sequence[Cell | None]], tag: str) -> None:
    """Lay down rows; a tuple is text with its row and column spans, None a place that a span covers."""
    slots = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            text, down, across = (cell, 1, 1) if isinstance(cell, str) else cell
            slots.append(Slot(at, column, text, down, across))
    w.telling.lay(slots, tag)


def cell(w: Writer, text: str, tag: str) -> Told:
    """A whole cell as a mark."""
    return w.telling.mark(text, "cell", tag=tag)


def sum_up(w: Writer, total: Told, parts: Sequence[Told]) -> None:
    """A total of a table."""
    w.telling.also("table-sum", None, total=total, parts=parts)


def fund_table(w: Writer, *, scored: bool, weight: int, places: int) -> Told | None:
    """The block of funds at the head of a self-evaluation table; the score of the execution rate, if any."""
    s, pen = w.story, w.pen
    unit = "万元" if pen.style.unit != "元" else "元"
    head = [f"项目资金（{unit}）", "年初预算数", "全年预算数（A）", "全年执行数（B）"]
    rows: list[list[Cell | None]] = [
        [*head, *(("分值", "执行率（B/A）", "得分") if scored else ("执行率（B/A）",))]
    ]
    columns: list[list[Told]] = [[], [], []]
    body: list[list[Cell | None]] = []
    names = [f"{'其中：' if at == 0 else ''}{fund.name}资金" for at, fund in enumerate(s.funds)]
    for name, fund in zip(names, s.funds, strict=True):
        figures = _fund_figures(w, fund.name, fund.initial, fund.planned, fund.spent)
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
        rate = pen.rate(f"fund.{fund.name}.execution", share(fund.spent, fund.planned), 2, bare=False)
        w.telling.also("rate", None, "table", part=figures[2], whole=figures[1], rate=rate)
        body.append([name, *figures, *(("—", rate, "—") if scored else (rate,))])
    if w.maybe(0.4):
        body.append(["其他资金", "0", "0", "0", *(("—", "—", "—") if scored else ("—",))])
    totals = [
        pen.money("initial", s.initial, bare=True),
        pen.money("planned", s.planned, bare=True),
        pen.money("spent", s.spent, bare=True),
    ]
    for total, column in zip(totals, columns, strict=True):
        sum_up(w, total, column)
    rate = pen.rate("execution", share(s.spent, s.planned), 2)
    w.telling.also("rate", None, "table", part=totals[2], whole=totals[1], rate=rate)
    score = None
    if scored:
        score = pen.points("score.execution", execution_score(s, weight, places), bare=True)
        heavy = pen.points("weight.execution", Decimal(weight), bare=True)
        gained, weighed = cell(w, score, "score"), cell(w, heavy, "weight")
        w.telling.also(
            "execution-score",
            None,
            part=totals[2],
            whole=totals[1],
            score=score,
            weight=heavy,
            gained=gained,
            weighed=weighed,
        )
        rows.append(["年度资金总额", *totals, weighed, rate, gained])
    else:
        rows.append(["年度资金总额", *totals, rate])
    lay(w, rows + body, "funds")
    return score


def _fund_figures(w: Writer, name: str, initial: Decimal, planned: Decimal, spent: Decimal) -> list[Told]:
    pen = w.pen
    return [
        pen.money(f"initial.{name}", initial, bare=True),
        pen.money(f"plan.{name}", planned, bare=True),
        pen.money(f"spent.{name}", spent, bare=True),
    ]


def value_text(w: Writer, value: Value, *, bare: bool = False) -> tuple[str, Told | None]:
    """A target or actual as a cell shows it, and its figure."""
    if value.number is None:
        return value.text, None
    number = Decimal(value.number.numerator) / Decimal(value.number.denominator)
    shown = f"{number:.{value.decimals}f}"
    half = Fraction(Decimal(5).scaleb(-value.decimals - 1)) if value.unit == "%" else Fraction(0)
    figure = w.telling.mark(shown, "figure", value.fact, value.number, half, value.unit)
    if bare:
        return figure, figure
    return figure + w.telling.mark(value.unit, "unit"), figure


def indicator_table(
    w: Writer, lines: Sequence[Line], *, scored: bool, layout: str, score: Told | None
) -> Told | None:
    """The table of indicators; the figure of its total, if it is scored."""
    sichuan = layout == "sichuan"
    head = ["一级指标", "二级指标", "三级指标"]
    if sichuan:
        head += ["指标性质", "指标值", "度量单位", "权重", "实际完成值", "得分", "未完成原因分析"]
    elif scored:
        head += ["年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    else:
        head += ["指标值", "全年实际完成值", "未完成原因和改进措施"]
    rows: list[list[Cell | None]] = [[*head]]
    weights: list[Told] = []
    scores: list[Told] = []
    for at, line in enumerate(lines):
        row, weight, points = _indicator_row(w, at, line, scored=scored, sichuan=sichuan)
        weights.append(weight)
        scores.append(points)
        rows.append([*_merged(w, lines, at), *row])
    total = _total_row(w, lines, rows, head, weights, scores, score) if scored else None
    lay(w, rows, "indicators")
    return total


def _merged(w: Writer, lines: Sequence[Line], at: int) -> list[Cell | None]:
    shown: list[Cell | None] = []
    for key in (lambda line: (line.one,), lambda line: (line.one, line.two)):
        if at and key(lines[at - 1]) == key(lines[at]):
            shown.append(None)
            continue
        down = 1
        while at + down < len(lines) and key(lines[at + down]) == key(lines[at]):
            down += 1
        name = key(lines[at])[-1]
        shown.append((cell(w, name, f"level{len(shown) + 1}"), down, 1))
    return shown


def _indicator_row(
    w: Writer, at: int, line: Line, *, scored: bool, sichuan: bool
) -> tuple[list[Cell | None], Told, Told]:
    pen, telling = w.pen, w.telling
    name = cell(w, line.three, "name")
    target_text, target = value_text(w, line.target, bare=sichuan)
    actual_text, actual = value_text(w, line.actual, bare=sichuan)
    sign = telling.mark(line.sign, "sign", tag="sign")
    wanted = cell(w, target_text if sichuan else sign + target_text, "target")
    reached = cell(w, actual_text, "actual")
    weight = pen.points(f"weight.{at}", line.weight, bare=True)
    weighed = cell(w, weight, "weight")
    points = pen.points(f"score.{at}", line.score, bare=True)
    gained = cell(w, points, "score")
    reason = cell(w, line.reason, "reason")
    roles: dict[str, Told] = {
        "name": name,
        "wanted": wanted,
        "reached": reached,
        "sign": sign,
        "reason": reason,
    }
    if scored:
        roles |= {"weight": weight, "weighed": weighed, "score": points, "gained": gained}
    if target is not None and actual is not None:
        roles |= {"target": target, "actual": actual}
    telling.also("indicator", None, line.sign, line.two, line.target.unit, **roles)
    if sichuan:
        nature = sign if line.sign else telling.mark("定性", "sign", tag="sign")
        unit = line.target.unit or "/"
        return [name, nature, wanted, unit, weighed, reached, gained, reason], weight, points
    if scored:
        return [name, wanted, reached, weighed, gained, reason], weight, points
    return [name, wanted, reached, reason], weight, points


def _total_row(
    w: Writer,
    lines: Sequence[Line],
    rows: list[list[Cell | None]],
    head: Sequence[str],
    weights: list[Told],
    scores: list[Told],
    execution: Told | None,
) -> Told:
    pen, marks = w.pen, w.telling.marks
    parts = scores if execution is None else [*scores, execution]
    points = sum((_decimal(marks[part.mark].value) for part in parts), Decimal(0))
    heavy = sum((line.weight for line in lines), Decimal(0)) + (0 if execution is None else 10)
    weight = pen.points("weights", heavy, bare=True)
    w.telling.also("weight-sum", None, "" if execution is None else "10", total=weight, parts=weights)
    total = pen.points("total", points, bare=True)
    w.telling.also("score-sum", None, total=total, parts=parts)
    row: list[Cell | None] = [(w.pick("总分", "合计"), 1, 3), None, None]
    for name in head[3:]:
        text = ""
        if name in ("分值", "权重"):
            text = cell(w, weight, "weights")
        elif name == "得分":
            text = cell(w, total, "total")
        row.append(text)
    rows.append(row)
    return total


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
