"""What others would do: a table-sum checker, and regular expressions over the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from xunzheng.documents.model import Cell, Document, Table

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a rival calls wrong."""

    code: str
    span: Span


_TOTALS = re.compile("合计|总计|总分|小计|年度资金总额")


def _number(text: str) -> Decimal | None:
    cleaned = text.strip().replace(",", "").replace("，", "").rstrip("%分")
    try:
        return Decimal(cleaned)
    except InvalidOperation:
        return None


def check_tables(document: Document) -> list[Flag]:
    """Every column over a row of totals, and every row before a column of totals, added up."""
    flags: list[Flag] = []
    apart: set[Decimal] = set()  # weight and score of the execution rate, which stand in the table of funds
    for table in document.tables():
        flags += _check_table(table, apart)
        apart |= _of_execution(table)
    return flags


def _of_execution(table: Table) -> set[Decimal]:
    rows = [row for row in table.grid() if row and row[0] and "资金总额" in row[0].text]
    return {number for row in rows for cell in row if cell and (number := _number(cell.text)) is not None}


def _check_table(table: Table, apart: set[Decimal]) -> Iterator[Flag]:
    grid = table.grid()
    totals = [
        at for at, row in enumerate(grid) if any(cell and _TOTALS.search(cell.text) for cell in row[:2])
    ]
    subtotals = [at for at in totals if any(cell and "小计" in cell.text for cell in grid[at][:2])]
    for at in totals:
        if at in subtotals:
            above = max((other for other in totals if other < at), default=0)
            others = list(grid[above + 1 : at])
        else:
            others = [grid[n] for n in subtotals] or [row for n, row in enumerate(grid) if n not in totals]
        for column in range(1, table.columns):
            yield from _compare(grid[at][column], [row[column] for row in others], apart)
    heads = [at for at, cell in enumerate(grid[0]) if cell and _TOTALS.search(cell.text)] if grid else []
    for at in heads:
        for row in grid[1:]:
            yield from _compare(
                row[at], [cell for number, cell in enumerate(row) if number not in (0, at)], set()
            )


def _compare(total: Cell | None, parts: Sequence[Cell | None], apart: set[Decimal]) -> Iterator[Flag]:
    stated = _number(total.text) if total and "%" not in total.text else None
    distinct = {cell.start: cell for cell in parts if cell is not None}
    numbers = [number for cell in distinct.values() if (number := _number(cell.text)) is not None]
    if total is None or stated is None or len(numbers) < 2:
        return
    gap = stated - sum(numbers)
    if abs(gap) > Decimal("0.01") and gap not in apart:
        yield Flag("table-sum", (total.start, total.end))


_N = r"(?<![\d.,])(\d+(?:,\d{3})*(?:\.\d+)?)(?![\d.])"
_U = "(万元|亿元|元|人次|人|名|个|件|户|处|座|份|台|套|所|场|条|间|只)"
_WITH_UNIT = re.compile(_N + _U)


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _sum_ahead(match: re.Match[str]) -> bool:
    total, unit, tail = _value(match[1]), match[2], match[3]
    parts = [_value(n) for n, u in _WITH_UNIT.findall(tail) if u == unit]
    return "等" not in tail and len(parts) >= 2 and abs(total - sum(parts)) > Decimal("0.01")


def _sum_behind(match: re.Match[str]) -> bool:
    total, unit = _value(match[2]), match[3]
    parts = [_value(n) for n, u in _WITH_UNIT.findall(match[1]) if u == unit]
    return len(parts) >= 2 and abs(total - sum(parts)) > Decimal("0.01")


def _ratio(match: re.Match[str]) -> bool:
    whole, part, rate = _value(match[1]), _value(match[2]), Decimal(match[3])
    step = Decimal(1).scaleb(-len(match[3].partition(".")[2]))
    return (
        whole > 0 and abs(part / whole * 100 - rate) > step and abs(whole / (part or 1) * 100 - rate) > step
    )


def _over(match: re.Match[str]) -> bool:
    return _value(match[2]) > _value(match[1])


def _times(match: re.Match[str]) -> bool:
    amount = _value(match[3]) * (10000 if match[4] == "万元" else 1)
    return abs(_value(match[1]) * _value(match[2]) - amount) > 1


def _grew(match: re.Match[str]) -> bool:
    before, after, rate = _value(match[1]), _value(match[2]), Decimal(match[4])
    exact = (after - before) / before * 100 if before else Decimal(0)
    signed = rate if match[3] in "增长增加提高上升" else -rate
    return abs(exact - signed) > 1


def _closes(match: re.Match[str]) -> bool:
    return _value(match[1]) != _value(match[2]) + _value(match[3])


def _grade(match: re.Match[str]) -> bool:
    score = Decimal(match[1])
    return match[2] != ("优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差")


_LISTED = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def _listed(match: re.Match[str]) -> bool:
    return match[1].count("《") != _LISTED.get(match[2], int(match[2]) if match[2].isdigit() else 0)


def _always(match: re.Match[str]) -> bool:
    return True


_RULES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (
        "sum-of-parts",
        re.compile(_N + _U + "[，,（(。]?(?:其中|包括|具体为|具体是|分别是|含|由|：|:)([^。）)]{4,200})"),
        _sum_ahead,
    ),
    ("sum-of-parts", re.compile("([^。；]{4,200})(?:合计|共计|总计)" + _N + _U), _sum_behind),
    (
        "rate",
        re.compile(
            "(?:预算|计划|到位|应到|发放)[^\\d。]{0,10}"
            + _N
            + "[^\\d。%]{0,25}"
            + _N
            + r"[^\d。%]{0,16}率为?(\d+(?:\.\d+)?)%"
        ),
        _ratio,
    ),
    (
        "over-hundred",
        re.compile(r"(?:执行率|到位率|合格率|回收率|满意度)为?((?:10[1-9]|1[1-9]\d|[2-9]\d\d)(?:\.\d+)?)%"),
        _always,
    ),
    ("over-limit", re.compile(r"编制(\d+)[名人个][^\d。]{0,20}(\d+)[名人]"), _over),
    (
        "product",
        re.compile(r"(\d+)[^\d，。]{1,4}[，,]每[^\d，。]{1,4}?(\d+)元[^\d。]{0,8}" + _N + "(万元|元)"),
        _times,
    ),
    (
        "growth",
        re.compile(
            _N
            + r"[^\d。]{1,8}(?:增加到|减少到|升至|降至|上升到|下降到)[^\d。]{0,8}"
            + _N
            + r"[^\d。]{1,6}(增长|增加|提高|上升|下降|减少|降低)(\d+(?:\.\d+)?)%"
        ),
        _grew,
    ),
    (
        "balance",
        re.compile(r"受理[^\d。]{0,10}(\d+)[^\d。]{1,8}办结(\d+)[^\d。]{1,10}(?:在办|正在办理)(\d+)"),
        _closes,
    ),
    (
        "grade-band",
        re.compile(r"(?:得分|总分)为?(\d+(?:\.\d+)?)分?[^。]{0,12}等级为?[“\"]?([优良中差])"),
        _grade,
    ),
    ("count-list", re.compile(r"((?:《[^》]{2,30}》、?){2,9})等?(?:共)?([二三四五六七八九\d])项"), _listed),
    ("malformed-number", re.compile(r"\d+\.\d+\.\d+万?元|\d+\.\.\d+|\d+,\d{1,2}\.\d*,?\d*万?元"), _always),
    ("template-residue", re.compile(r"[×xX]{2,}|\*\*|字以内|请简要说明|此处填写"), _always),
    ("citation-form", re.compile(r"〔\d{4}[)\]）]|[(\[（]\d{4}〕|\[\d{4}\]\d+号|〔\d{5}"), _always),
    (
        "undefined-rate",
        re.compile(r"\D0(?:\.0+)?万?元[^\d。]{1,8}\D0(?:\.0+)?万?元[^\d。]{1,10}率为?\d"),
        _always,
    ),
)


def match_rules(text: str) -> list[Flag]:
    """A dozen regular expressions, each with the little arithmetic that goes with it."""
    flags = [
        Flag(code, match.span())
        for code, pattern, wrong in _RULES
        for match in pattern.finditer(text)
        if wrong(match)
    ]
    return flags + list(_headings(text))


_HEADING = re.compile("^[ \u3000#]*([一二三四五六七八九十])、", re.M)
_ORDER = "一二三四五六七八九十"


def _headings(text: str) -> Iterator[Flag]:
    found = list(_HEADING.finditer(text))
    for before, behind in pairwise(found):
        if _ORDER.index(behind[1]) != _ORDER.index(before[1]) + 1:
            yield Flag("numbering", behind.span())


_PIPES = re.compile(r"^\|.*\|[ ]*$", re.M)


def match_markdown(text: str) -> list[Flag]:
    """The same over Markdown, whose tables with a column of weights must add up to 100."""
    flags = match_rules(text)
    rows = [
        (m.span(), [cell.strip() for cell in m[0].strip().strip("|").split("|")])
        for m in _PIPES.finditer(text)
    ]
    column, weights, score = None, Decimal(0), None
    for span, cells in rows:
        if "分值" in cells or "权重" in cells:
            column = cells.index("分值") if "分值" in cells else cells.index("权重")
            score = next((at for at, cell in enumerate(cells) if cell == "得分"), None)
            weights = Decimal(0)
            continue
        if column is None or column >= len(cells):
            continue
        weight = _number(cells[column])
        if weight is None:
            continue
        if _TOTALS.search(cells[0]):
            if weights not in (90, 100):
                flags.append(Flag("weight-sum", span))
            column = None
            continue
        weights += weight
        points = _number(cells[score]) if score is not None and score < len(cells) else None
        if points is not None and points > weight:
            flags.append(Flag("score-over-weight", span))
    return flags
