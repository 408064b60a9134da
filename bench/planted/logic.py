"""Mistakes of logic outside the scores (section B of the catalogue)."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from fractions import Fraction

from bench.planted.further_subjects import SUBJECTS
from bench.planted.planting import (
    CONSEQUENCES,
    Mutation,
    Outcome,
    appended,
    bodies,
    marked,
    of_law,
    phrase,
    places_of,
    relatives,
    shuffled,
    simple,
    told_again,
)
from bench.planted.telling import Report, Statement, plain


def over_posts(report: Report, chance: random.Random) -> Outcome | None:
    """More people in post than the establishment has: every telling of the establishment is lower."""
    for statement in shuffled(of_law(report, "over-limit"), chance):
        limit, value = statement.roles["limit"][0], statement.roles["value"][0]
        new = report.marks[value].value - chance.choice((1, 2, 3))
        if new < 3:
            continue
        others = [s for s in relatives(report, limit) if s.law != "over-limit"]
        if others:
            continue
        wrong = report
        for mark in (limit, *told_again(report, limit)):
            wrong = wrong.rewritten(mark, f"{new}", new)
        related = relatives(report, limit)
        note = f"编制 {new}，在职 {report.words(value)}"
        return wrong, simple("over-limit", "over-limit: posts", note, places_of(related))
    return None


def spent_over_arrived(report: Report, chance: random.Random) -> Outcome | None:
    """A sentence says that more was spent of something than had arrived."""
    places = [at for at in bodies(report) if "支出" in plain(report.pieces[at].text)]
    if not places:
        return None
    text = phrase(
        report,
        chance,
        (
            "其中工作经费到位12万元，支出13.6万元。",
            "应急备用金到账20万元，全年使用21.5万元。",
            "宣传经费限额5万元，实际列支5.8万元。",
            "会议费预算控制数3万元，全年发生3.4万元。",
        ),
    )
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple(
        "over-limit", "over-limit: spent over arrived", text, (mark,), "balance", "over-hundred"
    )


def end_before_start(report: Report, chance: random.Random) -> Outcome | None:
    """The project ended before it began."""
    for statement in of_law(report, "date-order"):
        end = statement.roles["end"][0]
        year = int(report.context["year"]) - 1
        text = f"{year}年{chance.randint(6, 11)}月"
        wrong = report.rewritten(end, text, Fraction(year * 12 + 6))
        return wrong, simple(
            "date-order", "date-order: end before start", text, places_of([statement]), "year-mismatch"
        )
    return None


def signed_early(report: Report, chance: random.Random) -> Outcome | None:
    """The report is dated before the year that it evaluates had ended."""
    for mark in report.tagged("signed"):
        year = int(report.context["year"])
        text = f"{year}年{chance.randint(3, 10)}月{chance.randint(5, 25)}日"
        wrong = report.rewritten(mark.number, text)
        return wrong, simple(
            "date-order", "date-order: signed early", text, (mark.number,), "deadline", "year-mismatch"
        )
    return None


def this_year(report: Report, chance: random.Random) -> Outcome | None:
    """“今年” is said of the year evaluated, in a report of the year after."""
    places = bodies(report)
    if not places:
        return None
    text = phrase(
        report,
        chance,
        (
            "今年元月机构组建以来，各项工作有序推进。",
            "今年10月，项目通过初步验收。",
            "今年以来，项目建设按计划推进，年底前已全部投入使用。",
            "今年上半年完成招标，下半年全面开工。",
        ),
    )
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("date-order", "date-order: this year", text, (mark,), "year-mismatch")


def other_year(tag: str) -> Mutation:
    """The year stands wrong in the title, in the table's heading, or in the first paragraph."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        for mark in report.tagged(tag):
            new = str(int(mark.value) + chance.choice((-1, -1, -2, 1)))
            wrong = report.rewritten(mark.number, new)
            others = tuple(
                m.number for m in report.marks.values() if m.kind == "year" and report.stands(m.number)
            )
            note = f"{report.words(mark.number)} → {new}"
            planted = simple("year-mismatch", f"year-mismatch: {tag}", note, (mark.number,), "date-order")
            around = others
            return wrong, replace(
                planted,
                collateral=CONSEQUENCES | {"deadline", "citation-repealed", "date-order"},
                around=around,
            )
        return None

    return mutate


def deny_shortfall(report: Report, chance: random.Random) -> Outcome | None:
    """The conclusion says that all was done, and an output fell short."""
    for mark in report.tagged("verdict"):
        if "基本" not in report.words(mark.number):
            return None
        text = phrase(
            report,
            chance,
            (
                "各项年度目标全部完成",
                "全部指标均完成或超额完成年度目标",
                "年度任务100%完成",
                "所有预定目标均已达成",
            ),
        )
        wrong = report.rewritten(mark.number, text)
        short = [s for s in of_law(report, "rate") if _short(report, s)]
        places = (mark.number,)
        planted = simple("contradiction", "contradiction: all done", text, places)
        return wrong, replace(
            planted,
            collateral=CONSEQUENCES | {"deviation-unexplained"},
            around=(mark.number, *places_of(short)),
        )
    return None


def _short(report: Report, statement: Statement) -> bool:
    return all(report.marks[m].value < 100 for m in statement.roles.get("rate", ()))


def deny_left(report: Report, chance: random.Random) -> Outcome | None:
    """The text says that nothing was left, and something was."""
    left = [m for m in report.marks.values() if m.fact == "left" and report.stands(m.number) and m.value > 0]
    places = [at for at in bodies(report) if "支出" in plain(report.pieces[at].text)]
    if not left or not places:
        return None
    text = phrase(
        report,
        chance,
        (
            "年末资金全部使用完毕，无结余。",
            "到位资金已全部支出，没有结余结转。",
            "项目资金当年全部支付到位，结余为零。",
            "到年底账上分文不剩，资金全部花在项目上。",
        ),
    )
    wrong, mark = appended(report, chance.choice(places), text)
    planted = simple(
        "contradiction", "contradiction: nothing left", text, (mark, left[0].number), "balance", "repeat"
    )
    return wrong, planted


def deny_dissatisfied(report: Report, chance: random.Random) -> Outcome | None:
    """The text says that every case was closed, and some were open."""
    open_cases = [
        m for m in report.marks.values() if m.fact == "open" and report.stands(m.number) and m.value > 0
    ]
    if not open_cases:
        return None
    at = report.piece_of(open_cases[0].number)
    text = phrase(
        report,
        chance,
        ("所有受理事项均已办结。", "受理事项全部按时办结，无一积压。", "群众反映的事项件件办结、事事落实。"),
    )
    wrong, mark = appended(report, at, text)
    places = (mark, open_cases[0].number, *places_of(relatives(report, open_cases[0].number)))
    return wrong, simple("contradiction", "contradiction: all closed", text, places)


def foreign_place(report: Report, chance: random.Random) -> Outcome | None:
    """The name of another place stands in the background."""
    for mark in report.tagged("place"):
        wrong = report.rewritten(mark.number, report.context["other"])
        return wrong, simple("foreign-name", "foreign-name: place", report.context["other"], (mark.number,))
    return None


def foreign_unit(report: Report, chance: random.Random) -> Outcome | None:
    """Another place's bureau stands in the text or below it."""
    unit = report.context["other"] + report.context["unit"].removeprefix(report.context["place"])
    places = [at for at in bodies(report) if report.context["unit"] not in plain(report.pieces[at].text)]
    if not places:
        return None
    text = phrase(
        report,
        chance,
        (
            f"{unit}对项目实施全过程进行跟踪管理。",
            f"为此，{unit}制定了年度实施计划。",
            f"{unit}组织了项目验收。",
            f"验收工作由{unit}牵头完成。",
        ),
    )
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("foreign-name", "foreign-name: unit", text, (mark,))


def foreign_project(report: Report, chance: random.Random) -> Outcome | None:
    """The name of another project stands in the text."""
    other = chance.choice([s.project for s in SUBJECTS if s.project != report.context["project"]])
    places = bodies(report)
    if not places:
        return None
    text = phrase(
        report,
        chance,
        (
            f"{other}项目资金使用规范、成效明显。",
            f"通过自评，{other}项目达到了预期目标。",
            f"总体上，{other}项目按计划推进，群众反映良好。",
        ),
    )
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("foreign-name", "foreign-name: project", text, (mark,))


def repeat_paragraph(report: Report, chance: random.Random) -> Outcome | None:
    """A paragraph stands twice."""
    return _double(report, chance, whole=True)


def repeat_sentence(report: Report, chance: random.Random) -> Outcome | None:
    """A long sentence stands twice."""
    return _double(report, chance, whole=False)


_SENTENCE = re.compile("[^。；]{30,}。")


def _double(report: Report, chance: random.Random, *, whole: bool) -> Outcome | None:
    places = bodies(report, 50)
    chance.shuffle(places)
    for at in places:
        words = plain(report.pieces[at].text)
        found = [words] if whole else [m[0] for m in _SENTENCE.finditer(words)]
        if not found or re.match(r"\d|（", words):
            continue
        text = chance.choice(found)
        target = chance.choice([b for b in bodies(report, 20) if b != at] or [at])
        wrong, mark = appended(report, target, text)
        first, wrong = _anchored(wrong, at)
        kind = "duplicate-text: paragraph" if whole else "duplicate-text: sentence"
        planted = simple("duplicate-text", kind, text[:60], (mark, first))
        return wrong, replace(planted, collateral=CONSEQUENCES)
    return None


def _anchored(report: Report, at: int) -> tuple[int, Report]:
    told, report = marked(report, report.pieces[at].text)
    pieces = list(report.pieces)
    pieces[at] = replace(pieces[at], text=told)
    return told.mark, replace(report, pieces=tuple(pieces))


def claim_effect(report: Report, chance: random.Random) -> Outcome | None:
    """An effect in per cent with nothing behind it."""
    text = phrase(
        report,
        chance,
        (
            "办理时间平均缩短60%以上，群众跑动次数减少70%以上。",
            "项目实施后，运行成本降低30%以上，工作效率提高一倍以上。",
            "通过项目实施，群众满意程度大幅提升，投诉平均减少40%以上。",
            "辖区相关事故较以往下降50%左右，综合效益提升35%以上。",
            "平均等候时间减少四成以上，群众获得感提升20个百分点。",
        ),
    )
    return _claimed(report, chance, text, "evidence-missing: percentage")


def claim_times(report: Report, chance: random.Random) -> Outcome | None:
    """An effect in multiples or halves with nothing behind it."""
    text = phrase(
        report,
        chance,
        (
            "处置时限压缩一半以上，服务效率提升近两倍。",
            "带动周边农户收入翻一番，设施使用寿命延长一倍以上。",
            "单位能耗减少三成，事故起数降到原来的一半。",
        ),
    )
    return _claimed(report, chance, text, "evidence-missing: multiple")


def _claimed(report: Report, chance: random.Random, text: str, kind: str) -> Outcome | None:
    places = bodies(report)
    if not places:
        return None
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("evidence-missing", kind, text, (mark,))


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "over-limit": (over_posts, spent_over_arrived),
    "date-order": (end_before_start, signed_early, this_year),
    "year-mismatch": (other_year("title-year"), other_year("table-year"), other_year("year")),
    "contradiction": (deny_shortfall, deny_left, deny_dissatisfied),
    "foreign-name": (foreign_place, foreign_unit, foreign_project),
    "duplicate-text": (repeat_paragraph, repeat_sentence),
    "evidence-missing": (claim_effect, claim_times),
}
