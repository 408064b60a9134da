"""The columns of a score table: what each is for, told by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.layout import Layout, Role
from xunzheng.documents.model import Cell
from xunzheng.quantities.width import fold

MOST_HEADER_ROWS = 3
_LONGEST_HEADER = 40
_LAST_NAME = 1  # the last column that can name what is scored under a heading of any words

Grid = Sequence[Sequence[Cell | None]]


_FUNDS_ROLES = frozenset({Role.INITIAL, Role.BUDGET, Role.EXECUTED, Role.RATE})
_LEVEL = re.compile(
    r"(?:绩效|评价|考核)?第?([一二三四1234])级(?:评价|考核|绩效)?(?:指标|目标)?(?:名称|内容|项目)?(权重|分值)?"
)
_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.INITIAL, re.compile(r"(?:年初|期初)(?:批复)?预算(?:数|安排|金额|资金)?")),
    (
        Role.BUDGET,
        re.compile(
            r"(?:全年|本年|当年|年度|调整后|调整|项目)*预算(?:安排)?(?:数|金额|资金|额|总额)?(?:\(?A\)?)?"
        ),
    ),
    (
        Role.EXECUTED,
        re.compile(
            r"(?:全年|实际|本年|当年|年度|累计|预算)*(?:执行|支出)(?:数|金额|资金|额|总额)?(?:\(?B\)?)?"
        ),
    ),
    (Role.RATE, re.compile(r"(?:预算|资金)*(?:执行|支付|支出)(?:率|进度)(?:\(?B/A\)?)?")),
    (Role.REASON, re.compile(r".{0,8}(?:偏差|偏离|未完成|扣分|失分|减分|未达标|差异).{0,20}")),
    (
        Role.REASON,
        re.compile(
            r"(?:原因(?:分析|说明)?|改进措施|存在问题|得分(?:理由|依据|说明)|评分(?:理由|说明)).{0,12}"
        ),
    ),
    (
        Role.OTHER,
        re.compile(r"序号|编号|指标类型|得分系数.*|得分率|失分|扣分|数据来源|佐证材料|证据.*|权重说明"),
    ),
    (Role.UNIT, re.compile(r"(?:度量|计量|指标)?单位")),
    (Role.OPERATOR, re.compile(r"指标(?:性质|方向|符号)|(?:计算|比较|运算)?符号|运算符")),
    (
        Role.POINTS,
        re.compile(
            r"指标说明|(?!目标[或及与和]).{0,4}(?:评分|评价|计分|考核|赋分|打分)(?:标准|细则|办法|方法|依据|规则|要点|说明|内容及标准).{0,6}"
            r"|计算公式|.{0,4}计算(?:方法|公式)|.{0,2}公式(?:[或及与和]要点)?|要点"
        ),
    ),
    (Role.EXPLANATION, re.compile(r"(?:指标)?(?:解释|含义|释义|定义|内涵)(?:及说明)?")),
    (
        Role.WEIGHT,
        re.compile(
            r"(?:指标|评价|标准|基准|评分|考核|参考|设定|本级)*(?:权重|分值|权数|配分|满分|标准分|基准分)(?:分值|分数|值|分)?|应得分"
        ),
    ),
    (
        Role.SCORE,
        re.compile(
            r"(?!评分).{0,8}(?:得分|自评分|评分|打分|评价分|实得分)(?:值|数|情况|结果)?|评分|分数|自评分值"
        ),
    ),
    (
        Role.TARGET,
        re.compile(
            r"(?:年度|年初|预期|目标|计划|全年|绩效|设定|设置|本年度?|当年|\d{2,4}年度?|原定|批复|调整)*"
            r"(?:指标值|目标值|计划值|预期值|标准值|绩效目标|预期目标|年度目标|计划指标|目标)(?:[或及与和]评价标准)?"
        ),
    ),
    (
        Role.ACTUAL,
        re.compile(
            r"(?:截至.{0,10})?(?:全年|年度|实际|本年度?|当年|目标|指标|绩效|\d{2,4}年度?)*"
            r"(?:实际值|实际|业绩值|完成(?:指标值|值|情况|数|结果|程度)?|达到值|实现值|实现情况|执行情况)"
        ),
    ),
    (
        Role.NAME,
        re.compile(
            r"(?:绩效|评价|考核|评估|评分|具体|共性|个性)*(?:指标|评价内容|考核内容|评价项目|考核项目|评分项目)(?:名称|内容)?"
        ),
    ),
    (Role.REMARK, re.compile(r"(?:备注|说明)")),
)
_FRAGMENT = re.compile(
    r"指标|名称|值|分|内容|情况|原因|[A-Z]|[一二三四]级|[(\[]?(?:分|%|万元|元|[A-Z](?:[/÷][A-Z])?)[)\]]?|[(\[]\d{1,3}分?[)\]]"
)
_BRACKETS = re.compile(r"\([^()]{0,16}\)|\[[^\[\]]{0,16}\]")
_NOISE = re.compile(r"<br ?/?>|[\s*#:]", re.IGNORECASE)


def bare(text: str) -> str:
    """A header's or label's words alone: widths folded, blanks, marks and short brackets taken out.

    Example: ``bare("全年预算数\\n（A）") == "全年预算数"``.
    """
    return _BRACKETS.sub("", _NOISE.sub("", fold(text[:200])))


@dataclass(frozen=True, slots=True)
class Header:
    """What one header cell says: its role, and the level that a level, or the weight of one, belongs to."""

    role: Role
    level: int = 0


def read_header(text: str, layout: Layout | None = None) -> Header | None:
    """The role that the words of a header give its column; None for words that give none.

    What the layout says of a heading goes before what the words usually mean.

    Example: ``read_header("指标权重（分）").role is Role.WEIGHT``.
    """
    words = bare(text) or _NOISE.sub("", fold(text))
    if not words or len(words) > _LONGEST_HEADER:
        return None
    own = layout.column(words) if layout is not None else None
    if own is not None:
        return Header(own.role, own.level)
    match = _LEVEL.fullmatch(words)
    if match:
        level = "一二三四".find(match[1]) + 1 or int(match[1])
        return Header(Role.WEIGHT if match[2] else Role.LEVEL, level)
    return next((Header(role) for role, pattern in _WORDS if pattern.fullmatch(words)), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a table: rows `first_row` up to `body_row`, and the column of each role.

    `levels` are the columns of the names from the outermost level in; `weights` maps the position of a
    level among them to the column with the weights of that level (the innermost for a single one).
    `more_scores` are the score columns behind the first.
    """

    first_row: int
    body_row: int
    levels: tuple[int, ...]
    weights: dict[int, int]
    places: dict[Role, int]
    points: tuple[int, ...]
    width: int
    more_scores: tuple[int, ...] = ()

    def roles(self) -> dict[int, tuple[Role, int]]:
        """The role of each column that has one, with the position of a level among the levels."""
        found = {column: (role, 0) for role, column in self.places.items() if role is not Role.LEVEL}
        found |= dict.fromkeys(self.points, (Role.POINTS, 0))
        found |= dict.fromkeys(self.weights.values(), (Role.WEIGHT, 0))
        return found | {column: (Role.LEVEL, at) for at, column in enumerate(self.levels)}

    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers."""
        score = self.places.get(Role.SCORE)
        return (*self.weights.values(), *(() if score is None else (score,)))


def _column_headers(grid: Grid, first: int, count: int, layout: Layout | None) -> dict[int, Header]:
    """The role of each column under a header of `count` rows.

    Where weights and scores stand beside, the first column with other words (项目, 维度) names what is
    scored.
    """
    found: dict[int, Header] = {}
    unknown = len(grid[first])
    for column in range(len(grid[first])):
        cells: list[Cell] = []
        for row in grid[first : first + count]:
            cell = row[column]
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        texts = [cell.text for cell in cells if cell.text]
        readings = ("".join(texts), *reversed(texts)) if texts else ()
        header = next(filter(None, (read_header(text, layout) for text in readings)), None)
        if header is not None:
            found[column] = header
        elif texts:
            unknown = min(unknown, column)
    roles = {header.role for header in found.values()}
    if {Role.WEIGHT, Role.SCORE} <= roles and not {Role.LEVEL, Role.NAME} & roles and unknown <= _LAST_NAME:
        found[unknown] = Header(Role.NAME)
    return found


def _is_header_row(row: Sequence[Cell | None], is_first: bool, layout: Layout | None) -> bool:
    """Whether the cells of a row are header words (or, below the first row, pieces of them)."""
    texts = [cell.text for cell in row if cell is not None and cell.text]
    if not texts:
        return False
    known = sum(_is_header_word(text, layout) or _is_fragment(text) for text in texts)
    return known >= 2 and known * 3 >= len(texts) * 2 if is_first else known == len(texts)


def _is_header_word(text: str, layout: Layout | None) -> bool:
    header = read_header(text, layout)
    return header is not None and header.role not in _FUNDS_ROLES


def _is_fragment(text: str) -> bool:
    return _FRAGMENT.fullmatch(_NOISE.sub("", fold(text[:50]))) is not None


def _names_levels(row: Sequence[Cell | None], layout: Layout | None) -> bool:
    """Whether a row below group headings (绩效指标, 评分) is the header proper: it names levels."""
    headers = [read_header(cell.text, layout) for cell in row if cell is not None and cell.text]
    levels = sum(header is not None and header.role is Role.LEVEL for header in headers)
    return levels > 0 and _is_header_row(row, True, layout)


def _row_count(grid: Grid, first: int, layout: Layout | None) -> int:
    count = 1
    while count < MOST_HEADER_ROWS and first + count < len(grid):
        row = [cell for cell in grid[first + count] if cell is not None and cell.row == first + count]
        spans_on = any(cell is not None and cell.row < first + count for cell in grid[first + count])
        known = _is_header_row(row, False, layout) or (count == 1 and _names_levels(row, layout))
        if not (known or (spans_on and not any(c.text for c in row))):
            break
        count += 1
    return count


def _levels(headers: dict[int, Header]) -> tuple[int, ...]:
    levels = sorted((header.level, column) for column, header in headers.items() if header.role is Role.LEVEL)
    named = [column for column, header in headers.items() if header.role is Role.NAME]
    columns = [column for _, column in levels]
    if not columns:
        return tuple(named[:1])
    if named and named[-1] > columns[-1] and len(columns) < 3:
        columns.append(named[-1])
    return tuple(columns)


def _weights(headers: dict[int, Header], levels: tuple[int, ...]) -> dict[int, int]:
    """Which level each weight column is for: the one it names, or the nearest level to its left."""
    columns = [(column, header) for column, header in headers.items() if header.role is Role.WEIGHT]
    weights: dict[int, int] = {}
    for column, header in columns:
        if header.level:
            position = min(header.level, len(levels)) - 1
        elif len(columns) == 1:
            position = len(levels) - 1
        else:
            position = max((at for at, level in enumerate(levels) if level < column), default=len(levels) - 1)
        weights.setdefault(position, column)
    return weights


def find_columns(grid: Grid, first: int, layout: Layout | None = None) -> Columns | None:
    """The header of an indicator table that begins in row `first`; None where none begins there.

    It takes one to three rows: words may be broken over two (一级 / 指标) or stand under a common one.
    """
    if not _is_header_row(grid[first], True, layout):
        return None
    count = _row_count(grid, first, layout)
    headers = _column_headers(grid, first, count, layout)
    roles = {header.role for header in headers.values()}
    levels = _levels(headers)
    if not levels or not _is_indicator_table(levels, headers, roles):
        return None
    places: dict[Role, int] = {}
    for column, header in headers.items():
        places.setdefault(_settled(header.role, roles), column)
    points = tuple(c for c, header in headers.items() if _settled(header.role, roles) is Role.POINTS)
    width = max(headers) + 1
    scores = tuple(c for c, header in headers.items() if header.role is Role.SCORE)[1:]
    return Columns(first, first + count, levels, _weights(headers, levels), places, points, width, scores)


def _settled(role: Role, roles: set[Role]) -> Role:
    if role is not Role.REMARK:
        return role
    if roles & {Role.TARGET, Role.ACTUAL}:
        return Role.OTHER if Role.REASON in roles else Role.REASON
    return Role.OTHER


def _is_indicator_table(levels: tuple[int, ...], headers: dict[int, Header], roles: set[Role]) -> bool:
    has_level = Role.LEVEL in roles
    has_points = Role.WEIGHT in roles or Role.SCORE in roles
    if has_level:
        return has_points or (len(levels) >= 2 and bool(roles & {Role.TARGET, Role.ACTUAL, Role.EXPLANATION}))
    return (
        Role.SCORE in roles
        or {Role.TARGET, Role.ACTUAL} <= roles
        or (Role.WEIGHT in roles and bool(roles & {Role.TARGET, Role.ACTUAL, Role.POINTS}))
    )


@dataclass(frozen=True, slots=True)
class FundsColumns:
    """The header row of a funds block and the column of each role."""

    row: int
    places: dict[Role, int]


def find_funds_columns(grid: Grid, first: int, layout: Layout | None = None) -> FundsColumns | None:
    """The header of the funds block (全年预算数, 全年执行数, 分值, 执行率, 得分 …) in row `first`."""
    places: dict[Role, int] = {}
    for column, cell in enumerate(grid[first]):
        header = read_header(cell.text, layout) if cell is not None and cell.row == first else None
        if header is not None:
            places.setdefault(header.role, column)
    has_money = Role.EXECUTED in places and (Role.BUDGET in places or Role.INITIAL in places)
    if not has_money or Role.LEVEL in places or len(places) < 3:
        return None
    return FundsColumns(first, places)
