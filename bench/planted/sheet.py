"""The score sheet of a story: indicators with targets, actuals, weights and scores by the rule."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from bench.planted.story import Story, share, split

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Value:
    """A target or actual: a number with the fact that it tells, or words."""

    text: str = ""
    fact: str = ""
    number: Fraction | None = None
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator. `sign` is the comparison of the target; `reason` is empty where none is needed."""

    one: str
    two: str
    three: str
    weight: Decimal
    sign: str
    target: Value
    actual: Value
    score: Decimal
    reason: str = ""

    @property
    def lost(self) -> Decimal:
        """The points that were lost."""
        return self.weight - self.score


_REASONS = (
    "受雨季影响进度略慢，下年加强调度",
    "需求较年初测算减少，下年据实核定目标",
    "部分地块手续办理滞后，已督促补办",
    "宣传发动不够，下年改进方式",
    "前期测算偏于乐观，下年细化指标",
)
_JUDGED_REASONS = (
    "个别档案归集不够及时，扣{0}分，下年专人负责",
    "目标设定还不够细化，扣{0}分，下年逐项量化",
    "监督检查频次不足，扣{0}分，下年按季开展",
    "后续管护责任尚未全部落实，扣{0}分",
    "成果宣传还不充分，扣{0}分",
)


def rule_score(weight: Decimal, sign: str, target: Fraction, actual: Fraction, places: int) -> Decimal:
    """Full where the target is met, else in proportion, rounded to so many decimals."""
    met = actual <= target if sign == "≤" else actual >= target
    if met:
        return weight
    part = target / actual if sign == "≤" else actual / target
    exact = Fraction(weight) * part
    step = Decimal(1).scaleb(-places)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)


def rounded(exact: Fraction, decimals: int, truncates: bool) -> Fraction:
    """A rate as the sheet tells it."""
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    way = ROUND_DOWN if truncates else ROUND_HALF_UP
    return Fraction(number.quantize(Decimal(1).scaleb(-decimals), way))


@dataclass(slots=True)
class Maker:
    """Makes the lines of a sheet."""

    story: Story
    chance: random.Random
    places: int
    truncates: bool

    def line(
        self, one: str, two: str, three: str, weight: Decimal, sign: str, target: Value, actual: Value
    ) -> Line:
        """A quantitative indicator, scored by the rule."""
        assert target.number is not None
        assert actual.number is not None
        score = rule_score(weight, sign, target.number, actual.number, self.places)
        reason = ""
        if score < weight:
            reason = self.chance.choice(_REASONS)
        elif abs(actual.number - target.number) * 10 >= target.number * 3 and target.number:
            reason = "年初目标按保守口径设定，实际需求增加，下年相应调高"
        return Line(one, two, three, weight, sign, target, actual, score, reason)

    def judged(self, one: str, two: str, three: str, weight: Decimal, words: str, lose: bool) -> Line:
        """A qualitative indicator: full, or a little less for a reason."""
        lost = Decimal(1) if lose and weight >= 3 else Decimal(0)
        reason = self.chance.choice(_JUDGED_REASONS).format(f"{lost}") if lost else ""
        actual = "基本" + words if lost else words
        return Line(one, two, three, weight, "", Value(words), Value(actual), weight - lost, reason)

    def weights(self, total: int, number: int) -> list[Decimal]:
        """Uneven whole or half weights that add up."""
        step = Decimal(1) if total % number == 0 or self.chance.random() < 0.8 else Decimal("0.5")
        if self.chance.random() < 0.4 and total % number == 0:
            return [Decimal(total // number)] * number
        while True:
            cut = list(split(self.chance, Decimal(total), number, step))
            if min(cut) >= 2:
                return cut

    def quantity(self, at: int, one: str, two: str, weight: Decimal) -> Line:
        """An output against its plan."""
        work = self.story.works[at]
        out = work.output
        target = Value(fact=f"work.{at}.planned", number=Fraction(work.planned), unit=out.unit)
        actual = Value(fact=f"work.{at}.done", number=Fraction(work.done), unit=out.unit)
        name = self.chance.choice(
            (f"{out.verb}{out.noun}数量", f"{out.verb}{out.noun}", f"{out.noun}{out.verb}数")
        )
        return self.line(one, two, name, weight, "≥", target, actual)

    def quality(self, at: int, one: str, two: str, weight: Decimal) -> Line:
        """A quality rate against its target."""
        work = self.story.works[at]
        exact = share(work.passed, work.checked)
        places = 0 if exact == 100 else self.chance.choice((1, 2))
        goal = Fraction(self.chance.choice((90, 95, 100)))
        actual = Value(
            fact=f"work.{at}.quality",
            number=rounded(exact, places, self.truncates),
            unit="%",
            decimals=places,
        )
        sign = "=" if goal == 100 else "≥"
        target = Value(number=goal, unit="%")
        return self.line(one, two, f"{work.output.noun}验收合格率", weight, sign, target, actual)

    def timeliness(self, at: int, one: str, two: str, weight: Decimal) -> Line:
        """A rate of what was in time, or a day before which all was to be done."""
        work, s = self.story.works[at], self.story
        name = f"{work.output.noun}完成及时率"
        if work.timely == work.done and self.chance.random() < 0.5:
            name = f"{work.output.noun}完成时间"
            day = f"{s.year}年{self.chance.randint(9, 11)}月{self.chance.randint(1, 28)}日"
            return Line(one, two, name, weight, "", Value(f"{s.year}年12月底前"), Value(day), weight)
        exact = share(work.timely, work.done)
        places = 0 if exact == 100 else 1
        actual = Value(
            fact=f"work.{at}.timeliness",
            number=rounded(exact, places, self.truncates),
            unit="%",
            decimals=places,
        )
        return self.line(one, two, name, weight, "≥", Value(number=Fraction(95), unit="%"), actual)

    def cost(self, at: int, one: str, two: str, weight: Decimal) -> Line:
        """A price that was not to be exceeded."""
        bought = self.story.purchases[at]
        actual = Value(fact=f"buy.{at}.price.told", number=Fraction(bought.price), unit="元")
        bound = -(-bought.price * self.chance.choice((100, 103, 110)) // 100)
        name = f"{bought.product.noun}单价"
        return self.line(one, two, name, weight, "≤", Value(number=Fraction(bound), unit="元"), actual)

    def benefit(self, at: int, one: str, two: str, weight: Decimal) -> Line:
        """A benefit against what was hoped for."""
        change = self.story.changes[at]
        up = change.benefit.up
        goal = round(change.after * self.chance.choice((0.9, 0.95, 1.0, 1.03) if up else (1.08, 1.0, 1.02)))
        actual = Value(fact=f"change.{at}.after", number=Fraction(change.after), unit=change.benefit.unit)
        target = Value(number=Fraction(goal), unit=change.benefit.unit)
        return self.line(one, two, change.benefit.noun, weight, "≥" if up else "≤", target, actual)

    def satisfaction(self, one: str, two: str, weight: Decimal) -> Line:
        """The survey's rate."""
        exact = share(self.story.satisfied, self.story.returned)
        actual = Value(
            fact="survey.satisfied", number=rounded(exact, 1, self.truncates), unit="%", decimals=1
        )
        name = f"{self.story.subject.surveyed}满意度"
        return self.line(one, two, name, weight, "≥", Value(number=Fraction(90), unit="%"), actual)


def national_lines(maker: Maker) -> list[Line]:
    """产出 50, 效益 30, 满意度 10; the execution rate stands for itself with 10."""
    product, effect, pleased = "产出指标", "效益指标", "满意度指标"
    number = maker.chance.choice((5, 6, 7))
    w = maker.weights(50, number)
    lines = [maker.quantity(at, product, "数量指标", w[at]) for at in range(3 if number > 5 else 2)]
    at = len(lines)
    lines.append(maker.quality(0, product, "质量指标", w[at]))
    if number == 7:
        lines.append(maker.quality(1, product, "质量指标", w[at + 1]))
    lines.append(maker.timeliness(0, product, "时效指标", w[-2]))
    lines.append(maker.cost(0, product, "成本指标", w[-1]))
    e = maker.weights(30, 3)
    lines.append(maker.benefit(0, effect, "社会效益指标", e[0]))
    lines.append(maker.benefit(1, effect, maker.chance.choice(("社会效益指标", "可持续影响指标")), e[1]))
    lose = maker.chance.random() < 0.4
    lines.append(maker.judged(effect, "可持续影响指标", "长效管护机制", e[2], "健全", lose))
    lines.append(maker.satisfaction(pleased, "服务对象满意度指标", Decimal(10)))
    return lines


_TREE_2013 = (
    ("投入", "项目立项", ("项目立项规范性", "绩效目标合理性", "绩效指标明确性"), 12),
    ("投入", "资金落实", ("资金到位率", "到位及时率"), 8),
    ("过程", "业务管理", ("管理制度健全性", "制度执行有效性", "项目质量可控性"), 12),
    ("过程", "财务管理", ("管理制度健全性", "资金使用合规性", "财务监控有效性"), 18),
    ("产出", "项目产出", ("实际完成率", "完成及时率", "质量达标率", "成本节约率"), 30),
    ("效果", "项目效益", ("经济效益", "社会效益", "生态效益", "可持续影响", "社会公众或服务对象满意度"), 20),
)
_TREE_2020 = (
    ("决策", "项目立项", ("立项依据充分性", "立项程序规范性"), 6),
    ("决策", "绩效目标", ("绩效目标合理性", "绩效指标明确性"), 6),
    ("决策", "资金投入", ("预算编制科学性", "资金分配合理性"), 6),
    ("过程", "资金管理", ("资金到位率", "预算执行率", "资金使用合规性"), 14),
    ("过程", "组织实施", ("管理制度健全性", "制度执行有效性"), 8),
    ("产出", "产出数量", ("实际完成率",), 12),
    ("产出", "产出质量", ("质量达标率",), 8),
    ("产出", "产出时效", ("完成及时性",), 8),
    ("产出", "产出成本", ("成本节约率",), 7),
    ("效益", "项目效益", ("实施效益", "满意度"), 25),
)
_TREE_DEPARTMENT = (
    ("投入", "目标设定", ("绩效目标合理性", "绩效指标明确性"), 8),
    ("投入", "预算配置", ("在职人员控制率", "“三公经费”变动率"), 7),
    ("过程", "预算执行", ("预算完成率", "支付进度率", "公用经费控制率", "政府采购执行率"), 25),
    ("过程", "预算管理", ("管理制度健全性", "资金使用合规性", "预决算信息公开性"), 15),
    ("产出", "职责履行", ("实际完成率", "完成及时率", "质量达标率"), 25),
    ("效果", "履职效益", ("社会效益", "社会公众或服务对象满意度"), 20),
)
TREES = {"2013": _TREE_2013, "2020": _TREE_2020, "department": _TREE_DEPARTMENT}


def tree_lines(maker: Maker, tree: str) -> list[Line]:
    """The lines of a tree of shared indicators; points are lost as the story has it, and by judgement."""
    lines: list[Line] = []
    for one, two, names, weight in TREES[tree]:
        for name, part in zip(names, maker.weights(weight, len(names)), strict=True):
            lines.append(_tree_line(maker, one, two, name, part))
    return lines


def _tree_line(maker: Maker, one: str, two: str, name: str, weight: Decimal) -> Line:
    known = _known_losses(maker.story).get(name)
    if known is None:
        return maker.judged(one, two, name, weight, "", maker.chance.random() < 0.22)
    rate, reason = known
    score = rule_score(weight, "≥", Fraction(100), rate, maker.places)
    return Line(one, two, name, weight, "", Value(), Value(), score, reason if score < weight else "")


def _known_losses(s: Story) -> dict[str, tuple[Fraction, str]]:
    full = Fraction(100)
    missed = full if all(work.done >= work.planned for work in s.works) else Fraction(95)
    failed = full if all(work.passed == work.checked for work in s.works) else Fraction(95)
    late = full if all(work.timely == work.done for work in s.works) else Fraction(95)
    pleased = full if share(s.satisfied, s.returned) >= 90 else Fraction(95)
    execution, arrival = share(s.spent, s.planned), share(s.arrived, s.planned)
    unspent = "部分合同尾款未到付款节点，支出未达预算"
    return {
        "资金到位率": (arrival, "配套资金未足额到位"),
        "到位及时率": (arrival, "配套资金到位偏晚"),
        "预算执行率": (share(s.spent, s.arrived), unspent),
        "预算完成率": (execution, unspent),
        "支付进度率": (execution, "年末集中支付，前期进度偏慢"),
        "实际完成率": (missed, "少量任务顺延到下年"),
        "质量达标率": (failed, "个别点位验收未一次通过"),
        "完成及时率": (late, "个别任务晚于计划完成"),
        "完成及时性": (late, "个别任务晚于计划完成"),
        "满意度": (pleased, "满意度未达到年初目标"),
        "社会公众或服务对象满意度": (pleased, "满意度未达到年初目标"),
        "在职人员控制率": (full, ""),
        "“三公经费”变动率": (full, ""),
        "公用经费控制率": (full, ""),
        "政府采购执行率": (full, ""),
        "成本节约率": (full, ""),
    }


def execution_score(story: Story, weight: int, places: int) -> Decimal:
    """Weight × spent / budget of the year, rounded."""
    exact = Fraction(story.spent) / Fraction(story.planned) * weight
    step = Decimal(1).scaleb(-places)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)


def grade_of(score: Decimal) -> str:
    """The grade on the national scale."""
    return "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
