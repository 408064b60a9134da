"""What a name is, and the one form in which all its printings meet.

A name is a run of characters, letters and digits, with · 、 ? inside. It may hold quoted parts with
anything in them: “三公经费”变动率, “5+2”工作日. It may hold brackets that explain: 部门（单位）支出,
项目支出（含结转、结余）, 支出（单位：万元）, 人均成本（元/人）, 支出（1-7月）.

A bracket after a name explains if it holds no operator, or a label with a colon, or only units, or a
range; on the left of the equals sign it always does. A name may begin with digits (2019年支出) where
digits and unit alone make no number (100万元 is one). In the brackets of 合计, 平均, 最大 and 最小 the
sign 、 separates names; elsewhere it joins. A blank inside a name is passed over and noted as odd.
"""

from __future__ import annotations

import re

from xunzheng.evaluation.formula.signs import BLANK, FAMILIES, NAME_CHAR, OPERATORS, QUOTES
from xunzheng.quantities.measures import unit_named

_SIGN = re.compile(rf"[{re.escape(''.join(OPERATORS))}＝=═﹦<>＜＞≥≤≠≧≦∑Σ]")
_RANGE = re.compile(r"\d\s?(?:[-－–—~～至]\s?\d+\s?)+")
_WORD = re.compile(NAME_CHAR)
_QUOTED = re.compile("|".join(f"{opening}[^{closing}]*{closing}" for opening, closing in QUOTES.items()))
_LOOSE_BLANK = re.compile("(?<![A-Za-z0-9]) | (?![A-Za-z])")
_BLANKS = re.compile(f"[{BLANK}]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_FOLDED = str.maketrans(
    {
        **{sign: pair[0] for sign, pair in FAMILIES.items() if sign in "（(﹙[［【〔﹝｛{﹛"},
        **{sign: pair[1] for sign, pair in FAMILIES.items() if sign in "）)﹚]］】〕﹞｝}﹜"},
        **dict.fromkeys("・•‧", "·"),
        "?": "？",
        **{chr(wide): chr(narrow) for wide, narrow in _WIDE.items()},
    }
)


def fold_name(text: str) -> str:
    """The name with widths, brackets, quotes and blanks made alike, so that every printing is one name.

    Blanks go, except one between Latin words. Folding a folded name changes nothing.

    >>> fold_name('部门(单位) 支出'), fold_name('"三公经费"')
    ('部门（单位）支出', '“三公经费”')
    """
    folded = _QUOTED.sub(_fold_quotes, text.strip().translate(_FOLDED))
    if folded.isalnum():
        return folded
    return _LOOSE_BLANK.sub("", _BLANKS.sub(" ", folded))


def _fold_quotes(found: re.Match[str]) -> str:
    """Straight quotes become “ ”, unless there are such within, which would then end too early."""
    quoted = found.group()
    straight = quoted[0] in '"＂' and not {"“", "”"} & set(quoted)
    return f"“{quoted[1:-1]}”" if straight else quoted


def explains(content: str) -> bool:
    """Whether what stands in a bracket after a name belongs to the name, and is no calculation."""
    if not _WORD.search(content) and "%" not in content and "％" not in content:
        return False
    if not _SIGN.search(content) or "：" in content or ":" in content:
        return True
    return unit_named(content) is not None or not _SIGN.search(_RANGE.sub("", content))
