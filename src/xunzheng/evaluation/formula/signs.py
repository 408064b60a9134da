"""The signs and words of the notation, with all the shapes in which they are printed."""

from __future__ import annotations

from decimal import Decimal

from xunzheng.evaluation.formula.tree import AggregateKind
from xunzheng.quantities.units import (
    PER_MILLE,
    PERCENT,
    PERSON,
    SCORE,
    WAN_YUAN,
    YI_YUAN,
    YUAN,
    Dimension,
    Unit,
)

PLUS, MINUS, TIMES, DIVIDE = "＋", "－", "×", "÷"

OPERATORS = {
    **dict.fromkeys("＋+﹢", PLUS),
    **dict.fromkeys("－-−–—―﹣‐‑‒─", MINUS),
    **dict.fromkeys("×*＊✕✖⨯∗", TIMES),
    **dict.fromkeys("÷/／∕⁄➗", DIVIDE),
}
EQUALS = "＝=═﹦"
COMPARISONS = {
    **dict.fromkeys(("＞", ">", "﹥"), "＞"),
    **dict.fromkeys(("＜", "<", "﹤"), "＜"),
    **dict.fromkeys(("≥", "≧", "⩾"), "≥"),
    **dict.fromkeys(("≤", "≦", "⩽"), "≤"),
    **dict.fromkeys(("≠",), "≠"),
}
FAMILIES = {
    **dict.fromkeys("（(﹙）)﹚", "（）"),
    **dict.fromkeys("[［【〔﹝]］】〕﹞", "［］"),
    **dict.fromkeys("｛{﹛｝}﹜", "｛｝"),
}
OPENING = "（(﹙[［【〔﹝｛{﹛"
CLOSING = "）)﹚]］】〕﹞｝}﹜"
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", '"': '"', "＂": "＂"}
SIGMA = "∑Σ"
LIST_SIGN = "、"
COLONS = "：:"
COMMAS = "，,；;"
STOPS = "。．.；;，,、"
BLANKS = " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff"
BLANK = r"\s\u200b\u200c\u200d\u2060\ufeff"

AGGREGATES = {
    **dict.fromkeys(("合计", "求和", "总和", "SUM"), AggregateKind.SUM),
    **dict.fromkeys(("平均", "平均值", "平均数", "AVERAGE"), AggregateKind.MEAN),
    **dict.fromkeys(("最大", "最大值", "MAX"), AggregateKind.LARGEST),
    **dict.fromkeys(("最小", "最小值", "MIN"), AggregateKind.SMALLEST),
}

NAME_EXTRA = "·・•‧?？#№&°℃㎡"
NAME_CHAR = rf"(?:[^\WΣ]|[{NAME_EXTRA}])"


def _money(symbol: str, factor: int) -> Unit:
    return Unit(symbol, Dimension.MONEY, "元", Decimal(factor))


def _counts(words: str) -> list[Unit]:
    return [Unit(word, Dimension.COUNT, word) for word in words.split()]


def _measure(symbol: str, base: str, factor: str = "1") -> Unit:
    return Unit(symbol, Dimension.MEASURE, base, Decimal(factor))


_PERSONS = [Unit(word, Dimension.COUNT, "人") for word in ("名", "位")]
_DURATIONS = [Unit(word, Dimension.DURATION, word) for word in ("天", "工作日", "月", "年", "小时", "分钟")]

UNITS: dict[str, Unit] = {
    unit.symbol: unit
    for unit in (
        YUAN,
        WAN_YUAN,
        YI_YUAN,
        _money("千元", 1_000),
        _money("百万元", 1_000_000),
        _money("千万元", 10_000_000),
        SCORE,
        PERSON,
        Unit("万人", Dimension.COUNT, "人", Decimal(10_000)),
        *_PERSONS,
        *_counts("人次 户 家 件 个 项 台 套 辆 处 所 次 批 宗 起 条 座 栋 间 场 期 份 篇 本 只 头 株 块"),
        *_DURATIONS,
        Unit("个工作日", Dimension.DURATION, "工作日"),
        Unit("日", Dimension.DURATION, "天"),
        Unit("个月", Dimension.DURATION, "月"),
        _measure("公里", "米", "1000"),
        _measure("千米", "米", "1000"),
        _measure("米", "米"),
        _measure("平方米", "平方米"),
        _measure("㎡", "平方米"),
        _measure("亩", "亩"),
        _measure("公顷", "公顷"),
        _measure("立方米", "立方米"),
        _measure("吨", "千克", "1000"),
        _measure("公斤", "千克"),
        _measure("千克", "千克"),
    )
}
PERCENTS = {**dict.fromkeys("%％﹪", PERCENT), "‰": PER_MILLE}
