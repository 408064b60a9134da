"""Correct statements that look wrong: signs, ranges, spans of years, codes, points beside per cents."""

from __future__ import annotations

from fractions import Fraction

from bench.planted.words import Writer


def tell_trap(w: Writer) -> str:
    """One correct statement that a hasty check would flag; each is told at most once."""
    traps = (
        _negative,
        _several_years,
        _ranges,
        _points,
        _codes,
        _average,
        _hedged,
        _complement,
        _days,
        _clock,
        _beyond,
        _order,
    )
    kept = traps if w.judging else traps[:-3]
    trap = w.chance.choice(kept)
    if trap.__name__ in w.told:
        return ""
    w.told.add(trap.__name__)
    return trap(w)


def _negative(w: Writer) -> str:
    a, b, c = w.chance.randint(60, 200), w.chance.randint(20, 90), w.chance.randint(5, 19)
    return w.pick(
        f"备用金调整情况为：年初安排{a}万元，追加{b}万元，核减-{c}万元，净额{a + b - c}万元。",
        f"培训经费安排{a}万元，调剂增加{b}万元、调剂减少{c}万元，调整后为{a + b - c}万元。",
    )


def _several_years(w: Writer) -> str:
    year, total = w.story.year, w.chance.randint(3000, 9000)
    return w.pick(
        f"{year - 2}年至{year}年三年累计投入{total}万元，其中中央和省级资金占大头。",
        f"规划总投资{total}万元，分{year - 1}年、{year}年、{year + 1}年三个年度实施，本次只评价{year}年度。",
    )


def _ranges(w: Writer) -> str:
    a, b = w.chance.randint(2, 9), w.chance.randint(2, 9)
    return f"单项金额在10万元至50万元的合同{a}份、50万元以上的{b}份，其余为零星采购。"


def _points(w: Writer) -> str:
    before, more = w.chance.randint(70, 88), w.chance.randint(2, 9)
    return w.pick(
        f"政策知晓率由{before}%提高到{before + more}%，提高{more}个百分点。",
        f"知晓率从上年的{before}%升至{before + more}%，上升{more}个百分点。",
    )


def _codes(w: Writer) -> str:
    return w.pick(
        "支出列“2130199”科目核算，凭证号为记-0217号，咨询电话0731-8866123。",
        "项目编码为4300002024P0016，档案盒号3-12，资料存放于2号楼305室。",
    )


def _average(w: Writer) -> str:
    number, each = w.chance.randint(40, 300), w.chance.randint(12, 90) * 100
    amount = Fraction(number * each, 10000)
    return f"家庭补助覆盖{number}户，户均{each}元，合计{float(amount):g}万元。"


def _hedged(w: Writer) -> str:
    tens = w.chance.randint(2, 9)
    return w.pick(
        f"活动辐射群众约{tens}.2万余人次，其中老年人近{tens - 1}万人次，青少年数千人次。",
        f"线上浏览量{tens}万多次，点赞近千次。",
    )


def _complement(w: Writer) -> str:
    good, bad = w.chance.randint(800, 980), w.chance.randint(10, 40)
    rate = float(Fraction(good * 100, good + bad))
    return f"抽检样本{good + bad}件，不合格{bad}件，合格{good}件，合格率{rate:.2f}%。"


def _days(w: Writer) -> str:
    return w.pick(
        "一般事项2—4个工作日办结，复杂事项不超过15个工作日。", "故障响应时间不超过30分钟，2小时内到场。"
    )


def _clock(w: Writer) -> str:
    return "值班实行24小时制，早8:00至晚20:00双人在岗，其余时段一人在岗。"


def _beyond(w: Writer) -> str:
    planned = w.chance.randint(40, 90)
    done = planned + w.chance.randint(3, 15)
    rate = float(Fraction(done * 100, planned))
    return f"宣传活动计划{planned}场，实际{done}场，完成率{rate:.1f}%，超额{done - planned}场。"


def _order(w: Writer) -> str:
    first, second = w.chance.randint(12, 40), w.chance.randint(41, 80)
    return f"年内分两次验收：5月验收{first}处，11月验收{second}处，两次共{first + second}处。"
