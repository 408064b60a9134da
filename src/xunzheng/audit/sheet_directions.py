"""Which way an indicator's target ought to point, and where its sign points the other way."""

from __future__ import annotations

import re
from dataclasses import replace

from xunzheng.audit.sheet import SheetNode
from xunzheng.audit.sheet_reading import DOWN, UP, Attained, Value, attained, is_execution, read_value
from xunzheng.evaluation.naming import plain
from xunzheng.quantities.units import Dimension

_BUILT = re.compile(
    r"新增|新建|建设|建成|改造|修[建缮复]|维修|购置|采购|配[置备]|安装|开展|举办|组织|培训|完成|养护|治理|种植|造林"
    r"|救助|服务|发放|受益|检[测查]|宣传|覆盖|扶持|资助|招[聘募]|编印|印发|建档|清理|整治|补助"
    r"|办理|受理|审理|调解|走访|慰问|排查|巡查|演练|收运|清运|救治|创建|铺设|栽植|抚育|硬化|编发|扑救|认定|改建|扩建|指导|监测|检验|引进|开发"
)
_HELD_DOWN = re.compile(
    r"成本|费用?$|经费|造价|单价|价格|支出|开支|用时|时[间限长]|周期|天数|工期|控制|限额|上限|事故|投诉|死亡|伤亡|逾期|差错|违"
    r"|超|空缺|流失|损|减|降|能耗|排放|接待|会议|三公|公车|出国|调整|结余|结转|编制|重复|遗留|未|不"
)
_DONE = re.compile(
    r"开放|巡[河查护检逻]|演出|放映|培训|举办|惠及|受益|兑付|受助|修[建缮复]|建成|新增|办理|受理|审理|调解|走访|慰问|排查|巡查|演练|收运|清运|救治|创建|铺设|栽植|抚育|硬化|编发|扑救|认定|改建|扩建|指导|监测|检验|引进|开发"
)
_LIMITED = re.compile(
    r"成本|费用?$|经费|单价|价格|开支|用时|事故|投诉|逾期|差错|超|控制|限额|违|未|不|减|降|病例|患者"
)
_BAD = re.compile(
    r"(?:事故|死亡|伤亡|差错|违[规纪法]|超标|逾期|流失|损坏|投诉|返贫|复发|错误|失误)(?:发生)?(?:率|数|起数|次数|件数|人数)?$"
)
_BOUNDED = re.compile(
    r"(?:及时|按时|[按及]时完成|按期完成|合格|达标|优良|覆盖|满意|知晓|到位|执行|准确|正确|发放|公开|办结|验收|完好|合规|入学|巩固|完工|开工|竣工"
    r"|签[订约]|抽检|普及|规范|无害化处理|列养|上岗|签约|出勤|支付)(?:合格)?[率度]$"
)
_GOOD = re.compile(
    r"(?<![不未])(?:合格|达标|优良|覆盖|满意|知晓|到位|执行|准确|及时|完好|公开|办结|成活|存活|保存|保有|完成|就业|参保|参与|入学|巩固"
    r"|治愈|扑灭|普及|利用|回收|绿化|验收|通过|签约|达成|建档|无害化处理|增长|节约)[率度]$"
)
_UNWANTED = re.compile(
    r"病例|患者|案件|警情|故障|火灾|灾害|险情|发生|跌倒|求助|报修|诉求|缺陷|漏报|损毁|病死|隐患|面积占|间隔|距离|半径|时差|误差|温度|浓度|含量"
)
_UNWANTED_END = re.compile(
    r"(?:故障|跌倒求助|跌倒|火灾|险情|堵漏报修|事故隐患)(?:发生)?(?:率|数|起数|次数|件数)?$"
)
_PRICE = re.compile(r"单价$|单位(?:造价|成本)$|造价$|每[\u4e00-\u9fff]{1,4}(?:成本|造价)$")
_NO_WORK = frozenset({Dimension.RATE, Dimension.MONEY})
_GROWING = re.compile(r"增[长加幅]|提[高升]|变动|上升")


def cannot_exceed_one(name: str) -> bool:
    """Whether a rate of that name is a share of a whole: 及时率, 合格率, 覆盖率, 满意度 …

    >>> cannot_exceed_one("补助按月发放及时率"), cannot_exceed_one("任务完成率")
    (True, False)
    """
    short = plain(name)
    return _BOUNDED.search(short) is not None and _GROWING.search(short) is None


def judged(node: SheetNode) -> Attained | None:
    """A leaf's target and actual value as `attained` gives them; a plain 100 % of a share means ≥.

    Less than the whole of a share (合格率 100%) misses the target without any sign.
    """
    pair = attained(node)
    if pair is None or pair.target.operator or pair.unit != "%" or pair.target_base != pair.factor * 100:
        return pair
    if not (cannot_exceed_one(node.name) or is_execution(node.name)):
        return pair
    return replace(pair, target=replace(pair.target, operator="≥"))


def lower_is_better(node: SheetNode) -> bool:
    """Whether the indicator's name or dimension says that less is better: cost, time used, accidents."""
    name = plain(node.name)
    of_cost = any("成本" in parent for parent in node.path[:-1])
    return of_cost or _HELD_DOWN.search(name) is not None or _BAD.search(name) is not None


def wrong_direction(node: SheetNode) -> str | None:
    """Why the target's sign cannot be meant, None where nothing speaks against it.

    Told are: an upper bound on things built or done and on rates of success, on work done also one that the
    actual value surpasses; 100 % or more of a share; a
    bound of 0 from above on what cannot be negative; a lower bound on accidents, errors and complaints.
    """
    value = read_value(node.target)
    if value is None or value.operator not in UP | DOWN:
        return None
    name = plain(node.name)
    if value.operator in UP:
        return _wrong_upward(name, value)
    return _wrong_downward(name, node.path, value) or _surpassed(name, node)


def _wrong_upward(name: str, value: Value) -> str | None:
    quantity = value.quantity
    if quantity.unit.dimension is Dimension.RATE and quantity.in_base >= 1 and cannot_exceed_one(name):
        return f"“{name}”不能超过 100%，应写“=100%”"
    if quantity.value > 0 and (_BAD.search(name) or _UNWANTED_END.search(name)):
        return f"“{name}”越低越好，应写“≤”"
    if quantity.unit.dimension in (Dimension.MONEY, Dimension.NUMBER) and _PRICE.search(name):
        return f"“{name}”以不超过为目标，应写“≤”"
    return None


def _surpassed(name: str, node: SheetNode) -> str | None:
    """Work of which more was done than the upper bound allows: the bound is meant as a lower one."""
    pair = attained(node)
    done = _DONE.search(name) is not None
    if pair is None or _LIMITED.search(name) or not (done or _of_output(node)):
        return None
    if pair.actual_base <= pair.target_base or pair.target.quantity.unit.dimension in _NO_WORK:
        return None
    return f"“{name}”多多益善，实际 {pair.actual.text} 已超过，应写“≥”"


def _of_output(node: SheetNode) -> bool:
    """Whether a quantity of output is counted, of which more is better: the dimension says 数量."""
    of_quantity = any("数量" in parent for parent in node.path[:-1])
    return of_quantity and _HELD_DOWN.search(plain(node.name)) is None


def _wrong_downward(name: str, path: tuple[str, ...], value: Value) -> str | None:
    quantity = value.quantity
    if quantity.value == 0 and not _GROWING.search(name):
        return f"“{name}”不会为负，应写“=0{quantity.unit.symbol}”"
    if quantity.unit.dimension is Dimension.RATE and _GOOD.search(name) and not _HELD_DOWN.search(name):
        return f"“{name}”越高越好，应写“≥”"
    counted = quantity.unit.dimension in (Dimension.COUNT, Dimension.MEASURE, Dimension.NUMBER)
    of_output = any("数量" in parent for parent in path[:-1])
    works = _BUILT.search(name) is not None or not _UNWANTED.search(name)
    if counted and of_output and works and not _HELD_DOWN.search(name):
        return f"“{name}”是要完成的数量，应写“≥”"
    return None
