"""The units that reports use, by their written form, and how one is read at a place in a text."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import (
    NUMBER,
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
from xunzheng.quantities.width import fold

MULTIPLIERS = {
    "万亿": Decimal(10**12),
    "千亿": Decimal(10**11),
    "百亿": Decimal(10**10),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
}
"""What may stand between a number and its unit (5千元, 3百多人), longest first."""

_COUNTS = (
    "个 件 项 台 套 台套 台次 家 家次 户 户次 所 座 宗 起 次 场 场次 期 份 条 处 批 批次 辆 只 头 株 棵"
    " 本 册 篇 例 笔 间 栋 幢 部 门 类 种 支 组 村 镇 乡 乡镇 街道 县 社区 科室 单位 部门 人次 件次"
    " 个次 项次 艘 架 块 张 片 口 眼 盏 匹 羽 尾 床 床位 卷 幅 段 道 届 轮 点 班 班次 车次 航次 盒 瓶"
    " 袋 箱 包 桶 对 双 枚 枝 则 款 节 课时 学时 学分 岗位 页 字 方面 大 大类 大项 小项 子项 小类 标段"
    " 行政村 自然村 村民小组 市州 院次 只次 头次 亩次 人天 人日 人月 床日 根 顶 把 副 丛 栏 格 排 杆"
    " 组次 例次 份次 站 层 单元 车位 泊位 人份 剂次 剂 针次 台班 工日"
)
_PERSONS = "人 名 位"
# By base and factor: the ways to write it.
_DURATIONS = {
    ("年", "1"): "年 个年度 周年",
    ("月", "1"): "个月 月",
    ("季度", "1"): "个季度 季度",
    ("学期", "1"): "个学期 学期",
    ("学年", "1"): "学年 个学年",
    ("天", "7"): "周 个星期 星期",
    ("天", "1"): "天 日 个自然日 自然日 日历天 个日历天",
    ("工作日", "1"): "工作日 个工作日",
    ("分钟", "60"): "个小时 小时 h",
    ("分钟", "1"): "分钟 min",
    ("秒", "1"): "秒 秒钟",
    ("工时", "1"): "个工时 工时",
    ("交易日", "1"): "个交易日",
}
_MEASURES = {
    ("米", "1000"): "公里 千米 km",
    ("米", "1"): "米 m",
    ("延米", "1"): "延米",
    ("米", "0.01"): "厘米 公分 cm",
    ("米", "0.001"): "毫米 mm",
    ("里", "1"): "里 华里",
    ("海里", "1"): "海里",
    ("平方米", "1000000"): "平方公里 平方千米 km² km2",
    ("平方米", "10000"): "公顷 hm² hm2",
    ("平方米", "1"): "平方米 平米 ㎡ m² m2",
    ("亩", "1"): "亩",
    ("千克", "1000"): "吨 t",
    ("千克", "1"): "公斤 千克 kg",
    ("千克", "0.5"): "斤",
    ("千克", "0.001"): "克 g",
    ("千克", "0.000001"): "毫克 mg",
    ("升", "1"): "升 L",
    ("升", "0.001"): "毫升 ml mL",
    ("立方米", "1"): "立方米 方 立方 m³ m3",
    ("千瓦时", "1"): "千瓦时 度 kWh kwh",
    ("千瓦", "0.001"): "瓦",
    ("千瓦", "1"): "千瓦 kW KW kw",
    ("千瓦", "1000"): "兆瓦 MW",
    ("千伏", "1"): "千伏 kV KV",
    ("千伏安", "1"): "千伏安 kVA",
    ("兆", "1"): "兆 M",
    ("MB", "1"): "MB",
    ("MB", "1024"): "GB",
    ("MB", "1048576"): "TB",
    ("吨标准煤", "1"): "吨标准煤",
    ("℃", "1"): "摄氏度 ℃",
    ("分贝", "1"): "分贝",
    ("岁", "1"): "岁 周岁",
    ("美元", "1"): "美元",
    ("欧元", "1"): "欧元",
    ("港元", "1"): "港元",
    ("标准吨", "1"): "标准吨",
}
_RATES = (
    PERCENT,
    PER_MILLE,
    Unit("个百分点", Dimension.RATE, "百分点", Decimal("0.01")),
    Unit("百分点", Dimension.RATE, "百分点", Decimal("0.01")),
    Unit("倍", Dimension.RATE, ""),
)

# A unit is not read before these characters: there it opens a longer word (20 项目, 5 部委, 3 年度).
_OPENING = (
    "个:体性 项:目 人:均 名:单称誉额 位:于置居 台:账阶县山风湾帐 家:长庭具子渠堡 户:籍口均 座:谈"
    " 起:步点来草诉 场:地所馆 期:间限末望刊 条:件款 处:理级长室分置罚于 只:有能要是 头:部"
    " 本:级年市县省单局地项月季着次科 篇:章 例:如外会 笔:试记 间:接隔断 部:委长队曲署级"
    " 门:户诊槛面口峡禁 类:型别似 种:植养 支:出持付撑农教行配援 组:织建成合 村:级委庄集干 镇:级政 乡:级"
    " 县:级委政城区 天:然气 年:度初底末均龄级终 日:常均益 分:别析配布管局公解之步级派享摊流包为"
    " 元:月区旦宵 度:假量过 批:准复示 次:要品日 所:有属以需在得 宗:旨教 份:额 克:服 升:级至高 米:粉"
    " 周:期边围转 大:于约概力幅多小学型致气家部会厅数 点:击评多 段:落 道:路德 节:约能省点日假气"
    " 包:括含装容干 对:于应比接象照外口 双:方向创 口:径头岸 片:区 字:第号 班:级子 届:时 站:点 层:次级面"
    " 单位:面 方:面式案便法向针 里:程面 把:握关 根:据本 排:名查放污水序在 则:是 款:项 格:式外 顶:层"
    " 眼:科 副:处科局主书县市厅 床:上 斤:斤 页:面 月:度末初底均 块:钱 兆:丰 单元:格 剂:量 丛:书 针:对"
    " 轮:流换岗 卷:宗 架:构设 张:家 栏:目 匹:配 幅:度 尾:矿款 袋:装 箱:体 桶:装 盒:装 瓶:装 秒:杀"
)
_OPENS_WORD = dict(entry.split(":") for entry in _OPENING.split())


def _registry() -> dict[str, Unit]:
    counts = [Unit(word, Dimension.COUNT, word) for word in _COUNTS.split()]
    persons = [PERSON if word == "人" else Unit(word, Dimension.COUNT, "人") for word in _PERSONS.split()]
    durations = _multiples(_DURATIONS, Dimension.DURATION)
    measures = _multiples(_MEASURES, Dimension.MEASURE)
    money = [YUAN, Unit("圆", Dimension.MONEY, "元"), WAN_YUAN, YI_YUAN]
    every = [*counts, *persons, *durations, *measures, *money, *_RATES, SCORE]
    return {unit.symbol: unit for unit in every}


def _multiples(written: dict[tuple[str, str], str], dimension: Dimension) -> list[Unit]:
    return [
        Unit(symbol, dimension, base, Decimal(factor))
        for (base, factor), symbols in written.items()
        for symbol in symbols.split()
    ]


UNITS = _registry()
"""The plain units by symbol, without multipliers (万人) and without those made of two (元/人)."""


def _by_head() -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for symbol in sorted(UNITS, key=len, reverse=True):
        heads.setdefault(symbol[0], []).append(symbol)
    return {head: tuple(symbols) for head, symbols in heads.items()}


_BY_HEAD = _by_head()
_MULTIPLIER_HEADS = frozenset(multiplier[0] for multiplier in MULTIPLIERS)
_WHOLE_ONLY = frozenset(("%", "‰"))
_SCALES = ("10", "100", "1000", "10000")


class ReadUnit(NamedTuple):
    """A unit read in a text: where it ends, and the hedge that stood inside it (6万余人)."""

    unit: Unit
    end: int
    precision: Precision = Precision.EXACT


def unit_named(symbol: str) -> Unit | None:
    """The unit that is written `symbol` (any width, blanks ignored); None for what is no known unit.

    Multipliers (万件, 百万元) and units made of several (元/人, 万元/公里, 元/人*月, 次/10万公顷) are built
    on demand; the empty symbol is the bare number.

    >>> unit_named("万户").factor, unit_named("元/人").dimension
    (Decimal('10000'), <Dimension.MEASURE: 'measure'>)
    """
    return _unit_named("".join(fold(symbol).split()))


@lru_cache(maxsize=2048)
def _unit_named(symbol: str) -> Unit | None:
    if symbol == "":
        return NUMBER
    read = read_unit(symbol, 0)
    return read.unit if read and read.end == len(symbol) and read.precision is Precision.EXACT else None


@lru_cache(maxsize=2048)
def multiplied(unit: Unit, multiplier: str) -> Unit:
    """The unit with a multiplier before it: (件, 万) is 万件 with the factor 10000, (NUMBER, 万) is 万."""
    symbol = multiplier + unit.symbol
    return UNITS.get(symbol) or Unit(symbol, unit.dimension, unit.base, MULTIPLIERS[multiplier] * unit.factor)


def read_unit(folded: str, at: int) -> ReadUnit | None:
    """The longest unit that begins at an offset of a folded text, None if none does.

    A hedge may stand before the multiplier, before the unit or within it: 余万元, 万余人, 个多月.
    """
    head = folded[at : at + 1]
    plain = _read_symbol(folded, at) if head in _BY_HEAD else None
    if plain is not None:
        return _joined(folded, plain)
    hedge, start = _read_hedge(folded, at)
    multiplier = _read_multiplier(folded, start)
    after = start + len(multiplier)
    if multiplier and hedge is Precision.EXACT:
        hedge, after = _read_hedge(folded, after)
    if after == at:
        return None
    plain = _read_symbol(folded, after)
    if plain is None:
        return ReadUnit(multiplied(NUMBER, multiplier) if multiplier else NUMBER, after, hedge)
    unit = multiplied(plain.unit, multiplier) if multiplier else plain.unit
    return _joined(folded, ReadUnit(unit, plain.end, hedge))


def _read_symbol(folded: str, at: int) -> ReadUnit | None:
    if folded.startswith(("个多", "个余"), at):
        symbol = "个" + folded[at + 2 : at + 3]
        longer = "个" + folded[at + 2 : at + 4]
        found = next((each for each in (longer, symbol) if len(each) > 1 and each in UNITS), None)
        if found:
            return ReadUnit(UNITS[found], at + len(found) + 1, Precision.OVER)
    for symbol in _BY_HEAD.get(folded[at : at + 1], ()):
        if folded.startswith(symbol, at) and _closes(folded, symbol, at + len(symbol)):
            return ReadUnit(UNITS[symbol], at + len(symbol))
    return None


def _closes(folded: str, symbol: str, end: int) -> bool:
    """Whether a symbol that ends here is the unit itself and not the opening of a longer word."""
    following = folded[end : end + 1]
    if not following:
        return True
    if symbol[-1].isascii() and symbol[-1].isalnum():
        return not (following.isascii() and following.isalnum())
    return following not in _OPENS_WORD.get(symbol, "")


def _read_hedge(folded: str, at: int) -> tuple[Precision, int]:
    sign = folded[at : at + 1]
    if sign and sign in "余多几" and folded[at + 1 : at + 2] not in _NOT_HEDGING.get(sign, ()):
        return Precision.OVER, at + 1
    if sign == "来" and folded[at + 1 : at + 2] in _BY_HEAD:
        return Precision.ABOUT, at + 1
    return Precision.EXACT, at


_NOT_HEDGING = {"余": tuple("额款下地留热粮"), "多": tuple("功样媒")}


def _read_multiplier(folded: str, at: int) -> str:
    if folded[at : at + 1] not in _MULTIPLIER_HEADS:
        return ""
    return next((multiplier for multiplier in MULTIPLIERS if folded.startswith(multiplier, at)), "")


def _joined(folded: str, read: ReadUnit) -> ReadUnit:
    """The unit with what it is counted per: 元 followed by /人*月 is one unit."""
    end, per = read.end, ""
    for _ in range(3):
        if folded[end : end + 1] not in ("/", "*", "·") or (not per and folded[end] != "/"):
            break
        divisor = _read_divisor(folded, end + 1)
        if divisor is None:
            break
        per += folded[end] + divisor[0]
        end = divisor[1]
    if not per or read.unit.symbol in _WHOLE_ONLY:
        return read
    unit = Unit(read.unit.symbol + per, Dimension.MEASURE, read.unit.base + per, read.unit.factor)
    return ReadUnit(unit, end, read.precision)


def _read_divisor(folded: str, at: int) -> tuple[str, int] | None:
    """What stands behind the stroke: a unit, perhaps with a round number before it (10万公顷)."""
    scale = next((each for each in reversed(_SCALES) if folded.startswith(each, at)), "")
    start = at + len(scale)
    scale += (multiplier := _read_multiplier(folded, start))
    plain = _read_symbol(folded, start + len(multiplier))
    if plain is None or plain.precision is not Precision.EXACT:
        return None
    word = plain.unit.base if plain.unit.base == "人" else plain.unit.symbol
    return scale + word, plain.end
