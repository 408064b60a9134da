"""What the clerk's own words say of figures that are known: where they say another, it is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from xunzheng.authoring.amounts import plain
from xunzheng.authoring.assessment import Assessed, Assessment
from xunzheng.authoring.fault import Fault
from xunzheng.quantities.width import fold

_IS = r"(?:[:：]|(?:一共|共计|总计)?(?:为|是|达到了?|达|至|计|完成了?)?)"
_NUMBER = r"(?P<number>[0-9][0-9,]{0,20}(?:\.[0-9]{1,8})?)"
_GRADE = r"[“\"'‘]?(?P<grade>[优良中差低])(?=[”\"'’，。；、,;]|$)"
_FREE = r"(?:^|(?<=[，：,:（(年日])|(?<=项目)|(?<=年度)|(?<=月底)|(?<=年底))"
_MONEY = {"元": Fraction(1, 10_000), "万元": Fraction(1), "亿元": Fraction(10_000)}
_OTHER = re.compile(
    r"上年|去年|往年|上一年|前年|下年|明年|次年|计划|预计|目标|同期|力争|要求|季度|上半年"
    r"|其中|分别|[一二三四五六七八九]是|第[一二三四五]|子项|分项|每|某|个别"
)
"""Words of a sentence that speaks of another year, of a plan, or of a part."""
_YEAR = re.compile(r"(20[0-9]{2})年")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_LONGEST = 20_000
_LABELS: tuple[tuple[str, str], ...] = (
    ("initial", r"年初预算数|年初预算"),
    ("budget", r"全年预算数|全年预算|调整后预算数?"),
    ("arrived", r"实际到位资金|到位资金|实际到位|资金到位"),
    ("spent", r"全年执行数|实际支出|全年支出|累计支出|支出资金|实际执行"),
    ("left", r"年末结余资金|年末结余|结余资金"),
    ("execution", r"预算执行率|资金执行率"),
    ("arrival", r"资金到位率"),
    ("total", r"自评得分|自评总分|综合得分|自评综合得分"),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure that is known: how it is called, its value, and the units that it may be told in."""

    name: str
    pattern: re.Pattern[str]
    value: Fraction
    units: dict[str, Fraction]
    shown: str


def check_texts(assessment: Assessment) -> Iterator[Fault]:
    """A fault for each place in the clerk's own words that gives a known figure another value.

    Known are the funds, their rates, the total, the grade and each actual value. Only what stands directly
    behind its name counts (`预算执行率95%`), at the head of its clause, in a sentence that speaks of no other
    year and no plan; a figure rounded or cut off to fewer digits is the same figure.
    """
    known = tuple(_known(assessment))
    grade = assessment.grade
    for key, text in _texts(assessment):
        for sentence in _SENTENCE.findall(fold(text[:_LONGEST])):
            if _OTHER.search(sentence) or _names_other_year(sentence, assessment.project.year):
                continue
            for figure in known:
                yield from _wrong_figures(key, sentence, figure)
            if grade:
                yield from _wrong_grades(key, sentence, grade)


def _texts(assessment: Assessment) -> Iterator[tuple[str, str]]:
    project = assessment.project
    yield from ((f"texts.{name}", text) for name, text in project.texts.items())
    yield "goals.achieved", project.achieved
    yield from ((f"{item.key}.reason", item.reason) for item in project.indicators)


def _names_other_year(sentence: str, year: int) -> bool:
    return any(int(found) != year for found in _YEAR.findall(sentence))


def _known(assessment: Assessment) -> Iterator[_Known]:
    project = assessment.project
    rates = {"execution": assessment.execution, "arrival": assessment.arrival}
    for name, words in _LABELS:
        if name in rates:
            yield _figure(words, rates[name] * 100, {"%": Fraction(1)}, "%")
        elif name == "total":
            if assessment.total is not None:
                yield _figure(words, Fraction(assessment.total), {"分": Fraction(1)}, "分")
        else:
            yield _figure(words, Fraction(getattr(project, name)), _MONEY, "万元")
    for item in assessment.items:
        yield from _indicator(item)


def _indicator(item: Assessed) -> Iterator[_Known]:
    match = re.fullmatch(rf"{_NUMBER}(?P<unit>[^0-9.,]{{1,8}})", fold(item.actual))
    if match is None or len(item.name) < 3:
        return
    value = Fraction(match["number"].replace(",", ""))
    yield _figure(re.escape(fold(item.name)), value, {match["unit"]: Fraction(1)}, match["unit"])


def _figure(words: str, value: Fraction, units: dict[str, Fraction], unit: str) -> _Known:
    named = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    pattern = re.compile(rf"{_FREE}(?P<name>{words}){_IS}{_NUMBER}(?P<unit>{named})")
    return _Known(words.partition("|")[0], pattern, value, units, f"{_shown(value)}{unit}")


def _wrong_figures(key: str, sentence: str, figure: _Known) -> Iterator[Fault]:
    for match in figure.pattern.finditer(sentence):
        stated = Decimal(match["number"].replace(",", ""))
        if not _agrees(stated, figure.value / figure.units[match["unit"]]):
            expected = f"{match['name']} {figure.shown}"
            yield Fault(key, "文字与所填数据不一致", expected, match[0], "请改正文字，或改正所填的数。")


def _wrong_grades(key: str, sentence: str, grade: str) -> Iterator[Fault]:
    pattern = rf"(?:自评|评价|综合评价|绩效)?等级{_IS}{_GRADE}"
    for match in re.finditer(pattern, sentence):
        if match["grade"] != grade:
            yield Fault(
                key, "文字与所填数据不一致", f"等级“{grade}”", match[0], "请改正文字，或改正所填的数。"
            )


def _agrees(stated: Decimal, value: Fraction) -> bool:
    """Whether the stated digits are those of the value, rounded or cut off."""
    step = Fraction(10) ** -min(int(stated.as_tuple().exponent), 0)
    return Fraction(stated) * step in (floor(value * step), floor(value * step + Fraction(1, 2)))


def _shown(value: Fraction) -> str:
    """The value in digits, to four decimals at the most."""
    return plain(Decimal(floor(value * 10_000 + Fraction(1, 2))).scaleb(-4))
