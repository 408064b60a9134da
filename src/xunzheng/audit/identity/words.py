"""The words beside a figure, taken apart: what is counted, what was done with it, which part of it."""

from __future__ import annotations

import re

from xunzheng.audit.identity.measured import Subject

_LONGEST_NOUN = 24
_TAIL_ENDS = re.compile(
    r"全部|均|都|已|的|中|进行|参加|接受|实现|获|被|在|并|可|将|未|(?<!公)共|全年|累计|较|比|以上|左右|及|和|与|等|为|是|用于|正常|运行|投入|按"
    r"|平均|日均|月均|年均|户均|人均|顺利|如期|有|每|占|到|于|,|;|:|。|、|\(|\s|[0-9]"
)
_SUFFIX = re.compile(
    r"(?:总人数|人次数|人数|户数|个数|件数|次数|场次|总数量|总数|数量|总量|面积|规模|总长度|长度|里程|总额|数额|金额|总金额|资金|经费|费用"
    r"|人次|数|情况|任务|工作|指标|量)$"
)

_NOISE = """
力争 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 登记 在册 备案 批次 件次 期数 场次
总长 全长 全市 全县 全区 全镇 全乡 全省 全州 全校 全院 全局 全年 全部 全旗 全街道 全系统 我市 我县 我区
我镇 我乡 我省 我局 我院 我校 我委 我中心 我单位 本市 本县 本区 本镇 本年度 本年 本项目 该项目 当年 年度
年内 年底 年末 期末 全年度 截至 截止 目前 现有 现 共有 共计 合计 总计 总共 累计 共 均 约 已 为 达到 达 了
的 等 余 其中 其 并 还 和 及 与 对 给 向 由 从 在 于 将 把 有 是 年 月 日 底 到 至 个 开展 组织 实施 举办
举行 完成 进行 推进 落实 实现 形成 安排 实际 全面 圆满 各类 各项 各级 有关 相关 主要 目标 计划 任务
完成情况 项目实施 分别 分别为 数量 总数 数 总 实有 投入使用 此外 另 另外 惠及 受益 带动 覆盖 辐射 受惠
涉及 同时 先后 确定 确保 通过 重点 积极 有效 顺利 一次性 专项 不少于 不低于 不超过 预计 拟 人数 户数 家数
个数 件数 次数 场次数 人次 总人数 总户数 到位 到账 支出 预算 资金 经费 金额 总投资 下达 执行 累计支出 拨入
一是 二是 三是 四是 五是 六是 首先 其次 完成值 实际值 实际完成值 完成数 指标值 实际完成数 实际完成情况
两级 全体 核定编制 核定编制数 编制数 编制人数 在职 在职人员 在职人数 实有 年初计划 年初目标 调整到 增加到
总额 资金总额 对照 综上 投入 应到 批复 批准 任务较好 任务基本 少数任务 顺延 较好 实付 用途 划分
"""

_ACTS = """
建 组建 成立 设立 新建 建成 建设 修建 兴建 新修 建造 建立
改 改造 改建 提升 升级 扩建
修 维修 修复 修缮 整修 检修
养 养护 管护 维护 抚育
换 更换
拆 拆除
助 资助 受助 补助 补贴 救助 扶持 奖补 奖励 支持 补助资金
购 采购 购置 购买 购进 添置
装 安装 布设
投 投放 配发
发 发放 下发 兑现 兑付 支付 拨付
收 收回 回收
岗 开发 吸纳 聘用 聘请 招聘 选聘
配 配备 配置
接 接入 接通
归 归集 汇聚 汇集
享 共享
布 发布 公布 印发
编 编制 起草 制定
慰 慰问 走访 看望
解 解除
待 接待
运 运送 清运 转运 运输
种 种植 栽植 播种
疫 免疫 接种
购销 收购
销 销售
出 出栏
存 存栏
筛 筛查
检 体检 检测 监测
训 培训 轮训 集训
治 整治 治理
育 培育 培养
放 放映
演 演出
注 注册
查 立案查处 查处
扩 扩面
通 开通 开行 运行
保 保障 供养
征 征集
补 补充
印 印制
引 引进
盘 盘活
调 调拨 调配
集 采集 采样
用 使用
施 施划
淤 清淤 疏浚
签 签约 签约服务
理 办理
退 淘汰
宣 宣传 宣讲
植 造林
"""

_HARD = """
竣工 完工 开工 在建 未 不合格 合格 优良 优秀 良好 达标 满意 基本满意 及时 按时 按期 逾期 推荐 抽查 抽取
抽样 入选 获奖 结转 剩余 男 女 新增 净增 减少 增加 增长 下降 核减 年初 期初 受理 办结 化解 调解成功 申请
授权 核定 活跃 在线 移交 移送 应收 实收 应 销号 整改 未完成 待 结余 馆藏 库存 招标 中标 概算 决算 审定 送审
调整前 合同 结算 控制价 追加 调减 年初预算 社会捐赠 捐赠 日处理 日均 月均 年均 每 人均 户均 平均 上年 去年
同期 以前年度 往年 历年 兼职 专职 初级 中级 高级 续建 退出 注销 满意率 退休 离退休 临聘 在岗 在编 因故 失败
终止 复核 复查 推迟 延期 审核 审查
"""

_SOFT = """
中央 省级 市级 县级 区级 镇级 乡级 村级 国家级 自治区 自筹 上级 本级 农村 城市 城镇 城乡 住院 门诊 直接
间接 线上 线下 公益性 经营性 小学 初中 高中 幼儿 春季 秋季 上半年 下半年 重点 一般 普通 特殊 大型 中型
小型 省 市 县 财政 配套 乡镇 脱贫 贫困 监测 低保 特困 残疾 一类 二类 三类 甲类 乙类 一等 二等 三等 一期
二期 三期 一级 二级 三级 第一 第二 第三
"""


_WHOLE_WORDS = """
项目支出 基本支出 公共 共享 共青团 共建 国有 有线 有机 数据 数字 应急 待遇 妇女 未成年 未成年人 等级 个人
个体 从业 再就业 其他 其它 对象 为民 和谐 日间 总队 余热 发放率 在校生 天数 成就 就业意向 就业
"""
"""Words kept whole that would else lose a sign to one of the lists."""


_LEVELS = frozenset(("省级", "市级", "县级", "区级", "镇级", "乡级", "村级"))
"""Levels that are also told without 级: 省级补助, 省补助."""


def _dictionary() -> dict[str, tuple[str, str]]:
    """Each known word with its kind (n noise, a act, h and s hard and soft states, k kept) and its sign."""
    words = dict.fromkeys(_NOISE.split(), ("n", ""))
    words |= {word: ("s", word[:-1] if word in _LEVELS else word) for word in _SOFT.split()}
    words |= dict.fromkeys(_WHOLE_WORDS.split(), ("k", ""))
    words["在校学生"] = ("k", "在校生")
    words |= {word: ("h", "!" + word) for word in _HARD.split()}
    for line in _ACTS.split("\n"):
        sign, _, family = line.partition(" ")
        words |= dict.fromkeys(family.split(), ("a", sign))
    return words


_WORDS = _dictionary()
_LENGTHS = {
    first: tuple(sorted({len(w) for w in _WORDS if w[0] == first}, reverse=True))
    for first in {w[0] for w in _WORDS}
}
_MARKS = frozenset(" ,.;:、。()[]“”\"'《》〈〉+-/%≥≤>=<★*#|\u3000\n\t")
_LIST_MARK = re.compile(r"^\W*\d{1,2}[.、)](?!\d{1,3}[^\d年])")
_DATES = re.compile(r"(?:19|20)\d\d年度?|\d{1,2}月份?|\d{1,2}[日号]|截[止至]到?")


def subject_of(label: str, tail: str = "") -> Subject:
    """The subject that the words before a figure name; those behind it where the former name nothing.

    >>> subject_of("全年共资助家庭经济困难学生").noun
    '家庭经济困难学生'
    >>> subject_of("", "受助学生全部顺利升学").noun
    '学生'
    """
    noun, acts, states = _parse(label)
    described = label.endswith("的")  # 排查出的368处隐患
    if tail and (described or len(noun) < 2):
        end = _TAIL_ENDS.search(tail)
        behind, acts_behind, states_behind = _parse(tail[: end.start()] if end else tail)
        before = noun.removesuffix("出") if described else noun
        noun, acts, states = before + behind, acts + acts_behind, states + states_behind
    short = _SUFFIX.sub("", noun)
    return Subject(short or noun, frozenset(acts), frozenset(states))


def _parse(words: str) -> tuple[str, list[str], list[str]]:
    if any("0" <= sign <= "9" for sign in words):
        words = _DATES.sub("", _LIST_MARK.sub("", words))
    words = words[-_LONGEST_NOUN * 2 :]
    noun: list[str] = []
    acts: list[str] = []
    states: list[str] = []
    at, end = 0, len(words)
    while at < end:
        sign = words[at]
        for length in _LENGTHS.get(sign, ()):
            known = _WORDS.get(words[at : at + length])
            if known is not None:
                kind, value = known
                if kind == "a":
                    acts.append(value)
                elif kind in "sh":
                    states.append(value)
                if kind in "sk":
                    noun.append(value or words[at : at + length])
                at += length
                break
        else:
            if sign not in _MARKS:
                noun.append(sign)
            at += 1
    return "".join(noun)[-_LONGEST_NOUN:], acts, states
