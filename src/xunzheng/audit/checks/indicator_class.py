"""Each indicator stands under the dimension that it measures."""

from __future__ import annotations

import re

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import SheetNode
from xunzheng.audit.sheet_reading import Value, is_bonus, read_value, shown, unique
from xunzheng.evaluation.naming import plain
from xunzheng.quantities.units import Dimension

_COST = re.compile(
    r"成本|费|造价|单价|价格|标准|金额|资金|预算|支出|经费|投入|元|节约|控制|投资|工资|补贴|补助|薪"
)
_WORK = re.compile(
    r"(?:开展|举办|组织|召开|培训|印发|报送|检查|巡查|督查|督导|调研|宣传|发放|采购|购置|建设|新建|维修|改造|编制)"
    r".{0,12}(?:次数|场次|场数|数量|份数|期数|个数|面积|里程|台数|套数)$"
)
_EVENT = re.compile(r"(?:开展|举办|组织|召开)(?!.{0,20}[率度]$)")
_TIMES = frozenset({"次", "场", "期", "场次", "批", "批次", "个", "班次"})
_INPUT = re.compile(
    r"^(?:项目|年度|财政|专项|补助)*(?:资金投入|投入资金|预算资金|资金总额|预算金额|资金规模)(?:总?额|数|金额)?$"
)
_SHARE = re.compile(r"(?:合格|达标|完成|及时|覆盖|满意|知晓|社会化发放|公开|准确|完好)率$")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf that its name and unit plainly put elsewhere; judged by words, and so only a suspicion."""
    for sheet in reading.sheets:
        for leaf in sheet.leaves():
            reason = None if is_bonus(leaf) else _misplaced(leaf)
            if reason is None:
                continue
            cells = (leaf.target, leaf.actual)
            yield Finding(
                code="indicator-class",
                severity=Severity.SUSPICION,
                where=unique((leaf.place, *(cell.place for cell in cells if cell is not None))),
                claim=f"“{leaf.name}”归在“{' › '.join(leaf.path[:-1])}”，目标 {shown(leaf.target)}",
                expected=reason,
                advice="请把指标移到相应的维度之下。",
                check=CHECK.id,
            )


def _misplaced(leaf: SheetNode) -> str | None:
    parents, name = leaf.path[:-1], plain(leaf.name)
    value = read_value(leaf.target) or read_value(leaf.actual)
    if any("成本" in parent for parent in parents):
        return _not_cost(name, value)
    if any("效益" in parent for parent in parents) and (_WORK.search(name) or _is_event(name, value)):
        return "做了多少工作是产出，宜归数量指标"
    if any("数量" in parent for parent in parents) and _INPUT.search(name):
        return "投入的资金不是产出，宜由预算执行率反映"
    return None


def _is_event(name: str, value: Value | None) -> bool:
    """Whether an indicator counts events that were held: 开展养护技术培训 4期."""
    return _EVENT.match(name) is not None and value is not None and value.quantity.unit.base in _TIMES


def _not_cost(name: str, value: Value | None) -> str | None:
    if value is None or _COST.search(name):
        return None
    dimension = value.quantity.unit.dimension
    if dimension is Dimension.COUNT:
        return f"成本应以金额或比例计，“{value.text}”是数量，宜归数量指标"
    if dimension is Dimension.RATE and _SHARE.search(name):
        return f"“{name}”不是成本，宜归质量或时效指标"
    return None


CHECK = Check("indicator-class", 1, ("indicator-class",), find)
