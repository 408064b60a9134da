"""What happens in the demonstration: invented requests, each a story of steps by working days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

BUREAU, HOUSING, TRANSPORT = "YZ-BUREAU", "YZ-HOUSING", "YZ-TRANSPORT"
AGENCIES: Final = {
    BUREAU: "永州市行政审批服务局",
    HOUSING: "永州市住房和城乡建设局",
    TRANSPORT: "永州市交通运输局",
}
SUBJECTS: Final = (
    (BUREAU, "政务服务大厅2025年度窗口考核结果"),
    (BUREAU, "“一件事一次办”事项清单的制定依据"),
    (BUREAU, "12345热线2025年第三季度办理情况通报"),
    (BUREAU, "市民服务中心物业服务采购合同"),
    (BUREAU, "政务服务“好差评”差评核实情况汇总"),
    (BUREAU, "电子政务外网租赁费用支出明细"),
    (BUREAU, "行政审批中介服务事项目录"),
    (BUREAU, "网站集约化平台建设项目验收报告"),
    (HOUSING, "零陵路改造工程竣工验收报告"),
    (HOUSING, "翠竹苑小区物业维修资金使用明细"),
    (HOUSING, "老旧小区改造2025年计划及资金来源"),
    (HOUSING, "滨江新城三期商品房预售许可档案"),
    (HOUSING, "城区危房鉴定结果清单"),
    (HOUSING, "公共租赁住房分配结果和排序规则"),
    (HOUSING, "潇水路雨污分流工程施工招标控制价"),
    (HOUSING, "东山片区征收补偿方案听证笔录"),
    (HOUSING, "燃气管网安全隐患整改台账"),
    (TRANSPORT, "公交12路线路调整论证报告"),
    (TRANSPORT, "出租汽车经营权到期收回的决定"),
    (TRANSPORT, "县道X037线养护工程合同"),
    (TRANSPORT, "客运站搬迁社会稳定风险评估报告"),
    (TRANSPORT, "超限超载治理站2025年检测记录"),
    (TRANSPORT, "农村客运补贴发放明细"),
)
NAMES: Final = (
    "王晓梅", "李建国", "陈思远", "刘玉兰", "张海涛", "黄丽华", "周文斌", "吴小芳", "唐志强", "蒋美玲",
    "何俊杰", "罗春燕", "邓国平", "彭雅琴", "曾庆丰", "谢婉婷", "欧阳明", "龙秋菊", "段立新", "贺晓东",
)  # fmt: skip
COMPANY: Final = "永州市示例建筑工程有限公司"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a story: on which working day after the asking, at what hour, who does what with what."""

    day: int
    hour: int
    who: str
    action: str
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    token: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A request: how many working days ago it was asked, what was asked of whom by whom, and what came of
    it.
    """

    days_ago: int
    subject: int
    name: int
    kind: str
    steps: tuple[Step, ...]
    is_published: bool = False


_START: Final = (
    Step(1, 9, "receiver", "register-confirmed"),
    Step(1, 11, "handler", "claim"),
)
_REFUSED: Final = {
    "refuse_ground": "16-process",
    "refuse_reason": "该信息为讨论过程中形成的过程稿，尚未形成最终决定，依法可以不予公开。",
}
_PART: Final = {
    "refuse_ground": "15-commercial",
    "refuse_reason": "涉及第三方的报价和联系人，公开会损害其合法权益。",
}
_ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "given": {"decision": "given", "answer": "现向您提供所申请的信息，详见附件。"},
    "refused": {"decision": "refused", "answer": "您申请的信息属于过程性信息，决定不予公开。", **_REFUSED},
    "not-held": {
        "decision": "not-held",
        "answer": "经检索2023年以来的档案和业务系统，没有制作、保存该信息。",
    },
    "other-agency": {
        "decision": "other-agency",
        "answer": "该信息由市自然资源和规划局制作，不属于本机关负责公开。",
        "right_agency": "永州市自然资源和规划局，电话见其政府信息公开指南",
    },
    "already-public": {
        "decision": "already-public",
        "answer": "该信息已于2026年3月在政府门户网站主动公开。",
        "where": "市政府门户网站“政府信息公开—部门文件”栏目",
    },
    "repeated": {"decision": "repeated", "answer": "本机关已于今年5月就相同信息作出答复。"},
    "petition": {"decision": "petition", "answer": "您反映的是邻里噪声问题，可以拨打12345热线提出。"},
}
_CLARIFY: Final = {"clarify_what": "请写明所需信息的年份和具体路段或者小区名称。", "clarify_days": "10"}
_EXTEND: Final = {"extension_days": "15", "extension_reason": "需要从历史档案中检索核对"}


def stories() -> Iterator[Story]:
    """Sixty-odd requests in all the states that there are, the same each time."""
    for place, (kind, days_ago, steps, is_published) in enumerate(_plots()):
        yield Story(
            days_ago, (place * 7) % len(SUBJECTS), (place * 3) % len(NAMES), kind, steps, is_published
        )


def _plots() -> Iterator[tuple[str, int, tuple[Step, ...], bool]]:
    for days_ago in (0, 0, 1, 1, 2):
        yield "citizen", days_ago, (), False
    for days_ago in (2, 4, 6, 9, 12, 15, 17, 18, 19, 20, 23, 26):
        yield "citizen" if days_ago % 2 else "company", days_ago, _START, False
    for days_ago in (4, 6, 8):
        yield "citizen", days_ago, (*_START, Step(3, 10, "handler", "ask-clarification", _CLARIFY)), False
    for days_ago in (10, 16, 21):
        yield "citizen", days_ago, _clarified(), False
    for days_ago in (6, 9, 12, 14):
        yield "citizen", days_ago, _consulted(), False
    for days_ago in (8, 30):
        yield "citizen", days_ago, _co_produced(), False
    for days_ago in (19, 24, 28):
        yield "company", days_ago, (*_START, Step(17, 15, "approver", "extend", _EXTEND)), False
    for days_ago, outcome in ((11, "given"), (14, "refused"), (16, "not-held"), (18, "given")):
        yield "citizen", days_ago, _drafted(outcome, 9), False
    for days_ago, outcome in ((13, "given"), (17, "other-agency"), (19, "already-public")):
        yield (
            "citizen",
            days_ago,
            (*_drafted(outcome, 10), Step(11, 10, "approver", "approve", {"publish": "yes"})),
            False,
        )
    for place, outcome in enumerate(_outcomes()):
        yield (
            "company" if place % 5 == 4 else "citizen",
            22 + place,
            _answered(outcome, 8 + place % 9),
            place % 3 != 2,
        )
    for days_ago in (25, 34):
        asked = Step(3, 10, "handler", "ask-clarification", _CLARIFY)
        yield "citizen", days_ago, (*_START, asked), False
    for days_ago in (9, 27):
        yield (
            "citizen",
            days_ago,
            (*_START, Step(5, 16, "receiver", "withdraw", note="申请人来电要求撤回")),
            False,
        )


def _outcomes() -> tuple[str, ...]:
    return (
        "given", "given", "not-held", "partly-given", "already-public", "given", "refused", "other-agency",
        "given", "partly-given", "repeated", "given", "petition", "already-public", "given", "refused",
        "given", "partly-given", "not-held", "given",
    )  # fmt: skip


def _clarified() -> tuple[Step, ...]:
    asked = Step(3, 10, "handler", "ask-clarification", _CLARIFY)
    return (
        *_START,
        asked,
        Step(6, 20, "applicant", "clarify", {"clarified_content": "是2025年的，芝山路至南津路段。"}),
    )


def _consulted() -> tuple[Step, ...]:
    return (
        *_START,
        Step(3, 10, "handler", "consult", {"third_parties": (COMPANY,)}),
        Step(4, 9, "handler", "third-received", {"letter_received_on": "today"}, "third.1"),
    )


def _co_produced() -> tuple[Step, ...]:
    return (
        *_START,
        Step(3, 10, "handler", "consult", {"agencies": (TRANSPORT,)}),
        Step(4, 9, "handler", "coop-received", {"letter_received_on": "today"}, "coop.1"),
    )


def _drafted(outcome: str, day: int) -> tuple[Step, ...]:
    return (*_START, Step(day, 10, "handler", "draft", _ANSWERS[outcome]))


def _answered(outcome: str, day: int) -> tuple[Step, ...]:
    end = (
        Step(day + 1, 10, "approver", "approve", {"publish": "yes"}),
        Step(day + 2, 15, "handler", "deliver"),
    )
    if outcome != "partly-given":
        return (*_drafted(outcome, day), *end)
    objected = Step(
        5, 14, "handler", "third-object", {"opinion": "报价属于我公司商业秘密，请勿公开。"}, "third.1"
    )
    weighed = {"weighing": "respected", "weighing_reason": "报价未向社会公开，其理由合理，涉及部分不公开。"}
    draft = Step(
        day,
        10,
        "handler",
        "draft",
        {"decision": "partly-given", "answer": "现提供可以公开的内容。", **_PART, **weighed},
    )
    return (*_consulted(), objected, draft, *end)
