"""The words of the reports: which stage of the money or the work a number speaks of."""

from __future__ import annotations

import enum
import re


class Stage(enum.StrEnum):
    """Where in the life of the money or of the work a figure stands."""

    CARRIED = "carried"  # 上年结转
    PLANNED = "planned"  # 预算, 下达, 计划, 应
    ARRIVED = "arrived"  # 到位, 到账
    SPENT = "spent"  # 支出, 执行, 使用
    LEFT = "left"  # 结余, 剩余
    ACCEPTED = "accepted"  # 受理
    CLOSED = "closed"  # 办结
    OPEN = "open"  # 正在办理
    ESTABLISHED = "established"  # 编制
    IN_POST = "in_post"  # 在编在岗, 实有


_STAGE_WORDS: tuple[tuple[Stage, str], ...] = (
    (Stage.IN_POST, r"在编在岗|在编在册|在编|在岗|在职|实有"),
    (Stage.ESTABLISHED, r"编制|定编"),
    (Stage.CARRIED, r"(?:上年|上年度|以前年度|年初|期初|历年)(?:结转|结余|余额)(?:资金)?"),
    (
        Stage.OPEN,
        r"(?:[正尚仍还]在)(?:办理|处理|处置|查处|整改|推进|调查|审理)|在办|(?:办理|处理|推进)中"
        r"|未(?:办结|审结|结案|结|办|完成|整改|处理|回复|解决)|尚未\w{0,4}|待办",
    ),
    (
        Stage.LEFT,
        r"结余|结转|剩余|余额|未(?:支付|支出|使用|执行|拨付|用|花|付)|节余|结存|尚余|余下|[年账期]末\S{0,2}余|账[上面]\S{0,2}[余剩]|[还只]剩|剩下|沉淀|净余|盈余",
    ),
    (
        Stage.ACCEPTED,
        r"受理|接(?:到|收|听|诉|报)|交办|转办|立案|收案|接警|登记"
        r"|(?:收到|处理|收集|承接)(?:各类|群众|市民|企业|网上)?(?:投诉|举报|来信|来电|申请|诉求|信访|工单|案件)\w{0,4}",
    ),
    (Stage.CLOSED, r"(?:办理|处理|整改)完毕|办结|审结|执结|结案|已(?:办|整改|处理|处置|解决|回复)|处结|化解"),
    (Stage.PLANNED, r"预算|下达|下拨|计划|安排|批复|概算|总投资|指标|核定|应到位|应拨付|应支付"),
    (
        Stage.ARRIVED,
        r"到位|到账|到帐|已落实|落实资金|拨入|收到|收入(?!水平|差距)|进账|入账|筹[到措集]|拨来|来款|落实到",
    ),
    (
        Stage.SPENT,
        r"支出|支付|执行|使用|拨付|发放|列支|开支|花费|报销|报账|兑付|完成投资|用款|用[出去掉了]|花[出去掉了费]|付[出给了]|开销|耗用|动用|实付|实支",
    ),
)
_STAGES = re.compile("|".join(f"(?P<{stage.value}>{words})" for stage, words in _STAGE_WORDS))

TOTAL_CUE = re.compile(
    r"总(?:额|数|量|投资|金额|收入|支出|人数|户数)(?:达到?|为|是)?\s*$|合计|共计|总计|总共|小计|加起来|相加|之和|加总|合起来|(?<![公一])(?<!(?<!其)中)共(?![同享建用产青团管识治商赢鸣性和创促富抓谋生进存筑护融育议担])"
)
"""Words that announce a total of what was listed before it; 公共, 中共 and 共同 are none of them."""

STRONG_TOTAL_CUE = re.compile(r"合计|共计|总计|总共|小计|加起来|相加|之和|加总|合起来")

OF_WHICH = "其中"

DETAIL = re.compile(
    r"^(?:其?占|比|较|同比|环比|增|减|下降|上升|提高|降低|人均|户均|平均|每|单价|标准|补助标准|按|约合|折合"
    r"|已(?!办|脱贫|完工|完成)|实际|支付|支出|拨付|到位|结余|使用|执行|完成投资|达到|超过|不超过|低于|高于|为)"
)
"""How the words before a number open when it tells more about the part before it."""

PER_UNIT = re.compile(r"每|[人户亩村校日月年]均|平均|均价|单价|标准|各(?:为|自|安排|补助|拨付|发放|奖励)?$")
"""Words that make an amount one per something (每户, 甲、乙各): it is no part of a sum as it stands."""

OTHER_TIME = re.compile(r"20\d\d年|上年|上一年|去年|前年|往年|历年|同期|以前年度")
"""Words that date an amount to another time than its fellows: a comparison, not a part."""

SUBTRACTED = re.compile(
    r"调减|核减|审减|扣除|减去|扣减|剔除|除去|收回|缴回|交回|上缴|减少|调出|退出|退回|不含|冲减|压减"
)
"""Words that may take the amount behind them off the total; the sum is also tried without."""

SET_APART = re.compile(
    r"权限在|不含|除外|剔除|扣除|取消|上收|划出|调出|移交|未纳入|不再|撤销|撤并|减少|核减|退出|销号|核销|注销"
)
"""Words that set a part apart from its fellows, so that a total can be without it."""

OPEN_LIST = re.compile(r"^\s*等(?![级次额同待候于])")
"""等 behind the last item: the list is not complete."""

INCLUDING = re.compile(r"^\s*(?:其中)?\s*(?:含|包含|包括|如|主要(?:是|为|有)?)")

SHARED_SOURCES = re.compile(
    r"中央|国家|自治区|兵团|省|市|州|盟|县|旗|区|乡镇?|镇|街道|村|自筹|地方|社会|企业|银行|贷款|专项债|债券|彩票|福彩|体彩|捐赠|一般公共预算|政府性基金|上级|本级|其[他它]"
)
"""Names of funding sources: a list of them divides the money without overlap."""

OVERLAPPING = re.compile(
    r"女|党员|团员|本科|研究生|硕士|博士|大专|专科|学历|职称|少数民族|低保|特困|残疾|贫困|脱贫|高级(?!别)|中级|退役|退伍|骨干|老年|儿童|留守"
)
"""Names of classes that overlap others: their numbers need not add up."""


def name_of(label: str) -> str:
    """The words for a part alone: what stands behind 其中, without the signs around it.

    >>> name_of("其中：省级补助")
    '省级补助'
    """
    return label.rpartition(OF_WHICH)[2].strip(" ,:：")


def stage_of(words: str) -> Stage | None:
    """The stage that the words before a number name: that of the last such word, None if there is none.

    >>> stage_of("截止2019年12月31日，市财政拨款资金到位").value
    'arrived'
    """
    last: Stage | None = None
    for match in _STAGES.finditer(words):
        last = Stage(str(match.lastgroup))
    return last
