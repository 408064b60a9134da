"""How wide things are set: columns that hold their numbers, titles in lines that break where sense does."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from xunzheng.documents.manuscript import Grid
from xunzheng.documents.manuscript_grid import Spot
from xunzheng.formats.chart_text import measure

# What stands between blanks and Chinese characters: a number, a code, a word of another language.
_UNBROKEN = re.compile("[^\\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+")
_LOOSER = 1.08  # letters and digits of text faces are a little wider than those of the charts
_WIDEST = 0.5
_OPENERS = (
    *("项目支出", "部门整体", "整体支出", "专项资金", "财政资金", "专项", "项目", "绩效", "自评", "评价"),
    *("复核", "审核", "改革", "建设", "工作", "情况", "资金", "预算"),
)
_CLOSERS = "”》）局厅委部处会院区县市省"


def cell_size(columns: int) -> float:
    """The size of the text in a table, in points: the more columns, the smaller.

    >>> cell_size(7), cell_size(8), cell_size(12)
    (10.5, 9.0, 8.0)
    """
    return 10.5 if columns <= 7 else 9.0 if columns <= 10 else 8.0


def fit_columns(
    grid: Grid, rows: Sequence[Sequence[Spot]], width: float, size: float, padding: float
) -> list[float]:
    """The widths of the columns, together `width`: the grid's shares, but wide enough for their numbers.

    A number or a word that cannot break pushes its column to its own width, at most half of the table,
    and the others give way in the measure that they can; none becomes narrower than one character with its
    padding where the table has room for that. All in one unit; `size` is that of the text,
    `padding` what a cell keeps free beside it.
    """
    shares = [max(share, 1) for share in grid.widths]
    base = [width * share / sum(shares) for share in shares]
    needs = [min(need, width * _WIDEST) for need in _needs(base, rows, size, padding)]
    if sum(needs) > width:
        least = min(size + padding, width / len(needs))
        share = (width - least * len(needs)) / (sum(needs) - least * len(needs))
        return [least + (need - least) * share for need in needs]
    lacking = sum(max(need - have, 0) for need, have in zip(needs, base, strict=True))
    spare = sum(max(have - need, 0) for need, have in zip(needs, base, strict=True))
    given = lacking / spare if spare else 0
    return [
        need if have < need else have - (have - need) * given for need, have in zip(needs, base, strict=True)
    ]


def _needs(base: Sequence[float], rows: Sequence[Sequence[Spot]], size: float, padding: float) -> list[float]:
    needs = [size + padding] * len(base)
    for spots in rows:
        for spot in spots:
            slot = spot.slot
            if slot.column_span > 1 or len(slot.text) * size + padding <= needs[spot.column]:
                continue
            words = _UNBROKEN.findall(slot.text)
            if words:
                longest = max(words, key=len)
                need = measure(longest, size) * _LOOSER + padding
                needs[spot.column] = max(needs[spot.column], need)
    return needs


def break_title(title: str, most: float) -> int:
    """Where the first line of a title is to end, so that lines balance and no word is torn; 0 for one line.

    `most` is the room of a line in characters. Of the breaks that leave the first line at least its fair
    share, one before a word that titles go on with is best, then one behind a bracket or the name of an
    office.

    >>> break_title("蓝桥市数据局2023年度项目支出绩效自评报告", 14)
    11
    """
    total = measure(title, 1)
    if total <= most:
        return 0
    fair = total / math.ceil(total / most)
    best, at = (-1, 0.0), 0
    for cut in range(1, len(title)):
        reach = measure(title[:cut], 1)
        if reach > most:
            break
        if reach >= fair - 0.5 and not (title[cut - 1].isascii() and title[cut].isascii()):
            score = 2 if title.startswith(_OPENERS, cut) else 1 if title[cut - 1] in _CLOSERS else 0
            if title[cut] not in "”》），。、：；！？" and (score, fair - reach) > best:
                best, at = (score, fair - reach), cut
    return at
