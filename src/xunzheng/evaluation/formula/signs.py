"""The signs and words of the notation, with all the shapes in which they are printed."""

from __future__ import annotations

import re

from xunzheng.evaluation.formula.tree import AggregateKind
from xunzheng.quantities.units import PER_MILLE, PERCENT

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
_EQUAL_PAIRS = {"<": "≤", "＜": "≤", ">": "≥", "＞": "≥", "!": "≠", "！": "≠"}
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


def _printed(word: str) -> str:
    """The word in any width and case, with blanks between its characters."""
    chars = (f"[{char}{chr(ord(char) + 0xFEE0)}]" if char.isascii() else char for char in word)
    return "".join(f"{char}[{BLANK}]*" for char in chars)


AGGREGATE_WORD = re.compile("|".join(map(_printed, AGGREGATES)), re.IGNORECASE)

NAME_EXTRA = "·・•‧?？#№&°℃㎡"
NAME_CHAR = rf"(?:[^\WΣ]|[{NAME_EXTRA}])"

PERCENTS = {**dict.fromkeys("%％﹪", PERCENT), "‰": PER_MILLE}


def comparison_sign(written: str) -> str:
    """The one sign of a comparison, however it is printed: ≤ for <=, ≠ for <>, ＝ for ==."""
    if written in {"<>", "＜>", "<＞", "＜＞"}:
        return "≠"
    if len(written) == 1:
        return COMPARISONS.get(written, "＝")
    return _EQUAL_PAIRS.get(written[0], "＝")
